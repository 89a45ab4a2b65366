import path from 'node:path';
import { text } from '../../data/text.ts';
import { ProblemError } from '../problems.ts';
import type { Bounds, TileAddress } from '../tiles/address.ts';
import { makeBlockCache } from './block-cache.ts';
import { unionBounds } from './extent.ts';
import { openRaster, type Raster } from './raster.ts';
import { heightsWithin, type Samples, samplesAt } from './sampling.ts';
import { type ElevationSource, readSources } from './sources.ts';
import { type TerrainTile, terrainTileSide, terrainTiles, terrainZooms, type VoidDrawing } from './terrain-tiles.ts';

export interface ElevationService {
  /** Around all rasters; undefined where the county has no elevation. */
  readonly bounds: Bounds | undefined;
  /** Finest first: of those that cover a place the first with a height gives it. */
  readonly rasters: readonly SourceRaster[];
  /** What the rasters come from, the preferred first. */
  readonly sources: readonly ElevationSource[];
  /** Of the coarsest raster, so that nobody expects more of the heights than the worst of them carry. */
  readonly cellSizeMetres: number | undefined;
  /** Metres above the datum of the elevation model, bilinear; undefined where a cell that counts is void. */
  heightAt(longitude: number, latitude: number): Promise<number | undefined>;
  /**
   * Many heights at once.
   * @param positions longitude, latitude, longitude, latitude, ...
   * @returns metres, one a position; NaN where undefined
   */
  heightsAt(positions: Float64Array): Promise<Float64Array>;
  /** As `heightsAt`, with the raster that gave each height. */
  samplesAt(positions: Float64Array): Promise<Samples>;
  /**
   * Reads an area into memory for callers that cannot wait at each height. Costs 4 bytes a cell while it is held.
   * @returns metres; NaN where undefined or outside the area
   */
  heightsWithin(bounds: Bounds): Promise<(longitude: number, latitude: number) => number>;
  /** @throws ProblemError no_elevation */
  requireElevation(): void;
  /** @throws ProblemError no_elevation, or unknown_tile outside the zooms of `terrainJson` */
  terrainTile(address: TileAddress, voids?: VoidDrawing): Promise<TerrainTile>;
  /**
   * @param baseUrl where the tiles are mounted, without a slash at its end
   * @throws ProblemError no_elevation
   */
  terrainJson(baseUrl: string): TerrainJson;
  close(): Promise<void>;
}

/** A raster and the import it came with. */
export interface SourceRaster extends Raster {
  readonly source: ElevationSource;
  /** Standard deviation of a height where whoever imported it knew. */
  readonly verticalAccuracyMetres: number | undefined;
}

/** TileJSON 3.0.0 with the members that MapLibre's raster-dem source reads. */
export interface TerrainJson {
  readonly tilejson: '3.0.0';
  readonly name: string;
  readonly tiles: readonly [string];
  readonly encoding: 'terrarium';
  readonly tileSize: number;
  readonly minzoom: number;
  readonly maxzoom: number;
  readonly bounds: Bounds;
}

/** A county's model of 10,000 × 10,000 cells is 400 MB; of that this much is in memory. */
const blockCacheBytes = 96 * 1024 * 1024;

/** Opens the county's elevation: all that was imported. */
export async function openElevation(dataFolder: string): Promise<ElevationService> {
  return await openElevationSources(await readSources(dataFolder));
}

/** Opens files as they are, without the overviews that an import makes. @throws StartError as `openElevationSources` */
export function openElevationFiles(files: readonly string[]): Promise<ElevationService> {
  return openElevationSources(files.map((file) => ({ name: path.basename(file), files: [file], rasters: [file] })));
}

/**
 * Opens elevation models; where several cover a place, the finest that has a height there gives it, among equals that
 * of the first source.
 *
 * @throws StartError naming the file that cannot be used and why
 */
export async function openElevationSources(sources: readonly ElevationSource[]): Promise<ElevationService> {
  const rasters: SourceRaster[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(rasters.map((raster) => raster.close()));
  };
  try {
    for (const source of sources) {
      for (const file of source.rasters) {
        const { verticalAccuracyMetres } = source;
        rasters.push({ ...(await openRaster(file)), source, verticalAccuracyMetres });
      }
    }
  } catch (error) {
    await close();
    throw error;
  }
  rasters.sort((a, b) => a.cellSizeMetres - b.cellSizeMetres);
  const blocks = makeBlockCache(blockCacheBytes);
  const bounds = unionBounds(rasters.map((raster) => raster.bounds));
  const zooms = bounds && terrainZooms(rasters);
  const drawTile = zooms && terrainTiles(rasters, blocks, zooms);
  return {
    bounds,
    rasters,
    sources,
    cellSizeMetres: rasters.at(-1)?.cellSizeMetres,
    heightAt: async (longitude, latitude) => {
      const { heights } = await samplesAt(blocks, rasters, Float64Array.of(longitude, latitude));
      const [height = Number.NaN] = heights;
      return Number.isNaN(height) ? undefined : height;
    },
    heightsAt: async (positions) => (await samplesAt(blocks, rasters, positions)).heights,
    samplesAt: (positions) => samplesAt(blocks, rasters, positions),
    heightsWithin: (area) => heightsWithin(blocks, rasters, area),
    requireElevation: () => {
      if (!bounds) throw noElevation();
    },
    terrainTile: async (address, voids = 'filled') => {
      if (!drawTile) throw noElevation();
      return await drawTile(address, voids);
    },
    terrainJson: (baseUrl) => {
      if (!bounds || !zooms) throw noElevation();
      return {
        tilejson: '3.0.0',
        name: '高程 / Elevation',
        tiles: [`${baseUrl}/{z}/{x}/{y}`],
        encoding: 'terrarium',
        tileSize: terrainTileSide,
        minzoom: zooms.minimumZoom,
        maxzoom: zooms.maximumZoom,
        bounds,
      };
    },
    close,
  };
}

function noElevation(): ProblemError {
  return new ProblemError(
    'no_elevation',
    text(
      '本县还没有高程数据：请在“隐患筛查”面板中导入高程文件，或用命令 import-elevation 导入。',
      'The county has no elevation data: bring some in on the panel of screening, or with the command import-elevation.',
    ),
  );
}
