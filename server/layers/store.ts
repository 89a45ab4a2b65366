import type pg from 'pg';
import type { LayerDefinition } from '../../data/layers/definition.ts';
import { toEwkb } from './ewkb.ts';
import { featureSql } from './feature.ts';
import { pastTableSql } from './history/states.ts';
import {
  afterSql,
  type Bbox,
  type FeatureSelection,
  orderSql,
  type PagePosition,
  type PageRequest,
  positionSql,
  Sql,
  whereSql,
} from './query.ts';
import { columnType, quoteIdentifier, tableOf } from './table.ts';
import type { NewFeature } from './validation.ts';

type Queryable = Pick<pg.ClientBase, 'query'>;

export interface FeaturePage {
  /** Each a GeoJSON Feature as text. */
  readonly features: readonly string[];
  /** Where the next page starts; undefined on the last one. */
  readonly next: PagePosition | undefined;
}

/** One page of a layer in the order asked for. Reads one row more than the limit to know whether another page follows. */
export async function readPage(db: Queryable, layer: LayerDefinition, request: PageRequest): Promise<FeaturePage> {
  const { selection, sort, shape, after, limit } = request;
  const sql = new Sql();
  const where = whereSql(layer, selection, sql);
  const position = after ? ` AND ${afterSql(layer, sort, after, sql)}` : '';
  const { rows } = await db.query<{ id: number; feature: string; position: PagePosition['values'] }>(
    `SELECT id, ${featureSql(layer, shape)} AS feature, ${positionSql(layer, sort)} AS position
     FROM ${sourceSql(layer, selection, sql)}
     WHERE ${where}${position}
     ORDER BY ${orderSql(layer, sort)}
     LIMIT ${sql.bind(limit + 1)}::bigint`,
    sql.values,
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    features: page.map((row) => row.feature),
    next: rows.length > limit && last ? { values: last.position, id: last.id } : undefined,
  };
}

export async function countFeatures(
  db: Queryable,
  layer: LayerDefinition,
  selection: FeatureSelection,
): Promise<number> {
  const sql = new Sql();
  const where = whereSql(layer, selection, sql);
  const { rows } = await db.query<{ count: number }>(
    `SELECT count(*) AS count FROM ${sourceSql(layer, selection, sql)} WHERE ${where}`,
    sql.values,
  );
  return rows[0]?.count ?? 0;
}

/** The feature as text, or undefined where the layer has none of that id, or had none at the instant `asOf`. */
export async function readFeature(
  db: Queryable,
  layer: LayerDefinition,
  id: number,
  asOf?: string,
): Promise<string | undefined> {
  const { features } = await readPage(db, layer, { selection: { ids: [id], asOf }, sort: [], limit: 1 });
  return features[0];
}

function sourceSql(layer: LayerDefinition, { asOf }: FeatureSelection, sql: Sql): string {
  return asOf === undefined ? tableOf(layer) : pastTableSql(layer, sql.bind(asOf));
}

/** The layer's bounding box, or undefined while it is empty. */
export async function layerExtent(db: Queryable, layer: LayerDefinition): Promise<Bbox | undefined> {
  const { rows } = await db.query<{ box: Bbox | null }>(
    `SELECT CASE WHEN e IS NULL THEN NULL ELSE json_build_array(ST_XMin(e), ST_YMin(e), ST_XMax(e), ST_YMax(e)) END AS box
     FROM (SELECT ST_Extent(geom) AS e FROM ${tableOf(layer)}) AS extent`,
  );
  return rows[0]?.box ?? undefined;
}

/** Grows with every committed change of the layer, whoever made it. */
export async function layerRevision(db: Queryable, layer: LayerDefinition): Promise<number> {
  const { rows } = await db.query<{ revision: number }>('SELECT revision FROM anlan.layer_revisions WHERE layer = $1', [
    layer.id,
  ]);
  return rows[0]?.revision ?? 0;
}

/**
 * Inserts validated features in one statement and gives their ids in the same order. Run it inside a transaction when
 * more than one batch belongs together.
 *
 * JSON in one parameter and not COPY: the embedded database breaks on COPY, and one way of writing is enough.
 */
export async function insertFeatures(
  db: Queryable,
  layer: LayerDefinition,
  features: readonly NewFeature[],
): Promise<readonly number[]> {
  if (features.length === 0) return [];
  const members = Object.entries(layer.properties);
  const columns = members.map(([name]) => quoteIdentifier(name));
  const typed = members.map(([name, definition]) => `${quoteIdentifier(name)} ${columnType(definition)}`);
  const rows = features.map(({ properties, geometry }) => ({ ...properties, geom: toEwkb(geometry) }));
  const { rows: inserted } = await db.query<{ id: number }>(
    `INSERT INTO ${tableOf(layer)} (${[...columns, 'geom'].join(', ')})
     SELECT ${columns.map((column) => `r.${column}`).join(', ')}, r.geom::geometry
     FROM ROWS FROM (json_to_recordset($1::json) AS (${[...typed, 'geom text'].join(', ')})) WITH ORDINALITY
       AS r(${[...columns, 'geom', 'place'].join(', ')})
     ORDER BY r.place
     RETURNING id`,
    [JSON.stringify(rows)],
  );
  return inserted.map((row) => row.id);
}

/** The codes among `codes` that the layer already has. */
export async function takenCodes(
  db: Queryable,
  layer: LayerDefinition,
  codes: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await db.query<{ code: string }>(`SELECT code FROM ${tableOf(layer)} WHERE code = ANY($1::text[])`, [
    codes,
  ]);
  return new Set(rows.map((row) => row.code));
}
