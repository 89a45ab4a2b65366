import Flatbush from 'flatbush';
import type { Feature, Geometry, LineString, Point, Position } from 'geojson';
import { routeCheckReachMetres } from '../../../data/standards/route-check.ts';
import { textOf } from '../features.ts';
import { boxesAlong } from '../geometry/boxes-along.ts';
import { indexZones } from '../network/zones.ts';
import { type CheckedLayer, type Coverage, checkedLayers, type RouteSurroundings } from '../types.ts';

type Layers = { readonly [Layer in CheckedLayer]: RouteSurroundings[Layer] };

/** All features of a county, held in memory and looked up by place and by code: what the database's indexes do for the service. */
export class CountyFeatures {
  readonly #layers: Layers;
  readonly #near: { readonly [Layer in CheckedLayer]: (boxes: readonly Box[]) => Set<number> };
  readonly coverage: Coverage;

  constructor(layers: Layers) {
    this.#layers = layers;
    const each = <T>(make: (layer: CheckedLayer) => T) =>
      Object.fromEntries(checkedLayers.map((layer) => [layer, make(layer)])) as Record<CheckedLayer, T>;
    this.#near = each((layer) => indexBoxes(layers[layer]));
    this.coverage = each((layer) => layers[layer].length > 0);
  }

  /** What the check of a route wants to know of the county; see `RouteSurroundings`. */
  around(route: Feature<LineString>, reachMetres = routeCheckReachMetres): RouteSurroundings {
    const boxes = boxesAlong(route.geometry.coordinates, reachMetres);
    const near = <Layer extends CheckedLayer>(
      layer: Layer,
      isWanted: (feature: RouteSurroundings[Layer][number]) => boolean = () => false,
    ): RouteSurroundings[Layer][number][] => {
      const found = this.#near[layer](boxes);
      const all: readonly RouteSurroundings[Layer][number][] = this.#layers[layer];
      return all.filter((feature, index) => found.has(index) || isWanted(feature));
    };
    const roads = near('roads');
    const sections = members(roads, 'code');
    const numbers = members(roads, 'road_code');
    const namesOne = (feature: Feature) =>
      sections.has(textOf(feature, 'segment_code')) || numbers.has(textOf(feature, 'road_code'));
    const hasCode = (member: string) => {
      const code = textOf(route, member);
      return (feature: Feature) => code !== null && textOf(feature, 'code') === code;
    };
    const shelters = near('shelters', hasCode('shelter_code'));
    const points = near('flood_points', hasCode('flood_point_code'));
    return {
      roads,
      closures: near('closures', namesOne),
      road_hazards: near('road_hazards', namesOne),
      flood_zones: near('flood_zones', (zone) => {
        const { contains } = indexZones([zone]);
        return shelters.some(({ geometry: { coordinates } }) => contains(coordinates[0] ?? 0, coordinates[1] ?? 0));
      }),
      watercourses: near('watercourses'),
      water_bodies: near('water_bodies'),
      shelters,
      flood_points: points,
      evacuation_routes: near('evacuation_routes', (other) => names(other, points, shelters)),
    };
  }
}

/** Routes that end or start near are found by place. */
function names(route: Feature, points: readonly Feature<Point>[], shelters: readonly Feature<Point>[]): boolean {
  return (
    members(points, 'code').has(textOf(route, 'flood_point_code') ?? '') ||
    members(shelters, 'code').has(textOf(route, 'shelter_code') ?? '')
  );
}

type Box = readonly [number, number, number, number];

function indexBoxes(features: readonly Feature<Geometry>[]): (boxes: readonly Box[]) => Set<number> {
  if (features.length === 0) return () => new Set();
  const tree = new Flatbush(features.length);
  for (const { geometry } of features) tree.add(...boxOf('coordinates' in geometry ? geometry.coordinates : []));
  tree.finish();
  return (boxes) => new Set(boxes.flatMap((box) => tree.search(...box)));
}

function boxOf(coordinates: Position | Position[] | Position[][] | Position[][][]): [number, number, number, number] {
  const box: [number, number, number, number] = [180, 90, -180, -90];
  const visit = (value: typeof coordinates | number): void => {
    if (typeof value === 'number') return;
    const [x, y] = value;
    if (typeof x === 'number' && typeof y === 'number') {
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x);
      box[3] = Math.max(box[3], y);
    } else for (const part of value) visit(part);
  };
  visit(coordinates);
  return box;
}

function members(features: readonly Feature[], member: string): Set<string | null> {
  const found = new Set<string | null>(features.map((feature) => textOf(feature, member)));
  found.delete(null);
  return found;
}
