import type { Geometry, Position } from 'geojson';
import { text } from '../../../data/text.ts';
import { done, type Outcome, refused } from './content.ts';
import type { Part } from './parts.ts';
import type { VertexPath } from './vertices.ts';

/** Geometries of several parts, and areas with holes: parts are added and removed as wholes. */

type Ring = readonly Position[];

const chooseFirst = text('请先在要删除的部分或洞上选一个顶点', 'Choose a vertex of the part or hole first');

/** Adds a drawn line or area to a geometry of several. Refused where an area lies in or around one that is there. */
export function addPart(geometry: Geometry, part: Part): Outcome<Geometry> {
  if (geometry.type === 'MultiLineString' && part.type === 'LineString') {
    return done({ ...geometry, coordinates: [...geometry.coordinates, part.coordinates] });
  }
  if (geometry.type !== 'MultiPolygon' || part.type !== 'Polygon') {
    return refused(text('此图层的要素只有一个部分', 'Features of this layer have one part only'));
  }
  const [ring = []] = part.coordinates;
  const isOver = geometry.coordinates.some(
    (polygon) =>
      ring.some((place) => isWithin(place, polygon)) || (polygon[0] ?? []).some((place) => isInRing(place, ring)),
  );
  if (isOver) return refused(text('新的部分与已有的部分重叠', 'The new part overlaps one that is there'));
  return done({ ...geometry, coordinates: [...geometry.coordinates, part.coordinates] });
}

/** Cuts a drawn area out of the one it lies in. Refused where it does not lie wholly in one, or on another hole. */
export function addHole(geometry: Geometry, part: Part): Outcome<Geometry> {
  if (part.type !== 'Polygon') return refused(text('洞是一个面', 'A hole is an area'));
  const [hole = []] = part.coordinates;
  const polygons = geometry.type === 'MultiPolygon' ? geometry.coordinates : [];
  const all = geometry.type === 'Polygon' ? [geometry.coordinates] : polygons;
  const index = all.findIndex((polygon) => hole.every((place) => isWithin(place, polygon)));
  const around = all[index];
  if (!around) return refused(text('洞要整个画在面内', 'A hole has to lie in the area wholly'));
  const [outer = [], ...holes] = around;
  const isOver =
    outer.some((place) => isInRing(place, hole)) || holes.some((ring) => ring.some((place) => isInRing(place, hole)));
  if (isOver) return refused(text('洞与边界或另一个洞重叠', 'The hole overlaps the edge or another hole'));
  const cut = [...around, [...hole]];
  if (geometry.type === 'Polygon') return done({ ...geometry, coordinates: cut });
  return done({ type: 'MultiPolygon', coordinates: polygons.map((polygon, at) => (at === index ? cut : polygon)) });
}

export function isMulti({ type }: Geometry): boolean {
  return type === 'MultiLineString' || type === 'MultiPolygon';
}

export function isArea({ type }: Geometry): boolean {
  return type === 'Polygon' || type === 'MultiPolygon';
}

/** Whether a geometry has anything that could be removed as a whole. */
export function hasParts(geometry: Geometry): boolean {
  return isMulti(geometry) || isArea(geometry);
}

/** Removes the hole, or the part with its holes, that a vertex belongs to; the last part stays. */
export function removePart(geometry: Geometry, path: VertexPath | undefined): Outcome<Geometry> {
  if (!path) return refused(chooseFirst);
  const [first = 0, second = 0] = path;
  const onlyPart = text('只有一个部分，请删除整个要素', 'It is the only part: delete the feature');
  switch (geometry.type) {
    case 'MultiLineString':
      if (geometry.coordinates.length < 2) return refused(onlyPart);
      return done({ ...geometry, coordinates: geometry.coordinates.toSpliced(first, 1) });
    case 'Polygon':
      if (first === 0) return refused(onlyPart);
      return done({ ...geometry, coordinates: geometry.coordinates.toSpliced(first, 1) });
    case 'MultiPolygon':
      if (second > 0) {
        const coordinates = geometry.coordinates.map((polygon, at) =>
          at === first ? polygon.toSpliced(second, 1) : polygon,
        );
        return done({ ...geometry, coordinates });
      }
      if (geometry.coordinates.length < 2) return refused(onlyPart);
      return done({ ...geometry, coordinates: geometry.coordinates.toSpliced(first, 1) });
    default:
      return refused(text('此要素没有可删除的部分', 'This feature has no parts to remove'));
  }
}

function isWithin(place: Position, [outer = [], ...holes]: readonly Ring[]): boolean {
  return isInRing(place, outer) && !holes.some((hole) => isInRing(place, hole));
}

/** By counting crossings of the way east; a place on the very edge may count as either. */
function isInRing([x = 0, y = 0]: Position, ring: Ring): boolean {
  let isInside = false;
  for (const [index, [bx = 0, by = 0]] of ring.entries()) {
    const [ax = 0, ay = 0] = ring[(index + ring.length - 1) % ring.length] ?? [];
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) isInside = !isInside;
  }
  return isInside;
}
