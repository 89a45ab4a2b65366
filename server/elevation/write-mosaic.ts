import { type BlockCache, makeBlockCache } from './block-cache.ts';
import { type Mosaic, readBand } from './mosaic.ts';
import { halve } from './pyramid.ts';
import { createRaster, type Level, type RasterWriter, tileSide } from './write-raster.ts';
import { zerosStandForVoids } from './zeros.ts';

/** What heights a raster holds. */
export interface HeightStatistics {
  /** Cells with a height. */
  readonly heights: number;
  readonly cells: number;
  /** Metres; Infinity and -Infinity where no cell has a height. */
  readonly lowest: number;
  readonly highest: number;
  /** Cells of exactly 0 m that were taken for voids. */
  readonly zeroVoids: number;
}

/** Of blocks that two bands share. */
const largestCacheBytes = 64 * 1024 * 1024;
const bytesPerHeight = 4;
/** Packed side by side on the threads of zlib. All of a band at once would hold it three times over. */
const tilesAtOnce = 8;

export interface WriteOptions {
  readonly signal?: AbortSignal | undefined;
  /** @param cells written since the last call */
  readonly onProgress?: ((cells: number) => void) | undefined;
}

/**
 * Writes a mosaic with its overviews, from north to south in bands of a tile's height. Zeros are judged for all of it, so
 * that neither heights nor overviews hold any that stand for voids.
 */
export async function writeMosaic(
  file: string,
  mosaic: Mosaic,
  { signal, onProgress }: WriteOptions = {},
): Promise<HeightStatistics> {
  const levels = levelsOf(mosaic);
  const zerosAreVoid = await zerosStandForVoids(mosaic.parts.map(({ raster }) => raster));
  const writer = await createRaster(file, mosaic.grid, levels, mosaic.wholeMetres);
  try {
    const statistics = await writeBands(makeBlockCache(cacheBytes(mosaic)), writer, mosaic, levels, zerosAreVoid, {
      signal,
      onProgress,
    });
    await writer.finish();
    return statistics;
  } finally {
    await writer.close();
  }
}

/** A row of blocks: what lies across the edge of a band is not read twice. */
function cacheBytes({ width, parts }: Mosaic): number {
  const rows = Math.max(...parts.map(({ raster }) => raster.blockHeight));
  return Math.min(largestCacheBytes, 1.25 * width * rows * bytesPerHeight);
}

/** Halved until a level fits into one tile. */
function levelsOf({ width, height }: Level): Level[] {
  const levels: Level[] = [{ width, height }];
  for (let level = { width, height }; Math.max(level.width, level.height) > tileSide; ) {
    level = { width: Math.ceil(level.width / 2), height: Math.ceil(level.height / 2) };
    levels.push(level);
  }
  return levels;
}

/** A band of an overview that is being filled from the finer level. */
interface Band {
  readonly heights: Float32Array;
  readonly stride: number;
  filled: number;
  tileRow: number;
}

async function writeBands(
  cache: BlockCache,
  writer: RasterWriter,
  mosaic: Mosaic,
  levels: readonly Level[],
  zerosAreVoid: boolean,
  { signal, onProgress }: WriteOptions,
): Promise<HeightStatistics> {
  const bands = levels.map(({ width }): Band => {
    const stride = Math.ceil(width / tileSide) * tileSide;
    return { heights: new Float32Array(stride * tileSide).fill(Number.NaN), stride, filled: 0, tileRow: 0 };
  });
  const flush = async (level: number, { heights, stride, tileRow }: Band): Promise<void> => {
    await writeTiles(writer, level, tileRow, heights, stride);
    const coarser = bands[level + 1];
    if (!coarser) return;
    const halved = halve(heights, stride / 2, tileSide / 2);
    for (let row = 0; row < tileSide / 2; row++) {
      const from = row * (stride / 2);
      coarser.heights.set(halved.subarray(from, from + stride / 2), (coarser.filled + row) * coarser.stride);
    }
    coarser.filled += tileSide / 2;
    if (coarser.filled === tileSide) await flushOverview(level + 1, coarser);
  };
  const flushOverview = async (level: number, band: Band): Promise<void> => {
    await flush(level, band);
    band.heights.fill(Number.NaN);
    band.filled = 0;
    band.tileRow++;
  };
  const statistics = { heights: 0, cells: mosaic.width * mosaic.height, zeroVoids: 0 };
  const range = { lowest: Number.POSITIVE_INFINITY, highest: Number.NEGATIVE_INFINITY };
  const [full] = bands;
  if (!full) throw new RangeError('a raster has a level');
  for (let top = 0; top < mosaic.height; top += tileSide) {
    signal?.throwIfAborted();
    await readBand(cache, mosaic, top, full.heights, full.stride, zerosAreVoid);
    for (const [cell, height] of full.heights.entries()) {
      if (Number.isNaN(height)) continue;
      if (zerosAreVoid && height === 0) {
        full.heights[cell] = Number.NaN;
        statistics.zeroVoids++;
        continue;
      }
      statistics.heights++;
      if (height < range.lowest) range.lowest = height;
      if (height > range.highest) range.highest = height;
    }
    full.tileRow = top / tileSide;
    await flush(0, full);
    onProgress?.(Math.min(tileSide, mosaic.height - top) * mosaic.width);
  }
  for (const [level, band] of bands.entries()) {
    if (level > 0 && band.filled > 0) await flushOverview(level, band);
  }
  return { ...statistics, ...range };
}

async function writeTiles(
  writer: RasterWriter,
  level: number,
  tileRow: number,
  band: Float32Array,
  stride: number,
): Promise<void> {
  let written: Promise<void>[] = [];
  for (let column = 0; column < stride / tileSide; column++) {
    const tile = new Float32Array(tileSide ** 2);
    for (let row = 0; row < tileSide; row++) {
      const from = row * stride + column * tileSide;
      tile.set(band.subarray(from, from + tileSide), row * tileSide);
    }
    if (!tile.every(Number.isNaN)) written.push(writer.writeTile(level, column, tileRow, tile));
    if (written.length < tilesAtOnce) continue;
    await Promise.all(written);
    written = [];
  }
  await Promise.all(written);
}
