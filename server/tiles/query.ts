import type { LayerDefinition, PropertyDefinition } from '../../data/layers/definition.ts';
import { valuesKept } from '../../data/layers/thinning.ts';
import { type TileAddress, tileBounds } from './address.ts';
import { clusterCount, clustersAt, clustersSql } from './clusters.ts';
import { bufferUnits, nativeTileGeometry, plainTileGeometry, tileExtent } from './geometry-sql.ts';

export interface TileQuery {
  readonly text: string;
  readonly values: readonly unknown[];
}

/**
 * The revision of a layer, for reading beside its features in one statement.
 *
 * The time stands beside the number because a database that is made anew counts from 1 again, and a browser would take
 * the old county's tiles for the new one's.
 */
export const revisionSql = `revision || '-' || (extract(epoch FROM changed_at) * 1000000)::bigint`;

/** One row: `revision` text, `body` bytea, the finished tile (empty without features). Needs `ST_AsMVT` and `ST_AsMVTGeom`. */
export function encodedTileQuery(layer: LayerDefinition, address: TileAddress, clustered = false): TileQuery {
  const { text, values } = featuresSql(layer, address, nativeTileGeometry(layer, address), clustered);
  // Ordered, so that one revision of a tile has one sequence of bytes, which a strong ETag promises. It also keeps the
  // planner from starting parallel workers, which cost more (40 ms) than nearly all tiles take.
  return {
    text: `WITH tile AS (${text})
SELECT ${revisionSql} AS revision,
  (SELECT ST_AsMVT(tile.*, '${layer.id}', ${tileExtent}, 'geom', 'id' ORDER BY id, geom) FROM tile) AS body
FROM anlan.layer_revisions WHERE layer = '${layer.id}'`,
    values,
  };
}

/**
 * The same features one by one, for databases without those two: `revision` text, `geometry` GeoJSON text in tile units
 * (null or empty where nothing of the feature remains in the tile), `id` (null for several points as one) and the tags.
 * Without features one row with `id` and `geometry` null.
 */
export function tileFeaturesQuery(layer: LayerDefinition, address: TileAddress, clustered = false): TileQuery {
  const { text, values } = featuresSql(layer, address, plainTileGeometry(layer, address), clustered);
  const tags = tileMembers(layer).map(([name]) => `, tile.${name}`);
  if (clustered && clustersAt(layer, address)) tags.push(`, tile.${clusterCount}`);
  return {
    text: `WITH tile AS (${text})
SELECT ${revisionSql} AS revision, tile.id, ST_AsGeoJSON(tile.geom, 0, 0) AS geometry${tags.join('')}
FROM anlan.layer_revisions LEFT JOIN tile ON true WHERE layer = '${layer.id}' ORDER BY tile.id, tile.geom`,
    values,
  };
}

export function tileMembers(layer: LayerDefinition): readonly (readonly [string, PropertyDefinition])[] {
  return Object.entries(layer.properties).filter(([, property]) => property.tile === true);
}

function featuresSql(layer: LayerDefinition, address: TileAddress, geometry: string, clustered: boolean): TileQuery {
  const tags = tileMembers(layer).map(([name, property]) => `, ${tagSql(name, property)} AS ${name}`);
  // The box is brought to the column's system and not the column to the tile's: only so the spatial index serves.
  const conditions = ['geom && ST_MakeEnvelope($1, $2, $3, $4, 4326)'];
  const values: unknown[] = [...tileBounds(address, bufferUnits / tileExtent)];
  const kept = valuesKept(layer, address.z);
  if (kept !== undefined) {
    values.push(kept.values);
    conditions.push(`${kept.member} = ANY($${values.length}::text[])`);
  }
  const clusters = clustered ? clustersAt(layer, address) : undefined;
  if (clusters) {
    values.push(clusters.gravestFirst.map((value) => value ?? ''));
    const names = tileMembers(layer).map(([name]) => name);
    const points = `SELECT id${tags.join('')}, geom FROM anlan.${layer.id} WHERE ${conditions.join(' AND ')}`;
    return { text: clustersSql(points, names, clusters, address, values.length), values };
  }
  return {
    text: `SELECT id${tags.join('')}, ${geometry} AS geom FROM anlan.${layer.id} WHERE ${conditions.join(' AND ')}`,
    values,
  };
}

/** Tags are what both encoders write alike: numbers, booleans, and texts that depend on no setting of the connection. */
function tagSql(name: string, property: PropertyDefinition): string {
  if (property.format === 'date') return `to_char(${name}, 'YYYY-MM-DD')`;
  if (property.format === 'date-time') return `to_char(${name} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
  if (property.type === 'object') return `${name}::text`;
  return name;
}
