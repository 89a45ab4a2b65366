import { at } from '../arrays.ts';

/** Corners are gone through at most so many times; each moves as long as the polygon comes nearer. */
const rounds = 4;

/** Heights as a continuous line with corners at some samples: the road has no steps. */
export interface Polygon {
  /** Samples of the corners, ends included. */
  readonly knots: Int32Array;
  readonly heights: Float64Array;
}

/**
 * The polygon nearest to heights by least squares. Corners between the ends are moved to where it comes nearest, one
 * after the other; each stretch keeps `least` samples.
 *
 * @param z heights at even steps
 * @param knots first guess of the corners: 0, …, z.length - 1
 */
export function fitPolygon(z: Float64Array, knots: readonly number[], least: number): Polygon {
  const sums = sumsOf(z);
  let best = solvePolygon(sums, z, Int32Array.from(knots));
  for (let round = 0; round < rounds; round += 1) {
    let moved = false;
    for (let j = 1; j < knots.length - 1; j += 1) {
      for (const by of [-1, 1]) {
        for (let place = at(best.knots, j) + by; ; place += by) {
          if (place - at(best.knots, j - 1) < least || at(best.knots, j + 1) - place < least) break;
          const tried = solvePolygon(sums, z, best.knots.with(j, place));
          if (tried.explained <= best.explained + 1e-9) break;
          best = tried;
          moved = true;
        }
      }
    }
    if (!moved) break;
  }
  return best;
}

interface Solved extends Polygon {
  /** What the polygon takes off the sum of the squared heights. */
  readonly explained: number;
}

/** Sums over samples before each of z and k·z, with z taken from the first sample to keep digits. */
function sumsOf(z: Float64Array): { readonly z: Float64Array; readonly kz: Float64Array } {
  const sums = { z: new Float64Array(z.length + 1), kz: new Float64Array(z.length + 1) };
  for (let k = 0; k < z.length; k += 1) {
    const height = at(z, k) - at(z, 0);
    sums.z[k + 1] = at(sums.z, k) + height;
    sums.kz[k + 1] = at(sums.kz, k) + k * height;
  }
  return sums;
}

/** Solves the normal equations of the heights at the knots, which are tridiagonal. */
function solvePolygon(sums: ReturnType<typeof sumsOf>, z: Float64Array, knots: Int32Array): Solved {
  const count = knots.length;
  const diagonal = new Float64Array(count);
  const beside = new Float64Array(count);
  const right = new Float64Array(count);
  for (let j = 0; j + 1 < count; j += 1) {
    const first = at(knots, j);
    const n = at(knots, j + 1) - first;
    // Samples first … first + n - 1; t = (k - first) / n.
    const t = (n - 1) / 2;
    const tt = ((n - 1) * (2 * n - 1)) / (6 * n);
    const sum = at(sums.z, first + n) - at(sums.z, first);
    const moment = (at(sums.kz, first + n) - at(sums.kz, first) - first * sum) / n;
    diagonal[j] = at(diagonal, j) + n - 2 * t + tt;
    beside[j] = t - tt;
    diagonal[j + 1] = tt;
    right[j] = at(right, j) + sum - moment;
    right[j + 1] = moment;
  }
  const last = count - 1;
  diagonal[last] = at(diagonal, last) + 1;
  right[last] = at(right, last) + at(z, z.length - 1) - at(z, 0);
  const heights = right.slice();
  for (let j = 1; j < count; j += 1) {
    const share = at(beside, j - 1) / at(diagonal, j - 1);
    diagonal[j] = at(diagonal, j) - share * at(beside, j - 1);
    heights[j] = at(heights, j) - share * at(heights, j - 1);
  }
  heights[last] = at(heights, last) / at(diagonal, last);
  for (let j = last - 1; j >= 0; j -= 1) {
    heights[j] = (at(heights, j) - at(beside, j) * at(heights, j + 1)) / at(diagonal, j);
  }
  let explained = 0;
  for (let j = 0; j < count; j += 1) explained += at(right, j) * at(heights, j);
  return { knots, heights: heights.map((height) => height + at(z, 0)), explained };
}
