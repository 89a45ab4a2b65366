import { mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { layerIds, layers } from '../../data/layers/index.ts';
import type { Role } from '../../data/roles.ts';
import { accountStandards } from '../../data/standards/accounts.ts';
import { featureTag } from '../../server/http/etag.ts';
import { makeAccount, type TestAccount } from '../setup/accounts.ts';
import { makeScratchFolder } from '../setup/scratch.ts';
import { line, point, sample, store } from './support/features.ts';
import { call, drawTownships, makePeople, otherTownship, ownTownship, sessionOf } from './support/people.ts';
import { testService } from './support/service.ts';

/** Everything that is logged, at the level at which most is. */
let logged = '';
const logger = pino(
  { level: 'trace' },
  new Writable({
    write(chunk, _encoding, done) {
      logged += chunk;
      done();
    },
  }),
);

const clientFolder = makeScratchFolder();
mkdirSync(path.join(clientFolder, 'assets'), { recursive: true });
writeFileSync(path.join(clientFolder, 'index.html'), '<!doctype html><title>安澜</title>');
writeFileSync(path.join(path.dirname(clientFolder), 'beside-the-client.txt'), 'nobody may read this');

const service = testService({ publicRead: false, logger, clientFolder });
type Headers = Readonly<Record<string, string>>;

let people: Record<Role, TestAccount>;
beforeAll(async () => {
  await drawTownships(service);
  people = await makePeople(service);
});

const items = '/collections/shelters/items';
const newShelter = () => sample('shelters', { township: ownTownship });

describe('a session', () => {
  const cookieOf = (headers: Headers) => headers.Cookie ?? '';

  test('has a new id at each sign-in, whatever id came with it (fixation)', async () => {
    const first = await sessionOf(service, people.water);
    const planted = /anlan\.sid=[^;]+/.exec(cookieOf(first))?.[0] ?? '';
    for (const cookie of [planted, 'anlan.sid=s%3Aplanted.signature', 'anlan.sid=planted']) {
      const answer = await call(
        service,
        'POST',
        '/session',
        { Cookie: cookie },
        {
          name: people.transport.name,
          password: people.transport.password,
        },
      );
      expect(answer.status).toBe(200);
      const given = answer.headers.getSetCookie().find((one) => one.startsWith('anlan.sid=')) ?? '';
      expect(given.split(';')[0]).not.toBe(cookie);
      // Whoever planted the id holds nothing by it.
      expect((await call(service, 'GET', '/session', { Cookie: cookie })).body).toMatchObject({ user: null });
    }
  });

  test('writes nothing without the word that only our page knows, or for another site (CSRF)', async () => {
    const { Cookie = '', 'Anlan-CSRF': word = '' } = await sessionOf(service, people.water);
    const post = (headers: Headers) => call(service, 'POST', items, { Cookie, ...headers }, newShelter());
    for (const headers of [
      {},
      { 'Anlan-CSRF': '' },
      { 'Anlan-CSRF': `${word}x` },
      { 'Anlan-CSRF': word, Origin: 'https://evil.example' },
      { 'Anlan-CSRF': word, Origin: 'null' },
      { 'Anlan-CSRF': word, 'Sec-Fetch-Site': 'cross-site' },
      { 'Anlan-CSRF': word, 'Sec-Fetch-Site': 'same-site' },
    ]) {
      expect(await post(headers), JSON.stringify(headers)).toMatchObject({
        status: 403,
        body: { code: 'csrf_failed' },
      });
    }
    const own = { Origin: service.address, 'Sec-Fetch-Site': 'same-origin' };
    expect((await post({ 'Anlan-CSRF': word, ...own })).status).toBe(201);
    for (const [method, at] of [
      ['DELETE', '/session'],
      ['PUT', '/session/password'],
      ['POST', '/processes/check-route/execution'],
    ] as const) {
      expect((await call(service, method, at, { Cookie }, method === 'DELETE' ? undefined : {})).status, at).toBe(403);
    }
  });

  test('is not begun by another site’s page', async () => {
    const { name, password } = people.water;
    const body = { name, password };
    expect((await call(service, 'POST', '/session', { Origin: 'https://evil.example' }, body)).status).toBe(403);
    const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
    expect((await call(service, 'POST', '/session', form, `name=${name}&password=${password}`)).status).toBe(415);
    expect((await call(service, 'POST', '/session', { 'Content-Type': 'text/plain' }, body)).status).toBe(415);
  });

  test('of a cookie that was tampered with is none', async () => {
    const { Cookie = '' } = await sessionOf(service, people.water);
    const sid = /anlan\.sid=[^;]+/.exec(Cookie)?.[0] ?? '';
    expect((await call(service, 'GET', items, { Cookie: sid })).status).toBe(200);
    for (const cookie of [sid.slice(0, -2), `${sid}x`, sid.replace('sid=s%3A', 'sid=s%3Ax'), sid.replace('s%3A', '')]) {
      expect((await call(service, 'GET', items, { Cookie: cookie })).status).toBe(401);
    }
  });
});

describe('names', () => {
  test('are not told by the words of a failed sign-in', async () => {
    const disabled = await makeAccount(service.database, { name: 'left-us', role: 'viewer' });
    await service.database.pool.query('UPDATE anlan.users SET disabled = true WHERE id = $1', [disabled.id]);
    const tries = [
      { name: 'nobody-of-this-name', password: 'whatever-it-is' },
      { name: people.viewer.name, password: 'whatever-it-is' },
      { name: disabled.name, password: disabled.password },
      { name: `${people.viewer.name}' OR '1'='1`, password: 'x' },
    ];
    const answers = [];
    for (const body of tries) answers.push(await call(service, 'POST', '/session', {}, body));
    for (const { status, text } of answers) expect([status, text]).toEqual([401, answers[0]?.text]);
  });

  test('are not told by its time: for a name that is nobody’s a password is hashed as well', async () => {
    const time = async (name: string) => {
      const start = performance.now();
      await call(service, 'POST', '/session', {}, { name, password: 'whatever-it-is' });
      return performance.now() - start;
    };
    await time('warm-up');
    const known: number[] = [];
    const unknown: number[] = [];
    // Fewer than a name may fail; the shortest of each, since others' work on the machine only adds.
    for (let n = 0; n < accountStandards.failuresByNameAndAddress.value - 2; n += 1) {
      known.push(await time(people.planner.name));
      unknown.push(await time(`nobody-${n}`));
    }
    const ratio = Math.min(...unknown) / Math.min(...known);
    expect(ratio).toBeGreaterThan(0.6);
    expect(ratio).toBeLessThan(1.7);
  });

  test('that were tried too often wait, and their owners still come in from elsewhere', async () => {
    const owner = await makeAccount(service.database, { name: 'tried', role: 'viewer' });
    const signIn = (address: string, password: string, headers: Headers = {}) =>
      call(service, 'POST', '/session', { 'X-Forwarded-For': address, ...headers }, { name: owner.name, password });
    const before = await signIn('203.0.113.5', owner.password);
    const device = before.headers.getSetCookie().find((one) => one.startsWith('anlan.device=')) ?? '';
    for (let n = 0; n < accountStandards.failuresByNameAndAddress.value; n += 1) {
      expect((await signIn('203.0.113.5', 'guess')).status).toBe(401);
    }
    const refused = await signIn('203.0.113.5', owner.password);
    expect(refused).toMatchObject({ status: 429, body: { code: 'too_many_attempts' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(60);
    expect((await signIn('203.0.113.6', owner.password)).status).toBe(200);
    // On the device on which they have been before also from the very same address.
    const known = { Cookie: device.split(';')[0] ?? '' };
    expect((await signIn('203.0.113.5', owner.password, known)).status).toBe(200);
    const other = await makeAccount(service.database, { name: 'neighbour', role: 'viewer' });
    const body = { name: other.name, password: other.password };
    expect((await call(service, 'POST', '/session', { 'X-Forwarded-For': '203.0.113.5' }, body)).status).toBe(200);
  });

  test('a hundred tries at once are counted before they are answered', async () => {
    const owner = await makeAccount(service.database, { name: 'rushed', role: 'viewer' });
    const tries = Array.from({ length: 30 }, () =>
      call(service, 'POST', '/session', { 'X-Forwarded-For': '203.0.113.77' }, { name: owner.name, password: 'guess' }),
    );
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(accountStandards.failuresByNameAndAddress.value);
  });
});

test.each(['token', 'access_token', 'api_key', 'bbox', 'made_up'])(
  'a token in the address as %s is refused, whoever asks',
  async (name) => {
    const { token, bearer } = people.water;
    for (const headers of [{}, bearer]) {
      expect(await call(service, 'GET', `${items}?${name}=${token}`, headers)).toMatchObject({
        status: 400,
        body: { code: 'token_in_url' },
      });
    }
  },
);

describe('SQL', () => {
  const injections = [
    "' OR '1'='1",
    "1'; DROP TABLE anlan.users; --",
    '1); DELETE FROM anlan.shelters; --',
    '"; --',
    "\\'",
  ];

  test('in any parameter of any path changes nothing and is no error of ours', async () => {
    const { bearer } = service.account;
    const [id] = await store(service.database, 'shelters', [newShelter()]);
    const document = (await call(service, 'GET', '/openapi', bearer)).body as {
      paths: Record<string, Record<string, { parameters?: { in?: string; name?: string; $ref?: string }[] }>>;
      components: { parameters: Record<string, { in: string; name: string }> };
    };
    const counts = async () => {
      const parts = [...layerIds, 'users', 'tokens', 'history'].map((table) => `(SELECT count(*) FROM anlan.${table})`);
      return (await service.database.pool.query(`SELECT ${parts.join(', ')}`)).rows;
    };
    const before = await counts();
    const failed: string[] = [];
    let asked = 0;
    for (const [template, operations] of Object.entries(document.paths)) {
      const own = operations.get?.parameters ?? [];
      const names = own.flatMap((parameter) => {
        const found = parameter.$ref
          ? document.components.parameters[parameter.$ref.split('/').at(-1) ?? '']
          : parameter;
        return found?.in === 'query' && found.name ? [found.name] : [];
      });
      const real = template.replace('{collectionId}', 'shelters').replace(/\{(featureId|id)\}/, String(id));
      const addresses = [
        ...names.map((name) => (sql: string) => `${real}?${name}=${encodeURIComponent(sql)}`),
        ...(template.includes('{') ? [(sql: string) => template.replace(/\{[^}]+\}/g, encodeURIComponent(sql))] : []),
      ];
      for (const address of addresses) {
        for (const sql of injections) {
          if (address(sql).startsWith('/events')) continue;
          asked += 1;
          const { status } = await call(service, 'GET', address(sql), bearer);
          if (status >= 500) failed.push(`${status} ${address(sql)}`);
        }
      }
    }
    expect(failed).toEqual([]);
    expect(asked).toBeGreaterThan(100);
    expect(await counts()).toEqual(before);
  });

  test('in names, passwords, codes, labels and headers is text', async () => {
    const admin = await sessionOf(service, service.account);
    for (const sql of injections) {
      const shelter = sample('shelters', { name: sql, township: ownTownship, remarks: sql });
      const made = await call(
        service,
        'POST',
        items,
        { ...people.water.bearer, 'Anlan-Message': encodeURIComponent(sql) },
        shelter,
      );
      expect(made.status).toBe(201);
      const user = await call(service, 'POST', '/users', admin, {
        name: 'x',
        display_name: sql,
        role: 'viewer',
        password: `${sql}-0123456789`,
      });
      expect([201, 409]).toContain(user.status);
      expect((await call(service, 'POST', '/users', admin, { name: sql, role: 'viewer' })).status).toBe(422);
      expect(
        (await call(service, 'GET', items, { Authorization: `Bearer anlan_${encodeURIComponent(sql)}` })).status,
      ).toBe(401);
      expect(
        (await call(service, 'GET', '/session', { Cookie: `anlan.sid=s:${encodeURIComponent(sql)}.x` })).status,
      ).toBe(200);
      const key = { ...people.water.bearer, 'Idempotency-Key': encodeURIComponent(sql) };
      const body = { changes: [{ operation: 'create', layer: 'shelters', feature: shelter }] };
      expect((await call(service, 'POST', '/transactions', key, body)).status).toBe(200);
    }
    expect((await service.database.pool.query('SELECT count(*) > 0 AS there FROM anlan.users')).rows).toEqual([
      { there: true },
    ]);
  });
});

test('a body with __proto__ or constructor pollutes nothing', async () => {
  const admin = await sessionOf(service, service.account);
  const [id = 0] = await store(service.database, 'shelters', [newShelter()]);
  const poison = '{"__proto__":{"polluted":true,"role":"administrator"},"constructor":{"prototype":{"polluted":true}}';
  const posts: [string, string, Headers][] = [
    ['POST', '/session', {}],
    ['POST', '/users', admin],
    ['PATCH', `/users/${people.viewer.id}`, admin],
    ['POST', '/tokens', admin],
    ['PATCH', '/settings', admin],
    ['POST', items, people.water.bearer],
    ['POST', '/transactions', people.water.bearer],
    ['POST', '/processes/buffer/execution', people.water.bearer],
    ['POST', '/processes/check-route/execution', people.water.bearer],
    ['PATCH', `${items}/${id}`, { ...people.water.bearer, 'If-Match': featureTag(layers.shelters, id, 1) }],
  ];
  for (const [method, at, headers] of posts) {
    for (const body of [`${poison}}`, `${poison},"properties":${poison}}}`]) {
      const { status } = await call(service, method, at, headers, body);
      expect(status, `${method} ${at}`).toBeGreaterThanOrEqual(400);
      expect(status, `${method} ${at}`).toBeLessThan(500);
    }
  }
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  expect((await call(service, 'GET', '/session', people.viewer.bearer)).body).toMatchObject({
    user: { role: 'viewer' },
  });
});

/** As it is on the wire: fetch would straighten the path. */
function raw(text: string): Promise<string> {
  const { hostname, port } = new URL(service.address);
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () => socket.write(text));
    socket.setEncoding('utf8');
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', (error) => (answer === '' ? reject(error) : resolve(answer)));
  });
}

test('a path that climbs out of the page’s folder finds nothing', async () => {
  const secret = 'beside-the-client.txt';
  for (const at of [
    `/../${secret}`,
    `/..%2f${secret}`,
    `/%2e%2e/${secret}`,
    `/assets/../../${secret}`,
    `/assets/..%2f..%2f${secret}`,
    `/assets/%2e%2e%2f%2e%2e%2f${secret}`,
    `/assets/..%5c..%5c${secret}`,
    `/assets/..%00/${secret}`,
    `//${secret}`,
    `/api/tiles/../../${secret}`,
    '/api/tiles/..%2f..%2fpackage.json',
    '/%c0%ae%c0%ae/package.json',
  ]) {
    const answer = await raw(`GET ${at} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`);
    expect(answer, at).toMatch(/^HTTP\/1\.1 4\d\d/);
    expect(answer).not.toContain('nobody may read this');
  }
  expect(await raw('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n')).toContain('安澜');
});

test('oversized headers are refused and the service goes on', async () => {
  const huge = 'x'.repeat(64 * 1024);
  for (const header of [`Authorization: Bearer ${huge}`, `Cookie: anlan.sid=${huge}`, `X-Anything: ${huge}`]) {
    const answer = await raw(`GET /api/session HTTP/1.1\r\nHost: 127.0.0.1\r\n${header}\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 431/);
  }
  const many = Array.from({ length: 3000 }, (_, n) => `X-${n}: 1`).join('\r\n');
  expect(await raw(`GET /api/session HTTP/1.1\r\nHost: 127.0.0.1\r\n${many}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 4/);
  expect((await call(service, 'GET', '/session')).status).toBe(200);
});

describe('a township’s account', () => {
  const labelled = (township: string | undefined, east: number) =>
    sample('shelters', township === undefined ? {} : { township }, point(east, 0));
  const stored = async (township: string | undefined, east: number) => {
    const [id = 0] = await store(service.database, 'shelters', [labelled(township, east)]);
    return { path: `${items}/${id}`, id, match: { 'If-Match': featureTag(layers.shelters, id, 1) } };
  };
  const change = (one: { path: string; match: Headers }, method: string, body?: unknown): Promise<{ status: number }> =>
    call(service, method, one.path, { ...people.township.bearer, ...one.match }, body);

  test('edits what is its own, to its line and a little over it', async () => {
    expect((await change(await stored(ownTownship, 0), 'PATCH', { properties: { capacity: 5 } })).status).toBe(200);
    const moved = { geometry: point(530, 0) };
    expect((await change(await stored(ownTownship, 0), 'PATCH', moved)).status).toBe(200);
  });

  test.each<[string, string | undefined, number, string, unknown]>([
    ['moves its own out of its area', ownTownship, 0, 'PATCH', { geometry: point(1400, 0) }],
    ['moves its own just too far', ownTownship, 0, 'PATCH', { geometry: point(600, 0) }],
    ['replaces its own by one elsewhere', ownTownship, 0, 'PUT', labelled(ownTownship, 1400)],
    ['gives its own away', ownTownship, 0, 'PATCH', { properties: { township: otherTownship } }],
    ['takes its own label off', ownTownship, 0, 'PATCH', { properties: { township: null } }],
    ['labels another’s as its own', otherTownship, 1400, 'PATCH', { properties: { township: ownTownship } }],
    ['draws another’s into its area and labels it', otherTownship, 1400, 'PUT', labelled(ownTownship, 0)],
    ['takes what is nobody’s', undefined, 0, 'PATCH', { properties: { township: ownTownship } }],
    ['edits what is labelled its own but lies elsewhere', ownTownship, 1400, 'PATCH', { properties: { capacity: 1 } }],
    ['deletes another’s', otherTownship, 1400, 'DELETE', undefined],
  ])('is refused when it %s', async (_, township, east, method, body) => {
    const one = await stored(township, east);
    expect((await change(one, method, body)).status).toBe(403);
    const { rows } = await service.database.pool.query('SELECT version FROM anlan.shelters WHERE id = $1', [one.id]);
    expect(rows).toEqual([{ version: 1 }]);
  });

  test('is refused through a merge, a file and a transaction as well', async () => {
    const one = await stored(ownTownship, 0);
    await call(service, 'PATCH', one.path, { ...people.water.bearer, ...one.match }, { properties: { capacity: 9 } });
    const merged = { path: `${one.path}?merge=disjoint`, match: one.match };
    expect((await change(merged, 'PATCH', { geometry: point(1400, 0) })).status).toBe(403);
    const file = { type: 'FeatureCollection', features: [labelled(ownTownship, 0), labelled(ownTownship, 1400)] };
    expect((await call(service, 'POST', items, people.township.bearer, file)).status).toBe(403);
    const changes = [
      { operation: 'delete', layer: 'shelters', id: (await stored(otherTownship, 1400)).id, version: 1 },
    ];
    expect((await call(service, 'POST', '/transactions', people.township.bearer, { changes })).status).toBe(403);
  });

  test('keeps lines whole within its area, and routes by where they begin', async () => {
    const create = (layer: 'closures' | 'evacuation_routes', from: number, to: number) =>
      call(
        service,
        'POST',
        `/collections/${layer}/items`,
        people.township.bearer,
        sample(layer, { township: ownTownship }, line([from, 0], [to, 0])),
      );
    expect((await create('closures', 0, 300)).status).toBe(201);
    expect((await create('closures', 0, 1400)).status).toBe(403);
    expect((await create('evacuation_routes', 0, 1400)).status).toBe(201);
    expect((await create('evacuation_routes', 1400, 0)).status).toBe(403);
  });
});

afterAll(() => {
  // Last of all: whatever was done above is in the log by now.
  const secrets = Object.values(people).flatMap(({ password, token }) => [password, token]);
  expect(logged).toContain('"statusCode":200');
  for (const secret of [...secrets, 'anlan.sid', 's%3A', 'Bearer', 'Anlan-CSRF']) expect(logged).not.toContain(secret);
});
