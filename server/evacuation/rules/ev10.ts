import { type EvacuationNumberId, evacuationNumbers } from '../../../data/standards/evacuation.ts';
import { text } from '../../../data/text.ts';
import type { CheckContext } from '../context.ts';
import { nameOf, numberOf, referenceTo } from '../features.ts';
import { messages } from '../messages.ts';
import { travelSeconds } from '../travel-time.ts';
import { nothing, type Rule, type RuleResult } from './rule.ts';
import { unknownEnd } from './unknown-ends.ts';

const travelNumbers = [
  'foot_top_speed_kmh',
  'foot_grade_decay',
  'foot_best_grade',
  'foot_grade_limit_pct',
  'vehicle_speed_share',
  'vehicle_free_grade_pct',
  'vehicle_loss_per_pct',
  'vehicle_least_speed_kmh',
  'vehicle_grade_limit_pct',
] as const satisfies readonly EvacuationNumberId[];

/** Whether travel times depend on a number of evacuation planning. */
export function isTravelNumber(id: EvacuationNumberId): boolean {
  return travelNumbers.some((own) => own === id);
}

/**
 * Travel time longer than the lead time of the flood point's warning. What is not known of grades, ground and mode makes
 * the time a range: an error where its shortest time is too long, a pass where its longest is short enough.
 */
export const ev10: Rule = {
  id: 'EV10',
  title: text('转移用时超过预见期', 'Takes longer than the warning’s lead time'),
  needs: ['flood_points'],
  needsLength: true,
  check: checkTime,
};

function checkTime(context: CheckContext): RuleResult {
  const { point } = context.ends;
  if (point.found === 'nothing') return { ...nothing, unknowns: unknownEnd(context, 'point') };
  const { feature } = point;
  const lead = numberOf(feature, 'lead_time_min');
  if (lead === null || lead < 0) {
    const ids = [referenceTo('flood_points', feature)];
    const message = messages.lead_time_missing({ point: nameOf(feature) });
    return { ...nothing, unknowns: [{ code: 'lead_time_missing', message, ids }] };
  }
  const { fastest, slowest } = travelSeconds(context, evacuationNumbers());
  if (slowest <= lead * 60) return nothing;
  const isSure = fastest > lead * 60;
  const from = Math.floor(fastest / 60);
  const to = Number.isFinite(slowest) ? Math.ceil(slowest / 60) : null;
  return {
    ...nothing,
    findings: [
      {
        code: isSure ? 'slower_than_warning' : 'perhaps_slower_than_warning',
        severity: isSure ? 'error' : 'unknown',
        from_m: 0,
        to_m: context.route.lengthMetres,
        ids: [referenceTo('flood_points', feature)],
        evidence: {
          lead_time_min: lead,
          fastest_min: oneDecimal(fastest / 60),
          slowest_min: to === null ? null : oneDecimal(slowest / 60),
          mode: context.movement.mode,
        },
        thresholds: ['route_profile_step_m', ...travelNumbers],
        message: isSure
          ? messages.slower_than_warning({ minutes: Math.max(from, 1), lead })
          : messages.perhaps_slower_than_warning({ from, to, lead }),
      },
    ],
  };
}

function oneDecimal(value: number): number {
  return Math.round(value * 10) / 10;
}
