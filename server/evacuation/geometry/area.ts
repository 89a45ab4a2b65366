import { booleanPointInPolygon } from '@turf/turf';
import type { Feature, MultiPolygon, Polygon, Position } from 'geojson';
import { type Interval, mergeIntervals } from './intervals.ts';
import { type MeasuredLine, metresAt, pointAt, vertexAt } from './line.ts';
import { length as lengthOf, type Plane, type Point2 } from './plane.ts';
import type { SegmentIndex } from './segment-index.ts';

/** Two borders closer together than this are one; a tenth of what a stored position can tell. */
const samePlaceMetres = 0.001;

/**
 * The parts of a line inside a polygon, its border included. Splits the line where it meets any ring and asks for the
 * middle of every piece, so that touching, running along a border, holes and overlapping parts need no cases.
 */
export function partsInside(
  plane: Plane,
  line: MeasuredLine,
  lineSegments: SegmentIndex,
  area: Feature<Polygon | MultiPolygon>,
): Interval[] {
  const breaks = new Set([0, line.lengthMetres]);
  for (const ring of ringsOf(area.geometry)) collectBreaks(plane, line, lineSegments, ring, breaks);
  const inside: Interval[] = [];
  let from = 0;
  for (const to of [...breaks].sort((a, b) => a - b)) {
    if (to - from < samePlaceMetres) continue;
    if (contains(area, plane.position(pointAt(line, (from + to) / 2)))) inside.push({ from, to });
    from = to;
  }
  return mergeIntervals(inside, samePlaceMetres);
}

export function contains(area: Feature<Polygon | MultiPolygon>, position: Position): boolean {
  return booleanPointInPolygon(position, area);
}

function ringsOf(geometry: Polygon | MultiPolygon): Position[][] {
  return geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat();
}

function collectBreaks(
  plane: Plane,
  line: MeasuredLine,
  lineSegments: SegmentIndex,
  ring: readonly Position[],
  breaks: Set<number>,
): void {
  let a: Point2 | undefined;
  for (const position of ring) {
    const b = { x: plane.x(position[0] ?? Number.NaN), y: plane.y(position[1] ?? Number.NaN) };
    if (a !== undefined) {
      const found = lineSegments.search(
        Math.min(a.x, b.x) - samePlaceMetres,
        Math.min(a.y, b.y) - samePlaceMetres,
        Math.max(a.x, b.x) + samePlaceMetres,
        Math.max(a.y, b.y) + samePlaceMetres,
      );
      for (const item of found) {
        for (const metres of meetings(line, lineSegments.segmentOf(item), a, b)) breaks.add(metres);
      }
    }
    a = b;
  }
}

/** Where a segment of the line meets the piece of border from a to b, in metres along the line; both ends of a shared run. */
function meetings(line: MeasuredLine, segment: number, a: Point2, b: Point2): number[] {
  const p = vertexAt(line, segment);
  const q = vertexAt(line, segment + 1);
  const dx = q.x - p.x;
  const dy = q.y - p.y;
  const ex = b.x - a.x;
  const ey = b.y - a.y;
  const length = lengthOf(dx, dy);
  const cross = dx * ey - dy * ex;
  const start = metresAt(line, segment);
  const along = (share: number) => start + Math.min(1, Math.max(0, share)) * (metresAt(line, segment + 1) - start);
  const slack = samePlaceMetres / length;
  if (Math.abs(cross) > 1e-9 * length * lengthOf(ex, ey)) {
    const share = ((a.x - p.x) * ey - (a.y - p.y) * ex) / cross;
    const shareOfBorder = ((a.x - p.x) * dy - (a.y - p.y) * dx) / cross;
    const hit = share >= -slack && share <= 1 + slack && shareOfBorder >= -1e-9 && shareOfBorder <= 1 + 1e-9;
    return hit ? [along(share)] : [];
  }
  const aside = Math.abs((a.x - p.x) * dy - (a.y - p.y) * dx) / length;
  if (aside > samePlaceMetres) return [];
  return [a, b].map((end) => along(((end.x - p.x) * dx + (end.y - p.y) * dy) / (length * length)));
}
