import { at } from '../arrays.ts';
import type { Stretch } from './profile.ts';

/**
 * What makes a descent: its mean grade above `slope` over at least `length` metres, or with a drop of at least `drop`
 * metres. Exactly one of the two is given.
 */
export interface DescentRule {
  readonly slope: number;
  /** The mean grade must exceed `slope` rather than reach it. */
  readonly strict: boolean;
  readonly length?: number;
  readonly drop?: number;
}

/**
 * Heights that may be known within bounds only. A descent may begin as high as `high` and end as low as `low`; the two
 * are one array where every height is known. NaN takes part in nothing. Heights fall towards higher samples.
 */
export interface Heights {
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly step: number;
}

/**
 * The stretch a..b of samples first..last that satisfies the rule and drops most beyond slope·length; of equals the
 * first found from the left by its end. Undefined where none satisfies it.
 *
 * With u = z + slope·s the excess is u(a) − u(b): for a least length the highest u up to that far before b is kept in
 * one pass; for a least drop the highest u among the samples that lie high enough, from a tree over ranks of height.
 */
export function steepestExcess(heights: Heights, within: Stretch, rule: DescentRule): Stretch | undefined {
  return rule.length !== undefined
    ? byLength(heights, within, rule, samplesApart(rule.length, heights.step))
    : byDrop(heights, within, rule, rule.drop ?? 0);
}

/** Least number of steps between the ends of a stretch of a length in metres. */
export function samplesApart(length: number, step: number): number {
  return Math.ceil(length / step - 1e-9);
}

/** What the excess of a stretch must be above. */
export function leastExcess({ strict }: DescentRule): number {
  return strict ? 1e-9 : -1e-9;
}

function byLength(
  { high, low, step }: Heights,
  { first, last }: Stretch,
  rule: DescentRule,
  apart: number,
): Stretch | undefined {
  const rise = rule.slope * step;
  let highest = Number.NEGATIVE_INFINITY;
  let highestAt = first;
  let best = leastExcess(rule);
  let found: Stretch | undefined;
  for (let b = first + apart; b <= last; b += 1) {
    const a = b - apart;
    const u = at(high, a) + rise * a;
    if (u > highest) {
      highest = u;
      highestAt = a;
    }
    const excess = highest - (at(low, b) + rise * b);
    if (excess > best) {
      best = excess;
      found = { first: highestAt, last: b };
    }
  }
  return found;
}

function byDrop(
  { high, low, step }: Heights,
  { first, last }: Stretch,
  rule: DescentRule,
  drop: number,
): Stretch | undefined {
  const count = last - first + 1;
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (let k = first; k <= last; k += 1) {
    if (at(low, k) < lowest) lowest = at(low, k);
    if (at(high, k) > highest) highest = at(high, k);
  }
  if (!(highest - lowest >= drop)) return undefined;
  const sorted = high.slice(first, last + 1).sort();
  // Tree over heights in descending order: highest u among all samples at least as high as a rank.
  const tree = new Int32Array(count + 1).fill(-1);
  const rise = rule.slope * step;
  const u = (k: number): number => at(high, k) + rise * k;
  let best = leastExcess(rule);
  let found: Stretch | undefined;
  for (let b = first; b <= last; b += 1) {
    if (Number.isNaN(at(high, b))) continue;
    const end = at(low, b) + rise * b;
    let a = -1;
    for (let i = count - lowerBound(sorted, at(low, b) + drop); i > 0; i -= i & -i) {
      const candidate = at(tree, i);
      if (candidate !== -1 && (a === -1 || u(candidate) > u(a))) a = candidate;
    }
    if (a !== -1 && u(a) - end > best) {
      best = u(a) - end;
      found = { first: a, last: b };
    }
    for (let i = count - lowerBound(sorted, at(high, b)); i <= count; i += i & -i) {
      const kept = at(tree, i);
      if (kept === -1 || u(b) > u(kept)) tree[i] = b;
    }
  }
  return found;
}

/** Number of ascending values below `value`. */
function lowerBound(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(sorted, middle) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** All stretches of the rule: the best, then the best of what is left on each side of it, and so on. */
export function allDescents(z: Float64Array, step: number, within: Stretch, rule: DescentRule): Stretch[] {
  const heights = { high: z, low: z, step };
  const found: Stretch[] = [];
  const open: Stretch[] = [within];
  for (let part = open.pop(); part; part = open.pop()) {
    const best = steepestExcess(heights, part, rule);
    if (!best) continue;
    found.push(best);
    if (best.first > part.first) open.push({ first: part.first, last: best.first });
    if (best.last < part.last) open.push({ first: best.last, last: part.last });
  }
  return found.sort((a, b) => a.first - b.first);
}

export interface Descent {
  readonly stretch: Stretch;
  /** Index of the rule it satisfies. */
  readonly rule: number;
}

/**
 * All stretches of several rules, worst first, each searched in what worse ones have left.
 *
 * @param heightsOf heights for a rule by its index, as many for each
 */
export function descentsByRules(
  heightsOf: (rule: number) => Float64Array,
  step: number,
  rules: readonly DescentRule[],
): Descent[] {
  const found: Descent[] = [];
  let left: Stretch[] | undefined;
  for (const [index, rule] of rules.entries()) {
    const heights = heightsOf(index);
    const remaining: Stretch[] = [];
    for (const part of left ?? [{ first: 0, last: heights.length - 1 }]) {
      let place = part.first;
      for (const stretch of allDescents(heights, step, part, rule)) {
        found.push({ stretch, rule: index });
        if (stretch.first > place) remaining.push({ first: place, last: stretch.first });
        place = stretch.last;
      }
      if (part.last > place) remaining.push({ first: place, last: part.last });
    }
    left = remaining;
  }
  return found;
}
