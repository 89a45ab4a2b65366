import type { Feature, LineString } from 'geojson';
import { text } from '../../../data/text.ts';
import type { CheckContext } from '../context.ts';
import { nameOf, referenceTo, textOf } from '../features.ts';
import type { Interval } from '../geometry/intervals.ts';
import { besideRoute, type Doubt, offNetworkBeside, type Whereabouts, whereabouts } from '../match/whereabouts.ts';
import { type MessageCode, messages } from '../messages.ts';
import { type Activity, activityOf } from '../time-window.ts';
import type { Severity } from '../types.ts';
import type { FindingDraft, Rule, RuleResult } from './rule.ts';

/**
 * Uses a closed section, by section and time window and never by crossing geometry: the bridge over a closed road stays
 * open. A closure that holds at any time of the check's window counts. No closure in the county is an answer, not a gap:
 * closures are entered when they happen. That nobody has given any is a gap.
 */
export const ev03: Rule = {
  id: 'EV03',
  title: text('使用已封闭路段', 'Uses a closed road section'),
  needs: ['roads'],
  reads: ['closures'],
  needsLength: true,
  check: checkClosures,
};

function checkClosures(context: CheckContext): RuleResult {
  const findings = context.input.features.closures.flatMap((closure) => {
    const activity = activityOf(closure, context.window);
    return activity === 'inactive' ? [] : checkClosure(context, closure, activity);
  });
  const { coverage, notGiven } = context.input;
  const unused =
    coverage.closures || notGiven?.includes('closures')
      ? []
      : [{ code: 'no_closures' as const, message: messages.no_closures(), ids: [] }];
  return { findings, unknowns: [], notes: unused };
}

const codeOfDoubt = {
  which_road: 'closure_perhaps_used',
  contradiction: 'closure_contradicts',
  not_on_a_road: 'closure_not_placed',
} as const satisfies Record<Doubt, MessageCode>;

function checkClosure(
  context: CheckContext,
  closure: Feature<LineString>,
  activity: Exclude<Activity, 'inactive'>,
): FindingDraft[] {
  const where = whereabouts(context, closure, 'all_of_it');
  const finding = (part: Interval, severity: Severity, code: ClosureCode) =>
    draft(closure, where, part, severity, code);
  const found = [
    ...where.certain.map((part) =>
      activity === 'active'
        ? finding(part, 'error', 'closed_section')
        : finding(part, 'unknown', 'closure_window_unreadable'),
    ),
    ...where.doubtful.map(({ part, doubt }) => finding(part, 'unknown', codeOfDoubt[doubt])),
  ];
  if (found.length > 0) return found;
  if (where.placement.by === 'nothing') {
    return besideRoute(context, where.placement, 'near').map((part) => finding(part, 'unknown', 'closure_not_placed'));
  }
  return offNetworkBeside(context, where.placement.parts).map((part) =>
    finding(part, 'unknown', 'closure_beside_path'),
  );
}

type ClosureCode = 'closed_section' | 'closure_window_unreadable' | 'closure_beside_path' | (typeof codeOfDoubt)[Doubt];

function draft(
  closure: Feature<LineString>,
  where: Whereabouts,
  part: Interval,
  severity: Severity,
  code: ClosureCode,
): FindingDraft {
  const metres = Math.round(part.to - part.from);
  return {
    code,
    severity,
    from_m: part.from,
    to_m: part.to,
    ids: [referenceTo('closures', closure)],
    evidence: {
      placed_by: where.placement.by,
      reason: textOf(closure, 'reason'),
      road_code: textOf(closure, 'road_code'),
      segment_code: textOf(closure, 'segment_code'),
      valid_from: shown(closure.properties?.valid_from),
      valid_to: shown(closure.properties?.valid_to),
    },
    thresholds: code === 'closed_section' ? ['use_min_m', 'match_distance_m'] : ['match_distance_m', 'corridor_m'],
    message: messages[code]({ closure: nameOf(closure), metres }),
  };
}

function shown(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return value instanceof Date && Number.isFinite(value.getTime()) ? value.toISOString() : String(value);
}
