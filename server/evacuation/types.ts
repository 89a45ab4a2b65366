import type { Feature, LineString, MultiLineString, MultiPolygon, Point, Polygon } from 'geojson';
import type { EvacuationNumberId, EvacuationRow } from '../../data/standards/evacuation.ts';
import type { RouteCheckNumberId, RouteCheckRow } from '../../data/standards/route-check.ts';
import type { Text } from '../../data/text.ts';
import type { CountyWays } from './county/county-ways.ts';
import type { MessageCode } from './messages.ts';

/**
 * What a spatial index has preselected around a route. Properties are the members of the layers in `data/layers`; null
 * and absent are both "missing". Wanted: everything within `routeCheckReachMetres` of the route, whole and uncut, every
 * shelter with the route's `shelter_code` and every flood point with its `flood_point_code` wherever they lie, the flood
 * zones that touch any of these shelters, every hazard of the road numbers and sections that the route may follow, and
 * every closure that names one of them; and all routes of the county that name one of these shelters or points, or that
 * name none and end or start near one.
 */
export interface RouteSurroundings {
  readonly roads: readonly Feature<LineString>[];
  readonly closures: readonly Feature<LineString>[];
  readonly road_hazards: readonly Feature<LineString>[];
  readonly flood_zones: readonly Feature<Polygon | MultiPolygon>[];
  readonly watercourses: readonly Feature<LineString | MultiLineString>[];
  readonly water_bodies: readonly Feature<Polygon | MultiPolygon>[];
  readonly shelters: readonly Feature<Point>[];
  readonly flood_points: readonly Feature<Point>[];
  /** The checked route itself, as it is stored, may be among them. */
  readonly evacuation_routes: readonly Feature<LineString>[];
}

export const checkedLayers = [
  'roads',
  'closures',
  'road_hazards',
  'flood_zones',
  'watercourses',
  'water_bodies',
  'shelters',
  'flood_points',
  'evacuation_routes',
] as const satisfies readonly (keyof RouteSurroundings)[];

export type CheckedLayer = (typeof checkedLayers)[number];

/** True where the county has any feature at all in the layer: an empty layer carries no verdict. */
export type Coverage = Readonly<Record<CheckedLayer, boolean>>;

export interface TimeWindow {
  readonly from: Date;
  readonly to: Date;
}

export interface RouteCheckInput {
  /**
   * WGS 84, drawn the way people go. Members used: `code`, `shelter_code`, `flood_point_code`, `people`, `mode`,
   * `vehicle_width_m`, and those of rule EV14. Heights are ignored.
   */
  readonly route: Feature<LineString>;
  /** When the route is used: an instant or a window, both ends included. */
  readonly at: Date | TimeWindow;
  readonly features: RouteSurroundings;
  readonly coverage: Coverage;
  /** Layers that nobody has given: that they are empty in `features` says nothing. None by default. */
  readonly notGiven?: readonly CheckedLayer[];
  /** The roads, points and shelters of the whole county; without it nothing can be said about other ways. */
  readonly county?: CountyWays;
  /** Heights at `profilePlaces` of the route; without them nothing can be said about its profile. */
  readonly heights?: RouteHeights;
  /** A county's own rows in place of the standard ones of the same id. */
  readonly standards?: readonly RouteCheckRow[];
}

export interface RouteHeights {
  /** Metres, one a place; NaN where unknown. */
  readonly metres: Float64Array;
  /** Standard deviation of a height; null where nobody knows. */
  readonly rmseMetres: number | null;
}

export const ruleIds = [
  'EV01',
  'EV02',
  'EV03',
  'EV04',
  'EV05',
  'EV06',
  'EV07',
  'EV08',
  'EV09',
  'EV10',
  'EV11',
  'EV12',
  'EV13',
  'EV14',
  'EV15',
] as const;

export type RuleId = (typeof ruleIds)[number];

/** From worst to least: an error outweighs what is unknown, and what is unknown outweighs a warning. */
export type Severity = 'error' | 'unknown' | 'warning';

export type Verdict = 'fail' | 'unknown' | 'warn' | 'pass';

export type Outcome = 'violated' | 'unknown' | 'pass';

export interface FeatureReference {
  readonly layer: CheckedLayer;
  readonly id: string | number | null;
  readonly code: string | null;
}

export type Evidence = Readonly<Record<string, string | number | boolean | null>>;

export interface Finding {
  readonly rule: RuleId;
  readonly code: MessageCode;
  readonly severity: Severity;
  /** Geodesic metres from the start of the route. */
  readonly from_m: number;
  readonly to_m: number;
  readonly length_m: number;
  /** Cut from the route; a point where it has no length. */
  readonly geometry: LineString | Point;
  readonly ids: readonly FeatureReference[];
  readonly evidence: Evidence;
  /** Rows of the report's `standards` that decided it. */
  readonly thresholds: readonly (RouteCheckNumberId | EvacuationNumberId)[];
  readonly message: Text;
}

/** Why a rule came out as it did where no place on the route says it, or what to know beside the outcome. */
export interface Statement {
  readonly code: MessageCode;
  readonly message: Text;
  readonly ids: readonly FeatureReference[];
}

export interface RuleReport {
  readonly rule: RuleId;
  readonly title: Text;
  /** Violated by an error, or by a warning where nothing is unknown. */
  readonly outcome: Outcome;
  readonly severity: Severity | null;
  /** Every distinct reason for the outcome, those of the findings included. Empty for a pass. */
  readonly reasons: readonly Statement[];
  /** Does not change the outcome. */
  readonly notes: readonly Statement[];
}

export interface FollowedRoad {
  readonly id: string | number | null;
  readonly code: string | null;
  readonly road_code: string | null;
  readonly name: string | null;
  readonly structure: string | null;
  /** Along the road's chainage, in the direction of travel; metres from the drawn start where the road has none. */
  readonly chainage_from_m: number;
  readonly chainage_to_m: number;
  readonly has_chainage: boolean;
}

export interface RouteStretch {
  readonly from_m: number;
  readonly to_m: number;
  readonly status: 'on_road' | 'ambiguous' | 'off_network';
  /** The best fit; null off the network. */
  readonly road: FollowedRoad | null;
  /** Other roads that fit as well. Empty unless ambiguous. */
  readonly alternatives: readonly FollowedRoad[];
}

export interface RouteCheckReport {
  readonly verdict: Verdict;
  readonly length_m: number;
  readonly at: { readonly from: string; readonly to: string };
  readonly rules: readonly RuleReport[];
  /** In the order of the rules, then along the route. */
  readonly findings: readonly Finding[];
  readonly roads: readonly RouteStretch[];
  /** The rows of the route check, then those of evacuation planning that travel times are worked out by. */
  readonly standards: readonly (RouteCheckRow | EvacuationRow)[];
}
