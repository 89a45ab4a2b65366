import { type BlockCache, type BlockGrid, eachRow, storedBlock } from './block-cache.ts';
import type { Affine, GridDefinition } from './georeference.ts';
import type { Raster } from './raster.ts';

/** Rasters whose cells lie on one grid, as sheets of a survey or tiles of SRTM do. */
export interface Mosaic {
  readonly grid: GridDefinition;
  readonly width: number;
  readonly height: number;
  readonly wholeMetres: boolean;
  /** Where several have a height the first gives it. */
  readonly parts: readonly Part[];
}

interface Part {
  readonly raster: Raster;
  /** Of its north-western cell in the mosaic. */
  readonly left: number;
  readonly top: number;
}

/** Sheets may be off the common grid by this part of a cell, which moves no height noticeably. */
const offGrid = 0.01;
/** Wider ones would not be written in bands of 256 rows with some 100 MB of memory. */
const widestColumns = 32_768;

/**
 * Joins rasters that lie on one grid; others stay alone. Nothing is resampled: each cell keeps the height it has in its
 * file.
 *
 * @param rasters the preferred first
 */
export function joinByGrid(rasters: readonly Raster[]): Mosaic[] {
  const mosaics: Mosaic[] = [];
  for (const raster of rasters) {
    const index = mosaics.findIndex((mosaic) => joined(mosaic, raster) !== undefined);
    const wider = index >= 0 ? joined(mosaics[index] as Mosaic, raster) : undefined;
    if (wider) mosaics[index] = wider;
    else mosaics.push(alone(raster));
  }
  return mosaics;
}

function alone(raster: Raster): Mosaic {
  const { grid, width, height, wholeMetres } = raster;
  return { grid, width, height, wholeMetres, parts: [{ raster, left: 0, top: 0 }] };
}

function joined(mosaic: Mosaic, raster: Raster): Mosaic | undefined {
  if (mosaic.grid.system !== raster.grid.system) return undefined;
  const place = cellOffset(mosaic.grid.affine, raster);
  if (!place) return undefined;
  const left = Math.min(0, place.left);
  const top = Math.min(0, place.top);
  const width = Math.max(mosaic.width, place.left + raster.width) - left;
  const height = Math.max(mosaic.height, place.top + raster.height) - top;
  if (width > widestColumns) return undefined;
  const { a, b, c, d, e, f } = mosaic.grid.affine;
  const affine = { a, b, d, e, c: c + a * left + b * top, f: f + d * left + e * top };
  return {
    grid: { ...mosaic.grid, affine },
    width,
    height,
    wholeMetres: mosaic.wholeMetres && raster.wholeMetres,
    parts: [...mosaic.parts, { raster, ...place }].map((part) => ({
      raster: part.raster,
      left: part.left - left,
      top: part.top - top,
    })),
  };
}

/** Undefined where the raster's cells do not lie on the grid. */
function cellOffset({ a, b, c, d, e, f }: Affine, raster: Raster): { left: number; top: number } | undefined {
  const other = raster.grid.affine;
  const determinant = a * e - b * d;
  const cell = Math.sqrt(Math.abs(determinant));
  const drift = [
    [a - other.a, d - other.d, raster.width],
    [b - other.b, e - other.e, raster.height],
  ].map(([x = 0, y = 0, cells = 0]) => Math.hypot(x, y) * cells);
  if (drift.some((metres) => metres > offGrid * cell)) return undefined;
  const x = other.c - c;
  const y = other.f - f;
  const left = (e * x - b * y) / determinant;
  const top = (a * y - d * x) / determinant;
  const isOff = (offset: number): boolean => Math.abs(offset - Math.round(offset)) > offGrid;
  return isOff(left) || isOff(top) ? undefined : { left: Math.round(left), top: Math.round(top) };
}

/**
 * Reads rows of a mosaic.
 *
 * @param band filled with the heights; NaN where there is none, also beyond the mosaic
 * @param stride cells from row to row of the band, at least the mosaic's width
 * @param zerosAreVoid a 0 stands only where no other raster has a height
 */
export async function readBand(
  cache: BlockCache,
  mosaic: Mosaic,
  top: number,
  band: Float32Array,
  stride: number,
  zerosAreVoid: boolean,
): Promise<void> {
  band.fill(Number.NaN);
  const bottom = top + band.length / stride;
  for (const { raster, left, top: partTop } of mosaic.parts) {
    const first = Math.max(top, partTop);
    const last = Math.min(bottom, partTop + raster.height);
    if (last <= first) continue;
    const grid: BlockGrid = { ...raster, block: (column, row) => storedBlock(cache, raster, column, row) };
    await eachRow(grid, 0, first - partTop, raster.width, last - first, (column, row, cells) => {
      const to = (row + partTop - top) * stride + left + column;
      for (let i = 0; i < cells.length; i++) {
        const before = band[to + i];
        const height = cells[i] ?? Number.NaN;
        if (Number.isNaN(before) || (zerosAreVoid && before === 0 && !Number.isNaN(height))) band[to + i] = height;
      }
    });
  }
}
