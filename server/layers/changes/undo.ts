import type pg from 'pg';
import type { LayerDefinition, LayerId } from '../../../data/layers/definition.ts';
import { isLayerId, layers } from '../../../data/layers/index.ts';
import { text } from '../../../data/text.ts';
import { ProblemError } from '../../problems.ts';
import { readEntryStates } from '../history/states.ts';
import { tableOf } from '../table.ts';
import type { Applied, Attempt, Authorise, Verb } from './change.ts';
import { deleteRows, reinsertRows, setRowsBack } from './rows.ts';

type Queryable = Pick<pg.ClientBase, 'query'>;

/** What a transaction did to one feature in all: from before its first change to after its last. */
interface NetChange {
  readonly layer: LayerDefinition;
  readonly id: number;
  readonly firstHistoryId: number;
  readonly lastHistoryId: number;
  readonly existedBefore: boolean;
  readonly existsAfter: boolean;
  /** The transaction that has changed the feature since, if one has. */
  readonly laterTransaction: number | null;
}

/** @returns the layers that a transaction has changed; empty where there is no such transaction */
export async function layersOfTransaction(db: Queryable, transactionId: number): Promise<LayerId[]> {
  const { rows } = await db.query<{ layer: string }>(
    'SELECT DISTINCT layer FROM anlan.history WHERE transaction_id = $1 ORDER BY layer',
    [transactionId],
  );
  return rows.map(({ layer }) => layer).filter(isLayerId);
}

/**
 * Takes a transaction back, all of it, in a transaction that `announceChanges` has opened. The features come to be what
 * they were before it, under their own ids; versions go on counting.
 *
 * @throws ProblemError `undo_refused` where a feature has been changed since, naming features and transactions;
 * `unknown_transaction`
 */
export async function undoTransaction(db: Queryable, transactionId: number, authorise: Authorise): Promise<Applied[]> {
  const net = await readNetChanges(db, transactionId);
  if (net.length === 0) throw unknownTransaction(transactionId);
  await authorise(db, await attemptsOf(db, net));
  const inTheWay = net.filter((change) => change.laterTransaction !== null);
  if (inTheWay.length > 0) throw undoRefused(transactionId, inTheWay);

  const applied: Applied[] = [];
  for (const layer of new Set(net.map((change) => change.layer))) {
    const own = net.filter((change) => change.layer === layer);
    const take = (verb: Verb) => own.filter((change) => verbOf(change) === verb);
    const restored = take('restore').map(({ firstHistoryId }) => firstHistoryId);
    const reset = take('replace').map(({ firstHistoryId }) => firstHistoryId);
    const deleted = await deleteRows(
      db,
      layer,
      take('delete').map(({ id }) => id),
    );
    await refuseCodesTakenSince(db, layer, restored);
    const written = {
      delete: deleted,
      replace: await setRowsBack(db, layer, reset),
      restore: await reinsertRows(db, layer, restored),
    };
    for (const [verb, rows] of Object.entries(written) as [keyof typeof written, typeof written.delete][]) {
      applied.push(...rows.map(({ id, version }) => ({ verb, layer, id, version })));
    }
  }
  return applied;
}

/**
 * Asked before the statement that would fail on it: the embedded database loses its connection over an INSERT that
 * breaks a unique index inside a transaction.
 */
async function refuseCodesTakenSince(
  db: Queryable,
  layer: LayerDefinition,
  restored: readonly number[],
): Promise<void> {
  const { rows } = await db.query<{ code: string }>(
    `SELECT t.code FROM anlan.history AS h JOIN ${tableOf(layer)} AS t ON t.code = h.before->>'code'
     WHERE h.id = ANY($1::bigint[]) LIMIT 1`,
    [restored],
  );
  const [taken] = rows;
  if (!taken) return;
  throw new ProblemError(
    'code_taken',
    text(
      `未撤销：编号“${taken.code}”已被另一个要素使用，请先改掉其中一个编号。`,
      `Nothing was undone: the code "${taken.code}" is used by another feature by now; change one of the two first.`,
    ),
  );
}

/** What undoes a change; undefined where the feature neither was before nor is after. */
function verbOf({ existedBefore, existsAfter }: NetChange): 'delete' | 'replace' | 'restore' | undefined {
  if (existedBefore) return existsAfter ? 'replace' : 'restore';
  return existsAfter ? 'delete' : undefined;
}

async function attemptsOf(db: Queryable, net: readonly NetChange[]): Promise<Attempt[]> {
  const attempts: Attempt[] = [];
  for (const layer of new Set(net.map((change) => change.layer))) {
    const own = net.filter((change) => change.layer === layer);
    const former = await readEntryStates(
      db,
      layer,
      own.map(({ firstHistoryId }) => firstHistoryId),
      'before',
    );
    const latest = await readEntryStates(
      db,
      layer,
      own.map(({ lastHistoryId }) => lastHistoryId),
      'after',
    );
    for (const change of own) {
      const verb = verbOf(change);
      if (!verb) continue;
      const before = latest.get(change.lastHistoryId)?.feature;
      const after = former.get(change.firstHistoryId)?.feature;
      attempts.push({ verb, layer, before, after });
    }
  }
  return attempts;
}

async function readNetChanges(db: Queryable, transactionId: number): Promise<NetChange[]> {
  const { rows } = await db.query<{
    layer: string;
    feature_id: number;
    first_id: number;
    last_id: number;
    existed_before: boolean;
    exists_after: boolean;
    later_transaction: number | null;
  }>(
    `SELECT n.layer, n.feature_id, n.first_id, n.last_id, f.before IS NOT NULL AS existed_before,
       l.after IS NOT NULL AS exists_after,
       (SELECT min(later.transaction_id) FROM anlan.history AS later
        WHERE later.layer = n.layer AND later.feature_id = n.feature_id AND later.version > l.version) AS later_transaction
     FROM (SELECT layer, feature_id, min(id) AS first_id, max(id) AS last_id
           FROM anlan.history WHERE transaction_id = $1 GROUP BY layer, feature_id) AS n
     JOIN anlan.history AS f ON f.id = n.first_id
     JOIN anlan.history AS l ON l.id = n.last_id
     ORDER BY n.layer, n.feature_id`,
    [transactionId],
  );
  return rows.flatMap((row) =>
    isLayerId(row.layer)
      ? [
          {
            layer: layers[row.layer],
            id: row.feature_id,
            firstHistoryId: row.first_id,
            lastHistoryId: row.last_id,
            existedBefore: row.existed_before,
            existsAfter: row.exists_after,
            laterTransaction: row.later_transaction,
          },
        ]
      : [],
  );
}

const listed = 100;

function undoRefused(transactionId: number, inTheWay: readonly NetChange[]): ProblemError {
  const transactions = [...new Set(inTheWay.map((change) => change.laterTransaction))];
  const shown = transactions.slice(0, 5).join(', ');
  return new ProblemError(
    'undo_refused',
    text(
      `未撤销第 ${transactionId} 次提交：其中 ${inTheWay.length} 个要素之后又有改动（提交 ${shown}）。请先撤销后来的提交，或直接修改这些要素。`,
      `Transaction ${transactionId} was not undone: ${inTheWay.length} of its features have been changed since (by ${shown}). Undo the later transactions first, or change these features themselves.`,
    ),
    {
      members: {
        in_the_way: inTheWay.slice(0, listed).map(({ layer, id, laterTransaction }) => ({
          layer: layer.id,
          id,
          transaction: laterTransaction,
        })),
      },
    },
  );
}

export function unknownTransaction(id: number | string): ProblemError {
  return new ProblemError(
    'unknown_transaction',
    text(`没有改动过要素的提交 ${id}`, `There is no transaction ${id} that changed a feature`),
  );
}
