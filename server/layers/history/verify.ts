import type pg from 'pg';
import type { LayerDefinition, LayerId } from '../../../data/layers/definition.ts';
import { layerList } from '../../../data/layers/index.ts';
import { type Text, text } from '../../../data/text.ts';
import { quoteLiteral, tableOf } from '../table.ts';

type Queryable = Pick<pg.ClientBase, 'query'>;

export interface HistoryFinding {
  readonly layer: LayerId;
  readonly kind: 'row_changed' | 'chain_broken' | 'row_unchained' | 'version_gap' | 'state_differs';
  /** Of the history entry, of the link, or of the feature, as the kind says. */
  readonly id: number;
  readonly text: Text;
}

export interface HistoryReport {
  readonly entries: number;
  readonly links: number;
  readonly findings: readonly HistoryFinding[];
}

/** More of one kind in one layer say no more. */
const mostFindings = 20;

/**
 * Recomputes the hash of every history entry and every link of the chains, looks for versions that are missing, and
 * compares the last state of each feature with its table. Reads in one snapshot, so that it can run beside writers.
 *
 * What it cannot see: an owner of the database who takes the newest entries, their links and their effects away together.
 * The `next` of the change feed kept elsewhere, or a backup, shows that.
 */
export async function verifyHistory(pool: pg.Pool): Promise<HistoryReport> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await client.query('SET LOCAL statement_timeout = 0');
    const findings: HistoryFinding[] = [];
    for (const layer of layerList) {
      for (const check of checks) findings.push(...(await run(client, layer, check)));
    }
    const { rows } = await client.query<{ entries: number; links: number }>(
      'SELECT (SELECT count(*) FROM anlan.history) AS entries, (SELECT count(*) FROM anlan.history_links) AS links',
    );
    const [counts] = rows;
    return { entries: counts?.entries ?? 0, links: counts?.links ?? 0, findings };
  } finally {
    await client.query('ROLLBACK').catch((error: Error) => {
      broken = error;
    });
    client.release(broken);
  }
}

interface Check {
  readonly kind: HistoryFinding['kind'];
  /** SQL that gives the ids at fault. */
  readonly sql: (layer: LayerDefinition) => string;
  readonly say: (id: number) => Text;
}

const checks: readonly Check[] = [
  {
    kind: 'row_changed',
    sql: ({ id }) =>
      `SELECT id FROM anlan.history WHERE layer = ${quoteLiteral(id)} AND row_hash IS DISTINCT FROM
         anlan.history_row_hash(layer, feature_id, version, operation, before, before_geom, after, after_geom, transaction_id)`,
    say: (id) => text(`历史记录 ${id} 的内容与其校验值不符`, `the history entry ${id} does not match its hash`),
  },
  {
    kind: 'chain_broken',
    sql: ({ id }) =>
      `SELECT seq AS id FROM (
         SELECT l.*, lag(hash, 1, ''::bytea) OVER w AS previous, lag(seq, 1, 0::bigint) OVER w AS previous_seq,
           lag(last_id, 1, 0::bigint) OVER w AS previous_last
         FROM anlan.history_links AS l WHERE layer = ${quoteLiteral(id)} WINDOW w AS (ORDER BY seq)) AS link
       WHERE seq <> previous_seq + 1 OR first_id <= previous_last OR hash IS DISTINCT FROM
         anlan.history_link_hash(previous, layer, first_id, last_id, transaction_id)`,
    say: (id) =>
      text(
        `校验链第 ${id} 环断开：其历史记录或提交信息被改动、删除或插入`,
        `link ${id} of the chain is broken: its entries or its transaction were changed, removed or added to`,
      ),
  },
  {
    kind: 'row_unchained',
    sql: ({ id }) =>
      `SELECT h.id FROM anlan.history AS h WHERE h.layer = ${quoteLiteral(id)} AND NOT EXISTS (
         SELECT FROM anlan.history_links AS l
         WHERE l.layer = h.layer AND h.id BETWEEN l.first_id AND l.last_id AND l.transaction_id = h.transaction_id)`,
    say: (id) => text(`历史记录 ${id} 不在校验链内`, `the history entry ${id} is in no link of the chain`),
  },
  {
    kind: 'version_gap',
    sql: ({ id }) =>
      `SELECT id FROM (
         SELECT id, version, lag(version) OVER (PARTITION BY feature_id ORDER BY version) AS previous
         FROM anlan.history WHERE layer = ${quoteLiteral(id)}) AS v
       WHERE version <> previous + 1`,
    say: (id) => text(`历史记录 ${id} 之前缺少版本`, `a version is missing before the history entry ${id}`),
  },
  {
    kind: 'state_differs',
    // Rows are compared as they are written: the same document, the same bytes of geometry.
    sql: (layer) =>
      `SELECT coalesce(t.id, h.feature_id) AS id
       FROM ${tableOf(layer)} AS t
       FULL JOIN (
         SELECT * FROM (SELECT DISTINCT ON (feature_id) * FROM anlan.history WHERE layer = ${quoteLiteral(layer.id)}
                        ORDER BY feature_id, version DESC) AS last
         WHERE after IS NOT NULL) AS h ON h.feature_id = t.id
       WHERE t.id IS NULL OR h.feature_id IS NULL
         OR (to_jsonb(t) - 'geom') <> h.after OR ST_AsEWKB(t.geom) <> ST_AsEWKB(h.after_geom)`,
    say: (id) =>
      text(
        `要素 ${id} 的现状与其历史的最后状态不符`,
        `the feature ${id} is not what the last entry of its history says`,
      ),
  },
];

async function run(db: Queryable, layer: LayerDefinition, { kind, sql, say }: Check): Promise<HistoryFinding[]> {
  const { rows } = await db.query<{ id: number }>(`SELECT id FROM (${sql(layer)}) AS fault ORDER BY id LIMIT $1`, [
    mostFindings,
  ]);
  return rows.map(({ id }) => ({ layer: layer.id, kind, id, text: say(id) }));
}
