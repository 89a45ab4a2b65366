import type { Alignment } from '../alignment/types.ts';
import { at } from '../arrays.ts';
import type { BendShape } from './curve.ts';
import { bendAtEnd, endTangent } from './end-bend.ts';
import { makeFitter } from './fit.ts';
import { mergeTurns } from './merge.ts';
import { noiseOf } from './noise.ts';
import { densify, type Section, sectionsOf, thin } from './section.ts';
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
  /** Radius up to which bends are of interest at a place along the alignment, metres. */
  readonly radiusOfInterest: (from: number, to: number) => number;
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

/** Makes a measurer that keeps its working arrays from road to road. */
export function makeBendMeasurer(): BendMeasurer {
  const fitBends = makeFitter();
  return (alignment, options) => {
    const bends: MeasuredBend[] = [];
    for (const whole of sectionsOf(alignment, options.junctionMargin)) {
      const vertices = thin(whole, 3);
      const total = at(vertices.s, vertices.s.length - 1) - at(vertices.s, 0);
      if (total < 20) continue;
      const noise = noiseOf(vertices);
      const section = densify(vertices, longestSegment);
      const box = smoothingBox(noise, total / (section.s.length - 1), options.largestRadius);
      const line = smoothLine(section, box);
      const parted = turnsOf(line, { straightRadius: 4 * options.largestRadius, leastDeflection: neighbourTurn });
      const start = at(section.s, 0);
      const ofInterest = ({ first, last, peak, width, deflection }: Turn): boolean => {
        const radius = options.radiusOfInterest(start + at(line.drawn, first), start + at(line.drawn, last));
        return peak * nearestPeak * radius >= 1 || width <= nearestMean * radius * Math.abs(deflection);
      };
      const turns = mergeTurns(section, line, parted, noise, ofInterest, fitBends);
      for (let i = 0; i < turns.length; i += 1) {
        const turn = turns[i] as Turn;
        if (Math.abs(turn.deflection) < fittedTurn || !ofInterest(turn)) continue;
        const bend = measureTurn(section, line, turns, i, noise, fitBends);
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
