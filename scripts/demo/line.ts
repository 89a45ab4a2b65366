import type { Point } from './plane.ts';

/** Lines in the plane: measuring, cutting, smoothing. Distances in metres from the first vertex. */

export function distance(a: Point, b: Point): number {
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  return Math.sqrt(dx * dx + dy * dy);
}

/** Distance from the start at every vertex. */
export function stations(line: readonly Point[]): number[] {
  const along: number[] = [];
  let total = 0;
  for (let index = 0; index < line.length; index++) {
    if (index > 0) total += distance(line[index - 1] as Point, line[index] as Point);
    along.push(total);
  }
  return along;
}

export function interpolate(a: Point, b: Point, fraction: number): Point {
  return { x: a.x + (b.x - a.x) * fraction, y: a.y + (b.y - a.y) * fraction };
}

/** Where a line is at a distance from its start; beyond its ends, the end. */
export function pointAlong(line: readonly Point[], along: readonly number[], at: number): Point {
  const segment = segmentAt(along, at);
  const from = line[segment] as Point;
  const to = line[segment + 1] ?? from;
  const start = along[segment] as number;
  const length = (along[segment + 1] ?? start) - start;
  return length > 0 ? interpolate(from, to, Math.min(1, Math.max(0, (at - start) / length))) : from;
}

/** Index of the vertex that begins the segment holding a distance. */
export function segmentAt(along: readonly number[], at: number): number {
  let low = 0;
  let high = along.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((along[middle] as number) <= at) low = middle;
    else high = middle;
  }
  return low;
}

/** The part of a line between two distances, with the vertices between them kept as they are. */
export function slice(line: readonly Point[], along: readonly number[], from: number, to: number): Point[] {
  const part: Point[] = [pointAlong(line, along, from)];
  for (let index = 0; index < line.length; index++) {
    const at = along[index] as number;
    if (at > from + 0.005 && at < to - 0.005) part.push(line[index] as Point);
  }
  part.push(pointAlong(line, along, to));
  return part;
}

/** Vertices at equal steps of about `stepMetres`, both ends kept. */
export function resample(line: readonly Point[], stepMetres: number): Point[] {
  const along = stations(line);
  const total = along.at(-1) ?? 0;
  const count = Math.max(1, Math.round(total / stepMetres));
  const even: Point[] = [];
  for (let index = 0; index <= count; index++) even.push(pointAlong(line, along, (total * index) / count));
  even[0] = line[0] as Point;
  even[count] = line[line.length - 1] as Point;
  return even;
}

/** Binomial smoothing with both ends held. */
export function smooth(line: readonly Point[], passes: number): Point[] {
  let current = [...line];
  for (let pass = 0; pass < passes; pass++) {
    current = current.map((point, index) => {
      const before = current[index - 1];
      const after = current[index + 1];
      if (!before || !after) return point;
      return { x: (before.x + 2 * point.x + after.x) / 4, y: (before.y + 2 * point.y + after.y) / 4 };
    });
  }
  return current;
}

export interface Projection {
  /** Distance from the place to the line. */
  readonly away: number;
  /** Distance of the nearest place on the line from its start. */
  readonly at: number;
  readonly segment: number;
  readonly point: Point;
}

/** The place of a line that is nearest to a point. */
export function project(line: readonly Point[], along: readonly number[], place: Point): Projection {
  let best: Projection = { away: Number.POSITIVE_INFINITY, at: 0, segment: 0, point: place };
  for (let index = 0; index + 1 < line.length; index++) {
    const a = line[index] as Point;
    const b = line[index + 1] as Point;
    const fraction = projectedFraction(a, b, place);
    const point = interpolate(a, b, fraction);
    const away = distance(point, place);
    if (away < best.away) {
      const start = along[index] as number;
      best = { away, at: start + fraction * ((along[index + 1] as number) - start), segment: index, point };
    }
  }
  return best;
}

/** Where on the segment from a to b the place nearest to p is, 0 to 1. */
export function projectedFraction(a: Point, b: Point, p: Point): number {
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const square = dx * dx + dy * dy;
  if (square === 0) return 0;
  return Math.min(1, Math.max(0, ((p.x - a.x) * dx + (p.y - a.y) * dy) / square));
}

export interface SegmentCrossing {
  readonly onFirst: number;
  readonly onSecond: number;
  readonly point: Point;
}

/** Where two segments cross, as fractions of each; nothing for parallel ones. */
export function crossSegments(a: Point, b: Point, c: Point, d: Point): SegmentCrossing | undefined {
  const rx = b.x - a.x;
  const ry = b.y - a.y;
  const sx = d.x - c.x;
  const sy = d.y - c.y;
  const denominator = rx * sy - ry * sx;
  if (denominator === 0) return undefined;
  const onFirst = ((c.x - a.x) * sy - (c.y - a.y) * sx) / denominator;
  const onSecond = ((c.x - a.x) * ry - (c.y - a.y) * rx) / denominator;
  if (onFirst < 0 || onFirst > 1 || onSecond < 0 || onSecond > 1) return undefined;
  return { onFirst, onSecond, point: interpolate(a, b, onFirst) };
}
