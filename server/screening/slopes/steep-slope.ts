import type { Alignment } from '../alignment/types.ts';
import type { GradedBend } from '../bends/detect.ts';
import { designSpeed } from '../road-properties.ts';
import { type Standard, threshold } from '../standard.ts';
import type { Found, FoundGap, FoundHazard } from '../types.ts';
import { combined } from './combined-slopes.ts';
import { carryingLength, gradeErrorOf } from './grade-error.ts';
import { judgeSlope, leastLength, type SlopeContext, speedAt } from './judge-slope.ts';
import type { Profile, Run } from './profile.ts';
import { segmentRun } from './segment.ts';
import { type JudgedRun, type Slope, slopeFinding } from './slope-finding.ts';
import { slopeGaps } from './slope-gaps.ts';
import { uncovered, type WeakStretch, weakStretches } from './unjudged.ts';

/** 陡坡 of a continuous road: stretches of even grade against the maximum grade and the longest lengths. */
export function detectSteepSlopes(
  alignment: Alignment,
  profile: Profile,
  runs: readonly Run[],
  bends: readonly GradedBend[],
  standard: Standard,
): Found[] {
  const context: SlopeContext = { alignment, profile, bends, standard };
  const judged = runs.map((run) => (run.last > run.first ? judgeRun(run, context) : { slopes: [], found: [] }));
  return [...judged.flatMap(({ found }) => found), ...slopeGaps(context, runs, judged)];
}

/** One run of heights by itself. */
function judgeRun(run: Run, context: SlopeContext): JudgedRun {
  const { alignment, profile, standard } = context;
  const { step } = profile;
  const { accuracy } = run;
  const error = gradeErrorOf(accuracy, standard);
  const carried = carryingLength(error, standard.value('slope.standard_error_limit_pct'));
  const from = run.first * step;
  const to = run.last * step;
  const weak = weakStretches(alignment, from, to, carried, ({ attributes }) =>
    leastLength(context, designSpeed(attributes, standard)),
  );
  const gap = (stretch: WeakStretch): FoundGap => ({
    hazard: 'insufficient_data',
    of: 'steep_slope',
    reason: 'elevation_error_too_large',
    from: stretch.from,
    to: stretch.to,
    evidence: {
      least_judged_length_m: Math.round(carried),
      minimum_slope_length_m: stretch.least,
      cell_m: accuracy.cellSizeMetres,
      height_rmse_m: accuracy.verticalRmseMetres,
      threshold: threshold(standard.row('slope.standard_error_limit_pct')),
    },
  });
  const weakMetres = weak.reduce((sum, stretch) => sum + stretch.to - stretch.from, 0);
  if (to - from < carried && weakMetres > to - from - step / 2) return { slopes: [], found: weak.map(gap) };
  const grades = segmentRun(profile, run, {
    leastLength: (sample) => Math.max(leastLength(context, speedAt(context, sample * step)), carried),
    noise: Math.max(0.1, accuracy.verticalRmseMetres),
    correlation: Math.max(1, accuracy.cellSizeMetres / step),
  });
  const slopes = grades.map((grade) => judgeSlope(grade, error, context));
  const tooLong = combined(slopes, standard);
  // What may exceed the maximum on a stretch that is too long anyway adds nothing to it.
  const alone = exceeding(slopes).filter(
    (one) => one.grade !== 'low' || !tooLong.some((long) => long.from <= one.from && long.to >= one.to),
  );
  const found = [...alone, ...tooLong];
  return { slopes, found: [...found, ...uncovered(weak, found).map(gap)] };
}

/** One finding for neighbouring stretches of one grade of hazard that go the same way. */
function exceeding(slopes: readonly Slope[]): FoundHazard[] {
  const found: FoundHazard[] = [];
  let group: Slope[] = [];
  const close = (): void => {
    const level = group[0]?.level;
    if (level) found.push(slopeFinding(group, level.grade, level.row, {}));
    group = [];
  };
  for (const slope of slopes) {
    const previous = group.at(-1);
    const same =
      previous?.level?.grade === slope.level?.grade &&
      previous?.level?.row.id === slope.level?.row.id &&
      (previous?.percent ?? 0) * slope.percent > 0;
    if (!same) close();
    if (slope.level) group.push(slope);
  }
  close();
  return found;
}
