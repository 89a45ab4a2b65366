import { area } from '@turf/turf';
import type { Feature, FeatureCollection, Geometry, LineString, MultiPolygon, Polygon } from 'geojson';
import { beforeEach, describe, expect, test } from 'vitest';
import type { LayerId } from '../../data/layers/definition.ts';
import { timeLimitMs } from '../../server/processes/buffer/limits.ts';
import { at, emptyAll, line, point, rectangle, sample, store } from './support/features.ts';
import { importPlain } from './support/plain.ts';
import { expectProblem } from './support/problem.ts';
import { testService } from './support/service.ts';

const service = testService({ importElevation: importPlain });

beforeEach(() => emptyAll(service.database));

const execute = (process: string, inputs: unknown, more: Record<string, unknown> = {}) =>
  service.post(`/processes/${process}/execution`).send({ inputs, ...more } as object);
const put = (layer: LayerId, ...features: Feature[]) => store(service.database, layer, features);

/** A line that crosses itself millions of times, over about 10 km. */
function tangle(vertices: number): LineString {
  let seed = 1;
  const random = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  return {
    type: 'LineString',
    coordinates: Array.from({ length: vertices }, () => [110 + random() / 10, 31 + random() / 10]),
  };
}

describe('buffer', () => {
  const buffer = async (inputs: Record<string, unknown>): Promise<FeatureCollection<Polygon | MultiPolygon>> => {
    const answer = await execute('buffer', inputs);
    expect(answer.status, answer.text).toBe(200);
    expect(answer.headers['content-type']).toMatch(/^application\/geo\+json/);
    return answer.body;
  };
  const hazard = (kind: string, east: number, properties = {}) =>
    sample('road_hazards', { hazard: kind, ...properties }, line([east, 0], [east + 100, 0]));
  const relative = (value: number, truth: number) => Math.abs(value - truth) / truth;

  test.each([5, 50, 500, 5000])('of a point is a circle of %d m', async (metres) => {
    const { features } = await buffer({ features: point(0, 0), distance_m: metres });
    expect(relative(features[0]?.properties?.area_m2, Math.PI * metres ** 2)).toBeLessThan(0.01);
    expect(features[0]?.properties).toMatchObject({ distance_m: metres, collection: null });
  });

  test('of a line is a band with round ends', async () => {
    const { features } = await buffer({ features: line([0, 0], [3000, 4000]), distance_m: 200 });
    const truth = 2 * 200 * 5000 + Math.PI * 200 ** 2;
    expect(relative(features[0]?.properties?.area_m2, truth)).toBeLessThan(0.01);
  });

  test.each<[string, Geometry]>([
    ['a point', point(0, 0)],
    ['a winding line', line([0, 0], [800, 300], [900, -400], [2500, 100])],
    ['a polygon', rectangle(0, 0, 900, 400)],
    ['a point far north', { type: 'Point', coordinates: [110, 53] }],
  ])('of %s agrees with PostGIS on the spheroid', async (_, geometry) => {
    for (const metres of [30, 300]) {
      const { features } = await buffer({ features: geometry, distance_m: metres });
      const { rows } = await service.database.pool.query<{ area: number; apart: number }>(
        `SELECT ST_Area(truth) AS area, ST_Area(ST_SymDifference(truth::geometry, ours)::geography) AS apart
         FROM (SELECT ST_Buffer(ST_SetSRID(ST_GeomFromGeoJSON($1), 4326)::geography, $2) AS truth,
                      ST_SetSRID(ST_GeomFromGeoJSON($3), 4326) AS ours) AS both_of_them`,
        [JSON.stringify(geometry), metres, JSON.stringify(features[0]?.geometry)],
      );
      const [{ area: truth, apart } = { area: 0, apart: 0 }] = rows;
      expect(relative(features[0]?.properties?.area_m2, truth)).toBeLessThan(0.01);
      // Not only as large: at the same place.
      expect(apart / truth).toBeLessThan(0.02);
    }
  });

  test('of stored features: by ids, filter and box, each with its own distance', async () => {
    const [first, second, third] = await put(
      'road_hazards',
      hazard('cliff', 0, { code: 'H1', grade: 'major' }),
      hazard('near_water', 1000, { code: 'H2', grade: 'major' }),
      hazard('cliff', 2000, { code: 'H3', grade: 'low' }),
    );
    const found = async (inputs: Record<string, unknown>) =>
      (
        await buffer({ collection: 'road_hazards', distances_m: { cliff: 20 }, distance_m: 50, ...inputs })
      ).features.map(({ properties }) => [properties?.feature_id, properties?.code, properties?.distance_m]);
    expect(await found({ ids: [first, second] })).toEqual([
      [first, 'H1', 20],
      [second, 'H2', 50],
    ]);
    expect(await found({ filter: { grade: 'major', hazard: 'cliff' } })).toEqual([[first, 'H1', 20]]);
    expect(await found({ bbox: [...at(1500, -10), ...at(3000, 10)] })).toEqual([[third, 'H3', 20]]);
    expect(await found({ ids: [] })).toEqual([]);
    expect(await found({})).toHaveLength(3);
  });

  test('dissolves all, by hazard, or nothing', async () => {
    await put('road_hazards', hazard('cliff', 0), hazard('cliff', 50), hazard('near_water', 60), hazard('cliff', 5000));
    const dissolved = (dissolve: unknown) => buffer({ collection: 'road_hazards', distance_m: 30, dissolve });
    const areas = ({ features }: FeatureCollection) =>
      features.map(({ properties }) => [properties?.hazard, properties?.features]);
    expect((await dissolved('none')).features).toHaveLength(4);
    expect(areas(await dissolved('hazard'))).toEqual([
      ['cliff', 3],
      ['near_water', 1],
    ]);
    const all = await dissolved('all');
    expect(areas(all)).toEqual([[null, 4]]);
    // From 0 to 160 m in one piece, and the one at 5 km.
    const truth = 60 * 160 + 60 * 100 + 2 * Math.PI * 30 ** 2;
    expect(relative(all.features[0]?.properties?.area_m2, truth)).toBeLessThan(0.01);
    const whole = all.features[0] as Feature<Polygon | MultiPolygon>;
    expect(relative(area(whole), whole.properties?.area_m2)).toBeLessThan(0.001);
  });

  test('comes as a document when asked', async () => {
    const answer = await execute(
      'buffer',
      { features: { value: point(0, 0) }, distance_m: 10 },
      { response: 'document' },
    );
    expect(answer.headers['content-type']).toMatch(/^application\/json/);
    expect(answer.body.buffers.features).toHaveLength(1);
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['nothing', {}, 'distance_m'],
    ['no source', { distance_m: 10 }, 'features'],
    ['two sources', { distance_m: 10, features: point(0, 0), collection: 'roads' }, 'features'],
    ['no distance', { features: point(0, 0) }, 'distance_m'],
    ['a distance of 0', { features: point(0, 0), distance_m: 0 }, 'distance_m'],
    ['a negative distance', { features: point(0, 0), distance_m: -5 }, 'distance_m'],
    ['a distance as text', { features: point(0, 0), distance_m: '10' }, 'distance_m'],
    ['a distance beyond a county', { features: point(0, 0), distance_m: 50_001 }, 'distance_m'],
    ['an unknown hazard', { features: point(0, 0), distances_m: { flood: 1 } }, 'distances_m'],
    ['a hazard of a bad distance', { features: point(0, 0), distances_m: { cliff: null } }, 'distances_m.cliff'],
    [
      '__proto__ among the distances',
      { features: point(0, 0), distances_m: JSON.parse('{"__proto__":1}') },
      'distances_m',
    ],
    ['no distance for what is no hazard', { features: point(0, 0), distances_m: { cliff: 5 } }, 'distances_m'],
    ['an unknown collection', { collection: 'nothing', distance_m: 1 }, 'collection'],
    ['ids that are none', { collection: 'roads', ids: ['1'], distance_m: 1 }, 'ids'],
    ['ids beyond a number', { collection: 'roads', ids: [1e300], distance_m: 1 }, 'ids'],
    ['a filter that is a list', { collection: 'roads', filter: [], distance_m: 1 }, 'filter'],
    ['a filter by what is no member', { collection: 'roads', filter: { geom: 1 }, distance_m: 1 }, 'filter'],
    ['another way of dissolving', { features: point(0, 0), distance_m: 1, dissolve: 'some' }, 'dissolve'],
    ['an unknown input', { features: point(0, 0), distance: 1 }, 'distance'],
    [
      'a collection of geometries',
      { features: { type: 'GeometryCollection', geometries: [] }, distance_m: 1 },
      'features',
    ],
    ['text', { features: 'POINT(110 31)', distance_m: 1 }, 'features'],
    ['swapped coordinates', { features: { type: 'Point', coordinates: [31, 110] }, distance_m: 1 }, 'features'],
    [
      'a feature without geometry',
      { features: { type: 'Feature', geometry: null, properties: {} }, distance_m: 1 },
      'features',
    ],
    [
      'a bow tie',
      {
        features: { type: 'Polygon', coordinates: [[at(0, 0), at(9, 9), at(9, 0), at(0, 9), at(0, 0)]] },
        distance_m: 1,
      },
      'features',
    ],
  ])('of %s is refused by name', async (_, inputs, parameter) => {
    const { zh } = await expectProblem(() => execute('buffer', inputs), 'invalid_inputs', 400);
    expect(zh.parameter).toBe(parameter);
  });

  test.each<[string, Record<string, unknown>]>([
    ['bbox', { bbox: [1, 2, 3] }],
    ['bbox', { bbox: { west: 1 } }],
    ['bbox', { bbox: [110, 32, 111, 31] }],
    ['filter', { filter: { grade: 'huge' } }],
    ['filter', { filter: { plan_year: 'soon' } }],
    ['filter', { filter: { name: null } }],
    ['filter', { filter: { name: ['a'] } }],
  ])('of a bad %s of a collection is refused by the name of the input', async (parameter, inputs) => {
    const { zh } = await expectProblem(
      () => execute('buffer', { collection: 'road_hazards', distance_m: 1, ...inputs }),
      'invalid_inputs',
      400,
    );
    expect(zh.parameter).toBe(parameter);
  });

  test.each<[string, unknown]>([
    ['ids', [1]],
    ['bbox', [110, 31, 111, 32]],
    ['filter', { name: 'a' }],
  ])('of given features takes no %s', async (parameter, value) => {
    const { zh } = await expectProblem(
      () => execute('buffer', { features: point(0, 0), distance_m: 1, [parameter]: value }),
      'invalid_inputs',
      400,
    );
    expect(zh.parameter).toBe(parameter);
  });

  test('of ids that are not there is refused, naming them', async () => {
    const [there] = await put('road_hazards', hazard('cliff', 0));
    const { en } = await expectProblem(
      () => execute('buffer', { collection: 'road_hazards', ids: [there, 999_998, 999_999], distance_m: 1 }),
      'unknown_feature',
      404,
    );
    expect(en.parameter).toBe('ids');
    expect(en.detail).toContain('no feature 999998, 999999');
    // One that is there and that the filter leaves out is none of them.
    const { features } = await buffer({
      collection: 'road_hazards',
      ids: [there],
      filter: { hazard: 'near_water' },
      distance_m: 1,
    });
    expect(features).toEqual([]);
  });

  test.each<[string, Geometry]>([
    ['at the antimeridian', { type: 'Point', coordinates: [179.999, 31] }],
    [
      'across the antimeridian',
      {
        type: 'LineString',
        coordinates: [
          [179, 31],
          [-179, 31],
        ],
      },
    ],
    ['near a pole', { type: 'Point', coordinates: [110, 84.999] }],
  ])('of what lies %s is refused', async (_, geometry) => {
    const { zh } = await expectProblem(
      () => execute('buffer', { features: geometry, distance_m: 300 }),
      'invalid_inputs',
      400,
    );
    expect(zh.parameter).toBe('features');
  });

  test('that takes too long is given up, and the service answers meanwhile', { timeout: 60_000 }, async () => {
    const startedAt = performance.now();
    let ended = false;
    const heavy = execute('buffer', { features: tangle(3000), distance_m: 300 })
      .set('Accept-Language', 'en')
      .then((answer) => {
        ended = true;
        return answer;
      });
    let answered = 0;
    while (!ended) {
      const askedAt = performance.now();
      expect((await service.get('/conformance')).status).toBe(200);
      expect(performance.now() - askedAt).toBeLessThan(3000);
      answered += 1;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    const answer = await heavy;
    expect(answer.body).toMatchObject({ status: 422, code: 'too_large_to_analyse' });
    expect(answer.body.detail).toContain('fewer features');
    expect(performance.now() - startedAt).toBeLessThan(timeLimitMs + 10_000);
    expect(answered).toBeGreaterThan(10);
    expect((await buffer({ features: point(0, 0), distance_m: 10 })).features).toHaveLength(1);
  });

  test('of more than 2,000 features is too much', async () => {
    const many = Array.from({ length: 2001 }, (_, index) => ({
      type: 'Feature',
      properties: {},
      geometry: point(index, 0),
    }));
    await expectProblem(
      () => execute('buffer', { features: { type: 'FeatureCollection', features: many }, distance_m: 1 }),
      'too_large_to_analyse',
      422,
    );
  });
});
