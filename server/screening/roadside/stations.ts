import { type Alignment, lengthOf, type Piece } from '../alignment/types.ts';
import { at } from '../arrays.ts';

/** Places at equal steps along an alignment, with the direction of the road there. */
export interface Stations {
  readonly step: number;
  readonly longitude: Float64Array;
  readonly latitude: Float64Array;
  /** Unit vector along the alignment, east and north. */
  readonly east: Float64Array;
  readonly north: Float64Array;
  /** Index of the alignment's piece and of its segment. */
  readonly piece: Int32Array;
  readonly segment: Int32Array;
}

/** Length in metres over which the direction of the road is taken, so that noise on a vertex does not turn it. */
const directionBase = 10;

export function stationsOf(alignment: Alignment, spacing: number): Stations {
  const length = lengthOf(alignment);
  const count = Math.max(2, Math.round(length / spacing) + 1);
  const step = length / (count - 1);
  const { s, x, y, pieces } = alignment;
  const longitude = new Float64Array(count);
  const latitude = new Float64Array(count);
  const east = new Float64Array(count);
  const north = new Float64Array(count);
  const pieceOf = new Int32Array(count);
  const segmentOf = new Int32Array(count);
  const plan = { x: new Float64Array(count), y: new Float64Array(count) };
  let segment = 0;
  let piece = 0;
  for (let k = 0; k < count; k += 1) {
    const place = k * step;
    while (segment < s.length - 2 && at(s, segment + 1) < place) segment += 1;
    while (piece < pieces.length - 1 && (pieces[piece] as Piece).lastVertex <= segment) piece += 1;
    const span = at(s, segment + 1) - at(s, segment);
    const share = span > 0 ? Math.min(1, (place - at(s, segment)) / span) : 0;
    longitude[k] = mix(alignment.longitude, segment, share);
    latitude[k] = mix(alignment.latitude, segment, share);
    plan.x[k] = mix(x, segment, share);
    plan.y[k] = mix(y, segment, share);
    pieceOf[k] = piece;
    segmentOf[k] = segment;
  }
  const reach = Math.max(1, Math.round(directionBase / step / 2));
  for (let k = 0; k < count; k += 1) {
    const before = Math.max(0, k - reach);
    const after = Math.min(count - 1, k + reach);
    const dx = at(plan.x, after) - at(plan.x, before);
    const dy = at(plan.y, after) - at(plan.y, before);
    const norm = Math.hypot(dx, dy) || 1;
    east[k] = dx / norm;
    north[k] = dy / norm;
  }
  return { step, longitude, latitude, east, north, piece: pieceOf, segment: segmentOf };
}

function mix(values: Float64Array, i: number, share: number): number {
  return at(values, i) + share * (at(values, i + 1) - at(values, i));
}
