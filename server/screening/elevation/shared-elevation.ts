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
  return samplerOver(rasters, rasters.map(samplerOf));
}

function samplerOver(sources: readonly ElevationSource[], samplers: readonly HeightAt[]): ElevationSampler {
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
    finest: (count) => samplerOver(sources.slice(0, count), samplers.slice(0, count)),
  };
}

function samplerOf(raster: SharedRaster): HeightAt {
  const { width, height, blockWidth, blockHeight, blocks, cells, table } = raster;
  const { west, south, step, columns, rows } = table;
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
    if (c0 < 0 || r0 < 0 || c0 >= width || r0 >= height) return Number.NaN;
    const u = column - c0;
    const v = row - r0;
    // A neighbour beyond the last cell counts only where its weight is not nothing.
    const c1 = c0 + 1 < width ? c0 + 1 : u < 1e-6 ? c0 : -1;
    const r1 = r0 + 1 < height ? r0 + 1 : v < 1e-6 ? r0 : -1;
    if (c1 < 0 || r1 < 0) return Number.NaN;
    const top = cell(c0, r0) * (1 - u) + cell(c1, r0) * u;
    const bottom = cell(c0, r1) * (1 - u) + cell(c1, r1) * u;
    return top * (1 - v) + bottom * v;
  };
}

function mix(values: Float64Array, node: number, columns: number, fx: number, fy: number): number {
  const south = (values[node] as number) * (1 - fx) + (values[node + 1] as number) * fx;
  const north = (values[node + columns] as number) * (1 - fx) + (values[node + columns + 1] as number) * fx;
  return south * (1 - fy) + north * fy;
}
