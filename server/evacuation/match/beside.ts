import { type Interval, mergeIntervals } from '../geometry/intervals.ts';
import { type MeasuredLine, metresAt, nearestOnSegment, pointAt, vertexAt } from '../geometry/line.ts';
import type { Point2 } from '../geometry/plane.ts';
import type { SegmentIndex } from '../geometry/segment-index.ts';
import { turnDegrees } from './candidates.ts';

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
  const parts: Interval[] = [];
  for (const near of partsNear(line, lineSegments, other, distanceMetres)) {
    const count = Math.max(1, Math.ceil((near.to - near.from) / spacingMetres));
    const step = (near.to - near.from) / count;
    for (let index = 0; index < count; index++) {
      const from = near.from + index * step;
      const place = pointAt(line, from + step / 2);
      const before = pointAt(line, from + step / 2 - spacingMetres);
      const after = pointAt(line, from + step / 2 + spacingMetres);
      const heading = { x: after.x - before.x, y: after.y - before.y };
      if (isBeside(other, place, heading, distanceMetres, mostDegrees)) parts.push({ from, to: from + step });
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
  let minX = Number.POSITIVE_INFINITY;
  let minY = Number.POSITIVE_INFINITY;
  let maxX = Number.NEGATIVE_INFINITY;
  let maxY = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < other.vertices; index++) {
    const { x, y } = vertexAt(other, index);
    minX = Math.min(minX, x - distanceMetres);
    minY = Math.min(minY, y - distanceMetres);
    maxX = Math.max(maxX, x + distanceMetres);
    maxY = Math.max(maxY, y + distanceMetres);
  }
  const segments = lineSegments.search(minX, minY, maxX, maxY);
  return mergeIntervals(
    segments.map(({ segment }) => ({ from: metresAt(line, segment), to: metresAt(line, segment + 1) })),
  );
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
