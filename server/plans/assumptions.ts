import { type Text, text } from '../../data/text.ts';
import type { PlanEvacuationInputs } from './inputs.ts';

/** Where a plan was worked out for another county than the one that is recorded. */
export interface Assumption {
  readonly code:
    | 'closures_ignored'
    | 'closures_assumed'
    | 'flood_zones_ignored'
    | 'flood_zones_by_period'
    | 'hazards_ignored';
  readonly message: Text;
}

export function assumptionsOf(inputs: PlanEvacuationInputs): Assumption[] {
  const { closures, further_closures: further, flood_zones, return_period_years: years, hazards } = inputs;
  const found: Assumption[] = [];
  const add = (code: Assumption['code'], message: Text) => found.push({ code, message });
  if (!closures) add('closures_ignored', text('未计入已登记的封闭路段', 'recorded closures were left out'));
  if (further.length > 0) {
    add(
      'closures_assumed',
      text(`假设另有 ${further.length} 处封闭`, `${further.length} further closures were assumed`),
    );
  }
  if (flood_zones === 'ignore') add('flood_zones_ignored', text('未计入淹没区', 'flood zones were left out'));
  else if (years !== null) {
    add(
      'flood_zones_by_period',
      text(`只计入 ${years} 年一遇以内的淹没区`, `only flood zones of up to ${years} years were taken into account`),
    );
  }
  if (!hazards) add('hazards_ignored', text('未计入道路风险路段', 'road hazards were left out'));
  return found;
}
