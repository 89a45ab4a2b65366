import type { Feature, LineString } from 'geojson';
import { text } from '../../../data/text.ts';
import type { CheckContext } from '../context.ts';
import { namesOf, referenceTo, textOf } from '../features.ts';
import { type Interval, intervalLength } from '../geometry/intervals.ts';
import { distance, pointAt } from '../geometry/line.ts';
import type { Cell, Track } from '../match/match.ts';
import { roadAt } from '../match/network.ts';
import { stepBetween } from '../match/steps.ts';
import { partsUsed, type RoadParts, type Travel, type Use } from '../match/use.ts';
import { type MessageCode, messages } from '../messages.ts';
import { isOpenToVehicles } from '../roads.ts';
import { featuresIn } from './roads-in.ts';
import type { FindingDraft, Rule, RuleResult } from './rule.ts';

/**
 * Connected, and in a legal direction. Going from one road to another that does not join it is an error: a bridge over a
 * road is no junction. Between two roads a vehicle has to stay on roads; on foot there may be a path that nobody has
 * drawn. One-way traffic and roads closed to motor vehicles bind vehicles only.
 */
export const ev02: Rule = {
  id: 'EV02',
  title: text('不连通或逆向行驶', 'Not connected, or against the legal direction'),
  needs: ['roads'],
  needsLength: true,
  check: checkConnected,
};

function checkConnected(context: CheckContext): RuleResult {
  return { findings: [...breaks(context), ...illegalUses(context)], unknowns: [], notes: [] };
}

function breaks(context: CheckContext): FindingDraft[] {
  const found: FindingDraft[] = [];
  let last: { cell: Cell; track: Track } | undefined;
  for (const cell of context.match.cells) {
    const track = cell.tracks[0];
    if (track === undefined) continue;
    if (last !== undefined) found.push(...breakBetween(context, last.cell, last.track, cell, track));
    last = { cell, track };
  }
  return found;
}

function breakBetween(context: CheckContext, before: Cell, from: Track, after: Cell, to: Track): FindingDraft[] {
  const { network, numbers, movement } = context;
  const off = { from: before.to, to: after.from };
  const [a, b] = [roadAt(network, from.road), roadAt(network, to.road)];
  const step = stepBetween(
    network,
    numbers,
    { road: from.road, metres: from.to },
    { road: to.road, metres: to.from },
    intervalLength(off),
  );
  if (step.kind !== 'jump') return [];
  const gap = distance(pointAt(a.line, from.to), pointAt(b.line, to.from));
  // A road that closes on itself is left at its end and entered again at its start.
  if (from.road === to.road && gap <= numbers.junction_snap_m) return [];
  const isPath = intervalLength(off) > numbers.match_spacing_m && movement.mode !== 'vehicle';
  const features = [...new Set([a.feature, b.feature])];
  const metres = Math.round(isPath ? intervalLength(off) : gap);
  const code = isPath ? 'path_between_roads' : 'roads_not_joined';
  return [
    {
      code,
      severity: isPath ? 'unknown' : 'error',
      from_m: off.from,
      to_m: off.to,
      ids: features.map((feature) => referenceTo('roads', feature)),
      evidence: { gap_m: Math.round(gap * 10) / 10, off_network_m: Math.round(intervalLength(off)) },
      thresholds: ['junction_snap_m', 'match_jump_m'],
      message: messages[code]({ roads: namesOf(features), metres }),
    },
  ];
}

function illegalUses(context: CheckContext): FindingDraft[] {
  if (context.movement.mode === 'foot') return [];
  const oneway = (way: string) => partsWhere(context, (road) => textOf(road, 'oneway') === way);
  return [
    ...illegal(context, oneway('forward'), 'backward', 'against_oneway'),
    ...illegal(context, oneway('backward'), 'forward', 'against_oneway'),
    ...illegal(
      context,
      partsWhere(context, (road) => !isOpenToVehicles(road)),
      'either',
      'closed_to_vehicles',
    ),
  ];
}

function partsWhere(context: CheckContext, is: (road: Feature<LineString>) => boolean): RoadParts {
  const parts = new Map<number, Interval[]>();
  for (const index of context.match.cellsOfRoad.keys()) {
    const { feature, line } = roadAt(context.network, index);
    if (is(feature)) parts.set(index, [{ from: 0, to: line.lengthMetres }]);
  }
  return parts;
}

function illegal(
  context: CheckContext,
  parts: RoadParts,
  travel: Travel,
  code: 'against_oneway' | 'closed_to_vehicles',
): FindingDraft[] {
  const use: Use = partsUsed(context.match, parts, context.numbers.use_min_m, travel);
  const surely = context.movement.mode === 'vehicle';
  const draft = (part: Interval, certain: boolean): FindingDraft => {
    const roads = featuresIn(context, part, (index) => parts.has(index));
    const said: Extract<MessageCode, `${typeof code}${'' | '_perhaps'}`> = certain ? code : `${code}_perhaps`;
    return {
      code: said,
      severity: certain ? 'error' : 'unknown',
      from_m: part.from,
      to_m: part.to,
      ids: roads.map((road) => referenceTo('roads', road)),
      evidence: { mode: context.movement.mode },
      thresholds: ['use_min_m', 'match_distance_m'],
      message: messages[said]({ roads: namesOf(roads), metres: Math.round(intervalLength(part)) }),
    };
  };
  return [...use.certain.map((part) => draft(part, surely)), ...use.possible.map((part) => draft(part, false))];
}
