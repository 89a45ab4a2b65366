import { type Alignment, pieceAt } from '../alignment/types.ts';
import type { GradedBend } from '../bends/detect.ts';
import { type DesignSpeed, designSpeed } from '../road-properties.ts';
import { type Standard, threshold } from '../standard.ts';
import type { Found, FoundGap, FoundHazard, Grade as HazardGrade } from '../types.ts';
import { combined } from './combined-slopes.ts';
import { carryingLength, type GradeError, gradeErrorOf } from './grade-error.ts';
import type { Profile, Run } from './profile.ts';
import { type Grade, segmentRun } from './segment.ts';
import { type Slope, slopeFinding } from './slope-finding.ts';
import { type JudgedRun, slopeGaps } from './slope-gaps.ts';

/** 陡坡 of a continuous road: stretches of even grade against the maximum grade and the longest lengths. */
export function detectSteepSlopes(
  alignment: Alignment,
  profile: Profile,
  runs: readonly Run[],
  bends: readonly GradedBend[],
  standard: Standard,
): Found[] {
  const judged = runs.map((run) =>
    run.last > run.first ? judgeRun(alignment, profile, run, bends, standard) : { slopes: [], found: [] },
  );
  return [...judged.flatMap(({ found }) => found), ...slopeGaps(alignment, profile, runs, judged, standard)];
}

/** One run of heights by itself. */
function judgeRun(
  alignment: Alignment,
  profile: Profile,
  run: Run,
  bends: readonly GradedBend[],
  standard: Standard,
): JudgedRun {
  const { step } = profile;
  const { accuracy } = run;
  const error = gradeErrorOf(accuracy, standard);
  const carried = carryingLength(error, standard.value('slope.standard_error_limit_pct'));
  const speedAt = (place: number): DesignSpeed => designSpeed(pieceAt(alignment, place).attributes, standard);
  const leastAt = (place: number): number => standard.atSpeed('slope.minimum_length_m', speedAt(place).kmh)?.value ?? 0;
  const runLength = (run.last - run.first) * step;
  const gap = (from: number, to: number): FoundGap => ({
    hazard: 'insufficient_data',
    of: 'steep_slope',
    reason: 'elevation_error_too_large',
    from,
    to,
    evidence: {
      least_judged_length_m: Math.round(carried),
      minimum_slope_length_m: leastAt((from + to) / 2),
      cell_m: accuracy.cellSizeMetres,
      height_rmse_m: accuracy.verticalRmseMetres,
      threshold: threshold(standard.row('slope.standard_error_limit_pct')),
    },
  });
  if (runLength < carried && leastAt(run.first * step) < carried) {
    return { slopes: [], found: [gap(run.first * step, run.last * step)] };
  }
  const grades = segmentRun(profile, run, {
    leastLength: (sample) => Math.max(leastAt(sample * step), carried),
    noise: Math.max(0.1, accuracy.verticalRmseMetres),
    correlation: Math.max(1, accuracy.cellSizeMetres / step),
  });
  const slopes = grades.map((grade) => judged(grade, step, speedAt, error, bends, standard));
  const tooLong = combined(slopes, standard);
  // What may exceed the maximum on a stretch that is too long anyway adds nothing to it.
  const alone = exceeding(slopes).filter(
    ({ grade, from, to }) => grade !== 'low' || !tooLong.some((one) => one.from <= from && one.to >= to),
  );
  const found = [...alone, ...tooLong];
  const unjudged = carried > leastAt(run.first * step) ? uncovered(run.first * step, run.last * step, found) : [];
  return { slopes, found: [...found, ...unjudged.map(([from, to]) => gap(from, to))] };
}

function judged(
  { first, last, slope }: Grade,
  step: number,
  speedAt: (place: number) => DesignSpeed,
  errorOf: GradeError,
  bends: readonly GradedBend[],
  standard: Standard,
): Slope {
  const from = first * step;
  const to = last * step;
  const speed = speedAt((from + to) / 2);
  const percent = slope * 100;
  const error = errorOf(to - from);
  const row = standard.atSpeed('slope.maximum_grade_pct', speed.kmh);
  const steep = Math.abs(percent);
  let grade: HazardGrade | undefined;
  if (row && steep > row.value) {
    const sharp = bends.some(
      (one) => (one.grade === 'major' || one.grade === 'considerable') && one.bend.from < to && one.bend.to > from,
    );
    grade = sharp || steep >= row.value + standard.value('slope.major_excess_pct') ? 'major' : 'considerable';
  } else if (row && steep + error >= row.value) grade = 'low';
  return { from, to, percent, error, speed, level: grade && row && { grade, row } };
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

function uncovered(from: number, to: number, found: readonly FoundHazard[]): Array<[number, number]> {
  const stretches: Array<[number, number]> = [];
  let place = from;
  for (const one of [...found].sort((a, b) => a.from - b.from)) {
    if (one.from > place) stretches.push([place, one.from]);
    place = Math.max(place, one.to);
  }
  if (to > place) stretches.push([place, to]);
  return stretches;
}
