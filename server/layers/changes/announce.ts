import type pg from 'pg';
import type { LayerId } from '../../../data/layers/definition.ts';
import { withTransaction } from '../../database/transaction.ts';

/** Who changes something. Accounts give one for each request; commands and the demo loader have none and say a name. */
export interface Author {
  readonly userId: number | null;
  readonly name: string;
  readonly role: string | null;
}

export type ChangeSource = 'map' | 'import' | 'process' | 'api' | 'demo';

export interface Announcement {
  readonly author: Author;
  readonly source: ChangeSource;
  /** Why, in the author's words. */
  readonly message?: string | undefined;
  /** The transaction that this one takes back. */
  readonly undoOf?: number | undefined;
  /** The layers it is going to change. */
  readonly layers: readonly LayerId[];
}

type Queryable = Pick<pg.ClientBase, 'query'>;

/**
 * Says within an open database transaction who is about to change what. The tables' triggers write the history in this
 * name; without it a change is history in the name of the database role.
 *
 * The layers are locked in one order, whatever the order of the changes: two transactions over the same layers would
 * otherwise wait for each other. What is read of these layers from now on nobody else changes until the commit.
 *
 * @returns the id of the announced transaction
 */
export async function announceChanges(client: Queryable, announcement: Announcement): Promise<number> {
  const { author, source, message, undoOf, layers } = announcement;
  await client.query('SELECT FROM anlan.layer_revisions WHERE layer = ANY($1::text[]) ORDER BY layer FOR UPDATE', [
    layers,
  ]);
  const { rows } = await client.query<{ id: number }>(
    `WITH announced AS (
       INSERT INTO anlan.transactions (user_id, user_name, role, source, message, undo_of)
       VALUES ($1, $2, $3, $4, $5, $6) RETURNING id)
     SELECT id, set_config('anlan.transaction', id::text, true) FROM announced`,
    [author.userId, author.name, author.role, source, message ?? null, undoOf ?? null],
  );
  const [row] = rows;
  if (!row) throw new Error('the announcement of a transaction gave no id');
  return row.id;
}

/** Deadlock and serialisation failure: the database has chosen this transaction to give way. */
const givingWay = ['40P01', '40001'];
const attempts = 3;

/**
 * Runs `work` in one database transaction, again where the database has chosen it to give way to another one: writers
 * past the service (psql, QGIS on the table) lock rows before layers.
 */
export async function withRetriedTransaction<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await withTransaction(pool, work);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      if (attempt === attempts || !givingWay.includes(code)) throw error;
    }
  }
}
