import type { LayerDefinition } from '../../data/layers/definition.ts';
import type { TileAddress } from './address.ts';

/** Coordinates inside a tile run from 0 to this. */
export const tileExtent = 4096;

/** How far, in units of the extent, geometry is kept beyond the tile: as wide as half the widest symbol drawn from it. */
export const bufferUnits = 64;

/**
 * Vertices are thinned to a quarter of a screen pixel (a tile is 512 pixels wide, so a pixel is 8 units) before they are
 * transformed. On a county of 100,000 roads that saves about a fifth of the time and of the bytes at zooms 8 to 13. At the
 * deepest zoom nothing is thinned: the map draws from it whenever it is nearer, and editing snaps to it.
 */
const thinningUnits = 2;

/** Circumference of the web Mercator world in its metres: 2π · 6 378 137. */
const worldMetres = 2 * Math.PI * 6_378_137;

/** The feature's geometry in tile units, clipped to the tile and its buffer; NULL where nothing of it is left. */
export function nativeTileGeometry(layer: LayerDefinition, address: TileAddress): string {
  const { z, x, y } = address;
  return `ST_AsMVTGeom(ST_Transform(${thinned(layer, z)}, 3857), ST_TileEnvelope(${z}, ${x}, ${y}), ${tileExtent}, ${bufferUnits}, true)`;
}

/**
 * The same without `ST_AsMVTGeom`, which PostGIS has only where it was built with protobuf-c, as the embedded one was
 * not. Its steps in its order: drop vertices within half a unit, move into the tile, snap to whole
 * units, drop vertices on straight lines, clip, mend.
 */
export function plainTileGeometry(layer: LayerDefinition, address: TileAddress): string {
  const { unitsPerMetre, east, south } = tileUnits(address);
  const projected = `ST_Transform(${thinned(layer, address.z)}, 3857)`;
  const lean = layer.geometry === 'Point' ? projected : `ST_RemoveRepeatedPoints(${projected}, ${0.5 / unitsPerMetre})`;
  const moved = `ST_Affine(${lean}, ${unitsPerMetre}, 0, 0, ${-unitsPerMetre}, ${east}, ${south})`;
  const near = -bufferUnits;
  const far = tileExtent + bufferUnits;
  const clipped = `ST_ClipByBox2D(ST_Simplify(ST_SnapToGrid(${moved}, 1), 0), ST_MakeEnvelope(${near}, ${near}, ${far}, ${far})::box2d)`;
  const snapped = `ST_SnapToGrid(${clipped}, 1)`;
  // What only touches the box's edge leaves something of a lower dimension, or an empty collection.
  if (layer.geometry === 'Point') return `ST_CollectionExtract(${snapped}, 1)`;
  if (layer.geometry !== 'MultiPolygon') return `ST_CollectionExtract(${snapped}, 2)`;
  // Outer rings have positive area in tile units, whose y points down.
  return `ST_ForcePolygonCCW(ST_CollectionExtract(ST_MakeValid(${snapped}), 3))`;
}

/** From web Mercator metres to tile units: x · unitsPerMetre + east, and -y · unitsPerMetre + south. */
export function tileUnits({ z, x, y }: TileAddress): { unitsPerMetre: number; east: number; south: number } {
  const half = 2 ** z / 2;
  return {
    unitsPerMetre: (tileExtent * 2 ** z) / worldMetres,
    east: (half - x) * tileExtent,
    south: (half - y) * tileExtent,
  };
}

function thinned(layer: LayerDefinition, zoom: number): string {
  if (layer.geometry === 'Point' || zoom >= layer.tiles.maximumZoom) return 'geom';
  const degrees = (thinningUnits * 360) / (tileExtent * 2 ** zoom);
  // A short line stays, as its two ends: a hazard of 30 m is still a dot on the county's map. A polygon that collapses
  // has no area left to fill.
  const keepCollapsed = layer.geometry !== 'MultiPolygon';
  return `ST_Simplify(geom, ${degrees}, ${keepCollapsed})`;
}
