import type { WarningState } from '../../../server/evacuation/warnings/types.ts';
import type { RouteCheckState } from '../../../server/route-checks/read-checks.ts';
import { openStates } from '../../actions/statistics.ts';
import type { Wanted } from './look.ts';

/** In which flood points are counted as raised. */
export const raisedStates: readonly WarningState[] = ['evacuate', 'prepare'];

/** In which evacuation routes are counted as unknown: what was not checked is not known to be safe. */
export const unclearStates: readonly RouteCheckState[] = ['unknown', 'unchecked', 'problem'];

/** Open hazards whose deadline was before a day. */
export function overdueBy(day: string): readonly Wanted[] {
  const before = new Date(`${day}T00:00:00Z`);
  before.setUTCDate(before.getUTCDate() - 1);
  return [
    { member: 'state', op: 'in', values: openStates },
    { member: 'deadline_on', op: 'to', values: [before.toISOString().slice(0, 10)] },
  ];
}

/** Null: of features that name no township. */
export function inTownshipOrNone(code: string | null): readonly Wanted[] {
  return code === null ? [{ member: 'township', op: 'missing', values: [] }] : inTownship(code);
}

/** Shelters that take people in, whose capacities are what can be counted on. */
export const openShelters: readonly Wanted[] = [{ member: 'state', op: 'in', values: ['open'] }];

export function inTownship(code: string | undefined): readonly Wanted[] {
  return code === undefined ? [] : [{ member: 'township', op: 'in', values: [code] }];
}
