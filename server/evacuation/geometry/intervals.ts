/** A part of a line, in metres along it. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

export function intervalLength(interval: Interval): number {
  return interval.to - interval.from;
}

export function totalLength(intervals: readonly Interval[]): number {
  return intervals.reduce((sum, interval) => sum + intervalLength(interval), 0);
}

/** Sorted, without overlap; parts that lie no more than `gap` apart become one. */
export function mergeIntervals(intervals: readonly Interval[], gap = 0): Interval[] {
  const merged: { from: number; to: number }[] = [];
  for (const { from, to } of [...intervals].sort((a, b) => a.from - b.from || a.to - b.to)) {
    const last = merged.at(-1);
    if (last !== undefined && from - last.to <= gap) last.to = Math.max(last.to, to);
    else merged.push({ from, to });
  }
  return merged;
}

export function intersectIntervals(a: readonly Interval[], b: readonly Interval[]): Interval[] {
  const common: Interval[] = [];
  for (const one of a) {
    for (const other of b) {
      const from = Math.max(one.from, other.from);
      const to = Math.min(one.to, other.to);
      if (from < to) common.push({ from, to });
    }
  }
  return mergeIntervals(common);
}

/** What of `a` no part of `b` covers. */
export function subtractIntervals(a: readonly Interval[], b: readonly Interval[]): Interval[] {
  let left = mergeIntervals(a);
  for (const cut of b) {
    left = left.flatMap((part) => {
      if (cut.to <= part.from || part.to <= cut.from) return [part];
      const remains: Interval[] = [];
      if (part.from < cut.from) remains.push({ from: part.from, to: cut.from });
      if (cut.to < part.to) remains.push({ from: cut.to, to: part.to });
      return remains;
    });
  }
  return left;
}

export function overlaps(a: Interval, b: Interval): boolean {
  return a.from <= b.to && b.from <= a.to;
}
