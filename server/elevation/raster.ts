import { stat } from 'node:fs/promises';
import { fromFile, type GeoTIFF, type GeoTIFFImage } from 'geotiff';
import { highestLand, lowestLand } from '../../data/standards/elevation.ts';
import { text } from '../../data/text.ts';
import { StartError } from '../start-error.ts';
import type { Bounds } from '../tiles/address.ts';
import { cellSizeMetres, outerBounds } from './extent.ts';
import { type Georeference, readGeoreference } from './georeference.ts';
import { type StoredBlocks, storedBlocks } from './stored-blocks.ts';

/** Heights in metres on a grid, read block by block. */
export interface Raster extends Georeference {
  readonly file: string;
  readonly width: number;
  readonly height: number;
  /** Cells of a full block; those at the eastern and southern edge may be smaller. */
  readonly blockWidth: number;
  readonly blockHeight: number;
  readonly bounds: Bounds;
  /** The longer side of the middle cell. */
  readonly cellSizeMetres: number;
  /** Changes when the file does. */
  readonly fingerprint: string;
  /** Row by row from the north-west; NaN where there is no height. */
  readBlock(blockColumn: number, blockRow: number): Promise<Float32Array>;
  close(): Promise<void>;
}

/** Strips are read in groups of about as many cells as a 256 × 256 tile has: a row at a time would be slow. */
const cellsPerBlock = 65_536;
/** 16 MB as 32-bit numbers. A file in larger pieces could not be read without holding much of it. */
const largestBlockCells = 4_194_304;

/** @throws StartError naming the file, what is wrong with it and what to do. */
export async function openRaster(file: string): Promise<Raster> {
  let tiff: GeoTIFF | undefined;
  try {
    const { size, mtimeMs } = await stat(file);
    tiff = await fromFile(file);
    const image = await tiff.getImage(0);
    const opened = tiff;
    const raster = await describe(image, file, size);
    return {
      ...raster,
      fingerprint: `${size}-${Math.round(mtimeMs)}`,
      close: async () => {
        await opened.close();
      },
    };
  } catch (error) {
    await tiff?.close();
    if (error instanceof StartError) throw error;
    throw unreadable(file, error);
  }
}

async function describe(
  image: GeoTIFFImage,
  file: string,
  fileBytes: number,
): Promise<Omit<Raster, 'fingerprint' | 'close'>> {
  const bands = image.getSamplesPerPixel();
  if (bands !== 1) {
    throw new StartError(
      'elevation_not_heights',
      text(
        `${file} 有 ${bands} 个波段，不是高程文件；高程文件只有一个波段`,
        `${file} has ${bands} bands and is no elevation model, which has one`,
      ),
    );
  }
  const width = image.getWidth();
  const height = image.getHeight();
  const stored = await storedBlocks(image, file, fileBytes);
  const blockWidth = stored.width;
  const blockHeight = stored.height * Math.max(1, Math.floor(cellsPerBlock / (stored.width * stored.height)));
  if (blockWidth * blockHeight > largestBlockCells) throw tooCoarselyStored(file);
  const georeference = readGeoreference(image, file);
  const toHeight = await heightReader(image);
  return {
    ...georeference,
    file,
    width,
    height,
    blockWidth,
    blockHeight,
    bounds: outerBounds(georeference, width, height),
    cellSizeMetres: cellSizeMetres(georeference, width, height),
    async readBlock(blockColumn, blockRow) {
      const left = blockColumn * blockWidth;
      const top = blockRow * blockHeight;
      const right = Math.min(width, left + blockWidth);
      const bottom = Math.min(height, top + blockHeight);
      try {
        const cells = await image.readRasters({ window: [left, top, right, bottom], samples: [0], interleave: true });
        // A plain loop: `Float32Array.from` with a function takes seven times as long, more than reading the block.
        const heights = new Float32Array(cells.length);
        for (let i = 0; i < heights.length; i++) heights[i] = toHeight(cells[i] ?? Number.NaN);
        blankUnwritten(heights, stored, left, top, right, bottom);
        return heights;
      } catch (error) {
        throw unreadable(file, error);
      }
    },
  };
}

/** From the stored number to metres; NaN for the file's nodata and for what no land on earth is as high as. */
async function heightReader(image: GeoTIFFImage): Promise<(stored: number) => number> {
  const nodata = image.getGDALNoData();
  const metadata = (await image.getGDALMetadata(0)) ?? {};
  const scale = Number(metadata.SCALE ?? 1);
  const offset = Number(metadata.OFFSET ?? 0);
  // Written as text, so that 32-bit cells hold only its nearest neighbour.
  const isVoid = (stored: number): boolean => stored === nodata || (nodata !== null && stored === Math.fround(nodata));
  return (stored) => {
    if (isVoid(stored)) return Number.NaN;
    const metres = stored * scale + offset;
    return metres >= lowestLand.value && metres <= highestLand.value ? metres : Number.NaN;
  };
}

/** Blocks that were never written are left out of the file, and the reader would give zeros for them. */
function blankUnwritten(
  heights: Float32Array,
  stored: StoredBlocks,
  left: number,
  top: number,
  right: number,
  bottom: number,
): void {
  const width = right - left;
  for (let y = top; y < bottom; y += stored.height) {
    if (stored.isWritten(Math.floor(left / stored.width), Math.floor(y / stored.height))) continue;
    heights.fill(Number.NaN, (y - top) * width, Math.min(bottom - top, y - top + stored.height) * width);
  }
}

function tooCoarselyStored(file: string): StartError {
  return new StartError(
    'elevation_not_tiled',
    text(
      `高程文件 ${file} 未分块存储，无法按需读取；请先用 gdal_translate -co TILED=YES -co COMPRESS=DEFLATE 转换`,
      `${file} is stored in one piece and cannot be read in parts; convert it with gdal_translate -co TILED=YES -co COMPRESS=DEFLATE`,
    ),
  );
}

function unreadable(file: string, cause: unknown): StartError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new StartError(
    'elevation_unreadable',
    text(`无法读取高程文件 ${file}：${reason}`, `the elevation file ${file} cannot be read: ${reason}`),
    { cause },
  );
}
