import { type Feature, fromVectorTileJs, GeoJSONWrapper } from '@maplibre/vt-pbf';
import type { LayerDefinition } from '../../data/layers/definition.ts';
import { clusterCount } from './clusters.ts';
import { tileExtent } from './geometry-sql.ts';
import { tileMembers } from './query.ts';

/** A row of `tileFeaturesQuery`. */
export type TileFeatureRow = Readonly<Record<string, unknown>>;

type Position = [number, number];

/**
 * Vector tile (version 2) of rows whose geometry is already in tile units: what `ST_AsMVT` makes, for databases built
 * without it. Empty where no feature has geometry left.
 */
export function encodeTile(layer: LayerDefinition, rows: readonly TileFeatureRow[]): Buffer {
  const features = rows.flatMap((row) => featureOf(layer, row));
  if (features.length === 0) return Buffer.alloc(0);
  const encoded = new GeoJSONWrapper(features, { version: 2, extent: tileExtent });
  encoded.name = layer.id;
  return Buffer.from(fromVectorTileJs({ layers: { [layer.id]: encoded } }));
}

function featureOf(layer: LayerDefinition, row: TileFeatureRow): Feature[] {
  if (typeof row.geometry !== 'string') return [];
  const tags: Record<string, string | number | boolean> = {};
  for (const name of [...tileMembers(layer).map(([member]) => member), clusterCount]) {
    const value = row[name];
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') tags[name] = value;
  }
  // bigint columns arrive as text.
  const shape = shapeOf(JSON.parse(row.geometry));
  return shape.geometry.length === 0 ? [] : [{ ...(row.id === null ? {} : { id: Number(row.id) }), tags, ...shape }];
}

type Shape = { type: 1; geometry: Position[] } | { type: 2 | 3; geometry: Position[][] };

function shapeOf(geometry: TileGeometry): Shape {
  switch (geometry.type) {
    case 'Point':
      return { type: 1, geometry: filled([geometry.coordinates]) };
    case 'MultiPoint':
      return { type: 1, geometry: geometry.coordinates };
    case 'LineString':
      return { type: 2, geometry: filled([geometry.coordinates]) };
    case 'MultiLineString':
    case 'Polygon':
      return { type: geometry.type === 'Polygon' ? 3 : 2, geometry: geometry.coordinates };
    case 'MultiPolygon':
      return { type: 3, geometry: geometry.coordinates.flat() };
  }
}

/** Clipping away all of a geometry leaves one without coordinates, which a tile cannot hold. */
function filled<T extends unknown[]>(parts: T[]): T[] {
  return parts.filter((part) => part.length > 0);
}

/** Flat, in whole numbers, and of one dimension. */
type TileGeometry =
  | { type: 'Point'; coordinates: Position }
  | { type: 'MultiPoint' | 'LineString'; coordinates: Position[] }
  | { type: 'MultiLineString' | 'Polygon'; coordinates: Position[][] }
  | { type: 'MultiPolygon'; coordinates: Position[][][] };
