import type { StandardRow } from '../../../data/standards/row.ts';
import { at } from '../arrays.ts';
import { round } from '../bends/detect.ts';
import { type Standard, threshold } from '../standard.ts';
import type { Direction, Found, FoundGap, FoundHazard } from '../types.ts';
import { boundVoids } from './descent-bounds.ts';
import { possibleDescents } from './descent-doubt.ts';
import { type GradedRule, rulesOf } from './descent-rules.ts';
import { type Descent, descentsByRules } from './descent-search.ts';
import { gradeErrorOf, roundError } from './grade-error.ts';
import { boundedHeights, isWhole, type Known, knownHeights, reversed, sureHeights } from './known-heights.ts';
import type { Profile, Run, Stretch } from './profile.ts';

/**
 * 长大下坡 of a continuous road, in both directions, on its stretches of even grade. Each rule is searched exactly,
 * worst first, in what worse rules have left. A mean grade is that between two known heights, whatever lies between
 * them. Where unknown heights could make a descent, or a graver one, that is told beside what is known.
 */
export function detectLongDescents(
  profile: Profile,
  runs: readonly Run[],
  voids: readonly Stretch[],
  standard: Standard,
): Found[] {
  const { step } = profile;
  const limit = standard.row('descent.standard_error_limit_pct');
  const rules = rulesOf(standard);
  const shortest = Math.min(...rules.map((rule) => rule.shortest));
  const count = profile.z.length;
  const uncertain = voids.map(({ first, last }): Uncertain => ({ first, last, possible: -1 }));
  const gapOf = (one: Uncertain): FoundGap => uncertainGap(one, voids, step, rules);
  if (runs.length === 0 || (count - 1) * step < shortest) return uncertain.map(gapOf);
  const carried = runs.map(({ accuracy }) => {
    const error = gradeErrorOf(accuracy, standard);
    return rules.map((rule) => error(rule.shortest) <= limit.value);
  });
  const carries = (run: number, rule: number): boolean => carried[run]?.[rule] ?? false;
  const found: FoundHazard[] = [];
  const steepest = standard.value('slope.steepest_road_pct') / 100;
  if (mayDescend(profile, runs, steepest * step, rules)) {
    const known = knownHeights(profile, runs, carries);
    for (const direction of ['increasing', 'decreasing'] as const) {
      const seen = direction === 'increasing' ? known : reversed(known);
      const descents = descentsByRules((rule) => sureHeights(seen, rule), step, rules);
      const possible = isWhole(seen, rules)
        ? undefined
        : possibleDescents(count, rules, boundedHeights(seen, steepest * step));
      found.push(...descents.map((one) => toFound(seen, direction, one, rules, possible, standard)));
      if (possible) uncertain.push(...doubts(seen, descents, possible, rules, direction));
    }
  }
  return [
    ...found,
    ...joined(uncertain).map(gapOf),
    ...runs.flatMap((run, index) =>
      rules.every((_, rule) => carries(index, rule)) ? [] : [errorGap(run, step, shortest, limit, standard)],
    ),
  ];
}

/** Most roads have not enough height between their highest and lowest place for any descent. */
function mayDescend({ z }: Profile, runs: readonly Run[], rise: number, rules: readonly GradedRule[]): boolean {
  const high = z.slice();
  const low = z.slice();
  if (z.some(Number.isNaN)) boundVoids(high, low, rise);
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < z.length; k += 1) {
    lowest = Math.min(lowest, at(low, k));
    highest = Math.max(highest, at(high, k));
  }
  const rmse = Math.max(...runs.map(({ accuracy }) => accuracy.verticalRmseMetres));
  const least = Math.min(...rules.map(({ slope, length, drop }) => drop ?? slope * (length ?? 0)));
  return highest - lowest + 2 * rmse >= least;
}

/** Samples first to last, as the road is drawn, and the worst rule a descent there might satisfy; -1 for none. */
interface Uncertain extends Stretch {
  readonly possible: number;
}

/** Stretches of known heights over which a graver descent is possible than was found. */
function doubts(
  { runOf, carries }: Known,
  descents: readonly Descent[],
  possible: Int32Array,
  rules: readonly GradedRule[],
  direction: Direction,
): Uncertain[] {
  const count = possible.length;
  const told = new Int32Array(count).fill(rules.length);
  for (const { stretch, rule } of descents) told.fill(rule, stretch.first, stretch.last + 1);
  const doubt = possible.map((rule, k) => {
    const graver = rule >= 0 && rules[rule]?.grade !== rules[at(told, k)]?.grade && rule < at(told, k);
    return graver && carries(at(runOf, k), rule) ? rule : -1;
  });
  const found: Uncertain[] = [];
  let first = 0;
  for (let k = 1; k <= count; k += 1) {
    if (k < count && doubt[k] === doubt[first]) continue;
    const rule = at(doubt, first);
    if (rule >= 0) {
      found.push(
        direction === 'increasing'
          ? { first, last: k - 1, possible: rule }
          : { first: count - k, last: count - 1 - first, possible: rule },
      );
    }
    first = k;
  }
  return found;
}

/** Stretches that touch, as one. */
function joined(stretches: readonly Uncertain[]): Uncertain[] {
  const whole: Uncertain[] = [];
  for (const one of [...stretches].sort((a, b) => a.first - b.first)) {
    const previous = whole.at(-1);
    if (!previous || one.first > previous.last) {
      whole.push(one);
      continue;
    }
    const known = [previous.possible, one.possible].filter((rule) => rule >= 0);
    whole[whole.length - 1] = {
      first: previous.first,
      last: Math.max(previous.last, one.last),
      possible: known.length > 0 ? Math.min(...known) : -1,
    };
  }
  return whole;
}

function toFound(
  known: Known,
  direction: Direction,
  { stretch: { first, last }, rule: index }: Descent,
  rules: readonly GradedRule[],
  possible: Int32Array | undefined,
  standard: Standard,
): FoundHazard {
  const { step, heights, runOf, runs } = known;
  const rule = rules[index] as GradedRule;
  const ends = direction === 'increasing' ? [first, last] : [heights.length - 1 - last, heights.length - 1 - first];
  const [from = 0, to = 0] = ends.map((k) => k * step);
  const drop = at(heights, first) - at(heights, last);
  const metres = (last - first) * step;
  const within = runOf.subarray(first, last + 1);
  const crossed = runs.filter((_, run) => within.includes(run));
  const unknown = within.reduce((count, run) => count + (run === -1 ? 1 : 0), 0);
  const graver = possible?.subarray(first, last + 1).reduce((worst, k) => (k >= 0 ? Math.min(worst, k) : worst), index);
  const possibleGrade = rules[graver ?? index]?.grade;
  return {
    hazard: 'long_descent',
    grade: rule.grade,
    from,
    to,
    direction,
    evidence: {
      mean_grade_pct: round((100 * drop) / metres, 2),
      mean_grade_error_pct: roundError(
        Math.max(...crossed.map(({ accuracy }) => gradeErrorOf(accuracy, standard)(metres))),
      ),
      drop_m: round(drop, 1),
      length_m: Math.round(metres),
      ...(unknown > 0 && { without_elevation_m: Math.round(unknown * step) }),
      ...(possibleGrade !== rule.grade && { possible_grade: possibleGrade }),
      threshold_pct: rule.meanRow.value,
      threshold: threshold(rule.meanRow),
      extent_threshold: threshold(rule.extentRow),
    },
  };
}

function uncertainGap(
  { first, last, possible }: Uncertain,
  voids: readonly Stretch[],
  step: number,
  rules: readonly GradedRule[],
): FoundGap {
  const besideVoid = voids.some((one) => one.first <= last && one.last >= first);
  return {
    hazard: 'insufficient_data',
    of: 'long_descent',
    reason: besideVoid ? 'elevation_void' : 'elevation_error_too_large',
    from: first * step,
    to: last * step,
    evidence: possible >= 0 ? { possible_grade: rules[possible]?.grade } : {},
  };
}

function errorGap(
  { first, last, accuracy }: Run,
  step: number,
  shortest: number,
  limit: StandardRow,
  standard: Standard,
): FoundGap {
  return {
    hazard: 'insufficient_data',
    of: 'long_descent',
    reason: 'elevation_error_too_large',
    from: first * step,
    to: last * step,
    evidence: {
      mean_grade_error_pct: roundError(gradeErrorOf(accuracy, standard)(shortest)),
      over_m: Math.round(shortest),
      cell_m: accuracy.cellSizeMetres,
      height_rmse_m: accuracy.verticalRmseMetres,
      threshold: threshold(limit),
    },
  };
}
