import type { Note } from './types.ts';

/** What leaves it open whether everybody gets through, where everybody has a place. */
export const leavesDoubt: ReadonlySet<Note['code']> = new Set([
  'closure_not_placed',
  'hazard_not_placed',
  'width_unknown',
  'route_in_flood_zone',
  'route_on_hazard',
  'route_through_ford',
  'beyond_lead_time',
  'access_crosses_water',
  'people_unknown',
  'warning_unknown',
]);
