import fc from 'fast-check';
import type { Feature, FeatureCollection } from 'geojson';
import { beforeAll, describe, expect, test } from 'vitest';
import { layers } from '../../data/layers/index.ts';
import { parseFilter } from '../../server/http/cql2.ts';
import type { Filter, FilterValue } from '../../server/layers/filter.ts';
import { sample, store } from './support/features.ts';
import { expectProblem } from './support/problem.ts';
import { testService } from './support/service.ts';
import { readPage, walk } from './support/walk.ts';

const service = testService();
const layer = layers.road_hazards;

/** Every kind of member with and without a value; texts with what LIKE and SQL take for something else. */
const names = ['A_1', 'a%1', 'A\\1', '临崖 K1', "o'x", 'AB', 'ab', undefined];
const grades = ['major', 'general', undefined] as const;
const days = ['2026-01-31', '2026-02-01', undefined];
const hazards: readonly Feature[] = names.flatMap((name, index) =>
  grades.map((grade, other) =>
    sample('road_hazards', {
      ...(name === undefined ? {} : { name }),
      grade: grade ?? 'low',
      ...(grade === undefined ? {} : { supervised: index % 2 === 0 }),
      ...(other === 1 ? {} : { plan_year: 2020 + index, from_m: index * 12.5, to_m: index * 12.5 + 3 }),
      ...(days[(index + other) % 3] === undefined ? {} : { found_on: days[(index + other) % 3] }),
    }),
  ),
);

let features: readonly Feature[] = [];

beforeAll(async () => {
  await store(service.database, 'road_hazards', hazards);
  ({ features } = await readPage(service, '/collections/road_hazards/items?limit=1000'));
  expect(features).toHaveLength(hazards.length);
});

const path = (filter: unknown, more: Readonly<Record<string, string>> = {}) =>
  `/collections/road_hazards/items?${new URLSearchParams({ limit: '1000', ...more, filter: JSON.stringify(filter) })}`;

const property = (name: string) => ({ property: name });
const casei = (argument: unknown) => ({ op: 'casei', args: [argument] });

describe('filter', () => {
  test.each([
    [{ op: '=', args: [property('grade'), 'major'] }, 8],
    [{ op: '<>', args: [property('grade'), 'major'] }, 16],
    [{ op: 'not', args: [{ op: '=', args: [property('supervised'), true] }] }, 8],
    [{ op: 'in', args: [property('grade'), ['major', 'general']] }, 16],
    [{ op: 'isNull', args: [property('name')] }, 3],
    [{ op: 'isNull', args: [property('evidence')] }, 24],
    [{ op: 'between', args: [property('plan_year'), 2021, 2022.5] }, 4],
    [{ op: '>=', args: [property('plan_year'), 5e9] }, 0],
    [{ op: '<', args: [property('found_on'), { date: '2026-02-01' }] }, 8],
    [{ op: '=', args: [casei(property('name')), 'aB'] }, 6],
    [{ op: 'in', args: [casei(property('name')), [casei('AB'), 'x']] }, 6],
    [{ op: 'like', args: [property('name'), 'A%'] }, 9],
    [{ op: 'like', args: [casei(property('name')), casei('A%')] }, 15],
    [{ op: 'like', args: [property('name'), 'A\\_%'] }, 3],
    [{ op: 'like', args: [property('name'), '%\\\\%'] }, 3],
    [{ op: 'like', args: [property('name'), '临崖%'] }, 3],
    [{ op: '>', args: [property('_updated_at'), { timestamp: '2020-01-01T00:00:00Z' }] }, 24],
    [
      {
        op: 'or',
        args: [
          { op: 'isNull', args: [property('name')] },
          { op: '=', args: [property('name'), 'AB'] },
        ],
      },
      6,
    ],
  ])('%j selects %i', async (filter, count) => {
    expect((await readPage(service, path(filter))).numberMatched).toBe(count);
  });

  test('selects what the same filter selects in plain JavaScript, whatever it is made of', async () => {
    await fc.assert(
      fc.asyncProperty(filters(), async (filter) => {
        const text = JSON.stringify(filter);
        const parsed = parseFilter(layer, new Map([['filter', text]]));
        if (!parsed) throw new Error('the filter was passed over');
        const expected = features.filter((feature) => holds(parsed, feature) === true).map(({ id }) => id);
        const page = await readPage(service, path(filter));
        expect(page.features.map(({ id }) => id)).toEqual(expected);
        expect(page.numberMatched).toBe(expected.length);
      }),
      { numRuns: 150 },
    );
  });

  test('goes with bbox, equality, order and pages', async () => {
    const filter = {
      op: 'or',
      args: [
        { op: 'isNull', args: [property('plan_year')] },
        { op: '>', args: [property('plan_year'), 2022] },
      ],
    };
    const pages = await walk(service, path(filter, { limit: '3', sortby: '-plan_year,name', grade: 'general' }));
    const found = pages.flatMap((page) => page.features);
    expect(found).toHaveLength(8);
    expect(new Set(found.map(({ id }) => id)).size).toBe(8);
    expect((await readPage(service, path(filter, { bbox: '1,1,2,2' }))).numberMatched).toBe(0);
  });

  test.each([
    ['no JSON', '{"op":'],
    ['text', '"grade"'],
    ['no operation', '{"args":[]}'],
    ['an operation that there is not', JSON.stringify({ op: 's_intersects', args: [property('geometry'), {}] })],
    ['a member that there is not', JSON.stringify({ op: '=', args: [property('geom'), 'x'] })],
    ['a member of the prototype', JSON.stringify({ op: '=', args: [property('__proto__'), 'x'] })],
    ['an object member', JSON.stringify({ op: '=', args: [property('evidence'), 'x'] })],
    ['a code that there is not', JSON.stringify({ op: '=', args: [property('grade'), 'huge'] })],
    ['text for a number', JSON.stringify({ op: '=', args: [property('plan_year'), '2026'] })],
    ['no finite number', '{"op":"=","args":[{"property":"plan_year"},1e999]}'],
    ['a day that there is not', JSON.stringify({ op: '=', args: [property('found_on'), { date: '2026-02-30' }] })],
    [
      'an instant for a day',
      JSON.stringify({ op: '=', args: [property('found_on'), { timestamp: '2026-02-03T00:00:00Z' }] }),
    ],
    [
      'an instant without zone',
      JSON.stringify({ op: '>', args: [property('_updated_at'), { timestamp: '2026-02-03T00:00:00' }] }),
    ],
    ['an order of flags', JSON.stringify({ op: '<', args: [property('supervised'), true] })],
    ['a range of flags', JSON.stringify({ op: 'between', args: [property('supervised'), false, true] })],
    ['a fraction for an id', JSON.stringify({ op: '=', args: [property('id'), 1.5] })],
    ['a pattern for a number', JSON.stringify({ op: 'like', args: [property('plan_year'), '2%'] })],
    ['a pattern that ends in an escape', JSON.stringify({ op: 'like', args: [property('name'), 'a\\'] })],
    ['a NUL', JSON.stringify({ op: '=', args: [property('name'), 'a\0'] })],
    ['half a surrogate pair', '{"op":"=","args":[{"property":"name"},"\\ud800"]}'],
    ['an empty list', JSON.stringify({ op: 'in', args: [property('name'), []] })],
    [
      'a list too long',
      JSON.stringify({ op: 'in', args: [property('id'), Array.from({ length: 1001 }, (_, i) => i)] }),
    ],
    ['members beside', JSON.stringify({ op: '=', args: [property('name'), 'a'], sql: '1' })],
    ['too much', JSON.stringify({ op: '=', args: [property('name'), 'a'.repeat(12_000)] })],
    [
      'conditions too deep',
      `${'{"op":"not","args":['.repeat(30)}{"op":"isNull","args":[{"property":"name"}]}${']}'.repeat(30)}`,
    ],
    ['brackets too deep', '['.repeat(1500) + ']'.repeat(1500)],
  ])('that holds %s is refused', async (_, filter) => {
    const send = () => service.get(`/collections/road_hazards/items?${new URLSearchParams({ filter })}`);
    const { en } = await expectProblem(send, 'invalid_parameter', 400);
    expect(en.parameter).toBe('filter');
  });

  test('in a language that is not spoken is refused', async () => {
    const send = () => service.get('/collections/road_hazards/items?filter-lang=cql2-text&filter=grade');
    await expectProblem(send, 'invalid_parameter', 400);
  });

  test('says which member and which value is not right', async () => {
    const { en } = await expectProblem(
      () => service.get(path({ op: '=', args: [property('grade'), 'huge'] })),
      'invalid_parameter',
      400,
    );
    expect(en.detail).toContain('"grade"');
    expect(en.detail).toContain('"huge"');
    expect(en.detail).toContain('considerable');
  });

  test('whatever is sent is answered with a page or a problem', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.json(), fc.string()), async (filter) => {
        const answer = await service.get(`/collections/road_hazards/items?${new URLSearchParams({ filter })}`);
        expect([200, 400], `${filter} ${answer.text}`).toContain(answer.status);
      }),
      { numRuns: 60 },
    );
  });
});

describe('properties and skipGeometry', () => {
  test('bring less of each feature', async () => {
    const page = await readPage(
      service,
      '/collections/road_hazards/items?limit=1&properties=grade,name&skipGeometry=true',
    );
    const [feature] = page.features;
    expect(feature?.geometry).toBeNull();
    expect(Object.keys(feature?.properties ?? {})).toEqual(['name', 'grade', '_version', '_created_at', '_updated_at']);
  });

  test('that there are not are refused', async () => {
    await expectProblem(() => service.get('/collections/roads/items?properties=geom'), 'invalid_parameter', 400);
    await expectProblem(() => service.get('/collections/roads/items?skipGeometry=yes'), 'invalid_parameter', 400);
  });
});

describe('export', () => {
  const fetched = (query: Readonly<Record<string, string>>) =>
    service.get(`/collections/road_hazards/export?${new URLSearchParams(query)}`).buffer(true);

  test('is a file of all that is selected, in its order, over many pages', async () => {
    await store(
      service.database,
      'settlements',
      Array.from({ length: 2300 }, (_, index) => sample('settlements', { name: `村${index % 7}`, people: index })),
    );
    const filter = JSON.stringify({ op: '>=', args: [property('people'), 100] });
    const answer = await service
      .get(`/collections/settlements/export?${new URLSearchParams({ filter, sortby: 'name,-people', f: 'geojson' })}`)
      .buffer(true);
    expect(answer.status).toBe(200);
    expect(answer.headers['content-disposition']).toContain('attachment');
    expect(answer.headers['content-type']).toMatch(/^application\/geo\+json/);
    const file = collection(answer);
    expect(file.features).toHaveLength(2200);
    const order = file.features.map(
      ({ properties }) => [String(properties?.name), -Number(properties?.people)] as const,
    );
    expect(order).toEqual([...order].sort((a, b) => (a[0] === b[0] ? a[1] - b[1] : a[0] < b[0] ? -1 : 1)));
    expect(file.features[0]?.geometry.type).toBe('Point');
  });

  test('of nothing is a collection without features', async () => {
    const filter = JSON.stringify({ op: '=', args: [property('name'), 'there is none'] });
    expect(collection(await fetched({ filter })).features).toEqual([]);
  });

  test('brings the members that were chosen', async () => {
    const [feature] = collection(await fetched({ properties: 'grade' })).features;
    expect(Object.keys(feature?.properties ?? {})).toEqual(['grade', '_version', '_created_at', '_updated_at']);
  });

  test('in a format that cannot be written is refused', async () => {
    await expectProblem(() => fetched({ f: 'shp' }), 'invalid_parameter', 400);
  });

  test('answers HEAD without reading anything', async () => {
    const answer = await service.send('head', '/collections/road_hazards/export');
    expect(answer.status).toBe(200);
  });
});

function collection(answer: { readonly body: unknown; readonly text: string }): FeatureCollection {
  return answer.text ? JSON.parse(answer.text) : (answer.body as FeatureCollection);
}

const orders = ['=', '<>', '<', '<=', '>', '>='] as const;

/** CQL2-JSON over members of every kind; order of texts is left out, for it is the database's own. */
function filters(): fc.Arbitrary<unknown> {
  const texts = fc.oneof(
    fc.constantFrom(...names.flatMap((name) => name ?? [])),
    fc.string({ maxLength: 3, unit: 'grapheme-ascii' }),
  );
  const patterns = fc
    .array(fc.oneof(fc.constantFrom('%', '_', '\\%', '\\_', '\\\\', 'a', 'A', '1', '临崖'), texts.map(escaped)), {
      maxLength: 4,
    })
    .map((parts) => parts.join(''));
  const numbers = fc.oneof(
    fc.integer({ min: 2018, max: 2030 }),
    fc.double({ min: 2018, max: 2030, noNaN: true }),
    fc.constant(1e30),
  );
  const dates = fc.constantFrom('2026-01-30', '2026-01-31', '2026-02-01', '2026-02-02').map((date) => ({ date }));
  const name = fc.constantFrom<unknown>(property('name'), casei(property('name')));
  const leaf = fc.oneof(
    fc.tuple(fc.constantFrom('=', '<>'), name, texts).map(([op, ...args]) => ({ op, args })),
    fc
      .tuple(fc.constantFrom('=', '<>'), fc.boolean())
      .map(([op, flag]) => ({ op, args: [property('supervised'), flag] })),
    fc
      .tuple(fc.constantFrom('=', '<>'), fc.constantFrom('major', 'low'))
      .map(([op, code]) => ({ op, args: [property('grade'), code] })),
    fc
      .tuple(fc.constantFrom(...orders), numbers)
      .map(([op, number]) => ({ op, args: [property('plan_year'), number] })),
    fc
      .tuple(fc.constantFrom(...orders), fc.double({ min: -5, max: 120, noNaN: true }))
      .map(([op, number]) => ({ op, args: [property('from_m'), number] })),
    fc.tuple(fc.constantFrom(...orders), dates).map(([op, date]) => ({ op, args: [property('found_on'), date] })),
    fc.tuple(numbers, numbers).map((range) => ({ op: 'between', args: [property('plan_year'), ...range] })),
    fc.tuple(dates, dates).map((range) => ({ op: 'between', args: [property('found_on'), ...range] })),
    fc.tuple(name, fc.array(texts, { minLength: 1, maxLength: 4 })).map((args) => ({ op: 'in', args })),
    fc.tuple(name, patterns).map((args) => ({ op: 'like', args })),
    fc
      .constantFrom('name', 'plan_year', 'supervised', 'found_on', 'evidence')
      .map((member) => ({ op: 'isNull', args: [property(member)] })),
  );
  return fc.letrec((tie) => ({
    filter: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      leaf,
      fc
        .tuple(fc.constantFrom('and', 'or'), fc.array(tie('filter'), { minLength: 1, maxLength: 3 }))
        .map(([op, args]) => ({ op, args })),
      tie('filter').map((part) => ({ op: 'not', args: [part] })),
    ),
  })).filter;
}

const escaped = (text: string) => text.replaceAll(/[\\%_]/g, '\\$&');

/** Three-valued as in SQL: undefined where a missing value leaves it open. */
function holds(filter: Filter, feature: Feature): boolean | undefined {
  switch (filter.op) {
    case 'and':
    case 'or': {
      const parts = filter.parts.map((part) => holds(part, feature));
      const decisive = filter.op === 'or';
      if (parts.includes(decisive)) return decisive;
      return parts.includes(undefined) ? undefined : !decisive;
    }
    case 'not': {
      const part = holds(filter.part, feature);
      return part === undefined ? undefined : !part;
    }
    case 'isNull':
      return feature.properties?.[filter.member] === null;
    default: {
      const value = feature.properties?.[filter.member];
      return value === null ? undefined : meets(filter, value as FilterValue);
    }
  }
}

function meets(filter: Exclude<Filter, { op: 'and' | 'or' | 'not' | 'isNull' }>, value: FilterValue): boolean {
  const fold = <T>(one: T): T | string => ('fold' in filter && filter.fold ? String(one).toLowerCase() : one);
  switch (filter.op) {
    case 'compare': {
      const [a, b] = [fold(value), fold(filter.value)];
      const result = { '=': a === b, '<>': a !== b, '<': a < b, '<=': a <= b, '>': a > b, '>=': a >= b };
      return result[filter.sign];
    }
    case 'between':
      return value >= filter.low && value <= filter.high;
    case 'in':
      return filter.values.some((one) => fold(one) === fold(value));
    case 'like':
      return likeToRegExp(String(fold(filter.pattern))).test(String(fold(value)));
  }
}

function likeToRegExp(pattern: string): RegExp {
  const parts = [...pattern.matchAll(/\\(.)|([%_])|([^\\%_])/gsu)].map(([, taken, wild, plain]) => {
    if (wild) return wild === '%' ? '.*' : '.';
    return (taken ?? plain ?? '').replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  });
  return new RegExp(`^${parts.join('')}$`, 'su');
}
