import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { line, point, rectangle, sample, store } from './support/features.ts';
import { ended, featuresOf, makePlan, planJob, reportOf } from './support/plans.ts';
import { expectProblem } from './support/problem.ts';
import { testService } from './support/service.ts';
import { both, storeValley } from './support/valley.ts';

const service = testService();

beforeAll(() => storeValley(service.database));

describe('planning over the county', () => {
  test('keeps the schedule that the clearance time is read from, for whoever asks for it', async () => {
    const { plan } = await makePlan(service, both);
    const { clearance, assignments } = await reportOf(service, plan);
    const kinds = (await featuresOf(service, plan)).map(({ properties }) => properties?.kind);
    expect(kinds).not.toContain('clearance_road');
    const roads = await featuresOf(service, plan, 'clearance_road');
    const groups = (await featuresOf(service, plan, 'clearance_group')).map(({ properties }) => properties ?? {});
    expect(Math.max(...groups.map(({ arrives_s }) => arrives_s[1]))).toBe(clearance.seconds);
    expect(groups.reduce((sum, { people }) => sum + people, 0)).toBe(
      assignments.reduce((sum: number, { people }: { people: number }) => sum + people, 0),
    );
    for (const { passes } of groups) {
      for (const [road] of passes) expect(roads[road]?.properties).toMatchObject({ kind: 'clearance_road' });
    }
    expect(roads.every(({ geometry }) => geometry.type === 'LineString')).toBe(true);
  });

  test('that leaves out a danger says so, and is no word that routes are free of it', async () => {
    const { plan, status } = await makePlan(service, { ...both, flood_zones: 'ignore' });
    const report = await reportOf(service, plan);
    expect([status, report.status, report.not_given]).toEqual(['unknown', 'unknown', ['flood_zones']]);
    expect(report.notes.map(({ code }: { code: string }) => code)).toContain('not_given');
  });

  test('gives everybody on the network a shelter, with the route, and says who has none', async () => {
    const result = await makePlan(service, { name: '全县方案' });
    expect(result).toMatchObject({ status: 'incomplete', people: 110, unserved: 20, routes: 3 });
    const { body: plan } = await service.get(`/plans/${result.plan}`).expect(200);
    expect(plan).toMatchObject({
      name: '全县方案',
      status: 'incomplete',
      user_name: 'local',
      outdated: false,
      accepted: null,
    });
    const report = await reportOf(service, result.plan);
    const assigned = report.assignments.map((one: { point: string; shelter: string; people: number }) => [
      one.point,
      one.shelter,
      one.people,
    ]);
    // S1 has 60 places: of the 90 on the road, 30 go to S2. A person of P1 has to pass P2 to get there.
    expect(assigned).toEqual([
      ['P1', 'S1', 40],
      ['P2', 'S1', 20],
      ['P2', 'S2', 30],
    ]);
    expect(report.gap).toBe(0);
    const [first] = report.assignments;
    expect(first.route.steps).toEqual([
      expect.objectContaining({ road_code: 'X1', name: '一号路', from_m: 0, to_m: 500 }),
      expect.objectContaining({ road: 'N1' }),
    ]);
    expect(report.unserved_points).toMatchObject([{ point: 'P3', people: 20, reason: 'off_network' }]);
    expect(report.cut.message).toContain('20');
    expect(report.shelters).toMatchObject([
      { shelter: 'S1', capacity: 60, people: 60, free: 0, state: 'used' },
      { shelter: 'S2', people: 30, free: 70 },
      { shelter: 'S3', people: 0, state: 'closed' },
    ]);
    expect(report.clearance.seconds).toBeGreaterThanOrEqual(report.clearance.lower_bound_s);
    expect(JSON.stringify(report)).not.toContain('"geometry"');
    expect(report).not.toHaveProperty('schedule');
    expect(report.not_given).toEqual([]);
  });

  test('the plan is on the map: routes, other ways, what the loss of each edge does, shelters, who goes nowhere', async () => {
    const { plan } = await makePlan(service);
    const routes = await featuresOf(service, plan, 'route');
    expect(routes).toHaveLength(3);
    expect(routes[0]?.geometry.type).toBe('LineString');
    const losses = await featuresOf(service, plan, 'loss');
    expect(losses.map(({ properties }) => properties?.rank)).toEqual(losses.map((_, index) => index + 1));
    // Without R1 the 40 people of P1 get nowhere.
    expect(losses[0]?.properties).toMatchObject({ road: 'R1', cut_off: 40, people: 40 });
    expect(await featuresOf(service, plan, 'alternative')).not.toHaveLength(0);
    const told = await featuresOf(service, plan, 'shelter,unserved');
    expect(told.map(({ properties }) => [properties?.kind, properties?.shelter ?? properties?.point])).toEqual([
      ['shelter', 'S1'],
      ['shelter', 'S2'],
      ['shelter', 'S3'],
      ['unserved', 'P3'],
    ]);
  });

  test('a closure assumed changes the plan; what blocks it is said in words and on the map', async () => {
    const closed = { type: 'Feature', properties: { segment_code: 'N1' }, geometry: line([500, 100], [500, 300]) };
    const other = await makePlan(service, { ...both, further_closures: [closed] });
    expect(other).toMatchObject({ status: 'complete', unserved: 0 });
    const report = await reportOf(service, other.plan);
    expect(new Set(report.assignments.map(({ shelter }: { shelter: string }) => shelter))).toEqual(new Set(['S2']));

    const all = ['N1', 'N2'].map((code) => ({ ...closed, properties: { segment_code: code } }));
    const none = await makePlan(service, { ...both, further_closures: all });
    expect(none).toMatchObject({ status: 'incomplete', unserved: 90 });
    const blocked = await reportOf(service, none.plan);
    expect(blocked.cut.parts[0].edges_to_open).not.toHaveLength(0);
    expect(blocked.unserved_points.map(({ reason }: { reason: string }) => reason)).toEqual([
      'closed_off',
      'closed_off',
    ]);
    const onMap = await featuresOf(service, none.plan, 'cut');
    expect(onMap.map(({ properties }) => properties?.road)).toContain('N1');
  });

  test('closures, zones and shelters of the county count as they stand at the time asked for', async () => {
    await store(service.database, 'closures', [
      sample(
        'closures',
        { segment_code: 'N1', valid_from: '2030-01-01T00:00:00Z', valid_to: '2030-02-01T00:00:00Z' },
        line([500, 100], [500, 300]),
      ),
    ]);
    await store(service.database, 'flood_zones', [
      sample('flood_zones', { code: 'Z50', return_period_years: 50 }, rectangle(2900, 100, 3100, 200)),
    ]);
    const at = '2030-01-10T00:00:00Z';
    const sheltersIn = async (inputs: Record<string, unknown>) => {
      const { plan } = await makePlan(service, { point_codes: ['P1'], ...inputs });
      const report = await reportOf(service, plan);
      return report.assignments.map(({ shelter }: { shelter: string }) => shelter);
    };
    expect(await sheltersIn({})).toEqual(['S1']);
    expect(await sheltersIn({ at })).toEqual(['S2']);
    expect(await sheltersIn({ at, closures: false })).toEqual(['S1']);
    expect(await sheltersIn({ at, flood_zones: 'forbid' })).toEqual([]);
    expect(await sheltersIn({ at, flood_zones: 'forbid', return_period_years: 20 })).toEqual(['S2']);
    expect(await sheltersIn({ shelter_codes: ['S2'] })).toEqual(['S2']);
    await service.database.pool.query('DELETE FROM anlan.closures');
    await service.database.pool.query('DELETE FROM anlan.flood_zones');
  });

  test('a vehicle keeps to roads it passes; where nobody knows how wide they are it is said', async () => {
    const wide = await makePlan(service, { point_codes: ['P1'], travel: 'vehicle', vehicle_width_m: 2.2 });
    const report = await reportOf(service, wide.plan);
    // N1 is 2 m wide, and a vehicle needs half a metre more than its own width; the width of N2 nobody knows.
    expect(report.assignments).toMatchObject([{ shelter: 'S2', unknown_width_m: expect.closeTo(400, -1) }]);
    expect(wide.status).toBe('unknown');
    expect(report.notes.map(({ code }: { code: string }) => code)).toEqual(
      expect.arrayContaining(['width_unknown', 'too_narrow']),
    );
    const slim = await makePlan(service, { point_codes: ['P1'], travel: 'vehicle', vehicle_width_m: 1.5 });
    expect(slim.status).toBe('complete');
  });

  test('plans for the points in a state of warning, and says of which nobody knows it', async () => {
    await service.database.pool.query(`UPDATE anlan.flood_points SET evacuate_1h_mm = 30 WHERE code = 'P1'`);
    const gauge = { type: 'Feature', geometry: point(0, 50), properties: { code: 'G1', name: '王家坪站' } };
    await service.post('/rainfall/gauges').send({ type: 'FeatureCollection', features: [gauge] });
    const end = Date.now() - 60_000;
    const reading = {
      gauge: 'G1',
      start: new Date(end - 3_600_000).toISOString(),
      end: new Date(end).toISOString(),
      rain_mm: 45,
    };
    const sent = await service.post('/rainfall/readings').send([reading]);
    expect(sent.status, JSON.stringify(sent.body)).toBeLessThan(300);
    const { plan, status } = await makePlan(service, { warning_states: ['evacuate', 'prepare'] });
    expect(status).toBe('unknown');
    const report = await reportOf(service, plan);
    expect(report.assignments.map((one: { point: string }) => one.point)).toEqual(['P1']);
    expect(report.notes).toContainEqual({ code: 'warning_unknown', message: expect.stringContaining('P2, P3') });
    const all = await makePlan(service, { warning_states: ['evacuate', 'unknown'] });
    expect(all.people).toBe(110);
  });

  test('missing rain takes nobody out of the plan for those who are to leave without a word', async () => {
    const { pool } = service.database;
    const forget = async () => {
      await pool.query('DELETE FROM anlan.rain_readings');
      await pool.query('DELETE FROM anlan.warning_states');
    };
    await forget();
    await pool.query(`UPDATE anlan.flood_points SET prepare_1h_mm = 10, evacuate_1h_mm = 30, prepare_3h_mm = 20,
      evacuate_3h_mm = 90 WHERE code = 'P1'`);
    await pool.query(`UPDATE anlan.flood_points SET prepare_1h_mm = 10, evacuate_1h_mm = 30 WHERE code = 'P2'`);
    const gauge = { type: 'Feature', geometry: point(1000, 50), properties: { code: 'G2', flood_points: ['P2'] } };
    await service.post('/rainfall/gauges').send({ type: 'FeatureCollection', features: [gauge] });
    const readings = (...rain: (readonly [string, from: number, to: number, mm: number])[]) =>
      service.post('/rainfall/readings').send(
        rain.map(([code, from, to, mm]) => ({
          gauge: code,
          start: new Date(Date.now() - from * 60_000).toISOString(),
          end: new Date(Date.now() - to * 60_000).toISOString(),
          rain_mm: mm,
        })),
      );
    // P2 is certainly to prepare and, of a part of the hour nobody knows, may be to leave.
    await readings(['G1', 61, 1, 0], ['G2', 21, 1, 15]);
    const plan = async () => await planJob(service, { warning_states: ['evacuate'] });
    expect(await plan()).toMatchObject({
      status: 'failed',
      problem: { code: 'invalid_inputs', detail: expect.stringMatching(/No flood point.*P1, P2/) },
    });
    // P1 was to leave when its gauge fell silent.
    await forget();
    await readings(['G1', 140, 80, 40], ['G2', 21, 1, 15]);
    const { plan: id, status } = await makePlan(service, { warning_states: ['evacuate'] });
    expect(status).toBe('unknown');
    const report = await reportOf(service, id);
    expect(report.assignments.map((one: { point: string }) => one.point)).toEqual(['P1']);
    expect(report.notes).toContainEqual({ code: 'warning_unknown', message: expect.stringContaining('P2') });
    await forget();
  });

  test('villages stay whole when asked for', async () => {
    const { plan, status } = await makePlan(service, { ...both, mode: 'whole' });
    expect(status).toBe('complete');
    const report = await reportOf(service, plan);
    expect(report.assignments).toMatchObject([
      { point: 'P1', shelter: 'S1', people: 40 },
      { point: 'P2', shelter: 'S2', people: 50 },
    ]);
  });

  test('can be watched and dismissed, and then leaves nothing', async () => {
    const before = (await service.get('/plans?limit=1000')).body.plans.length;
    const { body } = await service.post('/processes/plan-evacuation/execution').send({ inputs: both });
    await service.send('delete', `/jobs/${body.jobID}`).expect(200);
    expect((await ended(service, body.jobID)).status).toBe('dismissed');
    await sleep(300);
    expect((await service.get('/plans?limit=1000')).body.plans).toHaveLength(before);
  });
});

describe('comparing two plans', () => {
  test('holds their figures and points against each other', async () => {
    const a = await makePlan(service, both);
    const closed = { type: 'Feature', properties: { segment_code: 'N1' }, geometry: line([500, 100], [500, 300]) };
    const b = await makePlan(service, { ...both, further_closures: [closed] });
    const { body } = await service.get(`/plans/compare?a=${a.plan}&b=${b.plan}`).expect(200);
    expect(body.comparable).toBe(true);
    expect(body.figures.unserved).toEqual({ a: 0, b: 0, difference: 0 });
    expect(body.figures.person_m.difference).toBeCloseTo(b.person_m - a.person_m, 3);
    expect(body.points.map(({ point: of, change }: { point: string; change: string }) => [of, change])).toEqual([
      ['P1', 'other_shelter'],
      ['P2', 'other_shelter'],
    ]);
    const same = await service.get(`/plans/compare?a=${a.plan}&b=${(await makePlan(service, both)).plan}`).expect(200);
    expect(same.body).toMatchObject({ points: [], same_points: 2 });
  });

  test('needs two of them', async () => {
    const { plan } = await makePlan(service, both);
    await expectProblem(() => service.get(`/plans/compare?a=${plan}`), 'invalid_parameter', 400);
    await expectProblem(() => service.get(`/plans/compare?a=${plan}&b=${plan}`), 'invalid_parameter', 400);
    await expectProblem(() => service.get(`/plans/compare?a=${plan}&b=999999`), 'unknown_plan', 404);
  });
});

describe('what makes no sense', () => {
  test.each([
    ['an unknown point', { point_codes: ['P1', 'P77'] }, 'P77'],
    ['an unknown shelter', { shelter_codes: ['S77'] }, 'S77'],
    ['a filter that selects nothing', { township: '000000000' }, 'No flood point'],
    ['a state of warning that no point is in', { warning_states: ['prepare'] }, 'No flood point'],
  ])('%s ends the job with what to do', async (_, inputs, told) => {
    const job = await planJob(service, inputs);
    expect(job).toMatchObject({
      status: 'failed',
      problem: { code: 'invalid_inputs', detail: expect.stringContaining(told) },
    });
  });

  test.each([
    ['mode', { mode: 'half' }],
    ['travel', { travel: 'boat' }],
    ['vehicle_width_m', { vehicle_width_m: 2 }],
    ['by', { by: 'length', travel: 'vehicle' }],
    ['at', { at: 'tomorrow' }],
    ['reach_m', { reach_m: -1 }],
    ['return_period_years', { return_period_years: 0 }],
    ['point_codes', { point_codes: [] }],
    ['further_closures', { further_closures: [{ type: 'Feature', properties: {}, geometry: point(0, 0) }] }],
    ['filter', { filter: { no_such: 1 } }],
  ])('%s is refused at once', async (parameter, inputs) => {
    const { en } = await expectProblem(
      () => service.post('/processes/plan-evacuation/execution').send({ inputs }),
      'invalid_inputs',
      400,
    );
    expect(en.parameter).toBe(parameter);
  });
});
