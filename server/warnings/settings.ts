import type pg from 'pg';
import { z } from 'zod';
import { type WarningNumbers, warningNumbers } from '../../data/standards/warnings.ts';

type Queryable = Pick<pg.ClientBase, 'query'>;

/** What a county may set for itself; the rest stands in the standards. */
export const warningSettingsSchema = z.strictObject({
  stale_after_min: z.number().positive().max(1440).optional(),
  gauge_reach_m: z.number().positive().max(100_000).optional(),
});

export type WarningSettings = z.infer<typeof warningSettingsSchema>;

const key = 'warnings';

export async function readWarningNumbers(db: Queryable): Promise<WarningNumbers> {
  const { rows } = await db.query<{ value: unknown }>('SELECT value FROM anlan.settings WHERE key = $1', [key]);
  const own = warningSettingsSchema.parse(rows[0]?.value ?? {});
  const standard = warningNumbers();
  return {
    ...standard,
    stale_after_min: own.stale_after_min ?? standard.stale_after_min,
    gauge_reach_m: own.gauge_reach_m ?? standard.gauge_reach_m,
  };
}

/** Members that are not given stay as they are. */
export async function writeWarningSettings(db: Queryable, settings: WarningSettings): Promise<void> {
  await db.query(
    `INSERT INTO anlan.settings (key, value) VALUES ($1, $2::jsonb)
     ON CONFLICT (key) DO UPDATE SET value = anlan.settings.value || EXCLUDED.value`,
    [key, JSON.stringify(settings)],
  );
}
