import { at } from '../arrays.ts';
import type { Profile, Run } from './profile.ts';
import { segmentRun } from './segment.ts';

/** Shorter stretches move no end of a descent by more than they are long. */
const leastStretch = 100;
/** Samples over which the errors of neighbouring cells hang together at least. */
const leastCorrelation = 2;

/**
 * Heights of a run on the straight lines of its stretches of even grade. Where a descent ends, the grade changes, and
 * a single height there is wrong by its whole error: by the lines, which all heights of a stretch carry, the change of
 * grade is found several times as closely (see the bench: long descents through an elevation model).
 *
 * @returns one a sample of the run
 */
export function evenHeights(profile: Profile, run: Run): Float64Array {
  const { z, step } = profile;
  const grades = segmentRun(profile, run, {
    leastLength: () => leastStretch,
    noise: Math.max(0.1, run.accuracy.verticalRmseMetres),
    correlation: Math.max(leastCorrelation, run.accuracy.cellSizeMetres / step),
  });
  const heights = new Float64Array(run.last - run.first + 1).fill(Number.NaN);
  for (const { first, last, slope } of grades) {
    let sum = 0;
    for (let k = first; k <= last; k += 1) sum += at(z, k);
    const mean = sum / (last - first + 1);
    for (let k = first; k <= last; k += 1) {
      const height = mean + slope * step * (k - (first + last) / 2);
      const before = at(heights, k - run.first);
      // Two stretches share the sample between them.
      heights[k - run.first] = Number.isNaN(before) ? height : (before + height) / 2;
    }
  }
  return heights;
}
