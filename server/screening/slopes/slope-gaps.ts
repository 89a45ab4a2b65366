import { at } from '../arrays.ts';
import type { FoundGap, Grade } from '../types.ts';
import { shortestLongest, type Trail, trailAt } from './combined-slopes.ts';
import { type Doubt, doubtfulSlopes, gravest } from './doubtful-slopes.ts';
import { type SlopeContext, speedAt } from './judge-slope.ts';
import type { Run } from './profile.ts';
import type { JudgedRun, Slope } from './slope-finding.ts';

/** What cannot be told of a stretch, and the gravest that it may be where that is more than was found. */
interface OpenStretch {
  readonly reason: 'elevation_void' | 'elevation_error_too_large';
  readonly from: number;
  readonly to: number;
  readonly possible?: Grade;
}

/**
 * Voids, and what they leave open on either side: slopes that end at a void, or where the elevation changes, may be
 * parts of one that is too long, or of one steeper than what either side shows by itself.
 */
export function slopeGaps(context: SlopeContext, runs: readonly Run[], judged: readonly JudgedRun[]): FoundGap[] {
  const { profile, standard } = context;
  const { step } = profile;
  const end = profile.z.length - 1;
  const doubts = doubtfulSlopes(context, runs, judged);
  const gaps: OpenStretch[] = [];
  for (let i = 0; i <= runs.length; i += 1) {
    const before = runs[i - 1];
    const after = runs[i];
    const from = (before?.last ?? 0) * step;
    const to = (after?.first ?? end) * step;
    const isVoid = to > from && Number.isNaN(at(profile.z, before ? before.last + 1 : 0));
    if (!isVoid && !(before && after)) continue;
    const kmh = speedAt(context, (from + to) / 2).kmh;
    const long: Doubt[] = ([1, -1] as const).flatMap((sense) => {
      const left = trailAt('last', judged[i - 1]?.slopes ?? [], sense, standard);
      const right = trailAt('first', judged[i]?.slopes ?? [], sense, standard);
      const share = isVoid ? (to - from) / shortestLongest(kmh, standard) : 0;
      return left.sum + share + right.sum > standard.value('slope.combined_length_limit')
        ? [...untold(left, judged[i - 1]), ...untold(right, judged[i])].map((slope) => ({
            from: slope.from,
            to: slope.to,
            grade: 'general',
          }))
        : [];
    });
    const open = [
      ...long,
      ...doubts.filter(({ within }) => within.to > from - step / 2 && within.from < to + step / 2),
    ];
    if (!isVoid && open.length === 0) continue;
    gaps.push({
      reason: isVoid ? 'elevation_void' : 'elevation_error_too_large',
      from: Math.min(from, ...open.map((slope) => slope.from)),
      to: Math.max(to, ...open.map((slope) => slope.to)),
      ...(open.length > 0 && { possible: gravest(open.map(({ grade }) => grade)) }),
    });
  }
  return joined(gaps).map(({ possible, ...stretch }) => ({
    hazard: 'insufficient_data',
    of: 'steep_slope',
    ...stretch,
    evidence: possible ? { possible_grade: possible } : {},
  }));
}

/** Stretches that lie over one another, as one: a slope may run through several voids. */
function joined(stretches: readonly OpenStretch[]): OpenStretch[] {
  const whole: OpenStretch[] = [];
  for (const one of [...stretches].sort((a, b) => a.from - b.from)) {
    const previous = whole.at(-1);
    if (!previous || one.from >= previous.to) {
      whole.push(one);
      continue;
    }
    const possible = [previous, one].flatMap((stretch) => stretch.possible ?? []);
    whole[whole.length - 1] = {
      reason: one.reason === 'elevation_void' ? one.reason : previous.reason,
      from: previous.from,
      to: Math.max(previous.to, one.to),
      ...(possible.length > 0 && { possible: gravest(possible) }),
    };
  }
  return whole;
}

/** Slopes of a trail that no finding of grade general or worse lies over. */
function untold({ slopes }: Trail, run: JudgedRun | undefined): readonly Slope[] {
  const worse = (run?.found ?? []).filter((one) => one.hazard !== 'insufficient_data' && one.grade !== 'low');
  return slopes.filter(({ from, to }) => !worse.some((one) => one.from <= from && one.to >= to));
}
