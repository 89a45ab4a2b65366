import { text } from '../../../data/text.ts';
import type { CheckContext } from '../context.ts';
import { nameOf, numberOf, referenceTo } from '../features.ts';
import { messages } from '../messages.ts';
import { assignedTo, referencesTo } from './assigned.ts';
import { nothing, type Rule, type RuleResult } from './rule.ts';
import { unknownEnd } from './unknown-ends.ts';

/**
 * More people assigned to the shelter than it takes, summed over all routes of the county. A route that does not say how
 * many people it takes leaves the sum open, unless those that do are too many already.
 */
export const ev08: Rule = {
  id: 'EV08',
  title: text('安置点超员', 'More people than the shelter takes'),
  needs: ['shelters'],
  reads: ['evacuation_routes'],
  needsLength: false,
  check: checkCapacity,
};

function checkCapacity(context: CheckContext): RuleResult {
  const { shelter } = context.ends;
  if (shelter.found === 'nothing') return { ...nothing, unknowns: unknownEnd(context, 'shelter') };
  const { feature } = shelter;
  const ids = [referenceTo('shelters', feature)];
  const capacity = numberOf(feature, 'capacity');
  const { people, routes, unknowns } = assignedTo(context, 'shelter', feature);
  if (capacity === null || capacity < 0) {
    const message = messages.capacity_missing({ shelter: nameOf(feature) });
    return { ...nothing, unknowns: [{ code: 'capacity_missing', message, ids }] };
  }
  if (people <= capacity) return { ...nothing, unknowns };
  return {
    ...nothing,
    findings: [
      {
        code: 'shelter_overfull',
        severity: 'error',
        from_m: context.route.lengthMetres,
        to_m: context.route.lengthMetres,
        ids: [...ids, ...referencesTo(routes)],
        evidence: { capacity, people, overflow: people - capacity, routes: routes.length },
        thresholds: [],
        message: messages.shelter_overfull({ shelter: nameOf(feature), people, capacity, routes: routes.length }),
      },
    ],
  };
}
