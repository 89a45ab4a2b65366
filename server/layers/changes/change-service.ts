import type pg from 'pg';
import type { ImportProgress } from '../../../data/imports.ts';
import type { LayerId } from '../../../data/layers/definition.ts';
import { text } from '../../../data/text.ts';
import type { Database } from '../../database/database.ts';
import type { Events } from '../../events/events.ts';
import { ProblemError } from '../../problems.ts';
import { type Announcement, type Author, announceChanges, withRetriedTransaction } from './announce.ts';
import { applyChanges } from './apply.ts';
import type { Applied, Authorise, Change } from './change.ts';
import { type IdempotentRequest, once } from './idempotency.ts';
import { layersOfTransaction, undoTransaction, unknownTransaction } from './undo.ts';

export interface Writer {
  readonly author: Author;
  readonly authorise: Authorise;
}

export interface WriteIntent {
  readonly source: Announcement['source'];
  readonly message: string | undefined;
}

/** The answer to a transaction, kept as it is for a request that comes again. */
export interface TransactionAnswer {
  readonly transaction: number;
  readonly changes: readonly {
    readonly operation: string;
    readonly layer: LayerId;
    readonly id: number;
    readonly version: number;
    readonly merged?: readonly string[];
    readonly mended?: readonly string[];
  }[];
}

export interface ChangeService {
  /** One change, and whatever `finish` reads in the same database transaction. */
  change<T>(
    writer: Writer,
    intent: WriteIntent & { readonly mergeDisjoint: boolean },
    change: Change,
    finish: (db: pg.PoolClient, applied: Applied) => Promise<T>,
  ): Promise<{ transaction: number; result: T }>;
  /**
   * Many changes, all or none.
   *
   * @throws ProblemError `called_off` where `signal` says so before the commit; nothing is stored then
   */
  transaction(
    writer: Writer,
    intent: WriteIntent & {
      readonly mergeDisjoint: boolean;
      readonly signal?: AbortSignal | undefined;
      readonly onProgress?: ((progress: ImportProgress) => void) | undefined;
    },
    changes: readonly Change[],
    idempotent: IdempotentRequest | undefined,
  ): Promise<{ answer: TransactionAnswer | unknown; repeated: boolean }>;
  undo(
    writer: Writer,
    intent: WriteIntent,
    transactionId: number,
    idempotent: IdempotentRequest | undefined,
  ): Promise<{ answer: TransactionAnswer | unknown; repeated: boolean }>;
}

/** Writes in their database transactions, announced, and told to whoever follows once they are committed. */
export function makeChangeService(database: Pick<Database, 'pool'>, events: Pick<Events, 'wake'>): ChangeService {
  const run = async <T>(work: (db: pg.PoolClient) => Promise<T>): Promise<T> => {
    const result = await withRetriedTransaction(database.pool, work);
    events.wake();
    return result;
  };
  const runOnce = <T>(
    { author }: Writer,
    idempotent: IdempotentRequest | undefined,
    work: (db: pg.PoolClient) => Promise<T>,
  ) =>
    run(async (db) =>
      idempotent ? once(db, author, idempotent, () => work(db)) : { answer: await work(db), repeated: false },
    );

  return {
    change: ({ author, authorise }, { mergeDisjoint, ...intent }, change, finish) =>
      run(async (db) => {
        const transaction = await announceChanges(db, { author, ...intent, layers: [change.layer.id] });
        const [applied] = await applyChanges(db, { author, authorise, mergeDisjoint, changes: [change] });
        if (!applied) throw new Error('a change was applied without a result');
        return { transaction, result: await finish(db, applied) };
      }),

    transaction: (writer, { mergeDisjoint, signal, onProgress, ...intent }, changes, idempotent) =>
      runOnce(writer, idempotent, async (db) => {
        const { author, authorise } = writer;
        const layers = [...new Set(changes.map(({ layer }) => layer.id))];
        const transaction = await announceChanges(db, { author, ...intent, layers });
        const goOn = (progress: ImportProgress) => {
          if (signal?.aborted) throw calledOff();
          onProgress?.(progress);
        };
        const applied = await applyChanges(db, { author, authorise, mergeDisjoint, changes, onProgress: goOn });
        if (signal?.aborted) throw calledOff();
        return answerOf(transaction, applied);
      }),

    undo: (writer, intent, transactionId, idempotent) =>
      runOnce(writer, idempotent, async (db) => {
        const layers = await layersOfTransaction(db, transactionId);
        if (layers.length === 0) throw unknownTransaction(transactionId);
        const { author, authorise } = writer;
        const transaction = await announceChanges(db, { author, ...intent, undoOf: transactionId, layers });
        return answerOf(transaction, await undoTransaction(db, transactionId, authorise));
      }),
  };
}

function calledOff(): ProblemError {
  return new ProblemError(
    'called_off',
    text('请求已取消，未保存任何内容。', 'The request was called off; nothing was stored.'),
  );
}

function answerOf(transaction: number, applied: readonly Applied[]): TransactionAnswer {
  return {
    transaction,
    changes: applied.map(({ verb, layer, id, version, merged, mended }) => ({
      operation: verb,
      layer: layer.id,
      id,
      version,
      ...(merged && { merged }),
      ...(mended && { mended }),
    })),
  };
}
