import type pg from 'pg';
import type { LayerDefinition } from '../../../data/layers/definition.ts';
import { type Content, changedMembers } from '../changes/content.ts';
import { type GeoJsonFeature, readEntryStates } from './states.ts';

export interface FeatureVersion {
  readonly version: number;
  readonly operation: 'create' | 'update' | 'delete' | 'restore';
  readonly at: string;
  readonly user_name: string;
  readonly role: string | null;
  readonly source: string;
  readonly message: string | null;
  readonly transaction: number;
  readonly undo_of: number | null;
  /** Null of a deletion. */
  readonly feature: GeoJsonFeature | null;
  /** The members that differ from the version before; empty of creations, deletions and restorations. */
  readonly changed: readonly string[];
}

/** Versions of a feature from the newest back, below `before` where given; a deleted feature keeps its versions. */
export async function readVersions(
  db: Pick<pg.ClientBase, 'query'>,
  layer: LayerDefinition,
  featureId: number,
  { before, limit }: { readonly before: number | undefined; readonly limit: number },
): Promise<FeatureVersion[]> {
  const { rows } = await db.query<Omit<FeatureVersion, 'feature' | 'changed'> & { id: number }>(
    `SELECT h.id, h.version, h.operation, to_json(h.at) #>> '{}' AS at, t.user_name, t.role, t.source, t.message,
       h.transaction_id AS transaction, t.undo_of
     FROM anlan.history AS h JOIN anlan.transactions AS t ON t.id = h.transaction_id
     WHERE h.layer = $1 AND h.feature_id = $2 AND h.version < $3::bigint
     ORDER BY h.version DESC LIMIT $4`,
    [layer.id, featureId, before ?? Number.MAX_SAFE_INTEGER, limit],
  );
  const ids = rows.map(({ id }) => id);
  const former = await readEntryStates(db, layer, ids, 'before');
  const latter = await readEntryStates(db, layer, ids, 'after');
  return rows.map(({ id, ...entry }) => {
    const feature = latter.get(id)?.feature ?? null;
    const previous: Content | undefined = former.get(id)?.feature;
    return { ...entry, feature, changed: feature && previous ? changedMembers(layer, previous, feature) : [] };
  });
}
