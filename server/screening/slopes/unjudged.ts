import { type Alignment, type Piece, pieceIndexAt } from '../alignment/types.ts';
import { at } from '../arrays.ts';
import type { FoundHazard } from '../types.ts';

/** Metres along the alignment, with the least length a slope has there. */
export interface WeakStretch {
  readonly from: number;
  readonly to: number;
  readonly least: number;
}

/** Places are sums of steps on one side and of segments on the other. */
const rounding = 1e-6;

/**
 * Where slopes may be shorter than the elevation can carry. The least length goes with the design speed, so that each
 * piece of road decides for itself, whatever road it continues.
 */
export function weakStretches(
  alignment: Alignment,
  from: number,
  to: number,
  carried: number,
  leastOf: (piece: Piece) => number,
): WeakStretch[] {
  const weak: WeakStretch[] = [];
  for (let i = pieceIndexAt(alignment, from); i < alignment.pieces.length; i += 1) {
    const piece = alignment.pieces[i] as Piece;
    const begin = Math.max(from, at(alignment.s, piece.firstVertex));
    const end = Math.min(to, at(alignment.s, piece.lastVertex));
    if (begin >= to) break;
    const least = leastOf(piece);
    if (least >= carried || end <= begin) continue;
    const previous = weak.at(-1);
    if (previous?.to === begin) {
      weak[weak.length - 1] = { from: previous.from, to: end, least: Math.min(previous.least, least) };
    } else weak.push({ from: begin, to: end, least });
  }
  return weak;
}

/** What of the stretches no finding lies over. */
export function uncovered(stretches: readonly WeakStretch[], found: readonly FoundHazard[]): WeakStretch[] {
  const ordered = [...found].sort((a, b) => a.from - b.from);
  return stretches.flatMap((stretch) => {
    const open: WeakStretch[] = [];
    let place = stretch.from;
    for (const one of ordered) {
      if (one.from >= stretch.to) break;
      if (one.from > place + rounding) open.push({ ...stretch, from: place, to: one.from });
      place = Math.max(place, one.to);
    }
    if (stretch.to > place + rounding) open.push({ ...stretch, from: place });
    return open;
  });
}
