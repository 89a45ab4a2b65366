import { at } from '../arrays.ts';
import { fitPolygon } from './polygon-fit.ts';
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
  const own = z.subarray(run.first, run.last + 1);
  if (own.length < 2) return own.slice();
  const corners = [0, ...grades.map(({ last }) => last - run.first)];
  const { knots, heights: atKnots } = fitPolygon(own, corners, Math.ceil(leastStretch / 2 / step));
  const heights = new Float64Array(own.length);
  for (let j = 0; j + 1 < knots.length; j += 1) {
    const first = at(knots, j);
    const n = at(knots, j + 1) - first;
    for (let k = 0; k <= n; k += 1)
      heights[first + k] = at(atKnots, j) + (k / n) * (at(atKnots, j + 1) - at(atKnots, j));
  }
  return heights;
}
