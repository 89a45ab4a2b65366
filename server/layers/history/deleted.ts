import type pg from 'pg';
import type { LayerDefinition } from '../../../data/layers/definition.ts';
import type { Bbox } from '../query.ts';

/** A feature that is deleted now, as it was last. */
export interface DeletedFeature {
  readonly id: number;
  /** Of the deletion: what names it is what a restoration asks for. */
  readonly version: number;
  readonly code: string | null;
  readonly name: string | null;
  readonly bbox: Bbox;
  readonly at: string;
  readonly user_name: string;
  readonly message: string | null;
  readonly transaction: number;
}

/** Features of a layer that were deleted and have not come back, the latest first. */
export async function readDeleted(
  db: Pick<pg.ClientBase, 'query'>,
  layer: LayerDefinition,
  limit: number,
): Promise<DeletedFeature[]> {
  const { rows } = await db.query<DeletedFeature>(
    `SELECT h.feature_id AS id, h.version, h.before ->> 'code' AS code, h.before ->> 'name' AS name,
       json_build_array(ST_XMin(h.before_geom), ST_YMin(h.before_geom), ST_XMax(h.before_geom), ST_YMax(h.before_geom)) AS bbox,
       to_json(h.at) #>> '{}' AS at, t.user_name, t.message, h.transaction_id AS transaction
     FROM (
       SELECT l.id FROM anlan.history AS l
       WHERE l.layer = $1 AND l.operation = 'delete' AND NOT EXISTS (
         SELECT FROM anlan.history AS n WHERE n.layer = $1 AND n.feature_id = l.feature_id AND n.version > l.version
       )
       ORDER BY l.id DESC LIMIT $2
     ) AS d
     JOIN anlan.history AS h ON h.id = d.id
     JOIN anlan.transactions AS t ON t.id = h.transaction_id
     ORDER BY h.id DESC`,
    [layer.id, limit],
  );
  return rows;
}
