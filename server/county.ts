import type pg from 'pg';
import { z } from 'zod';

type Queryable = Pick<pg.ClientBase, 'query'>;

const countySchema = z.object({
  name: z.object({ zh: z.string(), en: z.string() }),
  /** The fictional county that comes with the service. */
  demo: z.boolean(),
});

/** Whose data this is. */
export type County = z.infer<typeof countySchema>;

/** Undefined until somebody has said it. */
export async function readCounty(db: Queryable): Promise<County | undefined> {
  const { rows } = await db.query<{ value: unknown }>(`SELECT value FROM anlan.settings WHERE key = 'county'`);
  return rows[0] && countySchema.parse(rows[0].value);
}

export async function writeCounty(db: Queryable, county: County): Promise<void> {
  await db.query(
    `INSERT INTO anlan.settings (key, value) VALUES ('county', $1::jsonb)
     ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value`,
    [JSON.stringify(county)],
  );
}
