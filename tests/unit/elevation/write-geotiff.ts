import { writeFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';

/** A small elevation model to write to a file, row by row from the north-west. */
export interface SmallRaster {
  readonly width: number;
  readonly height: number;
  readonly at: (column: number, row: number) => number;
  /** x and y of the north-western corner, and the cells' size in units of the system. */
  readonly origin: readonly [number, number];
  readonly cell: number;
  readonly epsg?: number;
  readonly projected?: boolean;
  readonly type?: 'int16' | 'float32';
  readonly nodata?: string;
  readonly pointCells?: boolean;
  /** Side of square tiles; without it the file is one strip, or strips of `stripRows`. */
  readonly tile?: number;
  readonly stripRows?: number;
  readonly deflate?: boolean;
  readonly bands?: number;
  readonly verticalUnit?: number;
  readonly scale?: { readonly factor: number; readonly offset: number };
  /** Blocks of these numbers are left out of the file, as GDAL does for sparse ones. */
  readonly unwritten?: readonly number[];
}

/** Writes a GeoTIFF, so that tests need no library to make what they check the reader with. */
export function writeGeotiff(file: string, raster: SmallRaster): string {
  writeFileSync(file, encodeGeotiff(raster));
  return file;
}

function encodeGeotiff(raster: SmallRaster): Buffer {
  const blocks = cutBlocks(raster);
  const bits = raster.type === 'int16' ? 16 : 32;
  const tiled = raster.tile !== undefined;
  const [x, y] = raster.origin;
  const half = raster.pointCells ? raster.cell / 2 : 0;
  const entries: Entry[] = [
    long(256, raster.width),
    long(257, raster.height),
    short(258, ...Array<number>(raster.bands ?? 1).fill(bits)),
    short(259, raster.deflate ? 8 : 1),
    short(262, 1),
    short(277, raster.bands ?? 1),
    short(339, ...Array<number>(raster.bands ?? 1).fill(raster.type === 'int16' ? 2 : 3)),
    ...(tiled
      ? [short(322, raster.tile ?? 0), short(323, raster.tile ?? 0)]
      : [short(278, raster.stripRows ?? raster.height)]),
    double(33550, raster.cell, raster.cell, 0),
    double(33922, 0, 0, 0, x + half, y - half, 0),
    short(34735, ...geoKeys(raster)),
  ];
  if (raster.scale) entries.push(ascii(42112, gdalMetadata(raster.scale)));
  if (raster.nodata !== undefined) entries.push(ascii(42113, raster.nodata));
  const offsetTag = tiled ? 324 : 273;
  const sizeTag = tiled ? 325 : 279;
  const sizes = blocks.map((block) => block.length);
  // Once with offsets of nothing, to know how long the directory is, and once with the right ones.
  const directory = (offsets: number[]): Buffer =>
    encodeDirectory([...entries, long(offsetTag, ...offsets), long(sizeTag, ...sizes)]);
  const start = directory(sizes.map(() => 0)).length;
  let next = start;
  const offsets = sizes.map((size) => {
    next += size;
    return size === 0 ? 0 : next - size;
  });
  return Buffer.concat([directory(offsets), ...blocks]);
}

function cutBlocks(raster: SmallRaster): Buffer[] {
  const blockWidth = raster.tile ?? raster.width;
  const blockHeight = raster.tile ?? raster.stripRows ?? raster.height;
  const blocks: Buffer[] = [];
  for (let top = 0; top < raster.height; top += blockHeight) {
    for (let left = 0; left < raster.width; left += blockWidth) {
      const rows = raster.tile ?? Math.min(blockHeight, raster.height - top);
      const values: number[] = [];
      for (let row = top; row < top + rows; row++) {
        for (let column = left; column < left + blockWidth; column++) {
          const value = column < raster.width && row < raster.height ? raster.at(column, row) : 0;
          for (let band = 0; band < (raster.bands ?? 1); band++) values.push(value);
        }
      }
      const typed = raster.type === 'int16' ? Int16Array.from(values) : Float32Array.from(values);
      const plain = Buffer.from(typed.buffer);
      const isUnwritten = raster.unwritten?.includes(blocks.length) ?? false;
      blocks.push(isUnwritten ? Buffer.alloc(0) : raster.deflate ? deflateSync(plain) : plain);
    }
  }
  return blocks;
}

function geoKeys(raster: SmallRaster): number[] {
  const keys = [
    [1024, raster.projected ? 1 : 2],
    [1025, raster.pointCells ? 2 : 1],
    ...(raster.epsg === undefined ? [] : [[raster.projected ? 3072 : 2048, raster.epsg]]),
    ...(raster.verticalUnit === undefined ? [] : [[4099, raster.verticalUnit]]),
  ];
  return [1, 1, 0, keys.length, ...keys.flatMap(([key = 0, value = 0]) => [key, 0, 1, value])];
}

function gdalMetadata({ factor, offset }: { factor: number; offset: number }): string {
  return `<GDALMetadata><Item name="OFFSET" sample="0" role="offset">${offset}</Item><Item name="SCALE" sample="0" role="scale">${factor}</Item></GDALMetadata>`;
}

interface Entry {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  readonly data: Buffer;
}

function short(tag: number, ...values: number[]): Entry {
  return { tag, type: 3, count: values.length, data: Buffer.from(Uint16Array.from(values).buffer) };
}

function long(tag: number, ...values: number[]): Entry {
  return { tag, type: 4, count: values.length, data: Buffer.from(Uint32Array.from(values).buffer) };
}

function double(tag: number, ...values: number[]): Entry {
  return { tag, type: 12, count: values.length, data: Buffer.from(Float64Array.from(values).buffer) };
}

function ascii(tag: number, value: string): Entry {
  return { tag, type: 2, count: value.length + 1, data: Buffer.from(`${value}\0`, 'latin1') };
}

/** Header and one directory, little-endian, values beside it. */
function encodeDirectory(unsorted: readonly Entry[]): Buffer {
  const entries = [...unsorted].sort((a, b) => a.tag - b.tag);
  const head = Buffer.alloc(8 + 2 + entries.length * 12 + 4);
  head.write('II*\0', 'latin1');
  head.writeUInt32LE(8, 4);
  head.writeUInt16LE(entries.length, 8);
  const beside: Buffer[] = [];
  let end = head.length;
  for (const [index, { tag, type, count, data }] of entries.entries()) {
    const at = 10 + index * 12;
    head.writeUInt16LE(tag, at);
    head.writeUInt16LE(type, at + 2);
    head.writeUInt32LE(count, at + 4);
    if (data.length <= 4) {
      data.copy(head, at + 8);
      continue;
    }
    head.writeUInt32LE(end, at + 8);
    const padded = Buffer.concat([data, Buffer.alloc(data.length % 2)]);
    beside.push(padded);
    end += padded.length;
  }
  return Buffer.concat([head, ...beside]);
}
