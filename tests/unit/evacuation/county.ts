import type { Feature, LineString, MultiLineString, MultiPolygon, Point, Polygon, Position } from 'geojson';
import { CountyWays, roadsOfCounty } from '../../../server/evacuation/county/county-ways.ts';
import { planeAt } from '../../../server/evacuation/geometry/plane.ts';
import {
  type CheckedLayer,
  checkRoute,
  type RouteCheckInput,
  type RouteCheckReport,
  type RouteSurroundings,
  type RuleId,
} from '../../../server/evacuation/index.ts';
import { readRoadLines } from '../../../server/evacuation/network/read-roads.ts';
import { profilePlaces } from '../../../server/evacuation/profile.ts';

/** A county to draw in metres, east and north of a place in the hills. */
const plane = planeAt(110.2, 31.2);

export type XY = readonly [number, number];

export function at([x, y]: XY): Position {
  return plane.position({ x, y });
}

export type Members = Record<string, unknown>;

let lastId = 0;

function feature<G extends LineString | MultiLineString | Polygon | MultiPolygon | Point>(
  geometry: G,
  properties: Members,
): Feature<G> {
  lastId += 1;
  return { type: 'Feature', id: lastId, geometry, properties };
}

export function line(points: readonly XY[], properties: Members = {}): Feature<LineString> {
  return feature({ type: 'LineString', coordinates: points.map(at) }, properties);
}

/** A surveyed roadbed, unless its members say otherwise. */
export function road(code: string, points: readonly XY[], members: Members = {}): Feature<LineString> {
  return line(points, { code, road_class: 'village', structure: 'road', surveyed_on: '2026-03-01', ...members });
}

/** Closed for good since 2026, unless its members say otherwise. */
export function closure(points: readonly XY[], members: Members): Feature<LineString> {
  return line(points, { code: 'closure', reason: 'landslide', valid_from: '2026-01-01T00:00:00+08:00', ...members });
}

export function hazard(points: readonly XY[], members: Members): Feature<LineString> {
  return line(points, { code: 'hazard', hazard: 'cliff', grade: 'major', state: 'graded', ...members });
}

export function stream(points: readonly XY[], members: Members = {}): Feature<MultiLineString> {
  return feature(
    { type: 'MultiLineString', coordinates: [points.map(at)] },
    { code: 'stream', kind: 'stream', structure: 'open', ...members },
  );
}

/** A rectangle from its west, south, east and north side, with rectangular holes. */
export type Box = readonly [number, number, number, number];

function ring([west, south, east, north]: Box): Position[] {
  return [at([west, south]), at([east, south]), at([east, north]), at([west, north]), at([west, south])];
}

export function lake(box: Box, members: Members = {}, ...holes: Box[]): Feature<Polygon> {
  return feature(
    { type: 'Polygon', coordinates: [box, ...holes].map(ring) },
    { code: 'lake', kind: 'lake', ...members },
  );
}

export function zone(code: string, boxes: readonly Box[], members: Members = {}, hole?: Box): Feature<MultiPolygon> {
  const polygons = boxes.map((box) => (hole === undefined ? [ring(box)] : [ring(box), ring(hole)]));
  return feature({ type: 'MultiPolygon', coordinates: polygons }, { code, kind: 'inundation', ...members });
}

export function shelter(code: string, place: XY, members: Members = {}): Feature<Point> {
  return feature(
    { type: 'Point', coordinates: at(place) },
    { code, name: code, state: 'open', capacity: 100, ...members },
  );
}

/** A flood point of 30 people, warned an hour ahead. */
export function floodPoint(code: string, place: XY, members: Members = {}): Feature<Point> {
  return feature(
    { type: 'Point', coordinates: at(place) },
    { code, name: code, people: 30, lead_time_min: 60, ...members },
  );
}

/** What a route has that the rules find nothing wrong with: 30 people on foot, somebody in charge, signs, a drill. */
export const cared: Members = {
  mode: 'foot',
  people: 30,
  responsible_person: '李大山',
  responsible_phone: '13900000000',
  sign_installed: true,
  drilled_on: '2026-05-12',
};

const somewhere: RouteSurroundings = {
  roads: [],
  closures: [],
  road_hazards: [],
  flood_zones: [],
  watercourses: [],
  water_bodies: [],
  shelters: [],
  flood_points: [],
  evacuation_routes: [],
};

export interface Setting extends Partial<RouteSurroundings> {
  readonly when?: RouteCheckInput['at'];
  /** Layers in which the county has nothing at all. */
  readonly empty?: readonly CheckedLayer[];
  readonly members?: Members;
  /** Metres above the sea by metres east and north; without it there is no elevation. */
  readonly height?: (x: number, y: number) => number;
  readonly rmseMetres?: number | null;
  /** False: the roads of the county at large are not known. */
  readonly hasCounty?: boolean;
}

export const noon = new Date('2026-07-01T12:00:00+08:00');

export function inputFor(route: readonly XY[], setting: Setting = {}): RouteCheckInput {
  const { when = noon, empty = [], members = {}, height, rmseMetres = null, hasCounty = true, ...given } = setting;
  const features = { ...somewhere, ...given };
  const geometry: LineString = { type: 'LineString', coordinates: route.map(at) };
  const has = (layer: CheckedLayer) => !empty.includes(layer);
  return {
    route: { type: 'Feature', geometry, properties: members },
    at: when,
    features,
    coverage: {
      roads: has('roads'),
      closures: has('closures'),
      road_hazards: has('road_hazards'),
      flood_zones: has('flood_zones'),
      watercourses: has('watercourses'),
      water_bodies: has('water_bodies'),
      shelters: has('shelters'),
      flood_points: has('flood_points'),
      evacuation_routes: has('evacuation_routes'),
    },
    ...(hasCounty && { county: countyOf(features) }),
    ...(height !== undefined && { heights: { metres: heightsAlong(geometry, height), rmseMetres } }),
  };
}

function countyOf(features: RouteSurroundings): CountyWays {
  return new CountyWays({ ...features, network: roadsOfCounty(readRoadLines(features.roads).roads) });
}

function heightsAlong(route: LineString, height: (x: number, y: number) => number): Float64Array {
  const places = profilePlaces(route);
  const metres = new Float64Array(places.length / 2);
  for (let index = 0; index < metres.length; index++) {
    metres[index] = height(plane.x(places[2 * index] ?? 0), plane.y(places[2 * index + 1] ?? 0));
  }
  return metres;
}

export function check(route: readonly XY[], setting: Setting = {}): RouteCheckReport {
  return checkRoute(inputFor(route, setting));
}

/** What one rule says about a route. */
export function ask(rule: RuleId, route: readonly XY[], setting: Setting = {}) {
  const report = check(route, setting);
  const answer = report.rules.find((entry) => entry.rule === rule);
  if (answer === undefined) throw new Error(`${rule} is not in the report`);
  const findings = report.findings.filter((finding) => finding.rule === rule);
  return {
    outcome: answer.outcome,
    severity: answer.severity,
    reasons: answer.reasons.map(({ code }) => code),
    notes: answer.notes.map(({ code }) => code),
    findings,
    /** From, to and length of every finding, to the metre. */
    places: findings.map(({ from_m, to_m }) => [Math.round(from_m), Math.round(to_m)]),
    ids: findings.flatMap(({ ids }) => ids.map(({ code }) => code)),
  };
}
