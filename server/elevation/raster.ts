import { stat } from 'node:fs/promises';
import { fromFile, type GeoTIFF, type GeoTIFFImage } from 'geotiff';
import { highestLand, lowestLand } from '../../data/standards/elevation.ts';
import { text } from '../../data/text.ts';
import { StartError } from '../start-error.ts';
import type { Bounds } from '../tiles/address.ts';
import { cellSizeMetres, outerBounds } from './extent.ts';
import { type Georeference, readGeoreference } from './georeference.ts';
import { isHgt, openHgt } from './hgt.ts';
import { registerNodeInflate } from './inflate.ts';
import { type StoredBlocks, storedBlocks } from './stored-blocks.ts';
import { unreadable } from './unreadable.ts';
import { withoutFill, zerosStandForVoids } from './zeros.ts';

/** Heights in metres on a grid, read block by block. */
export interface BlockSource {
  readonly width: number;
  readonly height: number;
  /** Cells of a full block; those at the eastern and southern edge may be smaller. */
  readonly blockWidth: number;
  readonly blockHeight: number;
  /** Row by row from the north-west; NaN where there is no height. */
  readBlock(blockColumn: number, blockRow: number): Promise<Float32Array>;
}

export interface Raster extends BlockSource, Georeference {
  readonly file: string;
  readonly bounds: Bounds;
  /** The longer side of the middle cell. */
  readonly cellSizeMetres: number;
  /** Whether all heights are whole metres that 16 bits hold. */
  readonly wholeMetres: boolean;
  /** At a half, a quarter, ... of the resolution, as far as the file holds them and they were made by our own rule. */
  readonly overviews: readonly BlockSource[];
  /** Changes when the file does. */
  readonly fingerprint: string;
  close(): Promise<void>;
}

export interface OpenOptions {
  /** Stands for "no height" besides what the file itself declares. */
  readonly voidValue?: number | undefined;
  /** Hands out zeros as they stand, for those who judge several files together. */
  readonly keepZeros?: boolean | undefined;
}

/**
 * The tag Software of files that an import has written: their zeros were judged then, and their overviews are used.
 * Those of others may be of nearest cells, or smooth over voids.
 */
export const ourSoftware = 'Anlan elevation 2';
/** Of imports that left fill of zeros as it was, in the overviews too. */
const earlierSoftware = 'Anlan elevation 1';

/** Strips are read in groups of about as many cells as a 256 × 256 tile has: a row at a time would be slow. */
const cellsPerBlock = 65_536;
/** 16 MB as 32-bit numbers. A file in larger pieces could not be read without holding much of it. */
const largestBlockCells = 4_194_304;

/**
 * Opens a GeoTIFF, or a tile of SRTM by its ending .hgt or .hgt.zip. Zeros that stand for voids are voids to all readers.
 *
 * @throws StartError naming the file, what is wrong with it and what to do.
 */
export async function openRaster(file: string, options: OpenOptions = {}): Promise<Raster> {
  if (isHgt(file)) return judged(await openHgt(file, options), options);
  let tiff: GeoTIFF | undefined;
  try {
    const { size, mtimeMs } = await stat(file);
    tiff = await fromFile(file);
    const image = await tiff.getImage(0);
    const opened = tiff;
    const raster: Raster = {
      ...(await describe(image, file, size, options)),
      overviews: [],
      fingerprint: fingerprintOf({ size, mtimeMs }),
      close: async () => {
        await opened.close();
      },
    };
    const software = await softwareOf(image);
    const overviews = async () => await openOverviews(opened, file, size);
    if (software === ourSoftware) return { ...raster, overviews: await overviews() };
    const isClean = software === earlierSoftware && !(await zerosStandForVoids([raster]));
    return judged({ ...raster, overviews: isClean ? await overviews() : [] }, options);
  } catch (error) {
    await tiff?.close();
    if (error instanceof StartError) throw error;
    throw unreadable(file, error);
  }
}

export function fingerprintOf({ size, mtimeMs }: { readonly size: number; readonly mtimeMs: number }): string {
  return `${size}-${Math.round(mtimeMs)}`;
}

function judged(raster: Raster, { keepZeros = false }: OpenOptions): Raster {
  return keepZeros ? raster : { ...raster, readBlock: withoutFill(raster) };
}

async function softwareOf(image: GeoTIFFImage): Promise<string | undefined> {
  const software: unknown = await image.fileDirectory.loadValue('Software');
  return typeof software === 'string' ? software.replace(/\0$/, '') : undefined;
}

async function openOverviews(tiff: GeoTIFF, file: string, size: number): Promise<BlockSource[]> {
  const overviews: BlockSource[] = [];
  for (let index = 1; index < (await tiff.getImageCount()); index++) {
    overviews.push(await blockSource(await tiff.getImage(index), file, size, {}));
  }
  return overviews;
}

async function describe(
  image: GeoTIFFImage,
  file: string,
  fileBytes: number,
  options: OpenOptions,
): Promise<Omit<Raster, 'fingerprint' | 'overviews' | 'close'>> {
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
  const blocks = await blockSource(image, file, fileBytes, options);
  const georeference = await readGeoreference(image, file);
  const { scale, offset } = await linearScale(image);
  return {
    ...georeference,
    ...blocks,
    file,
    wholeMetres: image.getSampleFormat() === signed && image.getBitsPerSample() === 16 && scale === 1 && offset === 0,
    bounds: outerBounds(georeference, blocks.width, blocks.height),
    cellSizeMetres: cellSizeMetres(georeference, blocks.width, blocks.height),
  };
}

registerNodeInflate();

/** TIFF's number for whole numbers with a sign. */
const signed = 2;

async function blockSource(
  image: GeoTIFFImage,
  file: string,
  fileBytes: number,
  options: OpenOptions,
): Promise<BlockSource> {
  const width = image.getWidth();
  const height = image.getHeight();
  const stored = await storedBlocks(image, file, fileBytes);
  const blockWidth = stored.width;
  const blockHeight = stored.height * Math.max(1, Math.floor(cellsPerBlock / (stored.width * stored.height)));
  if (blockWidth * blockHeight > largestBlockCells) throw tooCoarselyStored(file);
  const toHeight = await heightReader(image, options);
  return {
    width,
    height,
    blockWidth,
    blockHeight,
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

async function linearScale(image: GeoTIFFImage): Promise<{ readonly scale: number; readonly offset: number }> {
  const metadata = (await image.getGDALMetadata(0)) ?? {};
  return { scale: Number(metadata.SCALE ?? 1), offset: Number(metadata.OFFSET ?? 0) };
}

/** From the stored number to metres; NaN for the file's nodata and for what no land on earth is as high as. */
async function heightReader(image: GeoTIFFImage, { voidValue }: OpenOptions): Promise<(stored: number) => number> {
  const nodata = image.getGDALNoData();
  const { scale, offset } = await linearScale(image);
  // Written as text, so that 32-bit cells hold only its nearest neighbour.
  const isVoid = (stored: number): boolean =>
    stored === nodata || stored === voidValue || (nodata !== null && stored === Math.fround(nodata));
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
