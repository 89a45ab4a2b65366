import { at } from '../arrays.ts';
import { factorise, solve } from './cholesky.ts';
import { type BendMeasures, type BendShape, headingOf, measureBend, shapeParameters } from './curve.ts';

/** Vertices to fit a row of bends to. */
export interface FitInput {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** First guess of each vertex's place along the curve, metres from its origin; moved by the fit. */
  readonly places: Float64Array;
  readonly originX: number;
  readonly originY: number;
  /** Heading at the origin before any bend, radians. */
  readonly heading: number;
  readonly length: number;
  /** Changed in place by the fit. */
  readonly bends: BendShape[];
  /** Deflection of each bend as the smoothed line shows it, radians. */
  readonly deflections: readonly number[];
  /** Expected standard deviation of the vertices across the road, metres. */
  readonly noise: number;
}

export interface FitResult {
  /** Sum of squared distances of the vertices from the curve, m². */
  readonly squares: number;
  /** Standard deviation of the vertices from the curve, metres. */
  readonly noise: number;
  /** Standard deviation of ln(radius) and of the deflection (radians), per bend. */
  readonly logRadiusDeviation: Float64Array;
  readonly deflectionDeviation: Float64Array;
}

/**
 * Transitions of rural roads: from none to as long as the arc. The share is a weak prior; at metre noise the line alone
 * cannot tell a short arc with short transitions from a longer one with long transitions.
 */
const transitionPrior = { mean: 0.5, deviation: 0.3 };
/**
 * Bends of roads turn over some ten to a hundred metres. Wide enough not to move a bend that its vertices measure; decides
 * only where a sparse line shows a bend as one corner, which any short arc would fit.
 */
const widthPrior = { mean: Math.log(30), deviation: 1 };
/**
 * The smoothed line shows each deflection to about a quarter and six degrees. Keeps neighbouring bends from growing
 * against each other where few vertices lie between them.
 */
function deflectionPrior(mean: number): { mean: number; deviation: number } {
  return { mean, deviation: 0.25 * Math.abs(mean) + 0.1 };
}
const skewPrior = { mean: 0, deviation: 0.25 };
/** The local estimate of noise counts like this many vertices. */
const priorVertices = 6;
const maximumIterations = 14;
/** An improvement of the sum of squares, in units of the noise, that moves no parameter by a tenth of its deviation. */
const convergence = 0.2;
const maximumNodes = 400;
const frameParameters = 2;
const maximumParameters = frameParameters + 3 * shapeParameters;

/**
 * Makes a least-squares fitter of a row of at most three bends to vertices, by orthogonal distance
 * (Levenberg–Marquardt; each vertex's place on the curve moves along). It keeps its working arrays.
 */
export function makeFitter(): (input: FitInput) => FitResult | undefined {
  const curveX = new Float64Array(maximumNodes + 1);
  const curveY = new Float64Array(maximumNodes + 1);
  const cosines = new Float64Array(maximumNodes);
  const sines = new Float64Array(maximumNodes);
  const byX = new Float64Array((maximumNodes + 1) * maximumParameters);
  const byY = new Float64Array((maximumNodes + 1) * maximumParameters);
  const headingBy = new Float64Array(maximumParameters);
  const shape = new Float64Array(6);
  const normal = new Float64Array(maximumParameters ** 2);
  const damped = new Float64Array(maximumParameters ** 2);
  const gradient = new Float64Array(maximumParameters);
  const step = new Float64Array(maximumParameters);
  const row = new Float64Array(maximumParameters);

  return function fitBends(input) {
    const { x, y, bends, length } = input;
    const count = x.length;
    const parameters = frameParameters + bends.length * shapeParameters;
    const nodes = Math.min(maximumNodes, Math.max(8, Math.ceil(length / gridStep(bends, input.noise))));
    const grid = length / nodes;
    let offset = 0;
    let turn = 0;
    let places = input.places;
    let noise = input.noise;

    /** Lays the curve out on the grid with its derivatives. A bend changes only what lies beyond where it begins. */
    const layOut = (): void => {
      curveX[0] = input.originX - Math.sin(input.heading) * offset;
      curveY[0] = input.originY + Math.cos(input.heading) * offset;
      byX.fill(0, 0, parameters);
      byY.fill(0, 0, parameters);
      byX[0] = -Math.sin(input.heading);
      byY[0] = Math.cos(input.heading);
      const measures = bends.map(measureBend);
      for (let k = 0; k < nodes; k += 1) {
        const place = (k + 0.5) * grid;
        let heading = input.heading + turn;
        for (let j = 0; j < bends.length; j += 1) {
          const bend = bends[j] as BendShape;
          const measure = measures[j] as BendMeasures;
          if (place >= measure.to) heading += bend.deflection;
          else if (place > measure.from) {
            headingOf(bend, measure, place, shape);
            heading += at(shape, 0);
            for (let q = 0; q < shapeParameters; q += 1) headingBy[j * shapeParameters + q] = at(shape, q + 1);
          }
        }
        const cosine = Math.cos(heading);
        const sine = Math.sin(heading);
        cosines[k] = cosine;
        sines[k] = sine;
        const east = cosine * grid;
        const north = sine * grid;
        curveX[k + 1] = at(curveX, k) + east;
        curveY[k + 1] = at(curveY, k) + north;
        const here = k * parameters;
        const next = here + parameters;
        for (let q = 0; q < parameters; q += 1) {
          byX[next + q] = at(byX, here + q);
          byY[next + q] = at(byY, here + q);
        }
        byX[next + 1] = at(byX, next + 1) - north;
        byY[next + 1] = at(byY, next + 1) + east;
        for (let j = 0; j < bends.length; j += 1) {
          const measure = measures[j] as BendMeasures;
          const first = next + frameParameters + j * shapeParameters;
          if (place >= measure.to) {
            byX[first + 2] = at(byX, first + 2) - north;
            byY[first + 2] = at(byY, first + 2) + east;
          } else if (place > measure.from) {
            for (let q = 0; q < shapeParameters; q += 1) {
              const by = at(headingBy, j * shapeParameters + q);
              byX[first + q] = at(byX, first + q) - north * by;
              byY[first + q] = at(byY, first + q) + east * by;
            }
          }
        }
      }
    };

    /** Moves each vertex to its nearest place on the curve and returns the sum of squared distances. */
    const project = (moved: Float64Array): number => {
      let sum = 0;
      for (let i = 0; i < count; i += 1) {
        let place = at(moved, i);
        let distance = 0;
        for (let round = 0; round < 2; round += 1) {
          const k = Math.min(nodes - 1, Math.max(0, Math.floor(place / grid)));
          const along = place - k * grid;
          const dx = at(x, i) - at(curveX, k) - at(cosines, k) * along;
          const dy = at(y, i) - at(curveY, k) - at(sines, k) * along;
          distance = at(cosines, k) * dy - at(sines, k) * dx;
          if (round === 0) place += at(cosines, k) * dx + at(sines, k) * dy;
        }
        moved[i] = place;
        sum += distance * distance;
      }
      return sum;
    };

    const penalty = (): number => {
      let sum = 0;
      for (let j = 0; j < bends.length; j += 1) {
        const { logWidth, deflection, transition, skew } = bends[j] as BendShape;
        const shown = deflectionPrior(input.deflections[j] as number);
        sum += ((deflection - shown.mean) / shown.deviation) ** 2;
        sum += ((logWidth - widthPrior.mean) / widthPrior.deviation) ** 2;
        sum += ((transition - transitionPrior.mean) / transitionPrior.deviation) ** 2;
        sum += ((skew - skewPrior.mean) / skewPrior.deviation) ** 2;
      }
      return sum;
    };

    /** Normal matrix and gradient at the curve laid out, in units of the noise, priors included. */
    const accumulate = (): void => {
      normal.fill(0, 0, parameters * parameters);
      gradient.fill(0, 0, parameters);
      const weight = 1 / (noise * noise);
      for (let i = 0; i < count; i += 1) {
        const place = at(places, i);
        const k = Math.min(nodes - 1, Math.max(0, Math.floor(place / grid)));
        const share = Math.min(1, Math.max(0, place / grid - k));
        const cosine = at(cosines, k);
        const sine = at(sines, k);
        const along = place - k * grid;
        const distance =
          cosine * (at(y, i) - at(curveY, k) - sine * along) - sine * (at(x, i) - at(curveX, k) - cosine * along);
        const here = k * parameters;
        const next = here + parameters;
        for (let q = 0; q < parameters; q += 1) {
          const dx = at(byX, here + q) + share * (at(byX, next + q) - at(byX, here + q));
          const dy = at(byY, here + q) + share * (at(byY, next + q) - at(byY, here + q));
          row[q] = cosine * dy - sine * dx;
        }
        for (let q = 0; q < parameters; q += 1) {
          const scaled = at(row, q) * weight;
          gradient[q] = at(gradient, q) + scaled * distance;
          for (let r = 0; r <= q; r += 1) {
            normal[q * parameters + r] = at(normal, q * parameters + r) + scaled * at(row, r);
          }
        }
      }
      for (let j = 0; j < bends.length; j += 1) {
        const { logWidth, deflection, transition, skew } = bends[j] as BendShape;
        const q = frameParameters + j * shapeParameters + 3;
        addPrior(q, transition, transitionPrior);
        addPrior(q + 1, skew, skewPrior);
        addPrior(q - 2, logWidth, widthPrior);
        addPrior(q - 1, deflection, deflectionPrior(input.deflections[j] as number));
      }
    };

    const addPrior = (q: number, value: number, prior: { mean: number; deviation: number }): void => {
      const weight = 1 / prior.deviation ** 2;
      normal[q * (parameters + 1)] = at(normal, q * (parameters + 1)) + weight;
      gradient[q] = at(gradient, q) + weight * (prior.mean - value);
    };

    layOut();
    let squares = project(places);
    let cost = squares / noise ** 2 + penalty();
    let damping = 1e-2;
    for (let iteration = 0; iteration < maximumIterations; iteration += 1) {
      accumulate();
      let improved = false;
      let change = 0;
      for (let attempt = 0; attempt < 4 && !improved; attempt += 1) {
        damped.set(normal.subarray(0, parameters * parameters));
        for (let q = 0; q < parameters; q += 1)
          damped[q * (parameters + 1)] = at(damped, q * (parameters + 1)) * (1 + damping) + 1e-9;
        step.set(gradient.subarray(0, parameters));
        if (!factorise(damped, parameters)) {
          damping *= 10;
          continue;
        }
        solve(damped, parameters, step);
        const before = { offset, turn, bends: bends.map((bend) => ({ ...bend })) };
        offset += at(step, 0);
        turn += at(step, 1);
        for (let j = 0; j < bends.length; j += 1)
          advance(bends[j] as BendShape, step, frameParameters + j * shapeParameters, length);
        layOut();
        const moved = places.slice();
        const movedSquares = project(moved);
        const movedCost = movedSquares / noise ** 2 + penalty();
        if (movedCost <= cost) {
          change = cost - movedCost;
          places = moved;
          squares = movedSquares;
          cost = movedCost;
          damping = Math.max(1e-6, damping / 5);
          improved = true;
        } else {
          offset = before.offset;
          turn = before.turn;
          for (let j = 0; j < bends.length; j += 1) Object.assign(bends[j] as BendShape, before.bends[j]);
          damping *= 8;
        }
      }
      if (!improved || (change < convergence && iteration > 1)) break;
      if (iteration === 3) {
        noise = refined(squares, count, parameters, input.noise);
        cost = squares / noise ** 2 + penalty();
      }
    }
    noise = refined(squares, count, parameters, input.noise);
    input.places.set(places);
    layOut();
    accumulate();
    return deviations(normal, parameters, bends, noise, squares);
  };
}

/** Step of the grid, metres: its chords stay within a sixth of the noise on the sharpest bend. */
function gridStep(bends: readonly BendShape[], noise: number): number {
  let radius = Number.POSITIVE_INFINITY;
  for (const { logWidth, deflection } of bends) radius = Math.min(radius, Math.exp(logWidth) / Math.abs(deflection));
  return clamp(Math.sqrt(1.2 * radius * noise), 1.5, 8);
}

/** Noise from what is left, with the estimate from the vertices themselves as a prior. */
function refined(squares: number, count: number, parameters: number, expected: number): number {
  const free = Math.max(0, count - 0.8 * parameters);
  return Math.max(0.02, Math.sqrt((squares + priorVertices * expected ** 2) / (free + priorVertices)));
}

function advance(bend: BendShape, step: Float64Array, q: number, length: number): void {
  const width = Math.exp(bend.logWidth);
  bend.centre = clamp(bend.centre + clamp(at(step, q), -width / 2, width / 2), -width, length + width);
  bend.logWidth = clamp(bend.logWidth + clamp(at(step, q + 1), -0.7, 0.7), Math.log(2), Math.log(2000));
  bend.deflection += clamp(at(step, q + 2), -0.6, 0.6);
  bend.transition = clamp(bend.transition + at(step, q + 3), 0.02, 1);
  bend.skew = clamp(bend.skew + at(step, q + 4), -0.8, 0.8);
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

function deviations(
  normal: Float64Array,
  parameters: number,
  bends: readonly BendShape[],
  noise: number,
  squares: number,
): FitResult | undefined {
  for (let q = 0; q < parameters; q += 1) normal[q * (parameters + 1)] = at(normal, q * (parameters + 1)) + 1e-9;
  if (!factorise(normal, parameters)) return undefined;
  const logRadiusDeviation = new Float64Array(bends.length);
  const deflectionDeviation = new Float64Array(bends.length);
  const unit = new Float64Array(parameters);
  for (let j = 0; j < bends.length; j += 1) {
    const q = frameParameters + j * shapeParameters;
    const { deflection } = bends[j] as BendShape;
    // ln(radius) = logWidth − ln|deflection|; its variance is gᵀ·N⁻¹·g with the gradient g of that sum.
    unit.fill(0);
    unit[q + 1] = 1;
    unit[q + 2] = -1 / deflection;
    solve(normal, parameters, unit);
    logRadiusDeviation[j] = Math.sqrt(Math.max(0, at(unit, q + 1) - at(unit, q + 2) / deflection));
    unit.fill(0);
    unit[q + 2] = 1;
    solve(normal, parameters, unit);
    deflectionDeviation[j] = Math.sqrt(Math.max(0, at(unit, q + 2)));
  }
  return { squares, noise, logRadiusDeviation, deflectionDeviation };
}
