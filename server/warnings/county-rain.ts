import type pg from 'pg';
import type { WarningNumbers } from '../../data/standards/warnings.ts';
import type { LonLat, PlacedGauge } from '../evacuation/warnings/speak.ts';
import { readThresholds } from '../evacuation/warnings/thresholds.ts';
import type { Reading, Thresholds } from '../evacuation/warnings/types.ts';
import { hourMs } from '../evacuation/warnings/windows.ts';

type Queryable = Pick<pg.ClientBase, 'query'>;

export interface FloodPoint {
  readonly id: number;
  readonly code: string | undefined;
  readonly name: string;
  readonly township: string | undefined;
  readonly people: number;
  readonly thresholds: Thresholds;
  readonly place: LonLat;
}

export interface RainGauge extends PlacedGauge {
  readonly name: string | undefined;
  readonly staleAfterMs: number;
  readonly demo: boolean;
  /** In no order. */
  readonly readings: readonly Reading[];
}

export interface CountyRain {
  readonly points: readonly FloodPoint[];
  /** Those in use. */
  readonly gauges: readonly RainGauge[];
  readonly assigned: ReadonlyMap<string, ReadonlySet<string>>;
}

/** No window is longer. */
const longestWindowMs = 24 * hourMs;

/** Everything that the judgement of all flood points from a moment on needs, in four queries. */
export async function readCountyRain(db: Queryable, fromMs: number, numbers: WarningNumbers): Promise<CountyRain> {
  const points = await readPoints(db);
  const gauges = await db.query<GaugeRow>(
    `SELECT id, code, name, stale_after_min, demo, ST_X(geom) AS x, ST_Y(geom) AS y
     FROM anlan.rain_gauges WHERE active ORDER BY code`,
  );
  const staleMs = (row: GaugeRow) => (row.stale_after_min ?? numbers.stale_after_min) * 60_000;
  const since = fromMs - longestWindowMs - Math.max(0, ...gauges.rows.map(staleMs));
  const readings = await readReadings(db, since);
  const assigned = await db.query<{ point: string; gauge: string }>(
    `SELECT flood_point_code AS point, g.code AS gauge
     FROM anlan.rain_gauge_points JOIN anlan.rain_gauges AS g ON g.id = gauge_id`,
  );
  return {
    points,
    gauges: gauges.rows.map((row) => ({
      code: row.code,
      name: row.name ?? undefined,
      staleAfterMs: staleMs(row),
      demo: row.demo,
      place: [row.x, row.y],
      readings: readings.get(row.id) ?? [],
    })),
    assigned: assigned.rows.reduce((map, { point, gauge }) => {
      map.set(point, (map.get(point) ?? new Set<string>()).add(gauge));
      return map;
    }, new Map<string, Set<string>>()),
  };
}

/** In the order of their ids. */
export async function readPoints(db: Queryable): Promise<readonly FloodPoint[]> {
  const { rows } = await db.query<PointRow>(
    `SELECT id, code, name, township, people, prepare_1h_mm, prepare_3h_mm, prepare_6h_mm, prepare_24h_mm,
       evacuate_1h_mm, evacuate_3h_mm, evacuate_6h_mm, evacuate_24h_mm, ST_X(geom) AS x, ST_Y(geom) AS y
     FROM anlan.flood_points ORDER BY id`,
  );
  return rows.map(({ id, code, name, township, people, x, y, ...members }) => ({
    id,
    code: code ?? undefined,
    name,
    township: township ?? undefined,
    people,
    thresholds: readThresholds(members),
    place: [x, y],
  }));
}

interface PointRow extends Readonly<Record<string, unknown>> {
  readonly id: number;
  readonly code: string | null;
  readonly name: string;
  readonly township: string | null;
  readonly people: number;
  readonly x: number;
  readonly y: number;
}

interface GaugeRow {
  readonly id: number;
  readonly code: string;
  readonly name: string | null;
  readonly stale_after_min: number | null;
  readonly demo: boolean;
  readonly x: number;
  readonly y: number;
}

/** The readings since, and of each gauge at least its last one: that it is old is another thing than that there is none. */
async function readReadings(db: Queryable, sinceMs: number): Promise<Map<number, Reading[]>> {
  const { rows } = await db.query<{ gauge_id: number; starts: number; ends: number; rain_mm: number }>(
    `SELECT g.id AS gauge_id, extract(epoch FROM r.starts_at)::float8 * 1000 AS starts,
       extract(epoch FROM r.ends_at)::float8 * 1000 AS ends, r.rain_mm
     FROM anlan.rain_gauges AS g CROSS JOIN LATERAL (
       SELECT starts_at, ends_at, rain_mm FROM anlan.rain_readings WHERE gauge_id = g.id AND ends_at > $1::timestamptz
       UNION ALL
       (SELECT starts_at, ends_at, rain_mm FROM anlan.rain_readings WHERE gauge_id = g.id AND ends_at <= $1::timestamptz
        ORDER BY ends_at DESC LIMIT 1)) AS r
     WHERE g.active`,
    [new Date(sinceMs).toISOString()],
  );
  const byGauge = new Map<number, Reading[]>();
  for (const { gauge_id: id, starts, ends, rain_mm: rainMm } of rows) {
    const reading = { startMs: Math.round(starts), endMs: Math.round(ends), rainMm };
    const list = byGauge.get(id);
    if (list) list.push(reading);
    else byGauge.set(id, [reading]);
  }
  return byGauge;
}
