import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Feature, FeatureCollection, Position } from 'geojson';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PropertyDefinition } from '../../data/layers/definition.ts';
import { layerIds, layerList } from '../../data/layers/index.ts';
import { loadDemoCounty } from '../../server/demo-county.ts';
import { findGdal, needed } from '../setup/tools.ts';
import { full, store } from './support/features.ts';
import { testService } from './support/service.ts';

/** Closed to strangers: everything below is read with a token, as the password of Basic unless said otherwise. */
const service = testService({ publicRead: false });
const run = promisify(execFile);
const environment = (more: Record<string, string> = {}) => ({
  ...process.env,
  GDAL_HTTP_TIMEOUT: '30',
  CPL_TMPDIR: folder,
  GDAL_HTTP_AUTH: 'BASIC',
  GDAL_HTTP_USERPWD: `${service.account.name}:${service.account.token}`,
  ...more,
});
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'anlan-gdal-'));
  await loadDemoCounty(service.database, () => {});
  // One with a value in every member, so that each field's type shows.
  for (const id of layerIds) await store(service.database, id, [unique(full(id))]);
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

/** GDAL's OGC API – Features driver reading the service, as QGIS and planners do. */
async function readByGdal(ogr2ogr: string, layer: string, ...options: string[]): Promise<Feature[]> {
  const file = path.join(folder, `${layer}-${options.join('_').replaceAll(/\W/g, '')}.geojson`);
  await run(
    ogr2ogr,
    [
      '-f',
      'GeoJSON',
      '-lco',
      'COORDINATE_PRECISION=9',
      '-lco',
      'RFC7946=NO',
      ...options,
      file,
      `OAPIF:${service.address}/api`,
      layer,
    ],
    { env: environment() },
  );
  return (JSON.parse(await readFile(file, 'utf8')) as FeatureCollection).features;
}

async function stored(layer: string): Promise<Feature[]> {
  const answer = await service.get(`/collections/${layer}/items?limit=10000`);
  expect(answer.body.numberReturned).toBe(answer.body.numberMatched);
  return answer.body.features;
}

describe('GDAL', () => {
  test('reads with a token as Bearer, and nothing without one or with a password', async (context) => {
    const { ogrinfo } = needed(context, 'gdal', findGdal());
    const look = (more: Record<string, string>) =>
      run(ogrinfo, [`OAPIF:${service.address}/api`], { env: environment({ GDAL_HTTP_USERPWD: '', ...more }) });
    const { name, password, token } = service.account;
    const { stdout } = await look({ GDAL_HTTP_AUTH: '', GDAL_HTTP_HEADERS: `Authorization: Bearer ${token}` });
    expect(stdout).toContain(': roads');
    await expect(look({ GDAL_HTTP_AUTH: '' })).rejects.toThrow();
    await expect(look({ GDAL_HTTP_USERPWD: `${name}:${password}` })).rejects.toThrow();
  });

  test('finds the collections with their extents', async (context) => {
    const { ogrinfo } = needed(context, 'gdal', findGdal());
    const { stdout } = await run(ogrinfo, [`OAPIF:${service.address}/api`], { env: environment() });
    for (const id of layerIds) expect(stdout).toMatch(new RegExp(`\\d: ${id}\\b`));
    const { stdout: summary } = await run(ogrinfo, ['-so', `OAPIF:${service.address}/api`, 'roads'], {
      env: environment(),
    });
    expect(summary).toMatch(/Extent: \(1\d\d\./);
    expect(summary).toMatch(/WGS 84/);
  });

  test.for(layerList)('reads every feature of $id with all its members', async ({ id: layer, properties }, context) => {
    const { ogr2ogr } = needed(context, 'gdal', findGdal());
    const [found, wanted] = [await readByGdal(ogr2ogr, layer), await stored(layer)];
    expect(found).toHaveLength(wanted.length);
    const byCode = new Map(found.map((feature) => [key(feature), feature]));
    for (const feature of wanted) {
      const read = byCode.get(key(feature));
      expect(read, key(feature)).toBeDefined();
      expect(rounded(read)).toEqual(rounded(feature));
      for (const [name, definition] of Object.entries(properties)) {
        const [theirs, ours] = [read?.properties?.[name] ?? null, feature.properties?.[name] ?? null];
        expect(comparable(definition, theirs), `${layer}.${name}`).toEqual(comparable(definition, ours));
      }
    }
  });

  test('reads all pages when they are small', async (context) => {
    const { ogr2ogr } = needed(context, 'gdal', findGdal());
    const all = await stored('roads');
    expect(all.length).toBeGreaterThan(100);
    const found = await readByGdal(ogr2ogr, 'roads', '-oo', `PAGE_SIZE=${Math.ceil(all.length / 7)}`);
    expect(found.map(key).sort()).toEqual(all.map(key).sort());
  });

  test('reads what lies in a box', async (context) => {
    const { ogr2ogr } = needed(context, 'gdal', findGdal());
    const all = await stored('settlements');
    const places = all.flatMap(({ geometry }) => (geometry.type === 'Point' ? [geometry.coordinates] : []));
    const middle = (axis: 0 | 1) =>
      places.map((place) => place[axis] ?? 0).sort((a, b) => a - b)[places.length >> 1] ?? 0;
    const [west, south] = [middle(0), middle(1)];
    const inside = all.filter(({ geometry }) => {
      const [x = 0, y = 0] = geometry.type === 'Point' ? geometry.coordinates : [];
      return x >= west && y >= south;
    });
    expect(inside.length).toBeGreaterThan(0);
    expect(inside.length).toBeLessThan(all.length);
    const found = await readByGdal(ogr2ogr, 'settlements', '-spat', String(west), String(south), '180', '90');
    expect(found.map(key).sort()).toEqual(inside.map(key).sort());
  });
});

/** GDAL writes times in forms of its own, and objects as the text of their JSON. */
function comparable({ type, format }: PropertyDefinition, value: unknown): unknown {
  if (value === null) return null;
  if (format === 'date-time') return Date.parse(String(value).replace(/([+-]\d\d)$/, '$1:00'));
  if (format === 'date') return String(value).replaceAll('/', '-');
  return type === 'object' && typeof value === 'string' ? JSON.parse(value) : value;
}

function unique(feature: Feature): Feature {
  const { properties } = feature;
  return { ...feature, properties: { ...properties, code: 'GDAL-1' } };
}

function key({ properties }: Feature): string {
  return `${properties?.code ?? properties?.name}`;
}

/** Coordinates in the digits that both sides write; parts in the type they came in. */
function rounded(feature: Feature | undefined): unknown {
  const { geometry } = feature ?? {};
  if (!geometry || geometry.type === 'GeometryCollection') return geometry;
  const round = (value: unknown): unknown =>
    Array.isArray(value) ? value.map(round) : Math.round(Number(value) * 1e8) / 1e8;
  return { type: geometry.type, coordinates: round(geometry.coordinates as Position[]) };
}
