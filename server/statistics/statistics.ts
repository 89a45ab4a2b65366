import { chinaDay } from '../../data/china-time.ts';
import type { Database } from '../database/database.ts';
import type { WarningState } from '../evacuation/warnings/types.ts';
import type { Queryable } from '../jobs/job.ts';
import { type RouteCheckTally, tallyRouteChecks } from '../route-checks/read-checks.ts';
import { readWithoutRoute, type WithoutRoute } from '../route-checks/without-route.ts';
import type { WarningService } from '../warnings/warning-service.ts';
import type { RoadLengths } from './road-lengths.ts';

/** The figures of a county, or of one township. Townships are codes; null where a feature names none. */
export interface Statistics {
  readonly at: string;
  /** The calendar's day in China, by which something is overdue. */
  readonly day: string;
  readonly township: string | null;
  readonly townships: readonly { readonly code: string; readonly name: string }[];
  readonly roads: readonly RoadLengths[];
  readonly hazards: readonly HazardTally[];
  /** The longest overdue first; not all where there are many. */
  readonly overdue: readonly OverdueHazard[];
  readonly flood_points: readonly FloodPointTally[];
  readonly shelters: readonly ShelterTally[];
  /** Shelters that are meant to take in more than they hold, or of which that cannot be said. */
  readonly shelter_loads: readonly ShelterLoad[];
  readonly routes: readonly RouteCheckTally[];
  readonly without_route: Pick<WithoutRoute, 'points' | 'people'>;
  readonly closures: readonly Closure[];
  /** Closures that are announced and have not begun. */
  readonly closures_ahead: number;
}

export interface HazardTally {
  readonly township: string | null;
  readonly hazard: string;
  readonly grade: string;
  readonly state: string;
  readonly count: number;
  readonly length_m: number;
  /** Open, and the day of the deadline is over. */
  readonly overdue: number;
  /** Open, without a deadline: whether it is late cannot be said. */
  readonly undated: number;
}

export interface OverdueHazard {
  readonly id: number;
  readonly code: string | null;
  readonly name: string | null;
  readonly road_code: string | null;
  readonly from_m: number | null;
  readonly to_m: number | null;
  readonly hazard: string;
  readonly grade: string;
  readonly state: string;
  readonly township: string | null;
  readonly deadline_on: string;
  readonly days: number;
}

export interface FloodPointTally {
  readonly township: string | null;
  readonly state: WarningState;
  readonly points: number;
  readonly people: number;
}

export interface ShelterTally {
  readonly township: string | null;
  /** Null where it is not known whether people are taken in. */
  readonly state: string | null;
  readonly shelters: number;
  /** Of those of which it is known. */
  readonly capacity: number;
  readonly capacity_unknown: number;
}

export interface ShelterLoad {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly township: string | null;
  readonly state: string | null;
  readonly capacity: number | null;
  /** Of the flood points that name the shelter. */
  readonly people: number;
}

export interface Closure {
  readonly id: number;
  readonly code: string | null;
  readonly name: string | null;
  readonly road_code: string | null;
  readonly from_m: number | null;
  readonly to_m: number | null;
  readonly reason: string;
  readonly township: string | null;
  readonly valid_from: string;
  readonly valid_to: string | null;
}

export interface StatisticsOptions {
  readonly database: Pick<Database, 'pool'>;
  readonly warnings: Pick<WarningService, 'judge'>;
  readonly roadLengths: () => Promise<readonly RoadLengths[]>;
}

const mostListed = 200;

/** @param township only of this one */
export async function readStatistics(
  { database: { pool }, warnings, roadLengths }: StatisticsOptions,
  township: string | undefined,
  at: Date,
): Promise<Statistics> {
  const day = chinaDay(at);
  const { rows: townships } = await pool.query<Statistics['townships'][number]>(
    'SELECT code, name FROM anlan.townships ORDER BY code',
  );
  const isAsked = (row: { readonly township: string | null }) => township === undefined || row.township === township;
  const judged = await warnings.judge();
  const points = new Map<string, { township: string | null; state: WarningState; points: number; people: number }>();
  for (const { point, judgement } of judged.warnings) {
    const key = `${point.township ?? ''} ${judgement.state}`;
    const tally = points.get(key) ?? { township: point.township ?? null, state: judgement.state, points: 0, people: 0 };
    points.set(key, { ...tally, points: tally.points + 1, people: tally.people + point.people });
  }
  const { points: withoutRoute, people } = await readWithoutRoute(pool, township);
  return {
    at: at.toISOString(),
    day,
    township: township ?? null,
    townships,
    roads: (await roadLengths()).filter(isAsked),
    hazards: await readHazards(pool, township, day),
    overdue: await readOverdue(pool, township, day),
    flood_points: [...points.values()].filter(isAsked),
    shelters: await readShelters(pool, township),
    shelter_loads: await readLoads(pool, township),
    routes: (await tallyRouteChecks(pool)).filter(isAsked),
    without_route: { points: withoutRoute, people },
    closures: await readClosures(pool, township, at),
    closures_ahead: await countClosuresAhead(pool, township, at),
  };
}

const isOpen = `state <> 'closed'`;
const ofTownship = '($1::text IS NULL OR township = $1)';

async function readHazards(db: Queryable, township: string | undefined, day: string): Promise<HazardTally[]> {
  const { rows } = await db.query<HazardTally>(
    `SELECT township, hazard, grade, state, count(*)::integer AS count,
       round(sum(ST_Length(geom::geography))::numeric, 1)::float8 AS length_m,
       (count(*) FILTER (WHERE ${isOpen} AND deadline_on < $2::date))::integer AS overdue,
       (count(*) FILTER (WHERE ${isOpen} AND deadline_on IS NULL))::integer AS undated
     FROM anlan.road_hazards WHERE ${ofTownship}
     GROUP BY township, hazard, grade, state ORDER BY township, hazard, grade, state`,
    [township ?? null, day],
  );
  return rows;
}

async function readOverdue(db: Queryable, township: string | undefined, day: string): Promise<OverdueHazard[]> {
  const { rows } = await db.query<OverdueHazard>(
    `SELECT id, code, name, road_code, from_m, to_m, hazard, grade, state, township, deadline_on::text AS deadline_on,
       $2::date - deadline_on AS days
     FROM anlan.road_hazards WHERE ${ofTownship} AND ${isOpen} AND deadline_on < $2::date
     ORDER BY road_hazards.deadline_on, id LIMIT $3`,
    [township ?? null, day, mostListed],
  );
  return rows;
}

async function readShelters(db: Queryable, township: string | undefined): Promise<ShelterTally[]> {
  const { rows } = await db.query<ShelterTally>(
    `SELECT township, state, count(*)::integer AS shelters, coalesce(sum(capacity), 0)::integer AS capacity,
       (count(*) FILTER (WHERE capacity IS NULL))::integer AS capacity_unknown
     FROM anlan.shelters WHERE ${ofTownship} GROUP BY township, state ORDER BY township, state`,
    [township ?? null],
  );
  return rows;
}

async function readLoads(db: Queryable, township: string | undefined): Promise<ShelterLoad[]> {
  const { rows } = await db.query<ShelterLoad>(
    `SELECT * FROM (
       SELECT s.id, s.code, s.name, s.township, s.state, s.capacity,
         coalesce((SELECT sum(p.people) FROM anlan.flood_points AS p WHERE btrim(p.shelter_code) = btrim(s.code)), 0)::integer
           AS people
       FROM anlan.shelters AS s WHERE s.code IS NOT NULL AND ($1::text IS NULL OR s.township = $1)) AS l
     WHERE people > 0 AND (capacity IS NULL OR people > capacity OR state IS DISTINCT FROM 'open')
     ORDER BY people - coalesce(capacity, 0) DESC, id LIMIT $2`,
    [township ?? null, mostListed],
  );
  return rows;
}

async function readClosures(db: Queryable, township: string | undefined, at: Date): Promise<Closure[]> {
  const { rows } = await db.query<Closure>(
    `SELECT id, code, name, road_code, from_m, to_m, reason, township, to_json(valid_from) #>> '{}' AS valid_from,
       to_json(valid_to) #>> '{}' AS valid_to
     FROM anlan.closures WHERE ${ofTownship} AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)
     ORDER BY closures.valid_from DESC, id`,
    [township ?? null, at.toISOString()],
  );
  return rows;
}

async function countClosuresAhead(db: Queryable, township: string | undefined, at: Date): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `SELECT count(*)::integer AS count FROM anlan.closures WHERE ${ofTownship} AND valid_from > $2`,
    [township ?? null, at.toISOString()],
  );
  return rows[0]?.count ?? 0;
}
