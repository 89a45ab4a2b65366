import type { LineString } from 'geojson';
import { beforeAll, describe, expect, test } from 'vitest';
import { line, point, rectangle, sample, store } from './support/features.ts';
import { call, drawTownships, makePeople } from './support/people.ts';
import { evacuationRoutes, makePlan } from './support/plans.ts';
import { expectProblem } from './support/problem.ts';
import { testService } from './support/service.ts';
import { both, storeValley } from './support/valley.ts';

const service = testService();

beforeAll(() => storeValley(service.database));

describe('accepting a plan', () => {
  test('writes the evacuation routes in one transaction, which can be undone', async () => {
    const { plan } = await makePlan(service, both);
    const { body } = await service.post(`/plans/${plan}/accept`).expect(200);
    expect(body).toMatchObject({ accepted_by: 'local', updated: [], deleted: [], left: [] });
    const routes = await evacuationRoutes(service);
    expect(routes.map(({ id }) => id)).toEqual(body.created);
    expect(routes.map(({ properties }) => properties)).toMatchObject([
      {
        name: '王家坪至一小',
        flood_point_code: 'P1',
        shelter_code: 'S1',
        people: 40,
        mode: 'foot',
        township: '429901101',
      },
      { flood_point_code: 'P2', shelter_code: 'S1', people: 20 },
      { flood_point_code: 'P2', shelter_code: 'S2', people: 30 },
    ]);
    const again = await service.post(`/plans/${plan}/accept`).expect(200);
    expect(again.body).toMatchObject({ created: [], updated: [], deleted: [], unchanged: body.created });
    await service.post(`/transactions/${body.transaction}/undo`).expect(200);
    expect(await evacuationRoutes(service)).toEqual([]);
  });

  test('updates the route to the same shelter, deletes the others of the point, and says so', async () => {
    const [kept, dropped, others] = await store(service.database, 'evacuation_routes', [
      sample(
        'evacuation_routes',
        {
          flood_point_code: 'P1',
          shelter_code: 'S1',
          people: 5,
          responsible_person: '张三',
          drilled_on: '2026-05-01',
          sign_installed: true,
        },
        line([0, 10], [500, 400]),
      ),
      sample('evacuation_routes', { flood_point_code: 'P1', shelter_code: 'S9', people: 5 }, line([0, 10], [10, 400])),
      sample(
        'evacuation_routes',
        { flood_point_code: 'P3', shelter_code: 'S1', people: 5 },
        line([0, 5000], [500, 400]),
      ),
    ]);
    const { plan } = await makePlan(service);
    await expectProblem(() => service.post(`/plans/${plan}/accept`), 'plan_incomplete', 409);
    const { body } = await service.post(`/plans/${plan}/accept`).send({ confirm_incomplete: true }).expect(200);
    expect(body).toMatchObject({ updated: [kept], deleted: [dropped], left: [others] });
    expect(body.created).toHaveLength(2);
    const routes = await evacuationRoutes(service);
    const route = routes.find(({ id }) => id === kept);
    // Who is responsible stays; nobody has put up signs or drilled along the new line.
    expect(route?.properties).toMatchObject({
      people: 40,
      responsible_person: '张三',
      drilled_on: null,
      sign_installed: null,
    });
    expect(routes.map(({ id }) => id)).toContain(others);
  });

  test('of a plan whose roads, points or shelters have changed since is refused until it is confirmed', async () => {
    const { plan } = await makePlan(service, both);
    // Nothing that a plan rests on.
    await service.database.pool.query("UPDATE anlan.flood_points SET responsible_person = '李四' WHERE code = 'P1'");
    expect((await service.get(`/plans/${plan}`)).body).toMatchObject({ outdated: false, changed_since: [] });
    await service.database.pool.query("UPDATE anlan.flood_points SET people = 41 WHERE code = 'P1'");
    await service.database.pool.query("UPDATE anlan.roads SET width_m = 5 WHERE code = 'R1'");
    const { body: read } = await service.get(`/plans/${plan}`);
    expect(read).toMatchObject({
      outdated: true,
      changed_since: [
        { layer: 'flood_points', features: 1 },
        { layer: 'roads', features: 1 },
      ],
    });
    const before = await evacuationRoutes(service);
    const { en } = await expectProblem(() => service.post(`/plans/${plan}/accept`), 'plan_outdated', 409);
    expect(en).toMatchObject({ can_be_confirmed: true, changed_since: read.changed_since });
    expect(await evacuationRoutes(service)).toEqual(before);
    await service.post(`/plans/${plan}/accept`).send({ confirm_outdated: true }).expect(200);
    await service.database.pool.query("UPDATE anlan.flood_points SET people = 40 WHERE code = 'P1'");
  });

  test('that leads through danger is refused until that is confirmed, and the danger named', async () => {
    const [zone] = await store(service.database, 'flood_zones', [
      sample('flood_zones', { code: 'Z1' }, rectangle(200, -50, 300, 50)),
    ]);
    const { plan, status } = await makePlan(service, { point_codes: ['P1'] });
    expect(status).toBe('unknown');
    const before = await evacuationRoutes(service);
    const { en } = await expectProblem(() => service.post(`/plans/${plan}/accept`), 'plan_in_doubt', 409);
    expect(en).toMatchObject({ doubts: ['route_in_flood_zone'], detail: expect.stringContaining('P1') });
    expect(await evacuationRoutes(service)).toEqual(before);
    const { body } = await service.get(`/plans/${plan}`).expect(200);
    expect(body.doubts).toEqual([{ code: 'route_in_flood_zone', message: expect.stringContaining('P1') }]);
    await service.post(`/plans/${plan}/accept`).send({ confirm_doubts: true }).expect(200);
    await service.database.pool.query('DELETE FROM anlan.flood_zones WHERE id = $1', [zone]);
  });

  test('whose people have to cross a stream on record to get to the road is in doubt', async () => {
    const { plan: before } = await makePlan(service, { point_codes: ['P1'] });
    const bed = line([-50, 5], [50, 5]) as LineString;
    const [stream] = await store(service.database, 'watercourses', [
      sample(
        'watercourses',
        { code: 'W1', structure: 'open' },
        { type: 'MultiLineString', coordinates: [bed.coordinates] },
      ),
    ]);
    expect((await service.get(`/plans/${before}`)).body.changed_since).toMatchObject([{ layer: 'watercourses' }]);
    const { plan, status } = await makePlan(service, { point_codes: ['P1'] });
    expect(status).toBe('unknown');
    const { en } = await expectProblem(() => service.post(`/plans/${plan}/accept`), 'plan_in_doubt', 409);
    expect(en).toMatchObject({ doubts: ['access_crosses_water'] });
    await service.database.pool.query('DELETE FROM anlan.watercourses WHERE id = $1', [stream]);
  });

  test.each([
    ['closures_ignored', { closures: false }],
    ['flood_zones_ignored', { flood_zones: 'ignore' }],
    ['flood_zones_by_period', { return_period_years: 10 }],
    ['hazards_ignored', { hazards: false }],
    [
      'closures_assumed',
      {
        further_closures: [
          { type: 'Feature', properties: { segment_code: 'N2' }, geometry: line([3000, 100], [3000, 300]) },
        ],
      },
    ],
  ])('that assumes %s is refused until that is confirmed', async (assumption, inputs) => {
    const { plan } = await makePlan(service, { point_codes: ['P1'], ...inputs });
    const { en } = await expectProblem(() => service.post(`/plans/${plan}/accept`), 'plan_assumes', 409);
    expect(en).toMatchObject({ assumptions: [assumption] });
    const { body } = await service.get(`/plans/${plan}`).expect(200);
    expect(body.assumptions).toEqual([{ code: assumption, message: expect.any(String) }]);
    // What the plan knows nothing of leaves it in doubt too.
    const isInDoubt = body.status === 'unknown';
    expect(isInDoubt).toBe(assumption.endsWith('_ignored'));
    const confirmed = { confirm_assumptions: true, ...(isInDoubt && { confirm_doubts: true }) };
    await service.post(`/plans/${plan}/accept`).send(confirmed).expect(200);
  });

  test('is outdated by a closure that was recorded and has come into force since', async () => {
    const [closure] = await store(service.database, 'closures', [
      sample(
        'closures',
        { segment_code: 'N1', valid_from: new Date(Date.now() - 3_600_000).toISOString() },
        line([500, 100], [500, 300]),
      ),
    ]);
    const at = new Date(Date.now() - 7_200_000).toISOString();
    const { plan } = await makePlan(service, { point_codes: ['P1'], at });
    expect((await service.get(`/plans/${plan}`)).body).toMatchObject({
      outdated: true,
      changed_since: [{ layer: 'closures', features: 1, ids: [closure] }],
    });
    const { en } = await expectProblem(() => service.post(`/plans/${plan}/accept`), 'plan_outdated', 409);
    expect(en).toMatchObject({ can_be_confirmed: true, changed_since: [{ layer: 'closures', ids: [closure] }] });
    await service.database.pool.query('DELETE FROM anlan.closures WHERE id = $1', [closure]);
    const fresh = await makePlan(service, { point_codes: ['P1'] });
    expect((await service.get(`/plans/${fresh.plan}`)).body.outdated).toBe(false);
  });

  test('that uses a shelter which is gone cannot be confirmed', async () => {
    const [id] = await store(service.database, 'shelters', [
      sample('shelters', { code: 'S8', capacity: 500, state: 'open' }, point(0, 20)),
    ]);
    const { plan } = await makePlan(service, { point_codes: ['P1'], shelter_codes: ['S8'] });
    await service.database.pool.query('DELETE FROM anlan.shelters WHERE id = $1', [id]);
    const send = () => service.post(`/plans/${plan}/accept`).send({ confirm_outdated: true });
    const { en } = await expectProblem(send, 'plan_outdated', 409);
    expect(en).toMatchObject({ can_be_confirmed: false, missing: ['shelters S8'] });
  });

  test('is for those who edit the routes of the county, and reading for accounts', async () => {
    await drawTownships(service);
    const people = await makePeople(service);
    const { plan } = await makePlan(service, both);
    for (const role of ['transport', 'planner', 'township'] as const) {
      const { bearer } = people[role];
      expect((await call(service, 'POST', `/plans/${plan}/accept`, bearer)).status, role).toBe(403);
      expect((await call(service, 'DELETE', `/plans/${plan}`, bearer)).status, role).toBe(403);
      expect((await call(service, 'POST', '/processes/plan-evacuation/execution', bearer, { inputs: {} })).status).toBe(
        403,
      );
      expect((await call(service, 'GET', `/plans/${plan}`, bearer)).status, role).toBe(200);
    }
    expect((await call(service, 'GET', `/plans/${plan}`)).status).toBe(401);
    expect((await call(service, 'POST', `/plans/${plan}/accept`)).status).toBe(401);
    const { bearer } = people.water;
    expect((await call(service, 'DELETE', `/plans/${plan}`, bearer)).status).toBe(204);
    await expectProblem(() => service.get(`/plans/${plan}`), 'unknown_plan', 404);
  });
});
