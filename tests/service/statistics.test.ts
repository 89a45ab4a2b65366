import { beforeAll, describe, expect, test } from 'vitest';
import { chinaDay } from '../../data/china-time.ts';
import type { Statistics } from '../../server/statistics/statistics.ts';
import { line, point, rectangle, sample, store } from './support/features.ts';
import { expectProblem } from './support/problem.ts';
import { testService } from './support/service.ts';

const service = testService({ publicRead: false });
const [east, west] = ['429901101', '429901102'];
const inDays = (days: number) => chinaDay(new Date(Date.now() + days * 86_400_000));

async function read(query = ''): Promise<Statistics> {
  const answer = await service.get(`/statistics${query}`);
  expect(answer.status, answer.text).toBe(200);
  return answer.body as Statistics;
}

beforeAll(async () => {
  const { database } = service;
  await store(database, 'townships', [
    sample('townships', { code: east, name: '东乡' }, rectangle(0, -5000, 5000, 5000)),
    sample('townships', { code: west, name: '西乡' }, rectangle(-5000, -5000, 0, 5000)),
  ]);
  await store(database, 'roads', [
    sample('roads', { road_class: 'county', township: east, surveyed_on: '2025-05-01' }, line([0, 0], [1000, 0])),
    sample('roads', { road_class: 'county', township: east }, line([0, 10], [500, 10])),
    sample('roads', { road_class: 'village' }, line([0, 20], [0, 2020])),
  ]);
  const hazard = (properties: Record<string, unknown>) =>
    sample('road_hazards', { hazard: 'cliff', grade: 'major', ...properties }, line([0, 0], [100, 0]));
  await store(database, 'road_hazards', [
    hazard({ code: 'H1', township: east, state: 'assigned', deadline_on: inDays(-30) }),
    hazard({ code: 'H2', township: west, state: 'in_remedy', deadline_on: inDays(-1) }),
    // Its day is not over.
    hazard({ code: 'H3', township: east, state: 'assigned', deadline_on: inDays(0) }),
    hazard({ code: 'H4', township: east, state: 'closed', deadline_on: inDays(-300) }),
    hazard({ code: 'H5', township: east, state: 'found' }),
    hazard({ code: 'H6', state: 'sent_back', hazard: 'near_water', grade: 'low' }),
  ]);
  await store(database, 'flood_points', [
    sample('flood_points', { code: 'P1', people: 40, township: east, shelter_code: 'S1' }, point(0, 300)),
    sample('flood_points', { code: 'P2', people: 25, township: east, shelter_code: 'S1' }, point(0, 400)),
    sample('flood_points', { code: 'P3', people: 10, township: west, shelter_code: 'S2' }, point(-90, 0)),
    sample('flood_points', { code: 'P4', people: 5, township: west, shelter_code: 'S3' }, point(-90, 90)),
  ]);
  await store(database, 'shelters', [
    sample('shelters', { code: 'S1', name: '小学', township: east, capacity: 60, state: 'open' }, point(0, 90)),
    sample('shelters', { code: 'S2', name: '村部', township: west, state: 'open' }, point(-10, 90)),
    sample('shelters', { code: 'S3', name: '礼堂', township: west, capacity: 500, state: 'open' }, point(-20, 90)),
  ]);
  await store(database, 'evacuation_routes', [
    sample('evacuation_routes', { code: 'R1', flood_point_code: 'P1', township: east }, line([0, 300], [0, 90])),
  ]);
  await store(database, 'closures', [
    sample('closures', { code: 'K1', township: east, valid_from: '2025-01-01T00:00:00+08:00' }),
    sample('closures', { code: 'K2', valid_from: '2025-01-01T00:00:00+08:00', valid_to: '2025-02-01T00:00:00+08:00' }),
    sample('closures', { code: 'K3', valid_from: new Date(Date.now() + 9e6).toISOString() }),
  ]);
});

describe('the figures of the county', () => {
  test('lengths of roads by class and township, and what of them is surveyed', async () => {
    const { roads } = await read();
    const rounded = roads.map(({ township, road_class: kind, sections, length_m: length, surveyed_m: surveyed }) => [
      township,
      kind,
      sections,
      Math.round(length / 100),
      Math.round(surveyed / 100),
    ]);
    expect(rounded).toEqual([
      [east, 'county', 2, 15, 10],
      [null, 'village', 1, 20, 0],
    ]);
    await store(service.database, 'roads', [sample('roads', { road_class: 'track' }, line([0, 0], [0, 100]))]);
    expect((await read()).roads.map(({ road_class: kind }) => kind)).toEqual(['county', 'track', 'village']);
  });

  test('hazards are overdue from the day after the deadline, in China; closed ones never', async () => {
    const { hazards, overdue, day } = await read();
    expect(day).toBe(inDays(0));
    expect(overdue.map(({ code, days }) => [code, days])).toEqual([
      ['H1', 30],
      ['H2', 1],
    ]);
    const of = (township: string | null, state: string) =>
      hazards.find((row) => row.township === township && row.state === state);
    expect(of(east, 'assigned')).toMatchObject({ hazard: 'cliff', grade: 'major', count: 2, overdue: 1, undated: 0 });
    expect(of(west, 'in_remedy')).toMatchObject({ count: 1, overdue: 1 });
    expect(of(east, 'closed')).toMatchObject({ count: 1, overdue: 0, undated: 0 });
    expect(of(east, 'found')).toMatchObject({ count: 1, overdue: 0, undated: 1 });
    expect(of(null, 'sent_back')).toMatchObject({ hazard: 'near_water', grade: 'low', count: 1, undated: 1 });
  });

  test('flood points of which nothing is known are unknown, never without warning', async () => {
    const { flood_points: points } = await read();
    expect(points).toEqual([
      { township: east, state: 'unknown', points: 2, people: 65 },
      { township: west, state: 'unknown', points: 2, people: 15 },
    ]);
  });

  test('shelters that are too small, and those whose capacity is not known, are named', async () => {
    const { shelters, shelter_loads: loads } = await read();
    expect(shelters).toEqual([
      { township: east, state: 'open', shelters: 1, capacity: 60, capacity_unknown: 0 },
      { township: west, state: 'open', shelters: 2, capacity: 500, capacity_unknown: 1 },
    ]);
    expect(loads.map(({ code, people, capacity }) => [code, people, capacity])).toEqual([
      ['S2', 10, null],
      ['S1', 65, 60],
    ]);
  });

  test('routes by what their check says, points without one, and closures as of now', async () => {
    const { routes, without_route: without, closures, closures_ahead: ahead } = await read();
    expect(routes).toEqual([{ township: east, verdict: 'unchecked', stale: true, routes: 1 }]);
    expect(without).toEqual({ points: 3, people: 40 });
    expect(closures.map(({ code }) => code)).toEqual(['K1']);
    expect(ahead).toBe(1);
  });

  test('of one township', async () => {
    const { hazards, overdue, roads, flood_points: points, township, ...rest } = await read(`?township=${west}`);
    expect(township).toBe(west);
    expect(hazards).toHaveLength(1);
    expect(overdue.map(({ code }) => code)).toEqual(['H2']);
    expect(roads).toEqual([]);
    expect(points).toEqual([{ township: west, state: 'unknown', points: 2, people: 15 }]);
    expect(rest.without_route).toEqual({ points: 2, people: 15 });
  });

  test('as a table that office software opens, in the reader’s language', async () => {
    const answer = await service.get('/statistics?f=csv').set('Accept-Language', 'zh').buffer(true);
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(answer.headers['content-disposition']).toContain(`anlan-statistics-${inDays(0)}.csv`);
    expect(answer.text.startsWith('\uFEFF专题,乡镇代码,乡镇,分类,')).toBe(true);
    expect(answer.text).toContain(`公路风险路段,${east},东乡,临崖,重大,派单,处数,2,处\r\n`);
    expect(answer.text).toContain(`公路风险路段,${east},东乡,临崖,重大,派单,逾期,1,处\r\n`);
    const english = await service.get('/statistics?f=csv').set('Accept-Language', 'en').buffer(true);
    expect(english.text).toContain(`Road hazards,${west},西乡,Roadside drop,Major,In remedy,Overdue,1,\r\n`);
  });

  test('refuses what is no township, and strangers', async () => {
    await expectProblem(() => service.get('/statistics?township=%E4%B8%9C'), 'invalid_parameter', 400);
    await expectProblem(() => service.get('/statistics?township=429901199'), 'invalid_parameter', 400);
    const { zh, en } = await expectProblem(() => service.get('/statistics?f=xml'), 'invalid_parameter', 400);
    for (const { detail } of [zh, en]) expect(detail).toMatch(/json.*csv/);
    expect((await fetch(`${service.address}/api/statistics`)).status).toBe(401);
  });
});
