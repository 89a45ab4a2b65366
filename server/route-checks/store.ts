import type { Text } from '../../data/text.ts';
import type { Queryable } from '../jobs/job.ts';
import { formatPosition } from '../layers/history/feed.ts';
import type { CheckedRoute } from './checker.ts';

/** A route whose check is due, and how often it had been marked when that was read. */
export interface DueRoute {
  readonly id: number;
  readonly marks: number;
}

/** Gives every stored route a row, as yet unchecked, and takes the rows of routes that are gone away. */
export async function coverRoutes(db: Queryable): Promise<void> {
  await db.query(
    `INSERT INTO anlan.route_checks (route_id) SELECT id FROM anlan.evacuation_routes ON CONFLICT (route_id) DO NOTHING`,
  );
  await db.query(
    'DELETE FROM anlan.route_checks AS c WHERE NOT EXISTS (SELECT FROM anlan.evacuation_routes AS r WHERE r.id = c.route_id)',
  );
}

/** Routes that exist, in the order of their ids. */
export async function dueRoutes(
  db: Queryable,
  {
    after,
    limit,
    staleOnly,
    ids,
  }: { after: number; limit: number; staleOnly: boolean; ids?: readonly number[] | undefined },
): Promise<DueRoute[]> {
  const { rows } = await db.query<DueRoute>(
    `SELECT c.route_id AS id, c.marks FROM anlan.route_checks AS c JOIN anlan.evacuation_routes AS r ON r.id = c.route_id
     WHERE c.route_id > $1 AND (NOT $3 OR c.stale_since IS NOT NULL) AND ($4::bigint[] IS NULL OR c.route_id = ANY($4))
     ORDER BY c.route_id LIMIT $2`,
    [after, limit, staleOnly, ids ?? null],
  );
  return rows;
}

export async function countDue(
  db: Queryable,
  { staleOnly, ids }: { staleOnly: boolean; ids?: readonly number[] | undefined },
): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `SELECT count(*)::integer AS count FROM anlan.route_checks AS c JOIN anlan.evacuation_routes AS r ON r.id = c.route_id
     WHERE (NOT $1 OR c.stale_since IS NOT NULL) AND ($2::bigint[] IS NULL OR c.route_id = ANY($2))`,
    [staleOnly, ids ?? null],
  );
  return rows[0]?.count ?? 0;
}

/** What was found, or why nothing could be. Stays stale where the route was marked again meanwhile. */
export async function storeCheck(
  db: Queryable,
  { id, marks }: DueRoute,
  version: number,
  outcome: CheckedRoute | { readonly problem: { readonly code: string; readonly detail: Text } },
): Promise<void> {
  const checked = 'report' in outcome ? outcome : null;
  const problem = 'problem' in outcome ? outcome.problem : null;
  await db.query(
    `UPDATE anlan.route_checks SET verdict = $3, report = $4::jsonb, problem = $5::jsonb, route_version = $6, position = $7,
       elevation = $8, holds_until = $9, checked_at = now(),
       stale_since = CASE WHEN marks = $2 THEN NULL ELSE stale_since END,
       stale_because = CASE WHEN marks = $2 THEN '{}' ELSE stale_because END
     WHERE route_id = $1`,
    [
      id,
      marks,
      checked?.report.verdict ?? null,
      checked && JSON.stringify(checked.report),
      problem && JSON.stringify(problem),
      version,
      checked && formatPosition(checked.position),
      checked?.elevation ?? null,
      checked?.holdsUntil ?? null,
    ],
  );
}

/** Marks routes as stale for a reason. @returns how many of them were not so before */
export async function markStale(db: Queryable, ids: readonly number[], because: string): Promise<number> {
  if (ids.length === 0) return 0;
  const { rows } = await db.query<{ fresh: boolean }>(
    `UPDATE anlan.route_checks AS c SET marks = c.marks + 1, stale_since = coalesce(c.stale_since, now()),
       stale_because = CASE WHEN $2 = ANY(c.stale_because) THEN c.stale_because ELSE c.stale_because || $2 END
     FROM (SELECT route_id, stale_since IS NULL AS fresh FROM anlan.route_checks WHERE route_id = ANY($1::bigint[]) FOR UPDATE) AS b
     WHERE b.route_id = c.route_id RETURNING b.fresh`,
    [ids, because],
  );
  return rows.filter(({ fresh }) => fresh).length;
}
