import {
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { Role } from '../../data/roles.ts';
import type { TokenScope } from '../../server/accounts/principal.ts';
import { useView } from '../state/view.ts';
import { fetchJson, sendRequest } from './http.ts';
import { accountKey } from './session.ts';
import type { ApiToken, UserAccount } from './types.ts';

type Method = 'POST' | 'PUT' | 'PATCH' | 'DELETE';

interface Change {
  readonly method: Method;
  readonly path: string;
  readonly body?: unknown;
}

/** A change that is answered with what it made; lists and the session are asked for anew after it. */
function useChange<V, T>(describe: (values: V) => Change): UseMutationResult<T, Error, V> {
  return useSent(describe, (change, language) => fetchJson<T>(change.path, { ...change, language }));
}

/** A change that is answered with nothing. */
function useSilentChange<V>(describe: (values: V) => Change): UseMutationResult<void, Error, V> {
  return useSent(describe, (change, language) => sendRequest(change.path, { ...change, language }));
}

function useSent<V, T>(
  describe: (values: V) => Change,
  send: (change: Change, language: 'zh' | 'en') => Promise<T>,
): UseMutationResult<T, Error, V> {
  const language = useView((view) => view.language);
  const client = useQueryClient();
  return useMutation({
    mutationFn: (values) => send(describe(values), language),
    onSuccess: async () => {
      await Promise.all([
        client.invalidateQueries({ queryKey: [accountKey] }),
        // An administrator may have changed their own account, or what strangers may.
        client.invalidateQueries({ queryKey: ['session'] }),
      ]);
    },
  });
}

export function useUsers(): UseQueryResult<readonly UserAccount[]> {
  const language = useView((view) => view.language);
  return useQuery({
    queryKey: [accountKey, 'users'],
    queryFn: async ({ signal }) =>
      (await fetchJson<{ users: readonly UserAccount[] }>('users', { language, signal })).users,
  });
}

export interface NewUser {
  readonly name: string;
  readonly display_name?: string;
  readonly role: Role;
  readonly township?: string;
}

/** With the password that was made, which is told this once. */
export function useAddUser(): UseMutationResult<UserAccount & { readonly password: string }, Error, NewUser> {
  return useChange((body) => ({ method: 'POST', path: 'users', body }));
}

export interface UserChange {
  readonly id: number;
  readonly display_name?: string;
  readonly role?: Role;
  readonly township?: string | null;
  readonly disabled?: boolean;
}

export function useChangeUser(): UseMutationResult<UserAccount, Error, UserChange> {
  return useChange(({ id, ...body }) => ({ method: 'PATCH', path: `users/${id}`, body }));
}

/** The password that was made is told this once. */
export function useResetPassword(): UseMutationResult<{ readonly password: string }, Error, number> {
  return useChange((id) => ({ method: 'PUT', path: `users/${id}/password`, body: {} }));
}

export function useEndSessions(): UseMutationResult<void, Error, number> {
  return useSilentChange((id) => ({ method: 'DELETE', path: `users/${id}/sessions` }));
}

export function useTokens(): UseQueryResult<readonly ApiToken[]> {
  const language = useView((view) => view.language);
  return useQuery({
    queryKey: [accountKey, 'tokens'],
    queryFn: async ({ signal }) =>
      (await fetchJson<{ tokens: readonly ApiToken[] }>('tokens', { language, signal })).tokens,
  });
}

/** With the secret, which is told this once. */
export function useCreateToken(): UseMutationResult<
  ApiToken & { readonly token: string },
  Error,
  { readonly name: string; readonly days: number; readonly scope: TokenScope | null }
> {
  return useChange((body) => ({ method: 'POST', path: 'tokens', body }));
}

export function useRevokeToken(): UseMutationResult<void, Error, number> {
  return useSilentChange((id) => ({ method: 'DELETE', path: `tokens/${id}` }));
}

export function useChangePassword(): UseMutationResult<
  void,
  Error,
  { readonly current: string; readonly password: string }
> {
  return useSilentChange((body) => ({ method: 'PUT', path: 'session/password', body }));
}

export function useSetPublicRead(): UseMutationResult<{ readonly public_read: boolean }, Error, boolean> {
  return useChange((publicRead) => ({ method: 'PATCH', path: 'settings', body: { public_read: publicRead } }));
}
