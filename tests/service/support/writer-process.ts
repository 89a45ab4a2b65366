import { openDatabase } from '../../../server/database/connect.ts';

// Stores 1, 2, 3, ... in its own statements and says each number only after the database has acknowledged it.
const [dataFolder = ''] = process.argv.slice(2);
const database = await openDatabase({ dataFolder, onProgress: ({ en }) => console.log(en) });
await database.pool.query('CREATE TABLE IF NOT EXISTS public.written (n integer NOT NULL)');
const { rows } = await database.pool.query<{ last: number }>('SELECT coalesce(max(n), 0) AS last FROM public.written');
for (let n = (rows[0]?.last ?? 0) + 1; ; n += 1) {
  await database.pool.query('INSERT INTO public.written VALUES ($1)', [n]);
  console.log(n);
}
