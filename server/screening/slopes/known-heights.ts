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
 * Heights by rule with those that do not carry it within bounds; undefined where none carries it. Rules that the same
 * runs carry share them.
 *
 * @param rise most that a road rises or falls from sample to sample, metres
 */
export function boundedHeights(known: Known, rise: number): (rule: number) => DoubtfulHeights | undefined {
  const { runs, carries } = known;
  const kept = new Map<string, DoubtfulHeights>();
  return (rule) => {
    const carrying = runs.map((_, run) => carries(run, rule));
    if (!carrying.includes(true)) return undefined;
    const key = carrying.join();
    const bounded = kept.get(key) ?? boundHeights(known, carrying, rise);
    kept.set(key, bounded);
    return bounded;
  };
}

function boundHeights(
  { heights, runOf, runs, step }: Known,
  carrying: readonly boolean[],
  rise: number,
): DoubtfulHeights {
  const doubtful = Uint8Array.from(runOf, (run) => (carrying[run] ? 0 : 1));
  const high = heights.slice();
  const low = heights.slice();
  for (let k = 0; k < doubtful.length; k += 1) {
    if (doubtful[k] === 0) continue;
    const doubt = doubtDeviations * (runs[at(runOf, k)]?.accuracy.verticalRmseMetres ?? 0);
    high[k] = at(heights, k) + doubt;
    low[k] = at(heights, k) - doubt;
  }
  boundVoids(high, low, rise);
  return { high, low, step, doubtful };
}
