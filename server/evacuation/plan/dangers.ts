import type { Position } from 'geojson';
import { fords } from '../network/fords.ts';
import type { RoadGraph } from '../network/graph.ts';
import { metresWithin, type PartsOfRoads } from '../network/road-parts.ts';
import type { RoadPlacer } from '../network/road-placer.ts';
import { floodedMetres } from './flooded-metres.ts';
import { partsWithHazards } from './hazards.ts';
import { planMessages } from './messages.ts';
import { toThousandth } from './scale.ts';
import type { Assignment, Key, Note, PlanInput, RouteDangers } from './types.ts';

/** What endangers people on their way, whether or not the plan keeps them away from it. */
export interface Dangers {
  readonly hazards: PartsOfRoads;
  readonly fords: PartsOfRoads;
  readonly floodedMetres: (line: readonly Position[]) => number;
}

export function findDangers(input: PlanInput, base: RoadGraph, placer: () => RoadPlacer, notes: Note[]): Dangers {
  return {
    hazards: partsWithHazards(input.hazards ?? [], placer, notes),
    fords: fords(base),
    floodedMetres: floodedMetres(input.floodZones ?? []),
  };
}

/** The metres of a way on each kind of danger. Less than `leastMetres` of one are none. */
export function dangersOn(
  { hazards, fords: wet, floodedMetres: flooded }: Dangers,
  graph: RoadGraph,
  arcs: readonly number[],
  line: readonly Position[],
  leastMetres: number,
): RouteDangers {
  const along = (parts: PartsOfRoads) => arcs.reduce((sum, arc) => sum + metresWithin(graph, arc >> 1, parts), 0);
  const counted = (metres: number) => (metres < leastMetres ? 0 : toThousandth(metres));
  return {
    in_flood_zone_m: counted(flooded(line)),
    on_hazard_m: counted(along(hazards)),
    in_ford_m: counted(along(wet)),
  };
}

const kinds = [
  ['route_in_flood_zone', 'in_flood_zone_m'],
  ['route_on_hazard', 'on_hazard_m'],
  ['route_through_ford', 'in_ford_m'],
] as const;

/** Says whose routes meet a danger or take longer than the warning gives; each leaves the plan in doubt. */
export function notesOnDangers(input: PlanInput, assignments: readonly Assignment[]): Note[] {
  const notes: Note[] = kinds.flatMap(([code, member]) => {
    const concerned = assignments.filter((assignment) => assignment[member] > 0);
    if (concerned.length === 0) return [];
    const metres = concerned.reduce((sum, assignment) => sum + assignment[member], 0);
    return [{ code, message: planMessages[code]({ ...thoseOf(concerned), metres }) }];
  });
  const leads = new Map<Key, number>(
    input.points.flatMap(({ key, leadTimeMinutes }) => (leadTimeMinutes == null ? [] : [[key, leadTimeMinutes]])),
  );
  const late = assignments.filter(
    ({ point, seconds }) => seconds > (leads.get(point) ?? Number.POSITIVE_INFINITY) * 60,
  );
  if (late.length > 0) {
    const beyondSeconds = Math.max(...late.map(({ point, seconds }) => seconds - (leads.get(point) ?? 0) * 60));
    const message = planMessages.beyond_lead_time({ ...thoseOf(late), minutes: Math.ceil(beyondSeconds / 60) });
    notes.push({ code: 'beyond_lead_time', message });
  }
  return notes;
}

function thoseOf(assignments: readonly Assignment[]): { points: readonly Key[]; people: number } {
  return {
    points: [...new Set(assignments.map(({ point }) => point))],
    people: assignments.reduce((sum, { people }) => sum + (people ?? 0), 0),
  };
}
