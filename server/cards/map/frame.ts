import type { Position } from 'geojson';
import { cardNumbers } from '../../../data/standards/cards.ts';
import { planeAt } from '../../evacuation/geometry/plane.ts';
import type { Bbox } from '../../layers/query.ts';

/** A small map's sheet: what it shows of the ground, and where a position lies on it. North is up. */
export interface MapFrame {
  readonly widthMm: number;
  readonly heightMm: number;
  readonly bbox: Bbox;
  readonly metresPerMm: number;
  /** Millimetres from the upper left corner. */
  readonly place: (position: Position) => readonly [number, number];
}

/** The frame of the given size that shows all of the positions, with a margin. */
export function frameAround(
  positions: readonly Position[],
  widthMm: number,
  heightMm: number,
  numbers = cardNumbers(),
): MapFrame {
  const xs = positions.map(([x = 0]) => x);
  const ys = positions.map(([, y = 0]) => y);
  const middle = [(least(xs) + greatest(xs)) / 2, (least(ys) + greatest(ys)) / 2] as const;
  const plane = planeAt(...middle);
  const span = (values: readonly number[], metres: (value: number) => number) =>
    metres(greatest(values)) - metres(least(values));
  const room = 1 - 2 * numbers.map_margin_share;
  const metresPerMm = Math.max(
    span(xs, plane.x) / (widthMm * room),
    span(ys, plane.y) / (heightMm * room),
    numbers.map_least_width_m / widthMm,
  );
  const half = { x: (widthMm * metresPerMm) / 2, y: (heightMm * metresPerMm) / 2 };
  const [west, south] = plane.position({ x: -half.x, y: -half.y });
  const [east, north] = plane.position(half);
  return {
    widthMm,
    heightMm,
    metresPerMm,
    bbox: [west, south, east, north],
    place: ([longitude = 0, latitude = 0]) => [
      widthMm / 2 + plane.x(longitude) / metresPerMm,
      heightMm / 2 - plane.y(latitude) / metresPerMm,
    ],
  };
}

function least(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
}

function greatest(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
}
