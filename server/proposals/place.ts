import type { Position } from 'geojson';
import { metresPerDegree } from '../screening/projection.ts';

/** Metres along a road, from its first vertex as drawn. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Geodesic metres from the start of a line to each of its vertices. */
export function metresAlong(line: readonly Position[]): number[] {
  const metres = [0];
  for (let i = 1; i < line.length; i++) {
    const [x0 = 0, y0 = 0] = line[i - 1] ?? [];
    const [x1 = 0, y1 = 0] = line[i] ?? [];
    const { east, north } = metresPerDegree((y0 + y1) / 2);
    metres.push((metres.at(-1) ?? 0) + Math.hypot((x1 - x0) * east, (y1 - y0) * north));
  }
  return metres;
}

/** The part of a road between two places, to a millimetre; at least its two ends. */
export function cutRoad(road: readonly Position[], { from, to }: Stretch): Position[] {
  const along = metresAlong(road);
  const between = road.filter((_, i) => (along[i] ?? 0) > from && (along[i] ?? 0) < to);
  return [pointAt(road, along, from), ...between.map(([x = 0, y = 0]) => [x, y]), pointAt(road, along, to)];
}

function pointAt(road: readonly Position[], along: readonly number[], metres: number): Position {
  const found = along.findIndex((value, index) => index > 0 && value >= metres);
  const i = found === -1 ? road.length - 1 : found;
  const [x0 = 0, y0 = 0] = road[i - 1] ?? [];
  const [x1 = 0, y1 = 0] = road[i] ?? [];
  const start = along[i - 1] ?? 0;
  const span = (along[i] ?? start) - start;
  const share = span > 0 ? Math.min(1, Math.max(0, (metres - start) / span)) : 0;
  return [eighth(x0 + share * (x1 - x0)), eighth(y0 + share * (y1 - y0))];
}

/** Eight decimals of a degree: a millimetre. */
function eighth(degrees: number): number {
  return Math.round(degrees * 1e8) / 1e8;
}
