import type { LineString, Point, Position } from 'geojson';
import type { Interval } from './intervals.ts';
import { geodesicMetres, length, type Plane, type Point2 } from './plane.ts';

/** 1e-7 degrees are 1 cm, finer than any survey here (RFC 7946, 11.2). */
const positionScale = 1e7;

/** A line in the plane with the geodesic metres from its start at every vertex; repeated vertices are left out. */
export interface MeasuredLine {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly metres: Float64Array;
  readonly lengthMetres: number;
  readonly vertices: number;
}

export function measureLine(plane: Plane, positions: readonly Position[]): MeasuredLine {
  const kept = positions.filter((position, index) => {
    const before = positions[index - 1];
    return before === undefined || before[0] !== position[0] || before[1] !== position[1];
  });
  const x = new Float64Array(kept.length);
  const y = new Float64Array(kept.length);
  const metres = new Float64Array(kept.length);
  let sum = 0;
  let before: Position | undefined;
  for (const [index, position] of kept.entries()) {
    if (before !== undefined) sum += geodesicMetres(before, position);
    x[index] = plane.x(position[0] ?? Number.NaN);
    y[index] = plane.y(position[1] ?? Number.NaN);
    metres[index] = sum;
    before = position;
  }
  return { x, y, metres, lengthMetres: sum, vertices: kept.length };
}

export function vertexAt(line: MeasuredLine, index: number): Point2 {
  return { x: line.x[index] ?? Number.NaN, y: line.y[index] ?? Number.NaN };
}

export function metresAt(line: MeasuredLine, index: number): number {
  return line.metres[index] ?? Number.NaN;
}

/** Index of the segment that holds the place `metres` from the start; 0 to vertices - 2. */
function segmentAt(line: MeasuredLine, metres: number): number {
  let low = 0;
  let high = Math.max(0, line.vertices - 2);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (metresAt(line, middle) <= metres) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The place `metres` from the start; the nearer end outside of the line. */
export function pointAt(line: MeasuredLine, metres: number): Point2 {
  if (line.vertices < 2 || metres <= 0) return vertexAt(line, 0);
  if (metres >= line.lengthMetres) return vertexAt(line, line.vertices - 1);
  return pointOnSegment(line, segmentAt(line, metres), metres);
}

function pointOnSegment(line: MeasuredLine, segment: number, metres: number): Point2 {
  const a = vertexAt(line, segment);
  const b = vertexAt(line, segment + 1);
  const start = metresAt(line, segment);
  const share = (metres - start) / (metresAt(line, segment + 1) - start);
  return { x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y) };
}

/** The part of a line as GeoJSON; a point where the part has no length. */
export function cutLine(plane: Plane, line: MeasuredLine, part: Interval): LineString | Point {
  const from = Math.max(0, part.from);
  const to = Math.min(line.lengthMetres, part.to);
  const start = outputPosition(plane, pointAt(line, from));
  if (to <= from) return { type: 'Point', coordinates: start };
  const coordinates = [start];
  for (let index = segmentAt(line, from) + 1; index < line.vertices && metresAt(line, index) < to; index++) {
    if (metresAt(line, index) > from) coordinates.push(outputPosition(plane, vertexAt(line, index)));
  }
  coordinates.push(outputPosition(plane, pointAt(line, to)));
  return { type: 'LineString', coordinates };
}

/** A part of a line as a line of its own, measured from its own start. */
export function subLine(line: MeasuredLine, part: Interval): MeasuredLine {
  const inner: number[] = [];
  for (let index = 0; index < line.vertices; index++) {
    if (metresAt(line, index) > part.from && metresAt(line, index) < part.to) inner.push(index);
  }
  const points = [pointAt(line, part.from), ...inner.map((index) => vertexAt(line, index)), pointAt(line, part.to)];
  const metres = [0, ...inner.map((index) => metresAt(line, index) - part.from), part.to - part.from];
  return {
    x: Float64Array.from(points, ({ x }) => x),
    y: Float64Array.from(points, ({ y }) => y),
    metres: Float64Array.from(metres),
    lengthMetres: part.to - part.from,
    vertices: points.length,
  };
}

export function outputPosition(plane: Plane, point: Point2): [number, number] {
  const [longitude, latitude] = plane.position(point);
  return [Math.round(longitude * positionScale) / positionScale, Math.round(latitude * positionScale) / positionScale];
}

export interface NearestPlace {
  readonly metres: number;
  readonly distanceMetres: number;
}

/** The place of a line nearest to a point, between two places along the line. */
export function nearestPlace(
  line: MeasuredLine,
  point: Point2,
  within: Interval = { from: 0, to: line.lengthMetres },
): NearestPlace {
  let nearest = within.from;
  let least = distance(pointAt(line, nearest), point);
  const last = Math.max(0, line.vertices - 2);
  for (let segment = segmentAt(line, within.from); segment <= last; segment++) {
    if (segment > 0 && metresAt(line, segment) > within.to) break;
    const share = nearestShare(line, segment, point);
    const metres = Math.min(within.to, Math.max(within.from, metresOnSegment(line, segment, share)));
    // Clamped to the part, the place may be another one than the nearest of the segment.
    const clamped = metres === within.from || metres === within.to;
    const aside = clamped ? distance(pointAt(line, metres), point) : distanceAtShare(line, segment, share, point);
    if (aside >= least) continue;
    least = aside;
    nearest = metres;
  }
  return { metres: nearest, distanceMetres: least };
}

export function nearestOnSegment(line: MeasuredLine, segment: number, point: Point2): NearestPlace {
  if (line.vertices < 2) return { metres: 0, distanceMetres: distance(vertexAt(line, 0), point) };
  const share = nearestShare(line, segment, point);
  return {
    metres: metresOnSegment(line, segment, share),
    distanceMetres: distanceAtShare(line, segment, share, point),
  };
}

// These three run for every candidate segment of every sample and therefore return plain numbers.

function nearestShare(line: MeasuredLine, segment: number, point: Point2): number {
  const ax = line.x[segment] ?? Number.NaN;
  const ay = line.y[segment] ?? Number.NaN;
  const dx = (line.x[segment + 1] ?? ax) - ax;
  const dy = (line.y[segment + 1] ?? ay) - ay;
  const squared = dx * dx + dy * dy;
  if (squared === 0) return 0;
  return Math.min(1, Math.max(0, ((point.x - ax) * dx + (point.y - ay) * dy) / squared));
}

function metresOnSegment(line: MeasuredLine, segment: number, share: number): number {
  const start = metresAt(line, segment);
  return share === 0 ? start : start + share * (metresAt(line, segment + 1) - start);
}

function distanceAtShare(line: MeasuredLine, segment: number, share: number, point: Point2): number {
  const ax = line.x[segment] ?? Number.NaN;
  const ay = line.y[segment] ?? Number.NaN;
  const bx = line.x[segment + 1] ?? ax;
  const by = line.y[segment + 1] ?? ay;
  return length(point.x - ax - share * (bx - ax), point.y - ay - share * (by - ay));
}

export function distance(a: Point2, b: Point2): number {
  return length(a.x - b.x, a.y - b.y);
}

/** Direction of a segment, as long as the segment. */
export function headingOf(line: MeasuredLine, segment: number): Point2 {
  const a = vertexAt(line, segment);
  const b = vertexAt(line, segment + 1);
  return { x: b.x - a.x, y: b.y - a.y };
}

/** Angle between two directions whichever way they point, 0 to 90 degrees; 0 where one of them has none. */
export function turnDegrees(a: Point2, b: Point2): number {
  const cross = Math.abs(a.x * b.y - a.y * b.x);
  const dot = Math.abs(a.x * b.x + a.y * b.y);
  return (Math.atan2(cross, dot) * 180) / Math.PI;
}
