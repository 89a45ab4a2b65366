import type { Text } from '../../data/text.ts';
import type { Outcome, RouteCheckReport, RuleId, Severity, Verdict } from '../evacuation/index.ts';
import type { Queryable } from '../jobs/job.ts';
import type { Bbox } from '../layers/query.ts';

export const routeCheckStates = ['fail', 'unknown', 'warn', 'pass', 'unchecked', 'problem'] as const;
export type RouteCheckState = (typeof routeCheckStates)[number];

export interface RouteCheckSelection {
  readonly verdicts?: readonly RouteCheckState[] | undefined;
  readonly stale?: boolean | undefined;
  /** Violated or unknown in the result. */
  readonly rule?: RuleId | undefined;
  /** The code of a township; empty: of routes that name none. */
  readonly township?: string | undefined;
}

/** What is known of one route, without its report. */
export interface RouteCheckEntry {
  readonly route_id: number;
  readonly code: string | null;
  readonly name: string | null;
  readonly flood_point_code: string | null;
  readonly shelter_code: string | null;
  readonly people: number | null;
  readonly mode: string | null;
  readonly township: string | null;
  readonly bbox: Bbox;
  /** The verdict of the last check; `unchecked` before the first, `problem` where the route could not be checked. */
  readonly verdict: Verdict | 'unchecked' | 'problem';
  /** Something the check depends on has changed since: the verdict may no longer hold. */
  readonly stale: boolean;
  readonly stale_since: string | null;
  readonly stale_because: readonly string[];
  readonly checked_at: string | null;
  readonly problem: { readonly code: string; readonly detail: Text } | null;
  /** Rules that did not pass. */
  readonly rules: readonly { readonly rule: RuleId; readonly outcome: Outcome; readonly severity: Severity }[];
}

export interface RouteCheckDetail extends RouteCheckEntry {
  readonly report: RouteCheckReport | null;
}

// A route that somebody changed a moment ago is stale before the follower has come to it.
const source = `SELECT r.id AS route_id, r.code, r.name, r.flood_point_code, r.shelter_code, r.people, r.mode, r.township,
    json_build_array(ST_XMin(r.geom), ST_YMin(r.geom), ST_XMax(r.geom), ST_YMax(r.geom)) AS bbox,
    CASE WHEN c.problem IS NOT NULL THEN 'problem' ELSE coalesce(c.verdict, 'unchecked') END AS verdict,
    c.route_id IS NULL OR c.stale_since IS NOT NULL OR c.holds_until <= now() IS TRUE
      OR c.route_version IS DISTINCT FROM r.version AS stale,
    to_json(c.stale_since) #>> '{}' AS stale_since,
    coalesce(c.stale_because, '{unchecked}') AS stale_because, to_json(c.checked_at) #>> '{}' AS checked_at, c.problem, c.report
  FROM anlan.evacuation_routes AS r LEFT JOIN anlan.route_checks AS c ON c.route_id = r.id`;

const members = `route_id, code, name, flood_point_code, shelter_code, people, mode, township, bbox, verdict, stale,
  CASE WHEN stale THEN stale_since END AS stale_since, CASE WHEN stale THEN stale_because ELSE '{}' END AS stale_because,
  checked_at, problem,
  coalesce((SELECT json_agg(json_build_object('rule', e -> 'rule', 'outcome', e -> 'outcome', 'severity', e -> 'severity'))
    FROM jsonb_array_elements(report -> 'rules') AS e WHERE e ->> 'outcome' <> 'pass'), '[]') AS rules`;

const here = `($4::text IS NULL OR coalesce(township, '') = $4)`;

const where = `($1::text[] IS NULL OR verdict = ANY($1)) AND ($2::boolean IS NULL OR stale = $2)
  AND ($3::text IS NULL OR EXISTS (SELECT FROM jsonb_array_elements(report -> 'rules') AS e
    WHERE e ->> 'rule' = $3 AND e ->> 'outcome' <> 'pass'))
  AND ${here}`;

export async function readRouteChecks(
  db: Queryable,
  selection: RouteCheckSelection,
  after: number,
  limit: number,
): Promise<{ entries: RouteCheckEntry[]; next: number | undefined }> {
  const { rows } = await db.query<RouteCheckEntry>(
    `SELECT ${members} FROM (${source}) AS s WHERE ${where} AND route_id > $5 ORDER BY route_id LIMIT $6`,
    [...valuesOf(selection), after, limit + 1],
  );
  const entries = rows.slice(0, limit);
  return { entries, next: rows.length > limit ? entries.at(-1)?.route_id : undefined };
}

/** How many routes of the county, or of the township asked for, are in each state, and how many of them stale. */
export interface RouteCheckCounts {
  readonly matched: number;
  readonly verdicts: Readonly<Record<RouteCheckState, number>>;
  readonly stale: number;
}

export async function countRouteChecks(db: Queryable, selection: RouteCheckSelection): Promise<RouteCheckCounts> {
  const { rows } = await db.query<{ verdict: RouteCheckState; stale: boolean; matched: number; count: number }>(
    `SELECT verdict, stale, count(*)::integer AS count, (count(*) FILTER (WHERE ${where}))::integer AS matched
     FROM (${source}) AS s WHERE ${here} GROUP BY verdict, stale`,
    valuesOf(selection),
  );
  const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + of(row), 0);
  const verdicts = Object.fromEntries(
    routeCheckStates.map((state) => [state, sum(({ verdict, count }) => (verdict === state ? count : 0))]),
  ) as Record<RouteCheckState, number>;
  return {
    matched: sum(({ matched }) => matched),
    verdicts,
    stale: sum(({ stale, count }) => (stale ? count : 0)),
  };
}

/** Routes of one township in one state. */
export interface RouteCheckTally {
  readonly township: string | null;
  readonly verdict: RouteCheckState;
  readonly stale: boolean;
  readonly routes: number;
}

export async function tallyRouteChecks(db: Queryable): Promise<readonly RouteCheckTally[]> {
  const { rows } = await db.query<RouteCheckTally>(
    `SELECT township, verdict, stale, count(*)::integer AS routes FROM (${source}) AS s
     GROUP BY township, verdict, stale ORDER BY township, verdict, stale`,
  );
  return rows;
}

export async function readRouteCheck(db: Queryable, routeId: number): Promise<RouteCheckDetail | undefined> {
  const { rows } = await db.query<RouteCheckDetail>(
    `SELECT ${members}, report FROM (${source}) AS s WHERE route_id = $1`,
    [routeId],
  );
  return rows[0];
}

function valuesOf({ verdicts, stale, rule, township }: RouteCheckSelection): unknown[] {
  return [verdicts ?? null, stale ?? null, rule ?? null, township ?? null];
}
