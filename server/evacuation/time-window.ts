import type { Feature } from 'geojson';
import type { TimeWindow } from './types.ts';

export type Activity = 'active' | 'inactive' | 'cannot_tell';

/** RFC 3339: without an offset nobody can say when it is. */
const instantPattern = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?([Zz]|[+-]\d{2}(:?\d{2})?)$/;

/**
 * Whether a closure holds at any time of a window, both ends included. A missing start or end is open; one that cannot
 * be read, and an end before the start, tell nothing.
 */
export function activityOf(closure: Feature, window: TimeWindow): Activity {
  const from = instantOf(closure.properties?.valid_from, Number.NEGATIVE_INFINITY);
  const to = instantOf(closure.properties?.valid_to, Number.POSITIVE_INFINITY);
  if (from === null || to === null || from > to) return 'cannot_tell';
  return from <= window.to.getTime() && window.from.getTime() <= to ? 'active' : 'inactive';
}

/** Milliseconds; null for what cannot be read. */
export function instantOf(value: unknown, whenMissing: number): number | null {
  if (value === undefined || value === null) return whenMissing;
  if (value instanceof Date) return finite(value.getTime());
  if (typeof value !== 'string' || !instantPattern.test(value)) return null;
  return finite(Date.parse(value));
}

function finite(milliseconds: number): number | null {
  return Number.isFinite(milliseconds) ? milliseconds : null;
}
