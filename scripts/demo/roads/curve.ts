import { distance, resample } from '../line.ts';
import type { Point } from '../plane.ts';

/** Spacing of a finished road's vertices: dense enough to measure a 12 m hairpin, as surveyed centre lines are. */
export const vertexSpacingMetres = 13;

/**
 * A drivable line along a course: a cubic B-spline through its nodes, bends eased to at least the radius.
 *
 * @param nudge moves the inner nodes off the lattice of the search, so that no road runs due east for a kilometre
 */
export function alignment(
  nodes: readonly Point[],
  minimumRadiusMetres: number,
  nudge: (place: Point) => Point,
): Point[] {
  if (nodes.length < 3) return resample(nodes, vertexSpacingMetres);
  const course = nodes.map((node, index) => (index === 0 || index === nodes.length - 1 ? node : nudge(node)));
  const line = resample(spline(course), vertexSpacingMetres / 2);
  return resample(easeBends(line, minimumRadiusMetres), vertexSpacingMetres);
}

/** Ends are held by repeating them; the first and last span are then straight. */
function spline(course: readonly Point[]): Point[] {
  const first = course[0] as Point;
  const last = course[course.length - 1] as Point;
  const controls = [first, first, ...course, last, last];
  const line: Point[] = [first];
  for (let span = 0; span + 3 < controls.length; span++) {
    const [a, b, c, d] = controls.slice(span, span + 4) as [Point, Point, Point, Point];
    const pieces = Math.max(2, Math.ceil(distance(b, c) / 5));
    for (let piece = 1; piece <= pieces; piece++) {
      const t = piece / pieces;
      const s = 1 - t;
      const w0 = (s * s * s) / 6;
      const w1 = (3 * t * t * t - 6 * t * t + 4) / 6;
      const w2 = (3 * s * s * s - 6 * s * s + 4) / 6;
      const w3 = (t * t * t) / 6;
      line.push({ x: w0 * a.x + w1 * b.x + w2 * c.x + w3 * d.x, y: w0 * a.y + w1 * b.y + w2 * c.y + w3 * d.y });
    }
  }
  return line;
}

/** Moves vertices of bends that are too tight towards their neighbours until the bend opens or 60 passes are over. */
function easeBends(line: readonly Point[], minimumRadiusMetres: number): Point[] {
  let current = [...line];
  const reach = 3;
  for (let pass = 0; pass < 60; pass++) {
    const tight = new Uint8Array(current.length);
    let any = false;
    for (let index = reach; index + reach < current.length; index++) {
      const radius = radiusOf(
        current[index - reach] as Point,
        current[index] as Point,
        current[index + reach] as Point,
      );
      if (radius >= minimumRadiusMetres) continue;
      any = true;
      for (let near = index - reach; near <= index + reach; near++) tight[near] = 1;
    }
    if (!any) break;
    current = current.map((point, index) => {
      const before = current[index - 1];
      const after = current[index + 1];
      if (!tight[index] || !before || !after) return point;
      return { x: (before.x + 2 * point.x + after.x) / 4, y: (before.y + 2 * point.y + after.y) / 4 };
    });
  }
  return current;
}

/** Radius of the circle through three points in metres; infinite where they lie on a line. */
export function radiusOf(a: Point, b: Point, c: Point): number {
  const twiceArea = Math.abs((b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y));
  if (twiceArea < 1e-9) return Number.POSITIVE_INFINITY;
  return (distance(a, b) * distance(b, c) * distance(c, a)) / (2 * twiceArea);
}
