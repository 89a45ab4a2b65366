import Flatbush from 'flatbush';
import type { Feature, MultiPolygon, Polygon, Position } from 'geojson';
import type { Interval } from '../geometry/intervals.ts';
import type { RoadGraph } from './graph.ts';
import { mergedParts, type PartsOfRoads } from './road-parts.ts';

/** Areas that are looked up by place. Works in degrees, where a zone's border is as straight as it was drawn. */
export interface ZoneIndex {
  readonly contains: (longitude: number, latitude: number) => boolean;
  /** Shares of the way from a to b at which a border is met, in no order. */
  readonly meetings: (ax: number, ay: number, bx: number, by: number) => number[];
  /** Whether the box of any area meets the given one. */
  readonly isNear: (minX: number, minY: number, maxX: number, maxY: number) => boolean;
}

export function indexZones(zones: readonly Feature<Polygon | MultiPolygon>[]): ZoneIndex {
  const polygons = zones.flatMap(({ geometry }) =>
    geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates,
  );
  const borders: number[] = [];
  const owner: number[] = [];
  const boxes: number[][] = [];
  for (const [polygon, rings] of polygons.entries()) {
    const box = [
      Number.POSITIVE_INFINITY,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
    ];
    for (const ring of rings) addRing(ring, polygon, borders, owner, box);
    boxes.push(box);
  }
  if (owner.length === 0) return { contains: () => false, meetings: () => [], isNear: () => false };
  const segments = new Flatbush(owner.length);
  for (let i = 0; i < borders.length; i += 4) {
    const [ax = 0, ay = 0, bx = 0, by = 0] = borders.slice(i, i + 4);
    segments.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by));
  }
  segments.finish();
  const areas = new Flatbush(boxes.length);
  for (const [minX = 0, minY = 0, maxX = 0, maxY = 0] of boxes) areas.add(minX, minY, maxX, maxY);
  areas.finish();

  const contains: ZoneIndex['contains'] = (x, y) => {
    if (areas.search(x, y, x, y).length === 0) return false;
    // A ray to the east passes the border of an area an odd number of times from inside it.
    const inside = new Set<number>();
    for (const segment of segments.search(x, y, Number.POSITIVE_INFINITY, y)) {
      const [ax = 0, ay = 0, bx = 0, by = 0] = borders.slice(4 * segment, 4 * segment + 4);
      if (ay > y === by > y || ax + ((y - ay) / (by - ay)) * (bx - ax) <= x) continue;
      const polygon = owner[segment] as number;
      if (!inside.delete(polygon)) inside.add(polygon);
    }
    return inside.size > 0;
  };
  const meetings: ZoneIndex['meetings'] = (ax, ay, bx, by) => {
    const shares: number[] = [];
    const found = segments.search(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by));
    for (const segment of found) {
      const [px = 0, py = 0, qx = 0, qy = 0] = borders.slice(4 * segment, 4 * segment + 4);
      const cross = (bx - ax) * (qy - py) - (by - ay) * (qx - px);
      // Along a border either side may be taken: the middle of the piece decides.
      if (cross === 0) continue;
      const share = ((px - ax) * (qy - py) - (py - ay) * (qx - px)) / cross;
      const shareOfBorder = ((px - ax) * (by - ay) - (py - ay) * (bx - ax)) / cross;
      if (share > 0 && share < 1 && shareOfBorder >= 0 && shareOfBorder <= 1) shares.push(share);
    }
    return shares;
  };
  return { contains, meetings, isNear: (...box) => areas.search(...box).length > 0 };
}

function addRing(ring: readonly Position[], polygon: number, borders: number[], owner: number[], box: number[]): void {
  for (const [index, [bx = Number.NaN, by = Number.NaN]] of ring.entries()) {
    box[0] = Math.min(box[0] as number, bx);
    box[1] = Math.min(box[1] as number, by);
    box[2] = Math.max(box[2] as number, bx);
    box[3] = Math.max(box[3] as number, by);
    const [ax = Number.NaN, ay = Number.NaN] = ring[index - 1] ?? [bx, by];
    if (index === 0) continue;
    borders.push(ax, ay, bx, by);
    owner.push(polygon);
  }
}

/** The parts of all roads that lie inside any zone. */
export function partsInZones({ lines }: RoadGraph, zones: ZoneIndex): PartsOfRoads {
  const parts = new Map<number, Interval[]>();
  for (let road = 0; road < lines.roads.length; road++) {
    const own: Interval[] = [];
    const end = (lines.first[road + 1] as number) - 1;
    for (let vertex = lines.first[road] as number; vertex < end; vertex++) {
      const [ax, ay] = [lines.longitude[vertex] as number, lines.latitude[vertex] as number];
      const [bx, by] = [lines.longitude[vertex + 1] as number, lines.latitude[vertex + 1] as number];
      if (!zones.isNear(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by))) continue;
      const start = lines.metres[vertex] as number;
      const length = (lines.metres[vertex + 1] as number) - start;
      let from = 0;
      for (const to of [...zones.meetings(ax, ay, bx, by), 1].sort((a, b) => a - b)) {
        const middle = (from + to) / 2;
        if (to > from && zones.contains(ax + middle * (bx - ax), ay + middle * (by - ay))) {
          own.push({ from: start + from * length, to: start + to * length });
        }
        from = to;
      }
    }
    if (own.length > 0) parts.set(road, own);
  }
  return mergedParts(parts);
}
