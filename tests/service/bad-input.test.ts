import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ProblemCode } from '../../server/problems.ts';
import { countAll, emptyAll, line, sample, store } from './support/features.ts';
import { expectProblem } from './support/problem.ts';
import { testService } from './support/service.ts';

const service = testService({ maxBodyBytes: 1024 * 1024 });

beforeEach(async () => {
  await emptyAll(service.database);
  await store(service.database, 'shelters', [sample('shelters', { code: 'S1' })]);
});

/** After each bad request: nothing was stored, and the service answers as before. */
afterEach(async () => {
  expect(await countAll(service.database)).toBe(1);
  expect((await service.get('/collections/shelters/items')).body.numberMatched).toBe(1);
});

const items = '/collections/shelters/items';
const postTo = (path: string, body: string | Buffer, type = 'application/geo+json') =>
  service
    .post(path)
    .set('Content-Type', type)
    // Otherwise superagent would write a Buffer's JSON.
    .serialize((raw) => raw as unknown as string)
    .send(body);
const shelter = (member: string) =>
  `{"type":"Feature","geometry":{"type":"Point","coordinates":[110.2,31.2]},${member}}`;
const named = (name: string) => shelter(`"properties":{"name":${name}}`);
const placed = (coordinates: string) =>
  `{"type":"Feature","properties":{"name":"x"},"geometry":{"type":"Point","coordinates":${coordinates}}}`;
const featuresOf = (...features: string[]) => `{"type":"FeatureCollection","features":[${features.join()}]}`;
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

describe('a body that is no GeoJSON', () => {
  test.each<[string, string | Buffer, RegExp]>([
    ['empty', '', /empty/],
    ['blank', ' \n ', /empty/],
    ['cut off', featuresOf(named('"x"')).slice(0, -20), /breaks off/],
    ['not JSON', '{"type":"Feature",}', /./],
    ['a web page', '<!doctype html><p>sign in', /web page/],
    ['an array', `[${named('"x"')}]`, /array/],
    ['a string', '"Feature"', /\{/],
    ['with more after its end', `${named('"x"')}]`, /after the end/],
    ['of another type', '{"type":"Topology","arcs":[]}', /TopoJSON/],
    ['without features', '{"type":"FeatureCollection"}', /features/],
    ['whose features are no array', '{"type":"FeatureCollection","features":{}}', /./],
    [
      'GBK',
      Buffer.concat([Buffer.from('{"type":"Feature","name":"'), Buffer.from([0xb0, 0xb2]), Buffer.from('"}')]),
      /UTF-8/,
    ],
    ['UTF-16', Buffer.from(`\uFEFF${named('"x"')}`, 'utf16le'), /UTF-16/],
    ['a zip', Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0]), /zip/],
    ['gzip without saying so', gzipSync(named('"x"')), /gzip/],
    ['NaN', placed('[NaN,31]'), /NaN/],
    ['Infinity', placed('[110,Infinity]'), /infinity/],
    ['-Infinity', placed('[110,-Infinity]'), /infinity/],
    ['nested 100,000 deep in coordinates', placed(nested(100_000)), /nested/],
    ['nested 100,000 deep in a member', shelter(`"properties":{"evidence":${nested(100_000)}}`), /nested/],
    [
      'nested 100,000 deep outside any feature',
      `{"type":"FeatureCollection","x":${nested(100_000)},"features":[]}`,
      /nested/,
    ],
    [
      'in another coordinate system',
      `{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4524"}},"features":[${named('"x"')}]}`,
      /4524/,
    ],
    [
      'whose coordinate system comes last',
      `{"type":"FeatureCollection","features":[${named('"x"')}],"crs":{"type":"name","properties":{"name":"EPSG:3857"}}}`,
      /3857/,
    ],
  ])('%s', async (_, body, reason) => {
    const { en } = await expectProblem(() => postTo(items, body), 'malformed_body', 400);
    expect(en.detail).toMatch(reason);
  });
});

describe('GeoJSON with values nobody can mean', () => {
  test.each<[string, string, string]>([
    ['1e999', placed('[1e999,31]'), 'geometry.coordinates'],
    ['a number of 400 digits', placed(`[${'9'.repeat(400)},31]`), 'geometry.coordinates'],
    ['swapped', placed('[31.2,110.2]'), 'geometry.coordinates'],
    ['null for a number', placed('[null,31]'), 'geometry.coordinates'],
    ['a NUL', named('"a\\u0000b"'), 'properties.name'],
    ['half a surrogate pair', named('"a\\ud83c"'), 'properties.name'],
    ['half a surrogate pair as a name', shelter('"properties":{"name":"x","\\udf27":1}'), 'properties.\\udf27'],
    ['a number too large for its column', shelter('"properties":{"name":"x","capacity":1e300}'), 'properties.capacity'],
    ['-0.5 people', shelter('"properties":{"name":"x","capacity":-0.5}'), 'properties.capacity'],
    ['31 February', shelter('"properties":{"name":"x","inspected_on":"2026-02-31"}'), 'properties.inspected_on'],
    ['infinity for a date', shelter('"properties":{"name":"x","inspected_on":"infinity"}'), 'properties.inspected_on'],
    ['__proto__', shelter('"properties":{"name":"x","__proto__":{"capacity":1}}'), 'properties.__proto__'],
    ['constructor', shelter('"properties":{"name":"x","constructor":{"prototype":{}}}'), 'properties.constructor'],
    ['a member of the table that is no member', shelter('"properties":{"name":"x","version":7}'), 'properties.version'],
    ['geom as a member', shelter('"properties":{"name":"x","geom":"POINT(1 1)"}'), 'properties.geom'],
    ['properties that are an array', shelter('"properties":[]'), 'properties'],
    ['a feature that is null', featuresOf('null'), 'feature'],
    ['a feature that is a number', featuresOf('7'), 'feature'],
    ['a feature in a feature', featuresOf(featuresOf(named('"x"'))), 'type'],
  ])('%s', async (_, body, member) => {
    const { zh } = await expectProblem(() => postTo(items, body), 'invalid_features', 422);
    const members = zh.faults?.map((fault) => fault.member.replace('\udf27', '\\udf27'));
    expect(
      members?.some((found) => found.startsWith(member)),
      JSON.stringify(zh.faults),
    ).toBe(true);
  });

  test('an id twice names both features', async () => {
    const withId = (id: string) => `{"id":${id},${named('"x"').slice(1)}`;
    for (const [first, second] of [
      ['7', '7'],
      ['"a"', '"a"'],
      ['7', '"7"'],
    ] as const) {
      const { en } = await expectProblem(
        () => postTo(items, featuresOf(withId(first), named('"y"'), withId(second))),
        'invalid_features',
        422,
      );
      expect(en.faults).toMatchObject([
        { feature: 3, member: 'id', code: 'id_repeated', reason: expect.stringMatching(/feature 1/) },
      ]);
    }
  });

  test('a code twice names both features; a code there already is a conflict', async () => {
    const coded = (code: string) => shelter(`"properties":{"name":"x","code":"${code}"}`);
    const { en } = await expectProblem(
      () => postTo(items, featuresOf(coded('N'), coded('N'))),
      'invalid_features',
      422,
    );
    expect(en.faults).toMatchObject([
      { feature: 2, code: 'code_repeated', reason: expect.stringMatching(/feature 1/) },
    ]);
    await expectProblem(() => postTo(items, coded('S1')), 'code_taken', 409);
  });

  test('__proto__ as a member changes no object of ours', async () => {
    const polluting = `{"__proto__":{"polluted":true},${named('"x"').slice(1)}`;
    const answer = await postTo('/collections/roads/items', polluting);
    expect(answer.status).toBe(422);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe('a body that is too large', () => {
  const large = featuresOf(...Array.from({ length: 15_000 }, () => named(`"${'x'.repeat(20)}"`)));

  test('is refused by its stated length before it is read', async () => {
    const { en } = await expectProblem(() => postTo(items, large), 'body_too_large', 413);
    expect(en.detail).toMatch(/ANLAN_MAX_BODY_MB/);
    await expectProblem(() => postTo('/processes/buffer/execution', large, 'application/json'), 'body_too_large', 413);
  });

  test.each([items, '/processes/buffer/execution'])(
    'without a stated length is refused on its way to %s',
    async (path) => {
      expect(large.length).toBeGreaterThan(service.maxBodyBytes);
      const answer = await fetch(`${service.address}/api${path}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Accept-Language': 'en', ...service.account.bearer },
        body: new Blob([large]).stream(),
        duplex: 'half',
      } as RequestInit);
      expect(answer.status).toBe(413);
      expect(await answer.json()).toMatchObject({ code: 'body_too_large' });
    },
  );

  test('compressed is not unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, ' '));
    const send = (path: string) => () => postTo(path, bomb, 'application/json').set('Content-Encoding', 'gzip');
    await expectProblem(send(items), 'unsupported_media_type', 415);
    await expectProblem(send('/processes/buffer/execution'), 'unsupported_media_type', 415);
  });

  test('that stops half way keeps nobody else waiting', async () => {
    const { hostname, port } = new URL(service.address);
    const socket = connect(Number(port), hostname);
    socket.write(
      `POST /api${items} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9999\r\n\r\n{"type":`,
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await service.get(items)).status).toBe(200);
    expect((await postTo(items, named('"a\\u0000"'))).status).toBe(422);
    socket.destroy();
  });
});

describe('a request for something else', () => {
  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
    'application/json; charset=gbk',
  ])('of type %s is refused', async (type) => {
    await expectProblem(() => postTo(items, named('"x"'), type), 'unsupported_media_type', 415);
    await expectProblem(
      () => postTo('/processes/buffer/execution', '{"inputs":{}}', type),
      'unsupported_media_type',
      415,
    );
  });

  test.each<[string, ProblemCode]>([
    ['/collections/nothing', 'unknown_collection'],
    ['/collections/nothing/items', 'unknown_collection'],
    ['/collections/__proto__/items', 'unknown_collection'],
    ['/collections/constructor', 'unknown_collection'],
    ['/collections/anlan.roads/items', 'unknown_collection'],
    ['/collections/roads%00/items', 'unknown_collection'],
    ['/collections/roads%2Fitems', 'unknown_collection'],
    ['/collections/shelters/items/999999', 'unknown_feature'],
    ['/collections/shelters/items/1/more', 'unknown_path'],
    ['/processes/nothing', 'unknown_process'],
    ['/processes/__proto__', 'unknown_process'],
    ['/nothing', 'unknown_path'],
  ])('%s is not found', async (path, code) => {
    await expectProblem(() => service.get(path), code, 404);
  });

  test('to create in an unknown collection stores nothing', async () => {
    await expectProblem(() => postTo('/collections/nothing/items', named('"x"')), 'unknown_collection', 404);
  });

  test('whose path cannot be decoded is refused', async () => {
    for (const path of ['/collections/%', '/collections/%c3%28/items', '/collections/shelters/items/%zz']) {
      await expectProblem(() => service.get(path), 'invalid_parameter', 400);
    }
  });

  test('to create with a query parameter is refused', async () => {
    await expectProblem(() => postTo(`${items}?dry_run=true`, named('"x"')), 'unknown_parameter', 400);
  });

  test('that is no HTTP does not stop the service', async () => {
    const { hostname, port } = new URL(service.address);
    const socket = connect(Number(port), hostname);
    const answer = new Promise<string>((resolve) => socket.once('data', (data) => resolve(String(data))));
    socket.write('\x16\x03\x01\x02\x00\x01\x00\r\n\r\n');
    expect(await answer).toMatch(/^HTTP\/1\.1 400/);
    socket.destroy();
  });
});

test('a route of a million positions is too large to check, not too large to answer', async () => {
  const positions = Array.from({ length: 60_000 }, (_, index) => `[110.2,${(31 + index * 1e-6).toFixed(6)}]`);
  const body = `{"inputs":{"route":{"type":"LineString","coordinates":[${positions.join()}]}}}`;
  expect(body.length).toBeLessThan(1.5 * 1024 * 1024);
  const answer = await postTo('/processes/check-route/execution', body, 'application/json');
  expect([413, 422]).toContain(answer.status);
});

test('many bad requests at once are each answered', async () => {
  const bodies = Array.from({ length: 40 }, (_, index) => (index % 2 ? placed('[0,0]') : '{"type":'));
  const answers = await Promise.all(bodies.map((body) => postTo(items, body)));
  expect(answers.map(({ status }) => status)).toEqual(bodies.map((_, index) => (index % 2 ? 422 : 400)));
});

test('a line far too long for its layer is refused by its type', async () => {
  const road = JSON.stringify({ type: 'Feature', properties: { name: 'x' }, geometry: line([0, 0], [1, 1]) });
  const { en } = await expectProblem(() => postTo(items, road), 'invalid_features', 422);
  expect(en.faults).toMatchObject([{ member: 'geometry.type' }]);
});
