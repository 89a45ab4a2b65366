import type { Role } from '../../data/roles.ts';

/** A person with an account that is not disabled. */
export interface Account {
  readonly id: number;
  /** As it is compared: NFKC, lower case. */
  readonly name: string;
  readonly displayName: string;
  readonly role: Role;
  /** Code of the township whose features it edits; null for all other roles. */
  readonly township: string | null;
}

/** What a token is limited to; null where it can do whatever its account can. `rainfall`: report rain, see the gauges. */
export const tokenScopes = ['rainfall'] as const;
export type TokenScope = (typeof tokenScopes)[number];

/** Who makes a request: somebody signed in on a page, a program with a token of somebody's, or anybody. */
export type Principal =
  | { readonly kind: 'stranger' }
  | { readonly kind: 'session' | 'token'; readonly account: Account; readonly scope?: TokenScope | null };

export const stranger: Principal = { kind: 'stranger' };
