import type { Feature, LineString, Point } from 'geojson';
import type { RouteCheckNumbers } from '../../data/standards/route-check.ts';
import { textOf } from './features.ts';
import { distance, type MeasuredLine, pointAt } from './geometry/line.ts';
import type { Plane, Point2 } from './geometry/plane.ts';
import type { RouteSurroundings } from './types.ts';

/**
 * The flood point or shelter at one end of a route: the one it names, and otherwise the nearest within reach of that
 * end. A named one that is not there is not replaced by another.
 */
export type RouteEnd =
  | {
      readonly found: 'named' | 'nearest';
      readonly feature: Feature<Point>;
      /** From the end of the route straight to it. */
      readonly metres: number;
    }
  | { readonly found: 'nothing'; readonly code: string | null };

export interface RouteEnds {
  readonly point: RouteEnd;
  readonly shelter: RouteEnd;
}

export function endsOf(
  plane: Plane,
  route: Feature<LineString>,
  line: MeasuredLine,
  { flood_points, shelters }: RouteSurroundings,
  numbers: RouteCheckNumbers,
): RouteEnds {
  const start = pointAt(line, 0);
  const end = pointAt(line, line.lengthMetres);
  return {
    point: endAt(plane, start, textOf(route, 'flood_point_code'), flood_points, numbers.point_reach_m),
    shelter: endAt(plane, end, textOf(route, 'shelter_code'), shelters, numbers.shelter_reach_m),
  };
}

function endAt(
  plane: Plane,
  place: Point2,
  code: string | null,
  features: readonly Feature<Point>[],
  reachMetres: number,
): RouteEnd {
  const named = code === null ? features : features.filter((feature) => textOf(feature, 'code') === code);
  let nearest: Feature<Point> | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const feature of named) {
    const metres = metresBetween(plane, place, feature);
    if (metres >= least) continue;
    least = metres;
    nearest = feature;
  }
  if (nearest === undefined || (code === null && least > reachMetres)) return { found: 'nothing', code };
  return { found: code === null ? 'nearest' : 'named', feature: nearest, metres: least };
}

function metresBetween(plane: Plane, place: Point2, feature: Feature<Point>): number {
  const [longitude = Number.NaN, latitude = Number.NaN] = feature.geometry.coordinates;
  return distance(place, { x: plane.x(longitude), y: plane.y(latitude) });
}
