import { at } from '../arrays.ts';
import { type DescentRule, type Heights, leastExcess, samplesApart, steepestExcess } from './descent-search.ts';
import type { Stretch } from './profile.ts';

/** Heights within bounds, and which of them are no more than that. */
export interface DoubtfulHeights extends Heights {
  readonly doubtful: Uint8Array;
}

/**
 * Where doubtful heights could make a descent: for each sample the index of the first rule, worst first, that a descent
 * over it could satisfy given heights within the bounds; -1 where none can.
 *
 * The best descent of a part, taken at its worst, decides: where both its ends are known it is the best whatever the
 * doubtful heights are, and what lies on either side is looked at by itself. Where an end is in doubt, every descent
 * of the part that has such an end may be one.
 *
 * @param heightsOf heights for a rule by its index: how sure they must be depends on the rule; undefined where they
 * carry it nowhere
 */
export function possibleDescents(
  count: number,
  rules: readonly DescentRule[],
  heightsOf: (rule: number) => DoubtfulHeights | undefined,
): Int32Array {
  const possible = new Int32Array(count).fill(-1);
  let left: Stretch[] = [{ first: 0, last: count - 1 }];
  for (const [index, rule] of rules.entries()) {
    const heights = heightsOf(index);
    if (!heights) continue;
    const remaining: Stretch[] = [];
    const open = left.reverse();
    for (let part = open.pop(); part; part = open.pop()) {
      const best = steepestExcess(heights, part, rule);
      const sure = best && heights.doubtful[best.first] === 0 && heights.doubtful[best.last] === 0;
      if (!best || !sure) {
        if (best) markPart(heights, part, rule, index, possible);
        remaining.push(part);
        continue;
      }
      if (best.last < part.last) open.push({ first: best.last, last: part.last });
      if (best.first > part.first) open.push({ first: part.first, last: best.first });
    }
    left = remaining;
  }
  return possible;
}

function markPart(
  heights: DoubtfulHeights,
  { first, last }: Stretch,
  rule: DescentRule,
  index: number,
  possible: Int32Array,
): void {
  const { high, low, step, doubtful } = heights;
  const rise = rule.slope * step;
  const apart = rule.length === undefined ? 1 : samplesApart(rule.length, step);
  const drop = rule.drop ?? 0;
  const least = leastExcess(rule);
  const mark = (a: number, b: number): void => {
    for (let k = a; k <= b; k += 1) if (possible[k] === -1) possible[k] = index;
  };
  for (let k = first; k <= last; k += 1) {
    if (doubtful[k] === 0) continue;
    // As the lower end: from the highest known start, or the first doubtful one that would do.
    const enough = at(low, k) + rise * k + least;
    let highest = enough;
    let known = k;
    let doubted = k;
    for (let a = first; a <= k - apart; a += 1) {
      if (rule.drop !== undefined && !(at(high, a) - at(low, k) >= drop)) continue;
      const u = at(high, a) + rise * a;
      if (doubtful[a] === 1) {
        if (u > enough) doubted = Math.min(doubted, a);
      } else if (u > highest) {
        highest = u;
        known = a;
      }
    }
    const start = Math.min(known, doubted);
    if (start < k) mark(start, k);
    // As the upper end: to the lowest known end.
    let end = -1;
    let lowest = at(high, k) + rise * k - least;
    for (let b = k + apart; b <= last; b += 1) {
      if (doubtful[b] === 1) continue;
      if (rule.drop !== undefined && !(at(high, k) - at(low, b) >= drop)) continue;
      const u = at(low, b) + rise * b;
      if (u <= lowest) {
        lowest = u;
        end = b;
      }
    }
    if (end !== -1) mark(k, end);
  }
}
