import type pg from 'pg';
import type { Role } from '../../data/roles.ts';
import { text } from '../../data/text.ts';
import { withTransaction } from '../database/transaction.ts';
import { ProblemError } from '../problems.ts';
import { hashPassword, makePassword, requireGoodPassword } from './passwords.ts';
import { revokeAllTokens } from './tokens.ts';
import { createUser, normaliseName, requireTownship, setPassword, type User } from './users.ts';

export interface UserWish {
  readonly name: string;
  /** The name by default. */
  readonly displayName?: string | undefined;
  readonly role: Role;
  readonly township: string | null;
  /** One is made by default. */
  readonly password?: string | undefined;
}

/**
 * Adds an account.
 *
 * @returns the account, and its password where one was made: nobody can be told it again
 * @throws ProblemError `invalid_account`, `name_taken`
 */
export async function addUser(
  db: Pick<pg.ClientBase, 'query'>,
  wish: UserWish,
): Promise<{ user: User; madePassword: string | undefined }> {
  const name = normaliseName(wish.name);
  requireGoodName(name);
  requireTownship(wish.role, wish.township);
  if (wish.password !== undefined) requireGoodPassword(wish.password, name);
  const password = wish.password ?? makePassword();
  const user = await createUser(db, {
    name,
    displayName: wish.displayName ?? wish.name,
    role: wish.role,
    township: wish.role === 'township' ? wish.township : null,
    passwordHash: await hashPassword(password),
  });
  return { user, madePassword: wish.password === undefined ? password : undefined };
}

/**
 * Gives an account another password, ends its sessions and revokes its tokens: whoever had the old one may have made some.
 *
 * @returns the password where one was made
 */
export async function resetPassword(pool: pg.Pool, user: User, given: string | undefined): Promise<string | undefined> {
  if (given !== undefined) requireGoodPassword(given, user.name);
  const password = given ?? makePassword();
  const passwordHash = await hashPassword(password);
  await withTransaction(pool, async (db) => {
    await setPassword(db, user.id, passwordHash);
    await revokeAllTokens(db, user.id);
  });
  return given === undefined ? password : undefined;
}

/** Letters of any script, digits, and what stands in addresses and file names. Colons would end a name in Basic. */
function requireGoodName(name: string): void {
  if (/^[\p{L}\p{N}][\p{L}\p{N}._@-]{0,59}$/u.test(name)) return;
  throw new ProblemError(
    'invalid_account',
    text(
      '用户名应为 1 至 60 个文字、数字或 . _ @ -，以文字或数字开头。',
      'A name has 1 to 60 letters, digits or . _ @ - and begins with a letter or a digit.',
    ),
    { parameter: 'name' },
  );
}
