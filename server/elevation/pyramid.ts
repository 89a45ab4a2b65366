import { type BlockCache, type BlockGrid, readWindow, storedBlock } from './block-cache.ts';
import type { Raster } from './raster.ts';

const blockSide = 256;

/**
 * The raster at a half, a quarter, ... of its resolution, for drawing it from afar. Level 0 is the file itself; each
 * further level is read from the file where it was made at import; else it is made from the one before when it is first
 * asked for. Both are kept in the cache like any block.
 *
 * A cell of a level is the mean of those of its four cells that have a height: good for shading, never for measuring.
 */
export function pyramidLevel(cache: BlockCache, raster: Raster, level: number): BlockGrid {
  if (level === 0) return { ...raster, block: (column, row) => storedBlock(cache, raster, column, row) };
  const stored = raster.overviews[level - 1];
  if (stored) {
    const block = (column: number, row: number): Promise<Float32Array> =>
      cache.get(`${raster.file} /${2 ** level} ${column} ${row}`, () => stored.readBlock(column, row));
    return { ...stored, block };
  }
  const finer = pyramidLevel(cache, raster, level - 1);
  const width = Math.ceil(finer.width / 2);
  const height = Math.ceil(finer.height / 2);
  return {
    width,
    height,
    blockWidth: blockSide,
    blockHeight: blockSide,
    block: (column, row) =>
      cache.get(`${raster.file} /${2 ** level} ${column} ${row}`, async () => {
        const outWidth = Math.min(blockSide, width - column * blockSide);
        const outHeight = Math.min(blockSide, height - row * blockSide);
        const left = column * blockSide * 2;
        const top = row * blockSide * 2;
        const source = await readWindow(finer, left, top, outWidth * 2, outHeight * 2);
        return halve(source.heights, outWidth, outHeight);
      }),
  };
}

/** The level whose cells are at most as large as a pixel, and so hide nothing from it nor cost more than needed. */
export function levelForPixel(pixelMetres: number, cellMetres: number): number {
  return Math.max(0, Math.floor(Math.log2(pixelMetres / cellMetres)));
}

/** Column or row of the file, counted in cell centres, to that of a level. */
export function toLevel(cell: number, level: number): number {
  return (cell + 0.5) / 2 ** level - 0.5;
}

/**
 * @param source of twice the width and height given
 * @returns the mean of the cells of each 2 × 2 that have a height; NaN where none has
 */
export function halve(source: Float32Array, width: number, height: number): Float32Array {
  const halved = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0;
      let count = 0;
      for (let part = 0; part < 4; part++) {
        const value = source[(y * 2 + (part >> 1)) * (width * 2) + x * 2 + (part & 1)] ?? Number.NaN;
        if (Number.isNaN(value)) continue;
        sum += value;
        count++;
      }
      halved[y * width + x] = count === 0 ? Number.NaN : sum / count;
    }
  }
  return halved;
}
