import type { ElevationSampler, ElevationSource } from '../types.ts';

/**
 * Heights in shared memory: the blocks of a raster that roads come near, and where its cells lie as a table over
 * longitude and latitude, so that threads need neither files nor map projections.
 */
export interface SharedRaster extends ElevationSource {
  readonly width: number;
  readonly height: number;
  readonly blockWidth: number;
  readonly blockHeight: number;
  /** Index of each block, row by row, in `cells` in units of a full block; -1 where it is not held. */
  readonly blocks: Int32Array;
  readonly cells: Float32Array;
  readonly table: CellTable;
}

/** Column and row of a raster at the nodes of a grid of degrees; between nodes bilinear. */
export interface CellTable {
  readonly west: number;
  readonly south: number;
  readonly step: number;
  readonly columns: number;
  readonly rows: number;
  readonly column: Float64Array;
  readonly row: Float64Array;
}

export interface SharedElevation {
  /** Finest first: the first that has a height gives it. */
  readonly rasters: readonly SharedRaster[];
}

type HeightAt = (longitude: number, latitude: number) => number;

export function openElevation({ rasters }: SharedElevation): ElevationSampler {
  const grids = rasters.map(gridOf);
  return samplerOver(
    rasters,
    grids.map((grid) => samplerOf(grid, grids)),
    (count) => openElevation({ rasters: rasters.slice(0, count) }),
  );
}

function samplerOver(
  sources: readonly ElevationSource[],
  samplers: readonly HeightAt[],
  finest: (count: number) => ElevationSampler,
): ElevationSampler {
  return {
    sources,
    heightAt(longitude, latitude) {
      for (const sampler of samplers) {
        const height = sampler(longitude, latitude);
        if (!Number.isNaN(height)) return height;
      }
      return Number.NaN;
    },
    sourceAt: (longitude, latitude) => samplers.findIndex((sampler) => !Number.isNaN(sampler(longitude, latitude))),
    finest,
  };
}

/** Cells of a raster, and where they lie. */
interface Grid {
  readonly raster: SharedRaster;
  /** Within the raster. */
  readonly cell: (column: number, row: number) => number;
}

function gridOf(raster: SharedRaster): Grid {
  const { width, blockWidth, blockHeight, blocks, cells } = raster;
  const across = Math.ceil(width / blockWidth);
  const blockCells = blockWidth * blockHeight;
  const cell = (column: number, row: number): number => {
    const blockColumn = Math.floor(column / blockWidth);
    const blockRow = Math.floor(row / blockHeight);
    const block = blocks[blockRow * across + blockColumn] as number;
    if (block < 0) return Number.NaN;
    return cells[
      block * blockCells + (row - blockRow * blockHeight) * blockWidth + (column - blockColumn * blockWidth)
    ] as number;
  };
  return { raster, cell };
}

/** @param all rasters: the others give the cells beyond the edge, so that sheets laid side by side join without a seam */
function samplerOf(grid: Grid, all: readonly Grid[]): HeightAt {
  const { raster, cell } = grid;
  const { width, height, table } = raster;
  const { west, south, step, columns, rows } = table;
  return (longitude, latitude) => {
    const gx = (longitude - west) / step;
    const gy = (latitude - south) / step;
    const i = Math.floor(gx);
    const j = Math.floor(gy);
    if (!(i >= 0 && j >= 0 && i < columns - 1 && j < rows - 1)) return Number.NaN;
    const fx = gx - i;
    const fy = gy - j;
    const node = j * columns + i;
    const column = mix(table.column, node, columns, fx, fy);
    const row = mix(table.row, node, columns, fx, fy);
    const c0 = Math.floor(column);
    const r0 = Math.floor(row);
    if (!(c0 >= 0 && r0 >= 0 && c0 + 1 < width && r0 + 1 < height)) {
      return heightAtEdge(grid, all, longitude, latitude, column, row);
    }
    const u = column - c0;
    const v = row - r0;
    const top = cell(c0, r0) * (1 - u) + cell(c0 + 1, r0) * u;
    const bottom = cell(c0, r0 + 1) * (1 - u) + cell(c0 + 1, r0 + 1) * u;
    return top * (1 - v) + bottom * v;
  };
}

/** Positions nearer to a cell's centre than this part of a cell are taken to lie on it. */
const onCentre = 1e-6;
/** The same where the next cell of another sheet is looked for: sheets may be that far off one grid. */
const offGrid = 0.01;

/** As in server/elevation/sampling.ts: a neighbour counts only where its weight is not nothing. */
function heightAtEdge(
  { raster, cell }: Grid,
  all: readonly Grid[],
  longitude: number,
  latitude: number,
  column: number,
  row: number,
): number {
  const { width, height } = raster;
  // The raster's ground ends half a cell beyond its outermost centres.
  if (!(column >= -0.5 && row >= -0.5 && column <= width - 0.5 && row <= height - 0.5)) return Number.NaN;
  const near = all.length === 0 ? offGrid : onCentre;
  const [left, u] = split(column, near);
  const [top, v] = split(row, near);
  let sum = 0;
  for (let corner = 0; corner < 4; corner += 1) {
    const c = left + (corner & 1);
    const r = top + (corner >> 1);
    const weight = (corner & 1 ? u : 1 - u) * (corner >> 1 ? v : 1 - v);
    if (weight === 0) continue;
    const isWithin = c >= 0 && r >= 0 && c < width && r < height;
    sum += weight * (isWithin ? cell(c, r) : heightBeyond(raster, all, longitude, latitude, c - column, r - row));
    if (Number.isNaN(sum)) return sum;
  }
  return sum;
}

/** What another raster says of a cell that is so many columns and rows away from a position. */
function heightBeyond(
  raster: SharedRaster,
  all: readonly Grid[],
  longitude: number,
  latitude: number,
  columns: number,
  rows: number,
): number {
  if (all.length < 2) return Number.NaN;
  const [east, north] = degreesOf(raster.table, longitude, latitude, columns, rows);
  for (const other of all) {
    if (other.raster === raster) continue;
    const height = samplerOf(other, [])(longitude + east, latitude + north);
    if (!Number.isNaN(height)) return height;
  }
  return Number.NaN;
}

/** Over a cell or two the table is straight. */
function degreesOf(
  { west, south, step, columns, column, row }: CellTable,
  longitude: number,
  latitude: number,
  c: number,
  r: number,
): [east: number, north: number] {
  const node = Math.floor((latitude - south) / step) * columns + Math.floor((longitude - west) / step);
  const [columnEast, columnNorth] = differences(column, node, columns);
  const [rowEast, rowNorth] = differences(row, node, columns);
  const determinant = columnEast * rowNorth - columnNorth * rowEast;
  return [
    (step * (c * rowNorth - r * columnNorth)) / determinant,
    (step * (r * columnEast - c * rowEast)) / determinant,
  ];
}

/** From a node to the next one east, and north. */
function differences(values: Float64Array, node: number, columns: number): [east: number, north: number] {
  const here = values[node] as number;
  return [(values[node + 1] as number) - here, (values[node + columns] as number) - here];
}

function split(cell: number, near: number): [whole: number, rest: number] {
  const nearest = Math.round(cell);
  if (Math.abs(cell - nearest) < near) return [nearest, 0];
  return [Math.floor(cell), cell - Math.floor(cell)];
}

function mix(values: Float64Array, node: number, columns: number, fx: number, fy: number): number {
  const south = (values[node] as number) * (1 - fx) + (values[node + 1] as number) * fx;
  const north = (values[node + columns] as number) * (1 - fx) + (values[node + columns + 1] as number) * fx;
  return south * (1 - fy) + north * fy;
}
