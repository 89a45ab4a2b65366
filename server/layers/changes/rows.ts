import type pg from 'pg';
import type { LayerDefinition } from '../../../data/layers/definition.ts';
import { toEwkb } from '../ewkb.ts';
import { memberColumns } from '../history/states.ts';
import { tableOf } from '../table.ts';
import type { NewFeature } from '../validation.ts';

type Queryable = Pick<pg.ClientBase, 'query'>;

export interface Written {
  readonly id: number;
  readonly version: number;
}

export interface Update {
  readonly id: number;
  readonly feature: NewFeature;
  /** The stored geometry stays as it is, with the digits that answers do not show. */
  readonly keepGeometry: boolean;
}

/** Replaces members and geometries of existing rows, in one statement. */
export async function updateRows(
  db: Queryable,
  layer: LayerDefinition,
  updates: readonly Update[],
): Promise<Written[]> {
  if (updates.length === 0) return [];
  const columns = memberColumns(layer);
  const rows = updates.map(({ id, feature, keepGeometry }) => ({
    ...feature.properties,
    id,
    geom: keepGeometry ? null : toEwkb(feature.geometry),
  }));
  const { rows: written } = await db.query<Written>(
    `UPDATE ${tableOf(layer)} AS t
     SET ${columns.map(({ name }) => `${name} = r.${name}`).join(', ')}, geom = coalesce(r.geom::geometry, t.geom)
     FROM json_to_recordset($1::json) AS r(id bigint, ${columns.map(({ name, type }) => `${name} ${type}`).join(', ')}, geom text)
     WHERE t.id = r.id RETURNING t.id, t.version`,
    [JSON.stringify(rows)],
  );
  return written;
}

/** Takes rows out of the table; their history keeps them. The version given back is that of the deletion. */
export async function deleteRows(db: Queryable, layer: LayerDefinition, ids: readonly number[]): Promise<Written[]> {
  if (ids.length === 0) return [];
  const { rows } = await db.query<Written>(
    `DELETE FROM ${tableOf(layer)} WHERE id = ANY($1::bigint[]) RETURNING id, version + 1 AS version`,
    [ids],
  );
  return rows;
}

/** Brings deleted features back, each as it was before the given entry of its history, under its own id. */
export async function reinsertRows(
  db: Queryable,
  layer: LayerDefinition,
  historyIds: readonly number[],
): Promise<Written[]> {
  if (historyIds.length === 0) return [];
  const names = memberColumns(layer).map(({ name }) => name);
  const { rows } = await db.query<Written>(
    `INSERT INTO ${tableOf(layer)} (id, ${names.join(', ')}, geom, created_at, version) OVERRIDING SYSTEM VALUE
     SELECT r.id, ${names.map((name) => `r.${name}`).join(', ')}, h.before_geom, r.created_at,
       (SELECT max(l.version) + 1 FROM anlan.history AS l WHERE l.layer = h.layer AND l.feature_id = h.feature_id)
     FROM anlan.history AS h CROSS JOIN LATERAL jsonb_populate_record(NULL::${tableOf(layer)}, h.before) AS r
     WHERE h.id = ANY($1::bigint[]) RETURNING id, version`,
    [historyIds],
  );
  return rows;
}

/** Sets existing features back to how they were before the given entries of their history. */
export async function setRowsBack(
  db: Queryable,
  layer: LayerDefinition,
  historyIds: readonly number[],
): Promise<Written[]> {
  if (historyIds.length === 0) return [];
  const names = memberColumns(layer).map(({ name }) => name);
  const { rows } = await db.query<Written>(
    `UPDATE ${tableOf(layer)} AS t SET ${names.map((name) => `${name} = r.${name}`).join(', ')}, geom = h.before_geom
     FROM anlan.history AS h CROSS JOIN LATERAL jsonb_populate_record(NULL::${tableOf(layer)}, h.before) AS r
     WHERE h.id = ANY($1::bigint[]) AND t.id = h.feature_id RETURNING t.id, t.version`,
    [historyIds],
  );
  return rows;
}
