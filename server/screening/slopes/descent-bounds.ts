import { at } from '../arrays.ts';

/**
 * Fills voids with what the road could be there: from each known height it goes up and down at most as steeply as
 * roads go.
 *
 * @param high highest height of each sample, NaN in voids; filled in place
 * @param low lowest height, alike
 * @param rise most that a road rises or falls from sample to sample, metres
 */
export function boundVoids(high: Float64Array, low: Float64Array, rise: number): void {
  const isVoid = Uint8Array.from(high, (height) => (Number.isNaN(height) ? 1 : 0));
  const last = high.length - 1;
  for (let k = 0; k <= last; k += 1) {
    if (isVoid[k] === 0) continue;
    high[k] = k > 0 ? at(high, k - 1) + rise : Number.POSITIVE_INFINITY;
    low[k] = k > 0 ? at(low, k - 1) - rise : Number.NEGATIVE_INFINITY;
  }
  for (let k = last - 1; k >= 0; k -= 1) {
    if (isVoid[k] === 0) continue;
    const top = Math.min(at(high, k), at(high, k + 1) + rise);
    const bottom = Math.max(at(low, k), at(low, k + 1) - rise);
    // Sides further apart than a road can climb: anything between them.
    high[k] = Math.max(top, bottom);
    low[k] = Math.min(top, bottom);
  }
}
