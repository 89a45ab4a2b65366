import type { Text } from '../text.ts';

/**
 * How far a number can be trusted: V read at its source; V2 read in a repost or in public code, not in the standard;
 * R recalled, not yet read; P a proposal of this project.
 */
export type RowStatus = 'V' | 'V2' | 'R' | 'P';

/** One number the service compares against. `id` is stable: a county's own file replaces a row by it. */
export interface StandardRow {
  readonly id: string;
  readonly value: number;
  readonly unit: 'm' | 'km/h' | '%' | 'percentage points' | 'deg' | '1';
  readonly source: string;
  readonly status: RowStatus;
  readonly title: Text;
}
