/** A place on the screen or on any plane, in its units. */
export type PlanePoint = readonly [x: number, y: number];

export interface Snap {
  readonly line: number;
  /** Index of the segment's first vertex. */
  readonly segment: number;
  /** Share of the segment before the place, 0–1. */
  readonly share: number;
  readonly point: PlanePoint;
  readonly distance: number;
}

/**
 * The nearest place on any of the lines within `reach`, or undefined. An end of a line within `reach` wins over a
 * nearer place along it, since ends are where roads join and a route must pass through the junction itself.
 */
export function snapToLines(
  pointer: PlanePoint,
  lines: readonly (readonly PlanePoint[])[],
  reach: number,
): Snap | undefined {
  let best: Snap | undefined;
  let bestEnd: Snap | undefined;
  for (const [index, line] of lines.entries()) {
    for (let segment = 0; segment + 1 < line.length; segment += 1) {
      const from = line[segment];
      const to = line[segment + 1];
      if (!from || !to) continue;
      const snap = { line: index, segment, ...nearestOnSegment(pointer, from, to) };
      if (snap.distance <= reach && snap.distance < (best?.distance ?? Number.POSITIVE_INFINITY)) best = snap;
    }
    for (const end of endsOf(index, line, pointer)) {
      if (end.distance <= reach && end.distance < (bestEnd?.distance ?? Number.POSITIVE_INFINITY)) bestEnd = end;
    }
  }
  return bestEnd ?? best;
}

export function nearestOnSegment(
  [x, y]: PlanePoint,
  [x1, y1]: PlanePoint,
  [x2, y2]: PlanePoint,
): Pick<Snap, 'share' | 'point' | 'distance'> {
  const dx = x2 - x1;
  const dy = y2 - y1;
  const squared = dx * dx + dy * dy;
  const share = squared === 0 ? 0 : Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / squared));
  const point: PlanePoint = [x1 + share * dx, y1 + share * dy];
  return { share, point, distance: Math.hypot(x - point[0], y - point[1]) };
}

function endsOf(line: number, points: readonly PlanePoint[], [x, y]: PlanePoint): readonly Snap[] {
  const ends = [
    { segment: 0, share: 0, point: points[0] },
    { segment: Math.max(0, points.length - 2), share: 1, point: points.at(-1) },
  ];
  return ends.flatMap(({ segment, share, point }) =>
    point ? [{ line, segment, share, point, distance: Math.hypot(x - point[0], y - point[1]) }] : [],
  );
}
