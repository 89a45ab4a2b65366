import type { StandardRow } from '../../../data/standards/row.ts';
import { at } from '../arrays.ts';
import { round } from '../bends/detect.ts';
import { type Standard, threshold } from '../standard.ts';
import type { ElevationSampler, Found, Grade } from '../types.ts';
import { allDescents, type DescentRule, type Stretch } from './descent-search.ts';
import { evenHeights } from './even-heights.ts';
import type { GradeError } from './grade-error.ts';
import type { Profile, Run } from './profile.ts';

interface GradedRule extends DescentRule {
  readonly grade: Grade;
  readonly meanRow: StandardRow;
  readonly extentRow: StandardRow;
  /** Shortest length the rule can be met over, which the elevation must carry. */
  readonly shortest: number;
}

/** The rules, worst first. A drop at a mean grade takes at least drop / (the steepest a road goes, 20 %). */
const steepestRoad = 0.2;

function rulesOf(standard: Standard): GradedRule[] {
  const rule = (grade: Grade, mean: string, extent: string, strict: boolean): GradedRule => {
    const meanRow = standard.row(`descent.${mean}`);
    const extentRow = standard.row(`descent.${extent}`);
    const slope = meanRow.value / 100;
    return extent.endsWith('drop_m')
      ? { grade, slope, strict, drop: extentRow.value, meanRow, extentRow, shortest: extentRow.value / steepestRoad }
      : { grade, slope, strict, length: extentRow.value, meanRow, extentRow, shortest: extentRow.value };
  };
  return [
    rule('major', 'major_mean_grade_pct', 'major_drop_m', true),
    rule('considerable', 'considerable_mean_grade_pct', 'considerable_drop_m', true),
    rule('considerable', 'considerable_mean_grade_pct', 'considerable_length_m', true),
    rule('general', 'general_mean_grade_pct', 'general_length_m', false),
    rule('low', 'low_mean_grade_pct', 'low_length_m', false),
  ];
}

/**
 * 长大下坡 of one run of heights, in both directions, on its stretches of even grade. Each rule is searched exactly,
 * worst first, in what worse rules have left.
 */
export function detectLongDescents(
  profile: Profile,
  run: Run,
  elevation: ElevationSampler,
  error: GradeError,
  standard: Standard,
): Found[] {
  const { step } = profile;
  const limit = standard.row('descent.standard_error_limit_pct');
  const length = (run.last - run.first) * step;
  const rules = rulesOf(standard);
  const shortest = Math.min(...rules.map((rule) => rule.shortest));
  if (length < shortest) return [];
  const carried = rules.filter((rule) => error(rule.shortest) <= limit.value);
  const found: Found[] = [];
  const heights = mayDescend(profile, run, elevation, carried) ? evenHeights(profile, run, elevation) : undefined;
  for (const direction of ['increasing', 'decreasing'] as const) {
    if (!heights) break;
    const falling = direction === 'increasing' ? heights : heights.slice().reverse();
    for (const { stretch, rule } of descentsOf(falling, step, carried)) {
      const a = direction === 'increasing' ? run.first + stretch.first : run.last - stretch.last;
      const b = direction === 'increasing' ? run.first + stretch.last : run.last - stretch.first;
      const drop = at(falling, stretch.first) - at(falling, stretch.last);
      const metres = (stretch.last - stretch.first) * step;
      found.push({
        hazard: 'long_descent',
        grade: rule.grade,
        from: a * step,
        to: b * step,
        direction,
        evidence: {
          mean_grade_pct: round((100 * drop) / metres, 2),
          mean_grade_error_pct: round(error(metres), 2),
          drop_m: round(drop, 1),
          length_m: Math.round(metres),
          threshold_pct: rule.meanRow.value,
          threshold: threshold(rule.meanRow),
          extent_threshold: threshold(rule.extentRow),
        },
      });
    }
  }
  if (carried.length < rules.length) {
    found.push({
      hazard: 'insufficient_data',
      of: 'long_descent',
      reason: 'elevation_error_too_large',
      from: run.first * step,
      to: run.last * step,
      evidence: {
        mean_grade_error_pct: round(error(shortest), 2),
        over_m: Math.round(shortest),
        cell_m: elevation.cellSizeMetres,
        height_rmse_m: elevation.verticalRmseMetres,
        threshold: threshold(limit),
      },
    });
  }
  return found;
}

/** Most roads have not enough height between their highest and lowest place for any descent. */
function mayDescend({ z }: Profile, run: Run, elevation: ElevationSampler, rules: readonly GradedRule[]): boolean {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (let k = run.first; k <= run.last; k += 1) {
    lowest = Math.min(lowest, at(z, k));
    highest = Math.max(highest, at(z, k));
  }
  const least = Math.min(...rules.map(({ slope, length, drop }) => drop ?? slope * (length ?? 0)));
  return highest - lowest + 2 * elevation.verticalRmseMetres >= least;
}

function descentsOf(
  z: Float64Array,
  step: number,
  rules: readonly GradedRule[],
): Array<{ stretch: Stretch; rule: GradedRule }> {
  const found: Array<{ stretch: Stretch; rule: GradedRule }> = [];
  let left: Stretch[] = [{ first: 0, last: z.length - 1 }];
  for (const rule of rules) {
    const remaining: Stretch[] = [];
    for (const part of left) {
      let place = part.first;
      for (const stretch of allDescents(z, step, part, rule)) {
        found.push({ stretch, rule });
        if (stretch.first > place) remaining.push({ first: place, last: stretch.first });
        place = stretch.last;
      }
      if (part.last > place) remaining.push({ first: place, last: part.last });
    }
    left = remaining;
  }
  return found;
}
