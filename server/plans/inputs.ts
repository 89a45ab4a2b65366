import type { WarningState } from '../evacuation/warnings/types.ts';
import type { EqualityFilter } from '../layers/query.ts';

export const zoneUses = ['avoid', 'forbid', 'ignore'] as const;

/** The inputs of plan-evacuation as they are stored with the job and the plan: checked, and complete. */
export interface PlanEvacuationInputs {
  readonly name: string | null;
  /** Which points: those that meet all that is said. */
  readonly point_codes: readonly string[] | null;
  readonly warning_states: readonly WarningState[] | null;
  readonly filters: readonly EqualityFilter[];
  /** Only these shelters. */
  readonly shelter_codes: readonly string[] | null;
  /** When the routes are used, both ends included. RFC 3339. */
  readonly at: { readonly from: string; readonly to: string };
  /** Whether the closures that are recorded count. */
  readonly closures: boolean;
  /** Closures assumed beside them. */
  readonly further_closures: readonly unknown[];
  readonly flood_zones: (typeof zoneUses)[number];
  /** Zones of up to this return period, and those that name none; null: all. */
  readonly return_period_years: number | null;
  readonly hazards: boolean;
  readonly travel: 'foot' | 'vehicle';
  readonly vehicle_width_m: number | null;
  readonly mode: 'split' | 'whole';
  readonly by: 'time' | 'length';
  readonly reach_m: number | null;
  readonly search_s: number | null;
}
