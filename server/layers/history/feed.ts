import type pg from 'pg';
import type { LayerId } from '../../../data/layers/definition.ts';
import { isLayerId, layerIds } from '../../../data/layers/index.ts';
import { text } from '../../../data/text.ts';
import { invalidParameter } from '../../problems.ts';
import type { Bbox } from '../query.ts';

type Queryable = Pick<pg.ClientBase, 'query'>;

/**
 * How far a reader has come: the id of the last change it has seen, layer by layer. One number for all of them would
 * lose changes: id 5 may be committed after id 6, though never within one layer.
 */
export type FeedPosition = ReadonlyMap<LayerId, number>;

export interface ChangeEntry {
  readonly id: number;
  readonly layer: LayerId;
  readonly feature_id: number;
  readonly version: number;
  readonly operation: 'create' | 'update' | 'delete' | 'restore';
  readonly transaction: number;
  readonly at: string;
  readonly user_name: string;
  readonly role: string | null;
  readonly source: string;
  readonly message: string | null;
  readonly undo_of: number | null;
  /** Around the feature before and after. */
  readonly bbox: Bbox;
}

/** The next changes after a position, in order, and the position after them. Nothing is ever passed over. */
export async function readChanges(
  db: Queryable,
  since: FeedPosition,
  limit: number,
  layers: readonly LayerId[] = layerIds,
): Promise<{ changes: ChangeEntry[]; next: FeedPosition }> {
  const { rows } = await db.query<ChangeEntry>(
    `SELECT h.id, h.layer, h.feature_id, h.version, h.operation, h.transaction_id AS transaction,
       to_json(h.at) #>> '{}' AS at, t.user_name, t.role, t.source, t.message, t.undo_of,
       json_build_array(
         least(ST_XMin(h.before_geom), ST_XMin(h.after_geom)), least(ST_YMin(h.before_geom), ST_YMin(h.after_geom)),
         greatest(ST_XMax(h.before_geom), ST_XMax(h.after_geom)), greatest(ST_YMax(h.before_geom), ST_YMax(h.after_geom))
       ) AS bbox
     FROM (
       SELECT n.id FROM (
         -- Most looks find nothing new, and learn it from the end of each layer alone.
         SELECT * FROM unnest($1::text[], $2::bigint[]) AS given(layer, after_id)
         WHERE after_id < ${lastChangeSql('given.layer')}
       ) AS p
       CROSS JOIN LATERAL (
         -- layer = p.layer AND id > p.after_id, said so and of nothing but the ids, that the index on both serves: the
         -- planner would walk another through all that the layers have ever changed, for seconds in a large county.
         SELECT o.id FROM anlan.history AS o
         WHERE (o.layer, o.id) > (p.layer, p.after_id) AND o.layer >= p.layer AND o.layer <= p.layer
         ORDER BY o.layer, o.id LIMIT $3
       ) AS n
       ORDER BY n.id LIMIT $3
     ) AS n JOIN anlan.history AS h ON h.id = n.id JOIN anlan.transactions AS t ON t.id = h.transaction_id
     ORDER BY h.id`,
    [layers, layers.map((layer) => since.get(layer) ?? 0), limit],
  );
  const next = new Map(since);
  for (const { layer, id } of rows) next.set(layer, id);
  return { changes: rows, next };
}

/**
 * The id of a layer's last change, NULL where it has none, as a subquery: `max(id) WHERE layer = …`, said so that only
 * the index on both can serve. The planner would look for it along the primary key, for seconds in a large county.
 *
 * @param layer the SQL of the layer's id
 */
export function lastChangeSql(layer: string): string {
  return `(SELECT last.id FROM anlan.history AS last
     WHERE (last.layer, last.id) <= (${layer}, ${greatestBigint}) AND last.layer >= ${layer}
     ORDER BY last.layer DESC, last.id DESC LIMIT 1)`;
}

const greatestBigint = '9223372036854775807';

/** The position after everything that is there now. */
export async function presentPosition(db: Queryable): Promise<FeedPosition> {
  const { rows } = await db.query<{ layer: LayerId; id: number | null }>(
    `SELECT l.layer, ${lastChangeSql('l.layer')} AS id FROM unnest($1::text[]) AS l(layer)`,
    [layerIds],
  );
  return new Map(rows.flatMap(({ layer, id }) => (id === null ? [] : [[layer, id] as const])));
}

/** `roads:12.shelters:7`, to be handed back as it is. `0` is the beginning. */
export function formatPosition(position: FeedPosition): string {
  const parts = layerIds.flatMap((layer) => {
    const id = position.get(layer);
    return id === undefined ? [] : [`${layer}:${id}`];
  });
  return parts.length === 0 ? '0' : parts.join('.');
}

/** @throws ProblemError `invalid_parameter` naming `parameter` */
export function parsePosition(value: string, parameter: string): FeedPosition {
  const position = new Map<LayerId, number>();
  if (value === '0') return position;
  for (const part of value.split('.')) {
    const [layer = '', id = '', ...rest] = part.split(':');
    if (!isLayerId(layer) || !/^\d{1,15}$/.test(id) || rest.length > 0 || position.has(layer)) {
      throw invalidParameter(
        parameter,
        value,
        text(
          '不是变更位置；请取用上次应答中的 next，或从 0 开始',
          'it is no position; take it from the next of an answer, or start with 0',
        ),
      );
    }
    position.set(layer, Number(id));
  }
  return position;
}
