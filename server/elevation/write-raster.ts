import { type FileHandle, open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import type { GridDefinition } from './georeference.ts';
import { ourSoftware } from './raster.ts';

const deflated = promisify(deflate);

/** Cells along the side of a tile. */
export const tileSide = 256;
/** Of 16-bit files. */
const wholeVoid = -32_768;
/** Tiles are read at once by whoever looks at the map: little is gained by packing them harder. */
const deflateLevel = 2;

export interface Level {
  readonly width: number;
  readonly height: number;
}

export interface RasterWriter {
  /**
   * Tiles may come in any order; those never written have no height.
   * @param heights of 256 × 256, NaN where there is no height, also beyond the eastern and southern edge
   */
  writeTile(level: number, column: number, row: number, heights: Float32Array): Promise<void>;
  /** Without it the file is not one. */
  finish(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Writes a GeoTIFF of one band with overviews, tile by tile: BigTIFF, deflated, with the predictor of its type. Any GIS
 * opens it.
 *
 * @param levels the whole picture first, then its overviews
 * @param wholeMetres keeps heights as 16-bit whole numbers; else as 32-bit floats
 */
export async function createRaster(
  file: string,
  grid: GridDefinition,
  levels: readonly Level[],
  wholeMetres: boolean,
): Promise<RasterWriter> {
  const handle = await open(file, 'wx');
  let end = headerBytes;
  // The place of a tile is taken when its bytes are known, so that tiles may be packed side by side.
  const append = async (bytes: Buffer): Promise<number> => {
    const at = end;
    end += bytes.length + (bytes.length % 2);
    await writeAll(handle, bytes, at);
    return at;
  };
  const tiles = levels.map(({ width, height }) => {
    const columns = Math.ceil(width / tileSide);
    const count = columns * Math.ceil(height / tileSide);
    return { columns, offsets: new Float64Array(count), sizes: new Float64Array(count) };
  });
  return {
    async writeTile(level, column, row, heights) {
      const index = tiles[level];
      if (!index) throw new RangeError(`level ${level} of ${levels.length}`);
      const packed = await deflated(wholeMetres ? encodeWhole(heights) : encodeFloats(heights), {
        level: deflateLevel,
      });
      index.offsets[row * index.columns + column] = await append(packed);
      index.sizes[row * index.columns + column] = packed.length;
    },
    async finish() {
      const directories: Buffer[] = [];
      const first = end;
      for (const [level, size] of levels.entries()) {
        const own = [
          ...sizeTags(size, level > 0, wholeMetres),
          long8(324, tiles[level]?.offsets ?? []),
          long8(325, tiles[level]?.sizes ?? []),
          ...(level === 0 ? gridTags(grid) : []),
        ];
        const encoded = encodeDirectory(own, end, level === levels.length - 1);
        end += encoded.length;
        directories.push(encoded);
      }
      await writeAll(handle, Buffer.concat(directories), first);
      await handle.datasync();
      // Last of all: without it whatever was written is no picture.
      await writeAll(handle, header(first), 0);
      await handle.sync();
    },
    close: () => handle.close(),
  };
}

async function writeAll(handle: FileHandle, bytes: Buffer, at: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    done += (await handle.write(bytes, done, bytes.length - done, at + done)).bytesWritten;
  }
}

/** Predictor 2: each number less the one to its left. */
function encodeWhole(heights: Float32Array): Buffer {
  const cells = new Int16Array(heights.length);
  for (let start = 0; start < heights.length; start += tileSide) {
    let previous = 0;
    for (let i = start; i < start + tileSide; i++) {
      const height = heights[i] ?? Number.NaN;
      const stored = Number.isNaN(height) ? wholeVoid : Math.round(height);
      cells[i] = stored - previous;
      previous = stored;
    }
  }
  return Buffer.from(cells.buffer);
}

/** Predictor 3: the bytes of a row's floats sorted by significance, highest first, then each less the one before. */
function encodeFloats(heights: Float32Array): Buffer {
  const source = new Uint8Array(heights.buffer, heights.byteOffset, heights.byteLength);
  const target = Buffer.alloc(source.length);
  const rowBytes = tileSide * 4;
  for (let start = 0; start < source.length; start += rowBytes) {
    let previous = 0;
    for (let byte = 0; byte < 4; byte++) {
      for (let column = 0; column < tileSide; column++) {
        const value = source[start + column * 4 + 3 - byte] ?? 0;
        target[start + byte * tileSide + column] = (value - previous) & 0xff;
        previous = value;
      }
    }
  }
  return target;
}

interface Tag {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  readonly data: Buffer;
}

const headerBytes = 16;

function header(firstDirectory: number): Buffer {
  const bytes = Buffer.alloc(headerBytes);
  bytes.write('II', 'latin1');
  bytes.writeUInt16LE(43, 2);
  bytes.writeUInt16LE(8, 4);
  bytes.writeBigUInt64LE(BigInt(firstDirectory), 8);
  return bytes;
}

function sizeTags({ width, height }: Level, reduced: boolean, wholeMetres: boolean): Tag[] {
  return [
    long(254, reduced ? 1 : 0),
    long(256, width),
    long(257, height),
    short(258, wholeMetres ? 16 : 32),
    short(259, 8),
    short(262, 1),
    short(277, 1),
    short(284, 1),
    ascii(305, ourSoftware),
    short(317, wholeMetres ? 2 : 3),
    short(322, tileSide),
    short(323, tileSide),
    short(339, wholeMetres ? 2 : 3),
    ascii(42113, wholeMetres ? String(wholeVoid) : 'nan'),
  ];
}

function gridTags({ affine: { a, b, c, d, e, f }, geoKeys }: GridDefinition): Tag[] {
  // From the middle of the north-western cell to its corner: cells are areas here.
  const x = c - (a + b) / 2;
  const y = f - (d + e) / 2;
  const place =
    b === 0 && d === 0 && a > 0 && e < 0
      ? [double(33550, a, -e, 0), double(33922, 0, 0, 0, x, y, 0)]
      : [double(34264, a, b, 0, x, d, e, 0, y, 0, 0, 0, 0, 0, 0, 0, 1)];
  return [
    ...place,
    short(34735, ...cellsAreAreas(geoKeys.directory)),
    ...(geoKeys.doubles.length > 0 ? [double(34736, ...geoKeys.doubles)] : []),
    ...(geoKeys.ascii === '' ? [] : [ascii(34737, geoKeys.ascii.replace(/\0$/, ''))]),
  ];
}

/** Sets the key "raster type" to "pixel is area". */
function cellsAreAreas(directory: readonly number[]): number[] {
  const rasterType = 1025;
  return directory.map((value, i) => (i >= 4 && i % 4 === 3 && directory[i - 3] === rasterType ? 1 : value));
}

function short(tag: number, ...values: number[]): Tag {
  return { tag, type: 3, count: values.length, data: Buffer.from(Uint16Array.from(values).buffer) };
}

function long(tag: number, value: number): Tag {
  return { tag, type: 4, count: 1, data: Buffer.from(Uint32Array.of(value).buffer) };
}

function long8(tag: number, values: ArrayLike<number>): Tag {
  const data = Buffer.from(BigUint64Array.from(Array.from(values, BigInt)).buffer);
  return { tag, type: 16, count: values.length, data };
}

function double(tag: number, ...values: number[]): Tag {
  return { tag, type: 12, count: values.length, data: Buffer.from(Float64Array.from(values).buffer) };
}

function ascii(tag: number, value: string): Tag {
  return { tag, type: 2, count: value.length + 1, data: Buffer.from(`${value}\0`, 'latin1') };
}

/** A directory followed by the values that do not fit into it. @param at where in the file it will stand */
function encodeDirectory(unsorted: readonly Tag[], at: number, isLast: boolean): Buffer {
  const tags = [...unsorted].sort((p, q) => p.tag - q.tag);
  const head = Buffer.alloc(8 + tags.length * 20 + 8);
  head.writeBigUInt64LE(BigInt(tags.length), 0);
  const beside: Buffer[] = [];
  let end = at + head.length;
  for (const [index, { tag, type, count, data }] of tags.entries()) {
    const entry = 8 + index * 20;
    head.writeUInt16LE(tag, entry);
    head.writeUInt16LE(type, entry + 2);
    head.writeBigUInt64LE(BigInt(count), entry + 4);
    if (data.length <= 8) {
      data.copy(head, entry + 12);
      continue;
    }
    head.writeBigUInt64LE(BigInt(end), entry + 12);
    const padded = Buffer.concat([data, Buffer.alloc((8 - (data.length % 8)) % 8)]);
    beside.push(padded);
    end += padded.length;
  }
  if (!isLast) head.writeBigUInt64LE(BigInt(end), head.length - 8);
  return Buffer.concat([head, ...beside]);
}
