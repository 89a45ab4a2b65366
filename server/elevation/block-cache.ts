import { LRUCache } from 'lru-cache';
import { singleFlight } from '../tiles/single-flight.ts';
import type { Raster } from './raster.ts';

/** Blocks of heights, the most recently used kept in memory. */
export interface BlockCache {
  /** A block if it is in memory. */
  peek(key: string): Float32Array | undefined;
  /** A block, made where it is not in memory; callers of one key share the making. */
  get(key: string, make: () => Promise<Float32Array>): Promise<Float32Array>;
}

/** @param maximumBytes of the heights kept; blocks in use by callers come on top */
export function makeBlockCache(maximumBytes: number): BlockCache {
  const once = singleFlight<Float32Array>();
  const blocks = new LRUCache<string, Float32Array>({
    maxSize: maximumBytes,
    sizeCalculation: ({ byteLength }) => Math.max(1, byteLength),
  });
  return {
    peek: (key) => blocks.get(key),
    get: async (key, make) => {
      const kept = blocks.get(key);
      if (kept !== undefined) return kept;
      return await once(key, async () => {
        const block = await make();
        blocks.set(key, block);
        return block;
      });
    },
  };
}

/** A rectangle of cells, row by row from the north-west; NaN where there is no height. */
export interface Window {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly heights: Float32Array;
}

export function storedBlockKey(raster: Raster, column: number, row: number): string {
  return `${raster.file} ${column} ${row}`;
}

export function storedBlock(cache: BlockCache, raster: Raster, column: number, row: number): Promise<Float32Array> {
  return cache.get(storedBlockKey(raster, column, row), () => raster.readBlock(column, row));
}

/** How a grid of cells is cut into blocks, and how to come by one of them. */
export interface BlockGrid {
  readonly width: number;
  readonly height: number;
  readonly blockWidth: number;
  readonly blockHeight: number;
  block(column: number, row: number): Promise<Float32Array>;
}

/** Copies a rectangle out of its blocks. It may reach beyond the grid, where all is NaN. */
export async function readWindow(
  grid: BlockGrid,
  left: number,
  top: number,
  width: number,
  height: number,
): Promise<Window> {
  const heights = new Float32Array(width * height).fill(Number.NaN);
  await eachRow(grid, left, top, width, height, (column, row, cells) => {
    heights.set(cells, (row - top) * width + column - left);
  });
  return { left, top, width, height, heights };
}

/**
 * Hands out the rows of a rectangle in the pieces that the blocks hold.
 *
 * @param take column and row are of the piece's first cell; the cells are the block's own, to be read at once
 */
export async function eachRow(
  grid: BlockGrid,
  left: number,
  top: number,
  width: number,
  height: number,
  take: (column: number, row: number, cells: Float32Array) => void,
): Promise<void> {
  const lastColumn = Math.floor((Math.min(grid.width, left + width) - 1) / grid.blockWidth);
  const lastRow = Math.floor((Math.min(grid.height, top + height) - 1) / grid.blockHeight);
  for (let row = Math.floor(Math.max(0, top) / grid.blockHeight); row <= lastRow; row++) {
    for (let column = Math.floor(Math.max(0, left) / grid.blockWidth); column <= lastColumn; column++) {
      const block = await grid.block(column, row);
      const blockLeft = column * grid.blockWidth;
      const blockTop = row * grid.blockHeight;
      const stride = Math.min(grid.blockWidth, grid.width - blockLeft);
      const from = Math.max(left, blockLeft);
      const to = Math.min(left + width, blockLeft + stride);
      const end = Math.min(top + height, grid.height, blockTop + grid.blockHeight);
      for (let y = Math.max(top, blockTop); y < end; y++) {
        const start = (y - blockTop) * stride + from - blockLeft;
        take(from, y, block.subarray(start, start + to - from));
      }
    }
  }
}
