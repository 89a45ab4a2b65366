import type { Feature } from 'geojson';
import { beforeEach, describe, expect, test } from 'vitest';
import type { PropertyDefinition } from '../../data/layers/definition.ts';
import { layerList, layers } from '../../data/layers/index.ts';
import { filterableMembers, itemsParameters } from '../../server/http/items-request.ts';
import { at, countAll, emptyAll, full, line, point, rowOfSettlements, sample, store } from './support/features.ts';
import { expectProblem } from './support/problem.ts';
import { testService } from './support/service.ts';
import { idsOf, readPage } from './support/walk.ts';

const service = testService();

beforeEach(() => emptyAll(service.database));

describe('a page of items', () => {
  test('is a FeatureCollection with counts, links and every member, the missing ones null', async () => {
    await store(service.database, 'shelters', [sample('shelters', { capacity: 120 }), sample('shelters')]);
    const answer = await service.get('/collections/shelters/items');
    expect(answer.headers['content-type']).toMatch(/^application\/geo\+json/);
    expect(answer.body).toMatchObject({ type: 'FeatureCollection', numberMatched: 2, numberReturned: 2 });
    const [first] = answer.body.features as Feature[];
    expect(first).toMatchObject({ type: 'Feature', geometry: { type: 'Point', coordinates: at(0, 0) } });
    expect(Object.keys(first?.properties ?? {})).toEqual([
      ...Object.keys(layers.shelters.properties),
      '_version',
      '_created_at',
      '_updated_at',
    ]);
    expect(first?.properties).toMatchObject({ capacity: 120, state: null, _version: 1 });
    const rels = answer.body.links.map((link: { rel: string }) => link.rel);
    expect(rels).toEqual(['self', 'collection']);
  });

  test('of an empty layer is empty', async () => {
    const page = await readPage(service, '/collections/roads/items');
    expect(page).toMatchObject({ numberMatched: 0, numberReturned: 0, features: [] });
  });

  test('has 100 features unless asked otherwise, and at most 10,000', async () => {
    await store(service.database, 'settlements', rowOfSettlements(101));
    expect((await readPage(service, '/collections/settlements/items')).numberReturned).toBe(100);
    expect((await readPage(service, '/collections/settlements/items?limit=10000')).numberReturned).toBe(101);
    await expectProblem(() => service.get('/collections/settlements/items?limit=10001'), 'invalid_parameter', 400);
  });

  test('comes again unchanged as 304, and changed as 200', async () => {
    await store(service.database, 'shelters', [sample('shelters')]);
    const { etag = '' } = (await service.get('/collections/shelters/items')).headers;
    const again = await service.get('/collections/shelters/items').set('If-None-Match', etag);
    expect([again.status, again.text]).toEqual([304, '']);
    await store(service.database, 'shelters', [sample('shelters')]);
    expect((await service.get('/collections/shelters/items').set('If-None-Match', etag)).status).toBe(200);
  });

  test('is compressed for whoever takes that', async () => {
    await store(service.database, 'settlements', rowOfSettlements(30));
    const zipped = await service.get('/collections/settlements/items').set('Accept-Encoding', 'gzip');
    expect(zipped.headers['content-encoding']).toBe('gzip');
    expect(zipped.body.numberReturned).toBe(30);
    const plain = await service.get('/collections/settlements/items').set('Accept-Encoding', 'identity');
    expect(plain.headers).not.toHaveProperty('content-encoding');
  });
});

describe('bbox', () => {
  test('selects what it touches, borders included, in four numbers or six', async () => {
    const [inside, onBorder, beyond] = await store(service.database, 'settlements', [
      sample('settlements', {}, point(50, 50)),
      sample('settlements', {}, point(100, 50)),
      sample('settlements', {}, point(150, 50)),
    ]);
    const [west, south] = at(0, 0);
    const [east, north] = at(100, 100);
    for (const box of [
      [west, south, east, north],
      [west, south, -10, east, north, 8000],
    ]) {
      const ids = idsOf([await readPage(service, `/collections/settlements/items?bbox=${box.join()}`)]);
      expect(ids).toEqual([inside, onBorder]);
      expect(ids).not.toContain(beyond);
    }
  });

  test('looks at the geometry and not at its box alone', async () => {
    await store(service.database, 'roads', [sample('roads', {}, line([0, 0], [1000, 0], [1000, 1000]))]);
    const [west, south, east, north] = [...at(100, 500), ...at(500, 900)];
    expect((await readPage(service, `/collections/roads/items?bbox=${[west, south, east, north]}`)).numberMatched).toBe(
      0,
    );
  });

  test('across the antimeridian has its two sides and nothing between', async () => {
    const place = (longitude: number) => sample('settlements', {}, { type: 'Point', coordinates: [longitude, -16.5] });
    const ids = await store(service.database, 'settlements', [place(179.5), place(-179.5), place(0.5), place(110)]);
    expect(idsOf([await readPage(service, '/collections/settlements/items?bbox=179,-17,-179,-16')])).toEqual(
      ids.slice(0, 2),
    );
  });

  test.each([
    '1,2,3',
    '1,2,3,4,5',
    '1,2,3,x',
    '1,,3,4',
    'NaN,1,2,3',
    '0,0,Infinity,1',
    '0,0,1e999,1',
    '110,32,111,31',
    '110,-91,111,31',
    '-181,0,0,1',
    '31,110,32,111',
  ])('%s is refused', async (box) => {
    const { zh } = await expectProblem(
      () => service.get(`/collections/roads/items?bbox=${box}`),
      'invalid_parameter',
      400,
    );
    expect(zh.parameter).toBe('bbox');
  });

  test('with latitude first is told so', async () => {
    const { en } = await expectProblem(
      () => service.get('/collections/roads/items?bbox=31,110,32,111'),
      'invalid_parameter',
      400,
    );
    expect(en.detail).toMatch(/swapped/);
  });
});

describe('datetime', () => {
  const closure = (code: string, from: string, to: string | null) =>
    sample('closures', { code, valid_from: from, valid_to: to });
  const codes = async (datetime: string) => {
    const page = await readPage(service, `/collections/closures/items?datetime=${encodeURIComponent(datetime)}`);
    return page.features.map((feature) => feature.properties?.code);
  };
  beforeEach(() =>
    store(service.database, 'closures', [
      closure('june', '2026-06-01T00:00:00+08:00', '2026-06-30T23:59:59+08:00'),
      closure('july', '2026-07-01T00:00:00+08:00', '2026-07-31T23:59:59+08:00'),
      closure('open', '2026-07-10T00:00:00+08:00', null),
    ]),
  );

  test.each([
    ['2026-06-15T12:00:00+08:00', ['june']],
    ['2026-06-30T16:00:00Z', ['july']],
    ['2026-07-20T00:00:00+08:00', ['july', 'open']],
    ['2026-06-30', ['june']],
    ['2026-06-15/2026-07-05', ['june', 'july']],
    ['../2026-07-05', ['june', 'july']],
    ['/2026-07-05', ['june', 'july']],
    ['2026-08-01/..', ['open']],
    ['2026-08-01T00:00:00+08:00/', ['open']],
    ['2026-07-10T00:00:00+08:00/2026-07-10T00:00:00+08:00', ['july', 'open']],
    ['2020-01-01', []],
  ])('%s gives %j', async (datetime, wanted) => {
    expect(await codes(datetime)).toEqual(wanted);
  });

  test('compares a date with the day as written', async () => {
    await store(service.database, 'road_hazards', [
      sample('road_hazards', { code: 'H', found_on: '2026-05-04', closed_on: '2026-05-06' }),
      sample('road_hazards', { code: 'undated' }),
    ]);
    const codesOn = async (day: string) =>
      (await readPage(service, `/collections/road_hazards/items?datetime=${day}`)).features.map(
        (feature) => feature.properties?.code,
      );
    // One without any date might have been there: it is not selected out.
    expect(await codesOn('2026-05-03')).toEqual(['undated']);
    expect(await codesOn('2026-05-04')).toEqual(['H', 'undated']);
    expect(await codesOn('2026-05-06')).toEqual(['H', 'undated']);
    expect(await codesOn('2026-05-07')).toEqual(['undated']);
  });

  test('of a layer without times: an interval selects nothing out, an instant asks how the layer was', async () => {
    await store(service.database, 'shelters', [sample('shelters')]);
    const matched = async (datetime: string) =>
      (await readPage(service, `/collections/shelters/items?datetime=${datetime}`)).numberMatched;
    expect(await matched('1999-01-01/1999-12-31')).toBe(1);
    expect(await matched('1999-01-01')).toBe(0);
    expect(await matched('2100-01-01')).toBe(1);
  });

  test.each([
    '..',
    '/',
    '../..',
    'yesterday',
    '2026-02-31',
    '2026-07-01T08:00:00',
    '2026-07-01T25:00:00Z',
    '2026-07-02/2026-07-01',
    '2026-07-01/2026-07-02/2026-07-03',
    '999999-01-01',
    '0001-01-01',
  ])('%s is refused', async (datetime) => {
    const { zh } = await expectProblem(
      () => service.get(`/collections/closures/items?datetime=${encodeURIComponent(datetime)}`),
      'invalid_parameter',
      400,
    );
    expect(zh.parameter).toBe('datetime');
  });
});

describe('filters', () => {
  test.each(layerList)('of $id: each member finds what has its value, and nothing else', async (layer) => {
    const [id] = await store(service.database, layer.id, [full(layer.id)]);
    const stored = (await service.get(`/collections/${layer.id}/items/${id}`)).body as Feature;
    for (const member of filterableMembers(layer)) {
      const definition = layer.properties[member];
      if (!definition) throw new Error(member);
      const value = stored.properties?.[member];
      expect(value, `${layer.id}.${member}`).not.toBeNull();
      const matching = async (text: unknown) => {
        const query = new URLSearchParams({ [member]: String(text) });
        return idsOf([await readPage(service, `/collections/${layer.id}/items?${query}`)]);
      };
      expect(await matching(value), `${layer.id}.${member}`).toEqual([id]);
      expect(await matching(another(definition, value)), `${layer.id}.${member}`).toEqual([]);
    }
  });

  test('hold together with each other and with the box', async () => {
    const hazard = (grade: string, side: string, east: number) =>
      sample('road_hazards', { grade, side }, line([east, 0], [east + 10, 0]));
    const [, wanted] = await store(service.database, 'road_hazards', [
      hazard('major', 'left', 0),
      hazard('major', 'right', 0),
      hazard('low', 'right', 0),
      hazard('major', 'right', 5000),
    ]);
    const box = [...at(-100, -100), ...at(100, 100)].join();
    const page = await readPage(service, `/collections/road_hazards/items?grade=major&side=right&bbox=${box}`);
    expect(idsOf([page])).toEqual([wanted]);
    expect(page.numberMatched).toBe(1);
  });

  test.each([
    ['road_hazards', 'grade', 'huge'],
    ['road_hazards', 'plan_year', '2026.5'],
    ['road_hazards', 'plan_year', '99999999999'],
    ['road_hazards', 'cost_10k_yuan', '0x10'],
    ['road_hazards', 'cost_10k_yuan', '1e999'],
    ['road_hazards', 'supervised', 'yes'],
    ['road_hazards', 'found_on', '2026-02-31'],
    ['closures', 'valid_from', '2026-07-01'],
  ])('%s?%s=%s is refused by name', async (layer, member, value) => {
    const { zh, en } = await expectProblem(
      () => service.get(`/collections/${layer}/items?${member}=${value}`),
      'invalid_parameter',
      400,
    );
    expect(zh.parameter).toBe(member);
    expect(en.detail).toContain(value);
  });
});

describe('parameters', () => {
  test.each(['0', '-1', '1000000000', '1e3', '10.5', 'ten', '', ' 5', '99999999999999999999'])(
    'limit=%s is refused',
    async (limit) => {
      const { zh, en } = await expectProblem(
        () => service.get(`/collections/roads/items?limit=${encodeURIComponent(limit)}`),
        'invalid_parameter',
        400,
      );
      expect(zh.parameter).toBe('limit');
      expect(en.detail).toContain('10000');
    },
  );

  test('that do not exist are refused, and those that do are named', async () => {
    const { zh, en } = await expectProblem(
      () => service.get('/collections/road_hazards/items?hazzard=cliff'),
      'unknown_parameter',
      400,
    );
    expect(zh.parameter).toBe('hazzard');
    for (const name of ['limit', 'bbox', 'datetime', 'sortby', 'hazard', 'grade']) expect(en.detail).toContain(name);
  });

  test.each(['__proto__', 'constructor', 'hasOwnProperty', 'limit[]', 'evidence'])('%s is unknown', async (name) => {
    const query = new URLSearchParams({ [name]: '1' });
    await expectProblem(() => service.get(`/collections/road_hazards/items?${query}`), 'unknown_parameter', 400);
  });

  test('given twice are refused', async () => {
    await expectProblem(() => service.get('/collections/roads/items?limit=1&limit=2'), 'invalid_parameter', 400);
  });

  test('of any text reach the database as values: an answer or a refusal, never a failure', async () => {
    await store(service.database, 'road_hazards', [sample('road_hazards')]);
    const nasty = [
      "'",
      "';DROP TABLE anlan.road_hazards;--",
      '" OR 1=1',
      '$1',
      '\\',
      '%',
      '\0',
      '\ud800',
      '🌧',
      '-- ',
      '{}',
    ];
    for (const name of [...itemsParameters, ...filterableMembers(layers.road_hazards)]) {
      for (const value of nasty) {
        const answer = await service.get(`/collections/road_hazards/items?${new URLSearchParams({ [name]: value })}`);
        expect([200, 400], `${name}=${value} ${answer.text}`).toContain(answer.status);
        if (answer.status === 200) expect(answer.body.numberMatched).toBe(0);
      }
    }
    expect(await countAll(service.database)).toBe(1);
  });

  test('with a broken percent sign are refused or taken as written', async () => {
    for (const query of ['name=%', 'name=%zz', 'name=%c3%28', '%', '=', '&&', '?']) {
      expect((await service.get(`/collections/roads/items?${query}`)).status, query).toBeLessThan(500);
    }
  });
});

describe('one item', () => {
  test('is the feature with links to itself and its collection', async () => {
    const [id] = await store(service.database, 'shelters', [full('shelters')]);
    const answer = await service.get(`/collections/shelters/items/${id}`);
    expect(answer.headers['content-type']).toMatch(/^application\/geo\+json/);
    expect(answer.body).toMatchObject({ type: 'Feature', id, properties: full('shelters').properties });
    const hrefs = Object.fromEntries(
      answer.body.links.map((link: { rel: string; href: string }) => [link.rel, link.href]),
    );
    expect(hrefs.self).toBe(`${service.address}/api/collections/shelters/items/${id}`);
    expect(hrefs.collection).toBe(`${service.address}/api/collections/shelters`);
  });

  test.each(['0', '-1', '1', '1.5', 'abc', '99999999999999999999', "1'--", '%00', '%F0%9F%8C%A7'])(
    '%s of an empty layer is not found',
    async (id) => {
      await expectProblem(() => service.get(`/collections/shelters/items/${id}`), 'unknown_feature', 404);
    },
  );

  test('takes no parameter of a list', async () => {
    await expectProblem(() => service.get('/collections/shelters/items/1?limit=1'), 'unknown_parameter', 400);
  });
});

describe('methods and formats', () => {
  test('what items cannot do is 405 with what they can', async () => {
    for (const method of ['put', 'patch', 'delete'] as const) {
      const list = await expectProblem(
        () => service.send(method, '/collections/roads/items'),
        'method_not_allowed',
        405,
      );
      expect(list.headers.allow).toBe('GET, HEAD, POST, OPTIONS');
    }
    const one = await expectProblem(() => service.post('/collections/roads/items/1'), 'method_not_allowed', 405);
    expect(one.headers.allow).toBe('GET, HEAD, PUT, PATCH, DELETE, OPTIONS');
  });

  test('OPTIONS says what there is, HEAD is GET without its body', async () => {
    const options = await service.send('options', '/collections/roads/items');
    expect([options.status, options.headers.allow]).toEqual([204, 'GET, HEAD, POST, OPTIONS']);
    const [get, head] = [
      await service.get('/collections/roads/items'),
      await service.send('head', '/collections/roads/items'),
    ];
    expect([head.status, head.text ?? '']).toEqual([200, '']);
    expect(head.headers.etag).toBe(get.headers.etag);
  });

  test('what cannot be served is 406', async () => {
    for (const path of ['/collections/roads/items', '/collections']) {
      await expectProblem(() => service.get(path).set('Accept', 'application/gml+xml'), 'not_acceptable', 406);
    }
    expect((await service.get('/collections/roads/items').set('Accept', 'application/json')).status).toBe(200);
    expect((await service.get('/collections/roads/items?f=json').set('Accept', 'text/html')).status).toBe(200);
    await expectProblem(() => service.get('/collections/roads/items?f=gml'), 'invalid_parameter', 400);
  });
});

/** A value that fits the member and is not the one given. */
function another(definition: PropertyDefinition, value: unknown): unknown {
  if (definition.codes) return definition.codes.find((code) => code.value !== value)?.value;
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + 1;
  if (definition.format === 'date') return '2001-01-01';
  if (definition.format === 'date-time') return '2001-01-01T00:00:00Z';
  return `${value}x`;
}
