import { deflateSync } from 'node:zlib';
import type { Grid } from '../grid.ts';
import { type Plane, toPosition } from '../plane.ts';

/** Heights are kept to a sixteenth of a metre: finer than the terrain is true, and it packs to half the size. */
const stepsPerMetre = 16;
const rowsPerStrip = 64;
const noData = -9999;

/** TIFF field types. */
const short = 3;
const long = 4;
const double = 12;
const ascii = 2;

/**
 * A GeoTIFF of one band, Float32, EPSG:4326, deflated with the floating-point predictor, nodata -9999. EPSG:4326 rather
 * than a projected system: its rows and columns are the generator's own, every layer is stored in it, and whoever
 * reads a height at a place needs no projection.
 */
export function writeElevation(grid: Grid, plane: Plane): Buffer {
  const strips: Buffer[] = [];
  for (let first = 0; first < grid.rows; first += rowsPerStrip) {
    const rows = Math.min(rowsPerStrip, grid.rows - first);
    const bytes = Buffer.alloc(rows * grid.columns * 4);
    for (let row = 0; row < rows; row++) encodeRow(grid, first + row, bytes, row * grid.columns * 4);
    strips.push(deflateSync(bytes, { level: 9 }));
  }
  return assemble(grid, plane, strips);
}

/** Predictor 3: the bytes of a row's floats are sorted by significance, highest first, then differenced. */
function encodeRow(grid: Grid, rowFromNorth: number, target: Buffer, offset: number): void {
  const { columns } = grid;
  const source = (grid.rows - 1 - rowFromNorth) * columns;
  const float = Buffer.alloc(4);
  for (let column = 0; column < columns; column++) {
    const height = grid.values[source + column] as number;
    float.writeFloatBE(Math.round(height * stepsPerMetre) / stepsPerMetre);
    for (let byte = 0; byte < 4; byte++) target[offset + byte * columns + column] = float[byte] as number;
  }
  for (let at = offset + 4 * columns - 1; at > offset; at--) {
    target[at] = ((target[at] as number) - (target[at - 1] as number)) & 0xff;
  }
}

interface Field {
  readonly tag: number;
  readonly type: number;
  readonly values: readonly number[] | string;
}

function assemble(grid: Grid, plane: Plane, strips: readonly Buffer[]): Buffer {
  const half = grid.cellMetres / 2;
  const west = grid.originX - half;
  const north = grid.originY + (grid.rows - 1) * grid.cellMetres + half;
  const corner = toPosition(plane, { x: west, y: north });
  const fields: Field[] = [
    { tag: 256, type: long, values: [grid.columns] },
    { tag: 257, type: long, values: [grid.rows] },
    { tag: 258, type: short, values: [32] },
    { tag: 259, type: short, values: [8] },
    { tag: 262, type: short, values: [1] },
    { tag: 273, type: long, values: strips.map(() => 0) },
    { tag: 277, type: short, values: [1] },
    { tag: 278, type: long, values: [rowsPerStrip] },
    { tag: 279, type: long, values: strips.map((strip) => strip.length) },
    { tag: 284, type: short, values: [1] },
    { tag: 317, type: short, values: [3] },
    { tag: 339, type: short, values: [3] },
    {
      tag: 33550,
      type: double,
      values: [grid.cellMetres / plane.metresPerDegreeEast, grid.cellMetres / plane.metresPerDegreeNorth, 0],
    },
    { tag: 33922, type: double, values: [0, 0, 0, corner[0], corner[1], 0] },
    // Model type geographic, raster type "pixel is area", geographic system 4326, angles in degrees.
    {
      tag: 34735,
      type: short,
      values: [1, 1, 0, 4, 1024, 0, 1, 2, 1025, 0, 1, 1, 2048, 0, 1, 4326, 2054, 0, 1, 9102],
    },
    { tag: 42113, type: ascii, values: `${noData}\0` },
  ];
  const header = 8;
  const directory = 2 + fields.length * 12 + 4;
  let dataAt = header + directory;
  const placed = fields.map((field) => {
    const bytes = sizeOf(field);
    const at = bytes > 4 ? dataAt : undefined;
    if (at !== undefined) dataAt += bytes + (bytes % 2);
    return { field, at };
  });
  const file = Buffer.alloc(dataAt + strips.reduce((sum, strip) => sum + strip.length, 0));
  file.write('II', 0, 'latin1');
  file.writeUInt16LE(42, 2);
  file.writeUInt32LE(header, 4);
  file.writeUInt16LE(fields.length, header);
  let stripAt = dataAt;
  const stripOffsets = strips.map((strip) => {
    strip.copy(file, stripAt);
    stripAt += strip.length;
    return stripAt - strip.length;
  });
  placed.forEach(({ field, at }, index) => {
    const entry = header + 2 + index * 12;
    const values = field.tag === 273 ? stripOffsets : field.values;
    file.writeUInt16LE(field.tag, entry);
    file.writeUInt16LE(field.type, entry + 2);
    file.writeUInt32LE(values.length, entry + 4);
    if (at !== undefined) file.writeUInt32LE(at, entry + 8);
    writeValues(file, field.type, values, at ?? entry + 8);
  });
  return file;
}

function sizeOf(field: Field): number {
  const width = field.type === double ? 8 : field.type === long ? 4 : field.type === short ? 2 : 1;
  return width * field.values.length;
}

function writeValues(file: Buffer, type: number, values: readonly number[] | string, at: number): void {
  if (typeof values === 'string') {
    file.write(values, at, 'latin1');
    return;
  }
  values.forEach((value, index) => {
    if (type === double) file.writeDoubleLE(value, at + 8 * index);
    else if (type === long) file.writeUInt32LE(value, at + 4 * index);
    else file.writeUInt16LE(value, at + 2 * index);
  });
}
