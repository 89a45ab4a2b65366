import { at } from '../arrays.ts';
import type { SmoothLine } from './smooth.ts';

/** A stretch that turns one way, on the smoothed line; the first guess of a bend. */
export interface Turn {
  /** Samples of the smoothed line. */
  readonly first: number;
  readonly last: number;
  /** Metres along the smoothed line. */
  readonly from: number;
  readonly to: number;
  readonly centre: number;
  /** Radians, positive to the left. */
  readonly deflection: number;
  /** Length over which the deflection would turn at even curvature. */
  readonly width: number;
  readonly peak: number;
}

export interface TurnOptions {
  /** Radius beyond which a line counts as straight. */
  readonly straightRadius: number;
  readonly leastDeflection: number;
}

/** A dip below this share of the lower of two peaks parts two bends of one sense. */
const partingDip = 0.45;

/** All turns of at least `leastDeflection` radians, in order. */
export function turnsOf(line: SmoothLine, options: TurnOptions): Turn[] {
  const turns: Turn[] = [];
  const floor = 1 / options.straightRadius;
  const { curvature } = line;
  let k = 0;
  while (k < curvature.length) {
    const sign = Math.sign(at(curvature, k));
    if (Math.abs(at(curvature, k)) < floor) {
      k += 1;
      continue;
    }
    let last = k;
    while (last + 1 < curvature.length && at(curvature, last + 1) * sign >= floor) last += 1;
    for (const [a, b] of part(line, k, last)) {
      const turn = turnBetween(line, a, b);
      if (Math.abs(turn.deflection) >= options.leastDeflection) turns.push(turn);
    }
    k = last + 1;
  }
  return turns;
}

function part({ curvature }: SmoothLine, first: number, last: number): Array<[number, number]> {
  const parts: Array<[number, number]> = [];
  let start = first;
  let peak = 0;
  let valley = Number.POSITIVE_INFINITY;
  let valleyAt = first;
  for (let k = first; k <= last; k += 1) {
    const value = Math.abs(at(curvature, k));
    if (value < valley) {
      valley = value;
      valleyAt = k;
    }
    if (value > valley / partingDip && valley < partingDip * peak) {
      parts.push([start, valleyAt]);
      start = valleyAt;
      peak = value;
      valley = value;
      valleyAt = k;
    } else if (value > peak) {
      peak = value;
      valley = value;
      valleyAt = k;
    }
  }
  parts.push([start, last]);
  return parts;
}

/** The turn between two samples, both included. */
export function turnBetween(line: SmoothLine, first: number, last: number): Turn {
  const { s, curvature, box } = line;
  let deflection = 0;
  let moment = 0;
  let peak = 0;
  for (let k = first; k <= last; k += 1) {
    const ds = spanAt(line, k);
    const turn = at(curvature, k) * ds;
    deflection += turn;
    moment += turn * at(s, k);
    peak = Math.max(peak, Math.abs(at(curvature, k)));
  }
  const centre = deflection === 0 ? (at(s, first) + at(s, last)) / 2 : moment / deflection;
  let spread = 0;
  for (let k = first; k <= last; k += 1) spread += at(curvature, k) * spanAt(line, k) * (at(s, k) - centre) ** 2;
  const variance = Math.max(0, spread / (deflection || 1) - box ** 2 / 6);
  // A bend of even curvature of length w has variance w²/12; transitions of half its length add a quarter.
  const width = Math.max(6, Math.sqrt((12 * variance) / 1.25));
  return { first, last, from: at(s, first), to: at(s, last), centre, deflection, width, peak };
}

function spanAt({ s }: SmoothLine, k: number): number {
  const before = Math.max(0, k - 1);
  const after = Math.min(s.length - 1, k + 1);
  return (at(s, after) - at(s, before)) / (after - before);
}
