import { open, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { highestLand, lowestLand } from '../../data/standards/elevation.ts';
import { type Text, text } from '../../data/text.ts';
import { StartError } from '../start-error.ts';
import { cellSizeMetres, outerBounds } from './extent.ts';
import { type Georeference, makeGeoreference } from './georeference.ts';
import { degrees } from './projection.ts';
import { fingerprintOf, type OpenOptions, type Raster } from './raster.ts';
import { unreadable } from './unreadable.ts';

/**
 * Tiles of the Shuttle Radar Topography Mission: a square of one degree named by its south-western corner (N31E110),
 * whole metres of 16 bits, highest byte first, row by row from the north; a row and a column are shared with the
 * neighbours. Source: "The Shuttle Radar Topography Mission (SRTM) Collection User Guide", NASA LP DAAC, 2015.
 */
const sides = [1201, 3601] as const;
const bytesPerCell = 2;
/** Of the rows that are read at a time. */
const rowsPerBlock = 64;

export function isHgt(file: string): boolean {
  return /\.(hgt|zip)$/i.test(file);
}

/** @throws StartError naming the file, what is wrong with it and what to do. */
export async function openHgt(file: string, { voidValue }: OpenOptions): Promise<Raster> {
  const { size, mtimeMs, name, bytes, read, close } = await openCells(file);
  try {
    const side = sideOf(file, bytes);
    const georeference = hgtGeoreference(file, name, side);
    return {
      ...georeference,
      file,
      width: side,
      height: side,
      blockWidth: side,
      blockHeight: rowsPerBlock,
      bounds: outerBounds(georeference, side, side),
      cellSizeMetres: cellSizeMetres(georeference, side, side),
      wholeMetres: true,
      overviews: [],
      fingerprint: fingerprintOf({ size, mtimeMs }),
      async readBlock(_column, row) {
        const first = row * rowsPerBlock;
        const cells = Math.min(rowsPerBlock, side - first) * side;
        const stored = await read(first * side * bytesPerCell, cells * bytesPerCell);
        const heights = new Float32Array(cells);
        for (let i = 0; i < cells; i++) {
          const height = stored.readInt16BE(i * bytesPerCell);
          // The void of SRTM, -32768, is below all land.
          const isHeight = height !== voidValue && height >= lowestLand.value && height <= highestLand.value;
          heights[i] = isHeight ? height : Number.NaN;
        }
        return heights;
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Takes the tile out of a .hgt.zip. A full tile is 26 MB.
 *
 * @returns the tile's own name, which says where it lies, and its bytes
 * @throws StartError where the file is no zip or holds no tile, or several
 */
export async function unzipHgt(file: string): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const isTile = ({ name, originalSize }: { name: string; originalSize: number }): boolean =>
    /\.hgt$/i.test(name) && sides.some((side) => originalSize === side ** 2 * bytesPerCell);
  let entries: Record<string, Uint8Array>;
  try {
    await requireSmall(file);
    entries = unzipSync(await readFile(file), { filter: isTile });
  } catch (cause) {
    if (cause instanceof StartError) throw cause;
    throw unreadable(file, cause);
  }
  const [entry, another] = Object.entries(entries);
  if (!entry || another) {
    throw refused(
      'elevation_unreadable',
      file,
      text(
        `压缩包内应恰有一个 .hgt 文件（${sides.join(' 或 ')} 行列），实有 ${another ? '多个' : '0 个'}；其他格式请先解压`,
        `it must hold one .hgt file of ${sides.join(' or ')} rows, and holds ${another ? 'several' : 'none'}; unzip other formats first`,
      ),
    );
  }
  const [name, bytes] = entry;
  return { name: path.posix.basename(name), bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length) };
}

/** A tile packed with a text or two; what is larger is not taken into memory to be looked into. */
const largestZipBytes = 64 * 1024 * 1024;

async function requireSmall(file: string): Promise<void> {
  const { size } = await stat(file);
  if (size <= largestZipBytes) return;
  throw refused(
    'elevation_unreadable',
    file,
    text(
      '压缩包过大，不会是一幅 .hgt；请先解压，再导入其中的文件',
      'it is too large for a packed tile of .hgt; unzip it and import the files in it',
    ),
  );
}

interface Cells {
  readonly size: number;
  readonly mtimeMs: number;
  readonly name: string;
  readonly bytes: number;
  read(from: number, length: number): Promise<Buffer>;
  close(): Promise<void>;
}

async function openCells(file: string): Promise<Cells> {
  try {
    return await openOwnCells(file);
  } catch (error) {
    throw error instanceof StartError ? error : unreadable(file, error);
  }
}

async function openOwnCells(file: string): Promise<Cells> {
  const { size, mtimeMs } = await stat(file);
  if (/\.zip$/i.test(file)) {
    const { name, bytes } = await unzipHgt(file);
    return {
      size,
      mtimeMs,
      name,
      bytes: bytes.length,
      read: async (from, length) => bytes.subarray(from, from + length),
      close: async () => {},
    };
  }
  const handle = await open(file, 'r');
  return {
    size,
    mtimeMs,
    name: path.basename(file),
    bytes: size,
    async read(from, length) {
      try {
        const buffer = Buffer.alloc(length);
        const { bytesRead } = await handle.read(buffer, 0, length, from);
        // Zeros in place of what is missing would be read as heights.
        if (bytesRead < length) throw new Error(`it ends at byte ${from + bytesRead}, ${from + length} are wanted`);
        return buffer;
      } catch (error) {
        throw unreadable(file, error);
      }
    },
    close: () => handle.close(),
  };
}

function sideOf(file: string, bytes: number): number {
  const side = sides.find((each) => each ** 2 * bytesPerCell === bytes);
  if (side !== undefined) return side;
  const wanted = sides.map((each) => each ** 2 * bytesPerCell);
  throw refused(
    'elevation_cut_short',
    file,
    text(
      `大小为 ${bytes} 字节，应为 ${wanted.join(' 或 ')} 字节；请重新下载`,
      `it has ${bytes} bytes, ${wanted.join(' or ')} are wanted; download it again`,
    ),
  );
}

function hgtGeoreference(file: string, name: string, side: number): Georeference {
  const [, ns = '', south = '', ew = '', west = ''] = /^([NS])(\d{2})([EW])(\d{3})/i.exec(name) ?? [];
  if (west === '') {
    throw refused(
      'elevation_not_georeferenced',
      file,
      text(
        `文件名“${name}”应以西南角命名，如 N31E110.hgt`,
        `its name, "${name}", must say its south-western corner, such as N31E110.hgt`,
      ),
    );
  }
  const latitude = Number(south) * (/n/i.test(ns) ? 1 : -1);
  const longitude = Number(west) * (/e/i.test(ew) ? 1 : -1);
  const step = 1 / (side - 1);
  return makeGeoreference(degrees, {
    system: 'degrees',
    affine: { a: step, b: 0, c: longitude, d: 0, e: -step, f: latitude + 1 },
    // Model type geographic, cells are areas, EPSG:4326.
    geoKeys: { directory: [1, 1, 0, 3, 1024, 0, 1, 2, 1025, 0, 1, 1, 2048, 0, 1, 4326], doubles: [], ascii: '' },
  });
}

function refused(code: string, file: string, reason: Text, cause?: unknown): StartError {
  return new StartError(
    code,
    text(`高程文件 ${file}：${reason.zh}`, `the elevation file ${file}: ${reason.en}`),
    cause === undefined ? undefined : { cause },
  );
}
