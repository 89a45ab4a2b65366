import { beforeAll, describe, expect, test } from 'vitest';
import { layerIds } from '../../data/layers/index.ts';
import { findFeatures, type SearchResults } from '../../server/search/find-features.ts';
import type { RoadAnswer } from '../../server/search/find-on-road.ts';
import { at, line, point, rectangle, sample, store } from './support/features.ts';
import { expectProblem } from './support/problem.ts';
import { testService } from './support/service.ts';

const service = testService({ publicRead: false });

interface Answer extends SearchResults {
  readonly road: RoadAnswer | null;
  readonly numberReturned: number;
}

async function search(q: string, limit?: number): Promise<Answer> {
  const query = new URLSearchParams({ q, ...(limit === undefined ? {} : { limit: String(limit) }) });
  const answer = await service.get(`/search?${query}`);
  expect(answer.status, answer.text).toBe(200);
  return answer.body as Answer;
}

const named = ({ results }: Answer) => results.map(({ layer, name, code }) => `${layer} ${name ?? code}`);

/**
 *   X201: K0 ── K1 (bent), nothing to K2, K2 ── K3; X202 has no chainage
 */
beforeAll(async () => {
  const { database } = service;
  await store(database, 'townships', [
    sample('townships', { code: '429901101', name: '石门镇' }, rectangle(-3000, -3000, 3000, 3000)),
  ]);
  await store(database, 'settlements', [
    sample('settlements', { code: 'V1', name: '石门沟', kind: 'hamlet', township: '429901101' }, point(10, 10)),
    sample('settlements', { code: 'V2', name: '石门', kind: 'town', township: '429901101' }, point(20, 10)),
    sample('settlements', { code: 'V3', name: '上石门湾', kind: 'village' }, point(30, 10)),
    sample('settlements', { code: 'V4', name: '100%_a', kind: 'village' }, point(40, 10)),
  ]);
  await store(database, 'roads', [
    sample(
      'roads',
      { code: 'X201-001', name: '石门公路', road_code: 'X201', road_class: 'county', from_m: 0, to_m: 1000 },
      line([0, 0], [500, 0], [500, 500]),
    ),
    sample(
      'roads',
      { code: 'X201-002', name: '石门公路', road_code: 'X201', road_class: 'county', from_m: 2000, to_m: 3000 },
      line([500, 1500], [1500, 1500]),
    ),
    sample('roads', { code: 'X202-001', name: '甲乙路', road_code: 'X202' }, line([0, 5000], [900, 5000])),
  ]);
  const street = { name: '沿河街', road_class: 'urban', township: '429901101' };
  await store(database, 'roads', [
    sample('roads', { ...street, code: 'J1' }, line([0, 900], [100, 900])),
    sample('roads', { ...street, code: 'J2' }, line([100, 900], [200, 900])),
    sample('roads', { ...street, code: 'J3', township: '429901102' }, line([9000, 900], [9100, 900])),
  ]);
  await store(database, 'road_hazards', [
    sample('road_hazards', { code: 'H-7', road_code: 'X201' }, line([500, 100], [500, 200])),
  ]);
  await store(database, 'shelters', [sample('shelters', { code: 'S1', name: '石门中心小学' }, point(0, 90))]);
});

describe('search', () => {
  test('finds by name over all layers: equal ones first, then those that begin so, then the rest', async () => {
    const answer = await search('石门');
    expect(named(answer)).toEqual([
      'settlements 石门',
      'townships 石门镇',
      'settlements 石门沟',
      'roads 石门公路',
      'shelters 石门中心小学',
      'settlements 上石门湾',
    ]);
    expect(answer.matched).toEqual({ settlements: 3, townships: 1, roads: 1, shelters: 1 });
    expect(answer.results[2]).toMatchObject({ symbol: 'hamlet', township_name: '石门镇', sections: 1 });
  });

  test('says how much there is where not all of a layer is sent', async () => {
    const answer = await search('石门', 1);
    expect(named(answer)).toEqual(['settlements 石门', 'townships 石门镇', 'roads 石门公路', 'shelters 石门中心小学']);
    expect(answer.matched.settlements).toBe(3);
  });

  test('finds by code, whatever the case of its letters, and by several words', async () => {
    expect(named(await search('h-7'))).toEqual(['road_hazards H-7']);
    expect(named(await search('小学 石门'))).toEqual(['shelters 石门中心小学']);
    expect(named(await search('x201-002'))).toEqual(['roads 石门公路']);
  });

  test('finds a road as one with all its sections, and what lies on it', async () => {
    const { results } = await search('x201');
    expect(results.map(({ kind, layer, code, sections }) => [kind, layer, code, sections])).toEqual([
      ['road', 'roads', 'X201', 2],
      ['feature', 'road_hazards', 'H-7', 1],
    ]);
    const [west, south, east, north] = results[0]?.bbox ?? [];
    const [[w, s], [e, n]] = [at(0, 0), at(1500, 1500)];
    for (const [is, should] of [
      [west, w],
      [south, s],
      [east, e],
      [north, n],
    ])
      expect(is).toBeCloseTo(should ?? 0, 6);
  });

  test('finds a street as one in its township, and a section by its code', async () => {
    const { results } = await search('沿河');
    expect(results.map(({ kind, name, township, sections }) => [kind, name, township, sections])).toEqual([
      ['road', '沿河街', '429901101', 2],
      ['road', '沿河街', '429901102', 1],
    ]);
    expect((await search('j2')).results.map(({ kind, code }) => [kind, code])).toEqual([['feature', 'J2']]);
  });

  test('takes the signs of a pattern for themselves', async () => {
    expect(named(await search('%_'))).toEqual(['settlements 100%_a']);
    expect(named(await search('0_'))).toEqual([]);
    expect(named(await search("'; drop table anlan.roads; --"))).toEqual([]);
  });

  test.each([
    ['X201 K0+250', at(250, 0)],
    ['X201 0.75km', at(500, 250)],
    ['X201 K2+500', at(1000, 1500)],
  ])('finds %s along the bends of its section', async (words, [longitude, latitude]) => {
    const { road, results } = await search(words);
    expect(road?.state).toBe('found');
    expect(results).toEqual([]);
    expect(road?.places).toHaveLength(1);
    const [x = 0, y = 0] = road?.places[0]?.point ?? [];
    // A metre.
    expect(Math.abs(x - longitude)).toBeLessThan(1e-5);
    expect(Math.abs(y - latitude)).toBeLessThan(1e-5);
  });

  test('guesses no place where no section has been surveyed', async () => {
    expect((await search('X201 K1+500')).road).toMatchObject({
      state: 'not_covered',
      places: [],
      covered: [
        [0, 1000],
        [2000, 3000],
      ],
    });
    expect((await search('X202 K1+500')).road).toMatchObject({ state: 'no_chainage', places: [] });
    expect((await search('X201 K3-500')).road).toMatchObject({ state: 'ambiguous', places: [] });
    expect((await search('X201 K0+1000')).road).toMatchObject({ state: 'malformed', places: [] });
    expect((await search('X999 K1+500')).road).toMatchObject({ state: 'unknown_road', places: [] });
  });

  test('finds both ends of a stretch, and says of each whether it is there', async () => {
    const { road } = await search('X201 K0+250-K2+500');
    expect(road).toMatchObject({ state: 'found', at_m: 250, until: { state: 'found', at_m: 2500 } });
    const [longitude, latitude] = road?.until?.places[0]?.point ?? [];
    expect(longitude).toBeCloseTo(at(1000, 1500)[0] ?? 0, 5);
    expect(latitude).toBeCloseTo(at(1000, 1500)[1] ?? 0, 5);
    expect((await search('X201 K0+250-K1+500')).road).toMatchObject({
      state: 'found',
      until: { state: 'not_covered' },
    });
  });

  test('refuses nothing to look for, and strangers', async () => {
    await expectProblem(() => service.get('/search'), 'invalid_parameter', 400);
    await expectProblem(() => service.get(`/search?q=${'x'.repeat(201)}`), 'invalid_parameter', 400);
    await expectProblem(() => service.get('/search?q=a&layer=roads'), 'unknown_parameter', 400);
    const stranger = await fetch(`${service.address}/api/search?q=石门`);
    expect(stranger.status).toBe(401);
  });
});

describe('the index of pairs of characters', () => {
  test('loses nothing: every part of a name or code finds its feature', async () => {
    const names = ['溪口', '𠮷野𠮷', 'a%_b\\', 'ÀbÉ路', '2#桥', '溪口溪口湾', '(x)'];
    await store(
      service.database,
      'shelters',
      names.map((name, index) => sample('shelters', { code: `PX-${index}/乙`, name }, point(0, 200 + index))),
    );
    for (const [index, name] of names.entries()) {
      const characters = [...name];
      for (let from = 0; from < characters.length; from++) {
        for (let to = from + 1; to <= characters.length; to++) {
          const part = characters.slice(from, to).join('');
          const { results } = await findFeatures(service.database.pool, part, 50);
          expect(
            results.map((result) => result.code),
            part,
          ).toContain(`PX-${index}/乙`);
        }
      }
    }
    expect(named(await search('PX-3 路'))).toEqual(['shelters ÀbÉ路']);
    expect((await search('口溪湾')).results).toEqual([]);
  });

  test('is what every layer is searched by', async () => {
    const client = await service.database.pool.connect();
    let plan = '';
    const explaining = {
      query: async (sql: string, values: unknown[]) => {
        const { rows } = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${sql}`, values);
        plan = rows.map((row) => row['QUERY PLAN']).join('\n');
        return { rows: [] };
      },
    };
    try {
      // Of a handful of rows the planner reads the table, whatever index there is.
      await client.query('BEGIN');
      await client.query('SET LOCAL enable_seqscan = off');
      await findFeatures(explaining as never, '溪口', 8);
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
    for (const layer of layerIds) expect(plan).toContain(`${layer}_search_idx`);
  });
});
