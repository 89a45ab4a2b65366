import { Readable } from 'node:stream';
import type { Feature } from 'geojson';
import { beforeEach, describe, expect, it } from 'vitest';
import { layers } from '../../data/layers/index.ts';
import { readGeoJson } from '../../server/formats/geojson/read.ts';
import { toEwkb } from '../../server/layers/ewkb.ts';
import { exportFeatures } from '../../server/layers/export.ts';
import { type ImportRequest, importFeatures } from '../../server/layers/import.ts';
import { layerRevision } from '../../server/layers/store.ts';
import type { LayerGeometry } from '../../server/layers/validation/geometry.ts';
import { ProblemError } from '../../server/problems.ts';
import { databaseKind, testDatabase } from '../setup/service.ts';

const db = testDatabase();
const layer = layers.roads;

beforeEach(() => db.database.pool.query('TRUNCATE anlan.roads'));

function road(number: number, properties: Record<string, unknown> = {}): Feature {
  // Answers have nine decimals; sums of doubles have more.
  const rounded = (degrees: number) => Number(degrees.toFixed(7));
  const west = rounded(110 + number / 10_000);
  const east = rounded(west + 0.01);
  return {
    type: 'Feature',
    geometry: {
      type: 'LineString',
      coordinates: [
        [west, 31],
        [east, 31.005],
      ],
    },
    properties: { code: `C${number}`, name: `村道 ${number}`, road_class: 'village', structure: 'road', ...properties },
  };
}

const roads = (count: number) => Array.from({ length: count }, (_, index) => road(index + 1));

function sourceOf(features: readonly unknown[]): ImportRequest['source'] {
  return readGeoJson(Readable.from([Buffer.from(JSON.stringify({ type: 'FeatureCollection', features }))]));
}

function bring(features: readonly unknown[], options: Partial<ImportRequest> = {}) {
  return importFeatures({ database: db.database, layer, source: sourceOf(features), ...options });
}

async function refusal(work: Promise<unknown>): Promise<ProblemError> {
  const thrown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(thrown instanceof ProblemError)) throw new Error(`expected a problem, got ${thrown}`);
  return thrown;
}

async function stored(): Promise<Feature[]> {
  const features: Feature[] = [];
  for await (const feature of exportFeatures({ database: db.database, layer })) features.push(JSON.parse(feature));
  return features;
}

const faultsOf = ({ details }: ProblemError) =>
  (details.faults ?? []).map(({ feature, member, code }) => ({ feature, member, code }));

describe('features without faults', () => {
  it('are all stored in their order, whatever the number of batches, and read back as they were', async () => {
    const given = roads(2500);
    const ids: number[] = [];
    const report = await bring(given, { onStored: (batch) => ids.push(...batch) });
    expect(report).toMatchObject({ read: 2500, stored: 2500, leftOut: [], notices: [], mended: [] });

    const back = await stored();
    expect(back.map(({ id }) => id)).toEqual(ids);
    expect(back.map(({ geometry }) => geometry)).toEqual(given.map(({ geometry }) => geometry));
    for (const [index, { properties }] of back.entries())
      expect(properties).toMatchObject(given[index]?.properties ?? {});
  });

  it('may be exported and imported again', async () => {
    await bring([road(1), road(2, { width_m: 3.5, school_bus: false, surveyed_on: '2026-05-01' })]);
    const before = await stored();
    await db.database.pool.query('TRUNCATE anlan.roads');
    await bring(before);
    const comparable = ({ geometry, properties }: Feature) => ({
      geometry,
      properties: { ...properties, _created_at: null, _updated_at: null },
    });
    expect((await stored()).map(comparable)).toEqual(before.map(comparable));
  });

  it('are mended where that changes no meaning, and the mending is counted', async () => {
    const [west = 0, south = 0] = [110.5, 31];
    const repeated = {
      ...road(1),
      geometry: {
        type: 'LineString',
        coordinates: [
          [west, south, 800],
          [west, south, 800],
          [110.6, 31, 801],
        ],
      },
    };
    const { mended } = await bring([repeated, road(2)]);
    expect(mended.map(({ code, count, firstFeature }) => [code, count, firstFeature])).toEqual([
      ['heights_left_out', 1, 1],
      ['repeated_positions_removed', 1, 1],
    ]);
  });

  it('in a dry run are checked and not stored', async () => {
    expect(await bring(roads(3), { dryRun: true })).toMatchObject({ read: 3, stored: 3 });
    expect(await stored()).toEqual([]);
  });

  it('are reported while they come', async () => {
    const seen: number[] = [];
    await bring(roads(2500), { onProgress: ({ read }) => seen.push(read) });
    expect(seen).toEqual([1000, 2000]);
  });
});

describe('where anything is wrong nothing is stored', () => {
  it('and the layer is not even touched: a fault far behind the first batch', async () => {
    const before = await layerRevision(db.database.pool, layer);
    const features = roads(2500);
    features[2344] = road(2345, { road_class: 'highway' });
    const problem = await refusal(bring(features));
    expect(problem.code).toBe('invalid_features');
    expect(faultsOf(problem)).toEqual([{ feature: 2345, member: 'properties.road_class', code: 'enum' }]);
    expect(await stored()).toEqual([]);
    expect(await layerRevision(db.database.pool, layer)).toBe(before);
  });

  it.each<[string, unknown, { member: string; code: string }]>([
    [
      'latitude before longitude',
      {
        ...road(1),
        geometry: {
          type: 'LineString',
          coordinates: [
            [31, 110],
            [31.1, 110.1],
          ],
        },
      },
      { member: 'geometry.coordinates[0]', code: 'coordinates_swapped' },
    ],
    [
      'metres',
      {
        ...road(1),
        geometry: {
          type: 'LineString',
          coordinates: [
            [500_000, 3_400_000],
            [500_100, 3_400_000],
          ],
        },
      },
      { member: 'geometry.coordinates[0]', code: 'coordinates_projected' },
    ],
    [
      'a missing position as zero',
      {
        ...road(1),
        geometry: {
          type: 'LineString',
          coordinates: [
            [110, 31],
            [0, 0],
          ],
        },
      },
      { member: 'geometry.coordinates[1]', code: 'null_island' },
    ],
    [
      'another geometry type',
      { ...road(1), geometry: { type: 'Point', coordinates: [110, 31] } },
      { member: 'geometry.type', code: 'geometry_type' },
    ],
    ['no geometry', { ...road(1), geometry: null }, { member: 'geometry', code: 'geometry_missing' }],
    [
      'a required member missing',
      { ...road(1), properties: { road_class: 'village' } },
      { member: 'properties.structure', code: 'required' },
    ],
    [
      'a member the layer does not have',
      road(1, { colour: 'red' }),
      { member: 'properties.colour', code: 'unknown_member' },
    ],
    ['a number as text', road(1, { lanes: '2' }), { member: 'properties.lanes', code: 'type' }],
    ['text that no database holds', road(1, { name: 'a\u0000b' }), { member: 'properties.name', code: 'character' }],
    ['no feature at all', null, { member: 'feature', code: 'not_an_object' }],
  ])('%s', async (_, feature, fault) => {
    const problem = await refusal(bring([road(7), feature]));
    expect(faultsOf(problem)).toContainEqual({ feature: 2, ...fault });
    expect(await stored()).toEqual([]);
  });

  it('the first hundred faults are listed, all are counted', async () => {
    const problem = await refusal(bring(roads(250).map((feature) => ({ ...feature, geometry: null }))));
    expect(problem.details.faults).toHaveLength(100);
    expect(problem.details.faultCount).toBe(250);
    expect(problem.detail.en).toContain('250 of 250');
  });

  it('an id or a code that comes twice names both features', async () => {
    const problem = await refusal(bring([{ ...road(1), id: 'a' }, road(2), { ...road(3), id: 'a' }, road(2)]));
    expect(faultsOf(problem)).toEqual([
      { feature: 3, member: 'id', code: 'id_repeated' },
      { feature: 4, member: 'properties.code', code: 'code_repeated' },
    ]);
    expect(problem.details.faults?.[0]?.reason.en).toContain('feature 1');
    expect(problem.details.faults?.[1]?.reason.zh).toContain('第 2 个要素');
  });

  it('a code that the layer has already', async () => {
    await bring([road(5)]);
    const again = await refusal(bring(roads(2000)));
    expect(faultsOf(again)).toEqual([{ feature: 5, member: 'properties.code', code: 'code_taken' }]);
    expect(faultsOf(await refusal(bring([road(5)], { dryRun: true })))).toHaveLength(1);
    expect(await stored()).toHaveLength(1);
  });

  it('a file that breaks off after some batches', async () => {
    const content = JSON.stringify({ type: 'FeatureCollection', features: roads(2500) }).slice(0, -100);
    const problem = await refusal(bring([], { source: readGeoJson(Readable.from([Buffer.from(content)])) }));
    expect(problem.code).toBe('malformed_body');
    expect(await stored()).toEqual([]);
  });

  it('an import that is stopped', async () => {
    const controller = new AbortController();
    const stop = new Error('stopped');
    const work = bring(roads(2500), { signal: controller.signal, onProgress: () => controller.abort(stop) });
    await expect(work).rejects.toBe(stop);
    expect(await stored()).toEqual([]);
  });
});

describe("another data set's features", () => {
  const way = (id: string, tags: Record<string, unknown>) => ({ ...road(1), id, properties: tags });

  it('are recognised and mapped; what is not for the layer is counted', async () => {
    const features = [
      way('w1', { highway: 'primary' }),
      way('w2', { highway: 'construction' }),
      way('w3', { highway: 'track', width: 'wide' }),
    ];
    const report = await bring(features, { mapping: 'recognise' });
    expect(report).toMatchObject({ read: 3, stored: 2, mapping: { id: 'osm' } });
    expect(report.leftOut).toMatchObject([
      { code: 'not_in_use', detail: 'highway=construction', count: 1, firstFeature: 2 },
    ]);
    expect(report.notices).toMatchObject([
      { code: 'number_unreadable', detail: 'width=wide', count: 1, firstFeature: 3 },
    ]);
    expect((await stored()).map(({ properties }) => properties?.code)).toEqual(['osm:w1', 'osm:w3']);
  });

  it('are taken once where they are there as a line and as an area', async () => {
    const ring = [
      [110, 31],
      [110.1, 31],
      [110.1, 31.1],
      [110, 31],
    ];
    const asLine = {
      type: 'Feature',
      id: 'w5',
      geometry: { type: 'LineString', coordinates: ring },
      properties: { natural: 'water' },
    };
    const asArea = { ...asLine, id: 'a10', geometry: { type: 'Polygon', coordinates: [ring] } };
    const report = await bring([asLine, asArea], { layer: layers.water_bodies, mapping: 'recognise', dryRun: true });
    expect(report).toMatchObject({ stored: 1, leftOut: [{ code: 'same_object', count: 1 }] });
  });

  it('of ours are not taken for theirs', async () => {
    expect(await bring([road(1, { surface: 'asphalt' })], { mapping: 'recognise' })).toMatchObject({
      mapping: undefined,
      stored: 1,
    });
  });

  it('an empty collection is nothing of anybody', async () => {
    expect(await bring([], { mapping: 'recognise' })).toMatchObject({ mapping: undefined, read: 0, stored: 0 });
  });
});

describe('the binary form of a geometry', () => {
  const ring = [
    [110, 31],
    [110.1, 31],
    [110.1, 31.1],
    [110, 31],
  ];
  const hole = [
    [110.02, 31.01],
    [110.05, 31.03],
    [110.06, 31.01],
    [110.02, 31.01],
  ];
  it.each<LayerGeometry>([
    { type: 'Point', coordinates: [110.123456789, -31.000000001] },
    { type: 'LineString', coordinates: ring },
    { type: 'MultiLineString', coordinates: [ring, hole] },
    { type: 'MultiPolygon', coordinates: [[ring, hole], [ring]] },
  ])('of a $type is the one PostGIS makes of its GeoJSON', async (geometry) => {
    const { rows } = await db.database.pool.query<{ hex: string }>(
      "SELECT ST_AsHEXEWKB(ST_SetSRID(ST_GeomFromGeoJSON($1::text), 4326), 'NDR') AS hex",
      [JSON.stringify(geometry)],
    );
    expect(toEwkb(geometry).toUpperCase()).toBe(rows[0]?.hex);
  });
});

describe('export', () => {
  it('gives what meets a box and has a value', async () => {
    await bring([road(1), road(2000), road(2001, { road_class: 'county' })]);
    const features: string[] = [];
    const selection = { bbox: [110.15, 30, 111, 32], filters: [{ member: 'road_class', value: 'village' }] } as const;
    for await (const feature of exportFeatures({ database: db.database, layer, selection })) features.push(feature);
    expect(features.map((feature) => JSON.parse(feature).properties.code)).toEqual(['C2000']);
  });

  it('gives back its connection when its reader stops early', async () => {
    await bring(roads(1500));
    for await (const feature of exportFeatures({ database: db.database, layer })) {
      expect(feature).toContain('"Feature"');
      break;
    }
    // The embedded database has one backend: a transaction left open would keep this waiting.
    expect(await stored()).toHaveLength(1500);
  });

  // The embedded database lets nobody write during the export, so that there is nothing to see.
  if (databaseKind === 'server')
    it('shows one moment, whatever is written meanwhile', async () => {
      await bring(roads(2500));
      let count = 0;
      for await (const _ of exportFeatures({ database: db.database, layer })) {
        count += 1;
        if (count === 10) await db.database.pool.query("DELETE FROM anlan.roads WHERE code <> 'C1'");
      }
      expect(count).toBe(2500);
    });
});
