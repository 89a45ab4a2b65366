import type pg from 'pg';
import type { TimeInterval } from '../layers/query.ts';
import { unknownGauge } from './gauges.ts';

type Queryable = Pick<pg.ClientBase, 'query'>;

interface Selection {
  readonly gauge: string | undefined;
  /** Readings that end within it. */
  readonly interval: TimeInterval | undefined;
  readonly limit: number;
}

/** The latest readings first, with whoever entered them and what they said before a correction. @throws ProblemError `unknown_gauge` */
export async function readStoredReadings(
  db: Queryable,
  { gauge, interval, limit }: Selection,
): Promise<readonly unknown[]> {
  if (gauge !== undefined) {
    const { rowCount } = await db.query('SELECT FROM anlan.rain_gauges WHERE code = $1', [gauge]);
    if (rowCount === 0) throw unknownGauge(gauge.slice(0, 64));
  }
  const { rows } = await db.query<{ reading: unknown }>(
    `SELECT json_build_object('gauge', g.code, 'start', to_json(r.starts_at), 'end', to_json(r.ends_at),
       'rain_mm', r.rain_mm, 'source', r.source, 'user_name', r.user_name, 'received_at', to_json(r.received_at),
       'corrections', (SELECT coalesce(json_agg(json_build_object('before_mm', c.before_mm, 'after_mm', c.after_mm,
           'user_name', c.user_name, 'at', to_json(c.corrected_at)) ORDER BY c.id), '[]')
         FROM anlan.rain_corrections AS c
         WHERE c.gauge_id = r.gauge_id AND c.ends_at = r.ends_at AND c.starts_at = r.starts_at)) AS reading
     FROM anlan.rain_readings AS r JOIN anlan.rain_gauges AS g ON g.id = r.gauge_id
     WHERE ($1::text IS NULL OR g.code = $1) AND ($2::timestamptz IS NULL OR r.ends_at >= $2)
       AND ($3::timestamptz IS NULL OR r.ends_at <= $3)
     ORDER BY r.ends_at DESC, g.code, r.starts_at DESC LIMIT $4`,
    [gauge ?? null, interval?.from ?? null, interval?.to ?? null, limit],
  );
  return rows.map(({ reading }) => reading);
}
