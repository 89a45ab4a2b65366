import { crossSegments, distance, interpolate, project, projectedFraction, stations } from '../line.ts';
import type { Point } from '../plane.ts';

export type RoadClass = 'provincial' | 'county' | 'township' | 'village' | 'urban' | 'track' | 'path';

/** One numbered road from end to end. A junction is a vertex that two roads share: the same object in both. */
export interface Road {
  readonly index: number;
  readonly roadClass: RoadClass;
  points: Point[];
}

interface Segment {
  readonly road: Road;
  readonly a: Point;
  readonly b: Point;
}

/** A nearer vertex is taken as the junction instead of making a new one. */
const snapMetres = 5;
const bucketMetres = 60;

/** Roads while they are being built, with an index of their segments. */
export class RoadNetwork {
  readonly roads: Road[] = [];
  readonly #buckets = new Map<number, Set<Segment>>();

  /**
   * Adds a road. It starts and ends at existing roads where its ends lie on them, and is cut off where it first meets
   * one on the way; less than `shortestMetres` is not worth building.
   */
  add(roadClass: RoadClass, line: readonly Point[], shortestMetres = 25): Road | undefined {
    const cut = this.#cutAtFirstMeeting(line);
    const points = this.#joinEnds(cut);
    if ((stations(points).at(-1) ?? 0) < shortestMetres) return undefined;
    const road: Road = { index: this.roads.length, roadClass, points };
    this.roads.push(road);
    for (let index = 0; index + 1 < points.length; index++) {
      this.#insert({ road, a: points[index] as Point, b: points[index + 1] as Point });
    }
    return road;
  }

  /** The nearest place on any road within a distance. */
  nearest(place: Point, withinMetres: number): { readonly road: Road; readonly point: Point } | undefined {
    let best: { road: Road; point: Point } | undefined;
    let bestAway = withinMetres;
    for (const segment of this.#around(place, place, withinMetres)) {
      const point = interpolate(segment.a, segment.b, projectedFraction(segment.a, segment.b, place));
      const away = distance(point, place);
      if (away <= bestAway) {
        bestAway = away;
        best = { road: segment.road, point };
      }
    }
    return best;
  }

  /** A vertex at a place of a road: an existing one where one is near, else a new one. */
  vertexAt(road: Road, place: Point): Point {
    const along = stations(road.points);
    const { segment, point } = project(road.points, along, place);
    const a = road.points[segment] as Point;
    const b = road.points[segment + 1] as Point;
    if (distance(a, point) < snapMetres) return a;
    if (distance(b, point) < snapMetres) return b;
    this.#remove(road, a, b);
    road.points.splice(segment + 1, 0, point);
    this.#insert({ road, a, b: point });
    this.#insert({ road, a: point, b });
    return point;
  }

  #joinEnds(line: readonly Point[]): Point[] {
    const points = [...line];
    for (const end of [0, points.length - 1]) {
      const met = this.nearest(points[end] as Point, 12);
      if (met) points[end] = this.vertexAt(met.road, met.point);
    }
    return points.filter((point, index) => index === 0 || distance(point, points[index - 1] as Point) > 0.5);
  }

  /** Everything up to the first place where the line crosses a road, save where it begins. */
  #cutAtFirstMeeting(line: readonly Point[]): Point[] {
    const start = line[0] as Point;
    for (let index = 0; index + 1 < line.length; index++) {
      const a = line[index] as Point;
      const b = line[index + 1] as Point;
      let first: { onFirst: number; point: Point } | undefined;
      for (const other of this.#around(a, b, 0)) {
        const crossing = crossSegments(a, b, other.a, other.b);
        if (!crossing || distance(crossing.point, start) < 14) continue;
        if (!first || crossing.onFirst < first.onFirst) first = crossing;
      }
      if (first) return [...line.slice(0, index + 1), first.point];
    }
    return [...line];
  }

  #around(a: Point, b: Point, margin: number): Set<Segment> {
    const found = new Set<Segment>();
    this.#eachBucket(a, b, margin, (key) => {
      for (const segment of this.#buckets.get(key) ?? []) found.add(segment);
    });
    return found;
  }

  #insert(segment: Segment): void {
    this.#eachBucket(segment.a, segment.b, 0, (key) => {
      const bucket = this.#buckets.get(key);
      if (bucket) bucket.add(segment);
      else this.#buckets.set(key, new Set([segment]));
    });
  }

  #remove(road: Road, a: Point, b: Point): void {
    this.#eachBucket(a, b, 0, (key) => {
      const bucket = this.#buckets.get(key);
      for (const segment of bucket ?? []) {
        if (segment.road === road && segment.a === a && segment.b === b) bucket?.delete(segment);
      }
    });
  }

  #eachBucket(a: Point, b: Point, margin: number, visit: (key: number) => void): void {
    const west = Math.floor((Math.min(a.x, b.x) - margin) / bucketMetres);
    const east = Math.floor((Math.max(a.x, b.x) + margin) / bucketMetres);
    const south = Math.floor((Math.min(a.y, b.y) - margin) / bucketMetres);
    const north = Math.floor((Math.max(a.y, b.y) + margin) / bucketMetres);
    for (let row = south; row <= north; row++) {
      for (let column = west; column <= east; column++) visit(row * 100_000 + column);
    }
  }
}
