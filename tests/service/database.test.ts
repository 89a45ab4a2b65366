import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { migrate } from '../../server/database/migrate.ts';
import { withTransaction } from '../../server/database/transaction.ts';
import { testDatabase } from '../setup/service.ts';

const db = testDatabase();

/** A new table `name` with one integer column `n`. */
async function makeTable(name: string): Promise<void> {
  await db.database.pool.query(`CREATE TABLE public.${name} (n integer NOT NULL)`);
}

async function numbersIn(name: string): Promise<number[]> {
  const { rows } = await db.database.pool.query<{ n: number }>(`SELECT n FROM public.${name} ORDER BY n`);
  return rows.map((row) => row.n);
}

test('the database has PostGIS and says what it can do', async () => {
  const { capabilities, kind } = db.database;
  expect(kind).toBe(db.kind);
  expect(capabilities.postgis).toMatch(/^3\.\d+\.\d+/);
  expect(capabilities.postgres).toMatch(/^\d+\.\d+/);
  if (kind === 'embedded') expect(capabilities.mvt).toBe(false);
  const length = await db.database.pool.query<{ m: number }>(
    "SELECT ST_Length('LINESTRING(110 31, 110.01 31)'::geography) AS m",
  );
  expect(length.rows[0]?.m).toBeCloseTo(954.9, 0);
});

test('coordinates in CGCS2000 are known', async () => {
  const { rows } = await db.database.pool.query<{ x: number; y: number }>(
    'SELECT ST_X(p) AS x, ST_Y(p) AS y FROM ST_Transform(ST_SetSRID(ST_MakePoint(111, 31), 4326), 4546) AS p',
  );
  // The central meridian of the zone lies at 500 km; the meridian's arc from the equator to 31 degrees is 3,431 km.
  expect(rows[0]?.x).toBeCloseTo(500_000, 0);
  expect(rows[0]?.y).toBeGreaterThan(3_430_000);
  expect(rows[0]?.y).toBeLessThan(3_433_000);
});

test('concurrent increments under FOR UPDATE are all kept', async () => {
  await makeTable('counters');
  await db.database.pool.query('INSERT INTO public.counters VALUES (0)');
  const increment = () =>
    withTransaction(db.database.pool, async (client) => {
      const { rows } = await client.query<{ n: number }>('SELECT n FROM public.counters FOR UPDATE');
      await client.query('UPDATE public.counters SET n = $1', [(rows[0]?.n ?? 0) + 1]);
    });
  await Promise.all(Array.from({ length: 20 }, increment));
  expect(await numbersIn('counters')).toEqual([20]);
});

test('of transactions that overlap, the failed ones leave nothing and the others everything', async () => {
  await makeTable('overlapping');
  const outcomes = await Promise.allSettled(
    Array.from({ length: 12 }, (_, index) =>
      withTransaction(db.database.pool, async (client) => {
        await client.query('INSERT INTO public.overlapping VALUES ($1)', [index]);
        await sleep(index % 4);
        await client.query('INSERT INTO public.overlapping VALUES ($1)', [index + 100]);
        if (index % 3 === 0) throw new Error(`given up: ${index}`);
        return index;
      }),
    ),
  );
  const kept = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  expect(kept).toEqual([1, 2, 4, 5, 7, 8, 10, 11]);
  expect(await numbersIn('overlapping')).toEqual([...kept, ...kept.map((index) => index + 100)]);
});

test('a transaction whose work hides a failed statement is not reported as stored', async () => {
  await makeTable('hidden');
  const hiding = withTransaction(db.database.pool, async (client) => {
    await client.query('INSERT INTO public.hidden VALUES (1)');
    await client.query('SELECT 1 / 0').catch(() => {});
  });
  await expect(hiding).rejects.toThrow(/rolled back/);
  expect(await numbersIn('hidden')).toEqual([]);
});

test('long queries on several connections each get their own answer', async () => {
  // Long enough for every query to arrive in several pieces: other connections' queries come in between.
  const padding = 'x'.repeat(300_000);
  const answers = await Promise.all(
    Array.from({ length: 40 }, async (_, index) => {
      const { rows } = await db.database.pool.query<{ query: number; parameter: number }>(
        `SELECT ${index} AS query, $1::int AS parameter, length($2::text)`,
        [index, padding],
      );
      return rows[0];
    }),
  );
  expect(answers.map((row) => row?.query)).toEqual(answers.map((_, index) => index));
  expect(answers.map((row) => row?.parameter)).toEqual(answers.map((_, index) => index));
});

test('a connection dropped inside a transaction rolls it back and keeps nobody waiting', async () => {
  await makeTable('dropped');
  const client = await db.database.pool.connect();
  await client.query('BEGIN');
  await client.query('INSERT INTO public.dropped VALUES (1)');
  client.release(true);
  expect(await numbersIn('dropped')).toEqual([]);
});

test('failing queries use up no connections', async () => {
  for (let count = 0; count < 40; count += 1) {
    await expect(db.database.pool.query('SELECT 1 / 0')).rejects.toThrow(/division by zero/);
  }
  const { rows } = await db.database.pool.query('SELECT 1 AS answer');
  expect(rows).toEqual([{ answer: 1 }]);
});

test('bigint arrives as an exact number or not at all, a date as it was written', async () => {
  const { pool } = db.database;
  const { rows } = await pool.query("SELECT 9007199254740991::bigint AS id, DATE '2024-02-29' AS day");
  expect(rows).toEqual([{ id: 9007199254740991, day: '2024-02-29' }]);
  await expect(pool.query('SELECT 9007199254740993::bigint AS id')).rejects.toThrow(/9007199254740993/);
});

test('migrating twice changes nothing the second time', async () => {
  expect(await migrate(db.database, () => {})).toEqual([]);
});

test('a migration that fails is named and leaves nothing', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'anlan-migrations-'));
  try {
    await cp(path.resolve(import.meta.dirname, '../../server/database/migrations'), folder, { recursive: true });
    await writeFile(path.join(folder, '9998_good.sql'), 'CREATE TABLE public.half (n integer);');
    await writeFile(
      path.join(folder, '9999_bad.sql'),
      'CREATE TABLE public.other (n integer); SELECT no_such_function();',
    );
    await expect(migrate(db.database, () => {}, folder)).rejects.toMatchObject({
      code: 'migration_failed',
      text: { en: expect.stringMatching(/9999_bad.*no_such_function/), zh: expect.stringContaining('9999_bad') },
    });
    const { rows } = await db.database.pool.query(
      "SELECT to_regclass('public.half') AS half, to_regclass('public.other') AS other",
    );
    expect(rows).toEqual([{ half: null, other: null }]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('a schema made by a newer version is left alone', async () => {
  const { pool } = db.database;
  await pool.query("INSERT INTO anlan.migrations (name, run_on) VALUES ('9000_from_the_future', now())");
  await expect(migrate(db.database, () => {})).rejects.toMatchObject({
    code: 'schema_too_new',
    text: { en: expect.stringContaining('9000_from_the_future') },
  });
  await pool.query("DELETE FROM anlan.migrations WHERE name = '9000_from_the_future'");
});
