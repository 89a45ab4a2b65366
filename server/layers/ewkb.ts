import type { Position } from 'geojson';
import type { LayerGeometry } from './validation/geometry.ts';

/** PostGIS's extended well-known binary: the type's number, the flag for an SRID, then WGS 84's. */
const typeNumbers = { Point: 1, LineString: 2, Polygon: 3, MultiLineString: 5, MultiPolygon: 6 } as const;
const sridFlag = 0x20000000;
const wgs84 = 4326;
const littleEndian = 1;

const positionBytes = 16;
const countBytes = 4;
const headerBytes = 1 + 4;

/**
 * A two-dimensional geometry as hexadecimal EWKB, which a cast turns into PostGIS's own form. Inserting 20-vertex lines
 * takes 0.7 of the time that ST_GeomFromGeoJSON takes on a server, a third of it on the embedded database.
 */
export function toEwkb(geometry: LayerGeometry): string {
  const writer = new Writer(headerBytes + 4 + bodyBytes(geometry));
  writer.header(typeNumbers[geometry.type] | sridFlag);
  writer.uint32(wgs84);
  switch (geometry.type) {
    case 'Point':
      writer.position(geometry.coordinates);
      break;
    case 'LineString':
      writer.positions(geometry.coordinates);
      break;
    case 'MultiLineString':
      writer.uint32(geometry.coordinates.length);
      for (const line of geometry.coordinates) {
        writer.header(typeNumbers.LineString);
        writer.positions(line);
      }
      break;
    case 'MultiPolygon':
      writer.uint32(geometry.coordinates.length);
      for (const rings of geometry.coordinates) {
        writer.header(typeNumbers.Polygon);
        writer.uint32(rings.length);
        for (const ring of rings) writer.positions(ring);
      }
      break;
  }
  return writer.hex();
}

function bodyBytes(geometry: LayerGeometry): number {
  const line = (positions: readonly Position[]) => countBytes + positions.length * positionBytes;
  const sum = (sizes: readonly number[]) => sizes.reduce((total, size) => total + size, countBytes);
  switch (geometry.type) {
    case 'Point':
      return positionBytes;
    case 'LineString':
      return line(geometry.coordinates);
    case 'MultiLineString':
      return sum(geometry.coordinates.map((positions) => headerBytes + line(positions)));
    case 'MultiPolygon':
      return sum(geometry.coordinates.map((rings) => headerBytes + sum(rings.map(line))));
  }
}

class Writer {
  private readonly buffer: Buffer;
  private at = 0;

  constructor(bytes: number) {
    this.buffer = Buffer.allocUnsafe(bytes);
  }

  header(type: number): void {
    this.at = this.buffer.writeUInt8(littleEndian, this.at);
    this.uint32(type);
  }

  uint32(value: number): void {
    this.at = this.buffer.writeUInt32LE(value, this.at);
  }

  positions(positions: readonly Position[]): void {
    this.uint32(positions.length);
    for (const position of positions) this.position(position);
  }

  position([x = Number.NaN, y = Number.NaN]: Position): void {
    this.at = this.buffer.writeDoubleLE(x, this.at);
    this.at = this.buffer.writeDoubleLE(y, this.at);
  }

  hex(): string {
    return this.buffer.toString('hex');
  }
}
