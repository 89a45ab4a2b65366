import type { Text } from '../../../data/text.ts';
import type { PlanInput, PlanReport } from '../../evacuation/plan/types.ts';

/** What passes between the service and the thread that plans. */
export interface PlanWork {
  readonly input: Omit<PlanInput, 'heightAt' | 'onProgress'>;
  /** The rasters of the county's elevation, the preferred first. */
  readonly elevation: readonly string[];
}

export type FromThread =
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'report'; readonly report: PlanReport }
  | { readonly kind: 'problem'; readonly detail: Text }
  | { readonly kind: 'error'; readonly error: string };
