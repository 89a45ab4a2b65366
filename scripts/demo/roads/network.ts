import { crossSegments, distance, interpolate, project, projectedFraction, slice, stations } from '../line.ts';
import type { Point } from '../plane.ts';

export type RoadClass = 'provincial' | 'county' | 'township' | 'village' | 'urban' | 'track' | 'path';

/** One numbered road from end to end. A junction is a vertex that two roads share: the same object in both. */
export interface Road {
  readonly index: number;
  readonly roadClass: RoadClass;
  readonly traits: RoadTraits;
  points: Point[];
}

/** What sets a road apart from others of its class. */
export interface RoadTraits {
  readonly name?: string;
  readonly roundabout?: boolean;
  /** Mouths of its tunnels. */
  readonly tunnels?: readonly (readonly [Point, Point])[];
  /** A straight bridge from its first to its last vertex, over whatever lies between. */
  readonly viaduct?: boolean;
}

/** A line as it can be built. */
interface Laid {
  readonly points: Point[];
  /** Whether it hangs on another road at either end. */
  readonly joined: boolean;
}

interface Segment {
  readonly road: Road;
  readonly a: Point;
  readonly b: Point;
  /** In a tunnel or on a viaduct: no other road meets it here. */
  readonly apart: boolean;
}

/** A nearer vertex is taken as the junction instead of making a new one. */
const snapMetres = 5;
const bucketMetres = 60;
/** An end within this of a road is meant to be on it: the search knows places to 20 m. */
const joinMetres = 16;
/** A vertex this near to the road it is about to join would make the two run as one. */
const besideMetres = 5;
const longestPieceMetres = 24;
/** A road that leaves another is clear of it after this. */
const leavingMetres = 40;
/** A shorter road is not worth building. */
const shortestMetres = 25;

/** Roads while they are being built, with an index of their segments. */
export class RoadNetwork {
  readonly roads: Road[] = [];
  readonly #buckets = new Map<number, Set<Segment>>();

  /**
   * Adds a road. It starts and ends at existing roads where its ends lie near them and, unless it is a viaduct, is cut
   * off where it first meets one on the way. Nothing is added where what is left is not worth building, hangs on no
   * other road, or cannot be laid without crossing one.
   */
  add(roadClass: RoadClass, line: readonly Point[], traits: RoadTraits = {}): Road | undefined {
    const laid = traits.viaduct ? this.#join(line, snapMetres) : this.#lay(withoutLoops(line));
    const alone = this.roads.length > 0 && traits.roundabout !== true && !laid?.joined;
    if (!laid || alone || (stations(laid.points).at(-1) ?? 0) < shortestMetres) return undefined;
    const { points } = laid;
    const road: Road = { index: this.roads.length, roadClass, traits, points };
    this.roads.push(road);
    const along = stations(points);
    const spans = apartSpans(road, along);
    for (let index = 0; index + 1 < points.length; index++) {
      const [start, end] = [along[index] as number, along[index + 1] as number];
      const apart = spans.some(([from, to]) => start > from - 0.1 && end < to + 0.1);
      this.#insert({ road, a: points[index] as Point, b: points[index + 1] as Point, apart });
    }
    return road;
  }

  /** The parts of a road that lie on the ground, where others may join it. */
  groundLines(road: Road): Point[][] {
    const along = stations(road.points);
    const spans = apartSpans(road, along);
    const lines: Point[][] = [];
    let from = 0;
    for (const [start, end] of [...spans, [along[along.length - 1] as number, 0] as const]) {
      if (start > from) lines.push(slice(road.points, along, from, start));
      from = end;
    }
    return lines;
  }

  /** Vertices that two roads share. */
  junctions(): Set<Point> {
    const seen = new Set<Point>();
    const shared = new Set<Point>();
    for (const road of this.roads) {
      for (const point of new Set(road.points)) {
        if (seen.has(point)) shared.add(point);
        seen.add(point);
      }
    }
    return shared;
  }

  /** Where a straight line crosses roads. */
  crossings(a: Point, b: Point): { readonly road: Road; readonly point: Point }[] {
    const found: { road: Road; point: Point }[] = [];
    for (const other of this.#around(a, b, 0)) {
      const crossing = crossSegments(a, b, other.a, other.b);
      if (crossing) found.push({ road: other.road, point: crossing.point });
    }
    return found;
  }

  /** The nearest place on any road within a distance. */
  nearest(place: Point, withinMetres: number): { readonly road: Road; readonly point: Point } | undefined {
    let best: { road: Road; point: Point } | undefined;
    let bestAway = withinMetres;
    for (const segment of this.#around(place, place, withinMetres)) {
      if (segment.apart) continue;
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
  vertexAt(road: Road, place: Point, snap = snapMetres): Point {
    const along = stations(road.points);
    const { segment, point } = project(road.points, along, place);
    const a = road.points[segment] as Point;
    const b = road.points[segment + 1] as Point;
    if (distance(a, point) < snap) return a;
    if (distance(b, point) < snap) return b;
    this.#remove(road, a, b);
    road.points.splice(segment + 1, 0, point);
    this.#insert({ road, a, b: point, apart: false });
    this.#insert({ road, a: point, b, apart: false });
    return point;
  }

  /** Cuts and joins a line until it touches other roads at its ends only; nothing where three attempts do not do it. */
  #lay(line: readonly Point[]): Laid | undefined {
    let points = [...line];
    for (const snap of [snapMetres, 1, 0.05]) {
      const laid = this.#join(this.#cut(points), snap);
      if (laid.points.length < 2) return undefined;
      const ends = [laid.points[0] as Point, laid.points[laid.points.length - 1] as Point];
      const clean = this.#meetings(laid.points).every((m) => ends.some((end) => distance(end, m.point) < 0.02));
      if (clean) return laid;
      points = laid.points;
    }
    return undefined;
  }

  /** Leaves out what lies before the line has left the road it starts from, and after it meets the next one. */
  #cut(line: readonly Point[]): Point[] {
    const along = stations(line);
    const total = along[along.length - 1] as number;
    const meetings = this.#meetings(line);
    const fromRoad = this.nearest(line[0] as Point, joinMetres) !== undefined;
    const start = fromRoad ? (meetings.findLast((m) => m.at < leavingMetres)?.at ?? 0) : 0;
    const end = meetings.find((m) => m.at > start + snapMetres)?.at ?? total;
    return slice(line, along, start, end);
  }

  /** Brings ends that lie near a road onto it. */
  #join(line: readonly Point[], snap: number): Laid {
    const points = [...line];
    let joined = false;
    for (const side of ['start', 'end'] as const) {
      const end = side === 'start' ? 0 : points.length - 1;
      const met = this.nearest(points[end] as Point, joinMetres);
      if (!met) continue;
      joined = true;
      points[end] = this.vertexAt(met.road, met.point, snap);
      // A road that leaves another does not first run along it.
      for (let dropped = 0; dropped < 3 && points.length > 2; dropped++) {
        const next = side === 'start' ? 1 : points.length - 2;
        const beside = this.nearest(points[next] as Point, besideMetres);
        if (beside?.road !== met.road) break;
        points.splice(next, 1);
      }
      const first = side === 'start' ? 0 : points.length - 2;
      points.splice(first + 1, 0, ...between(points[first] as Point, points[first + 1] as Point));
    }
    return { points, joined };
  }

  /** Where a line meets roads on the ground, in its order. */
  #meetings(line: readonly Point[]): { readonly at: number; readonly point: Point }[] {
    const along = stations(line);
    const found: { at: number; point: Point }[] = [];
    for (let index = 0; index + 1 < line.length; index++) {
      const a = line[index] as Point;
      const b = line[index + 1] as Point;
      for (const other of this.#around(a, b, 0)) {
        const crossing = other.apart ? undefined : crossSegments(a, b, other.a, other.b);
        if (!crossing) continue;
        found.push({ at: (along[index] as number) + crossing.onFirst * distance(a, b), point: crossing.point });
      }
    }
    return found.sort((p, q) => p.at - q.at);
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

/** Stretches of tunnels and viaducts along a road, in order. */
function apartSpans(road: Road, along: readonly number[]): (readonly [number, number])[] {
  if (road.traits.viaduct) return [[0.5, (along[along.length - 1] as number) - 0.5]];
  return (road.traits.tunnels ?? []).map(([mouthIn, mouthOut]) => [
    project(road.points, along, mouthIn).at,
    project(road.points, along, mouthOut).at,
  ]);
}

/** Vertices on a straight piece that has become long, so that they stay as dense as elsewhere. */
function between(a: Point, b: Point): Point[] {
  const pieces = Math.ceil(distance(a, b) / longestPieceMetres);
  return Array.from({ length: pieces - 1 }, (_, index) => interpolate(a, b, (index + 1) / pieces));
}

/** Where a line crosses itself, the loop between is left out. */
function withoutLoops(line: readonly Point[]): Point[] {
  const points = [...line];
  for (let first = 0; first + 3 < points.length; first++) {
    for (let second = first + 2; second + 1 < Math.min(points.length, first + 60); second++) {
      const crossing = crossSegments(
        points[first] as Point,
        points[first + 1] as Point,
        points[second] as Point,
        points[second + 1] as Point,
      );
      if (crossing && !(first === 0 && points[0] === points[second + 1])) {
        points.splice(first + 1, second - first, crossing.point);
      }
    }
  }
  return points;
}
