import { at } from '../arrays.ts';
import { factorise, solve } from './cholesky.ts';
import { type BendShape, shapeParameters } from './curve.ts';
import {
  acrossBy,
  derive,
  frameParameters,
  type LaidCurve,
  layOut,
  makeLaidCurve,
  maximumNodes,
  maximumParameters,
} from './laid-curve.ts';

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

/**
 * Makes a least-squares fitter of a row of at most three bends to vertices, by orthogonal distance
 * (Levenberg–Marquardt; each vertex's place on the curve moves along). It keeps its working arrays.
 */
export function makeFitter(): (input: FitInput) => FitResult | undefined {
  const curve = makeLaidCurve();
  const normal = new Float64Array(maximumParameters ** 2);
  const damped = new Float64Array(maximumParameters ** 2);
  const gradient = new Float64Array(maximumParameters);
  const step = new Float64Array(maximumParameters);
  const rows = [new Float64Array(maximumParameters), new Float64Array(maximumParameters)] as const;
  const before = new Float64Array(maximumParameters);

  return function fitBends(input) {
    const { bends, length } = input;
    const count = input.x.length;
    const parameters = begin(curve, input);
    let places = input.places;
    let moved: Float64Array = new Float64Array(count);
    let noise = input.noise;
    layOut(curve);
    let squares = project(curve, input, places, places);
    let cost = squares / noise ** 2 + penalty(curve, input);
    let damping = 1e-2;
    for (let iteration = 0; iteration < maximumIterations; iteration += 1) {
      accumulate(curve, input, places, noise, normal, gradient, rows);
      let improved = false;
      let change = 0;
      for (let attempt = 0; attempt < 4 && !improved; attempt += 1) {
        for (let q = 0; q < parameters * parameters; q += 1) damped[q] = normal[q] as number;
        for (let q = 0; q < parameters; q += 1) {
          damped[q * (parameters + 1)] = (damped[q * (parameters + 1)] as number) * (1 + damping) + 1e-9;
          step[q] = gradient[q] as number;
          before[q] = curve.parameters[q] as number;
        }
        if (!factorise(damped, parameters)) {
          damping *= 10;
          continue;
        }
        solve(damped, parameters, step);
        advance(curve, step, length);
        layOut(curve);
        const movedSquares = project(curve, input, places, moved);
        const movedCost = movedSquares / noise ** 2 + penalty(curve, input);
        if (movedCost <= cost) {
          change = cost - movedCost;
          [places, moved] = [moved, places];
          squares = movedSquares;
          cost = movedCost;
          damping = Math.max(1e-6, damping / 5);
          improved = true;
        } else {
          curve.parameters.set(before);
          damping *= 8;
        }
      }
      if (!improved) layOut(curve);
      if (!improved || (change < convergence && iteration > 1)) break;
      if (iteration === 3) {
        noise = refined(squares, count, parameters, input.noise);
        cost = squares / noise ** 2 + penalty(curve, input);
      }
    }
    noise = refined(squares, count, parameters, input.noise);
    if (places !== input.places) input.places.set(places);
    accumulate(curve, input, places, noise, normal, gradient, rows);
    for (const [j, bend] of bends.entries()) Object.assign(bend, shapeOf(curve, j));
    return deviations(normal, parameters, bends, noise, squares);
  };
}

/** @returns the number of parameters */
function begin(curve: LaidCurve, { bends, length, noise, originX, originY, heading }: FitInput): number {
  curve.bends = bends.length;
  curve.nodes = Math.min(maximumNodes, Math.max(8, Math.ceil(length / gridStep(bends, noise))));
  curve.grid = length / curve.nodes;
  curve.originX = originX;
  curve.originY = originY;
  curve.heading = heading;
  curve.cosine = Math.cos(heading);
  curve.sine = Math.sin(heading);
  curve.parameters.fill(0);
  for (const [j, { centre, logWidth, deflection, transition, skew }] of bends.entries()) {
    curve.parameters.set([centre, logWidth, deflection, transition, skew], frameParameters + j * shapeParameters);
  }
  return frameParameters + bends.length * shapeParameters;
}

function shapeOf({ parameters }: LaidCurve, bend: number): BendShape {
  const q = frameParameters + bend * shapeParameters;
  return {
    centre: at(parameters, q),
    logWidth: at(parameters, q + 1),
    deflection: at(parameters, q + 2),
    transition: at(parameters, q + 3),
    skew: at(parameters, q + 4),
  };
}

/** Finds each vertex's nearest place on the curve, from its place before, and returns the sum of squared distances. */
function project(curve: LaidCurve, { x, y }: FitInput, places: Float64Array, moved: Float64Array): number {
  const { nodes, grid, x: curveX, y: curveY, cosines, sines } = curve;
  let sum = 0;
  for (let i = 0; i < x.length; i += 1) {
    let place = places[i] as number;
    let distance = 0;
    for (let round = 0; round < 2; round += 1) {
      const k = Math.min(nodes - 1, Math.max(0, Math.floor(place / grid)));
      const along = place - k * grid;
      const cosine = cosines[k] as number;
      const sine = sines[k] as number;
      const dx = (x[i] as number) - (curveX[k] as number) - cosine * along;
      const dy = (y[i] as number) - (curveY[k] as number) - sine * along;
      distance = cosine * dy - sine * dx;
      if (round === 0) place += cosine * dx + sine * dy;
    }
    moved[i] = place;
    sum += distance * distance;
  }
  return sum;
}

function penalty({ bends, parameters }: LaidCurve, { deflections }: FitInput): number {
  let sum = 0;
  for (let j = 0; j < bends; j += 1) {
    const q = frameParameters + j * shapeParameters;
    const shown = deflectionPrior(deflections[j] as number);
    sum += ((at(parameters, q + 2) - shown.mean) / shown.deviation) ** 2;
    sum += ((at(parameters, q + 1) - widthPrior.mean) / widthPrior.deviation) ** 2;
    sum += ((at(parameters, q + 3) - transitionPrior.mean) / transitionPrior.deviation) ** 2;
    sum += ((at(parameters, q + 4) - skewPrior.mean) / skewPrior.deviation) ** 2;
  }
  return sum;
}

/** Normal matrix and gradient at the curve laid out, in units of the noise, priors included. */
function accumulate(
  curve: LaidCurve,
  { x, y, deflections }: FitInput,
  places: Float64Array,
  noise: number,
  normal: Float64Array,
  gradient: Float64Array,
  [one, two]: readonly [Float64Array, Float64Array],
): void {
  const parameters = frameParameters + curve.bends * shapeParameters;
  derive(curve);
  normal.fill(0, 0, parameters * parameters);
  gradient.fill(0, 0, parameters);
  const count = x.length;
  // Two vertices at a time: the matrix is gone through half as often.
  for (let i = 0; i < count; i += 2) {
    const first = rowOf(curve, x[i] as number, y[i] as number, places[i] as number, one);
    let second = 0;
    if (i + 1 < count) second = rowOf(curve, x[i + 1] as number, y[i + 1] as number, places[i + 1] as number, two);
    else two.fill(0);
    for (let q = 0; q < parameters; q += 1) {
      const u = one[q] as number;
      const v = two[q] as number;
      // Of bends further on.
      if (u === 0 && v === 0) continue;
      gradient[q] = (gradient[q] as number) + u * first + v * second;
      const line = q * parameters;
      for (let r = 0; r <= q; r += 1) {
        normal[line + r] = (normal[line + r] as number) + u * (one[r] as number) + v * (two[r] as number);
      }
    }
  }
  const weight = 1 / (noise * noise);
  for (let q = 0; q < parameters * parameters; q += 1) normal[q] = (normal[q] as number) * weight;
  for (let q = 0; q < parameters; q += 1) gradient[q] = (gradient[q] as number) * weight;
  for (let j = 0; j < curve.bends; j += 1) {
    const q = frameParameters + j * shapeParameters;
    addPrior(curve, q + 3, transitionPrior, normal, gradient);
    addPrior(curve, q + 4, skewPrior, normal, gradient);
    addPrior(curve, q + 1, widthPrior, normal, gradient);
    addPrior(curve, q + 2, deflectionPrior(deflections[j] as number), normal, gradient);
  }
}

/** Writes how the curve moves at a vertex's place by each parameter, and returns the vertex's distance from it. */
function rowOf(curve: LaidCurve, x: number, y: number, place: number, row: Float64Array): number {
  const { nodes, grid, x: curveX, y: curveY, cosines, sines } = curve;
  const k = Math.min(nodes - 1, Math.max(0, Math.floor(place / grid)));
  const along = place - k * grid;
  const cosine = cosines[k] as number;
  const sine = sines[k] as number;
  acrossBy(curve, k, Math.min(1, Math.max(0, along / grid)), row);
  return cosine * (y - (curveY[k] as number) - sine * along) - sine * (x - (curveX[k] as number) - cosine * along);
}

function addPrior(
  curve: LaidCurve,
  q: number,
  prior: { readonly mean: number; readonly deviation: number },
  normal: Float64Array,
  gradient: Float64Array,
): void {
  const diagonal = q * (frameParameters + curve.bends * shapeParameters + 1);
  const weight = 1 / prior.deviation ** 2;
  normal[diagonal] = at(normal, diagonal) + weight;
  gradient[q] = at(gradient, q) + weight * (prior.mean - at(curve.parameters, q));
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

function advance({ bends, parameters }: LaidCurve, step: Float64Array, length: number): void {
  parameters[0] = at(parameters, 0) + at(step, 0);
  parameters[1] = at(parameters, 1) + at(step, 1);
  for (let j = 0; j < bends; j += 1) {
    const q = frameParameters + j * shapeParameters;
    const width = Math.exp(at(parameters, q + 1));
    parameters[q] = clamp(at(parameters, q) + clamp(at(step, q), -width / 2, width / 2), -width, length + width);
    parameters[q + 1] = clamp(at(parameters, q + 1) + clamp(at(step, q + 1), -0.7, 0.7), Math.log(2), Math.log(2000));
    parameters[q + 2] = at(parameters, q + 2) + clamp(at(step, q + 2), -0.6, 0.6);
    parameters[q + 3] = clamp(at(parameters, q + 3) + at(step, q + 3), 0.02, 1);
    parameters[q + 4] = clamp(at(parameters, q + 4) + at(step, q + 4), -0.8, 0.8);
  }
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
