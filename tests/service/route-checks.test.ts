import { setTimeout as sleep } from 'node:timers/promises';
import type { Feature, LineString } from 'geojson';
import { beforeAll, describe, expect, test } from 'vitest';
import type { LayerId } from '../../data/layers/definition.ts';
import type { RouteCheckDetail, RouteCheckEntry } from '../../server/route-checks/read-checks.ts';
import { line, point, rectangle, sample, store } from './support/features.ts';
import { drawTownships, makePeople } from './support/people.ts';
import { importPlain } from './support/plain.ts';
import { expectProblem } from './support/problem.ts';
import { follow } from './support/screening.ts';
import { testService } from './support/service.ts';

const service = testService({ importElevation: importPlain });
const put = (layer: LayerId, ...features: Feature[]) => store(service.database, layer, features);

const way = line([0, 0], [1000, 0], [2000, 0]) as LineString;
const elsewhere = line([0, 5000], [1000, 5000]) as LineString;
const cared = {
  mode: 'foot',
  people: 20,
  responsible_person: '李大山',
  responsible_phone: '13900000000',
  sign_installed: true,
  drilled_on: new Date().toISOString().slice(0, 10),
};
let first = 0;
let second = 0;

/*
 *   P ======== A ======== S      with another way round; Q ---- C ---- T far from it
 */
beforeAll(async () => {
  const road = (code: string, geometry: LineString) => sample('roads', { code, surveyed_on: '2026-03-01' }, geometry);
  await put(
    'roads',
    road('A', way),
    road('B', line([0, 0], [0, -300], [2000, -300], [2000, 0]) as LineString),
    road('C', elsewhere),
  );
  const at = (code: string, x: number, y: number) =>
    sample('flood_points', { code, people: 20, lead_time_min: 60 }, point(x, y));
  await put('flood_points', at('P', 0, 0), at('Q', 0, 5000));
  const shelter = (code: string, x: number, y: number) =>
    sample('shelters', { code, state: 'open', capacity: 30 }, point(x, y));
  await put('shelters', shelter('S', 2000, 0), shelter('T', 1000, 5000));
  await put('road_hazards', sample('road_hazards', { code: 'FAR' }, line([40_000, 0], [40_100, 0])));
  await put('flood_zones', sample('flood_zones', { code: 'FAR' }, rectangle(40_000, 0, 40_100, 100)));
  await put('watercourses', sample('watercourses', { code: 'FAR' }, line([40_000, 500], [40_100, 500])));
  const ids = await put(
    'evacuation_routes',
    sample(
      'evacuation_routes',
      { ...cared, code: 'R1', township: '420325101', flood_point_code: 'P', shelter_code: 'S' },
      way,
    ),
    sample(
      'evacuation_routes',
      { ...cared, code: 'R2', township: null, flood_point_code: 'Q', shelter_code: 'T' },
      elsewhere,
    ),
  );
  [first = 0, second = 0] = ids;
});

const list = async (query = ''): Promise<{ routes: RouteCheckEntry[]; numberMatched: number; counts: unknown }> => {
  const answer = await service.get(`/route-checks${query}`);
  expect(answer.status, answer.text).toBe(200);
  return answer.body;
};
const one = async (id: number): Promise<RouteCheckDetail> => (await service.get(`/route-checks/${id}`)).body;

async function checkAll(inputs: Record<string, unknown> = {}) {
  const submitted = await service.post('/processes/check-routes/execution').send({ inputs });
  expect(submitted.status, submitted.text).toBe(201);
  const seen = await follow(service, submitted.body.jobID);
  expect(seen.at(-1)?.status, JSON.stringify(seen.at(-1))).toBe('successful');
  return (await service.get(`/jobs/${submitted.body.jobID}/results`)).body;
}

async function until(is: (detail: RouteCheckDetail) => boolean, id = first): Promise<RouteCheckDetail> {
  const limit = Date.now() + 30_000;
  for (;;) {
    const detail = await one(id);
    if (is(detail)) return detail;
    if (Date.now() > limit) throw new Error(`the route stayed ${JSON.stringify({ ...detail, report: null })}`);
    await sleep(50);
  }
}
const noneWithout = { points_without_route: 0, people_without_route: 0 };
const isFresh = ({ stale }: RouteCheckDetail) => !stale;
const rulesOf = ({ rules }: RouteCheckEntry) => rules.map(({ rule, outcome }) => `${rule} ${outcome}`);

test('before any check routes are unchecked, and say so', async () => {
  const { routes, counts } = await list();
  expect(routes).toMatchObject([
    { route_id: first, code: 'R1', verdict: 'unchecked', stale: true, checked_at: null, rules: [] },
    { route_id: second, code: 'R2', verdict: 'unchecked', stale: true },
  ]);
  expect(counts).toMatchObject({ verdicts: { unchecked: 2, pass: 0 }, stale: 2 });
});

describe('once all routes have been checked', () => {
  beforeAll(async () => {
    expect(await checkAll()).toEqual({ routes: 2, fail: 0, unknown: 0, warn: 1, pass: 1, problem: 0, ...noneWithout });
  });

  test('each has its verdict, its report and where it lies', async () => {
    const { routes, numberMatched } = await list();
    expect(numberMatched).toBe(2);
    expect(routes.map(({ verdict, stale }) => [verdict, stale])).toEqual([
      ['pass', false],
      ['warn', false],
    ]);
    expect(routes.map(rulesOf)).toEqual([[], ['EV11 violated']]);
    const { report, bbox, checked_at: checkedAt } = await one(first);
    expect(report?.rules).toHaveLength(15);
    expect(bbox).toHaveLength(4);
    expect(Date.parse(checkedAt ?? '')).toBeGreaterThan(Date.now() - 60_000);
  });

  test.each([
    ['?verdict=pass', ['R1']],
    ['?verdict=warn', ['R2']],
    ['?verdict=fail', []],
    ['?verdict=fail,warn,pass', ['R1', 'R2']],
    ['?township=420325101', ['R1']],
    ['?township=', ['R2']],
    ['?township=&verdict=pass', []],
    ['?township=420325999', []],
    ['?stale=false', ['R1', 'R2']],
    ['?stale=true', []],
    ['?rule=EV11', ['R2']],
    ['?limit=1', ['R1']],
  ])('are listed by %s', async (query, codes) => {
    expect((await list(query)).routes.map(({ code }) => code)).toEqual(codes);
  });

  test('those of one township are counted by themselves', async () => {
    const verdicts = { fail: 0, unknown: 0, pass: 0, unchecked: 0, problem: 0 };
    expect((await list('?township=&verdict=fail')).counts).toEqual({ verdicts: { ...verdicts, warn: 1 }, stale: 0 });
    expect((await list('?township=420325101')).counts).toMatchObject({ verdicts: { ...verdicts, pass: 1, warn: 0 } });
  });

  test('page by page', async () => {
    const { body } = await service.get('/route-checks?limit=1');
    const next = body.links.find(({ rel }: { rel: string }) => rel === 'next').href;
    expect((await list(new URL(next).search)).routes.map(({ code }) => code)).toEqual(['R2']);
  });

  test('an edit beside one makes it stale and has it checked again, and leaves the other alone', async () => {
    const before = await one(second);
    await put('watercourses', sample('watercourses', { code: 'W' }, line([500, -50], [500, 50])));
    const stale = await until(({ stale: is }) => is);
    expect(stale).toMatchObject({ verdict: 'pass', stale_because: ['watercourses'] });
    const again = await until(isFresh);
    expect(again.verdict).toBe('fail');
    expect(rulesOf(again)).toContain('EV05 violated');
    expect((await one(second)).checked_at).toBe(before.checked_at);
    await service.database.pool.query(`DELETE FROM anlan.watercourses WHERE code = 'W'`);
    await until(({ stale: is, verdict }) => !is && verdict === 'pass');
  });

  test('an edit of its flood point, and of a route counted with it, does so too', async () => {
    await service.database.pool.query(`UPDATE anlan.flood_points SET lead_time_min = 5 WHERE code = 'P'`);
    expect(rulesOf(await until(({ stale, verdict }) => !stale && verdict === 'fail'))).toEqual(['EV10 violated']);
    await service.database.pool.query(`UPDATE anlan.flood_points SET lead_time_min = 60 WHERE code = 'P'`);
    await until(({ stale, verdict }) => !stale && verdict === 'pass');
    await service.database.pool.query(`UPDATE anlan.evacuation_routes SET shelter_code = 'S' WHERE code = 'R2'`);
    expect(rulesOf(await until(({ stale, verdict }) => !stale && verdict === 'fail'))).toEqual(['EV08 violated']);
    await service.database.pool.query(`UPDATE anlan.evacuation_routes SET shelter_code = 'T' WHERE code = 'R2'`);
    await until(({ stale, verdict }) => !stale && verdict === 'pass');
  });

  test('a road far away that was the other way makes it stale', async () => {
    await service.database.pool.query(`UPDATE anlan.roads SET road_class = 'path', oneway = 'both' WHERE code = 'B'`);
    const stale = await until(({ stale: is }) => is);
    expect(stale.stale_because).toContain('roads');
    await until(isFresh);
    const { rows } = await service.database.pool.query(`DELETE FROM anlan.roads WHERE code = 'B' RETURNING id`);
    expect(rows).toHaveLength(1);
    expect(rulesOf(await until(({ stale: is, verdict }) => !is && verdict === 'warn'))).toEqual(['EV11 violated']);
  });

  test('what no rule reads leaves it as it is', async () => {
    const before = await one(first);
    await service.database.pool.query(`UPDATE anlan.roads SET remarks = 'resurfaced' WHERE code = 'A'`);
    await put('settlements', sample('settlements', {}, point(500, 0)));
    await sleep(2500);
    expect(await one(first)).toMatchObject({ stale: false, checked_at: before.checked_at });
  });

  test('an edited route is stale at once', async () => {
    await service.database.pool.query(`UPDATE anlan.evacuation_routes SET sign_installed = false WHERE code = 'R1'`);
    expect(await one(first)).toMatchObject({ stale: true, verdict: 'warn' });
    expect(rulesOf(await until(isFresh))).toEqual(['EV11 violated', 'EV14 violated']);
  });

  test('a closure that begins by and by makes it stale when it does', async () => {
    const soon = new Date(Date.now() + 8000).toISOString();
    const [closure] = await put(
      'closures',
      sample('closures', { code: 'K', segment_code: 'A', valid_from: soon }, way),
    );
    expect(closure).toBeGreaterThan(0);
    await until(({ stale, checked_at: at }) => !stale && Date.parse(at ?? '') < Date.parse(soon));
    const due = await until(({ stale }) => stale);
    expect(rulesOf(due)).not.toContain('EV03 violated');
    await service.database.pool.query(`DELETE FROM anlan.closures WHERE code = 'K'`);
    await until(isFresh);
  });

  test('an edit made while the database failed the follower makes it stale all the same', async () => {
    const { pool } = service.database;
    await pool.query('ALTER TABLE anlan.route_checks_followed RENAME TO route_checks_away');
    await put('watercourses', sample('watercourses', { code: 'W' }, line([500, -50], [500, 50])));
    await sleep(3000);
    await pool.query('ALTER TABLE anlan.route_checks_away RENAME TO route_checks_followed');
    expect(rulesOf(await until(({ stale, rules }) => !stale && rules.some(({ rule }) => rule === 'EV05')))).toContain(
      'EV05 violated',
    );
    await pool.query(`DELETE FROM anlan.watercourses WHERE code = 'W'`);
    await until(({ stale, rules }) => !stale && rules.every(({ rule }) => rule !== 'EV05'));
  });

  test('new elevation makes it stale', async () => {
    await importPlain(service.dataFolder, 'better', 601);
    expect((await until(({ stale }) => stale)).stale_because).toEqual(['elevation']);
    await until(isFresh);
  });

  test('a new route is unchecked first, and checked by itself; a deleted one is gone', async () => {
    const [third = 0] = await put(
      'evacuation_routes',
      sample('evacuation_routes', { ...cared, code: 'R3', flood_point_code: 'P', shelter_code: 'S' }, way),
    );
    expect((await until(isFresh, third)).verdict).toBe('fail');
    await service.database.pool.query(`DELETE FROM anlan.evacuation_routes WHERE code = 'R3'`);
    await expectProblem(() => service.get(`/route-checks/${third}`), 'unknown_feature', 404);
  });

  test('villages that no route takes anybody from are named beside the routes', async () => {
    const { pool } = service.database;
    const village = (code: string, people: number, x: number) =>
      sample('flood_points', { code, name: code, people }, point(x, 9000));
    await put('flood_points', village('V1', 12, 0), village('V2', 40, 500), village('EMPTY', 0, 1000));
    const answer = (await service.get('/route-checks?limit=1')).body;
    expect(answer.without_route).toMatchObject({
      points: 2,
      people: 52,
      first: [
        { code: 'V2', people: 40 },
        { code: 'V1', people: 12 },
      ],
    });
    expect(await checkAll()).toMatchObject({ points_without_route: 2, people_without_route: 52 });
    // A route that names no point takes those that it starts beside; one that names another point takes none.
    const from = (code: string, x: number, more: Record<string, unknown>) =>
      sample('evacuation_routes', { ...cared, code, ...more }, line([x, 9000], [x + 200, 9000]) as LineString);
    await put('evacuation_routes', from('R8', 10, {}), from('R9', 500, { flood_point_code: 'P' }));
    const left = (await service.get('/route-checks')).body.without_route;
    expect(left).toMatchObject({ points: 1, people: 40, first: [{ code: 'V2' }] });
    await pool.query(`DELETE FROM anlan.evacuation_routes WHERE code IN ('R8', 'R9')`);
    await pool.query(`DELETE FROM anlan.flood_points WHERE code IN ('V1', 'V2', 'EMPTY')`);
  });
});

describe('is refused', () => {
  test.each([
    '?verdict=good',
    '?verdict=pass,good',
    '?verdict=',
    '?stale=perhaps',
    '?rule=EV16',
    '?limit=0',
    '?cursor=-1',
  ])('the list by %s', async (query) => {
    const { zh } = await expectProblem(() => service.get(`/route-checks${query}`), 'invalid_parameter', 400);
    expect(zh.parameter).toBe(/\?(\w+)/.exec(query)?.[1]);
  });

  test.each(['0', '99999999', 'x', '9007199254740993', '1%27--'])('the route %s', async (id) => {
    await expectProblem(() => service.get(`/route-checks/${id}`), 'unknown_feature', 404);
  });

  test.each([{ ids: [] }, { ids: [0] }, { ids: 'all' }, { ids: [1.5] }, { stale_only: 'yes' }])(
    'a check of %j',
    async (inputs) => {
      await expectProblem(
        () => service.post('/processes/check-routes/execution').send({ inputs }),
        'invalid_inputs',
        400,
      );
    },
  );

  test('a check of all routes by a township', async () => {
    await drawTownships(service);
    const { township } = await makePeople(service);
    const answer = await service.post('/processes/check-routes/execution').set(township.bearer).send({ inputs: {} });
    expect(answer.status).toBe(403);
  });
});
