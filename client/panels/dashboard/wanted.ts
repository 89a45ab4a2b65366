import { openStates } from '../../actions/statistics.ts';
import type { Wanted } from './look.ts';

/** Open hazards whose deadline was before a day. */
export function overdueBy(day: string): readonly Wanted[] {
  const before = new Date(`${day}T00:00:00Z`);
  before.setUTCDate(before.getUTCDate() - 1);
  return [
    { member: 'state', op: 'in', values: openStates },
    { member: 'deadline_on', op: 'to', values: [before.toISOString().slice(0, 10)] },
  ];
}

export function inTownship(code: string | undefined): readonly Wanted[] {
  return code === undefined ? [] : [{ member: 'township', op: 'in', values: [code] }];
}
