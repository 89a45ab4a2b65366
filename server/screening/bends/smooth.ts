import { at, floorIndex } from '../arrays.ts';
import type { Section } from './section.ts';

/** A line resampled at equal steps and smoothed, with its curvature. */
export interface SmoothLine {
  readonly step: number;
  /** Metres along the section's drawn line, from its start, of each sample. */
  readonly drawn: Float64Array;
  /** Metres along the smoothed line. */
  readonly s: Float64Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly heading: Float64Array;
  /** 1/m, positive to the left. */
  readonly curvature: Float64Array;
  /** Width in metres of the two box filters. */
  readonly box: number;
}

/**
 * Width of smoothing at which curvature 1/radius stands out from noise. Curvature from n vertices over length L has
 * a standard deviation of √720·σ/(L²√n); L solves it for four tenths of 1/radius. Two boxes of L/2 make up L.
 */
export function smoothingBox(noise: number, spacing: number, radius: number): number {
  const length = (67 * noise * Math.sqrt(spacing) * radius) ** 0.4;
  return Math.max(8, Math.min(length, 1.2 * radius) / 2);
}

export function smoothLine(section: Section, box: number): SmoothLine {
  const start = at(section.s, 0);
  const total = at(section.s, section.s.length - 1) - start;
  const count = Math.max(3, Math.round(total / 3) + 1);
  const step = total / (count - 1);
  const drawn = new Float64Array(count);
  let x: Float64Array = new Float64Array(count);
  let y: Float64Array = new Float64Array(count);
  let segment = 0;
  for (let k = 0; k < count; k += 1) {
    const place = k * step;
    drawn[k] = place;
    while (segment < section.s.length - 2 && at(section.s, segment + 1) - start < place) segment += 1;
    const from = at(section.s, segment) - start;
    const span = at(section.s, segment + 1) - start - from;
    const share = span > 0 ? Math.min(1, (place - from) / span) : 0;
    x[k] = at(section.x, segment) + share * (at(section.x, segment + 1) - at(section.x, segment));
    y[k] = at(section.y, segment) + share * (at(section.y, segment + 1) - at(section.y, segment));
  }
  const half = Math.max(1, Math.round(box / step / 2));
  for (let pass = 0; pass < 2; pass += 1) {
    x = boxFilter(x, half);
    y = boxFilter(y, half);
  }
  return withCurvature(step, drawn, x, y, (2 * half + 1) * step);
}

/** Mean over 2·half + 1 samples; near an end over as many as fit evenly around the sample. */
function boxFilter(values: Float64Array, half: number): Float64Array {
  const count = values.length;
  const sums = new Float64Array(count + 1);
  for (let k = 0; k < count; k += 1) sums[k + 1] = at(sums, k) + at(values, k);
  const smoothed = new Float64Array(count);
  for (let k = 0; k < count; k += 1) {
    const reach = Math.min(half, k, count - 1 - k);
    smoothed[k] = (at(sums, k + reach + 1) - at(sums, k - reach)) / (2 * reach + 1);
  }
  return smoothed;
}

function withCurvature(step: number, drawn: Float64Array, x: Float64Array, y: Float64Array, box: number): SmoothLine {
  const count = x.length;
  const s = new Float64Array(count);
  const heading = new Float64Array(count);
  const curvature = new Float64Array(count);
  let previous = 0;
  for (let k = 0; k < count - 1; k += 1) {
    const dx = at(x, k + 1) - at(x, k);
    const dy = at(y, k + 1) - at(y, k);
    s[k + 1] = at(s, k) + Math.hypot(dx, dy);
    let angle = Math.atan2(dy, dx);
    if (k > 0) angle = previous + wrap(angle - previous);
    heading[k] = angle;
    previous = angle;
  }
  heading[count - 1] = previous;
  for (let k = 1; k < count - 1; k += 1) {
    const span = (at(s, k + 1) - at(s, k - 1)) / 2;
    curvature[k] = span > 1e-6 ? (at(heading, k) - at(heading, k - 1)) / span : 0;
  }
  return { step, drawn, s, x, y, heading, curvature, box };
}

function wrap(angle: number): number {
  return angle - 2 * Math.PI * Math.round(angle / (2 * Math.PI));
}

/** Place on the smoothed line of a place on the drawn line. */
export function smoothedAt(line: SmoothLine, drawn: number): number {
  const k = Math.min(floorIndex(line.drawn, drawn), line.s.length - 2);
  const share = Math.min(1, Math.max(0, (drawn - at(line.drawn, k)) / line.step));
  return at(line.s, k) + share * (at(line.s, k + 1) - at(line.s, k));
}
