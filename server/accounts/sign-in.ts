import type pg from 'pg';
import { text } from '../../data/text.ts';
import { ProblemError } from '../problems.ts';
import type { Attempt, AttemptLimits } from './attempts.ts';
import { verifyPassword } from './passwords.ts';
import { normaliseName, noteSignIn, readSignInRecord, type SignInRecord } from './users.ts';

/**
 * Checks a name and a password. A wrong name, a wrong password and a disabled account take the same work and get the
 * same words: who tries learns nothing about which names there are.
 *
 * @throws ProblemError `sign_in_failed`, `too_many_attempts`
 */
export async function signIn(
  db: Pick<pg.ClientBase, 'query'>,
  limits: AttemptLimits,
  credentials: { readonly name: string; readonly password: string },
  from: Omit<Attempt, 'name'>,
): Promise<SignInRecord> {
  const attempt = { ...from, name: normaliseName(credentials.name) };
  limits.require(attempt);
  // Counted before the password is looked at, so that many tries at once are not all let in on the same count.
  limits.failed(attempt);
  const record = await readSignInRecord(db, credentials.name);
  const isRight = await verifyPassword(record?.passwordHash, credentials.password);
  if (!record || !isRight || record.user.disabled) {
    throw new ProblemError('sign_in_failed', text('用户名或密码不正确。', 'The name or the password is wrong.'));
  }
  limits.succeeded(attempt);
  await noteSignIn(db, record.user.id);
  return record;
}
