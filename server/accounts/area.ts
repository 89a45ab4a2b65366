import type pg from 'pg';
import type { LayerDefinition } from '../../data/layers/definition.ts';
import { accountStandards } from '../../data/standards/accounts.ts';
import { isRecord } from '../layers/changes/content.ts';

type Queryable = Pick<pg.ClientBase, 'query'>;

/**
 * Whether geometries lie within a township's area, widened by the tolerance for lines that differ between survey and map.
 *
 * @returns for each geometry, in order; undefined for all where the layer of townships has no area for the code
 */
export async function liesInTownship(
  db: Queryable,
  township: string,
  geometries: readonly unknown[],
): Promise<(boolean | undefined)[]> {
  if (geometries.length === 0) return [];
  const { rows } = await db.query<{ inside: boolean | null }>(
    `WITH area AS MATERIALIZED (
       SELECT ST_Buffer(geom::geography, $3)::geometry AS geom FROM anlan.townships WHERE code = $1)
     SELECT (SELECT ST_Covers(area.geom, ST_SetSRID(ST_GeomFromGeoJSON(g.value), 4326)) FROM area) AS inside
     FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS g ORDER BY g.ordinality`,
    [township, JSON.stringify(geometries), accountStandards.townshipToleranceMetres.value],
  );
  return rows.map(({ inside }) => inside ?? undefined);
}

/** What of a feature's geometry, which has been validated, decides whose it is. */
export function decidingGeometry(layer: LayerDefinition, geometry: unknown): unknown {
  if (layer.belongsBy !== 'start' || !isLine(geometry)) return geometry;
  return { type: 'Point', coordinates: geometry.coordinates[0] };
}

function isLine(geometry: unknown): geometry is { readonly coordinates: readonly unknown[] } {
  return isRecord(geometry) && geometry.type === 'LineString' && Array.isArray(geometry.coordinates);
}
