function distanceToSegment(px: number, py: number, ax: number, ay: number, bx: number, by: number): number {
  const dx = bx - ax;
  const dy = by - ay;
  const squared = dx * dx + dy * dy;
  const t = squared > 0 ? Math.min(1, Math.max(0, ((px - ax) * dx + (py - ay) * dy) / squared)) : 0;
  return Math.hypot(px - ax - t * dx, py - ay - t * dy);
}

/**
 * Smallest distance between the segment (0, 0)–(length, 0) and the part of another on one side of the line through it.
 *
 * @param side 1 for the left (positive v), -1 for the right.
 * @returns Infinity where no part lies on that side.
 */
export function segmentDistanceOnSide(
  length: number,
  u0: number,
  v0: number,
  u1: number,
  v1: number,
  side: 1 | -1,
): number {
  let au = u0;
  let av = v0 * side;
  let bu = u1;
  let bv = v1 * side;
  if (av < 0 && bv < 0) return Number.POSITIVE_INFINITY;
  if (av < 0) {
    au += (av / (av - bv)) * (bu - au);
    av = 0;
  } else if (bv < 0) {
    bu += (bv / (bv - av)) * (au - bu);
    bv = 0;
  }
  // On one side only, the closest pair has an end of one of the two segments.
  return Math.min(
    distanceToSegment(au, av, 0, 0, length, 0),
    distanceToSegment(bu, bv, 0, 0, length, 0),
    distanceToSegment(0, 0, au, av, bu, bv),
    distanceToSegment(length, 0, au, av, bu, bv),
  );
}
