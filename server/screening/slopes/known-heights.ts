import { at } from '../arrays.ts';
import { boundVoids } from './descent-bounds.ts';
import type { DoubtfulHeights } from './descent-doubt.ts';
import { evenHeights } from './even-heights.ts';
import type { Profile, Run } from './profile.ts';

/** Deviations of a height that the elevation does not carry within which it is taken to be. */
const doubtDeviations = 2;

/** What the heights of a road are known to be, sample by sample, and which rules they carry. */
export interface Known {
  readonly step: number;
  /** On the stretches of even grade; NaN in voids. */
  readonly heights: Float64Array;
  /** The run of each sample; -1 in voids. */
  readonly runOf: Int32Array;
  readonly runs: readonly Run[];
  /** Whether a run's heights are sure enough for a rule. */
  carries(run: number, rule: number): boolean;
}

export function knownHeights(profile: Profile, runs: readonly Run[], carries: Known['carries']): Known {
  const count = profile.z.length;
  const heights = new Float64Array(count).fill(Number.NaN);
  const runOf = new Int32Array(count).fill(-1);
  // The finest last: a height that two runs share is its own.
  const coarsestFirst = [...runs.entries()].sort(
    ([, a], [, b]) => b.accuracy.cellSizeMetres - a.accuracy.cellSizeMetres,
  );
  for (const [index, run] of coarsestFirst) {
    heights.set(evenHeights(profile, run), run.first);
    runOf.fill(index, run.first, run.last + 1);
  }
  return { step: profile.step, heights, runOf, runs, carries };
}

export function reversed({ heights, runOf, ...same }: Known): Known {
  return { ...same, heights: heights.slice().reverse(), runOf: runOf.slice().reverse() };
}

/** Whether every height is known, for every rule. */
export function isWhole({ runOf, runs, carries }: Known, rules: readonly unknown[]): boolean {
  return !runOf.includes(-1) && rules.every((_, rule) => runs.every((_run, run) => carries(run, rule)));
}

/** Heights that carry a rule; NaN elsewhere. */
export function sureHeights({ heights, runOf, runs, carries }: Known, rule: number): Float64Array {
  if (runs.every((_, run) => carries(run, rule))) return heights;
  return heights.map((height, k) => (carries(at(runOf, k), rule) ? height : Number.NaN));
}

/**
 * Heights for a rule with those that do not carry it within bounds: undefined where none carries it.
 *
 * @param rise most that a road rises or falls from sample to sample, metres
 */
export function boundedHeights(known: Known, rule: number, rise: number): DoubtfulHeights | undefined {
  const { heights, runOf, runs, step, carries } = known;
  if (!runs.some((_, run) => carries(run, rule))) return undefined;
  const doubtful = Uint8Array.from(runOf, (run) => (carries(run, rule) ? 0 : 1));
  const doubt = Float64Array.from(runOf, (run, k) =>
    doubtful[k] === 0 ? 0 : doubtDeviations * (runs[run]?.accuracy.verticalRmseMetres ?? 0),
  );
  const high = heights.map((height, k) => height + at(doubt, k));
  const low = heights.map((height, k) => height - at(doubt, k));
  boundVoids(high, low, rise);
  return { high, low, step, doubtful };
}
