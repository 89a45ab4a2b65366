import type { Feature, Point } from 'geojson';
import { text } from '../../../data/text.ts';
import type { CheckContext } from '../context.ts';
import { nameOf, referenceTo } from '../features.ts';
import { nearestOnSegment, pointAt } from '../geometry/line.ts';
import type { Point2 } from '../geometry/plane.ts';
import { type RoadNetwork, roadAt } from '../match/network.ts';
import { messages } from '../messages.ts';
import { isOpenToVehicles } from '../roads.ts';
import type { FindingDraft, Rule, RuleResult } from './rule.ts';
import { unknownEnd } from './unknown-ends.ts';

/**
 * Both ends near the network, and near their flood point and shelter. For people who ride only roads open to motor
 * vehicles are the network. Without a named point or shelter the one near the end is taken.
 */
export const ev01: Rule = {
  id: 'EV01',
  title: text('两端未接路网、灾害点或安置点', 'Ends away from the network, the flood point or the shelter'),
  needs: ['roads', 'flood_points', 'shelters'],
  needsLength: false,
  check: checkEnds,
};

function checkEnds(context: CheckContext): RuleResult {
  const { numbers, route, ends, input } = context;
  const end = route.lengthMetres;
  const { point, shelter } = ends;
  const findings = [
    ...(input.coverage.roads
      ? [...offNetwork(context, 0, 'start_off_network'), ...offNetwork(context, end, 'end_off_network')]
      : []),
  ];
  if (point.found !== 'nothing' && point.metres > numbers.point_reach_m) {
    const said = { point: nameOf(point.feature), metres: Math.round(point.metres), limit: numbers.point_reach_m };
    findings.push({
      ...away('flood_points', point.feature, 0, point.metres),
      code: 'start_off_point',
      thresholds: ['point_reach_m'],
      message: messages.start_off_point(said),
    });
  }
  if (shelter.found !== 'nothing' && shelter.metres > numbers.shelter_reach_m) {
    const said = {
      shelter: nameOf(shelter.feature),
      metres: Math.round(shelter.metres),
      limit: numbers.shelter_reach_m,
    };
    findings.push({
      ...away('shelters', shelter.feature, end, shelter.metres),
      code: 'end_off_shelter',
      thresholds: ['shelter_reach_m'],
      message: messages.end_off_shelter(said),
    });
  }
  return { findings, unknowns: [...unknownEnd(context, 'point'), ...unknownEnd(context, 'shelter')], notes: [] };
}

function away(layer: 'flood_points' | 'shelters', feature: Feature<Point>, at: number, metres: number) {
  return {
    severity: 'error' as const,
    from_m: at,
    to_m: at,
    ids: [referenceTo(layer, feature)],
    evidence: { distance_m: Math.round(metres) },
  };
}

function offNetwork(
  context: CheckContext,
  metres: number,
  code: 'start_off_network' | 'end_off_network',
): FindingDraft[] {
  const { network, numbers, route, movement } = context;
  const limit = numbers.network_reach_m;
  const found = metresToRoad(network, pointAt(route, metres), 2 * limit, movement.mode === 'vehicle');
  if (found !== null && found <= limit) return [];
  const distance = found === null ? null : Math.round(found);
  return [
    {
      code,
      severity: 'error',
      from_m: metres,
      to_m: metres,
      ids: [],
      evidence: { distance_m: distance },
      thresholds: ['network_reach_m'],
      message: messages[code]({ metres: distance, limit }),
    },
  ];
}

/** Null where no road is within reach. */
function metresToRoad(network: RoadNetwork, place: Point2, reach: number, forVehicles: boolean): number | null {
  const { x, y } = place;
  let least = Number.POSITIVE_INFINITY;
  for (const found of network.segments.search(x - reach, y - reach, x + reach, y + reach)) {
    const { feature, line } = roadAt(network, network.segments.lineOf(found));
    if (forVehicles && !isOpenToVehicles(feature)) continue;
    least = Math.min(least, nearestOnSegment(line, network.segments.segmentOf(found), place).distanceMetres);
  }
  return least <= reach ? least : null;
}
