import { at } from '../arrays.ts';
import type { Profile, Stretch } from './profile.ts';

/** A stretch of even grade: samples first to last, and its slope (rise over run, positive uphill). */
export interface Grade {
  readonly first: number;
  readonly last: number;
  readonly slope: number;
}

export interface SegmentOptions {
  /** Least length of a stretch at a sample, metres; a stretch is held to the lesser of its two ends. */
  readonly leastLength: (sample: number) => number;
  /** Least length of the first and of the last stretch where it may go on beyond what is known, metres. */
  readonly leastAtStart?: number;
  readonly leastAtEnd?: number;
  /** Expected standard deviation of a height, metres. */
  readonly noise: number;
  /** Samples over which height errors hang together. */
  readonly correlation: number;
}

/** Knots lie at every second sample, twenty metres apart: finer ones change no grade by more than its error. */
const knotSamples = 2;
const longestKnots = 120;
/** Square metres within which sums are exact. */
const rounding = 1e-6;
/** What a further stretch must take off the sum of squares, in units of the noise. */
const penaltyFactor = 12;

/**
 * Cuts a run into stretches of even grade: the partition with the least sum of squared residuals of straight lines
 * plus a penalty per stretch, found exactly over all partitions (dynamic programming over knots).
 */
export function segmentRun(
  { z, step }: Pick<Profile, 'z' | 'step'>,
  { first, last }: Stretch,
  options: SegmentOptions,
): Grade[] {
  const samples = last - first;
  const knots = Math.max(1, Math.round(samples / knotSamples));
  // The search asks a hundred times for each.
  const places = Int32Array.from({ length: knots + 1 }, (_, knot) => first + Math.round((knot * samples) / knots));
  const least = Float64Array.from(places, options.leastLength);
  const sums = momentSums(z, first, last);
  const penalty = penaltyFactor * options.noise ** 2 * options.correlation;
  const leastAtStart = options.leastAtStart ?? Number.POSITIVE_INFINITY;
  const leastAtEnd = options.leastAtEnd ?? Number.POSITIVE_INFINITY;
  const best = new Float64Array(knots + 1).fill(Number.POSITIVE_INFINITY);
  const from = new Int32Array(knots + 1).fill(-1);
  /** Of the costs from the farthest beginning to each. */
  const lowestUpTo = new Float64Array(longestKnots);
  best[0] = 0;
  for (let j = 1; j <= knots; j += 1) {
    const end = at(places, j);
    const leastHere = j === knots ? Math.min(at(least, j), leastAtEnd) : at(least, j);
    const farthest = Math.max(0, j - longestKnots);
    for (let i = farthest, lowest = Number.POSITIVE_INFINITY; i < j; i += 1) {
      lowest = Math.min(lowest, at(best, i));
      lowestUpTo[i - farthest] = lowest;
    }
    for (let i = j - 1; i >= farthest; i -= 1) {
      const start = at(places, i);
      const whole = i === 0 && j === knots;
      const needed = i === 0 ? Math.min(at(least, i), leastHere, leastAtStart) : Math.min(at(least, i), leastHere);
      if (!whole && (end - start) * step < needed) continue;
      const squares = residualSquares(sums, start - first, end - first);
      // A longer stretch leaves no less over, and the best way to wherever it begins costs at least this.
      if (squares + at(lowestUpTo, i - farthest) + penalty > at(best, j) + rounding) break;
      const cost = at(best, i) + squares + penalty;
      if (cost < at(best, j)) {
        best[j] = cost;
        from[j] = i;
      }
    }
  }
  const grades: Grade[] = [];
  let j = knots;
  if (at(from, j) === -1) return [{ first, last, slope: slopeOf(sums, 0, samples) / step }];
  while (j > 0) {
    const i = at(from, j);
    const start = at(places, i);
    const end = at(places, j);
    grades.push({ first: start, last: end, slope: slopeOf(sums, start - first, end - first) / step });
    j = i;
  }
  return grades.reverse();
}

interface MomentSums {
  /** Sums over samples before each of z, k·z and z², with z taken from the first sample to keep digits. */
  readonly z: Float64Array;
  readonly kz: Float64Array;
  readonly zz: Float64Array;
}

function momentSums(heights: Float64Array, first: number, last: number): MomentSums {
  const count = last - first + 1;
  const z = new Float64Array(count + 1);
  const kz = new Float64Array(count + 1);
  const zz = new Float64Array(count + 1);
  const datum = at(heights, first);
  for (let k = 0; k < count; k += 1) {
    const height = at(heights, first + k) - datum;
    z[k + 1] = at(z, k) + height;
    kz[k + 1] = at(kz, k) + k * height;
    zz[k + 1] = at(zz, k) + height * height;
  }
  return { z, kz, zz };
}

/** Slope per sample of the least-squares line through samples i to j. */
function slopeOf(sums: MomentSums, i: number, j: number): number {
  const n = j - i + 1;
  const sum = at(sums.z, j + 1) - at(sums.z, i);
  const moment = at(sums.kz, j + 1) - at(sums.kz, i) - ((i + j) / 2) * sum;
  const spread = (n * (n * n - 1)) / 12;
  return spread > 0 ? moment / spread : 0;
}

/** Sum of squared residuals of that line. Asked a hundred times for each knot: it makes no objects. */
function residualSquares({ z, kz, zz }: MomentSums, i: number, j: number): number {
  const n = j - i + 1;
  const sum = (z[j + 1] as number) - (z[i] as number);
  const moment = (kz[j + 1] as number) - (kz[i] as number) - ((i + j) / 2) * sum;
  const spread = (n * (n * n - 1)) / 12;
  const squares = (zz[j + 1] as number) - (zz[i] as number) - (sum * sum) / n;
  const slope = spread > 0 ? moment / spread : 0;
  return Math.max(0, squares - slope * moment);
}
