import { at } from '../arrays.ts';
import type { Found, FoundGap } from '../types.ts';
import { shortestLongest, type Trail, trailAt } from './combined-slopes.ts';
import { type SlopeContext, speedAt } from './judge-slope.ts';
import type { Run } from './profile.ts';
import type { Slope } from './slope-finding.ts';

export interface JudgedRun {
  readonly slopes: readonly Slope[];
  readonly found: readonly Found[];
}

/**
 * Voids, and what they leave open on either side: slopes that end at a void, or where the elevation changes, and are
 * within the longest length as far as they are known may be parts of one that is not.
 */
export function slopeGaps(context: SlopeContext, runs: readonly Run[], judged: readonly JudgedRun[]): FoundGap[] {
  const { profile, standard } = context;
  const { step } = profile;
  const end = profile.z.length - 1;
  const gaps: FoundGap[] = [];
  for (let i = 0; i <= runs.length; i += 1) {
    const before = runs[i - 1];
    const after = runs[i];
    const from = (before?.last ?? 0) * step;
    const to = (after?.first ?? end) * step;
    const isVoid = to > from && Number.isNaN(at(profile.z, before ? before.last + 1 : 0));
    if (!isVoid && !(before && after)) continue;
    const speed = speedAt(context, (from + to) / 2).kmh;
    const open = ([1, -1] as const).flatMap((sense) => {
      const left = trailAt('last', judged[i - 1]?.slopes ?? [], sense, standard);
      const right = trailAt('first', judged[i]?.slopes ?? [], sense, standard);
      const share = isVoid ? (to - from) / shortestLongest(speed, standard) : 0;
      return left.sum + share + right.sum > standard.value('slope.combined_length_limit')
        ? [...untold(left, judged[i - 1]), ...untold(right, judged[i])]
        : [];
    });
    if (!isVoid && open.length === 0) continue;
    gaps.push({
      hazard: 'insufficient_data',
      of: 'steep_slope',
      reason: isVoid ? 'elevation_void' : 'elevation_error_too_large',
      from: Math.min(from, ...open.map((slope) => slope.from)),
      to: Math.max(to, ...open.map((slope) => slope.to)),
      evidence: open.length > 0 ? { possible_grade: 'general' } : {},
    });
  }
  return gaps;
}

/** Slopes of a trail that no finding of grade general or worse lies over. */
function untold({ slopes }: Trail, run: JudgedRun | undefined): readonly Slope[] {
  const worse = (run?.found ?? []).filter((one) => one.hazard !== 'insufficient_data' && one.grade !== 'low');
  return slopes.filter(({ from, to }) => !worse.some((one) => one.from <= from && one.to >= to));
}
