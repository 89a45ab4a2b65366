import { type QueryClient, type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';
import { holdSession, leaveSession, sessionStore } from '../state/session.ts';
import { useView } from '../state/view.ts';
import { forgetVisit } from '../state/visit.ts';
import { fetchJson, sendRequest } from './http.ts';
import type { SessionDescription } from './types.ts';

/** Begins every key of what belongs to one account, so that it goes with the account. */
export const accountKey = 'account';

export interface Credentials {
  readonly name: string;
  readonly password: string;
}

export function useSignIn(): UseMutationResult<void, Error, Credentials> {
  const language = useView((view) => view.language);
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (credentials) => {
      // An answer that still speaks of a stranger must not come after this one.
      await client.cancelQueries({ queryKey: ['session'] });
      const session = await fetchJson<SessionDescription>('session', { language, body: credentials });
      client.removeQueries({ queryKey: [accountKey] });
      // Where the county lies is told only to those who may read.
      await client.refetchQueries({ queryKey: ['service'] });
      holdSession(session);
      void client.refetchQueries({ predicate: (query) => query.state.status === 'error' });
    },
  });
}

/** @param onClosed called where strangers may not look: what is still to be seen has to go */
export function useSignOut(onClosed: () => void): UseMutationResult<void, Error, void> {
  const language = useView((view) => view.language);
  const client = useQueryClient();
  return useMutation({
    // Without the network the rest waits for it; the next to open the page must not be taken for who leaves now.
    onMutate: forgetVisit,
    mutationFn: async () => {
      await sendRequest('session', { language, method: 'DELETE' });
      await client.cancelQueries({ queryKey: ['session'] });
      leaveSession(await fetchJson<SessionDescription>('session', { language }));
      client.removeQueries({ queryKey: [accountKey] });
      if (sessionStore.get().session?.may_read) return;
      onClosed();
      forgetCounty(client);
    },
  });
}

/** What has been fetched of the county does not stay in the memory of a page that anybody may sit down at. */
function forgetCounty(client: QueryClient): void {
  client.removeQueries({ predicate: ({ queryKey: [first] }) => first !== 'service' && first !== 'session' });
  void client.refetchQueries({ queryKey: ['service'] });
}
