import { afterEach, expect, test, vi } from 'vitest';
import { openDatabase } from '../../server/database/connect.ts';
import type { Database } from '../../server/database/database.ts';
import { administer, withDatabase } from '../setup/postgis-template.ts';
import { testDatabase } from '../setup/service.ts';

const db = testDatabase();

const cleanUps: Array<() => Promise<unknown>> = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

const serverUrl = (): string => db.url ?? '';

async function open(databaseUrl: string): Promise<Database> {
  const database = await openDatabase({ databaseUrl, dataFolder: '', onProgress: () => {} });
  cleanUps.push(() => database.close());
  return database;
}

/** A database without any extension, removed after the test. */
async function bareDatabase(): Promise<string> {
  const name = `anlan_bare_${Date.now()}`;
  await administer(serverUrl(), `CREATE DATABASE ${name} TEMPLATE template0`);
  cleanUps.push(() => administer(serverUrl(), `DROP DATABASE ${name} WITH (FORCE)`));
  return withDatabase(serverUrl(), name);
}

/** The url as another role, which may only connect. */
async function asPlainRole(url: string): Promise<string> {
  const role = `anlan_plain_${Date.now()}`;
  await administer(serverUrl(), `CREATE ROLE ${role} LOGIN PASSWORD 'tiger-7'`);
  cleanUps.push(() => administer(serverUrl(), `DROP ROLE ${role}`));
  const changed = new URL(url);
  changed.username = role;
  changed.password = 'tiger-7';
  return changed.href;
}

test('tiles can be encoded by the server', () => {
  expect(db.database.capabilities.mvt).toBe(true);
});

test('the extension is created where that is allowed', async () => {
  const database = await open(await bareDatabase());
  expect(database.capabilities.postgis).toMatch(/^3\./);
});

test('a role that may not create the extension is told who must, without its password', async () => {
  const url = await asPlainRole(await bareDatabase());
  const error = await open(url).catch((reason: unknown) => reason);
  expect(error).toMatchObject({
    code: 'postgis_missing',
    text: { en: expect.stringMatching(/permission denied.*administrator/), zh: expect.stringContaining('管理员') },
  });
  expect(JSON.stringify(error)).not.toContain('tiger-7');
});

test('a PostGIS before 3.3 is refused with its version', async () => {
  const url = await bareDatabase();
  await (await open(url)).close();
  await administer(url, "UPDATE pg_extension SET extversion = '3.2.9' WHERE extname = 'postgis'");
  await expect(open(url)).rejects.toMatchObject({
    code: 'postgis_too_old',
    text: { en: expect.stringMatching(/is 3\.2\.9; 3\.3 or newer/), zh: expect.stringContaining('3.2.9') },
  });
});

test.for([
  [
    'nobody listens',
    (): string => 'postgresql://county:tiger-7@127.0.0.1:9/anlan',
    /127\.0\.0\.1:9\/anlan.*ECONNREFUSED/,
  ],
  [
    'the host is unknown',
    (): string => 'postgresql://county:tiger-7@nowhere.invalid/anlan',
    /nowhere\.invalid:5432\/anlan/,
  ],
  [
    'the socket does not exist',
    (): string => 'postgresql://county:tiger-7@localhost/anlan?host=/no/such/folder',
    /\/no\/such\/folder/,
  ],
  [
    'the database does not exist',
    (): string => withDatabase(serverUrl(), 'no_such_database'),
    /"no_such_database" does not exist/,
  ],
] as const)('when %s, one line says so without the password', async ([, url, expected]) => {
  const error = await open(url()).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: 'database_unreachable', text: { en: expect.stringMatching(expected) } });
  expect((error as Error).message).not.toMatch(/tiger-7|\n/);
});

test('connections ended by the server are replaced, and the process lives on', async () => {
  const { pool } = await open(serverUrl());
  const held = await pool.connect();
  const [backend] = (await held.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows;
  const ended = expect(held.query('SELECT pg_sleep(30)')).rejects.toThrow(/terminat/);
  await administer(serverUrl(), `SELECT pg_terminate_backend(${backend?.pid})`);
  await ended;
  held.release(true);
  await administer(
    serverUrl(),
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'idle' AND application_name = 'anlan'",
  );
  await vi.waitFor(async () => expect((await pool.query('SELECT 1 AS n')).rows).toEqual([{ n: 1 }]));
});

test('a query may take a minute at most', async () => {
  const { pool } = await open(serverUrl());
  const client = await pool.connect();
  try {
    const { rows } = await client.query('SHOW statement_timeout');
    expect(rows).toEqual([{ statement_timeout: '1min' }]);
  } finally {
    client.release();
  }
});
