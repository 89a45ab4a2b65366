import type { Feature, Point } from 'geojson';
import { text } from '../../../data/text.ts';
import type { CheckContext } from '../context.ts';
import { nameOf, namesOf, referenceTo, textOf } from '../features.ts';
import { contains } from '../geometry/area.ts';
import { distance, pointAt } from '../geometry/line.ts';
import type { Point2 } from '../geometry/plane.ts';
import { messages } from '../messages.ts';
import type { Statement } from '../types.ts';
import { noData } from './no-data.ts';
import { type FindingDraft, nothing, type Rule, type RuleResult } from './rule.ts';

/**
 * Shelter closed, or inside a danger zone. The shelter is the one the route names, and otherwise the nearest to its end
 * within reach. A named shelter that is not there is not replaced by another one. Whether people get to a named
 * one that the route does not reach is unknown.
 */
export const ev07: Rule = {
  id: 'EV07',
  title: text('安置点停用或位于危险区', 'Shelter closed or inside a danger zone'),
  needs: ['shelters'],
  needsLength: false,
  check: checkShelter,
};

function checkShelter(context: CheckContext): RuleResult {
  const { shelters } = context.input.features;
  const code = textOf(context.input.route, 'shelter_code');
  const end = pointAt(context.route, context.route.lengthMetres);
  if (code !== null) {
    const named = shelters.filter((shelter) => textOf(shelter, 'code') === code);
    if (named.length === 0) {
      return unknown({ code: 'shelter_not_found', message: messages.shelter_not_found({ code }), ids: [] });
    }
    const judged = judge(context, named);
    const reached = named.some((shelter) => metresFrom(context, end, shelter) <= context.numbers.shelter_reach_m);
    return reached ? judged : { ...judged, unknowns: [...judged.unknowns, outOfReach(context, named)] };
  }
  const nearest = nearestTo(context, end);
  return nearest === undefined ? unknown(notFound(context)) : judge(context, [nearest]);
}

function nearestTo(context: CheckContext, place: Point2): Feature<Point> | undefined {
  let nearest: Feature<Point> | undefined;
  let least = context.numbers.shelter_reach_m;
  for (const shelter of context.input.features.shelters) {
    const metres = metresFrom(context, place, shelter);
    if (metres <= least) {
      least = metres;
      nearest = shelter;
    }
  }
  return nearest;
}

function metresFrom({ plane }: CheckContext, place: Point2, shelter: Feature<Point>): number {
  const [longitude = Number.NaN, latitude = Number.NaN] = shelter.geometry.coordinates;
  return distance(place, { x: plane.x(longitude), y: plane.y(latitude) });
}

function outOfReach(context: CheckContext, shelters: readonly Feature<Point>[]): Statement {
  return {
    code: 'shelter_out_of_reach',
    message: messages.shelter_out_of_reach({ shelter: namesOf(shelters), metres: context.numbers.shelter_reach_m }),
    ids: shelters.map((shelter) => referenceTo('shelters', shelter)),
  };
}

function notFound(context: CheckContext): Statement {
  const metres = context.numbers.shelter_reach_m;
  const atStart = nearestTo(context, pointAt(context.route, 0));
  if (atStart === undefined) {
    return { code: 'no_shelter_at_end', message: messages.no_shelter_at_end({ metres }), ids: [] };
  }
  return {
    code: 'shelter_at_start',
    message: messages.shelter_at_start({ metres, shelter: nameOf(atStart) }),
    ids: [referenceTo('shelters', atStart)],
  };
}

function judge(context: CheckContext, shelters: readonly Feature<Point>[]): RuleResult {
  return {
    findings: shelters.flatMap((shelter) => [...stateOf(context, shelter), ...zonesOf(context, shelter)]),
    unknowns: context.input.coverage.flood_zones ? [] : [noData('flood_zones')],
    notes: [],
  };
}

function stateOf(context: CheckContext, shelter: Feature<Point>): FindingDraft[] {
  const state = textOf(shelter, 'state');
  if (state === 'open') return [];
  const closed = state === 'closed';
  const said = { shelter: nameOf(shelter) };
  return [
    {
      code: closed ? 'shelter_closed' : 'shelter_state_missing',
      severity: closed ? 'error' : 'unknown',
      from_m: context.route.lengthMetres,
      to_m: context.route.lengthMetres,
      ids: [referenceTo('shelters', shelter)],
      evidence: { state },
      thresholds: ['shelter_reach_m'],
      message: closed ? messages.shelter_closed(said) : messages.shelter_state_missing(said),
    },
  ];
}

function zonesOf(context: CheckContext, shelter: Feature<Point>): FindingDraft[] {
  const zones = context.input.features.flood_zones.filter((zone) => contains(zone, shelter.geometry.coordinates));
  if (zones.length === 0) return [];
  return [
    {
      code: 'shelter_in_zone',
      severity: 'error',
      from_m: context.route.lengthMetres,
      to_m: context.route.lengthMetres,
      ids: [referenceTo('shelters', shelter), ...zones.map((zone) => referenceTo('flood_zones', zone))],
      evidence: { zones: zones.length },
      thresholds: ['shelter_reach_m'],
      message: messages.shelter_in_zone({ shelter: nameOf(shelter), zones: namesOf(zones) }),
    },
  ];
}

function unknown(statement: Statement): RuleResult {
  return { ...nothing, unknowns: [statement] };
}
