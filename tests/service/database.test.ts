import { expect, test } from 'vitest';
import { withTransaction } from '../../server/database/transaction.ts';
import { testDatabase } from '../setup/service.ts';

const db = testDatabase();

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

test('concurrent increments under FOR UPDATE are all kept', async () => {
  const { pool } = db.database;
  await pool.query('CREATE TABLE public.counters (id integer PRIMARY KEY, n integer NOT NULL)');
  await pool.query('INSERT INTO public.counters VALUES (1, 0)');
  const increment = () =>
    withTransaction(pool, async (client) => {
      const { rows } = await client.query<{ n: number }>('SELECT n FROM public.counters WHERE id = 1 FOR UPDATE');
      await client.query('UPDATE public.counters SET n = $1 WHERE id = 1', [(rows[0]?.n ?? 0) + 1]);
    });
  await Promise.all(Array.from({ length: 20 }, increment));
  const { rows } = await pool.query('SELECT n FROM public.counters');
  expect(rows).toEqual([{ n: 20 }]);
});
