import type { Standard } from '../standard.ts';
import type { RoadInput } from '../types.ts';
import type { CellTable, SharedElevation, SharedRaster } from './shared-elevation.ts';
import { usualRmse } from './usual-rmse.ts';

/** What is needed of a raster file; the rasters of server/elevation are such. */
export interface BlockRaster {
  readonly width: number;
  readonly height: number;
  readonly blockWidth: number;
  readonly blockHeight: number;
  readonly cellSizeMetres: number;
  /** Standard deviation of a height where the source states it. */
  readonly verticalAccuracyMetres?: number | undefined;
  readonly bounds: readonly [west: number, south: number, east: number, north: number];
  toCell(longitude: number, latitude: number): readonly [column: number, row: number];
  /** Row by row from the north-west, NaN where there is no height; blocks at the eastern and southern edge may be smaller. */
  readBlock(blockColumn: number, blockRow: number): Promise<Float32Array>;
}

/** Nodes of the table are a kilometre apart: a map projection bends by centimetres over that. */
const tableStep = 0.01;
/** Metres beside a road that cliffs are looked for in, and a little more. */
const beside = 150;

/**
 * Reads the blocks of rasters that roads come near into shared memory. Rasters without any are left out.
 *
 * @param heightRmse standard deviation of a height in metres, in place of what the rasters say or what is usual.
 * @returns undefined where there is no raster at all; roads that lie elsewhere lie in a void
 */
export async function loadElevation(
  rasters: readonly BlockRaster[],
  roads: readonly RoadInput[],
  standard: Standard,
  heightRmse?: number,
): Promise<SharedElevation | undefined> {
  if (rasters.length === 0) return undefined;
  const finestFirst = [...rasters].sort((a, b) => a.cellSizeMetres - b.cellSizeMetres);
  // At its edge a raster takes the next cell from another, which may be as far away as its cells are large.
  const seam = rasters.length > 1 ? 1.5 * (finestFirst.at(-1)?.cellSizeMetres ?? 0) : 0;
  const loaded: SharedRaster[] = [];
  for (const raster of finestFirst) {
    const rmse = heightRmse ?? raster.verticalAccuracyMetres ?? usualRmse(raster.cellSizeMetres, standard);
    const shared = await loadRaster(raster, rmse, roads, beside + seam);
    if (shared.cells.length > 0) loaded.push(shared);
  }
  return { rasters: loaded };
}

async function loadRaster(
  raster: BlockRaster,
  verticalRmseMetres: number,
  roads: readonly RoadInput[],
  reachMetres: number,
): Promise<SharedRaster> {
  const { width, height, blockWidth, blockHeight, cellSizeMetres } = raster;
  const table = tableOf(raster);
  const wanted = blocksNear(raster, roads, reachMetres);
  const blocks = new Int32Array(
    new SharedArrayBuffer(4 * Math.ceil(width / blockWidth) * Math.ceil(height / blockHeight)),
  ).fill(-1);
  const blockCells = blockWidth * blockHeight;
  const cells = new Float32Array(new SharedArrayBuffer(4 * wanted.length * blockCells));
  cells.fill(Number.NaN);
  const across = Math.ceil(width / blockWidth);
  for (const [index, block] of wanted.entries()) {
    const column = block % across;
    const row = Math.floor(block / across);
    const heights = await raster.readBlock(column, row);
    const stride = Math.min(blockWidth, width - column * blockWidth);
    const lines = Math.min(blockHeight, height - row * blockHeight);
    for (let line = 0; line < lines; line += 1) {
      cells.set(heights.subarray(line * stride, (line + 1) * stride), index * blockCells + line * blockWidth);
    }
    blocks[block] = index;
  }
  return { width, height, blockWidth, blockHeight, blocks, cells, table, cellSizeMetres, verticalRmseMetres };
}

/** By a raster's projection: roads are screened a few at a time, and a county's table takes longer than a road. */
const tables = new WeakMap<BlockRaster['toCell'], CellTable>();

function tableOf(raster: BlockRaster): CellTable {
  const kept = tables.get(raster.toCell);
  if (kept) return kept;
  const table = makeTable(raster);
  tables.set(raster.toCell, table);
  return table;
}

function makeTable({ bounds: [west, south, east, north], toCell }: BlockRaster): CellTable {
  const step = Math.min(tableStep, Math.max(east - west, north - south));
  const columns = Math.ceil((east - west) / step) + 3;
  const rows = Math.ceil((north - south) / step) + 3;
  const column = new Float64Array(new SharedArrayBuffer(8 * columns * rows));
  const row = new Float64Array(new SharedArrayBuffer(8 * columns * rows));
  for (let j = 0; j < rows; j += 1) {
    for (let i = 0; i < columns; i += 1) {
      const [c, r] = toCell(west + (i - 1) * step, south + (j - 1) * step);
      column[j * columns + i] = c;
      row[j * columns + i] = r;
    }
  }
  return { west: west - step, south: south - step, step, columns, rows, column, row };
}

function blocksNear(
  { width, height, blockWidth, blockHeight, cellSizeMetres, toCell }: BlockRaster,
  roads: readonly RoadInput[],
  reachMetres: number,
): number[] {
  const across = Math.ceil(width / blockWidth);
  const down = Math.ceil(height / blockHeight);
  const marked = new Uint8Array(across * down);
  const margin = Math.ceil(reachMetres / cellSizeMetres) + 2;
  const mark = (column: number, row: number): void => {
    const left = Math.max(0, Math.floor((column - margin) / blockWidth));
    const right = Math.min(across - 1, Math.floor((column + margin) / blockWidth));
    const top = Math.max(0, Math.floor((row - margin) / blockHeight));
    const bottom = Math.min(down - 1, Math.floor((row + margin) / blockHeight));
    for (let j = top; j <= bottom; j += 1) for (let i = left; i <= right; i += 1) marked[j * across + i] = 1;
  };
  const stride = Math.max(1, margin);
  for (const { lines } of roads) {
    for (const line of lines) {
      let previous: readonly [number, number] | undefined;
      for (let v = 0; v < line.length; v += 2) {
        const cell = toCell(line[v] as number, line[v + 1] as number);
        const [column, row] = cell;
        const [fromColumn, fromRow] = previous ?? cell;
        const parts = Math.max(1, Math.ceil(Math.max(Math.abs(column - fromColumn), Math.abs(row - fromRow)) / stride));
        if (Number.isFinite(parts)) {
          for (let p = 1; p <= parts; p += 1) {
            mark(fromColumn + ((column - fromColumn) * p) / parts, fromRow + ((row - fromRow) * p) / parts);
          }
        }
        previous = cell;
      }
    }
  }
  return Array.from(marked.keys()).filter((block) => marked[block] === 1);
}
