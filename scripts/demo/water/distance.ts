import { contains } from '../contour.ts';
import { nearestNode, sample } from '../grid.ts';
import type { Land } from '../land.ts';
import { distance, interpolate, projectedFraction } from '../line.ts';
import type { Point } from '../plane.ts';
import type { WaterSurface } from './surfaces.ts';

const bucketMetres = 40;
const farMetres = 200;
/** Brooks narrower than this are not water that a vehicle could be lost in. */
const leastWidthMetres = 3;

/** Metres from a place to the nearest water, 0 in it; `farMetres` and more are all the same. */
export function waterDistance(land: Land, surfaces: readonly WaterSurface[]): (place: Point) => number {
  const bank = { ...land.height, values: land.field.fromBank };
  const edges = new Map<number, [Point, Point][]>();
  const standing = surfaces.filter((surface) => surface.kind !== 'river');
  for (const surface of standing) {
    for (const ring of surface.polygons.flat()) {
      for (let index = 1; index < ring.length; index++) {
        const a = ring[index - 1] as Point;
        const key = bucketOf(a.x, a.y);
        const bucket = edges.get(key);
        const edge: [Point, Point] = [a, ring[index] as Point];
        if (bucket) bucket.push(edge);
        else edges.set(key, [edge]);
      }
    }
  }
  return (place) => {
    const cell = nearestNode(land.height, place.x, place.y);
    const river = (land.field.width[cell] as number) >= leastWidthMetres ? sample(bank, place.x, place.y) : farMetres;
    let nearest = Math.max(0, Math.min(farMetres, river));
    for (let dy = -bucketMetres; dy <= bucketMetres; dy += bucketMetres) {
      for (let dx = -bucketMetres; dx <= bucketMetres; dx += bucketMetres) {
        for (const [a, b] of edges.get(bucketOf(place.x + dx, place.y + dy)) ?? []) {
          nearest = Math.min(nearest, distance(place, interpolate(a, b, projectedFraction(a, b, place))));
        }
      }
    }
    const within =
      nearest < bucketMetres &&
      standing.some((surface) => surface.polygons.some((polygon) => contains(polygon[0] as Point[], place)));
    return within ? 0 : nearest;
  };
}

function bucketOf(x: number, y: number): number {
  return Math.floor(y / bucketMetres) * 100_000 + Math.floor(x / bucketMetres);
}
