import type { Position } from 'geojson';
import { type MeasuredLine, metresAt, vertexAt } from './line.ts';
import type { Plane, Point2 } from './plane.ts';
import type { SegmentIndex } from './segment-index.ts';

/**
 * Where a line passes from one side of another one to the other side, in metres along it, in order. The line is thought
 * to be shifted by a hair in one fixed direction, so that it never meets a vertex: a line that touches is crossed twice
 * at one place or not at all, and one that passes through a vertex exactly once. What happens at the very ends of the
 * line is no crossing: it arrives there.
 */
export function crossings(
  plane: Plane,
  line: MeasuredLine,
  lineSegments: SegmentIndex,
  other: readonly Position[],
): number[] {
  const found: number[] = [];
  let a: Point2 | undefined;
  for (const position of other) {
    const b = { x: plane.x(position[0] ?? Number.NaN), y: plane.y(position[1] ?? Number.NaN) };
    if (a !== undefined) {
      const near = lineSegments.search(Math.min(a.x, b.x), Math.min(a.y, b.y), Math.max(a.x, b.x), Math.max(a.y, b.y));
      for (const item of near) {
        const segment = lineSegments.segmentOf(item);
        const share = crossingShare(vertexAt(line, segment), vertexAt(line, segment + 1), a, b);
        if (share === null) continue;
        const start = metresAt(line, segment);
        found.push(start + share * (metresAt(line, segment + 1) - start));
      }
    }
    a = b;
  }
  found.sort((one, another) => one - another);
  return withoutTouches(found).filter(
    (metres) => metres > samePlaceMetres && metres < line.lengthMetres - samePlaceMetres,
  );
}

/** A tenth of what a stored position can tell. */
const samePlaceMetres = 0.001;

/** Crossings in pairs at one place cancel: the line came up to the other one and went back. */
function withoutTouches(sorted: readonly number[]): number[] {
  const kept: number[] = [];
  for (const metres of sorted) {
    const last = kept.at(-1);
    if (last !== undefined && metres - last <= samePlaceMetres) kept.pop();
    else kept.push(metres);
  }
  return kept;
}

/** Where between p and q the line crosses the one from a to b; null where it does not. */
function crossingShare(p: Point2, q: Point2, a: Point2, b: Point2): number | null {
  const sideP = area(a, b, p);
  const sideQ = area(a, b, q);
  const sideA = area(p, q, a);
  const sideB = area(p, q, b);
  const shifted = shiftSide(a, b);
  const shiftedBack = -shiftSide(p, q);
  const passes = sign(sideP, shifted) !== sign(sideQ, shifted) && sign(sideA, shiftedBack) !== sign(sideB, shiftedBack);
  if (!passes) return null;
  return sideP === sideQ ? 0 : Math.min(1, Math.max(0, sideP / (sideP - sideQ)));
}

/** Twice the area of the triangle; positive where c lies left of a to b. */
function area(a: Point2, b: Point2, c: Point2): number {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/** On which side of the direction a to b the hair lies: (e, e squared) for an infinitely small e. */
function shiftSide(a: Point2, b: Point2): number {
  return a.y === b.y ? b.x - a.x : a.y - b.y;
}

function sign(value: number, tieBreak: number): boolean {
  return value === 0 ? tieBreak > 0 : value > 0;
}
