import type pg from 'pg';
import { text } from '../../data/text.ts';
import type { LonLat } from '../evacuation/warnings/speak.ts';
import { type Fault, ProblemError } from '../problems.ts';

type Queryable = Pick<pg.ClientBase, 'query'>;

export interface GaugeInput {
  readonly code: string;
  readonly name: string | undefined;
  readonly place: LonLat;
  readonly staleAfterMin: number | undefined;
  readonly active: boolean;
  readonly demo: boolean;
  /** Codes of the flood points it speaks for, in place of those it is nearest to. */
  readonly floodPoints: readonly string[];
}

/** Each gauge as a GeoJSON Feature, in the order of their codes. */
export async function readGauges(db: Queryable): Promise<readonly unknown[]> {
  const { rows } = await db.query<{ feature: unknown }>(
    `SELECT json_build_object('type', 'Feature', 'id', g.code, 'geometry', ST_AsGeoJSON(g.geom, 9)::json, 'properties',
       json_build_object('code', g.code, 'name', g.name, 'stale_after_min', g.stale_after_min, 'active', g.active,
         'demo', g.demo, 'last_reading', to_json(r.ends_at), 'last_mm', r.rain_mm,
         'last_minutes', extract(epoch FROM r.ends_at - r.starts_at)::float8 / 60,
         'flood_points', (SELECT coalesce(json_agg(flood_point_code ORDER BY flood_point_code), '[]')
           FROM anlan.rain_gauge_points WHERE gauge_id = g.id))) AS feature
     FROM anlan.rain_gauges AS g LEFT JOIN LATERAL (SELECT starts_at, ends_at, rain_mm FROM anlan.rain_readings
       WHERE gauge_id = g.id ORDER BY ends_at DESC, starts_at DESC LIMIT 1) AS r ON true
     ORDER BY g.code`,
  );
  return rows.map(({ feature }) => feature);
}

/**
 * Stores gauges, those that are there already anew; within an open transaction.
 *
 * @throws ProblemError `invalid_gauges` where one names a flood point that is not there
 */
export async function saveGauges(client: Queryable, gauges: readonly GaugeInput[]): Promise<void> {
  const named = [...new Set(gauges.flatMap(({ floodPoints }) => floodPoints))];
  const { rows } = await client.query<{ code: string }>(
    'SELECT code FROM anlan.flood_points WHERE code = ANY($1::text[])',
    [named],
  );
  const known = new Set(rows.map(({ code }) => code));
  const faults = gauges.flatMap(({ floodPoints }, index) =>
    floodPoints.flatMap((code) => (known.has(code) ? [] : [unknownPoint(index + 1, code)])),
  );
  if (faults.length > 0) throw invalidGauges(faults);
  const { rows: saved } = await client.query<{ id: number; code: string }>(
    `INSERT INTO anlan.rain_gauges (code, name, stale_after_min, active, demo, geom)
     SELECT code, name, stale_after_min, active, demo, ST_SetSRID(ST_MakePoint(x, y), 4326)
     FROM jsonb_to_recordset($1::jsonb) AS g(code text, name text, stale_after_min float8, active boolean, demo boolean,
       x float8, y float8)
     ON CONFLICT (code) DO UPDATE SET name = EXCLUDED.name, stale_after_min = EXCLUDED.stale_after_min,
       active = EXCLUDED.active, demo = EXCLUDED.demo, geom = EXCLUDED.geom, updated_at = now()
     RETURNING id, code`,
    [
      JSON.stringify(
        gauges.map(({ code, name, place, staleAfterMin, active, demo }) => ({
          code,
          name: name ?? null,
          stale_after_min: staleAfterMin ?? null,
          active,
          demo,
          x: place[0],
          y: place[1],
        })),
      ),
    ],
  );
  const ids = new Map(saved.map(({ id, code }) => [code, id]));
  await client.query('DELETE FROM anlan.rain_gauge_points WHERE gauge_id = ANY($1::bigint[])', [[...ids.values()]]);
  const pairs = gauges.flatMap(({ code, floodPoints }) =>
    [...new Set(floodPoints)].map((point) => ({ gauge: ids.get(code), point })),
  );
  if (pairs.length > 0) {
    await client.query(
      `INSERT INTO anlan.rain_gauge_points (gauge_id, flood_point_code)
       SELECT gauge, point FROM jsonb_to_recordset($1::jsonb) AS p(gauge bigint, point text)`,
      [JSON.stringify(pairs)],
    );
  }
}

/** Takes a gauge out; one with readings goes out of use instead. @throws ProblemError `unknown_gauge` */
export async function removeGauge(client: Queryable, code: string): Promise<void> {
  const { rows } = await client.query<{ id: number; used: boolean }>(
    `SELECT id, EXISTS (SELECT FROM anlan.rain_readings WHERE gauge_id = id) AS used
     FROM anlan.rain_gauges WHERE code = $1 FOR UPDATE`,
    [code],
  );
  const [row] = rows;
  if (!row) throw unknownGauge(code);
  const sql = row.used
    ? 'UPDATE anlan.rain_gauges SET active = false, updated_at = now() WHERE id = $1'
    : 'DELETE FROM anlan.rain_gauges WHERE id = $1';
  await client.query(sql, [row.id]);
}

export function unknownGauge(code: string): ProblemError {
  return new ProblemError('unknown_gauge', text(`没有雨量站“${code}”。`, `There is no gauge "${code}".`));
}

export function invalidGauges(faults: readonly Fault[]): ProblemError {
  return new ProblemError(
    'invalid_gauges',
    text(
      `雨量站有 ${faults.length} 处问题，未保存任何内容。`,
      `The gauges have ${faults.length} faults; nothing was stored.`,
    ),
    { faults: faults.slice(0, 100), faultCount: faults.length, counted: 'gauge' },
  );
}

function unknownPoint(feature: number, code: string): Fault {
  return {
    feature,
    member: 'flood_points',
    code: 'unknown_flood_point',
    reason: text(`没有编号为“${code}”的山洪灾害点`, `there is no flood point with the code "${code}"`),
  };
}
