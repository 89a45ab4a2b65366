import { isDeepStrictEqual } from 'node:util';
import type { Feature, LineString, Position } from 'geojson';
import { layers } from '../../data/layers/index.ts';
import type { Change } from '../layers/changes/change.ts';
import type { PlanEvacuationInputs } from './inputs.ts';

export interface PlannedRoute {
  readonly point: string;
  readonly shelter: string;
  readonly people: number | null;
  /** Null: the point lies at its shelter. */
  readonly line: LineString | null;
}

export interface RouteChanges {
  readonly changes: readonly Change[];
  readonly unchanged: readonly number[];
  readonly left: readonly number[];
  readonly without_line: readonly string[];
}

export interface RoutesToPlan {
  readonly inputs: Pick<PlanEvacuationInputs, 'travel' | 'vehicle_width_m'>;
  readonly routes: readonly PlannedRoute[];
  /** The evacuation routes as they are, with their members and versions. */
  readonly present: readonly Feature<LineString>[];
  readonly points: readonly Feature[];
  readonly shelters: readonly Feature[];
  /** Codes of the points of the plan that some or all people of stay without a place. */
  readonly unserved: readonly string[];
}

const layer = layers.evacuation_routes;
const longestName = Number(layer.properties.name?.maxLength ?? 100);

/**
 * The changes that make a plan's routes the routes of its points. The route of a point to the same shelter is updated and
 * keeps who is responsible for it; where its line changes, it has neither signs nor a drill any more. Other routes of the
 * point are deleted. A point that the plan has no route for keeps what it has.
 */
export function planRoutes({ inputs, routes, present, points, shelters, unserved }: RoutesToPlan): RouteChanges {
  const pointBy = byCode(points);
  const shelterBy = byCode(shelters);
  const used = new Set<Feature>();
  const changes: Change[] = [];
  const unchanged: number[] = [];
  for (const { point, shelter, people, line } of routes) {
    const old = present.find(
      (one) => !used.has(one) && one.properties?.flood_point_code === point && one.properties?.shelter_code === shelter,
    );
    if (old) used.add(old);
    if (line === null) continue;
    const members = { people, mode: inputs.travel, vehicle_width_m: inputs.vehicle_width_m };
    if (!old) {
      const name = nameOf(pointBy.get(point), point, shelterBy.get(shelter), shelter);
      const township = pointBy.get(point)?.properties?.township ?? null;
      const properties = { name, flood_point_code: point, shelter_code: shelter, township, ...members };
      changes.push({ kind: 'create', layer, feature: { type: 'Feature', geometry: line, properties } });
      continue;
    }
    const isSameLine = isDeepStrictEqual(shown(old.geometry.coordinates), shown(line.coordinates));
    const isSame =
      isSameLine && Object.entries(members).every(([name, value]) => (old.properties?.[name] ?? null) === value);
    if (isSame) {
      unchanged.push(Number(old.id));
      continue;
    }
    const properties = isSameLine ? members : { ...members, sign_installed: null, drilled_on: null };
    const patch = { properties, ...(!isSameLine && { geometry: line }) };
    changes.push({ kind: 'update', layer, id: Number(old.id), expectedVersion: versionOf(old), patch });
  }
  const withRoute = new Set(routes.map(({ point }) => point));
  const left: number[] = [];
  for (const old of present) {
    const point = old.properties?.flood_point_code;
    if (used.has(old) || typeof point !== 'string') continue;
    if (withRoute.has(point)) {
      changes.push({ kind: 'delete', layer, id: Number(old.id), expectedVersion: versionOf(old) });
    } else if (unserved.includes(point)) left.push(Number(old.id));
  }
  return {
    changes,
    unchanged,
    left,
    without_line: routes.filter(({ line }) => line === null).map(({ point }) => point),
  };
}

/** To a centimetre, as plans give positions. */
const positionScale = 1e7;

function shown(positions: readonly Position[]): number[][] {
  return positions.map(([x = 0, y = 0]) => [Math.round(x * positionScale), Math.round(y * positionScale)]);
}

function byCode(features: readonly Feature[]): Map<unknown, Feature> {
  return new Map(features.map((feature) => [feature.properties?.code, feature]));
}

function nameOf(
  point: Feature | undefined,
  pointCode: string,
  shelter: Feature | undefined,
  shelterCode: string,
): string {
  const name = `${point?.properties?.name ?? pointCode}至${shelter?.properties?.name ?? shelterCode}`;
  return [...name].slice(0, longestName).join('');
}

function versionOf(feature: Feature): number {
  return Number(feature.properties?._version);
}
