import type { StandardRow } from '../../../data/standards/row.ts';
import { type Alignment, pieceAt } from '../alignment/types.ts';
import { type GradedBend, round, speedEvidence } from '../bends/detect.ts';
import { type DesignSpeed, designSpeed } from '../road-properties.ts';
import { type Standard, threshold } from '../standard.ts';
import type { Found, FoundGap, FoundHazard, Grade as HazardGrade } from '../types.ts';
import { carryingLength, type GradeError, gradeErrorOf } from './grade-error.ts';
import type { Profile, Run } from './profile.ts';
import { type Grade, segmentRun } from './segment.ts';

interface Slope {
  readonly from: number;
  readonly to: number;
  /** Percent, positive uphill along the alignment. */
  readonly percent: number;
  readonly error: number;
  readonly speed: DesignSpeed;
  readonly level: { grade: HazardGrade; row: StandardRow } | undefined;
}

/** 陡坡: stretches of even grade of one run of heights against the maximum grade and the longest lengths. */
export function detectSteepSlopes(
  alignment: Alignment,
  profile: Profile,
  run: Run,
  bends: readonly GradedBend[],
  standard: Standard,
): Found[] {
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
  if (runLength < carried && leastAt(run.first * step) < carried) return [gap(run.first * step, run.last * step)];
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
  return [...found, ...unjudged.map(([from, to]) => gap(from, to))];
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
    if (level) found.push(toFound(group, level.grade, level.row, {}));
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

/** Consecutive slopes whose lengths, each as a share of the longest allowed for its grade, add up beyond the limit. */
function combined(slopes: readonly Slope[], standard: Standard): FoundHazard[] {
  const limit = standard.row('slope.combined_length_limit');
  const found: FoundHazard[] = [];
  let group: Slope[] = [];
  let sum = 0;
  const close = (): void => {
    const covered = group.every(({ level }) => level && level.grade !== 'low');
    if (sum > limit.value && !covered)
      found.push(toFound(group, 'general', limit, { length_ratio_sum: round(sum, 2) }));
    group = [];
    sum = 0;
  };
  for (const slope of slopes) {
    const longest = longestLength(slope, standard);
    if (longest === undefined || (group[0]?.percent ?? slope.percent) * slope.percent <= 0) close();
    if (longest === undefined) continue;
    group.push(slope);
    sum += (slope.to - slope.from) / longest;
  }
  close();
  return found;
}

/** Longest length allowed for the grade, between two rows in proportion; none below the gentlest row. */
function longestLength({ percent, speed }: Slope, standard: Standard): number | undefined {
  const rows = longestRows(standard, speed.kmh);
  const steep = Math.abs(percent);
  const after = rows.findIndex((row) => row.percent >= steep);
  if (after === -1) return rows.at(-1)?.metres;
  const upper = rows[after];
  const lower = rows[after - 1];
  if (!upper) return undefined;
  if (!lower) return upper.percent === steep ? upper.metres : undefined;
  return lower.metres + ((upper.metres - lower.metres) * (steep - lower.percent)) / (upper.percent - lower.percent);
}

function longestRows(standard: Standard, speedKmh: number): Array<{ percent: number; metres: number }> {
  const column = standard.atSpeed('slope.maximum_grade_pct', speedKmh)?.id.split('@')[1];
  const rows: Array<{ percent: number; metres: number }> = [];
  for (let percent = 3; percent <= 10; percent += 1) {
    const row = standard.find(`slope.longest_m@${column}/${percent}`);
    if (row) rows.push({ percent, metres: row.value });
  }
  return rows;
}

function toFound(
  group: readonly Slope[],
  grade: HazardGrade,
  row: StandardRow,
  more: Record<string, unknown>,
): FoundHazard {
  const first = group[0] as Slope;
  const last = group[group.length - 1] as Slope;
  const length = last.to - first.from;
  const mean = group.reduce((sum, { percent, from, to }) => sum + percent * (to - from), 0) / length;
  return {
    hazard: 'steep_slope',
    grade,
    from: first.from,
    to: last.to,
    direction: mean < 0 ? 'increasing' : 'decreasing',
    evidence: {
      grade_pct: round(Math.abs(mean), 2),
      grade_error_pct: round(Math.max(...group.map(({ error }) => error)), 2),
      length_m: Math.round(length),
      ...(row.unit === '%' && { threshold_pct: row.value }),
      threshold: threshold(row),
      ...speedEvidence(first.speed),
      ...more,
      profile: group.map(({ from, to, percent }) => ({
        length_m: Math.round(to - from),
        grade_pct: round(percent, 2),
      })),
    },
  };
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
