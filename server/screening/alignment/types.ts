import type { RoadAttributes } from '../types.ts';

/** The stretch of an alignment that one line of a road makes up. */
export interface Piece {
  readonly roadId: string | number;
  readonly attributes: RoadAttributes;
  /** Drawn against the alignment. */
  readonly reversed: boolean;
  /** Vertices of the alignment, both included; the last is the first of the next piece. */
  readonly firstVertex: number;
  readonly lastVertex: number;
  /** Metres along the input feature at the line's first vertex as drawn (later lines of a MultiLineString start later). */
  readonly roadFrom: number;
  /** Length of the whole input feature in metres. */
  readonly roadLength: number;
}

/**
 * A continuous road: lines joined end to end. Plan coordinates are developed along the road, each step measured with
 * the scale of its own latitude, so that lengths and curvature are true however long the road is.
 */
export interface Alignment {
  readonly longitude: Float64Array;
  readonly latitude: Float64Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Metres from the start, ascending. */
  readonly s: Float64Array;
  readonly pieces: readonly Piece[];
  /** Ascending `s` of vertices where another drivable road meets. */
  readonly junctions: Float64Array;
}

export function lengthOf(alignment: Alignment): number {
  return alignment.s[alignment.s.length - 1] as number;
}

/** Index of the piece that holds `s`. */
export function pieceIndexAt(alignment: Alignment, s: number): number {
  const { pieces } = alignment;
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((alignment.s[(pieces[middle] as Piece).lastVertex] as number) >= s) high = middle;
    else low = middle + 1;
  }
  return low;
}

export function pieceAt(alignment: Alignment, s: number): Piece {
  return alignment.pieces[pieceIndexAt(alignment, s)] as Piece;
}
