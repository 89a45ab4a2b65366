import type pg from 'pg';
import type { Role } from '../../data/roles.ts';
import { withTransaction } from '../database/transaction.ts';
import { requireDisplayName, requireName, requireTownship } from './account-rules.ts';
import { hashPassword, makePassword, requireGoodPassword } from './passwords.ts';
import { revokeAllTokens } from './tokens.ts';
import { createUser, normaliseName, setPassword, type User } from './users.ts';

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
  requireName(name);
  requireDisplayName(wish.displayName ?? wish.name);
  await requireTownship(db, wish.role, wish.township);
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
