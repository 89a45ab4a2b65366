import type { Alignment } from '../alignment/types.ts';
import { at } from '../arrays.ts';
import type { BendShape } from './curve.ts';
import { bendAtEnd, endTangent } from './end-bend.ts';
import { makeFitter } from './fit.ts';
import { mergeTurns } from './merge.ts';
import { noiseOf } from './noise.ts';
import { awayFromJunctions, densify, develop, type Section, type Stretch, stretchesOf, thin } from './section.ts';
import { type SmoothLine, smoothingBox, smoothLine } from './smooth.ts';
import { type Turn, turnsOf } from './turns.ts';
import { drawnAt, type Fit, type FittedRow, fitRow } from './window.ts';

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
  /** False at an end of the line with too few vertices to tell a bend from noise. */
  readonly shown: boolean;
}

export interface MeasureOptions {
  /** Metres left out on each side of junctions. */
  readonly junctionMargin: number;
  /** Radius up to which bends are of interest on each of the alignment's pieces, metres. */
  readonly radii: readonly number[];
  /** Largest of them on this alignment. */
  readonly largestRadius: number;
}

const degree = Math.PI / 180;
/** Turns above which a bend is fitted, and above which it is only kept in mind beside one that is. */
const fittedTurn = 9 * degree;
const neighbourTurn = 5 * degree;
/**
 * A turn may be of interest where its sharpest place, which smoothing and noise flatten or sharpen, comes this near the
 * radius of interest, or where its deflection over its length, corrected for smoothing, does.
 */
const nearestPeak = 1.5;
const nearestMean = 1.3;
/** Straight line taken along beyond each end of a bend, where there is any. */
const leastTangent = 50;
const longestSegment = 40;

export type BendMeasurer = (alignment: Alignment, options: MeasureOptions) => MeasuredBend[];

/** Keeps what was measured on stretches, by all that it rests on. */
export interface BendMemory {
  get(key: string): readonly MeasuredBend[] | undefined;
  set(key: string, bends: readonly MeasuredBend[]): unknown;
}

/**
 * Makes a measurer that keeps its working arrays from road to road.
 *
 * @param memory of the stretches measured before: one that is as it was then is not measured again
 */
export function makeBendMeasurer(memory?: BendMemory): BendMeasurer {
  const fitBends = makeFitter();
  return (alignment, options) =>
    stretchesOf(alignment).flatMap((stretch) => {
      const radii = radiiAlong(alignment, stretch, options);
      const key = memory && keyOf(alignment, stretch, options, radii);
      let bends = key === undefined ? undefined : memory?.get(key);
      if (!bends) {
        bends = measureStretch(alignment, stretch, options, radii, fitBends);
        if (key !== undefined) memory?.set(key, bends);
      }
      const start = at(alignment.s, stretch.first);
      return bends.map((bend) => ({
        ...bend,
        from: start + bend.from,
        to: start + bend.to,
        curveFrom: start + bend.curveFrom,
        curveTo: start + bend.curveTo,
      }));
    });
}

/** The pieces that a stretch lies on. */
interface RadiusPart {
  /** Counted within the stretch. */
  readonly lastVertex: number;
  readonly radius: number;
}

function radiiAlong({ pieces }: Alignment, { first, last }: Stretch, { radii }: MeasureOptions): RadiusPart[] {
  const parts: RadiusPart[] = [];
  for (const [index, piece] of pieces.entries()) {
    if (piece.lastVertex <= first || piece.firstVertex >= last) continue;
    parts.push({ lastVertex: Math.min(piece.lastVertex, last) - first, radius: radii[index] ?? 0 });
  }
  return parts;
}

/** All that the bends of a stretch rest on, as text: two stretches of one key have the same bends. */
function keyOf(
  { longitude, latitude }: Alignment,
  { first, last, fromJunction, toJunction }: Stretch,
  { junctionMargin, largestRadius }: MeasureOptions,
  radii: readonly RadiusPart[],
): string {
  const bytes = ({ buffer, byteOffset }: Float64Array): string =>
    Buffer.from(buffer, byteOffset + 8 * first, 8 * (last - first + 1)).toString('latin1');
  const parts = radii.map(({ lastVertex, radius }) => `${lastVertex}:${radius}`).join(' ');
  return `${junctionMargin} ${fromJunction} ${toJunction} ${largestRadius} ${parts};${bytes(longitude)}${bytes(latitude)}`;
}

/** The bends of a stretch, their places along it. */
function measureStretch(
  alignment: Alignment,
  stretch: Stretch,
  { junctionMargin, largestRadius }: MeasureOptions,
  parts: readonly RadiusPart[],
  fitBends: Fit,
): MeasuredBend[] {
  const whole = develop(alignment, stretch);
  const away = awayFromJunctions(whole, stretch, junctionMargin);
  if (!away) return [];
  const vertices = thin(away, 3);
  const start = at(vertices.s, 0);
  const total = at(vertices.s, vertices.s.length - 1) - start;
  if (total < 20) return [];
  const noise = noiseOf(vertices);
  const section = densify(vertices, longestSegment);
  const box = smoothingBox(noise, total / (section.s.length - 1), largestRadius);
  const line = smoothLine(section, box);
  const parted = turnsOf(line, { straightRadius: 4 * largestRadius, leastDeflection: neighbourTurn });
  const ends = parts.map(({ lastVertex }) => at(whole.s, lastVertex));
  const ofInterest = ({ first, last, peak, width, deflection }: Turn): boolean => {
    const radius = largestBetween(parts, ends, start + at(line.drawn, first), start + at(line.drawn, last));
    return peak * nearestPeak * radius >= 1 || width <= nearestMean * radius * Math.abs(deflection);
  };
  const turns = mergeTurns(section, line, parted, noise, ofInterest, fitBends);
  const bends: MeasuredBend[] = [];
  for (let i = 0; i < turns.length; i += 1) {
    const turn = turns[i] as Turn;
    if (Math.abs(turn.deflection) < fittedTurn || !ofInterest(turn)) continue;
    const bend = measureTurn(section, line, turns, i, noise, fitBends);
    if (bend) bends.push(bend);
  }
  return bends;
}

function largestBetween(parts: readonly RadiusPart[], ends: readonly number[], from: number, to: number): number {
  let largest = 0;
  for (const [index, { radius }] of parts.entries()) {
    if ((ends[index] ?? 0) < from && index < parts.length - 1) continue;
    largest = Math.max(largest, radius);
    if ((ends[index] ?? 0) >= to) break;
  }
  return largest;
}

function measureTurn(
  section: Section,
  line: SmoothLine,
  turns: readonly Turn[],
  index: number,
  noise: number,
  fitBends: Fit,
): MeasuredBend | undefined {
  const turn = turns[index] as Turn;
  const before = turns[index - 1];
  const after = turns[index + 1];
  const tangent = Math.max(leastTangent, 0.7 * turn.width);
  let from = Math.max(0, turn.from - tangent);
  let to = Math.min(at(line.s, line.s.length - 1), turn.to + tangent);
  const row = [turn];
  if (before && before.to > from) {
    from = Math.max(from, before.centre);
    row.unshift(before);
  }
  if (after && after.from < to) {
    to = Math.min(to, after.centre);
    row.push(after);
  }
  const fitted = fitRow(section, line, [from, to], row, noise, fitBends);
  if (!fitted) return undefined;
  const end = at(line.s, line.s.length - 1);
  const atEnd = turn.from < endTangent || turn.to > end - endTangent;
  const shown = atEnd ? bendAtEnd(section, line, turns, index, noise, fitBends) : 'shown';
  return shown === 'noise' ? undefined : described(fitted, row.indexOf(turn), shown === 'shown');
}

function described(fitted: FittedRow, index: number, shown: boolean): MeasuredBend {
  const { result, places } = fitted;
  const bend = fitted.bends[index] as BendShape;
  const arc = Math.exp(bend.logWidth);
  const half = (bend.transition * arc) / 2;
  const curveStart = bend.centre - arc / 2 - half * (1 + bend.skew);
  const curveEnd = bend.centre + arc / 2 + half * (1 - bend.skew);
  let vertices = 0;
  for (const place of places) if (place > curveStart && place < curveEnd) vertices += 1;
  return {
    from: drawnAt(fitted, bend.centre - arc / 2),
    to: drawnAt(fitted, bend.centre + arc / 2),
    curveFrom: drawnAt(fitted, curveStart),
    curveTo: drawnAt(fitted, curveEnd),
    radius: arc / Math.abs(bend.deflection),
    logDeviation: at(result.logRadiusDeviation, index),
    deflection: bend.deflection,
    deflectionDeviation: at(result.deflectionDeviation, index),
    arc,
    noise: result.noise,
    vertices,
    shown,
  };
}
