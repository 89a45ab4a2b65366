import type { Alignment } from '../alignment/types.ts';
import { at, floorIndex, interpolate } from '../arrays.ts';
import type { BendShape } from './curve.ts';
import { makeFitter } from './fit.ts';
import { noiseOf } from './noise.ts';
import { type Section, sectionsOf, thin } from './section.ts';
import { type SmoothLine, smoothedAt, smoothingBox, smoothLine } from './smooth.ts';
import { type Turn, turnsOf } from './turns.ts';

/** A bend as measured, before any threshold. */
export interface MeasuredBend {
  /** Metres along the alignment of the ends of the bend: arc and half of each transition. */
  readonly from: number;
  readonly to: number;
  /** Ends of the transitions. */
  readonly curveFrom: number;
  readonly curveTo: number;
  readonly radius: number;
  /** Standard deviation of ln(radius). */
  readonly logDeviation: number;
  /** Radians, positive to the left. */
  readonly deflection: number;
  readonly deflectionDeviation: number;
  /** Length in metres over which it turns at the curvature of its arc. */
  readonly arc: number;
  readonly noise: number;
  /** Vertices between the ends of the transitions. */
  readonly vertices: number;
}

export interface MeasureOptions {
  /** Metres left out on each side of junctions. */
  readonly junctionMargin: number;
  /** Radius up to which bends are of interest at a place along the alignment, metres. */
  readonly radiusOfInterest: (from: number, to: number) => number;
  /** Largest of them on this alignment. */
  readonly largestRadius: number;
}

const degree = Math.PI / 180;
/** Turns above which a bend is fitted, and above which it is only kept in mind beside one that is. */
const fittedTurn = 9 * degree;
const neighbourTurn = 5 * degree;
/** Straight line taken along beyond each end of a bend, where there is any. */
const leastTangent = 50;
const origin = 15;

export type BendMeasurer = (alignment: Alignment, options: MeasureOptions) => MeasuredBend[];

/** Makes a measurer that keeps its working arrays from road to road. */
export function makeBendMeasurer(): BendMeasurer {
  const fit = makeFitter();
  return (alignment, options) => {
    const bends: MeasuredBend[] = [];
    for (const whole of sectionsOf(alignment, options.junctionMargin)) {
      const section = thin(whole, 3);
      const total = at(section.s, section.s.length - 1) - at(section.s, 0);
      if (total < 20) continue;
      const noise = noiseOf(section);
      const box = smoothingBox(noise, total / (section.s.length - 1), options.largestRadius);
      const line = smoothLine(section, box);
      const turns = turnsOf(line, { straightRadius: 4 * options.largestRadius, leastDeflection: neighbourTurn });
      for (let i = 0; i < turns.length; i += 1) {
        const turn = turns[i] as Turn;
        if (Math.abs(turn.deflection) < fittedTurn) continue;
        const start = at(section.s, 0);
        const interest = options.radiusOfInterest(start + at(line.drawn, turn.first), start + at(line.drawn, turn.last));
        if (turn.peak < 1 / (2.5 * interest)) continue;
        const bend = measureTurn(section, line, turns, i, noise, fit);
        if (bend) bends.push(bend);
      }
    }
    return bends;
  };
}

function measureTurn(
  section: Section,
  line: SmoothLine,
  turns: readonly Turn[],
  index: number,
  noise: number,
  fit: ReturnType<typeof makeFitter>,
): MeasuredBend | undefined {
  const turn = turns[index] as Turn;
  const tangent = Math.max(leastTangent, 0.7 * turn.width);
  const end = at(line.s, line.s.length - 1);
  let from = Math.max(0, turn.from - tangent);
  let to = Math.min(end, turn.to + tangent);
  const bends: BendShape[] = [];
  const before = turns[index - 1];
  const after = turns[index + 1];
  if (before && before.to > from) {
    from = Math.max(from, before.centre);
    bends.push(guess(before));
  }
  const core = bends.length;
  bends.push(guess(turn));
  if (after && after.from < to) {
    to = Math.min(to, after.centre);
    bends.push(guess(after));
  }
  const start = at(section.s, 0);
  const drawnFrom = start + interpolate(line.s, line.drawn, from);
  const drawnTo = start + interpolate(line.s, line.drawn, to);
  let first = floorIndex(section.s, drawnFrom);
  if (at(section.s, first) < drawnFrom - 15) first += 1;
  let last = floorIndex(section.s, drawnTo);
  if (last < section.s.length - 1 && at(section.s, last + 1) < drawnTo + 15) last += 1;
  if (last - first < 2) return undefined;

  const sample = floorIndex(line.s, from);
  const heading = at(line.heading, sample);
  const places = new Float64Array(last - first + 1);
  for (let i = first; i <= last; i += 1) places[i - first] = smoothedAt(line, at(section.s, i) - start) - from + origin;
  const margin = Math.max(0, -at(places, 0)) + 1;
  for (let i = 0; i < places.length; i += 1) places[i] = at(places, i) + margin;
  for (const bend of bends) bend.centre += margin + origin - from;
  const back = origin + margin;
  const length = Math.max(at(places, places.length - 1), to - from + back) + origin;
  const turnedBefore = bends.slice(0, core).reduce((sum, bend) => sum + bend.deflection / 2, 0);
  const result = fit({
    x: section.x.subarray(first, last + 1),
    y: section.y.subarray(first, last + 1),
    places,
    originX: interpolate(line.s, line.x, from) - Math.cos(heading) * back,
    originY: interpolate(line.s, line.y, from) - Math.sin(heading) * back,
    heading: heading - turnedBefore,
    length,
    bends,
    noise,
  });
  const bend = bends[core];
  if (!result || !bend) return undefined;
  return described(bend, core, result, section.s.subarray(first, last + 1), places);
}

function guess({ centre, deflection, width }: Turn): BendShape {
  return { centre, logWidth: Math.log(width), deflection, transition: 0.5, skew: 0 };
}

function described(
  bend: BendShape,
  index: number,
  result: NonNullable<ReturnType<ReturnType<typeof makeFitter>>>,
  drawn: Float64Array,
  places: Float64Array,
): MeasuredBend {
  const arc = Math.exp(bend.logWidth);
  const onLine = (place: number): number => extrapolate(places, drawn, place);
  const half = (bend.transition * arc) / 2;
  const curveStart = bend.centre - arc / 2 - half * (1 + bend.skew);
  const curveEnd = bend.centre + arc / 2 + half * (1 - bend.skew);
  let vertices = 0;
  for (const place of places) if (place > curveStart && place < curveEnd) vertices += 1;
  return {
    from: onLine(bend.centre - arc / 2),
    to: onLine(bend.centre + arc / 2),
    curveFrom: onLine(curveStart),
    curveTo: onLine(curveEnd),
    radius: arc / Math.abs(bend.deflection),
    logDeviation: at(result.logRadiusDeviation, index),
    deflection: bend.deflection,
    deflectionDeviation: at(result.deflectionDeviation, index),
    arc,
    noise: result.noise,
    vertices,
  };
}

/** Chainage of a place on the curve, from the vertices around it. Vertices that noise put out of order are passed over. */
function extrapolate(places: Float64Array, drawn: Float64Array, place: number): number {
  let before = 0;
  for (let i = 0; i < places.length - 1; i += 1) if (at(places, i) <= place) before = i;
  let after = before + 1;
  while (after < places.length - 1 && at(places, after) <= at(places, before)) after += 1;
  const span = at(places, after) - at(places, before);
  if (span <= 0) return at(drawn, before);
  const share = Math.min(1, Math.max(0, (place - at(places, before)) / span));
  return at(drawn, before) + share * (at(drawn, after) - at(drawn, before));
}
