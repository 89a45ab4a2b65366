import type { ElevationSampler, ElevationSource } from '../../../server/screening/types.ts';
import { toPlane } from './place.ts';
import { makeRandom } from './random.ts';

export interface TerrainOptions {
  readonly cell: number;
  /** Standard deviation of a height, metres, and the length in cells over which errors hang together. */
  readonly rmse: number;
  readonly smoothing: number;
  readonly seed: number;
  readonly west: number;
  readonly south: number;
  readonly width: number;
  readonly height: number;
}

/** An elevation model of a known surface: sampled at the cells' centres, with errors, read bilinearly. */
export function makeTerrain(surface: (x: number, y: number) => number, options: TerrainOptions): ElevationSampler {
  const { cell, west, south } = options;
  const columns = Math.ceil(options.width / cell) + 1;
  const rows = Math.ceil(options.height / cell) + 1;
  const errors = errorField(columns, rows, options);
  const cells = new Float32Array(columns * rows);
  for (let j = 0; j < rows; j += 1) {
    for (let i = 0; i < columns; i += 1) {
      cells[j * columns + i] = surface(west + i * cell, south + j * cell) + (errors[j * columns + i] ?? 0);
    }
  }
  return samplerOfOne({ cellSizeMetres: cell, verticalRmseMetres: options.rmse }, (longitude, latitude) => {
    const [x, y] = toPlane(longitude, latitude);
    const u = (x - west) / cell;
    const v = (y - south) / cell;
    const i = Math.floor(u);
    const j = Math.floor(v);
    if (!(i >= 0 && j >= 0 && i < columns - 1 && j < rows - 1)) return Number.NaN;
    const at = (di: number, dj: number): number => cells[(j + dj) * columns + i + di] ?? Number.NaN;
    const bottom = at(0, 0) * (1 - u + i) + at(1, 0) * (u - i);
    const top = at(0, 1) * (1 - u + i) + at(1, 1) * (u - i);
    return bottom * (1 - v + j) + top * (v - j);
  });
}

/** A sampler of one source. */
export function samplerOfOne(source: ElevationSource, heightAt: ElevationSampler['heightAt']): ElevationSampler {
  const sampler: ElevationSampler = {
    sources: [source],
    heightAt,
    sourceAt: (longitude, latitude) => (Number.isNaN(heightAt(longitude, latitude)) ? -1 : 0),
    finest: (count) => (count > 0 ? sampler : without),
  };
  return sampler;
}

const without: ElevationSampler = {
  sources: [],
  heightAt: () => Number.NaN,
  sourceAt: () => -1,
  finest: () => without,
};

/** White noise, averaged over a square of cells where errors hang together, scaled to the wanted deviation. */
function errorField(
  columns: number,
  rows: number,
  { rmse, smoothing, seed }: TerrainOptions,
): Float32Array<ArrayBuffer> {
  const random = makeRandom(seed);
  let field = Float32Array.from({ length: columns * rows }, () => random.normal());
  for (const stride of [1, columns]) field = averaged(field, smoothing, stride);
  let squares = 0;
  for (const value of field) squares += value * value;
  const scale = rmse / Math.sqrt(squares / field.length);
  return field.map((value) => value * scale);
}

function averaged(field: Float32Array<ArrayBuffer>, reach: number, stride: number): Float32Array<ArrayBuffer> {
  if (reach === 0) return field;
  const out = new Float32Array(field.length);
  for (let k = 0; k < field.length; k += 1) {
    let sum = 0;
    for (let d = -reach; d <= reach; d += 1) sum += field[k + d * stride] ?? 0;
    out[k] = sum;
  }
  return out;
}
