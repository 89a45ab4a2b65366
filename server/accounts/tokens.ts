import { createHash, randomBytes } from 'node:crypto';
import type pg from 'pg';
import { isRole } from '../../data/roles.ts';
import { text } from '../../data/text.ts';
import { ProblemError } from '../problems.ts';
import type { Account, TokenScope } from './principal.ts';

type Queryable = Pick<pg.ClientBase, 'query'>;

/** So that a token is known for one wherever it turns up: in an address, a log, a file that was sent around. */
const prefix = 'anlan_';
const secretBytes = 32;
const hintLength = prefix.length + 4;
/** When a token was last used is noted no more often than this: reading should not write. */
const noteEverySeconds = 300;

export interface Token {
  readonly id: number;
  readonly name: string;
  readonly hint: string;
  readonly scope: TokenScope | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly lastUsedAt: Date | null;
}

interface Row {
  readonly id: number;
  readonly name: string;
  readonly hint: string;
  readonly scope: TokenScope | null;
  readonly created_at: Date;
  readonly expires_at: Date;
  readonly last_used_at: Date | null;
}

const columns = 'id, name, hint, scope, created_at, expires_at, last_used_at';

function toToken(row: Row): Token {
  return {
    id: row.id,
    name: row.name,
    hint: row.hint,
    scope: row.scope,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
  };
}

export function looksLikeToken(value: string): boolean {
  return value.startsWith(prefix);
}

/** SHA-256 is enough for a secret of 256 random bits. */
const digest = (secret: string) => createHash('sha256').update(secret).digest();

/** Tokens of an account that are not revoked, also those past their time. */
export async function listTokens(db: Queryable, userId: number): Promise<Token[]> {
  const { rows } = await db.query<Row>(
    `SELECT ${columns} FROM anlan.tokens WHERE user_id = $1 AND revoked_at IS NULL ORDER BY id`,
    [userId],
  );
  return rows.map(toToken);
}

/** @returns the token, and its secret, which is kept nowhere */
export async function createToken(
  db: Queryable,
  userId: number,
  { name, days, scope = null }: { readonly name: string; readonly days: number; readonly scope?: TokenScope | null },
): Promise<{ token: Token; secret: string }> {
  const secret = `${prefix}${randomBytes(secretBytes).toString('base64url')}`;
  const { rows } = await db.query<Row>(
    `INSERT INTO anlan.tokens (user_id, name, hash, hint, scope, expires_at)
     VALUES ($1, $2, $3, $4, $6, now() + make_interval(days => $5)) RETURNING ${columns}`,
    [userId, name, digest(secret), secret.slice(0, hintLength), days, scope],
  );
  if (!rows[0]) throw new Error('a new token gave no row');
  return { token: toToken(rows[0]), secret };
}

/** @throws ProblemError `unknown_token` where the account has no such token */
export async function revokeToken(db: Queryable, userId: number, id: number): Promise<void> {
  const { rowCount } = await db.query(
    'UPDATE anlan.tokens SET revoked_at = now() WHERE id = $1 AND user_id = $2 AND revoked_at IS NULL',
    [id, userId],
  );
  if (rowCount === 0) {
    throw new ProblemError('unknown_token', text(`没有令牌 ${id}。`, `There is no token ${id}.`));
  }
}

export async function revokeAllTokens(db: Queryable, userId: number): Promise<void> {
  await db.query('UPDATE anlan.tokens SET revoked_at = now() WHERE user_id = $1 AND revoked_at IS NULL', [userId]);
}

export interface TokenOwner extends Account {
  readonly scope: TokenScope | null;
}

/** Whose a secret is; undefined where it is nobody's, revoked, past its time, or of a disabled account. */
export async function accountOfToken(db: Queryable, secret: string): Promise<TokenOwner | undefined> {
  const { rows } = await db.query<{
    id: number;
    name: string;
    display_name: string;
    role: string;
    township: string | null;
    scope: TokenScope | null;
    token_id: number;
    note: boolean;
  }>(
    `SELECT u.id, u.name, u.display_name, u.role, u.township, t.scope, t.id AS token_id,
       t.last_used_at IS NULL OR t.last_used_at < now() - make_interval(secs => $2) AS note
     FROM anlan.tokens AS t JOIN anlan.users AS u ON u.id = t.user_id
     WHERE t.hash = $1 AND t.revoked_at IS NULL AND t.expires_at > now() AND NOT u.disabled`,
    [digest(secret), noteEverySeconds],
  );
  const [row] = rows;
  if (!row || !isRole(row.role)) return undefined;
  if (row.note) await db.query('UPDATE anlan.tokens SET last_used_at = now() WHERE id = $1', [row.token_id]);
  const { id, name, display_name: displayName, role, township, scope } = row;
  return { id, name, displayName, role, township, scope };
}
