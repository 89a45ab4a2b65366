import { random } from './random.ts';

/** Smooth noise of a place in the plane; roughly -1 to 1. */
export type Noise = (x: number, y: number) => number;

/** Sixteen fixed directions: no trigonometry, so that every machine computes the same county. */
const gradients = [
  0.9808, 0.1951, 0.8315, 0.5556, 0.5556, 0.8315, 0.1951, 0.9808, -0.1951, 0.9808, -0.5556, 0.8315, -0.8315, 0.5556,
  -0.9808, 0.1951, -0.9808, -0.1951, -0.8315, -0.5556, -0.5556, -0.8315, -0.1951, -0.9808, 0.1951, -0.9808, 0.5556,
  -0.8315, 0.8315, -0.5556, 0.9808, -0.1951,
];

/** Perlin's gradient noise with one feature per `wavelengthMetres`. */
export function gradientNoise(seed: number, stream: string, wavelengthMetres: number): Noise {
  const draw = random(seed, `noise:${stream}`);
  const salt = draw.integer(1, 0x7fffffff);
  const shiftX = draw.between(0, 1000);
  const shiftY = draw.between(0, 1000);
  const corner = (ix: number, iy: number, fx: number, fy: number): number => {
    let h = Math.imul(ix, 0x27d4eb2d) ^ Math.imul(iy, 0x165667b1) ^ salt;
    h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    const direction = ((h >>> 17) & 15) * 2;
    return (gradients[direction] as number) * fx + (gradients[direction + 1] as number) * fy;
  };
  return (x, y) => {
    const u = x / wavelengthMetres + shiftX;
    const v = y / wavelengthMetres + shiftY;
    const ix = Math.floor(u);
    const iy = Math.floor(v);
    const fx = u - ix;
    const fy = v - iy;
    const sx = fx * fx * fx * (fx * (fx * 6 - 15) + 10);
    const sy = fy * fy * fy * (fy * (fy * 6 - 15) + 10);
    const bottom = corner(ix, iy, fx, fy) * (1 - sx) + corner(ix + 1, iy, fx - 1, fy) * sx;
    const top = corner(ix, iy + 1, fx, fy - 1) * (1 - sx) + corner(ix + 1, iy + 1, fx - 1, fy - 1) * sx;
    return 1.5 * (bottom * (1 - sy) + top * sy);
  };
}

/** Sum of octaves, each half the wavelength and `persistence` times the height of the one before. */
export function fractalNoise(
  seed: number,
  stream: string,
  wavelengthMetres: number,
  octaves: number,
  persistence = 0.5,
): Noise {
  const layers: Noise[] = [];
  const weights: number[] = [];
  let weight = 1;
  let total = 0;
  for (let octave = 0; octave < octaves; octave++) {
    layers.push(gradientNoise(seed, `${stream}:${octave}`, wavelengthMetres / 2 ** octave));
    weights.push(weight);
    total += weight;
    weight *= persistence;
  }
  return (x, y) => {
    let sum = 0;
    for (let octave = 0; octave < octaves; octave++) {
      sum += (layers[octave] as Noise)(x, y) * (weights[octave] as number);
    }
    return sum / total;
  };
}

/** 0 below `low`, 1 above `high`, smooth between; `low` may exceed `high`. */
export function smoothstep(low: number, high: number, value: number): number {
  const t = Math.min(1, Math.max(0, (value - low) / (high - low)));
  return t * t * (3 - 2 * t);
}
