import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { at, emptyAll, rowOfSettlements, sample, store } from './support/features.ts';
import { expectProblem } from './support/problem.ts';
import { testService } from './support/service.ts';
import { idsOf, nextPath, readPage, walk } from './support/walk.ts';

const service = testService();

beforeEach(() => emptyAll(service.database));

describe('paging', () => {
  const member = (kind: 'text' | 'number' | 'integer' | 'flag' | 'date' | 'code') => {
    const values = {
      text: fc.constantFrom('', 'a', 'B', 'b', '乙', '甲', "O'Brien", '"', 'a,b'),
      number: fc.oneof(fc.constantFrom(0, 0.1, 1e-7, 123456.789), fc.double({ min: 0, max: 1e6, noNaN: true })),
      integer: fc.integer({ min: 1990, max: 1994 }),
      flag: fc.boolean(),
      date: fc.constantFrom('1999-12-31', '2026-05-04', '2026-05-05'),
      code: fc.constantFrom('left', 'right', 'both'),
    };
    return fc.option(values[kind] as fc.Arbitrary<unknown>, { nil: null, freq: 4 });
  };
  const row = fc.record({
    name: member('text'),
    cost_10k_yuan: member('number'),
    plan_year: member('integer'),
    supervised: member('flag'),
    found_on: member('date'),
    side: member('code'),
  });
  const sortable = ['name', 'cost_10k_yuan', 'plan_year', 'supervised', 'found_on', 'side', '_created_at', 'id'];
  const sorting = fc
    .uniqueArray(fc.constantFrom(...sortable), { maxLength: 3 })
    .chain((names) => fc.tuple(...names.map((name) => fc.tuple(fc.constant(name), fc.boolean()))));

  test('gives each feature once and in order, whatever the rows, the order and the page size', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 18 }), sorting, fc.integer({ min: 1, max: 7 }), async (...given) => {
        const [rows, keys, limit] = given;
        await emptyAll(service.database);
        await store(
          service.database,
          'road_hazards',
          rows.map((properties) => sample('road_hazards', properties)),
        );
        const sortby = keys.map(([name, descending]) => `${descending ? '-' : ''}${name}`).join();
        const pages = await walk(
          service,
          `/collections/road_hazards/items?limit=${limit}${sortby === '' ? '' : `&sortby=${sortby}`}`,
        );
        expect(idsOf(pages)).toEqual(await idsInOrder(keys));
        expect(pages.map((page) => page.numberMatched)).toEqual(pages.map(() => rows.length));
        expect(pages.slice(0, -1).every((page) => page.numberReturned === limit)).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  /** Asked of the database in plain words: missing values last, ties by id. */
  async function idsInOrder(keys: readonly (readonly [string, boolean])[]): Promise<unknown[]> {
    const order = keys.map(([name, descending]) => {
      const column = name === '_created_at' ? 'created_at' : name;
      return `${column} IS NULL, ${column} ${descending ? 'DESC' : 'ASC'}`;
    });
    const { rows } = await service.database.pool.query<{ id: number }>(
      `SELECT id FROM anlan.road_hazards ORDER BY ${[...order, 'id'].join(', ')}`,
    );
    return rows.map(({ id }) => id);
  }

  test('gives each feature that was there once, while others come and go between the pages', async () => {
    const town = (population: number) => sample('settlements', { people: population });
    const before = await store(service.database, 'settlements', [10, 20, 30, 40, 50, 60, 70].map(town));
    const seen = idsOf(
      await walk(service, '/collections/settlements/items?sortby=people&limit=2', async () => {
        await store(service.database, 'settlements', [town(5), town(35), town(1000)]);
        await service.database.pool.query('DELETE FROM anlan.settlements WHERE people = 5');
      }),
    );
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.filter((id) => before.includes(Number(id)))).toEqual(before);
  });

  test('keeps the selection in its next links', async () => {
    await store(service.database, 'settlements', [
      ...rowOfSettlements(5).map((feature) => ({ ...feature, properties: { ...feature.properties, kind: 'town' } })),
      ...rowOfSettlements(5, 5),
    ]);
    const box = [...at(-10, -10), ...at(10_000, 10)].join();
    const pages = await walk(service, `/collections/settlements/items?kind=town&bbox=${box}&limit=2&sortby=-name`);
    expect(idsOf(pages)).toHaveLength(5);
    expect(pages[0]?.numberMatched).toBe(5);
  });

  test('refuses a cursor of another order, a changed one, and one made up', async () => {
    await store(service.database, 'settlements', rowOfSettlements(5));
    const first = await readPage(service, '/collections/settlements/items?limit=2&sortby=people');
    const next = new URL(`http://x${nextPath(service, first)}`);
    const cursor = next.searchParams.get('cursor') ?? '';
    const { id, values, sort } = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const bad = [
      ['-people', cursor],
      ['name', cursor],
      ['people', `${cursor}AAAA`],
      ['people', cursor.slice(0, -3)],
      ['people', ''],
      ['people', encode({ id, values: ['1; DROP TABLE anlan.roads'], sort })],
      ['people', encode({ id, values: [2 ** 40], sort })],
      ['people', encode({ id, values: [1.5], sort })],
      ['people', encode({ id, values: [...values, 1], sort })],
      ['people', encode({ id: -1, values, sort })],
      ['people', encode({ id: 1e300, values, sort })],
      ['people', encode({ id, values, sort, more: true })],
      ['people', encode(null)],
      ['found_on', encode({ id, values: ['2026-02-31'], sort: 'found_on' }), 'road_hazards'],
      ['valid_from', encode({ id, values: ['2026-02-31T00:00:00Z'], sort: 'valid_from' }), 'closures'],
      ['valid_from', encode({ id, values: ['2026-02-03T99:99:99.:Z'], sort: 'valid_from' }), 'closures'],
      ['valid_from', encode({ id, values: ['2026-02-03T00:00:00+99:99'], sort: 'valid_from' }), 'closures'],
      ['name', encode({ id, values: ['a\0b'], sort: 'name' })],
      ['name', `${Buffer.from('{"sort":"name","values":["\\ud800"],"id":1}').toString('base64url')}`],
    ] as const;
    for (const [sortby, value, layer = 'settlements'] of bad) {
      const { zh } = await expectProblem(
        () => service.get(`/collections/${layer}/items?limit=2&sortby=${sortby}&cursor=${value}`),
        'invalid_parameter',
        400,
      );
      expect(zh.parameter).toBe('cursor');
    }
  });

  test.each([
    'nothing',
    'evidence',
    'geom',
    'name,name',
    'name,',
    'a,b,c,d,e',
    "name'; --",
    '__proto__',
    'constructor',
  ])('sortby=%s is refused', async (sortby) => {
    const query = new URLSearchParams({ sortby });
    const { zh } = await expectProblem(
      () => service.get(`/collections/road_hazards/items?${query}`),
      'invalid_parameter',
      400,
    );
    expect(zh.parameter).toBe('sortby');
  });
});
