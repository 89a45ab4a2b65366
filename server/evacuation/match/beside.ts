import { boxOf } from '../geometry/box.ts';
import { type Interval, mergeIntervals } from '../geometry/intervals.ts';
import { type MeasuredLine, metresAt, nearestOnSegment, pointAt, turnDegrees, vertexAt } from '../geometry/line.ts';
import type { Point2 } from '../geometry/plane.ts';
import type { SegmentIndex } from '../geometry/segment-index.ts';

export interface Beside {
  readonly distanceMetres: number;
  /** Greatest difference of direction; 90 where crossing, and lying just ahead of an end, count too. */
  readonly turnDegrees: number;
  readonly spacingMetres: number;
}

/** The parts of a line within a distance of another one and going the same way, or the opposite. */
export function partsBeside(
  line: MeasuredLine,
  lineSegments: SegmentIndex,
  other: MeasuredLine,
  { distanceMetres, turnDegrees: mostDegrees, spacingMetres }: Beside,
): Interval[] {
  // Even pieces of the whole line, so that the answer does not depend on where it has vertices.
  const count = Math.max(1, Math.ceil(line.lengthMetres / spacingMetres));
  const step = line.lengthMetres / count;
  const pieces = new Set<number>();
  for (const near of partsNear(line, lineSegments, other, distanceMetres)) {
    const last = Math.min(count - 1, Math.floor(near.to / step));
    for (let piece = Math.floor(near.from / step); piece <= last; piece++) pieces.add(piece);
  }
  const parts: Interval[] = [];
  for (const piece of pieces) {
    const middle = (piece + 0.5) * step;
    const before = pointAt(line, middle - spacingMetres);
    const after = pointAt(line, middle + spacingMetres);
    const heading = { x: after.x - before.x, y: after.y - before.y };
    if (isBeside(other, pointAt(line, middle), heading, distanceMetres, mostDegrees)) {
      parts.push({ from: piece * step, to: (piece + 1) * step });
    }
  }
  return mergeIntervals(parts, spacingMetres / 100);
}

/** The segments of the line that come near the other one's extent. */
function partsNear(
  line: MeasuredLine,
  lineSegments: SegmentIndex,
  other: MeasuredLine,
  distanceMetres: number,
): Interval[] {
  const box = boxOf(other, distanceMetres);
  const found = Array.from(lineSegments.search(box.minX, box.minY, box.maxX, box.maxY), lineSegments.segmentOf);
  return mergeIntervals(found.map((segment) => ({ from: metresAt(line, segment), to: metresAt(line, segment + 1) })));
}

function isBeside(
  other: MeasuredLine,
  place: Point2,
  heading: Point2,
  distanceMetres: number,
  mostDegrees: number,
): boolean {
  const crossingCounts = mostDegrees >= rightAngleDegrees;
  // A line that is a single place has no segments, and no direction to differ from.
  for (let segment = 0; segment < Math.max(1, other.vertices - 1); segment++) {
    const nearest = nearestOnSegment(other, segment, place);
    if (nearest.distanceMetres > distanceMetres) continue;
    if (crossingCounts) return true;
    const a = vertexAt(other, segment);
    const b = vertexAt(other, Math.min(segment + 1, other.vertices - 1));
    const direction = { x: b.x - a.x, y: b.y - a.y };
    // What lies ahead of the end of a line is near to it and yet not beside it.
    const foot = (place.x - a.x) * direction.x + (place.y - a.y) * direction.y;
    const ahead = segment === 0 && foot < 0;
    const behind = segment >= other.vertices - 2 && foot > direction.x ** 2 + direction.y ** 2;
    if (!ahead && !behind && turnDegrees(heading, direction) <= mostDegrees) return true;
  }
  return false;
}

const rightAngleDegrees = 90;
