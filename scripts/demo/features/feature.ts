import type { Rings } from '../contour.ts';
import { type Plane, type Point, type Position, toPosition } from '../plane.ts';

export type Properties = Readonly<Record<string, unknown>>;

export type Geometry =
  | { readonly type: 'Point'; readonly coordinates: Position }
  | { readonly type: 'LineString'; readonly coordinates: readonly Position[] }
  | { readonly type: 'MultiLineString'; readonly coordinates: readonly (readonly Position[])[] }
  | { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly (readonly Position[])[])[] };

/** A feature of the demo, without the id that writing gives it. Members that are undefined are left out. */
export interface DemoFeature {
  readonly geometry: Geometry;
  readonly properties: Properties;
}

export function pointFeature(plane: Plane, point: Point, properties: Properties): DemoFeature {
  return { geometry: { type: 'Point', coordinates: toPosition(plane, point) }, properties };
}

export function lineFeature(positions: readonly Position[], properties: Properties): DemoFeature {
  return { geometry: { type: 'LineString', coordinates: distinct(positions) }, properties };
}

export function linesFeature(plane: Plane, lines: readonly (readonly Point[])[], properties: Properties): DemoFeature {
  const coordinates = lines.map((line) => distinct(line.map((point) => toPosition(plane, point))));
  return { geometry: { type: 'MultiLineString', coordinates }, properties };
}

export function polygonsFeature(plane: Plane, polygons: readonly Rings[], properties: Properties): DemoFeature {
  const coordinates = polygons.map((rings) => rings.map((ring) => distinct(ring.map((p) => toPosition(plane, p)))));
  return { geometry: { type: 'MultiPolygon', coordinates }, properties };
}

/** Vertices that fall together when coordinates are rounded count once. */
function distinct(positions: readonly Position[]): Position[] {
  return positions.filter((position, index) => {
    const before = positions[index - 1];
    return !before || before[0] !== position[0] || before[1] !== position[1];
  });
}
