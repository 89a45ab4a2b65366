import { at, floorIndex, interpolate } from '../arrays.ts';
import { type BendShape, headingOf, measureBend } from './curve.ts';
import type { FitResult, makeFitter } from './fit.ts';
import type { Section } from './section.ts';
import { type SmoothLine, smoothedAt } from './smooth.ts';
import type { Turn } from './turns.ts';

export type Fit = ReturnType<typeof makeFitter>;

/** A row of turns fitted as bends to the vertices of one window. */
export interface FittedRow {
  readonly bends: readonly BendShape[];
  readonly result: FitResult;
  /** Metres along the alignment, and along the fitted curve, of each vertex of the window. */
  readonly drawn: Float64Array;
  readonly places: Float64Array;
}

/** The curve begins this far before the window, so that no vertex lies before it. */
const lead = 15;
/** Vertices this close outside the window belong to it: sparse lines have none nearer. */
const reach = 15;

/**
 * Fits `turns` as bends to the vertices between `from` and `to`, metres along the smoothed line.
 */
export function fitRow(
  section: Section,
  line: SmoothLine,
  [from, to]: readonly [number, number],
  turns: readonly Turn[],
  noise: number,
  fitBends: Fit,
): FittedRow | undefined {
  const start = at(section.s, 0);
  const drawnFrom = start + interpolate(line.s, line.drawn, from);
  const drawnTo = start + interpolate(line.s, line.drawn, to);
  let first = floorIndex(section.s, drawnFrom);
  if (at(section.s, first) < drawnFrom - reach) first += 1;
  let last = floorIndex(section.s, drawnTo);
  if (last < section.s.length - 1 && at(section.s, last + 1) < drawnTo + reach) last += 1;
  if (last - first < 2) return undefined;

  const places = new Float64Array(last - first + 1);
  for (let i = first; i <= last; i += 1) places[i - first] = smoothedAt(line, at(section.s, i) - start) - from;
  const back = lead + Math.max(0, -at(places, 0)) + 1;
  for (let i = 0; i < places.length; i += 1) places[i] = at(places, i) + back;
  const bends = turns.map(
    ({ centre, deflection, width }): BendShape => ({
      centre: centre - from + back,
      logWidth: Math.log(width),
      deflection,
      transition: 0.5,
      skew: 0,
    }),
  );
  const heading = at(line.heading, floorIndex(line.s, from));
  let turnedBefore = 0;
  for (const bend of bends) {
    const measures = measureBend(bend);
    if (back >= measures.to) turnedBefore += bend.deflection;
    else if (back > measures.from) turnedBefore += headingOf(bend, measures, back);
  }
  const result = fitBends({
    x: section.x.subarray(first, last + 1),
    y: section.y.subarray(first, last + 1),
    places,
    originX: interpolate(line.s, line.x, from) - Math.cos(heading) * back,
    originY: interpolate(line.s, line.y, from) - Math.sin(heading) * back,
    heading: heading - turnedBefore,
    length: Math.max(at(places, places.length - 1), to - from + back) + lead,
    bends,
    deflections: turns.map(({ deflection }) => deflection),
    noise,
  });
  return result && { bends, result, drawn: section.s.subarray(first, last + 1), places };
}

/** Chainage of a place on the fitted curve, from the vertices around it. Vertices that noise put out of order are passed over. */
export function drawnAt({ places, drawn }: FittedRow, place: number): number {
  let before = 0;
  for (let i = 0; i < places.length - 1; i += 1) if (at(places, i) <= place) before = i;
  let after = before + 1;
  while (after < places.length - 1 && at(places, after) <= at(places, before)) after += 1;
  const span = at(places, after) - at(places, before);
  if (span <= 0) return at(drawn, before);
  const share = Math.min(1, Math.max(0, (place - at(places, before)) / span));
  return at(drawn, before) + share * (at(drawn, after) - at(drawn, before));
}
