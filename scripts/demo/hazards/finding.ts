import type { Road } from '../roads/network.ts';

export type Grade = 'major' | 'considerable' | 'general' | 'low';
export type HazardKind = 'sharp_bend' | 'steep_slope' | 'long_descent' | 'cliff' | 'near_water';

/** A hazard measured on a road; distances along the road's plane line. */
export interface Finding {
  readonly kind: HazardKind;
  readonly grade: Grade;
  readonly road: Road;
  readonly from: number;
  readonly to: number;
  readonly direction: 'increasing' | 'decreasing' | 'both';
  readonly side: 'left' | 'right' | 'none';
  /** What was measured and against what; snake_case with units, as it is stored. */
  readonly evidence: Readonly<Record<string, number | string>>;
}

export function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Runs of samples for which something holds, as first and last index. */
export function runs(count: number, holds: (index: number) => boolean): { first: number; last: number }[] {
  const found: { first: number; last: number }[] = [];
  let first = -1;
  for (let index = 0; index <= count; index++) {
    const on = index < count && holds(index);
    if (on && first < 0) first = index;
    if (!on && first >= 0) {
      found.push({ first, last: index - 1 });
      first = -1;
    }
  }
  return found;
}
