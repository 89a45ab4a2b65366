import { nodePoint } from '../grid.ts';
import { distance, interpolate } from '../line.ts';
import type { Point } from '../plane.ts';
import type { Ground } from './ground.ts';

/** A course with a spur cut through: nodes of the way in, mouths of the tunnel, nodes of the way on. */
export interface TunnelledCourse {
  readonly points: readonly Point[];
  readonly tunnel: readonly [Point, Point];
}

const longestMetres = 560;
const shortestMetres = 110;
/** A tunnel is dug where it makes the way at least this much shorter. */
const leastSaving = 2;
/** Less cover than this would be an open cut. */
const leastCoverMetres = 14;

/** The tunnel that saves a course most, where it winds round a spur. */
export function tunnelThrough(
  ground: Ground,
  course: readonly number[],
  maximumGrade: number,
): TunnelledCourse | undefined {
  const points = course.map((node) => nodePoint(ground, node));
  const along: number[] = [];
  points.forEach((point, index) => {
    along.push(index === 0 ? 0 : (along[index - 1] as number) + distance(points[index - 1] as Point, point));
  });
  let best: { from: number; to: number; saved: number } | undefined;
  for (let from = 3; from < points.length - 6; from++) {
    for (let to = from + 4; to < points.length - 3; to++) {
      const straight = distance(points[from] as Point, points[to] as Point);
      const way = (along[to] as number) - (along[from] as number);
      if (way > 2_600) break;
      const saved = way - leastSaving * straight;
      if (straight < shortestMetres || straight > longestMetres || saved <= (best?.saved ?? 0)) continue;
      const rise = Math.abs(
        (ground.heights[course[to] as number] as number) - (ground.heights[course[from] as number] as number),
      );
      if (rise > 0.6 * maximumGrade * straight) continue;
      if (!turnsGently(points, from, to) || !covered(ground, course, from, to)) continue;
      best = { from, to, saved };
    }
  }
  if (!best) return undefined;
  const mouths: [Point, Point] = [points[best.from] as Point, points[best.to] as Point];
  const pieces = Math.ceil(distance(...mouths) / 25);
  const inside = Array.from({ length: pieces - 1 }, (_, k) => interpolate(...mouths, (k + 1) / pieces));
  return { points: [...points.slice(0, best.from + 1), ...inside, ...points.slice(best.to)], tunnel: mouths };
}

/** The road has to bend less than 60 degrees at either mouth. */
function turnsGently(points: readonly Point[], from: number, to: number): boolean {
  const cosine = (a: Point, b: Point, c: Point, d: Point): number =>
    ((b.x - a.x) * (d.x - c.x) + (b.y - a.y) * (d.y - c.y)) / (distance(a, b) * distance(c, d));
  const [mouthIn, mouthOut] = [points[from] as Point, points[to] as Point];
  return (
    cosine(points[from - 3] as Point, mouthIn, mouthIn, mouthOut) > 0.5 &&
    cosine(mouthIn, mouthOut, mouthOut, points[to + 3] as Point) > 0.5
  );
}

/** Rock above all of it but the mouths, and neither road nor water on the way. */
function covered(ground: Ground, course: readonly number[], from: number, to: number): boolean {
  const a = nodePoint(ground, course[from] as number);
  const b = nodePoint(ground, course[to] as number);
  const start = ground.heights[course[from] as number] as number;
  const end = ground.heights[course[to] as number] as number;
  const steps = Math.ceil(distance(a, b) / 15);
  let deepest = 0;
  for (let step = 1; step < steps; step++) {
    const place = interpolate(a, b, step / steps);
    const column = Math.round((place.x - ground.originX) / ground.cellMetres);
    const row = Math.round((place.y - ground.originY) / ground.cellMetres);
    const node = row * ground.columns + column;
    if (ground.built[node] || (ground.water[node] as number) > 0) return false;
    const cover = (ground.heights[node] as number) - (start + ((end - start) * step) / steps);
    if (cover < 2) return false;
    deepest = Math.max(deepest, cover);
  }
  return deepest >= leastCoverMetres;
}
