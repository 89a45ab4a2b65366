import { at } from '../arrays.ts';
import type { Found, Grade as HazardGrade } from '../types.ts';
import { carryingLength, gradeErrorOf } from './grade-error.ts';
import { judgeSlope, leastLength, type SlopeContext, speedAt } from './judge-slope.ts';
import type { Run } from './profile.ts';
import { type SegmentOptions, segmentRun } from './segment.ts';
import type { JudgedRun, Slope } from './slope-finding.ts';

/** Known ground, in metres along the alignment, that may be part of a slope of a grade graver than was found there. */
export interface Doubt {
  readonly from: number;
  readonly to: number;
  readonly grade: HazardGrade;
}

/** Doubt of a slope, and the whole slope: it runs into the voids that lie within it. */
export interface DoubtfulSlope extends Doubt {
  readonly within: { readonly from: number; readonly to: number };
}

/** From the mildest. */
const grades: readonly HazardGrade[] = ['low', 'general', 'considerable', 'major'];

/** Two cuts may lie this many samples apart and be of one change of grade. */
const sameCutSamples = 4;
/** Samples from knot to knot: what is shorter shows no grade. */
const leastSamples = 2;

export function gravest(among: readonly HazardGrade[]): HazardGrade {
  return among.reduce((worst, grade) => (grades.indexOf(grade) > grades.indexOf(worst) ? grade : worst), 'low');
}

/**
 * Slopes that voids hide parts of. What is left of one on either side may be shorter than a slope can be, so that by
 * itself it dissolves in its neighbours. Two suppositions show it: that the road goes straight from one side of the
 * void to the other, and that what lies beside a void goes on into it.
 */
export function doubtfulSlopes(
  context: SlopeContext,
  runs: readonly Run[],
  judged: readonly JudgedRun[],
): DoubtfulSlope[] {
  const { step, z } = context.profile;
  const through = slopesThrough(context, runs, judged);
  const into = slopesInto(context, runs, judged);
  if (through.length + into.length === 0) return [];
  const told = toldBySample(z.length, step, judged);
  const doubtOf = (slope: Slope, ignored: number): DoubtfulSlope[] => {
    const grade = slope.level?.grade;
    if (grade === undefined) return [];
    const rank = grades.indexOf(grade) + 1;
    let first = -1;
    let last = -1;
    let count = 0;
    for (let k = Math.ceil(slope.from / step - 1e-6); k <= slope.to / step + 1e-6; k += 1) {
      if (Number.isNaN(at(z, k)) || (told[k] ?? 0) >= rank) continue;
      if (first === -1) first = k;
      last = k;
      count += 1;
    }
    if (count <= ignored) return [];
    return [{ from: first * step, to: last * step, grade, within: { from: slope.from, to: slope.to } }];
  };
  return [
    ...through.flatMap((slope) => doubtOf(slope, sameCutSamples)),
    ...into.flatMap((slope) => doubtOf(slope, leastSamples - 1)),
  ];
}

/** For each sample the rank of the gravest slope found over it, 0 for none. */
function toldBySample(count: number, step: number, judged: readonly JudgedRun[]): Int8Array {
  const told = new Int8Array(count);
  const fill = (one: Found): void => {
    if (one.hazard === 'insufficient_data') return;
    const rank = grades.indexOf(one.grade) + 1;
    for (let k = Math.ceil(one.from / step - 1e-6); k <= one.to / step + 1e-6; k += 1) {
      told[k] = Math.max(told[k] ?? 0, rank);
    }
  };
  for (const { found } of judged) found.forEach(fill);
  return told;
}

function optionsFor(
  context: SlopeContext,
  offset: number,
  accuracy: Run['accuracy'],
): SegmentOptions & { carried: number } {
  const { profile, standard } = context;
  const { step } = profile;
  const carried = carryingLength(gradeErrorOf(accuracy, standard), standard.value('slope.standard_error_limit_pct'));
  return {
    carried,
    leastLength: (sample) => Math.max(leastLength(context, speedAt(context, (offset + sample) * step)), carried),
    noise: Math.max(0.1, accuracy.verticalRmseMetres),
    correlation: Math.max(1, accuracy.cellSizeMetres / step),
  };
}

/**
 * The road goes straight over each void: slopes of what is then one run, from the last slope before a void to the first
 * after it. Runs that are one slope, or too short for any, are passed through to the next void.
 */
function slopesThrough(context: SlopeContext, runs: readonly Run[], judged: readonly JudgedRun[]): Slope[] {
  const { profile, standard } = context;
  const { step } = profile;
  const slopes: Slope[] = [];
  let begin = 0;
  while (begin < runs.length - 1) {
    let end = begin + 1;
    while (end < runs.length - 1 && (judged[end]?.slopes.length ?? 0) <= 1) end += 1;
    const first = sampleOf(judged[begin]?.slopes.at(-1)?.from, step) ?? (runs[begin] as Run).first;
    const last = sampleOf(judged[end]?.slopes[0]?.to, step) ?? (runs[end] as Run).last;
    const passed = runs.slice(begin, end + 1).map(({ accuracy }) => accuracy);
    const accuracy = {
      cellSizeMetres: Math.max(...passed.map(({ cellSizeMetres }) => cellSizeMetres)),
      verticalRmseMetres: Math.max(...passed.map(({ verticalRmseMetres }) => verticalRmseMetres)),
    };
    const z = straightOverVoids(profile.z.subarray(first, last + 1));
    // The slopes cut off by the ends of the window go on beyond it.
    const segments = segmentRun(
      { z, step },
      { first: 0, last: last - first },
      { ...optionsFor(context, first, accuracy), leastAtStart: 0, leastAtEnd: 0 },
    );
    const error = gradeErrorOf(accuracy, standard);
    for (const one of segments) {
      slopes.push(judgeSlope({ ...one, first: one.first + first, last: one.last + first }, error, context));
    }
    begin = end;
  }
  return slopes;
}

/** What lies beside a void goes on into it: slopes at the ends of runs that need as much less length. */
function slopesInto(context: SlopeContext, runs: readonly Run[], judged: readonly JudgedRun[]): Slope[] {
  const { profile } = context;
  const { step, z } = profile;
  return runs.flatMap((run, i) => {
    const slopesOfRun = judged[i]?.slopes ?? [];
    const known = (['start', 'end'] as const).flatMap((side) => {
      const beyond = side === 'start' ? run.first - 1 : run.last + 1;
      if (beyond < 0 || beyond >= z.length || !Number.isNaN(at(z, beyond))) return [];
      const next = side === 'start' ? (runs[i - 1]?.last ?? 0) : (runs[i + 1]?.first ?? z.length - 1);
      const voidMetres = (side === 'start' ? run.first - next : next - run.last) * step;
      const nearest = side === 'start' ? slopesOfRun[0] : slopesOfRun.at(-1);
      const first = (side === 'end' ? sampleOf(nearest?.from, step) : undefined) ?? run.first;
      const last = (side === 'start' ? sampleOf(nearest?.to, step) : undefined) ?? run.last;
      const edge = (side === 'start' ? run.first : run.last) * step;
      const ordinary = leastLength(context, speedAt(context, edge));
      const least = Math.max(leastSamples * step, ordinary - voidMetres);
      if ((last - first) * step < least) return [];
      const options = optionsFor(context, 0, run.accuracy);
      const open = side === 'start' ? { leastAtStart: least, leastAtEnd: 0 } : { leastAtStart: 0, leastAtEnd: least };
      const segments = segmentRun(profile, { first, last }, { ...options, ...open });
      const beside = side === 'start' ? segments[0] : segments.at(-1);
      const isShort = beside && (beside.last - beside.first) * step < Math.max(ordinary, options.carried);
      return isShort ? [beside] : [];
    });
    const errorOf = gradeErrorOf(run.accuracy, context.standard);
    // Over so short a stretch the error alone would make any slope low.
    return known.map((grade) => judgeSlope(grade, errorOf, context)).filter(({ level }) => level?.grade !== 'low');
  });
}

function sampleOf(place: number | undefined, step: number): number | undefined {
  return place === undefined ? undefined : Math.round(place / step);
}

function straightOverVoids(heights: Float64Array): Float64Array {
  const z = heights.slice();
  let known = 0;
  for (let k = 1; k < z.length; k += 1) {
    if (Number.isNaN(at(z, k))) continue;
    for (let between = known + 1; between < k; between += 1) {
      z[between] = at(z, known) + ((at(z, k) - at(z, known)) * (between - known)) / (k - known);
    }
    known = k;
  }
  return z;
}
