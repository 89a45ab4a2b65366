import { kinks } from '@turf/turf';
import { Geodesic } from 'geographiclib-geodesic';
import type { Position } from 'geojson';

export interface MeasuredPart {
  readonly from: Position;
  readonly to: Position;
  readonly lengthMetres: number;
  /** Degrees clockwise from true north, 0 to 360, where the part begins. */
  readonly bearing: number;
}

export interface Measured {
  readonly parts: readonly MeasuredPart[];
  /** With the way back to the first point where an area is measured. */
  readonly lengthMetres: number;
  /** Undefined below three points and where the edge crosses itself. */
  readonly areaSquareMetres: number | undefined;
  readonly twisted: boolean;
}

/** Geodesics of the WGS 84 ellipsoid (Karney 2013), whatever the map's projection. */
const earth = Geodesic.WGS84;

export function measured(points: readonly Position[], kind: 'length' | 'area'): Measured {
  const [first] = points;
  const isRing = kind === 'area' && points.length >= 3;
  const path = isRing && first ? [...points, first] : points;
  const parts = path.slice(1).map((to, index) => partBetween(path[index] ?? to, to));
  const twisted = isRing && crossesItself(path);
  return {
    parts,
    lengthMetres: parts.reduce((sum, { lengthMetres }) => sum + lengthMetres, 0),
    areaSquareMetres: isRing && !twisted ? ringArea(points) : undefined,
    twisted,
  };
}

function partBetween(from: Position, to: Position): MeasuredPart {
  const [x1 = 0, y1 = 0] = from;
  const [x2 = 0, y2 = 0] = to;
  const { s12 = 0, azi1 = 0 } = earth.Inverse(y1, x1, y2, x2);
  return { from, to, lengthMetres: s12, bearing: (azi1 + 360) % 360 };
}

function ringArea(points: readonly Position[]): number {
  const polygon = earth.Polygon(false);
  for (const [longitude = 0, latitude = 0] of points) polygon.AddPoint(latitude, longitude);
  return Math.abs(polygon.Compute(false, true).area ?? Number.NaN);
}

function crossesItself(ring: readonly Position[]): boolean {
  return kinks({ type: 'Polygon', coordinates: [ring.map((point) => [...point])] }).features.length > 0;
}
