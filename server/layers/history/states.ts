import type pg from 'pg';
import type { LayerDefinition } from '../../../data/layers/definition.ts';
import type { Content } from '../changes/content.ts';
import { featureSql } from '../feature.ts';
import { columnType, quoteIdentifier, quoteLiteral, tableOf } from '../table.ts';

type Queryable = Pick<pg.ClientBase, 'query'>;

/** A feature as it is or was: the GeoJSON Feature as read from the service, and its version. */
export interface FeatureState {
  readonly id: number;
  readonly version: number;
  readonly feature: GeoJsonFeature;
}

export interface GeoJsonFeature extends Content {
  readonly type: 'Feature';
  readonly id: number;
}

/**
 * A selection of history rows as a table like the layer's own, so that whatever reads the layer reads its past as well.
 *
 * @param historySql SQL giving `state` (a row without its geometry), `geom`, and whatever `more` names
 */
export function stateTableSql(layer: LayerDefinition, historySql: string, more: readonly string[] = []): string {
  const members = Object.keys(layer.properties).map((name) => `r.${quoteIdentifier(name)}`);
  const columns = ['r.id', ...members, `h.geom::geometry(${layer.geometry}, 4326) AS geom`, 'r.version'];
  const record = ['r.created_at', 'r.updated_at', ...more.map((name) => `h.${name}`)];
  return `(SELECT ${[...columns, ...record].join(', ')}
     FROM (${historySql}) AS h CROSS JOIN LATERAL jsonb_populate_record(NULL::${tableOf(layer)}, h.state) AS r) AS past`;
}

/** The layer as it was at an instant, in place of its table. */
export function pastTableSql(layer: LayerDefinition, instantSql: string): string {
  return stateTableSql(
    layer,
    `SELECT after AS state, after_geom AS geom
     FROM (SELECT DISTINCT ON (feature_id) after, after_geom FROM anlan.history
           WHERE layer = ${quoteLiteral(layer.id)} AND at <= ${instantSql}::timestamptz
           ORDER BY feature_id, version DESC) AS latest
     WHERE after IS NOT NULL`,
  );
}

/** The features of these ids as they are now. Inside an announced transaction nobody else changes them any more. */
export async function readCurrent(
  db: Queryable,
  layer: LayerDefinition,
  ids: readonly number[],
): Promise<ReadonlyMap<number, FeatureState>> {
  if (ids.length === 0) return new Map();
  const { rows } = await db.query<StateRow>(
    `SELECT id, version, ${featureSql(layer)} AS feature FROM ${tableOf(layer)} WHERE id = ANY($1::bigint[])`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, toState(row)]));
}

/** The last entry of each feature's history, with the state after it, or before it where it was deleted. */
export interface LastEntry {
  readonly historyId: number;
  readonly version: number;
  readonly operation: string;
  readonly userId: number | null;
  readonly userName: string;
  readonly role: string | null;
  readonly at: Date;
  readonly message: string | null;
  readonly state: FeatureState;
}

export async function readLastEntries(
  db: Queryable,
  layer: LayerDefinition,
  ids: readonly number[],
): Promise<ReadonlyMap<number, LastEntry>> {
  if (ids.length === 0) return new Map();
  const past = stateTableSql(
    layer,
    `SELECT DISTINCT ON (h.feature_id) h.id AS history_id, h.version AS entry_version, h.operation, h.at,
       t.user_id, t.user_name, t.role, t.message,
       coalesce(h.after, h.before) AS state, coalesce(h.after_geom, h.before_geom) AS geom
     FROM anlan.history AS h JOIN anlan.transactions AS t ON t.id = h.transaction_id
     WHERE h.layer = $1 AND h.feature_id = ANY($2::bigint[])
     ORDER BY h.feature_id, h.version DESC`,
    ['history_id', 'entry_version', 'operation', 'at', 'user_id', 'user_name', 'role', 'message'],
  );
  const { rows } = await db.query<StateRow & EntryRow>(
    `SELECT id, version, ${featureSql(layer)} AS feature, history_id, entry_version, operation, at, user_id, user_name,
       role, message
     FROM ${past}`,
    [layer.id, ids],
  );
  return new Map(
    rows.map((row) => [
      row.id,
      {
        historyId: row.history_id,
        version: row.entry_version,
        operation: row.operation,
        userId: row.user_id,
        userName: row.user_name,
        role: row.role,
        at: row.at,
        message: row.message,
        state: toState(row),
      },
    ]),
  );
}

/** A feature as it was in one version; undefined where it never had it, or was deleted with it. */
export async function readVersion(
  db: Queryable,
  layer: LayerDefinition,
  id: number,
  version: number,
): Promise<FeatureState | undefined> {
  const past = stateTableSql(
    layer,
    `SELECT after AS state, after_geom AS geom FROM anlan.history
     WHERE layer = $1 AND feature_id = $2 AND version = $3 AND after IS NOT NULL`,
  );
  const { rows } = await db.query<StateRow>(`SELECT id, version, ${featureSql(layer)} AS feature FROM ${past}`, [
    layer.id,
    id,
    version,
  ]);
  const [row] = rows;
  return row && toState(row);
}

/** The features before (or after) the given history entries, by the entry's id; entries without that state are left out. */
export async function readEntryStates(
  db: Queryable,
  layer: LayerDefinition,
  historyIds: readonly number[],
  side: 'before' | 'after',
): Promise<ReadonlyMap<number, FeatureState>> {
  if (historyIds.length === 0) return new Map();
  const past = stateTableSql(
    layer,
    `SELECT id AS history_id, ${side} AS state, ${side}_geom AS geom FROM anlan.history
     WHERE id = ANY($1::bigint[]) AND ${side} IS NOT NULL`,
    ['history_id'],
  );
  const { rows } = await db.query<StateRow & { history_id: number }>(
    `SELECT id, version, ${featureSql(layer)} AS feature, history_id FROM ${past}`,
    [historyIds],
  );
  return new Map(rows.map((row) => [row.history_id, toState(row)]));
}

/** Columns of the layer, each with its type, for statements that write them. */
export function memberColumns(layer: LayerDefinition): { name: string; type: string }[] {
  return Object.entries(layer.properties).map(([name, definition]) => ({
    name: quoteIdentifier(name),
    type: columnType(definition),
  }));
}

interface StateRow {
  readonly id: number;
  readonly version: number;
  readonly feature: string;
}

interface EntryRow {
  readonly history_id: number;
  readonly entry_version: number;
  readonly operation: string;
  readonly at: Date;
  readonly user_id: number | null;
  readonly user_name: string;
  readonly role: string | null;
  readonly message: string | null;
}

function toState({ id, version, feature }: StateRow): FeatureState {
  return { id, version, feature: JSON.parse(feature) };
}
