import { createHash } from 'node:crypto';
import { encode } from 'fast-png';
import { LRUCache } from 'lru-cache';
import { text } from '../../data/text.ts';
import { latitude, longitude, noSuchTile, type TileAddress } from '../tiles/address.ts';
import { singleFlight } from '../tiles/single-flight.ts';
import { type BlockCache, readWindow, type Window } from './block-cache.ts';
import { levelForPixel, pyramidLevel, toLevel } from './pyramid.ts';
import type { Raster } from './raster.ts';
import { encodeTerrarium, heightStep, lowestEncoded } from './terrarium.ts';
import { fillVoids } from './void-fill.ts';

export interface TerrainTile {
  /** PNG in the Terrarium encoding; of no bytes when no height lies in the tile. */
  readonly body: Buffer;
  /** Without quotes. */
  readonly etag: string;
  readonly empty: boolean;
}

/**
 * `filled`: voids run on smoothly from the heights around them, for shading. `kept`: they have the lowest height of the
 * encoding, −32 768 m, for whoever measures: contour lines through ground that nobody knows would be inventions.
 */
export type VoidDrawing = 'filled' | 'kept';

export interface TerrainZooms {
  readonly minimumZoom: number;
  readonly maximumZoom: number;
}

/** Pixels along the side of a tile. */
export const terrainTileSide = 256;
/** To be raised when the same file gives other pictures than before. */
const drawingVersion = 2;
const cacheBytes = 32 * 1024 * 1024;
const entryOverheadBytes = 300;

/** Metres of a pixel at zoom 0 on the equator. */
const equatorPixelMetres = (2 * Math.PI * 6_378_137) / terrainTileSide;
/** Finer than any elevation model of a county; at zoom 17 a pixel is about 1 m. */
const deepestZoom = 17;

export function terrainTiles(
  rasters: readonly Raster[],
  blocks: BlockCache,
  zooms: TerrainZooms,
): (address: TileAddress, voids: VoidDrawing) => Promise<TerrainTile> {
  const once = singleFlight<Buffer>();
  const sources = rasters.map(({ file, fingerprint }) => `${file} ${fingerprint}`).join(' ');
  const finished = new LRUCache<string, Buffer>({
    maxSize: cacheBytes,
    sizeCalculation: ({ length }) => length + entryOverheadBytes,
  });
  return async (address, voids) => {
    const { z, x, y } = address;
    if (z < zooms.minimumZoom || z > zooms.maximumZoom) {
      throw noSuchTile(
        address,
        text(
          `地形瓦片的级别为 ${zooms.minimumZoom} 至 ${zooms.maximumZoom}`,
          `terrain has tiles of zoom ${zooms.minimumZoom} to ${zooms.maximumZoom}`,
        ),
      );
    }
    const key = `${z}/${x}/${y} ${voids}`;
    const body =
      finished.get(key) ??
      (await once(key, async () => {
        const made = await drawTile(rasters, blocks, address, voids);
        finished.set(key, made);
        return made;
      }));
    const etag = createHash('sha256').update(`${drawingVersion} ${key} ${sources}`).digest('base64url').slice(0, 22);
    return { body, etag, empty: body.length === 0 };
  };
}

/** From where the county is some 16 pixels wide to where a pixel is no larger than a cell. */
export function terrainZooms(rasters: readonly Raster[]): TerrainZooms {
  const deepest = rasters.map(({ bounds: [, south, , north], cellSizeMetres }) => {
    const metres = equatorPixelMetres * Math.cos((((south + north) / 2) * Math.PI) / 180);
    return Math.ceil(Math.log2(metres / cellSizeMetres));
  });
  const west = Math.min(...rasters.map(({ bounds }) => bounds[0]));
  const east = Math.max(...rasters.map(({ bounds }) => bounds[2]));
  const maximumZoom = Math.min(deepestZoom, Math.max(0, ...deepest));
  const fits = Math.floor(Math.log2(360 / (east - west))) - 4;
  return { minimumZoom: Math.min(maximumZoom, Math.max(0, fits)), maximumZoom };
}

async function drawTile(
  rasters: readonly Raster[],
  blocks: BlockCache,
  address: TileAddress,
  voids: VoidDrawing,
): Promise<Buffer> {
  const heights = new Float32Array(terrainTileSide ** 2).fill(Number.NaN);
  for (const raster of rasters) {
    if (!heights.some(Number.isNaN)) break;
    await drawRaster(heights, raster, blocks, address);
  }
  if (voids === 'kept') {
    for (let i = 0; i < heights.length; i++) if (Number.isNaN(heights[i])) heights[i] = lowestEncoded;
  } else {
    if (heights.every(Number.isNaN)) return Buffer.alloc(0);
    fillVoids(heights, terrainTileSide);
  }
  const data = encodeTerrarium(heights, heightStep(pixelSize(address)));
  return Buffer.from(encode({ width: terrainTileSide, height: terrainTileSide, channels: 3, data }));
}

/** Puts the raster's heights where the picture has none yet. */
async function drawRaster(
  heights: Float32Array,
  raster: Raster,
  blocks: BlockCache,
  address: TileAddress,
): Promise<void> {
  const level = levelForPixel(pixelSize(address), raster.cellSizeMetres);
  const grid = pyramidLevel(blocks, raster, level);
  const nodes = cellsOfNodes(raster, address, level);
  const left = Math.max(0, Math.floor(Math.min(...nodes.columns)));
  const top = Math.max(0, Math.floor(Math.min(...nodes.rows)));
  const right = Math.min(grid.width, Math.ceil(Math.max(...nodes.columns)) + 1);
  const bottom = Math.min(grid.height, Math.ceil(Math.max(...nodes.rows)) + 1);
  if (right <= left || bottom <= top) return;
  const window = await readWindow(grid, left, top, right - left, bottom - top);
  const columns = spread(nodes.columns);
  const rows = spread(nodes.rows);
  for (let index = 0; index < heights.length; index++) {
    if (!Number.isNaN(heights[index])) continue;
    heights[index] = drawnHeight(window, columns[index] ?? Number.NaN, rows[index] ?? Number.NaN);
  }
}

/** Metres, in the middle of the tile. */
function pixelSize({ z, y }: TileAddress): number {
  const side = 2 ** z;
  return (equatorPixelMetres * Math.cos((latitude((y + 0.5) / side) * Math.PI) / 180)) / side;
}

/** Parts along each side of a tile within which the projection is taken as straight. */
const parts = 32;

/**
 * Where the corners of the tile's parts lie in the raster, in cell centres of the level. Projected one by one, 65,536
 * pixels would take a tenth of a second; within a part of 8 pixels the projection is straight to a thousandth of one.
 */
function cellsOfNodes(
  raster: Raster,
  address: TileAddress,
  level: number,
): { columns: Float64Array; rows: Float64Array } {
  const side = 2 ** address.z;
  const nodes = parts + 1;
  const columns = new Float64Array(nodes ** 2);
  const rows = new Float64Array(nodes ** 2);
  for (let j = 0; j < nodes; j++) {
    for (let i = 0; i < nodes; i++) {
      const [column, row] = raster.toCell(
        longitude((address.x + i / parts) / side),
        latitude((address.y + j / parts) / side),
      );
      columns[j * nodes + i] = toLevel(column, level);
      rows[j * nodes + i] = toLevel(row, level);
    }
  }
  return { columns, rows };
}

/** From the corners of the parts to the pixels' middles. */
function spread(nodes: Float64Array): Float64Array {
  const values = new Float64Array(terrainTileSide ** 2);
  const at = (i: number, j: number): number => nodes[j * (parts + 1) + i] ?? Number.NaN;
  for (let y = 0; y < terrainTileSide; y++) {
    const v = ((y + 0.5) / terrainTileSide) * parts;
    const j = Math.floor(v);
    for (let x = 0; x < terrainTileSide; x++) {
      const u = ((x + 0.5) / terrainTileSide) * parts;
      const i = Math.floor(u);
      const north = at(i, j) + (u - i) * (at(i + 1, j) - at(i, j));
      const south = at(i, j + 1) + (u - i) * (at(i + 1, j + 1) - at(i, j + 1));
      values[y * terrainTileSide + x] = north + (v - j) * (south - north);
    }
  }
  return values;
}

/** Bilinear over those of the four cells that have a height. NaN beyond half a cell outside the window. */
function drawnHeight({ left, top, width, height, heights }: Window, column: number, row: number): number {
  const x = column - left;
  const y = row - top;
  if (!(x >= -0.5 && y >= -0.5 && x <= width - 0.5 && y <= height - 0.5)) return Number.NaN;
  const x0 = Math.floor(x);
  const y0 = Math.floor(y);
  let sum = 0;
  let weights = 0;
  for (let corner = 0; corner < 4; corner++) {
    const cx = x0 + (corner % 2);
    const cy = y0 + (corner >> 1);
    if (cx < 0 || cy < 0 || cx >= width || cy >= height) continue;
    const value = heights[cy * width + cx] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    const weight = (1 - Math.abs(x - cx)) * (1 - Math.abs(y - cy));
    sum += weight * value;
    weights += weight;
  }
  return weights > 0 ? sum / weights : Number.NaN;
}
