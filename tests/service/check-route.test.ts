import type { Feature, LineString } from 'geojson';
import type pg from 'pg';
import { beforeEach, describe, expect, test } from 'vitest';
import type { LayerId } from '../../data/layers/definition.ts';
import { type RouteCheckReport, ruleIds } from '../../server/evacuation/index.ts';
import { readSurroundings } from '../../server/route-checks/surroundings.ts';
import { databaseKind } from '../setup/service.ts';
import { at, emptyAll, line, point, rectangle, sample, store } from './support/features.ts';
import { importPlain } from './support/plain.ts';
import { expectProblem } from './support/problem.ts';
import { testService } from './support/service.ts';

const service = testService({ importElevation: importPlain });

beforeEach(() => emptyAll(service.database));

const execute = (process: string, inputs: unknown, more: Record<string, unknown> = {}) =>
  service.post(`/processes/${process}/execution`).send({ inputs, ...more } as object);
const put = (layer: LayerId, ...features: Feature[]) => store(service.database, layer, features);

describe('check-route', () => {
  /**
   * A road from 0 to 2 km east in two sections and another way round, a flood point at its start, a shelter at its end, and
   * something in every layer far from it.
   */
  beforeEach(async () => {
    const road = (code: string, east: number) =>
      sample(
        'roads',
        { code, road_code: 'X201', surveyed_on: '2026-03-01' },
        line([east, 0], [east + 500, 5], [east + 1000, 0]),
      );
    const round = line([0, 0], [0, -300], [2000, -300], [2000, 0]);
    await put(
      'roads',
      road('A1', 0),
      road('A2', 1000),
      sample('roads', { code: 'B', surveyed_on: '2026-03-01' }, round),
    );
    await put('flood_points', sample('flood_points', { code: 'P1', people: 37, lead_time_min: 60 }, point(0, 0)));
    await put('shelters', sample('shelters', { code: 'S1', state: 'open', capacity: 100 }, point(2000, 0)));
    await put('road_hazards', sample('road_hazards', { code: 'FAR' }, line([40_000, 0], [40_100, 0])));
    await put('flood_zones', sample('flood_zones', { code: 'FAR' }, rectangle(40_000, 0, 40_100, 100)));
    await put('watercourses', sample('watercourses', { code: 'FAR' }, line([40_000, 500], [40_100, 500])));
  });

  const way = line([0, 0], [500, 5], [1000, 0], [1500, 5], [2000, 0]) as LineString;
  const cared = {
    mode: 'foot',
    people: 37,
    responsible_person: '李大山',
    responsible_phone: '13900000000',
    sign_installed: true,
    drilled_on: '2026-05-12',
  };
  const feature: Feature = { type: 'Feature', geometry: way, properties: cared };
  const check = async (inputs: Record<string, unknown> = {}): Promise<RouteCheckReport> => {
    const answer = await execute('check-route', { route: feature, at: '2026-07-15T08:00:00+08:00', ...inputs });
    expect(answer.status, answer.text).toBe(200);
    return answer.body;
  };
  const outcome = ({ verdict, findings }: RouteCheckReport) => [
    verdict,
    ...findings.map(({ rule, severity }) => `${rule} ${severity}`),
  ];

  test('passes a surveyed road to an open shelter', async () => {
    const report = await check();
    expect(outcome(report), JSON.stringify(report.rules)).toEqual(['pass']);
    expect(report.length_m).toBeGreaterThan(1995);
    expect(report.length_m).toBeLessThan(2005);
    expect(report.rules.map(({ rule, outcome: each }) => `${rule} ${each}`)).toEqual(
      ruleIds.map((rule) => `${rule} pass`),
    );
    expect(report.roads.map(({ road }) => road?.code)).toEqual(['A1', 'A2']);
  });

  test('fails on a section closed at that time, and on that time only', async () => {
    const [closure] = await put(
      'closures',
      sample(
        'closures',
        {
          code: 'C1',
          segment_code: 'A2',
          valid_from: '2026-07-01T00:00:00+08:00',
          valid_to: '2026-08-01T00:00:00+08:00',
        },
        line([1000, 0], [2000, 0]),
      ),
    );
    const report = await check();
    expect(outcome(report)).toEqual(['fail', 'EV03 error']);
    const [finding] = report.findings;
    expect(finding?.ids).toContainEqual({ layer: 'closures', id: closure, code: 'C1' });
    expect(finding?.from_m).toBeGreaterThan(950);
    expect(finding?.to_m).toBeCloseTo(report.length_m, -2);
    expect(finding?.geometry.type).toBe('LineString');
    expect(finding?.message.zh).toMatch(/C1/);
    expect((await check({ at: '2026-09-01' })).verdict).toBe('pass');
    expect((await check({ at: '2026-07-31/2026-08-05' })).verdict).toBe('fail');
  });

  test('warns of a considerable hazard and fails on a major one', async () => {
    const onRoad = (grade: string) =>
      put('road_hazards', sample('road_hazards', { code: grade, grade, segment_code: 'A1' }, line([100, 1], [300, 3])));
    await onRoad('considerable');
    expect(outcome(await check())).toEqual(['warn', 'EV06 warning']);
    await onRoad('major');
    expect((await check()).verdict).toBe('fail');
  });

  test('fails on water without a bridge and on a flood zone entered on the way', async () => {
    await put('watercourses', sample('watercourses', { name: '清溪' }, line([500, -300], [500, 300])));
    await put('flood_zones', sample('flood_zones', {}, rectangle(1400, -50, 1600, 50)));
    // The other way round stays dry, and is not much longer.
    expect(outcome(await check())).toEqual(['fail', 'EV04 error', 'EV05 error']);
  });

  test('fails on a closed shelter, and cannot tell without its state', async () => {
    await service.database.pool.query(`UPDATE anlan.shelters SET state = 'closed'`);
    expect(outcome(await check())).toEqual(['fail', 'EV07 error']);
    await service.database.pool.query('UPDATE anlan.shelters SET state = NULL');
    expect(outcome(await check())).toEqual(['unknown', 'EV07 unknown']);
  });

  test('cannot tell anything in an empty county', async () => {
    await emptyAll(service.database);
    const report = await check();
    expect(report.verdict).toBe('unknown');
    // Save what the route says of itself.
    expect(report.rules.filter(({ outcome: each }) => each === 'pass').map(({ rule }) => rule)).toEqual(['EV14']);
  });

  test('takes a Feature, a stored route, and a shelter by its code', async () => {
    const [id] = await put(
      'evacuation_routes',
      sample('evacuation_routes', { ...cared, code: 'R1', shelter_code: 'S2' }, way),
    );
    await put('shelters', sample('shelters', { code: 'S2', state: 'closed', capacity: 100 }, point(30_000, 30_000)));
    expect((await check({ route: { ...feature, properties: { ...cared, code: 'R1' } } })).verdict).toBe('pass');
    expect((await check({ route: way })).verdict).toBe('unknown');
    // The shelter it names is closed, however far away it lies.
    expect((await check({ route: { collection: 'evacuation_routes', id } })).verdict).toBe('fail');
    expect((await check({ route: { collection: 'evacuation_routes', id }, shelter_code: 'S1' })).verdict).toBe('pass');
    expect((await check({ shelter_code: 'NONE' })).verdict).toBe('unknown');
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['nothing', {}, 'route'],
    ['null', { route: null }, 'route'],
    ['a point', { route: point(0, 0) }, 'route'],
    ['text', { route: 'LINESTRING(110 31, 111 32)' }, 'route'],
    ['one position', { route: { type: 'LineString', coordinates: [at(0, 0)] } }, 'route'],
    ['no length', { route: { type: 'LineString', coordinates: [at(0, 0), at(0, 0)] } }, 'route'],
    [
      'swapped coordinates',
      {
        route: {
          type: 'LineString',
          coordinates: [
            [31, 110],
            [31.1, 110],
          ],
        },
      },
      'route',
    ],
    ['a feature without geometry', { route: { type: 'Feature', geometry: null, properties: {} } }, 'route'],
    ['a route of another collection', { route: { collection: 'roads', id: 1 } }, 'route'],
    ['a stored route by text', { route: { collection: 'evacuation_routes', id: "1'--" } }, 'route'],
    ['a time as a number', { route: way, at: 7 }, 'at'],
    ['a time that is none', { route: way, at: 'tomorrow' }, 'at'],
    ['an empty time', { route: way, at: '' }, 'at'],
    ['a window that ends before it starts', { route: way, at: '2026-07-02/2026-07-01' }, 'at'],
    ['half a window', { route: way, at: '2026-07-01/..' }, 'at'],
    ['a code that is no text', { route: way, shelter_code: 7 }, 'shelter_code'],
    ['an unknown input', { route: way, speed: 7 }, 'speed'],
  ])('of %s is refused by name', async (_, inputs, parameter) => {
    const { zh } = await expectProblem(() => execute('check-route', inputs), 'invalid_inputs', 400);
    expect(zh.parameter).toBe(parameter);
  });

  test('of a route that is not there is refused', async () => {
    await expectProblem(
      () => execute('check-route', { route: { collection: 'evacuation_routes', id: 999_999 } }),
      'unknown_feature',
      404,
    );
  });

  test.each([[], {}, { inputs: [] }, { inputs: null }, { inputs: {}, response: 'xml' }, 7].map((body) => [body]))(
    'with the body %j is refused',
    async (body) => {
      await expectProblem(
        () =>
          service
            .post('/processes/check-route/execution')
            .set('Content-Type', 'application/json')
            .send(JSON.stringify(body)),
        'invalid_inputs',
        400,
      );
    },
  );
});

describe('the preselection for check-route', () => {
  const diagonal: Feature<LineString> = {
    type: 'Feature',
    properties: { shelter_code: 'S9', flood_point_code: 'P9' },
    geometry: line([0, 0], [30_000, 30_000]) as LineString,
  };
  const codesOf = (features: readonly Feature[]) => features.map(({ properties }) => properties?.code).sort();
  const read = async (route: Feature<LineString>) => {
    const client = await service.database.pool.connect();
    try {
      return await readSurroundings(client, route, 80);
    } finally {
      client.release();
    }
  };

  test('finds what lies along a long diagonal and not what lies in its box', async () => {
    const road = (code: string, x: number, y: number) =>
      sample('roads', { code, surveyed_on: '2026-03-01' }, line([x, y], [x + 30, y]));
    await put(
      'roads',
      road('start', 0, 0),
      road('middle', 15_000, 15_050),
      road('end', 30_000, 30_060),
      road('corner', 29_000, 1000),
      road('beside', 10_000, 16_000),
    );
    const { features, coverage } = await read(diagonal);
    expect(codesOf(features.roads)).toEqual(['end', 'middle', 'start']);
    expect(coverage).toMatchObject({ roads: true, closures: false, shelters: false });
  });

  test('finds by name what lies anywhere', async () => {
    await put('roads', sample('roads', { code: 'A1', road_code: 'X201' }, line([0, 0], [30, 30])));
    const far = line([90_000, 0], [90_030, 0]);
    await put(
      'closures',
      sample('closures', { code: 'section', segment_code: 'A1' }, far),
      sample('closures', { code: 'road', road_code: 'X201' }, far),
      sample('closures', { code: 'other', road_code: 'X202' }, far),
      sample('closures', { code: 'near' }, line([20_000, 20_000], [20_010, 20_010])),
    );
    await put('road_hazards', sample('road_hazards', { code: 'section', segment_code: 'A1' }, far));
    await put(
      'shelters',
      sample('shelters', { code: 'S9' }, point(90_000, 50_000)),
      sample('shelters', { code: 'S8' }, point(90_000, 50_010)),
    );
    await put(
      'flood_zones',
      sample('flood_zones', { code: 'over' }, rectangle(89_990, 49_990, 90_005, 50_005)),
      sample('flood_zones', { code: 'off' }, rectangle(91_000, 49_000, 91_100, 49_100)),
    );
    await put(
      'flood_points',
      sample('flood_points', { code: 'P9' }, point(50_000, 90_000)),
      sample('flood_points', { code: 'P8' }, point(50_000, 90_010)),
    );
    await put(
      'evacuation_routes',
      sample('evacuation_routes', { code: 'same point', flood_point_code: 'P9' }, far),
      sample('evacuation_routes', { code: 'same shelter', shelter_code: 'S9' }, far),
      sample('evacuation_routes', { code: 'other', flood_point_code: 'P8', shelter_code: 'S8' }, far),
    );
    const { features } = await read(diagonal);
    expect(codesOf(features.flood_points)).toEqual(['P9']);
    expect(codesOf(features.evacuation_routes)).toEqual(['same point', 'same shelter']);
    expect(codesOf(features.closures)).toEqual(['near', 'road', 'section']);
    expect(codesOf(features.road_hazards)).toEqual(['section']);
    expect(codesOf(features.shelters)).toEqual(['S9']);
    expect(codesOf(features.flood_zones)).toEqual(['over']);
  });

  if (databaseKind === 'server') {
    test('asks the spatial index, not the whole table', async () => {
      await service.database.pool.query(
        `INSERT INTO anlan.roads (road_class, structure, geom)
         SELECT 'village', 'road', ST_SetSRID(ST_MakeLine(ST_MakePoint(x, y), ST_MakePoint(x + 0.001, y + 0.001)), 4326)
         FROM (SELECT 110 + (i % 200) * 0.004 AS x, 31 + (i / 200) * 0.004 AS y FROM generate_series(1, 40000) AS i) AS grid`,
      );
      await service.database.pool.query('ANALYZE anlan.roads');
      const client = await service.database.pool.connect();
      try {
        const plans: string[] = [];
        const explaining = {
          query: async (text: string, values: unknown[] = []) => {
            if (text.includes('anlan."roads"') && values.length > 0) {
              const { rows } = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${text}`, values);
              plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'));
            }
            return client.query(text, values);
          },
        };
        const { features } = await readSurroundings(explaining as unknown as pg.ClientBase, diagonal, 80);
        expect(features.roads.length).toBeGreaterThan(0);
        expect(plans).toHaveLength(1);
        expect(plans[0]).toMatch(/Index Scan using roads_geom_idx|Bitmap Index Scan on roads_geom_idx/);
        expect(plans[0]).not.toMatch(/Seq Scan on roads/);
      } finally {
        client.release();
      }
    });
  }
});
