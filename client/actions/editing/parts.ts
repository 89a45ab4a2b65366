import type { Geometry, LineString, Point, Polygon, Position } from 'geojson';

/** What the drawing tool can hold: no geometry of several parts, no hole. */
export type Part = Point | LineString | Polygon;

/** Takes a geometry apart, each ring a part of its own, in the order in which `together` expects them. */
export function apart(geometry: Geometry): readonly Part[] {
  switch (geometry.type) {
    case 'Point':
    case 'LineString':
      return [geometry];
    case 'MultiLineString':
      return geometry.coordinates.map((coordinates) => ({ type: 'LineString', coordinates }));
    case 'Polygon':
      return geometry.coordinates.map(ringPart);
    case 'MultiPolygon':
      return geometry.coordinates.flatMap((polygon) => polygon.map(ringPart));
    default:
      return [];
  }
}

/** A geometry of the shape of `like` from its parts; undefined where there are not as many. */
export function together(like: Geometry, parts: readonly Part[]): Geometry | undefined {
  if (parts.length !== apart(like).length) return undefined;
  const lines = parts.flatMap((part) => (part.type === 'LineString' ? [part.coordinates] : []));
  const rings = parts.flatMap((part) => (part.type === 'Polygon' ? [part.coordinates[0] ?? []] : []));
  switch (like.type) {
    case 'Point':
    case 'LineString':
      return parts[0];
    case 'MultiLineString':
      return { type: 'MultiLineString', coordinates: lines };
    case 'Polygon':
      return { type: 'Polygon', coordinates: rings };
    case 'MultiPolygon': {
      const left = [...rings];
      return { type: 'MultiPolygon', coordinates: like.coordinates.map((polygon) => left.splice(0, polygon.length)) };
    }
    default:
      return undefined;
  }
}

/** A drawn part as the geometry type of its layer. */
export function asLayerGeometry(type: Geometry['type'], part: Part): Geometry {
  if (type === 'MultiPolygon' && part.type === 'Polygon') return { type, coordinates: [part.coordinates] };
  if (type === 'MultiLineString' && part.type === 'LineString') return { type, coordinates: [part.coordinates] };
  return part;
}

function ringPart(ring: Position[]): Polygon {
  return { type: 'Polygon', coordinates: [ring] };
}
