import type { Text } from '../../data/text.ts';
import type { RouteCheckReport, Severity } from '../evacuation/index.ts';
import type { RouteStanding } from './card.ts';
import type { ReadStandings } from './read-sources.ts';

interface StandingRow {
  readonly id: number;
  readonly verdict: RouteStanding['verdict'] | null;
  readonly stale: boolean;
  readonly problem: { readonly detail: Text } | null;
  readonly rules: RouteCheckReport['rules'] | null;
}

/** Enough to know what to look at; the check itself lists all. */
const mostReasons = 3;

/** What the last checks of routes said, and whether they still hold. Routes that were never checked are left out. */
export const readStandings: ReadStandings = async (db, routeIds) => {
  const { rows } = await db.query<StandingRow>(
    `SELECT r.id, c.verdict, c.problem, c.report -> 'rules' AS rules,
       c.stale_since IS NOT NULL OR c.holds_until <= now() IS TRUE OR c.route_version IS DISTINCT FROM r.version AS stale
     FROM anlan.evacuation_routes AS r JOIN anlan.route_checks AS c ON c.route_id = r.id
     WHERE r.id = ANY($1::bigint[]) AND (c.verdict IS NOT NULL OR c.problem IS NOT NULL)`,
    [routeIds],
  );
  return new Map(rows.map((row) => [Number(row.id), standingOf(row)]));
};

function standingOf({ verdict, stale, problem, rules }: StandingRow): RouteStanding {
  if (problem) return { verdict: 'unknown', stale, reasons: [problem.detail] };
  const severity: Severity = verdict === 'fail' ? 'error' : 'unknown';
  const reasons = (rules ?? []).filter((rule) => rule.severity === severity).flatMap((rule) => rule.reasons);
  return { verdict: verdict ?? 'unknown', stale, reasons: reasons.slice(0, mostReasons).map(({ message }) => message) };
}
