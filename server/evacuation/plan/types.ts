import type { Feature, LineString, MultiLineString, MultiPolygon, Point, Polygon, Position } from 'geojson';
import type { EvacuationRow } from '../../../data/standards/evacuation.ts';
import type { Text } from '../../../data/text.ts';
import type { BuiltNetwork } from '../network/build.ts';
import type { NetworkFault } from '../network/faults.ts';
import type { RoadLine } from '../network/road-line.ts';
import type { HeightAt, TravelMode } from '../network/travel.ts';
import type { TimeWindow } from '../types.ts';
import type { Schedule } from './schedule.ts';

export type Key = string | number;

/** Where people have to leave. */
export interface PlanPoint {
  readonly key: Key;
  readonly name: string | null;
  readonly position: Position;
  /** Null: nobody knows how many. */
  readonly people: number | null;
  /** How long before the flood people are warned; missing or null: not recorded. */
  readonly leadTimeMinutes?: number | null;
}

/** Where they can go. */
export interface PlanShelter {
  readonly key: Key;
  readonly name: string | null;
  readonly position: Position;
  /** Null: nobody knows, and nobody is sent there. */
  readonly capacity: number | null;
  readonly isClosed: boolean;
}

/** `split`: people of a point may go to several shelters. `whole`: a village stays together. */
export type PlanMode = 'split' | 'whole';

/**
 * What is least, after the number of people without a place. `time`: exposure to dangers, then person-seconds, then the
 * longest time. `length`: person-metres, whatever the dangers and grades.
 */
export type PlanBy = 'time' | 'length';

/** Layers of what may stand in people's way. */
export const dangerLayers = ['closures', 'flood_zones', 'road_hazards', 'watercourses', 'water_bodies'] as const;
export type DangerLayer = (typeof dangerLayers)[number];

export interface PlanInput {
  /** The roads, or the network that has been built of them. */
  readonly roads: readonly RoadLine[] | Pick<BuiltNetwork, 'graph' | 'faults'>;
  readonly points: readonly PlanPoint[];
  readonly shelters: readonly PlanShelter[];
  readonly closures?: readonly Feature<LineString>[];
  readonly floodZones?: readonly Feature<Polygon | MultiPolygon>[];
  readonly hazards?: readonly Feature<LineString>[];
  /** Rivers and lakes that people may have to cross between their houses, roads and shelters. */
  readonly waters?: readonly Feature<LineString | MultiLineString | Polygon | MultiPolygon>[];
  /** Dangers that nobody has given or that were to be left out: the plan knows nothing of them, and says so. */
  readonly notGiven?: readonly DangerLayer[];
  /** Whether flood zones can be passed at a cost, or not at all. Costly by default. */
  readonly zonesAre?: 'costly' | 'impassable';
  readonly heightAt?: HeightAt;
  readonly at: TimeWindow;
  readonly mode: PlanMode;
  readonly by: PlanBy;
  readonly travel: TravelMode;
  /** By vehicle: roads known to be narrower than this and the margin of EV12 cannot be used, and roads of unknown width are said. */
  readonly vehicleWidthMetres?: number;
  /** How far places may lie from the network, in metres; the standard's by default. */
  readonly reachMetres?: number;
  readonly standards?: readonly EvacuationRow[];
  /** Told now and then how far the work is, from 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

/**
 * `complete`: everybody gets to a shelter. `incomplete`: some do not. `unknown`: everybody known has a place, but whether
 * they get there safely cannot be told: something that bears on it is not known or was not given, or routes pass flood
 * zones, hazards or fords, or take longer than the warning gives. The notes say what. By `length` what was not given is no
 * doubt: dangers are passed over by intent then.
 */
export type PlanStatus = 'complete' | 'incomplete' | 'unknown';

/** A stretch of one road, in the direction of travel. */
export interface RouteStep {
  readonly road: Key;
  readonly name: string | null;
  readonly road_code: string | null;
  /** Chainage along the road number; null where the road has none. */
  readonly from_m: number | null;
  readonly to_m: number | null;
  readonly length_m: number;
  readonly seconds: number;
}

export interface Route {
  readonly length_m: number;
  readonly seconds: number;
  readonly exposure_m: number;
  readonly steps: readonly RouteStep[];
  readonly geometry: LineString | Point;
}

export interface Alternative extends Route {
  /** Metres that it has to share with the route for want of another way; 0 where it shares none. */
  readonly shared_m: number;
}

/** Metres of a route on dangers; 0 where there are none. */
export interface RouteDangers {
  /** But for leaving the zones that the point itself lies in. */
  readonly in_flood_zone_m: number;
  /** On major, considerable and ungraded hazards. */
  readonly on_hazard_m: number;
  readonly in_ford_m: number;
}

export interface Assignment extends RouteDangers {
  readonly point: Key;
  readonly shelter: Key;
  /** Null: not known; they are shown a way but counted nowhere. */
  readonly people: number | null;
  readonly length_m: number;
  readonly seconds: number;
  readonly exposure_m: number;
  /** Of the length, on roads of which nobody knows whether the vehicle passes; 0 where no width was asked for. */
  readonly unknown_width_m: number;
  /** Of the length, from the point to the network and from the network to the shelter. */
  readonly access_m: number;
  readonly route: Route;
  /** Null: there is no other way at all. */
  readonly alternative: Alternative | null;
}

export type UnservedReason = 'off_network' | 'no_way' | 'closed_off' | 'no_places' | 'no_shelter';

export interface Unserved {
  readonly point: Key;
  readonly people: number | null;
  readonly reason: UnservedReason;
  readonly message: Text;
}

export interface ShelterLoad {
  readonly shelter: Key;
  readonly capacity: number | null;
  readonly people: number;
  readonly free: number | null;
  readonly state: 'used' | 'unused' | 'closed' | 'no_capacity' | 'capacity_unknown' | 'off_network' | 'in_flood_zone';
}

/** What keeps people from a shelter. */
export interface CutPart {
  readonly reason: 'capacity' | 'roads' | 'shelters';
  readonly people: number;
  readonly points: readonly Key[];
  /** Full shelters they can get to: so many more places are needed in them, taken together. */
  readonly shelters_to_enlarge: readonly { readonly shelter: Key; readonly capacity: number }[];
  readonly places_short: number;
  readonly edges_to_open: readonly CutEdge[];
  readonly message: Text;
}

export interface CutEdge {
  readonly road: Key;
  readonly name: string | null;
  readonly road_code: string | null;
  readonly from_m: number | null;
  readonly to_m: number | null;
  readonly length_m: number;
  readonly because: Text;
  readonly geometry: LineString;
}

export interface EdgeLoss {
  readonly road: Key;
  readonly name: string | null;
  readonly road_code: string | null;
  readonly from_m: number | null;
  readonly to_m: number | null;
  readonly length_m: number;
  /** Who uses it in the plan. */
  readonly people: number;
  /** Who then gets to no shelter at all. */
  readonly cut_off: number;
  /** Who then gets to another shelter only. */
  readonly other_shelter: number;
  /** Further time of those who still get to their shelter, and the longest of any. */
  readonly detour_person_s: number;
  readonly longest_detour_s: number;
  readonly geometry: LineString;
}

export interface Clearance {
  /** When the last person is in, if everybody starts at once and waits where roads are full. */
  readonly seconds: number;
  /** No order of people on these routes can be faster. */
  readonly lower_bound_s: number;
  /** Where people wait longest. */
  readonly bottleneck: Omit<CutEdge, 'because' | 'geometry'> | null;
}

export interface PlanReport {
  readonly status: PlanStatus;
  readonly mode: PlanMode;
  readonly by: PlanBy;
  readonly travel: TravelMode;
  readonly vehicle_width_m: number | null;
  /** Dangers that the plan knows nothing of: that no route meets one says nothing then. */
  readonly not_given: readonly DangerLayer[];
  /** Known people at all points. */
  readonly people: number;
  readonly unserved: number;
  readonly person_m: number;
  readonly person_s: number;
  readonly exposure_person_m: number;
  readonly longest_s: number;
  /** Of person-metres by `length`, of person-seconds by `time`, with as many people served as here. */
  readonly lower_bound: number;
  /** How far the plan lies above its bound, as a share of the bound. */
  readonly gap: number;
  readonly assignments: readonly Assignment[];
  readonly unserved_points: readonly Unserved[];
  readonly points_of_unknown_people: readonly Key[];
  readonly shelters: readonly ShelterLoad[];
  readonly cut: { readonly parts: readonly CutPart[]; readonly message: Text } | null;
  readonly losses: readonly EdgeLoss[];
  readonly clearance: Clearance | null;
  /** Who is where when until then; null where nobody moves. */
  readonly schedule: Schedule | null;
  readonly notes: readonly Note[];
  readonly network: { readonly edges: number; readonly nodes: number; readonly faults: readonly NetworkFault[] };
  readonly standards: readonly EvacuationRow[];
}

export interface Note {
  readonly code: NoteCode;
  readonly message: Text;
}

export type NoteCode =
  | 'closure_not_placed'
  | 'closure_window_unreadable'
  | 'hazard_not_placed'
  | 'hazard_without_grade'
  | 'people_unknown'
  | 'nobody_there'
  | 'capacity_unknown'
  | 'no_capacity'
  | 'shelter_closed'
  | 'shelter_off_network'
  | 'shelter_in_zone'
  | 'far_from_road'
  | 'width_unknown'
  | 'warning_unknown'
  | 'too_narrow'
  | 'no_grades'
  | 'search_stopped'
  | 'route_in_flood_zone'
  | 'route_on_hazard'
  | 'route_through_ford'
  | 'beyond_lead_time'
  | 'access_crosses_water'
  | 'not_given';
