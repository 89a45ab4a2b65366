import Flatbush from 'flatbush';
import type { WaterInput } from '../types.ts';

/**
 * Water of the whole area as segments in shared memory with a spatial index, so that every thread reads the same
 * bytes. A polygon's rings are segments too; `polygon` of a line's segment is -1.
 */
export interface WaterData {
  readonly segments: Float64Array;
  readonly halfWidth: Float64Array;
  readonly polygon: Int32Array;
  readonly segmentIndex: SharedArrayBuffer;
  /** First segment of each polygon, and one more. Segments of one polygon lie together. */
  readonly polygonStart: Int32Array;
  readonly polygonIndex: SharedArrayBuffer | undefined;
  /** West, south, east, north of all water. */
  readonly extent: readonly [number, number, number, number];
}

function shared(values: readonly number[], kind: 'float'): Float64Array;
function shared(values: readonly number[], kind: 'integer'): Int32Array;
function shared(values: readonly number[], kind: 'float' | 'integer'): Float64Array | Int32Array {
  const array =
    kind === 'float'
      ? new Float64Array(new SharedArrayBuffer(Math.max(8, values.length * 8)), 0, values.length)
      : new Int32Array(new SharedArrayBuffer(Math.max(4, values.length * 4)), 0, values.length);
  array.set(values);
  return array;
}

/** Undefined where there is no segment at all. */
export function buildWaterData(water: readonly WaterInput[]): WaterData | undefined {
  const segments: number[] = [];
  const halfWidth: number[] = [];
  const polygon: number[] = [];
  const polygonStart: number[] = [];
  const ordered = [...water.filter(({ kind }) => kind === 'polygon'), ...water.filter(({ kind }) => kind === 'line')];
  for (const one of ordered) {
    if (one.kind === 'polygon') polygonStart.push(polygon.length);
    const id = one.kind === 'polygon' ? polygonStart.length - 1 : -1;
    for (const part of one.parts) {
      for (let i = 0; i + 3 < part.length; i += 2) {
        segments.push(part[i] as number, part[i + 1] as number, part[i + 2] as number, part[i + 3] as number);
        halfWidth.push(one.kind === 'line' ? one.halfWidthMetres : 0);
        polygon.push(id);
      }
    }
  }
  if (polygon.length === 0) return undefined;
  const ofPolygons = polygon.lastIndexOf(polygonStart.length - 1) + 1;
  const polygonCount = polygonStart.length;
  polygonStart.push(polygonCount > 0 ? ofPolygons : 0);
  const index = new Flatbush(polygon.length, 16, Float64Array, SharedArrayBuffer);
  for (let i = 0; i < segments.length; i += 4) {
    const ax = segments[i] as number;
    const ay = segments[i + 1] as number;
    const bx = segments[i + 2] as number;
    const by = segments[i + 3] as number;
    index.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by));
  }
  index.finish();
  return {
    segments: shared(segments, 'float'),
    halfWidth: shared(halfWidth, 'float'),
    polygon: shared(polygon, 'integer'),
    polygonStart: shared(polygonStart, 'integer'),
    segmentIndex: index.data as SharedArrayBuffer,
    polygonIndex: polygonCount > 0 ? indexPolygons(segments, polygonStart) : undefined,
    extent: [index.minX, index.minY, index.maxX, index.maxY],
  };
}

function indexPolygons(segments: readonly number[], start: readonly number[]): SharedArrayBuffer {
  const index = new Flatbush(start.length - 1, 16, Float64Array, SharedArrayBuffer);
  for (let p = 0; p + 1 < start.length; p += 1) {
    let west = Number.POSITIVE_INFINITY;
    let south = Number.POSITIVE_INFINITY;
    let east = Number.NEGATIVE_INFINITY;
    let north = Number.NEGATIVE_INFINITY;
    for (let i = 4 * (start[p] as number); i < 4 * (start[p + 1] as number); i += 2) {
      west = Math.min(west, segments[i] as number);
      east = Math.max(east, segments[i] as number);
      south = Math.min(south, segments[i + 1] as number);
      north = Math.max(north, segments[i + 1] as number);
    }
    index.add(west, south, east, north);
  }
  index.finish();
  return index.data as SharedArrayBuffer;
}

/** Questions to the water. */
export interface WaterIndex {
  readonly data: WaterData;
  /** Ids of segments whose box meets the box in degrees. */
  near(west: number, south: number, east: number, north: number): number[];
  /** Whether a place lies in a polygon and not in a hole of it (even–odd over all rings). */
  inside(longitude: number, latitude: number): boolean;
}

export function openWater(data: WaterData): WaterIndex {
  const segments = Flatbush.from(data.segmentIndex);
  const polygons = data.polygonIndex && Flatbush.from(data.polygonIndex);
  const slabs = new Map<number, Slabs>();
  return {
    data,
    near: (west, south, east, north) => segments.search(west, south, east, north),
    inside(longitude, latitude) {
      for (const id of polygons?.search(longitude, latitude, longitude, latitude) ?? []) {
        let own = slabs.get(id);
        if (!own) {
          own = makeSlabs(data, id);
          slabs.set(id, own);
        }
        if (crossings(data, own, longitude, latitude) % 2 === 1) return true;
      }
      return false;
    },
  };
}

/** A polygon's segments by bands of latitude: a river of ten thousand vertices is asked every few metres of road. */
interface Slabs {
  readonly south: number;
  readonly height: number;
  readonly segments: ReadonlyArray<readonly number[]>;
}

function makeSlabs({ segments, polygonStart }: WaterData, id: number): Slabs {
  const first = polygonStart[id] as number;
  const end = polygonStart[id + 1] as number;
  let south = Number.POSITIVE_INFINITY;
  let north = Number.NEGATIVE_INFINITY;
  for (let i = first; i < end; i += 1) {
    south = Math.min(south, segments[4 * i + 1] as number, segments[4 * i + 3] as number);
    north = Math.max(north, segments[4 * i + 1] as number, segments[4 * i + 3] as number);
  }
  const count = Math.max(1, Math.ceil((end - first) / 8));
  const height = (north - south) / count || 1;
  const bands: number[][] = Array.from({ length: count + 1 }, () => []);
  for (let i = first; i < end; i += 1) {
    const y0 = segments[4 * i + 1] as number;
    const y1 = segments[4 * i + 3] as number;
    const low = Math.floor((Math.min(y0, y1) - south) / height);
    const high = Math.floor((Math.max(y0, y1) - south) / height);
    for (let band = low; band <= high; band += 1) bands[band]?.push(i);
  }
  return { south, height, segments: bands };
}

function crossings({ segments }: WaterData, slabs: Slabs, longitude: number, latitude: number): number {
  let count = 0;
  for (const i of slabs.segments[Math.floor((latitude - slabs.south) / slabs.height)] ?? []) {
    const x0 = segments[4 * i] as number;
    const y0 = segments[4 * i + 1] as number;
    const x1 = segments[4 * i + 2] as number;
    const y1 = segments[4 * i + 3] as number;
    if (y0 > latitude !== y1 > latitude && longitude < x0 + ((latitude - y0) / (y1 - y0)) * (x1 - x0)) count += 1;
  }
  return count;
}
