import { makeRandom, type Random } from './random.ts';

/**
 * Roads whose bends are known: tangents, clothoids and circular arcs laid out every half metre, then drawn as a map
 * would draw them (equal spacing or simplified) with noise on each vertex. Knows nothing of the detector.
 */

export interface TrueBend {
  /** Metres along the true road of the circular arc, and of arc and clothoids. */
  readonly arcFrom: number;
  readonly arcTo: number;
  readonly curveFrom: number;
  readonly curveTo: number;
  readonly radius: number;
  /** Radians of arc and clothoids, positive to the left. */
  readonly deflection: number;
}

export interface TrueRoad {
  /** Plan coordinates in metres every `step`. */
  readonly x: number[];
  readonly y: number[];
  readonly step: number;
  readonly bends: TrueBend[];
}

export interface RoadOptions {
  readonly length: number;
  readonly radius: readonly [low: number, high: number];
  readonly tangent: readonly [low: number, high: number];
  /** Share of bends without clothoids. */
  readonly withoutClothoids: number;
}

export const ruralRoad: RoadOptions = { length: 5000, radius: [15, 300], tangent: [10, 250], withoutClothoids: 0.25 };

const step = 0.5;

export function makeTrueRoad(seed: number, options: RoadOptions = ruralRoad): TrueRoad {
  const random = makeRandom(seed);
  const curvature: number[] = [];
  const bends: TrueBend[] = [];
  straight(curvature, random.between(80, 200));
  let side = random.next() < 0.5 ? 1 : -1;
  while (curvature.length * step < options.length) {
    const radius = random.logBetween(...options.radius);
    bends.push(addBend(curvature, radius, side, random, options));
    straight(curvature, random.logBetween(...options.tangent));
    if (random.next() < 0.7) side = -side;
  }
  straight(curvature, 100);
  const x = [0];
  const y = [0];
  let heading = random.between(-Math.PI, Math.PI);
  for (const k of curvature) {
    const middle = heading + (k * step) / 2;
    x.push((x.at(-1) ?? 0) + Math.cos(middle) * step);
    y.push((y.at(-1) ?? 0) + Math.sin(middle) * step);
    heading += k * step;
  }
  return { x, y, step, bends };
}

function straight(curvature: number[], metres: number): void {
  for (let i = 0; i < metres / step; i += 1) curvature.push(0);
}

function addBend(curvature: number[], radius: number, side: number, random: Random, options: RoadOptions): TrueBend {
  // Sharp bends turn far (switchbacks), gentle ones little; arcs are at least 12 m long.
  const deflection = Math.min(random.between(20, 180), 180 * Math.sqrt(40 / Math.max(40, radius))) * (Math.PI / 180);
  const whole = Math.max(deflection * radius, 12);
  const clothoid = random.next() < options.withoutClothoids ? 0 : random.between(0.15, 0.9) * (whole - 12);
  const arc = whole - clothoid;
  const from = curvature.length * step;
  const ramp = Math.round(clothoid / step);
  const plateau = Math.round(arc / step);
  for (let i = 0; i < ramp; i += 1) curvature.push((side * (i + 0.5)) / ramp / radius);
  for (let i = 0; i < plateau; i += 1) curvature.push(side / radius);
  for (let i = 0; i < ramp; i += 1) curvature.push((side * (ramp - i - 0.5)) / ramp / radius);
  return {
    curveFrom: from,
    arcFrom: from + ramp * step,
    arcTo: from + (ramp + plateau) * step,
    curveTo: from + (2 * ramp + plateau) * step,
    radius,
    deflection: (side * (ramp + plateau) * step) / radius,
  };
}

export interface Drawing {
  /** Spacing of the vertices in metres, or the tolerance of a simplified line. */
  readonly spacing?: number;
  readonly simplified?: number;
  readonly noise: number;
}

/** Vertices as drawn, and where each truly lies along the road. */
export interface DrawnRoad {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly place: Float64Array;
}

export function draw(road: TrueRoad, drawing: Drawing, seed: number): DrawnRoad {
  const random = makeRandom(seed ^ 0x5bd1e995);
  const kept =
    drawing.simplified === undefined
      ? everyMetres(road, drawing.spacing ?? 10, random)
      : simplify(road, drawing.simplified);
  return {
    x: Float64Array.from(kept, (i) => (road.x[i] ?? 0) + drawing.noise * random.normal()),
    y: Float64Array.from(kept, (i) => (road.y[i] ?? 0) + drawing.noise * random.normal()),
    place: Float64Array.from(kept, (i) => i * road.step),
  };
}

function everyMetres(road: TrueRoad, spacing: number, random: Random): number[] {
  const kept: number[] = [];
  let place = 0;
  while (place < road.x.length - 1) {
    kept.push(Math.round(place));
    place += (spacing * random.between(0.8, 1.2)) / road.step;
  }
  kept.push(road.x.length - 1);
  return kept;
}

/** Douglas–Peucker. */
function simplify(road: TrueRoad, tolerance: number): number[] {
  const { x, y } = road;
  const keep = new Uint8Array(x.length);
  keep[0] = 1;
  keep[x.length - 1] = 1;
  const open: Array<[number, number]> = [[0, x.length - 1]];
  for (let pair = open.pop(); pair; pair = open.pop()) {
    const [first, last] = pair;
    const ax = x[first] ?? 0;
    const ay = y[first] ?? 0;
    const dx = (x[last] ?? 0) - ax;
    const dy = (y[last] ?? 0) - ay;
    const length = Math.hypot(dx, dy) || 1;
    let furthest = tolerance;
    let split = -1;
    for (let i = first + 1; i < last; i += 1) {
      const distance = Math.abs(dx * ((y[i] ?? 0) - ay) - dy * ((x[i] ?? 0) - ax)) / length;
      if (distance > furthest) {
        furthest = distance;
        split = i;
      }
    }
    if (split > 0) {
      keep[split] = 1;
      open.push([first, split], [split, last]);
    }
  }
  return Array.from(keep.keys()).filter((i) => keep[i] === 1);
}
