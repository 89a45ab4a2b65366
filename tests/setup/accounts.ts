import type { Role } from '../../data/roles.ts';
import { addUser } from '../../server/accounts/administration.ts';
import type { Account } from '../../server/accounts/principal.ts';
import { createToken } from '../../server/accounts/tokens.ts';
import type { Database } from '../../server/database/database.ts';

export interface TestAccount extends Account {
  readonly password: string;
  readonly token: string;
  /** Headers of a request with the token. */
  readonly bearer: { readonly Authorization: string };
}

/** An account with a token, past the service. */
export async function makeAccount(
  { pool }: Pick<Database, 'pool'>,
  { name, role = 'administrator', township = null }: { name: string; role?: Role; township?: string | null },
): Promise<TestAccount> {
  const { user, madePassword: password = '' } = await addUser(pool, { name, role, township });
  const { secret: token } = await createToken(pool, user.id, { name: 'test', days: 1 });
  return { ...user, password, token, bearer: { Authorization: `Bearer ${token}` } };
}

/** Signs in over HTTP. @returns the headers of requests in the session */
export async function signedIn(address: string, name: string, password: string): Promise<Record<string, string>> {
  const answer = await fetch(`${address.replace(/\/$/, '')}/api/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ name, password }),
  });
  if (!answer.ok) throw new Error(`sign-in of ${name}: ${answer.status} ${await answer.text()}`);
  const { csrf } = (await answer.json()) as { csrf: string };
  const cookie = answer.headers.getSetCookie().map((line) => line.split(';')[0]);
  return { Cookie: cookie.join('; '), 'Anlan-CSRF': csrf };
}
