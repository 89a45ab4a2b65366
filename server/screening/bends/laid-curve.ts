import { measureBend, ramp, ramped, rampedByLength, shapeParameters } from './curve.ts';

/**
 * The curve of a row of bends laid out on an even grid, and its derivatives. The innermost loops of the screening run
 * over it: elements are read without the helper of other modules, and nothing is allocated once it is made.
 */
export interface LaidCurve {
  bends: number;
  nodes: number;
  /** Metres between nodes. */
  grid: number;
  originX: number;
  originY: number;
  /** Heading at the origin before any bend, radians, and its direction. */
  heading: number;
  cosine: number;
  sine: number;
  /** Offset across the origin in metres, turn of the whole in radians, then `shapeParameters` for each bend. */
  readonly parameters: Float64Array;
  /** Of each node. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Of the chord that begins at each node. */
  readonly cosines: Float64Array;
  readonly sines: Float64Array;
  /** Of each bend: the first chord whose middle lies within it, and the first after it. */
  readonly first: Int32Array;
  readonly end: Int32Array;
  readonly measures: Float64Array;
  /** Of each bend: position by its shape at the nodes from `first` to `end`, `shapeParameters` a node. */
  readonly byX: Float64Array;
  readonly byY: Float64Array;
}

export const frameParameters = 2;
export const maximumBends = 3;
export const maximumParameters = frameParameters + maximumBends * shapeParameters;
export const maximumNodes = 400;
/** Elements of the derivatives of one bend. */
export const bendStride = (maximumNodes + 1) * shapeParameters;
/** Elements of the measures of one bend: width, curvature, lengths of the two transitions. */
const measureStride = 4;

export function makeLaidCurve(): LaidCurve {
  return {
    bends: 0,
    nodes: 0,
    grid: 0,
    originX: 0,
    originY: 0,
    heading: 0,
    cosine: 1,
    sine: 0,
    parameters: new Float64Array(maximumParameters),
    x: new Float64Array(maximumNodes + 1),
    y: new Float64Array(maximumNodes + 1),
    cosines: new Float64Array(maximumNodes),
    sines: new Float64Array(maximumNodes),
    first: new Int32Array(maximumBends),
    end: new Int32Array(maximumBends),
    measures: new Float64Array(maximumBends * measureStride),
    byX: new Float64Array(maximumBends * bendStride),
    byY: new Float64Array(maximumBends * bendStride),
  };
}

/** Lays the curve out as its parameters say. */
export function layOut(curve: LaidCurve): void {
  const { bends, nodes, grid, parameters, x, y, cosines, sines, first, end, measures } = curve;
  for (let j = 0; j < bends; j += 1) {
    const q = frameParameters + j * shapeParameters;
    const { from, to, width, curvature, firstTransition, secondTransition } = measureBend({
      centre: parameters[q] as number,
      logWidth: parameters[q + 1] as number,
      deflection: parameters[q + 2] as number,
      transition: parameters[q + 3] as number,
      skew: parameters[q + 4] as number,
    });
    first[j] = Math.min(nodes, Math.max(0, Math.floor(from / grid - 0.5) + 1));
    end[j] = Math.min(nodes, Math.max(0, Math.ceil(to / grid - 0.5)));
    const m = j * measureStride;
    measures[m] = width;
    measures[m + 1] = curvature;
    measures[m + 2] = firstTransition;
    measures[m + 3] = secondTransition;
  }
  const offset = parameters[0] as number;
  const straight = curve.heading + (parameters[1] as number);
  let px = curve.originX - curve.sine * offset;
  let py = curve.originY + curve.cosine * offset;
  x[0] = px;
  y[0] = py;
  let laid = straight;
  let cosine = Math.cos(straight);
  let sine = Math.sin(straight);
  for (let k = 0; k < nodes; k += 1) {
    let heading = straight;
    for (let j = 0; j < bends; j += 1) {
      const q = frameParameters + j * shapeParameters;
      if (k >= (end[j] as number)) heading += parameters[q + 2] as number;
      else if (k >= (first[j] as number)) {
        const m = j * measureStride;
        const place = (k + 0.5) * grid - (parameters[q] as number);
        const half = (measures[m] as number) / 2;
        const area = ramped(place + half, measures[m + 2] as number) - ramped(place - half, measures[m + 3] as number);
        heading += (measures[m + 1] as number) * area;
      }
    }
    // On straight lines, half of the road, the heading stays.
    if (heading !== laid) {
      laid = heading;
      cosine = Math.cos(heading);
      sine = Math.sin(heading);
    }
    cosines[k] = cosine;
    sines[k] = sine;
    px += cosine * grid;
    py += sine * grid;
    x[k + 1] = px;
    y[k + 1] = py;
  }
}

/**
 * Works out the derivatives of the curve as it is laid out. A bend moves only what lies behind where it begins, and
 * behind its end all alike or, by its deflection, in a turn about that end: they are kept for its own nodes alone.
 */
export function derive(curve: LaidCurve): void {
  const { bends, grid, parameters, cosines, sines, first, end, measures, byX, byY } = curve;
  for (let j = 0; j < bends; j += 1) {
    const q = frameParameters + j * shapeParameters;
    const m = j * measureStride;
    const width = measures[m] as number;
    const curvature = measures[m + 1] as number;
    const before = measures[m + 2] as number;
    const after = measures[m + 3] as number;
    const centre = parameters[q] as number;
    const deflection = parameters[q + 2] as number;
    const transition = parameters[q + 3] as number;
    const skew = parameters[q + 4] as number;
    let at = j * bendStride;
    byX.fill(0, at, at + shapeParameters);
    byY.fill(0, at, at + shapeParameters);
    const last = end[j] as number;
    for (let k = first[j] as number; k < last; k += 1) {
      const place = (k + 0.5) * grid - centre;
      const x1 = place + width / 2;
      const x2 = place - width / 2;
      const area = ramped(x1, before) - ramped(x2, after);
      const r1 = ramp(x1, before);
      const r2 = ramp(x2, after);
      const g1 = rampedByLength(x1, before);
      const g2 = rampedByLength(x2, after);
      const byCentre = curvature * (r2 - r1);
      const byWidth = curvature * (((r1 + r2) * width) / 2 + g1 * before - g2 * after - area);
      const byDeflection = area / width;
      const byTransition = deflection * (g1 * (1 + skew) - g2 * (1 - skew));
      const bySkew = deflection * transition * (g1 + g2);
      const east = (cosines[k] as number) * grid;
      const north = (sines[k] as number) * grid;
      byX[at + 5] = (byX[at] as number) - north * byCentre;
      byX[at + 6] = (byX[at + 1] as number) - north * byWidth;
      byX[at + 7] = (byX[at + 2] as number) - north * byDeflection;
      byX[at + 8] = (byX[at + 3] as number) - north * byTransition;
      byX[at + 9] = (byX[at + 4] as number) - north * bySkew;
      byY[at + 5] = (byY[at] as number) + east * byCentre;
      byY[at + 6] = (byY[at + 1] as number) + east * byWidth;
      byY[at + 7] = (byY[at + 2] as number) + east * byDeflection;
      byY[at + 8] = (byY[at + 3] as number) + east * byTransition;
      byY[at + 9] = (byY[at + 4] as number) + east * bySkew;
      at += shapeParameters;
    }
  }
}

/**
 * How far a place of the curve moves across itself with each parameter.
 *
 * @param k the node before the place
 * @param share how far it is on the way to the next
 * @param out as many elements as there are parameters
 */
export function acrossBy(curve: LaidCurve, k: number, share: number, out: Float64Array): void {
  const { bends, x, y, cosines, sines, first, end, byX, byY } = curve;
  const cosine = cosines[k] as number;
  const sine = sines[k] as number;
  const px = (x[k] as number) + share * ((x[k + 1] as number) - (x[k] as number));
  const py = (y[k] as number) + share * ((y[k + 1] as number) - (y[k] as number));
  out[0] = cosine * curve.cosine + sine * curve.sine;
  out[1] = cosine * (px - (x[0] as number)) + sine * (py - (y[0] as number));
  for (let j = 0; j < bends; j += 1) {
    const q = frameParameters + j * shapeParameters;
    const from = first[j] as number;
    const to = end[j] as number;
    if (k < from) {
      out.fill(0, q, q + shapeParameters);
    } else if (k < to) {
      const at = j * bendStride + (k - from) * shapeParameters;
      for (let p = 0; p < shapeParameters; p += 1) {
        const i = at + p;
        const next = i + shapeParameters;
        const dx = (byX[i] as number) + share * ((byX[next] as number) - (byX[i] as number));
        const dy = (byY[i] as number) + share * ((byY[next] as number) - (byY[i] as number));
        out[q + p] = cosine * dy - sine * dx;
      }
    } else {
      const at = j * bendStride + (to - from) * shapeParameters;
      for (let p = 0; p < shapeParameters; p += 1) {
        out[q + p] = cosine * (byY[at + p] as number) - sine * (byX[at + p] as number);
      }
      const turned = cosine * (px - (x[to] as number)) + sine * (py - (y[to] as number));
      out[q + 2] = (out[q + 2] as number) + turned;
    }
  }
}
