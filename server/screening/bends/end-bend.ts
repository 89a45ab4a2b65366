import { at, floorIndex } from '../arrays.ts';
import type { Section } from './section.ts';
import type { SmoothLine } from './smooth.ts';
import type { Turn } from './turns.ts';
import { type Fit, fitRow } from './window.ts';

/** A turn with less line than this beyond it lies at the end of the line: no tangent shows where it ends. */
export const endTangent = 30;
/**
 * A bend has five parameters more than a straight line. Its sum of squares, in units of the noise, must be smaller by
 * this much: what noise alone brings about less than once in a thousand ends.
 */
const worthBend = 22;
const tangent = 50;

/** As many vertices as a bend and its tangent have parameters fit any such bend: nothing is left to judge it by. */
const leastVertices = 8;

/**
 * Whether the vertices at an end of a section show a bend there, or no more than the noise of a few vertices that
 * nothing beyond the end helps to smooth; `unknown` where they are too few to tell.
 */
export function bendAtEnd(
  section: Section,
  line: SmoothLine,
  turns: readonly Turn[],
  index: number,
  noise: number,
  fitBends: Fit,
): 'shown' | 'noise' | 'unknown' {
  const turn = turns[index] as Turn;
  const from = Math.max(0, turns[index - 1]?.to ?? 0, turn.from - tangent);
  const to = Math.min(at(line.s, line.s.length - 1), turns[index + 1]?.from ?? turn.to + tangent, turn.to + tangent);
  const bend = fitRow(section, line, [from, to], [turn], noise, fitBends);
  if (!bend) return 'unknown';
  const first = floorIndex(section.s, at(bend.drawn, 0));
  const squares = straightSquares(section, first, first + bend.drawn.length - 1);
  if ((squares - bend.result.squares) / bend.result.noise ** 2 >= worthBend) return 'shown';
  return bend.drawn.length < leastVertices ? 'unknown' : 'noise';
}

/** Sum of squared distances of vertices first to last from the straight line nearest to them. */
function straightSquares({ x, y }: Section, first: number, last: number): number {
  const count = last - first + 1;
  let meanX = 0;
  let meanY = 0;
  for (let i = first; i <= last; i += 1) {
    meanX += at(x, i) / count;
    meanY += at(y, i) / count;
  }
  let xx = 0;
  let xy = 0;
  let yy = 0;
  for (let i = first; i <= last; i += 1) {
    const dx = at(x, i) - meanX;
    const dy = at(y, i) - meanY;
    xx += dx * dx;
    xy += dx * dy;
    yy += dy * dy;
  }
  return (xx + yy - Math.hypot(xx - yy, 2 * xy)) / 2;
}
