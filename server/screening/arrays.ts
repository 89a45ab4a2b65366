/** Element of a typed array at an index the caller knows to be inside. Kernels read millions of them. */
export function at(values: Float64Array | Int32Array, index: number): number {
  return values[index] as number;
}

/** Index of the last element not greater than `value`; at least 0. `sorted` is ascending. */
export function floorIndex(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sorted[middle] as number) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Linear interpolation of `values` over ascending `sorted` at `place`, held constant beyond both ends. */
export function interpolate(sorted: Float64Array, values: Float64Array, place: number): number {
  const i = floorIndex(sorted, place);
  if (i >= sorted.length - 1) return at(values, sorted.length - 1);
  const start = at(sorted, i);
  const span = at(sorted, i + 1) - start;
  const share = span > 0 ? Math.min(1, Math.max(0, (place - start) / span)) : 0;
  return at(values, i) + share * (at(values, i + 1) - at(values, i));
}

/** Median of the values; NaN where there are none. The input is not changed. */
export function median(values: ArrayLike<number>): number {
  if (values.length === 0) return Number.NaN;
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? at(sorted, middle) : (at(sorted, middle - 1) + at(sorted, middle)) / 2;
}
