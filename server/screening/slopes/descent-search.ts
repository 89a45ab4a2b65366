import { at } from '../arrays.ts';

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

export interface Stretch {
  readonly first: number;
  readonly last: number;
}

/**
 * The stretch a..b of samples first..last that satisfies the rule and drops most beyond slope·length; of equals the
 * first found from the left by its end. Heights fall towards higher samples. Undefined where none satisfies it.
 *
 * With u = z + slope·s the excess is u(a) − u(b): for a least length the highest u up to that far before b is kept in
 * one pass; for a least drop the highest u among the samples that lie high enough, from a tree over ranks of height.
 */
function steepestExcess(
  z: Float64Array,
  step: number,
  { first, last }: Stretch,
  rule: DescentRule,
): Stretch | undefined {
  return rule.length !== undefined
    ? byLength(z, step, first, last, rule, rule.length)
    : byDrop(z, step, first, last, rule, rule.drop ?? 0);
}

function byLength(
  z: Float64Array,
  step: number,
  first: number,
  last: number,
  rule: DescentRule,
  length: number,
): Stretch | undefined {
  const apart = Math.ceil(length / step - 1e-9);
  const rise = rule.slope * step;
  let highest = Number.NEGATIVE_INFINITY;
  let highestAt = first;
  let best = rule.strict ? 1e-9 : -1e-9;
  let found: Stretch | undefined;
  for (let b = first + apart; b <= last; b += 1) {
    const a = b - apart;
    const u = at(z, a) + rise * a;
    if (u > highest) {
      highest = u;
      highestAt = a;
    }
    const excess = highest - (at(z, b) + rise * b);
    if (excess > best) {
      best = excess;
      found = { first: highestAt, last: b };
    }
  }
  return found;
}

function byDrop(
  z: Float64Array,
  step: number,
  first: number,
  last: number,
  rule: DescentRule,
  drop: number,
): Stretch | undefined {
  const count = last - first + 1;
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (let k = first; k <= last; k += 1) {
    lowest = Math.min(lowest, at(z, k));
    highest = Math.max(highest, at(z, k));
  }
  if (highest - lowest < drop) return undefined;
  const heights = z.slice(first, last + 1).sort();
  // Tree over heights in descending order: highest u among all samples at least as high as a rank.
  const tree = new Int32Array(count + 1).fill(-1);
  const rise = rule.slope * step;
  const u = (k: number): number => at(z, k) + rise * k;
  let best = rule.strict ? 1e-9 : -1e-9;
  let found: Stretch | undefined;
  for (let b = first; b <= last; b += 1) {
    let a = -1;
    const needed = count - lowerBound(heights, at(z, b) + drop);
    for (let i = needed; i > 0; i -= i & -i) {
      const candidate = at(tree, i);
      if (candidate !== -1 && (a === -1 || u(candidate) > u(a))) a = candidate;
    }
    if (a !== -1 && u(a) - u(b) > best) {
      best = u(a) - u(b);
      found = { first: a, last: b };
    }
    for (let i = count - lowerBound(heights, at(z, b)); i <= count; i += i & -i) {
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
  const found: Stretch[] = [];
  const open: Stretch[] = [within];
  for (let part = open.pop(); part; part = open.pop()) {
    const best = steepestExcess(z, step, part, rule);
    if (!best) continue;
    found.push(best);
    if (best.first > part.first) open.push({ first: part.first, last: best.first });
    if (best.last < part.last) open.push({ first: best.last, last: part.last });
  }
  return found.sort((a, b) => a.first - b.first);
}
