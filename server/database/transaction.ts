import type pg from 'pg';

/**
 * Runs `work` in one transaction: committed when it resolves, rolled back when it rejects, and the rejection passed on.
 *
 * Inside, use only the client given. `pool.query` would take a second connection, which the embedded database's single
 * backend serves only after this transaction has ended: the two would wait for each other.
 */
export async function withTransaction<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    const result = await work(client);
    const commit = await client.query('COMMIT');
    // PostgreSQL answers COMMIT of a failed transaction with ROLLBACK and no error: work that swallowed a failure would
    // otherwise be told that its rows are stored.
    if (commit.command !== 'COMMIT') throw new Error(`the transaction was rolled back: COMMIT gave ${commit.command}`);
    return result;
  } catch (error) {
    try {
      await client.query('ROLLBACK');
    } catch (rollbackError) {
      // The state of this connection is unknown: it is closed instead of handed to the next request.
      broken = rollbackError instanceof Error ? rollbackError : new Error(String(rollbackError));
    }
    throw error;
  } finally {
    client.release(broken);
  }
}
