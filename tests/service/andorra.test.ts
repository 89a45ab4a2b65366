import { createReadStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Feature, FeatureCollection, LineString, Point } from 'geojson';
import { describe, expect, it, type TestContext } from 'vitest';
import type { LayerId } from '../../data/layers/definition.ts';
import { layers } from '../../data/layers/index.ts';
import { writeWhole } from '../../scripts/commands/work/files.ts';
import { openElevationSources } from '../../server/elevation/elevation-service.ts';
import { readGeoJson } from '../../server/formats/geojson/read.ts';
import { writeGeoJson } from '../../server/formats/geojson/write.ts';
import { exportFeatures } from '../../server/layers/export.ts';
import { type ImportReport, importFeatures } from '../../server/layers/import.ts';
import { makeNetworkService } from '../../server/networks/network-service.ts';
import { makeRouteChecker } from '../../server/route-checks/checker.ts';
import { testDatabase } from '../setup/service.ts';
import { needed, sharedData } from '../setup/tools.ts';
import { announcement } from './support/features.ts';
import { RoadGraph } from './support/shortest-path.ts';

const db = testDatabase();

/** The real roads, waters and places of Andorra, and what of each file belongs to which layer. */
const files = {
  roads: 'roads.geojson',
  watercourses: 'water.geojson',
  water_bodies: 'water.geojson',
  settlements: 'places.geojson',
  shelters: 'places.geojson',
} as const satisfies Partial<Record<LayerId, string>>;
type AndorraLayer = keyof typeof files;
const andorraLayers = Object.keys(files) as AndorraLayer[];

const reports = new Map<AndorraLayer, Promise<ImportReport>>();

function folder(context: TestContext): string {
  return needed(context, 'shared', sharedData('andorra'));
}

/** Imported once, by whichever test comes first. */
function imported(context: TestContext, layer: AndorraLayer): Promise<ImportReport> {
  const file = path.join(folder(context), files[layer]);
  const report =
    reports.get(layer) ??
    importFeatures({
      announcement,
      database: db.database,
      layer: layers[layer],
      source: readGeoJson(createReadStream(file)),
      mapping: 'recognise',
    });
  reports.set(layer, report);
  return report;
}

async function original(context: TestContext, layer: AndorraLayer): Promise<Feature[]> {
  const file = path.join(folder(context), files[layer]);
  return (JSON.parse(await readFile(file, 'utf8')) as FeatureCollection).features;
}

async function exported(layer: AndorraLayer): Promise<Feature[]> {
  const temporary = await mkdtemp(path.join(os.tmpdir(), 'anlan-export-'));
  try {
    const out = path.join(temporary, `${layer}.geojson`);
    await writeWhole(out, writeGeoJson(exportFeatures({ database: db.database, layer: layers[layer] })));
    return (JSON.parse(await readFile(out, 'utf8')) as FeatureCollection).features;
  } finally {
    await rm(temporary, { recursive: true });
  }
}

async function byCode(layer: AndorraLayer, code: string): Promise<Record<string, unknown>> {
  const found = (await exported(layer)).find(({ properties }) => properties?.code === code);
  const members = Object.entries(found?.properties ?? {}).filter(
    ([name, value]) => value !== null && !name.startsWith('_'),
  );
  return Object.fromEntries(members);
}

const reasons = ({ leftOut }: ImportReport) =>
  Object.fromEntries(leftOut.map(({ code, detail, count }) => [`${code} ${detail ?? ''}`.trim(), count]));

describe('every feature of the files is stored or left out for a reason', () => {
  it.for(andorraLayers)('%s', async (layer, context) => {
    const report = await imported(context, layer);
    const leftOut = report.leftOut.reduce((sum, { count }) => sum + count, 0);
    expect(report.mapping?.id).toBe('osm');
    expect(report.read).toBe((await original(context, layer)).length);
    expect(report.stored + leftOut).toBe(report.read);
    expect(await exported(layer)).toHaveLength(report.stored);
  });
});

it('all roads but those that are not built or of unknown class are stored', async (context) => {
  const report = await imported(context, 'roads');
  expect(report).toMatchObject({ read: 1614, stored: 1607 });
  expect(reasons(report)).toEqual({ 'class_unknown highway=road': 5, 'not_in_use highway=construction': 2 });
});

it('tags that could not be read are told', async (context) => {
  const { notices } = await imported(context, 'roads');
  const told = notices.map(({ code, detail, count }) => [code, detail, count]);
  expect(told).toContainEqual(['number_unreadable', 'maxspeed=90;30;90;30;90;30', 1]);
  expect(told).toContainEqual(['value_not_mapped', 'surface=yes', 1]);
});

it('a road has the values of its tags and no others', async (context) => {
  await imported(context, 'roads');
  expect(await byCode('roads', 'osm:w6165877')).toEqual({
    code: 'osm:w6165877',
    road_code: 'CG-2',
    road_class: 'provincial',
    structure: 'road',
    oneway: 'both',
    motor_vehicles: true,
    speed_limit_kmh: 60,
    surface: 'asphalt',
    source: '© OpenStreetMap contributors (ODbL)',
  });
});

it('every bridge, tunnel, one-way and roundabout of the file is one in the layer', async (context) => {
  await imported(context, 'roads');
  const before = await original(context, 'roads');
  const after = new Map((await exported('roads')).map((feature) => [feature.properties?.code, feature.properties]));
  for (const { id, properties: tags } of before) {
    const road = after.get(`osm:${id}`);
    if (!road) continue;
    const bridge = tags?.bridge !== undefined;
    const tunnel = tags?.tunnel !== undefined;
    expect([id, road.structure]).toEqual([id, bridge ? 'bridge' : tunnel ? 'tunnel' : 'road']);
    const backward = tags?.oneway === '-1';
    const forward = ['yes', 'true', '1'].includes(tags?.oneway) || (!tags?.oneway && tags?.junction === 'roundabout');
    expect([id, road.oneway]).toEqual([id, backward ? 'backward' : forward ? 'forward' : 'both']);
  }
});

it('lakes that are there both as a line and as an area are stored once', async (context) => {
  const report = await imported(context, 'water_bodies');
  expect(report.stored).toBe(98);
  expect(reasons(report)).toMatchObject({ same_object: 97 });
  const names = (await exported('water_bodies')).map(({ properties }) => properties?.name);
  expect(names.filter((name) => name === "Lac d'Engolasters")).toHaveLength(1);
});

it('streams below ground are culverts, others are not said to be open', async (context) => {
  await imported(context, 'watercourses');
  const structures = (await exported('watercourses')).map(({ properties }) => properties?.structure);
  expect(structures.filter((structure) => structure === 'culvert').length).toBeGreaterThan(10);
  expect(new Set(structures)).toEqual(new Set(['culvert', null]));
});

it('villages have their names, heights and people; shelters no state that nobody has told', async (context) => {
  await imported(context, 'settlements');
  await imported(context, 'shelters');
  const settlements = await exported('settlements');
  const capital = settlements.find(({ properties }) => properties?.name === 'Andorra la Vella');
  expect(capital?.properties).toMatchObject({ kind: 'town', people: 24678 });
  const shelters = await exported('shelters');
  expect(shelters).toHaveLength(36);
  expect(new Set(shelters.map(({ properties }) => properties?.state))).toEqual(new Set([null]));
});

it.for(andorraLayers)('%s are where they were, to the last digit', async (layer, context) => {
  await imported(context, layer);
  const before = new Map((await original(context, layer)).map((feature) => [`osm:${feature.id}`, feature]));
  let compared = 0;
  for (const { geometry, properties } of await exported(layer)) {
    const source = before.get(properties?.code);
    // Areas were turned and closed lines made areas: only lines and points must be the same.
    if (!source || geometry.type === 'MultiPolygon') continue;
    const wanted =
      geometry.type === 'MultiLineString' ? { ...geometry, coordinates: [coordinates(source)] } : source.geometry;
    expect(geometry).toEqual(rounded(wanted));
    compared += 1;
  }
  if (layer !== 'water_bodies') expect(compared).toBeGreaterThan(30);
});

it('the same file a second time is refused, naming what is there already', async (context) => {
  await imported(context, 'settlements');
  const file = path.join(folder(context), files.settlements);
  const again = importFeatures({
    announcement,
    database: db.database,
    layer: layers.settlements,
    source: readGeoJson(createReadStream(file)),
    mapping: 'recognise',
  });
  await expect(again).rejects.toMatchObject({ code: 'invalid_features', details: { faultCount: 59 } });
  expect(await exported('settlements')).toHaveLength(59);
});

describe('a route along real roads, from Encamp down the river and through the long tunnel to Ordino', () => {
  const check = async (route: Feature<LineString>) => {
    const networks = makeNetworkService(db.database);
    const checker = makeRouteChecker({
      database: db.database,
      networks,
      elevation: { use: async (work) => work(await openElevationSources([])) },
    });
    return (await checker.check(route, new Date())).report;
  };

  async function routeToCheck(context: TestContext): Promise<Feature<LineString>> {
    for (const layer of andorraLayers) await imported(context, layer);
    const driven = (await exported('roads')).filter(({ properties }) => properties?.motor_vehicles === true);
    const places = new Map(
      (await exported('settlements')).map(({ geometry, properties }) => [properties?.name, geometry]),
    );
    const at = (name: string) => (places.get(name) as Point).coordinates;
    const geometry = new RoadGraph(driven as Feature<LineString>[]).route(at('Encamp'), at('Ordino'));
    return { type: 'Feature', geometry, properties: {} };
  }

  it('is followed all the way, over its bridges and through its tunnels, and no rule that has data objects', async (context) => {
    const report = await check(await routeToCheck(context));
    expect(report.length_m).toBeGreaterThan(9_000);
    expect(report.length_m).toBeLessThan(13_000);
    expect(new Set(report.roads.map(({ status }) => status))).toEqual(new Set(['on_road']));
    const tunnels = report.roads.filter(({ road }) => road?.structure === 'tunnel');
    expect(Math.max(...tunnels.map(({ from_m, to_m }) => to_m - from_m))).toBeGreaterThan(2_500);

    const outcomes = Object.fromEntries(report.rules.map(({ rule, outcome }) => [rule, outcome]));
    // Rivers are crossed, always on a bridge or through a tunnel; of floods, hazards and shelters nothing is known here.
    expect(outcomes).toMatchObject({
      EV02: 'pass',
      EV03: 'pass',
      EV04: 'unknown',
      EV05: 'pass',
      EV06: 'unknown',
      EV07: 'unknown',
      EV15: 'unknown',
    });
    expect(report.verdict).toBe('unknown');
  });

  it('would cross a river without a bridge if the mapping had lost the bridges', async (context) => {
    const route = await routeToCheck(context);
    await db.database.pool.query("UPDATE anlan.roads SET structure = 'road' WHERE structure = 'bridge'");
    const report = await check(route);
    await db.database.pool.query('DELETE FROM anlan.roads');
    reports.delete('roads');
    expect(report.verdict).toBe('fail');
    expect(
      report.findings.filter(({ rule, severity }) => rule === 'EV05' && severity === 'error').length,
    ).toBeGreaterThan(0);
  });
});

function coordinates({ geometry }: Feature): unknown {
  return 'coordinates' in geometry ? geometry.coordinates : [];
}

/** Answers have nine decimals; some positions of the file have more, from sums of doubles. */
function rounded(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_, each) => (typeof each === 'number' ? Number(each.toFixed(9)) : each)));
}
