import { routeCheckNumbers, routeCheckRowsWith } from '../../data/standards/route-check.ts';
import { instantOf } from './time-window.ts';
import type { RouteCheckInput } from './types.ts';

const dayMilliseconds = 24 * 3600 * 1000;

/**
 * The first moment after the time of a check at which its answer may be another one though nothing was edited: a closure
 * begins or ends, near the route or where other ways lead, or its drill runs out. Null where nothing does.
 */
export function holdsUntil({ route, at, features, county, standards }: RouteCheckInput): Date | null {
  const from = at instanceof Date ? at : at.from;
  const moments = [...features.closures, ...(county?.closures ?? [])].flatMap(({ properties }) => [
    instantOf(properties?.valid_from, Number.NaN),
    // Both ends of a window are included: it is over a moment later.
    (instantOf(properties?.valid_to, Number.NaN) ?? Number.NaN) + 1,
  ]);
  const drilled: unknown = route.properties?.drilled_on;
  if (typeof drilled === 'string') {
    const { drill_valid_d: days } = routeCheckNumbers(routeCheckRowsWith(standards));
    moments.push(Date.parse(`${drilled}T00:00:00Z`) + (days + 1) * dayMilliseconds);
  }
  const next = Math.min(...moments.filter((moment): moment is number => moment !== null && moment > from.getTime()));
  return Number.isFinite(next) ? new Date(next) : null;
}
