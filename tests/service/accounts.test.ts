import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { accountStandards } from '../../data/standards/accounts.ts';
import { makeFirstAccounts } from '../../server/accounts/first-accounts.ts';
import { listUsers } from '../../server/accounts/users.ts';
import { writeCounty } from '../../server/county.ts';
import { makeAccount, signedIn, type TestAccount } from '../setup/accounts.ts';
import { sample, store } from './support/features.ts';
import { call, sessionOf } from './support/people.ts';
import { testService } from './support/service.ts';

const service = testService({ publicRead: false });

beforeAll(() => store(service.database, 'townships', [sample('townships')]));

let serial = 0;
function person(role: TestAccount['role'] = 'water', township: string | null = null): Promise<TestAccount> {
  serial += 1;
  return makeAccount(service.database, { name: `person${serial}`, role, township });
}

type Headers = Readonly<Record<string, string>>;
const items = '/collections/shelters/items';
const reads = async (headers: Headers) => (await call(service, 'GET', items, headers)).status;
const create = async (headers: Headers) => (await call(service, 'POST', items, headers, sample('shelters'))).status;
const session = (headers: Headers) => call(service, 'GET', '/session', headers);
const signIn = (name: string, password: string, headers: Headers = {}) =>
  call(service, 'POST', '/session', headers, { name, password });
const basic = (name: string, secret: string): Headers => ({
  Authorization: `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}`,
});

describe('signing in', () => {
  test('gives a session that reads and, with its word, writes; signing out ends it', async () => {
    const water = await person();
    const headers = await sessionOf(service, water);
    expect((await session(headers)).body).toMatchObject({
      user: { name: water.name, role: 'water', township: null },
      signed_in_by: 'session',
      may_read: true,
      public_read: false,
      edits: expect.arrayContaining(['shelters', 'flood_points']),
    });
    expect(await reads(headers)).toBe(200);
    expect(await create(headers)).toBe(201);
    expect((await call(service, 'DELETE', '/session', headers)).status).toBe(204);
    expect(await reads(headers)).toBe(401);
    expect((await session(headers)).body).toMatchObject({ user: null, edits: [] });
  });

  test('works whatever the case and width of the name', async () => {
    const { name, password } = await person();
    for (const written of [name.toUpperCase(), ` ${name} `, name.replace('p', 'ｐ')]) {
      expect((await signIn(written, password)).status, written).toBe(200);
    }
  });

  test('gives a cookie that scripts and other sites do not get, secure behind TLS', async () => {
    const { name, password } = await person();
    const plain = await signIn(name, password);
    const [cookie = ''] = plain.headers.getSetCookie().filter((line) => line.startsWith('anlan.sid='));
    expect(cookie).toMatch(/; HttpOnly/);
    expect(cookie).toMatch(/; SameSite=Lax/);
    expect(cookie).not.toMatch(/; Secure/);
    const behindTls = await signIn(name, password, { 'X-Forwarded-Proto': 'https' });
    for (const line of behindTls.headers.getSetCookie()) expect(line).toMatch(/; Secure/);
  });

  test('is noted, in history too', async () => {
    const water = await person();
    await create(await sessionOf(service, water));
    const known = (await listUsers(service.database.pool)).find(({ id }) => id === water.id);
    expect(known?.lastSignInAt).toBeInstanceOf(Date);
    const { rows } = await service.database.pool.query(
      'SELECT user_name, role FROM anlan.transactions WHERE user_id = $1',
      [water.id],
    );
    expect(rows).toEqual([{ user_name: water.name, role: 'water' }]);
  });

  test('with another password ends all other sessions; the one that changed it goes on', async () => {
    const water = await person();
    const one = await sessionOf(service, water);
    const other = await sessionOf(service, water);
    const change = (body: unknown) => call(service, 'PUT', '/session/password', one, body);
    expect(await change({ current: 'wrong', password: 'a-much-better-one' })).toMatchObject({ status: 403 });
    expect(await change({ current: water.password, password: 'short' })).toMatchObject({
      status: 422,
      body: { code: 'invalid_account', parameter: 'password' },
    });
    expect(await change({ current: water.password, password: `${water.name}-12345` })).toMatchObject({ status: 422 });
    expect(await change({ current: water.password, password: 'a-much-better-one' })).toMatchObject({ status: 204 });
    expect([await reads(one), await reads(other)]).toEqual([200, 401]);
    expect((await signIn(water.name, water.password)).status).toBe(401);
    expect((await signIn(water.name, 'a-much-better-one')).status).toBe(200);
  });
});

describe('tokens', () => {
  test('are shown once, kept as hashes, and work as Bearer and as the password of Basic', async () => {
    const water = await person();
    const headers = await sessionOf(service, water);
    const made = await call(service, 'POST', '/tokens', headers, { name: 'QGIS 办公室', days: 30 });
    expect(made.status).toBe(201);
    const { token, id, hint } = made.body as { token: string; id: number; hint: string };
    expect(token.startsWith(hint)).toBe(true);
    const list = await call(service, 'GET', '/tokens', headers);
    expect(list.text).not.toContain(token);
    expect(list.body).toMatchObject({ tokens: expect.arrayContaining([expect.objectContaining({ id, hint })]) });
    const kept = await service.database.pool.query('SELECT t::text AS row FROM anlan.tokens AS t');
    expect(JSON.stringify(kept.rows)).not.toContain(token);
    for (const way of [{ Authorization: `Bearer ${token}` }, basic(water.name, token), basic('', token)]) {
      expect(await reads(way)).toBe(200);
      expect(await create(way)).toBe(201);
    }
    const used = await call(service, 'GET', '/tokens', headers);
    expect(used.body).toMatchObject({
      tokens: expect.arrayContaining([expect.objectContaining({ id, last_used_at: expect.any(String) })]),
    });
    expect((await call(service, 'DELETE', `/tokens/${id}`, headers)).status).toBe(204);
    expect(await reads({ Authorization: `Bearer ${token}` })).toBe(401);
    expect((await call(service, 'DELETE', `/tokens/${id}`, headers)).status).toBe(404);
  });

  test('past their time are worth nothing', async () => {
    const water = await person();
    expect(await reads(water.bearer)).toBe(200);
    await service.database.pool.query(
      "UPDATE anlan.tokens SET expires_at = now() - interval '1 second' WHERE user_id = $1",
      [water.id],
    );
    expect(await call(service, 'GET', items, water.bearer)).toMatchObject({
      status: 401,
      body: { code: 'invalid_token' },
    });
  });

  test.each<[string, (account: TestAccount) => Headers]>([
    ['an account’s password as Bearer', ({ password }) => ({ Authorization: `Bearer ${password}` })],
    ['an account’s password in Basic', ({ name, password }) => basic(name, password)],
    ['another’s name in Basic', ({ token }) => basic('local', token)],
    ['a token with a letter changed', ({ token }) => ({ Authorization: `Bearer ${token.slice(0, -1)}!` })],
    ['another scheme', ({ token }) => ({ Authorization: `Digest ${token}` })],
    ['nothing after the scheme', () => ({ Authorization: 'Bearer' })],
    ['Basic without a colon', ({ token }) => ({ Authorization: `Basic ${Buffer.from(token).toString('base64')}` })],
  ])('%s is refused, even beside a good session', async (_, headers) => {
    const water = await person();
    const answer = await call(service, 'GET', items, { ...(await sessionOf(service, water)), ...headers(water) });
    expect(answer).toMatchObject({ status: 401, body: { code: 'invalid_token' } });
    // No window of the browser's own before the page's.
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
  });

  test('make no tokens, change no password and manage no accounts', async () => {
    const { bearer } = service.account;
    for (const [method, path, body] of [
      ['GET', '/tokens', undefined],
      ['POST', '/tokens', { name: 'x' }],
      ['PUT', '/session/password', { current: service.account.password, password: 'a-much-better-one' }],
      ['GET', '/users', undefined],
      ['POST', '/users', { name: 'y', role: 'viewer' }],
      ['PATCH', '/settings', { public_read: true }],
    ] as const) {
      expect(await call(service, method, path, bearer, body), path).toMatchObject({
        status: 403,
        body: { code: 'session_required' },
      });
    }
  });

  test('of somebody else cannot be revoked', async () => {
    const [one, other] = [await person(), await person()];
    const { rows } = await service.database.pool.query<{ id: number }>(
      'SELECT id FROM anlan.tokens WHERE user_id = $1',
      [one.id],
    );
    const headers = await sessionOf(service, other);
    expect((await call(service, 'DELETE', `/tokens/${rows[0]?.id}`, headers)).status).toBe(404);
    expect(await reads(one.bearer)).toBe(200);
  });
});

describe('a session', () => {
  const setBack = (member: 'renewedAt' | 'signedInAt', userId: number, hours: number) =>
    service.database.pool.query(
      `UPDATE anlan.sessions SET sess = jsonb_set(sess::jsonb, $2, to_jsonb((sess->>$3)::bigint - $4::bigint))::json
       WHERE (sess->>'userId')::bigint = $1`,
      [userId, [member], member, hours * 3_600_000],
    );

  test('ends when it lies idle, and when it is old, however much it is used', async () => {
    const water = await person();
    const headers = await sessionOf(service, water);
    await setBack('renewedAt', water.id, accountStandards.sessionIdleHours.value - 1);
    expect(await reads(headers)).toBe(200);
    // That was a use: the idle time counts from it.
    await setBack('renewedAt', water.id, accountStandards.sessionIdleHours.value - 1);
    expect(await reads(headers)).toBe(200);
    await setBack('renewedAt', water.id, accountStandards.sessionIdleHours.value + 1);
    expect(await reads(headers)).toBe(401);
    const again = await sessionOf(service, water);
    await setBack('signedInAt', water.id, accountStandards.sessionDaysMost.value * 24 + 1);
    expect(await reads(again)).toBe(401);
  });

  test('that was ended does not come back with a request that was still running', async () => {
    const water = await person();
    const headers = await sessionOf(service, water);
    await setBack('renewedAt', water.id, 2);
    const controller = new AbortController();
    const stream = await fetch(`${service.address}/api/events`, { headers, signal: controller.signal });
    expect(stream.status).toBe(200);
    expect((await call(service, 'DELETE', '/session', headers)).status).toBe(204);
    await stream.text();
    controller.abort();
    const { rows } = await service.database.pool.query(
      `SELECT FROM anlan.sessions WHERE (sess->>'userId')::bigint = $1`,
      [water.id],
    );
    expect(rows).toHaveLength(0);
    expect(await reads(headers)).toBe(401);
  });

  test('is begun by name and password, whatever token came along', async () => {
    const water = await person();
    const answer = await call(service, 'POST', '/session', service.account.bearer, {
      name: water.name,
      password: water.password,
    });
    expect(answer).toMatchObject({ status: 200, body: { user: { name: water.name } } });
  });

  test('keeps its owner from nothing where others at the same address have failed', async () => {
    const water = await person();
    const headers = { ...(await sessionOf(service, water)), 'X-Forwarded-For': '203.0.113.44' };
    for (let n = 0; n < accountStandards.failuresByAddress.value; n += 10) {
      const tries = Array.from({ length: 10 }, (_, index) =>
        call(
          service,
          'POST',
          '/session',
          { 'X-Forwarded-For': '203.0.113.44' },
          { name: `no-${n + index}`, password: 'x' },
        ),
      );
      await Promise.all(tries);
    }
    const body = { current: water.password, password: 'a-much-better-one' };
    expect((await call(service, 'PUT', '/session/password', headers, body)).status).toBe(204);
  });
});

describe('a request that began before its account was disabled', () => {
  /** Sends the body only after `meanwhile`. */
  async function slowly(
    method: string,
    path: string,
    headers: Headers,
    body: unknown,
    meanwhile: () => Promise<unknown>,
  ): Promise<number> {
    const bytes = Buffer.from(JSON.stringify(body));
    const sent = request(`${service.address}/api${path}`, {
      method,
      headers: { 'Content-Type': 'application/json', 'Content-Length': bytes.length, ...headers },
    });
    const answered = once(sent, 'response') as Promise<[IncomingMessage]>;
    sent.write(bytes.subarray(0, 5));
    await setTimeout(150);
    await meanwhile();
    sent.end(bytes.subarray(5));
    const [answer] = await answered;
    answer.resume();
    return answer.statusCode ?? 0;
  }

  test('changes nothing any more', async () => {
    const root = await sessionOf(service, service.account);
    const disable = (account: TestAccount) => () =>
      call(service, 'PATCH', `/users/${account.id}`, root, { disabled: true });
    const administrator = await person('administrator');
    const intruder = { name: 'backdoor', role: 'administrator' };
    const asAdministrator = await sessionOf(service, administrator);
    expect(await slowly('POST', '/users', asAdministrator, intruder, disable(administrator))).toBe(401);

    const [one, two, three] = [await person(), await person(), await person()];
    const reset = () => call(service, 'PUT', `/users/${one.id}/password`, root, {});
    expect(await slowly('POST', '/tokens', await sessionOf(service, one), { name: 'x' }, reset)).toBe(401);
    expect(await slowly('POST', items, two.bearer, sample('shelters', { name: '偷写' }), disable(two))).toBe(401);
    const end = () => call(service, 'DELETE', `/users/${three.id}/sessions`, root);
    const headers = await sessionOf(service, three);
    const change = { current: three.password, password: 'a-much-better-one' };
    expect(await slowly('PUT', '/session/password', headers, change, end)).toBe(401);
    expect(await reads(headers)).toBe(401);

    const { pool } = service.database;
    expect((await pool.query("SELECT FROM anlan.users WHERE name = 'backdoor'")).rows).toHaveLength(0);
    expect((await pool.query("SELECT FROM anlan.shelters WHERE name = '偷写'")).rows).toHaveLength(0);
    expect((await pool.query("SELECT FROM anlan.tokens WHERE name = 'x'")).rows).toHaveLength(0);
  });
});

test('passwords are kept as argon2id with the parameters of the standard', async () => {
  const { rows } = await service.database.pool.query<{ password_hash: string }>(
    'SELECT password_hash FROM anlan.users',
  );
  const { argon2MemoryKiB, argon2Iterations, argon2Lanes } = accountStandards;
  const parameters = `m=${argon2MemoryKiB.value},t=${argon2Iterations.value},p=${argon2Lanes.value}`;
  expect(rows.length).toBeGreaterThan(0);
  for (const { password_hash: hash } of rows) expect(hash.startsWith(`$argon2id$v=19$${parameters}$`)).toBe(true);
});

test('a HEAD of the stream of events is answered', async () => {
  expect((await call(service, 'HEAD', '/events', service.account.bearer)).status).toBe(200);
});

test('a stream of events ends when its session or token does', async () => {
  const admin = await sessionOf(service, service.account);
  const follow = async (headers: Headers) => {
    const answer = await fetch(`${service.address}/api/events`, { headers });
    expect(answer.status).toBe(200);
    return answer.text();
  };
  const [signsOut, disabled, revoked, stays] = [await person(), await person(), await person(), await person()];
  const session = await sessionOf(service, signsOut);
  const ending = [follow(session), follow(await sessionOf(service, disabled)), follow(revoked.bearer)];
  let staysEnded = false;
  const controller = new AbortController();
  const staying = fetch(`${service.address}/api/events`, { headers: stays.bearer, signal: controller.signal })
    .then((answer) => answer.text())
    .then(
      () => (staysEnded = true),
      () => {},
    );
  await call(service, 'DELETE', '/session', session);
  await call(service, 'PATCH', `/users/${disabled.id}`, admin, { disabled: true });
  await service.database.pool.query('UPDATE anlan.tokens SET revoked_at = now() WHERE user_id = $1', [revoked.id]);
  await Promise.all(ending);
  expect(staysEnded).toBe(false);
  controller.abort();
  await staying;
});

describe('administration', () => {
  let admin: Headers;
  beforeAll(async () => {
    admin = await sessionOf(service, service.account);
  });

  test('is the administrator’s alone', async () => {
    const routes = [
      ['GET', '/users', undefined],
      ['POST', '/users', { name: 'intruder', role: 'administrator' }],
      ['PATCH', `/users/${service.account.id}`, { disabled: true }],
      ['PUT', `/users/${service.account.id}/password`, {}],
      ['DELETE', `/users/${service.account.id}/sessions`, undefined],
      ['GET', '/settings', undefined],
      ['PATCH', '/settings', { public_read: true }],
    ] as const;
    for (const role of ['transport', 'water', 'planner', 'viewer'] as const) {
      const headers = await sessionOf(service, await person(role));
      for (const [method, path, body] of routes) {
        const answer = await call(service, method, path, headers, body);
        expect(answer, `${role} ${method} ${path}`).toMatchObject({ status: 403, body: { code: 'forbidden' } });
      }
    }
    for (const [method, path, body] of routes) {
      expect((await call(service, method, path, {}, body)).status, `${method} ${path}`).toBe(401);
    }
  });

  test('adds an account whose made password, shown once, signs in', async () => {
    const wish = { name: 'Lin.Hai', display_name: '林海', role: 'township', township: '429901101' };
    const made = await call(service, 'POST', '/users', admin, wish);
    expect(made).toMatchObject({ status: 201, body: { name: 'lin.hai', display_name: '林海', disabled: false } });
    const { password, id } = made.body as { password: string; id: number };
    expect(made.headers.get('location')).toBe(`/api/users/${id}`);
    expect((await call(service, 'GET', `/users/${id}`, admin)).text).not.toContain('password');
    expect(await reads(await signedIn(service.address, 'lin.hai', password))).toBe(200);
    expect(await call(service, 'POST', '/users', admin, { ...wish, name: 'LIN.HAI' })).toMatchObject({
      status: 409,
      body: { code: 'name_taken' },
    });
  });

  test.each([
    ['a township’s account without a township', { name: 'a1', role: 'township' }, 422],
    ['a township that is none', { name: 'a6', role: 'township', township: '999999998' }, 422],
    ['a township for another role', { name: 'a7', role: 'viewer', township: '429901101' }, 422],
    ['a blank name to show', { name: 'a8', role: 'viewer', display_name: '​ ' }, 422],
    ['a NUL character', { name: 'a9', role: 'viewer', display_name: 'x\u0000' }, 400],
    ['an unknown role', { name: 'a2', role: 'king' }, 400],
    ['a name with a colon', { name: 'a:3', role: 'viewer' }, 422],
    ['an empty name', { name: '', role: 'viewer' }, 400],
    ['a weak password', { name: 'a4', role: 'viewer', password: '12345' }, 422],
    ['an unknown member', { name: 'a5', role: 'viewer', admin: true }, 400],
  ])('%s is refused', async (_, body, status) => {
    const before = (await listUsers(service.database.pool)).length;
    expect((await call(service, 'POST', '/users', admin, body)).status).toBe(status);
    expect((await listUsers(service.database.pool)).length).toBe(before);
  });

  test('disabling ends sessions and tokens at once; enabling brings the tokens back, not the sessions', async () => {
    const water = await person();
    const headers = await sessionOf(service, water);
    await call(service, 'PATCH', `/users/${water.id}`, admin, { disabled: true });
    expect([await reads(headers), await reads(water.bearer)]).toEqual([401, 401]);
    expect((await signIn(water.name, water.password)).body).toMatchObject({ code: 'sign_in_failed' });
    await call(service, 'PATCH', `/users/${water.id}`, admin, { disabled: false });
    expect([await reads(headers), await reads(water.bearer)]).toEqual([401, 200]);
  });

  test('another role takes effect at once, and has to sign in anew', async () => {
    const water = await person();
    const headers = await sessionOf(service, water);
    const answer = await call(service, 'PATCH', `/users/${water.id}`, admin, { role: 'viewer', display_name: '访客' });
    expect(answer.body).toMatchObject({ role: 'viewer', display_name: '访客' });
    expect(await reads(headers)).toBe(401);
    expect(await create(water.bearer)).toBe(403);
    const asTownship = await call(service, 'PATCH', `/users/${water.id}`, admin, { role: 'township' });
    expect(asTownship).toMatchObject({ status: 422, body: { parameter: 'township' } });
  });

  test('a reset gives a new password, ends the sessions and revokes the tokens', async () => {
    const water = await person();
    const headers = await sessionOf(service, water);
    const reset = await call(service, 'PUT', `/users/${water.id}/password`, admin, {});
    const { password } = reset.body as { password: string };
    expect([await reads(headers), await reads(water.bearer)]).toEqual([401, 401]);
    expect((await signIn(water.name, water.password)).status).toBe(401);
    expect((await signIn(water.name, password)).status).toBe(200);
  });

  test('all sessions of an account can be ended', async () => {
    const water = await person();
    const [one, other] = [await sessionOf(service, water), await sessionOf(service, water)];
    expect((await call(service, 'DELETE', `/users/${water.id}/sessions`, admin)).status).toBe(204);
    expect([await reads(one), await reads(other), await reads(water.bearer)]).toEqual([401, 401, 200]);
    expect((await call(service, 'DELETE', '/users/999999/sessions', admin)).status).toBe(404);
    expect((await call(service, 'PATCH', '/users/none', admin, {})).status).toBe(404);
  });

  test('opens and closes reading for strangers', async () => {
    expect(await reads({})).toBe(401);
    await call(service, 'PATCH', '/settings', admin, { public_read: true });
    expect(await reads({})).toBe(200);
    expect(await create({})).toBe(401);
    // Who changed what is for accounts.
    const [id] = await store(service.database, 'shelters', [sample('shelters')]);
    expect((await call(service, 'GET', '/changes')).status).toBe(401);
    expect((await call(service, 'GET', `${items}/${id}/versions`)).status).toBe(401);
    for (const path of [
      '/CHANGES',
      '/Changes/',
      `/Collections/shelters/items/${id}/versions`,
      `${items}/${id}/VERSIONS`,
      '/collections/shelters/deleted',
    ]) {
      expect((await call(service, 'GET', path)).status, path).toBe(401);
    }
    const stream = await fetch(`${service.address}/api/events`);
    expect(stream.status).toBe(200);
    await call(service, 'PATCH', '/settings', admin, { public_read: false });
    expect(await reads({})).toBe(401);
    // Whoever was following is let go.
    await stream.text();
  });

  test('leaves one administrator, also when two take each other’s role away at once', async () => {
    const { pool } = service.database;
    const second = await person('administrator');
    const secondHeaders = await sessionOf(service, second);
    const demote = (id: number, headers: Headers) =>
      call(service, 'PATCH', `/users/${id}`, headers, { role: 'viewer' });
    const answers = await Promise.all([demote(second.id, admin), demote(service.account.id, secondHeaders)]);
    const administrators = (await listUsers(pool)).filter(
      ({ role, disabled }) => role === 'administrator' && !disabled,
    );
    expect(administrators).toHaveLength(1);
    expect(answers.map(({ status }) => status).sort()[0]).toBe(200);
    const [last] = administrators;
    if (!last) throw new Error('no administrator is left');
    const own = await sessionOf(service, last.id === second.id ? second : service.account);
    for (const change of [{ disabled: true }, { role: 'viewer' }]) {
      expect(await call(service, 'PATCH', `/users/${last.id}`, own, change)).toMatchObject({
        status: 409,
        body: { code: 'last_administrator' },
      });
    }
  });
});

describe('first accounts', () => {
  test('there are none to make where there are accounts', async () => {
    expect(await makeFirstAccounts(service.database)).toEqual([]);
  });

  test('a service without any has an administrator, whose password is told once', async () => {
    const { pool } = service.database;
    await pool.query('DELETE FROM anlan.users');
    const [note, ...more] = await makeFirstAccounts(service.database);
    expect(more).toEqual([]);
    const [, name = '', password = ''] = /account is (\S+), its password (\S+) /.exec(note?.en ?? '') ?? [];
    expect(note?.zh).toContain(password);
    expect((await signIn(name, password)).body).toMatchObject({ user: { role: 'administrator' } });
    expect(await makeFirstAccounts(service.database)).toEqual([]);
  });

  test('the demo county has an account of each role and is open to readers; two services at once make one set', async () => {
    const { pool } = service.database;
    await pool.query('DELETE FROM anlan.users');
    await writeCounty(pool, { name: { zh: '演示县', en: 'Demo' }, demo: true });
    const [[note], [again]] = await Promise.all([
      makeFirstAccounts(service.database),
      makeFirstAccounts(service.database),
    ]);
    expect(again).toEqual(note);
    const [, password = ''] = /password of each is (\S+),/.exec(note?.en ?? '') ?? [];
    // Seen by a service that was running already a moment later.
    await vi.waitFor(async () => expect(await reads({})).toBe(200), 5000);
    for (const name of ['admin', 'transport', 'water', 'planner', 'township', 'viewer']) {
      expect(note?.zh).toContain(name);
      expect((await signIn(name, password)).body).toMatchObject({
        user: { role: name === 'admin' ? 'administrator' : name, township: name === 'township' ? '429901101' : null },
        public_read: true,
      });
    }
  });
});
