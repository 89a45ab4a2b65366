import { createHash } from 'node:crypto';
import type pg from 'pg';
import { text } from '../../../data/text.ts';
import { ProblemError } from '../../problems.ts';
import type { Author } from './announce.ts';

type Queryable = Pick<pg.ClientBase, 'query'>;

const keptDays = 7;

export interface IdempotentRequest {
  readonly key: string;
  /** All that the answer depends on: the address and the body as they came. */
  readonly body: Buffer | string;
}

/**
 * Carries a request out once, in an open database transaction: one that comes again with the same key gets the first
 * answer. Key, writes and answer are committed together; a request that fails leaves its key free.
 *
 * Of two at the same time the second waits for the first one's commit.
 *
 * @throws ProblemError `idempotency_key_reused` where the key came with another request before
 */
export async function once<T>(
  db: Queryable,
  author: Author,
  { key, body }: IdempotentRequest,
  work: () => Promise<T>,
): Promise<{ answer: T | unknown; repeated: boolean }> {
  const owner = author.userId === null ? `name:${author.name}` : `user:${author.userId}`;
  const hash = createHash('sha256').update(body).digest();
  await db.query(`DELETE FROM anlan.idempotency_keys WHERE created_at < now() - interval '${keptDays} days'`);
  const taken = await db.query(
    'INSERT INTO anlan.idempotency_keys (owner, key, request_hash) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
    [owner, key, hash],
  );
  if (taken.rowCount === 0) {
    const { rows } = await db.query<{ same: boolean; response: unknown }>(
      'SELECT request_hash = $3 AS same, response FROM anlan.idempotency_keys WHERE owner = $1 AND key = $2',
      [owner, key, hash],
    );
    if (!rows[0]?.same) throw reused(key);
    return { answer: rows[0].response, repeated: true };
  }
  const answer = await work();
  await db.query('UPDATE anlan.idempotency_keys SET response = $3 WHERE owner = $1 AND key = $2', [
    owner,
    key,
    JSON.stringify(answer),
  ]);
  return { answer, repeated: false };
}

function reused(key: string): ProblemError {
  return new ProblemError(
    'idempotency_key_reused',
    text(
      `Idempotency-Key“${key}”已用于内容不同的请求，未保存任何内容。新的请求请换新的键。`,
      `The Idempotency-Key "${key}" was used for a request with other content; nothing was stored. Use a new key for a new request.`,
    ),
  );
}
