import type { Positions } from './graph.ts';

/** The curve passes 2 to the power of this many cells each way; a number of a cell and one of a position fit one float. */
const order = 13;
const positionLimit = 2 ** (52 - 2 * order);

/**
 * The rank of each position along Hilbert's curve, so that what lies near on the ground lies near in memory. A search of a
 * large network waits for memory most of its time.
 *
 * @throws RangeError for more than 67 million positions
 */
export function ranksAlongCurve({ longitude, latitude }: Positions): Uint32Array {
  const count = longitude.length;
  if (count > positionLimit) throw new RangeError(`${count} positions are more than can be ranked, ${positionLimit}`);
  const column = cells(longitude);
  const row = cells(latitude);
  const keys = new Float64Array(count);
  for (let index = 0; index < count; index++) {
    keys[index] = alongCurve(column[index] as number, row[index] as number) * positionLimit + index;
  }
  keys.sort();
  const ranks = new Uint32Array(count);
  for (let rank = 0; rank < count; rank++) ranks[(keys[rank] as number) % positionLimit] = rank;
  return ranks;
}

function cells(degrees: Float64Array): Uint16Array {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const value of degrees) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  const scale = most > least ? (2 ** order - 1) / (most - least) : 0;
  const own = new Uint16Array(degrees.length);
  for (let index = 0; index < own.length; index++) own[index] = ((degrees[index] as number) - least) * scale;
  return own;
}

/** How far along the curve a cell is: by quarters of the square, each turned so that the curve goes on from the last. */
function alongCurve(column: number, row: number): number {
  let x = column;
  let y = row;
  let place = 0;
  for (let half = 2 ** (order - 1); half > 0; half >>= 1) {
    const isRight = (x & half) > 0;
    const isUpper = (y & half) > 0;
    place = place * 4 + (isRight ? (isUpper ? 2 : 3) : isUpper ? 1 : 0);
    if (isUpper) continue;
    const [before, mirrored] = isRight ? [2 * half - 1 - x, 2 * half - 1 - y] : [x, y];
    x = mirrored;
    y = before;
  }
  return place;
}
