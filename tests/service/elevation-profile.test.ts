import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { importElevation } from '../../server/elevation/import.ts';
import { type SmallRaster, writeGeotiff } from '../unit/elevation/write-geotiff.ts';
import { full, store } from './support/features.ts';
import { testService } from './support/service.ts';

const cell = 0.0001;
/** Rises 1 m a cell eastwards, that is some 10 % at this latitude; a void in the north, decimals kept. */
const slope: SmallRaster = {
  width: 300,
  height: 100,
  at: (column, row) => (row < 20 ? -9999 : 500 + column),
  origin: [110, 31],
  cell,
  epsg: 4326,
  nodata: '-9999',
};
/** Beside it, coarser, without a stated accuracy. */
const flat: SmallRaster = { ...slope, origin: [110.03, 31], width: 30, height: 10, cell: 0.001, at: () => 799 };

const service = testService({
  importElevation: async (dataFolder) => {
    const folder = path.join(dataFolder, 'given');
    mkdirSync(folder);
    const files = [writeGeotiff(path.join(folder, 'slope.tif'), slope)];
    await importElevation({ dataFolder, files, name: 'Slope 2024', verticalAccuracyMetres: 0.5 });
    await importElevation({ dataFolder, files: [writeGeotiff(path.join(folder, 'flat.tif'), flat)], name: 'Flat' });
  },
});
const bare = testService();

interface Sample {
  readonly at_m: number;
  readonly position: readonly [number, number];
  readonly height_m: number | null;
  readonly grade_pct: number | null;
  readonly source: number | null;
}

/** Along the middle of the slope, 200 cells of about 9.55 m. */
const line = '110.005,30.995;110.025,30.995';

describe('GET /api/elevation/profile', () => {
  test('gives heights, chainage, grade and what they rest on', async () => {
    const { body } = await service.get(`/elevation/profile?line=${line}`).expect(200);
    const { samples, ...rest } = body as { samples: Sample[] } & Record<string, unknown>;
    expect(rest).toMatchObject({
      length_m: 1910.2,
      void_m: 0,
      interpolated: false,
      vertical_accuracy_m: 0.5,
      sources: [{ name: 'Slope 2024', cell_m: 11.1, vertical_accuracy_m: 0.5, vertical_accuracy_known: true }],
    });
    expect(rest.step_m).toBeLessThanOrEqual(10);
    expect(rest.grade_rmse_pct).toBeGreaterThan(0.1);
    const first = samples[0];
    const last = samples.at(-1);
    expect(first).toMatchObject({ at_m: 0, position: [110.005, 30.995], height_m: 549.5, source: 0 });
    expect(last).toMatchObject({ at_m: 1910.2, height_m: 749.5 });
    for (const { at_m, height_m, grade_pct } of samples) {
      expect(height_m).toBeCloseTo(549.5 + (200 * at_m) / 1910.2, 1);
      expect(grade_pct).toBeCloseTo((100 * 200) / 1910.2, 1);
    }
  });

  test('says null where there is no height, and never 0', async () => {
    const { body } = await service.get('/elevation/profile?line=110.01,30.9955;110.01,31.003&step_m=50').expect(200);
    const heights = (body.samples as Sample[]).map(({ height_m }) => height_m);
    expect(heights[0]).toBeCloseTo(599.5, 1);
    expect(heights.slice(-4)).toEqual([null, null, null, null]);
    expect(body.void_m).toBeGreaterThan(500);
    expect(body.lowest_m).toBeCloseTo(599.5, 1);
    expect((body.samples as Sample[]).at(-1)).toMatchObject({ grade_pct: null, source: null });
  });

  test('names every source it took heights from, and counts with the worst', async () => {
    const { body } = await service.get('/elevation/profile?line=110.025,30.995;110.04,30.995').expect(200);
    expect(body.sources).toMatchObject([
      { name: 'Slope 2024', vertical_accuracy_known: true },
      { name: 'Flat', vertical_accuracy_known: false },
    ]);
    expect(body.vertical_accuracy_m).toBe(body.sources[1].vertical_accuracy_m);
    expect(body.vertical_accuracy_m).toBeGreaterThan(3);
    expect((body.samples as Sample[]).at(-1)).toMatchObject({ height_m: 799, source: 1 });
  });

  test('of a road is that of its line, of a bridge the straight line between its ends', async () => {
    const road = (code: string, structure: string) => ({
      ...full('roads'),
      geometry: {
        type: 'LineString' as const,
        coordinates: [
          [110.005, 30.995],
          [110.015, 30.9985],
          [110.025, 30.995],
        ],
      },
      properties: { ...full('roads').properties, code, structure },
    });
    const [plain = 0, bridge = 0] = await store(service.database, 'roads', [road('A', 'road'), road('B', 'bridge')]);
    const ground = await service.get(`/elevation/profile?collection=roads&id=${plain}`).expect(200);
    // Half way the road lies in the void.
    expect(ground.body.void_m).toBeGreaterThan(100);
    const deck = await service.get(`/elevation/profile?collection=roads&id=${bridge}`).expect(200);
    expect(deck.body).toMatchObject({ interpolated: true, void_m: 0, lowest_m: 549.5, highest_m: 749.5 });
    const samples = deck.body.samples as Sample[];
    const middle = samples[Math.floor(samples.length / 2)];
    expect(middle?.height_m).toBeCloseTo(549.5 + (200 * (middle?.at_m ?? 0)) / deck.body.length_m, 1);
  });

  test.each([
    ['', 400, 'invalid_parameter', 'line'],
    ['?line=110,31', 400, 'invalid_parameter', 'line'],
    ['?line=110,31;abc,31', 400, 'invalid_parameter', 'line'],
    ['?line=110,31;110.1', 400, 'invalid_parameter', 'line'],
    ['?line=31,110;31,110.1', 400, 'invalid_parameter', 'line'],
    ['?line=110,31;1e2,31', 400, 'invalid_parameter', 'line'],
    ['?line=110,31;110.1,31&step_m=0', 400, 'invalid_parameter', 'step_m'],
    ['?line=110,31;110.1,31&step_m=abc', 400, 'invalid_parameter', 'step_m'],
    ['?line=110,31;110.1,31&collection=roads&id=1', 400, 'invalid_parameter', 'line'],
    ['?collection=roads', 400, 'invalid_parameter', 'id'],
    ['?line=110,31;110.1,31&setp_m=5', 400, 'unknown_parameter', 'setp_m'],
    ['?collection=shelters&id=1', 400, 'invalid_parameter', 'collection'],
    ['?collection=rivers&id=1', 404, 'unknown_collection', undefined],
    ['?collection=roads&id=999999', 404, 'unknown_feature', undefined],
    ['?line=110,31;115,31&step_m=1', 422, 'too_large_to_analyse', undefined],
  ])('%s is refused with %i %s', async (query, status, code, parameter) => {
    const answer = await service.get(`/elevation/profile${query}`).expect('Content-Type', /problem\+json/);
    expect({ status: answer.status, code: answer.body.code, parameter: answer.body.parameter }).toEqual({
      status,
      code,
      parameter,
    });
  });

  test('a line over the date line takes the short way', async () => {
    const { body } = await service.get('/elevation/profile?line=179.99,31;-179.99,31').expect(200);
    expect(body.length_m).toBeGreaterThan(1900);
    expect(body.length_m).toBeLessThan(1920);
    const longitudes = (body.samples as Sample[]).map(({ position }) => position[0]);
    expect(longitudes.every((longitude) => Math.abs(longitude) >= 179.99 && Math.abs(longitude) <= 180)).toBe(true);
    expect([longitudes[0], longitudes.at(-1)]).toEqual([179.99, -179.99]);
  });

  test('a swapped line is told so', async () => {
    const answer = await service.get('/elevation/profile?line=31,110;31,110.1').set('Accept-Language', 'en');
    expect(answer.body.detail).toContain('swapped');
  });

  test('without elevation says how to bring some in', async () => {
    const answer = await bare.get(`/elevation/profile?line=${line}`).set('Accept-Language', 'en').expect(404);
    expect(answer.body).toMatchObject({ code: 'no_elevation', detail: expect.stringContaining('import-elevation') });
  });
});

describe('POST /api/elevation/profile', () => {
  const geometry = { type: 'LineString', coordinates: line.split(';').map((each) => each.split(',').map(Number)) };

  test.each([
    ['a geometry', geometry],
    ['a feature', { type: 'Feature', geometry, properties: null }],
    ['a line with heights of its own', { ...geometry, coordinates: geometry.coordinates.map((xy) => [...xy, 9]) }],
  ])('of %s is that of the same line in the address', async (_, sent) => {
    const asked = await service.get(`/elevation/profile?line=${line}&step_m=20`).expect(200);
    const posted = await service
      .post('/elevation/profile?step_m=20')
      .set('Content-Type', 'application/geo+json')
      .send(JSON.stringify(sent))
      .expect(200);
    expect(posted.body).toEqual(asked.body);
  });

  test.each<[unknown, number, string]>([
    [{ type: 'Point', coordinates: [110, 31] }, 400, 'malformed_body'],
    [{ type: 'LineString', coordinates: [[110, 31]] }, 400, 'malformed_body'],
    [
      {
        type: 'LineString',
        coordinates: [
          [110, 31],
          ['x', 31],
        ],
      },
      400,
      'malformed_body',
    ],
    [
      {
        type: 'LineString',
        coordinates: [
          [110, 31],
          [110, 131],
        ],
      },
      400,
      'malformed_body',
    ],
    [{ type: 'Feature', geometry: null }, 400, 'malformed_body'],
    [[], 400, 'malformed_body'],
  ])('%j is refused', async (sent, status, code) => {
    const answer = await service
      .post('/elevation/profile')
      .set('Content-Type', 'application/geo+json')
      .send(JSON.stringify(sent));
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code });
  });

  test('takes no other method', async () => {
    await service.send('delete', '/elevation/profile').expect(405);
  });
});
