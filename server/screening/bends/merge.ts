import { at } from '../arrays.ts';
import type { Section } from './section.ts';
import type { SmoothLine } from './smooth.ts';
import { type Turn, turnBetween } from './turns.ts';
import { type Fit, fitRow } from './window.ts';

/** Turns of one sense further apart than this, or than the smoothing reaches, are two bends without asking. */
const farthestApart = 60;
/**
 * Two bends have five parameters more than one. Their sum of squares, in units of the noise, must be smaller by this
 * much: what noise alone brings about less than once in a thousand pairs.
 */
const worthTwo = 22;
const hardlyMore = 3;
const tangent = 40;

/**
 * Joins neighbouring turns of one sense wherever the vertices do not tell them from one bend. Turns that are both too
 * gentle to be of interest stay as they are.
 */
export function mergeTurns(
  section: Section,
  line: SmoothLine,
  turns: readonly Turn[],
  noise: number,
  ofInterest: (turn: Turn) => boolean,
  fitBends: Fit,
): Turn[] {
  const merged: Turn[] = [];
  for (const turn of turns) {
    const previous = merged.at(-1);
    const asked = previous && (ofInterest(previous) || ofInterest(turn));
    const both = asked && oneBend(section, line, merged.at(-2), previous, turn, noise, fitBends);
    if (both) merged[merged.length - 1] = both;
    else merged.push(turn);
  }
  return merged;
}

function oneBend(
  section: Section,
  line: SmoothLine,
  beforeThem: Turn | undefined,
  first: Turn,
  second: Turn,
  noise: number,
  fitBends: Fit,
): Turn | undefined {
  if (Math.sign(first.deflection) !== Math.sign(second.deflection)) return undefined;
  if (second.from - first.to > Math.min(farthestApart, 2 * line.box)) return undefined;
  const whole = turnBetween(line, first.first, second.last);
  const end = at(line.s, line.s.length - 1);
  const window = [Math.max(0, beforeThem?.to ?? 0, first.from - tangent), Math.min(end, second.to + tangent)] as const;
  const one = fitRow(section, line, window, [whole], noise, fitBends);
  // Hardly more is left over than noise alone leaves: two bends could not gain what they must.
  if (one && one.result.squares < (one.places.length + hardlyMore) * noise ** 2) return whole;
  const two = fitRow(section, line, window, [first, second], noise, fitBends);
  if (!one || !two) return undefined;
  const gain = (one.result.squares - two.result.squares) / two.result.noise ** 2;
  return gain < worthTwo ? whole : undefined;
}
