import type { Geometry } from 'geojson';
import { afterEach, describe, expect, test } from 'vitest';
import { line, point, sample, store } from './support/features.ts';
import { featuresOf, makePlan, planJob, reportOf } from './support/plans.ts';
import { testService } from './support/service.ts';

const service = testService();

const road = (code: string, geometry: Geometry, members: Record<string, unknown> = {}) =>
  sample('roads', { code, width_m: 4, ...members }, geometry);
const village = (code: string, geometry: Geometry, people = 40) => sample('flood_points', { code, people }, geometry);
const shelter = (code: string, geometry: Geometry, members: Record<string, unknown> = {}) =>
  sample('shelters', { code, capacity: 100, state: 'open', ...members }, geometry);
const main = road('R', line([0, 0], [1000, 0]));
const p = village('P', point(0, 5));
const s = shelter('S', point(1000, 5));

type Layer = 'roads' | 'flood_points' | 'shelters' | 'closures';

async function county(features: Partial<Record<Layer, readonly ReturnType<typeof sample>[]>>): Promise<void> {
  for (const [layer, own] of Object.entries(features)) await store(service.database, layer as Layer, own);
}

afterEach(async () => {
  for (const layer of ['roads', 'flood_points', 'shelters', 'closures']) {
    await service.database.pool.query(`DELETE FROM anlan.${layer}`);
  }
});

async function planned(inputs: Record<string, unknown> = {}) {
  const result = await makePlan(service, inputs);
  const report = await reportOf(service, result.plan);
  const notes: string[] = report.notes.map(({ code }: { code: string }) => code);
  const unserved = Object.fromEntries(
    report.unserved_points.map((one: { point: string; reason: string }) => [one.point, one.reason]),
  );
  return { result, report, notes, unserved };
}

describe('shelters and points', () => {
  test.each([
    ['of no places', { capacity: 0 }, 'no_capacity'],
    ['of which nobody knows the places', { capacity: null }, 'capacity_unknown'],
    ['that are closed', { state: 'closed' }, 'shelter_closed'],
  ])('shelters %s take nobody, and it is said', async (_, members, note) => {
    await county({ roads: [main], flood_points: [p], shelters: [shelter('S', point(1000, 5), members)] });
    const { result, notes, unserved } = await planned();
    expect(result).toMatchObject({ status: 'incomplete', unserved: 40 });
    expect(notes).toContain(note);
    expect(unserved).toEqual({ P: 'no_shelter' });
  });

  test('a county without shelters leaves everybody without a place', async () => {
    await county({ roads: [main], flood_points: [p] });
    const { result, unserved } = await planned();
    expect(result.unserved).toBe(40);
    expect(result.cut).not.toBeNull();
    expect(unserved).toEqual({ P: 'no_shelter' });
  });

  test('points with nobody there need no plan, and those off the network get none', async () => {
    await county({
      roads: [main],
      flood_points: [p, village('EMPTY', point(500, 5), 0), village('OFF', point(500, 5000))],
      shelters: [s],
    });
    const { result, report, notes, unserved } = await planned();
    expect(result).toMatchObject({ people: 80, unserved: 40, routes: 1 });
    expect(notes).toContain('nobody_there');
    expect(unserved).toEqual({ OFF: 'off_network' });
    expect(report.unserved_points[0].message).toMatch(/\d m/);
    const [told] = await featuresOf(service, result.plan, 'unserved');
    expect(told).toMatchObject({ geometry: { type: 'Point' }, properties: { point: 'OFF', reason: 'off_network' } });
  });

  test('negative people, which no way through the service allows, end the job with the point named', async () => {
    await county({ roads: [main], flood_points: [p], shelters: [s] });
    await service.database.pool.query('UPDATE anlan.flood_points SET people = -5');
    const job = await planJob(service);
    expect(job).toMatchObject({ status: 'failed', problem: { code: 'invalid_features' } });
    expect(job.problem?.detail).toMatch(/flood_points.*people.*-5/);
  });

  test('a point without a code is planned for, but its route cannot be written until it has one', async () => {
    await county({ roads: [main], flood_points: [sample('flood_points', { people: 7 }, point(0, 5))], shelters: [s] });
    const { result, report } = await planned();
    expect(report.assignments[0].point).toMatch(/^#\d+$/);
    const { status, body } = await service.post(`/plans/${result.plan}/accept`).set('Accept-Language', 'en');
    expect(status).toBe(422);
    expect(body).toMatchObject({ code: 'invalid_features', detail: expect.stringContaining('Give them one') });
  });
});

describe('roads', () => {
  test('a county without roads ends the job with what is missing', async () => {
    await county({ flood_points: [p], shelters: [s] });
    expect(await planJob(service)).toMatchObject({ status: 'failed', problem: { code: 'invalid_inputs' } });
  });

  test('an island has no way out', async () => {
    await county({
      roads: [main, road('I', line([0, 3000], [500, 3000]))],
      flood_points: [p, village('ISLAND', point(100, 3005))],
      shelters: [s],
    });
    const { result, report, unserved } = await planned();
    expect(result.unserved).toBe(40);
    expect(unserved).toEqual({ ISLAND: 'no_way' });
    expect(report.network.faults).toMatchObject({ island: 1 });
  });

  test('a one-way road into a trap holds vehicles, not people on foot', async () => {
    await county({
      roads: [road('TRAP', line([1000, 0], [0, 0]), { oneway: 'forward' })],
      flood_points: [p],
      shelters: [s],
    });
    expect((await planned({ travel: 'vehicle' })).unserved).toEqual({ P: 'no_way' });
    expect((await planned()).result.status).toBe('complete');
  });

  test('a closure that cuts everything is named as what to open', async () => {
    const closed = sample(
      'closures',
      { segment_code: 'R', valid_from: '2020-01-01T00:00:00Z' },
      line([400, 0], [600, 0]),
    );
    await county({ roads: [main], flood_points: [p], shelters: [s], closures: [closed] });
    const { result, report, unserved } = await planned();
    expect(result).toMatchObject({ status: 'incomplete', unserved: 40, routes: 0, clearance_s: null });
    expect(unserved).toEqual({ P: 'closed_off' });
    expect(report.cut.parts[0].edges_to_open[0]).toMatchObject({ road: 'R' });
  });

  test('a closure on no road leaves the plan in doubt', async () => {
    const closed = sample('closures', { valid_from: '2020-01-01T00:00:00Z' }, line([0, 9000], [100, 9000]));
    await county({ roads: [main], flood_points: [p], shelters: [s], closures: [closed] });
    const { result, notes } = await planned();
    expect(result.status).toBe('unknown');
    expect(notes).toContain('closure_not_placed');
  });

  test('roads without length and roads drawn twice change nothing and are counted', async () => {
    await county({
      roads: [main, road('TWICE', line([1000, 0], [0, 0])), road('ZERO', line([0, 0], [1, 0]))],
      flood_points: [p],
      shelters: [s],
    });
    // Writing it is refused; a table that others write to may hold it all the same.
    await service.database.pool.query(
      "UPDATE anlan.roads SET geom = ST_MakeLine(ST_StartPoint(geom), ST_StartPoint(geom)) WHERE code = 'ZERO'",
    );
    const { result, report } = await planned();
    expect(result.status).toBe('complete');
    expect(report.network).toMatchObject({ edges: 1, faults: { zero_length: 1, duplicate_edge: 1 } });
    expect(report.losses[0]).toMatchObject({ road: 'R', cut_off: 40 });
  });
});
