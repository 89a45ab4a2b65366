import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from '../../data/text.ts';
import { StartError } from '../start-error.ts';
import type { Bounds } from '../tiles/address.ts';
import { unionBounds } from './extent.ts';
import { unzipHgt } from './hgt.ts';
import { importName } from './import-name.ts';
import { joinByGrid, type Mosaic } from './mosaic.ts';
import { openRaster, type Raster } from './raster.ts';
import {
  elevationFolder,
  markInUse,
  readStored,
  removeUnused,
  type StoredSource,
  withList,
  writeStored,
} from './sources.ts';
import { type HeightStatistics, writeMosaic } from './write-mosaic.ts';

export interface ElevationImport {
  readonly dataFolder: string;
  /** GeoTIFF, .hgt or .hgt.zip; where several have a height the finest gives it, of equals the first. */
  readonly files: readonly string[];
  /** An earlier import of this name is replaced. By default the first file's. */
  readonly name?: string | undefined;
  /** Standard deviation of a height. */
  readonly verticalAccuracyMetres?: number | undefined;
  /** Stands for "no height" besides what the files themselves declare. */
  readonly voidValue?: number | undefined;
  /** Every earlier import goes, not only that of the same name. */
  readonly replaceAll?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (cellsDone: number, cellsOfAll: number) => void;
}

export interface ImportedRaster extends HeightStatistics {
  readonly files: readonly string[];
  readonly width: number;
  readonly height: number;
  readonly cellSizeMetres: number;
}

export interface ElevationImportReport {
  readonly name: string;
  readonly bounds: Bounds;
  /** Finest first. */
  readonly rasters: readonly ImportedRaster[];
  /** Names of imports that this one took the place of. */
  readonly replaced: readonly string[];
  /** Cells of exactly 0 m that were taken for voids: nothing else lies as low. */
  readonly zeroVoids: number;
}

/**
 * Brings elevation into the county: files on one grid are joined, all are cut into tiles with overviews and stored
 * beside the database. The earlier elevation stays until the new one is complete, and whatever ends the import before
 * leaves it as it was. A running service takes the new one up by itself; what it replaced stays on the disk until nobody
 * reads it any more.
 *
 * @throws StartError naming the file that cannot be used and why
 */
export async function importElevation(request: ElevationImport): Promise<ElevationImportReport> {
  const { dataFolder, verticalAccuracyMetres, signal } = request;
  const folder = elevationFolder(dataFolder);
  const own = randomUUID();
  const ownFolder = path.join(folder, own);
  const mark = await withList(dataFolder, async () => {
    await removeUnused(dataFolder);
    await mkdir(ownFolder);
    return await markInUse(ownFolder);
  });
  const opened: Raster[] = [];
  try {
    for (const [index, file] of request.files.entries()) {
      signal?.throwIfAborted();
      const plain = /\.zip$/i.test(file) ? await unpack(file, path.join(ownFolder, `unpacked-${index}`)) : file;
      const raster = await openRaster(plain, { voidValue: request.voidValue, keepZeros: true });
      opened.push(raster);
      if (Math.max(raster.width, raster.height) > mostCellsAcross) throw tooWide(file, raster);
    }
    const mosaics = joinByGrid(opened).sort((p, q) => cellOf(p) - cellOf(q));
    const written = await writeAll(mosaics, ownFolder, request);
    if (written.every(({ heights }) => heights === 0)) throw allVoid(request.files);
    await closeAll(opened);
    for (const index of request.files.keys()) {
      await rm(path.join(ownFolder, `unpacked-${index}`), { recursive: true, force: true });
    }
    const name = request.name ?? importName(request.files);
    const source: StoredSource = {
      folder: own,
      name,
      ...(verticalAccuracyMetres !== undefined && { vertical_accuracy_m: verticalAccuracyMetres }),
      imported_at: new Date().toISOString(),
      files: request.files.map((file) => path.basename(file)),
      rasters: mosaics.map((_, index) => rasterName(index)),
    };
    const replaced = await withList(dataFolder, async () => {
      const before = await readStored(dataFolder);
      const kept = request.replaceAll ? [] : before.filter((other) => other.name !== name);
      await writeStored(dataFolder, [source, ...kept]);
      await rm(mark, { force: true });
      await removeUnused(dataFolder);
      return before.filter((other) => !kept.includes(other)).map((other) => other.name);
    });
    return {
      name,
      bounds: unionBounds(opened.map((raster) => raster.bounds)) ?? [0, 0, 0, 0],
      rasters: written,
      replaced,
      zeroVoids: written.reduce((sum, { zeroVoids }) => sum + zeroVoids, 0),
    };
  } catch (error) {
    await closeAll(opened);
    await rm(ownFolder, { recursive: true, force: true });
    throw error;
  }
}

async function writeAll(
  mosaics: readonly Mosaic[],
  folder: string,
  { signal, onProgress }: ElevationImport,
): Promise<ImportedRaster[]> {
  const all = mosaics.reduce((sum, { width, height }) => sum + width * height, 0);
  let done = 0;
  const written: ImportedRaster[] = [];
  for (const [index, mosaic] of mosaics.entries()) {
    const statistics = await writeMosaic(path.join(folder, rasterName(index)), mosaic, {
      signal,
      onProgress: (cells) => {
        done += cells;
        onProgress?.(done, all);
      },
    });
    const { width, height, parts } = mosaic;
    const files = parts.map(({ raster }) => path.basename(raster.file));
    written.push({ ...statistics, files, width, height, cellSizeMetres: cellOf(mosaic) });
  }
  return written;
}

async function unpack(file: string, folder: string): Promise<string> {
  const { name, bytes } = await unzipHgt(file);
  await mkdir(folder);
  const plain = path.join(folder, name);
  await writeFile(plain, bytes);
  return plain;
}

/** Files of one grid have cells of one size but for the latitude; the first stands for all. */
function cellOf({ parts }: Mosaic): number {
  return parts[0]?.raster.cellSizeMetres ?? Number.POSITIVE_INFINITY;
}

function rasterName(index: number): string {
  return `${index}.tif`;
}

async function closeAll(rasters: readonly Raster[]): Promise<void> {
  await Promise.all(rasters.map((raster) => raster.close()));
}

/** A row of wider bands takes more memory than a service has to spare; a few bytes can claim to be of any size. */
const mostCellsAcross = 65_536;

function tooWide(file: string, { width, height }: Raster): StartError {
  return new StartError(
    'elevation_too_large',
    text(
      `高程文件 ${file} 有 ${width} × ${height} 格，每边最多 ${mostCellsAcross} 格；请先用 gdal_retile.py 分幅`,
      `${file} has ${width} × ${height} cells, at most ${mostCellsAcross} a side can be imported; cut it into sheets with gdal_retile.py`,
    ),
  );
}

function allVoid(files: readonly string[]): StartError {
  const named = files.join(' ');
  return new StartError(
    'elevation_all_void',
    text(
      `高程文件 ${named} 中没有任何有效高程（全部为无数据、填充的 0，或超出陆地高程范围）`,
      `${named} hold no height at all: every cell is void, a 0 that fills, or no height of land`,
    ),
  );
}
