import type { Feature, MultiPolygon, Polygon } from 'geojson';
import { text } from '../../../data/text.ts';
import type { CheckContext } from '../context.ts';
import { namesOf, numberOf, referenceTo, textOf } from '../features.ts';
import { partsInside } from '../geometry/area.ts';
import { type Interval, intersectIntervals, mergeIntervals, totalLength } from '../geometry/intervals.ts';
import { messages } from '../messages.ts';
import type { Evidence } from '../types.ts';
import type { FindingDraft, Rule, RuleResult } from './rule.ts';

interface CrossedZone {
  readonly zone: Feature<Polygon | MultiPolygon>;
  readonly inside: readonly Interval[];
}

/**
 * Enters a flood zone after leaving its own. Its own are the zones that hold the start; they overlap where they were
 * mapped for several return periods, and have been left once the route is outside of all of them. Any zone entered from
 * then on, one of its own included, is an error; a bridge exempts nothing, for water that fills the zone stands at its
 * ends. Going through another zone before its own are left, and ending inside them, are warnings: the rule's words do
 * not forbid it, yet nobody should be led deeper in or not out at all. Going through another debris-flow or dam-break
 * zone is an error at any time.
 */
export const ev04: Rule = {
  id: 'EV04',
  title: text('离开后又进入洪水危险区', 'Enters a flood zone after leaving its own'),
  needs: ['flood_zones'],
  needsLength: true,
  check: checkZones,
};

function checkZones(context: CheckContext): RuleResult {
  const { numbers, route, plane, routeSegments, input } = context;
  const crossed: CrossedZone[] = input.features.flood_zones
    .map((zone) => ({ zone, inside: partsInside(plane, route, routeSegments, zone) }))
    .filter(({ inside }) => inside.length > 0);
  const own = crossed.filter(({ inside }) => inside.some((part) => part.from <= numbers.zone_touch_m));
  const start = mergeIntervals(
    own.flatMap(({ inside }) => inside),
    numbers.zone_gap_m,
  ).find((part) => part.from <= numbers.zone_touch_m);
  const leftAt = start?.to ?? 0;
  const others = crossed.filter((candidate) => !own.includes(candidate));

  const findings = [
    ...entries(
      context,
      crossed,
      { from: leftAt, to: route.lengthMetres },
      start === undefined ? 'enters_zone_from_outside' : 'enters_zone',
    ),
    ...entries(context, others.filter(isDeadly), { from: 0, to: leftAt }, 'deadly_zone'),
    ...entries(
      context,
      others.filter((other) => !isDeadly(other)),
      { from: 0, to: leftAt },
      'deeper_zone',
    ),
  ];
  if (start !== undefined && route.lengthMetres - leftAt < numbers.zone_touch_m) {
    findings.push({
      code: 'never_leaves_zone',
      severity: 'warning',
      from_m: 0,
      to_m: route.lengthMetres,
      ids: own.map(({ zone }) => referenceTo('flood_zones', zone)),
      evidence: evidenceOf(own),
      thresholds: ['zone_touch_m', 'zone_gap_m'],
      message: messages.never_leaves_zone({ zones: namesOf(own.map(({ zone }) => zone)) }),
    });
  }
  return { findings, unknowns: [], notes: [] };
}

/** A debris flow or the wave of a broken dam leaves no time to pass through. */
function isDeadly({ zone }: CrossedZone): boolean {
  const kind = textOf(zone, 'kind');
  return kind === 'debris_flow' || kind === 'dam_break';
}

/** One finding for each run inside any of the zones, however many of them overlap there and whatever steps it has. */
function entries(
  context: CheckContext,
  zones: readonly CrossedZone[],
  stretch: Interval,
  code: 'enters_zone' | 'enters_zone_from_outside' | 'deadly_zone' | 'deeper_zone',
): FindingDraft[] {
  const { numbers } = context;
  const inside = intersectIntervals(
    zones.flatMap((crossed) => crossed.inside),
    [stretch],
  );
  return mergeIntervals(inside, numbers.zone_gap_m).flatMap((run) => {
    const metresInside = totalLength(intersectIntervals(inside, [run]));
    if (metresInside < numbers.zone_touch_m) return [];
    const entered = zones.filter((crossed) => totalLength(intersectIntervals(crossed.inside, [run])) > 0);
    const features = entered.map(({ zone }) => zone);
    return [
      {
        code,
        severity: code === 'deeper_zone' ? 'warning' : 'error',
        from_m: run.from,
        to_m: run.to,
        ids: features.map((zone) => referenceTo('flood_zones', zone)),
        evidence: { ...evidenceOf(entered), inside_m: Math.round(metresInside) },
        thresholds: ['zone_touch_m', 'zone_gap_m'],
        message: messages[code]({ zones: namesOf(features), metres: Math.round(metresInside) }),
      },
    ];
  });
}

/** The worst of the zones: the one flooded most often, and the greatest depth known. */
function evidenceOf(zones: readonly CrossedZone[]): Evidence {
  const known = (member: string) => zones.map(({ zone }) => numberOf(zone, member)).filter((value) => value !== null);
  const periods = known('return_period_years');
  const depths = known('depth_m');
  return {
    return_period_years: periods.length > 0 ? Math.min(...periods) : null,
    depth_m: depths.length > 0 ? Math.max(...depths) : null,
  };
}
