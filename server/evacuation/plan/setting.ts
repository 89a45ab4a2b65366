import {
  type EvacuationNumbers,
  type EvacuationRow,
  evacuationNumbers,
  evacuationRows,
} from '../../../data/standards/evacuation.ts';
import { routeCheckNumbers, routeCheckRows } from '../../../data/standards/route-check.ts';
import { nameOf } from '../features.ts';
import { buildRoadGraph } from '../network/build.ts';
import { type ClosedEdges, closedEdges } from '../network/closures.ts';
import { type ArcCosts, arcCosts } from '../network/costs.ts';
import type { NetworkFault } from '../network/faults.ts';
import { findIslandsAndGaps } from '../network/gaps.ts';
import { type RoadGraph, roadOf } from '../network/graph.ts';
import { indexEdges } from '../network/places.ts';
import { joinedParts, type PartsOfRoads } from '../network/road-parts.ts';
import { makeRoadPlacer, type RoadPlacer } from '../network/road-placer.ts';
import { splitEdges } from '../network/split.ts';
import { isOpenTo, isTooNarrow, widthNeeded } from '../network/travel.ts';
import { indexZones, partsInZones, type ZoneIndex } from '../network/zones.ts';
import { type Access, makeAccessFinder } from './access.ts';
import { type Dangers, findDangers } from './dangers.ts';
import { planMessages } from './messages.ts';
import type { Key, Note, PlanInput, PlanPoint, PlanShelter, ShelterLoad } from './types.ts';

/** A point on the network. */
export interface Start {
  readonly point: PlanPoint;
  readonly node: number;
  readonly accessMetres: number;
  /** What the straight way to the road meets. */
  readonly accessExposureMillimetres: number;
  readonly crossesWater: boolean;
}

/** A shelter that takes people. */
export interface Goal {
  readonly shelter: PlanShelter;
  readonly capacity: number;
  readonly node: number;
  readonly accessMetres: number;
  readonly accessExposureMillimetres: number;
  readonly crossesWater: boolean;
}

/** Everything that a plan is worked out from. */
export interface Setting {
  readonly input: PlanInput;
  readonly numbers: EvacuationNumbers;
  readonly rows: readonly EvacuationRow[];
  readonly reachMetres: number;
  /** Split at the places. */
  readonly graph: RoadGraph;
  readonly costs: ArcCosts;
  readonly closed: ClosedEdges;
  /** How wide a road has to be, as in EV12; undefined where no width was given. */
  readonly neededWidthMetres: number | undefined;
  readonly dangers: Dangers;
  readonly starts: readonly Start[];
  readonly goals: readonly Goal[];
  /** Points that reach no road, and how far the nearest is; null: further than was looked. */
  readonly offNetwork: ReadonlyMap<PlanPoint, number | null>;
  /** Points that flood zones which cannot be passed part from every road. */
  readonly flooded: readonly PlanPoint[];
  /** Shelters that take nobody, and why. */
  readonly unusable: ReadonlyMap<PlanShelter, ShelterLoad['state']>;
  readonly notes: readonly Note[];
  readonly faults: readonly NetworkFault[];
}

/** How many times the reach to look for the road that a place off the network lies nearest to. */
const widerLook = 40;

export function makeSetting(input: PlanInput): Setting {
  const rows = rowsWith(input.standards);
  const numbers = evacuationNumbers(rows);
  const reachMetres = input.reachMetres ?? numbers.entry_reach_m;
  const { graph: base, faults } = 'graph' in input.roads ? input.roads : buildRoadGraph(input.roads);
  const notes: Note[] = [];
  const index = indexEdges(base);
  const neededWidthMetres = neededWidthOf(input);
  const isUsable = (edge: number) =>
    isOpenTo(input.travel, roadOf(base, edge)) && !isTooNarrow(roadOf(base, edge), neededWidthMetres);

  let knownPlacer: RoadPlacer | undefined;
  const placer = () => {
    knownPlacer ??= makeRoadPlacer(base.lines);
    return knownPlacer;
  };
  const closed = closedEdges(base, input.closures ?? [], input.at, placer);
  for (const feature of closed.unplaced) {
    notes.push({ code: 'closure_not_placed', message: planMessages.closure_not_placed(nameOf(feature)) });
  }
  for (const feature of closed.untimed) {
    notes.push({ code: 'closure_window_unreadable', message: planMessages.closure_window_unreadable(nameOf(feature)) });
  }
  const zones = indexZones(input.floodZones ?? []);

  const reach = { reachMetres, touchMetres: numbers.zone_touch_m };
  const access = makeAccessFinder(input, index, zones, reach, isUsable);
  const entries: Access[] = [];
  const flooded: PlanPoint[] = [];
  const offNetwork = new Map<PlanPoint, number | null>();
  const entered: PlanPoint[] = [];
  for (const point of input.points) {
    const entry = access.find(point.position);
    if (entry === 'flooded') flooded.push(point);
    else if (entry === null) {
      const wider = index.nearest(point.position, reachMetres * widerLook, isUsable);
      offNetwork.set(point, wider === null ? null : wider.accessMetres);
    } else {
      entered.push(point);
      entries.push(entry);
    }
  }
  const unusable = new Map<PlanShelter, ShelterLoad['state']>();
  const usable: PlanShelter[] = [];
  for (const shelter of input.shelters) {
    const state = stateOf(shelter, zones);
    const entry = state === 'unused' ? access.find(shelter.position) : null;
    if (entry === null || entry === 'flooded') unusable.set(shelter, state === 'unused' ? 'off_network' : state);
    else {
      usable.push(shelter);
      entries.push(entry);
    }
  }
  const { graph, nodes } = splitEdges(base, entries);
  const dangers = findDangers(input, base, placer, notes);
  const scenario = {
    mode: input.travel,
    neededWidthMetres,
    closed,
    ...keptAway(input, base, zones, dangers),
    heightAt: heightsOf(input),
  };
  const costs = arcCosts(graph, scenario, numbers);
  const starts = entered.map((point, place) => ({
    point,
    node: nodes[place] ?? -1,
    ...metBy(input, entries[place]),
  }));
  const goals = usable.map((shelter, place) => ({
    shelter,
    capacity: shelter.capacity ?? 0,
    node: nodes[entered.length + place] ?? -1,
    ...metBy(input, entries[entered.length + place]),
  }));
  const narrow = base.lines.roads.filter(
    (road) => isOpenTo(input.travel, road) && isTooNarrow(road, neededWidthMetres),
  ).length;
  if (narrow > 0 && neededWidthMetres !== undefined) {
    notes.push({ code: 'too_narrow', message: planMessages.too_narrow(narrow, neededWidthMetres) });
  }
  const far = [
    ...starts.filter(({ accessMetres }) => accessMetres > numbers.entry_near_m).map(({ point }) => point.key),
    ...goals.filter(({ accessMetres }) => accessMetres > numbers.entry_near_m).map(({ shelter }) => shelter.key),
  ];
  if (far.length > 0) {
    notes.push({ code: 'far_from_road', message: planMessages.far_from_road(far, numbers.entry_near_m) });
  }
  return {
    input,
    numbers,
    rows,
    reachMetres,
    graph,
    costs,
    closed,
    neededWidthMetres,
    dangers,
    starts,
    goals,
    offNetwork,
    flooded,
    unusable,
    notes: [...notes, ...notesOnPlaces(input, unusable, reachMetres), ...notesOnGrades(input, costs)],
    faults: [...faults, ...findIslandsAndGaps(base, numbers.near_miss_m, index)],
  };
}

function metBy({ by }: PlanInput, access: Access | undefined): Omit<Goal, 'shelter' | 'capacity' | 'node'> {
  const { accessMetres = 0, floodedMetres = 0, crossesWater = false } = access ?? {};
  const exposed = by === 'length' ? 0 : Math.round(floodedMetres * 1000);
  return { accessMetres, accessExposureMillimetres: exposed, crossesWater };
}

function neededWidthOf({ travel, vehicleWidthMetres }: PlanInput): number | undefined {
  if (travel !== 'vehicle' || vehicleWidthMetres === undefined) return undefined;
  return widthNeeded(vehicleWidthMetres, routeCheckNumbers(routeCheckRows).vehicle_margin_m);
}

function rowsWith(replacements: readonly EvacuationRow[] = []): readonly EvacuationRow[] {
  const own = new Map(replacements.map((replacement) => [replacement.id, replacement]));
  return evacuationRows.map((standard) => own.get(standard.id) ?? standard);
}

function heightsOf({ by, heightAt }: PlanInput): PlanInput['heightAt'] {
  return by === 'length' ? undefined : heightAt;
}

/** What the plan keeps people away from as far as there is another way, and what nobody can pass. */
function keptAway(
  input: PlanInput,
  base: RoadGraph,
  zones: ZoneIndex,
  { hazards, fords }: Dangers,
): { exposed: PartsOfRoads; impassable: PartsOfRoads } {
  const none: PartsOfRoads = new Map();
  const flooded = partsInZones(base, zones);
  const impassable = input.zonesAre === 'impassable' ? flooded : none;
  if (input.by === 'length') return { exposed: none, impassable };
  return { exposed: joinedParts(input.zonesAre === 'impassable' ? none : flooded, hazards, fords), impassable };
}

function stateOf(shelter: PlanShelter, zones: ZoneIndex): ShelterLoad['state'] {
  const [longitude = Number.NaN, latitude = Number.NaN] = shelter.position;
  if (shelter.isClosed) return 'closed';
  if (shelter.capacity === null) return 'capacity_unknown';
  if (shelter.capacity === 0) return 'no_capacity';
  return zones.contains(longitude, latitude) ? 'in_flood_zone' : 'unused';
}

function notesOnPlaces(
  { points }: PlanInput,
  unusable: ReadonlyMap<PlanShelter, ShelterLoad['state']>,
  reachMetres: number,
): Note[] {
  const having = (people: number | null) => points.filter((point) => point.people === people).map(({ key }) => key);
  const inState = (state: ShelterLoad['state']) =>
    [...unusable].filter(([, own]) => own === state).map(([{ key }]) => key);
  const all: readonly [Note['code'], readonly Key[], (keys: readonly Key[]) => Note['message']][] = [
    ['people_unknown', having(null), planMessages.people_unknown],
    ['nobody_there', having(0), planMessages.nobody_there],
    ['capacity_unknown', inState('capacity_unknown'), planMessages.capacity_unknown],
    ['no_capacity', inState('no_capacity'), planMessages.no_capacity],
    ['shelter_closed', inState('closed'), planMessages.shelter_closed],
    ['shelter_in_zone', inState('in_flood_zone'), planMessages.shelter_in_zone],
    ['shelter_off_network', inState('off_network'), (keys) => planMessages.shelter_off_network(keys, reachMetres)],
  ];
  return all.flatMap(([code, keys, message]) => (keys.length > 0 ? [{ code, message: message(keys) }] : []));
}

function notesOnGrades({ by }: PlanInput, { metresWithoutGrade }: ArcCosts): Note[] {
  if (by === 'length' || metresWithoutGrade < 1) return [];
  return [{ code: 'no_grades', message: planMessages.no_grades(metresWithoutGrade) }];
}
