import type { Bounds } from '../tiles/address.ts';
import { type BlockCache, storedBlock, storedBlockKey } from './block-cache.ts';
import type { Raster } from './raster.ts';

/** Positions nearer to a cell's centre than this part of a cell are taken to lie on it: coordinates are not finer. */
const onCentre = 1e-6;
/** The same where the next cell of another sheet is looked for: sheets may be that far off one grid. */
const offGrid = 0.01;

/** One of each a position. */
export interface Samples {
  /** Metres; NaN where no raster has a height. */
  readonly heights: Float64Array;
  /** Index of the raster that gave the height; -1 where none did. */
  readonly rasters: Int32Array;
}

/**
 * Heights of positions, from the finest raster that has one.
 *
 * @param positions longitude, latitude, longitude, latitude, ...
 */
export async function samplesAt(
  cache: BlockCache,
  rasters: readonly Raster[],
  positions: Float64Array,
): Promise<Samples> {
  const heights = new Float64Array(positions.length / 2);
  const givers = new Int32Array(heights.length).fill(-1);
  for (let i = 0; i < heights.length; i++) {
    // What this position needs is held here: a small cache may let one block go while the next is read.
    const held = new Map<string, Float32Array>();
    for (;;) {
      const missing: BlockName[] = [];
      const lookup: Lookup = (raster, column, row) => {
        const key = storedBlockKey(raster, column, row);
        const block = held.get(key) ?? cache.peek(key);
        if (block === undefined) missing.push({ raster, column, row });
        return block;
      };
      const place = [positions[2 * i] ?? Number.NaN, positions[2 * i + 1] ?? Number.NaN] as const;
      const giver = finestRaster(lookup, rasters, ...place);
      if (missing.length === 0) {
        heights[i] = giver.height;
        givers[i] = giver.index;
        break;
      }
      for (const { raster, column, row } of missing) {
        held.set(storedBlockKey(raster, column, row), await storedBlock(cache, raster, column, row));
      }
    }
  }
  return { heights, rasters: givers };
}

/** Reads all blocks of an area into memory, for callers that cannot wait at each height. NaN outside the area too. */
export async function heightsWithin(
  cache: BlockCache,
  rasters: readonly Raster[],
  bounds: Bounds,
): Promise<(longitude: number, latitude: number) => number> {
  const held = new Map<string, Float32Array>();
  for (const raster of rasters) {
    for (const { column, row } of blocksWithin(raster, bounds)) {
      held.set(storedBlockKey(raster, column, row), await storedBlock(cache, raster, column, row));
    }
  }
  const lookup: Lookup = (raster, column, row) => held.get(storedBlockKey(raster, column, row));
  return (longitude, latitude) => finestRaster(lookup, rasters, longitude, latitude).height;
}

interface BlockName {
  readonly raster: Raster;
  readonly column: number;
  readonly row: number;
}

/** A block if it is in memory. */
type Lookup = (raster: Raster, column: number, row: number) => Float32Array | undefined;

/** The first raster with a height there; index -1 and NaN where none has. */
function finestRaster(
  lookup: Lookup,
  rasters: readonly Raster[],
  longitude: number,
  latitude: number,
): { readonly height: number; readonly index: number } {
  for (const [index, raster] of rasters.entries()) {
    const height = heightIn(lookup, raster, rasters, longitude, latitude);
    if (!Number.isNaN(height)) return { height, index };
  }
  return { height: Number.NaN, index: -1 };
}

/**
 * Between the four cells around a position, bilinear; on a cell's centre its own height. NaN where a cell that counts is
 * void or belongs to no raster.
 *
 * @param beyond rasters that give the cells beyond the edge, so that sheets laid side by side join without a seam
 */
function heightIn(
  lookup: Lookup,
  raster: Raster,
  beyond: readonly Raster[],
  longitude: number,
  latitude: number,
): number {
  const [column, row] = raster.toCell(longitude, latitude);
  // The raster's ground ends half a cell beyond its outermost centres.
  if (!(column >= -0.5 && row >= -0.5 && column <= raster.width - 0.5 && row <= raster.height - 0.5)) return Number.NaN;
  const near = beyond.length === 0 ? offGrid : onCentre;
  const [left, east] = split(column, near);
  const [top, south] = split(row, near);
  let height = 0;
  for (let corner = 0; corner < 4; corner++) {
    const isEast = corner % 2;
    const isSouth = corner >> 1;
    const weight = (isEast ? east : 1 - east) * (isSouth ? south : 1 - south);
    if (weight > 0) height += weight * cellHeight(lookup, raster, beyond, left + isEast, top + isSouth);
  }
  return height;
}

function cellHeight(lookup: Lookup, raster: Raster, beyond: readonly Raster[], column: number, row: number): number {
  if (column >= 0 && row >= 0 && column < raster.width && row < raster.height) {
    const blockColumn = Math.floor(column / raster.blockWidth);
    const stride = Math.min(raster.blockWidth, raster.width - blockColumn * raster.blockWidth);
    const block = lookup(raster, blockColumn, Math.floor(row / raster.blockHeight));
    return block?.[(row % raster.blockHeight) * stride + (column % raster.blockWidth)] ?? Number.NaN;
  }
  if (beyond.length < 2) return Number.NaN;
  const [longitude, latitude] = raster.toPosition(column, row);
  for (const other of beyond) {
    if (other === raster) continue;
    const height = heightIn(lookup, other, [], longitude, latitude);
    if (!Number.isNaN(height)) return height;
  }
  return Number.NaN;
}

function split(cell: number, near: number): [whole: number, rest: number] {
  const nearest = Math.round(cell);
  if (Math.abs(cell - nearest) < near) return [nearest, 0];
  return [Math.floor(cell), cell - Math.floor(cell)];
}

function blocksWithin(raster: Raster, [west, south, east, north]: Bounds): { column: number; row: number }[] {
  const corners = [
    raster.toCell(west, south),
    raster.toCell(west, north),
    raster.toCell(east, south),
    raster.toCell(east, north),
  ];
  // A cell more on each side, for the neighbours that a height is taken from.
  const range = (values: number[], size: number, block: number): number[] => {
    const first = Math.max(0, Math.floor((Math.min(...values) - 1) / block));
    const last = Math.floor(Math.min(size - 1, Math.max(...values) + 1) / block);
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  };
  const columns = range(
    corners.map(([column]) => column),
    raster.width,
    raster.blockWidth,
  );
  const rows = range(
    corners.map(([, row]) => row),
    raster.height,
    raster.blockHeight,
  );
  return rows.flatMap((row) => columns.map((column) => ({ column, row })));
}
