import { at, median } from '../arrays.ts';
import type { Section } from './section.ts';

/** Digitising noise of the best drawn lines: no estimate goes below it. */
const leastNoise = 0.05;

/**
 * Standard deviation of the vertices across the road, in metres. Each vertex's offset from the chord of its neighbours
 * is compared with the mean of the offsets before and after it: a bend gives offsets of one sign that cancel, noise
 * does not. Robust (median), so that the ends of bends do not count. At equal spacing the difference is
 * (¼, −1, 1½, −1, ¼) of five vertices, hence the factor 4.375.
 */
export function noiseOf({ x, y }: Section): number {
  const count = x.length;
  if (count < 7) return leastNoise;
  const curvature = new Float64Array(count);
  const area = new Float64Array(count);
  for (let i = 1; i < count - 1; i += 1) {
    const ax = at(x, i) - at(x, i - 1);
    const ay = at(y, i) - at(y, i - 1);
    const bx = at(x, i + 1) - at(x, i);
    const by = at(y, i + 1) - at(y, i);
    const a = Math.hypot(ax, ay);
    const b = Math.hypot(bx, by);
    const chord = Math.hypot(ax + bx, ay + by);
    area[i] = (a * b) / 2;
    curvature[i] = (2 * (ax * by - ay * bx)) / Math.max(1e-9, a * b * chord);
  }
  const residuals = new Float64Array(count - 4);
  for (let i = 2; i < count - 2; i += 1) {
    residuals[i - 2] = Math.abs((at(curvature, i) - (at(curvature, i - 1) + at(curvature, i + 1)) / 2) * at(area, i));
  }
  return Math.max(leastNoise, (1.4826 * median(residuals)) / Math.sqrt(4.375));
}
