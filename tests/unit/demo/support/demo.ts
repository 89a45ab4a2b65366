import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Feature, FeatureCollection, Geometry, LineString, MultiLineString, MultiPolygon, Point } from 'geojson';
import type { LayerId } from '../../../../data/layers/index.ts';

export const demoFolder = fileURLToPath(new URL('../../../../data/demo/', import.meta.url));

interface GeometryOf {
  roads: LineString;
  road_hazards: LineString;
  closures: LineString;
  evacuation_routes: LineString;
  flood_points: Point;
  water_works: Point;
  shelters: Point;
  settlements: Point;
  flood_zones: MultiPolygon;
  water_bodies: MultiPolygon;
  townships: MultiPolygon;
  watercourses: MultiLineString;
}

export type DemoFeature<G extends Geometry> = Feature<G, Record<string, unknown>>;

/** The committed features of a layer. Geometry types are held to the definitions by a test of their own. */
export function demoLayer<Id extends LayerId>(id: Id): DemoFeature<GeometryOf[Id]>[] {
  const text = readFileSync(`${demoFolder}${id}.geojson`, 'utf8');
  return (JSON.parse(text) as FeatureCollection<GeometryOf[Id], Record<string, unknown>>).features;
}

/** Metres east and north of a place, by the scale at 31.2 degrees north: true to 0.1 % within the county. */
export type Flat = readonly [x: number, y: number];

export function flat(position: readonly number[]): Flat {
  return [((position[0] ?? Number.NaN) - 110.2) * 95_304, ((position[1] ?? Number.NaN) - 31.2) * 110_873];
}

export function apart(a: Flat, b: Flat): number {
  return Math.hypot(b[0] - a[0], b[1] - a[1]);
}

/** A place's key where two features that share it hold the very same numbers. */
export function keyOf(position: readonly number[]): string {
  return position.join();
}

export interface FlatSegment {
  readonly a: Flat;
  readonly b: Flat;
  readonly owner: number;
}

export function segmentsOf(line: readonly (readonly number[])[], owner: number): FlatSegment[] {
  const points = line.map(flat);
  return points.slice(1).map((b, index) => ({ a: points[index] as Flat, b, owner }));
}

/** Segments by squares of 80 m, so that meetings are looked for nearby only. */
export class SegmentIndex {
  readonly #squares = new Map<string, FlatSegment[]>();

  constructor(segments: Iterable<FlatSegment>) {
    for (const segment of segments) {
      for (const square of squaresOf(segment)) {
        const list = this.#squares.get(square);
        if (list) list.push(segment);
        else this.#squares.set(square, [segment]);
      }
    }
  }

  *crossing(segment: FlatSegment): Generator<{ readonly other: FlatSegment; readonly at: Flat }> {
    const seen = new Set<FlatSegment>();
    for (const square of squaresOf(segment)) {
      for (const other of this.#squares.get(square) ?? []) {
        if (seen.has(other)) continue;
        seen.add(other);
        const at = meet(segment, other);
        if (at) yield { other, at };
      }
    }
  }
}

function squaresOf({ a, b }: FlatSegment): string[] {
  const squares: string[] = [];
  for (let row = Math.floor(Math.min(a[1], b[1]) / 80); row <= Math.floor(Math.max(a[1], b[1]) / 80); row++) {
    for (
      let column = Math.floor(Math.min(a[0], b[0]) / 80);
      column <= Math.floor(Math.max(a[0], b[0]) / 80);
      column++
    ) {
      squares.push(`${row} ${column}`);
    }
  }
  return squares;
}

function meet(first: FlatSegment, second: FlatSegment): Flat | undefined {
  const rx = first.b[0] - first.a[0];
  const ry = first.b[1] - first.a[1];
  const sx = second.b[0] - second.a[0];
  const sy = second.b[1] - second.a[1];
  const denominator = rx * sy - ry * sx;
  if (denominator === 0) return undefined;
  const t = ((second.a[0] - first.a[0]) * sy - (second.a[1] - first.a[1]) * sx) / denominator;
  const u = ((second.a[0] - first.a[0]) * ry - (second.a[1] - first.a[1]) * rx) / denominator;
  return t >= 0 && t <= 1 && u >= 0 && u <= 1 ? [first.a[0] + t * rx, first.a[1] + t * ry] : undefined;
}

export function inRings(rings: readonly (readonly (readonly number[])[])[], place: Flat): boolean {
  let inside = false;
  for (const ring of rings) {
    for (let index = 1; index < ring.length; index++) {
      const a = flat(ring[index - 1] ?? []);
      const b = flat(ring[index] ?? []);
      const crosses = a[1] > place[1] !== b[1] > place[1];
      if (crosses && place[0] < a[0] + ((place[1] - a[1]) / (b[1] - a[1])) * (b[0] - a[0])) inside = !inside;
    }
  }
  return inside;
}
