import { text } from '../../../data/text.ts';
import type { CheckContext } from '../context.ts';
import { nameOf, referenceTo } from '../features.ts';
import { messages } from '../messages.ts';
import { assignedTo, peopleOf, referencesTo } from './assigned.ts';
import { nothing, type Rule, type RuleResult } from './rule.ts';
import { unknownEnd } from './unknown-ends.ts';

/**
 * People of the flood point on no route, summed over all of its routes. A route that does not say how many people it takes
 * leaves the sum open, unless the others take everybody. Several routes that together take more people than there are
 * may count some twice, so that others have none.
 */
export const ev09: Rule = {
  id: 'EV09',
  title: text('灾害点有人未安排路线', 'People of the flood point without a route'),
  needs: ['flood_points'],
  reads: ['evacuation_routes'],
  needsLength: false,
  check: checkAssigned,
};

function checkAssigned(context: CheckContext): RuleResult {
  const { point } = context.ends;
  if (point.found === 'nothing') return { ...nothing, unknowns: unknownEnd(context, 'point') };
  const { feature } = point;
  const ids = [referenceTo('flood_points', feature)];
  const name = nameOf(feature);
  const people = peopleOf(feature);
  if (people === null) {
    const message = messages.point_people_missing({ point: name });
    return { ...nothing, unknowns: [{ code: 'point_people_missing', message, ids }] };
  }
  const { people: assigned, routes, unknowns } = assignedTo(context, 'point', feature);
  if (assigned > people && routes.length > 1) {
    const message = messages.people_counted_twice({ point: name, people, assigned });
    return {
      ...nothing,
      unknowns: [{ code: 'people_counted_twice', message, ids: [...ids, ...referencesTo(routes)] }],
    };
  }
  if (assigned >= people) return nothing;
  if (unknowns.length > 0) return { ...nothing, unknowns };
  return {
    ...nothing,
    findings: [
      {
        code: 'people_not_assigned',
        severity: 'error',
        from_m: 0,
        to_m: 0,
        ids: [...ids, ...referencesTo(routes)],
        evidence: { people, assigned, without_route: people - assigned, routes: routes.length },
        thresholds: [],
        message: messages.people_not_assigned({ point: name, people, assigned }),
      },
    ],
  };
}
