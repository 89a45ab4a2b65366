import type { Query, QueryClient } from '@tanstack/react-query';

/** Asks anew what has failed. */
export function askFailedAgain(client: QueryClient): void {
  void client.refetchQueries({ predicate: ({ state }) => state.status === 'error' });
}

/** Asks anew which county this is and who is here, where the first request for it hangs: it may never be answered. */
export async function askHungAgain(client: QueryClient): Promise<void> {
  // Asking alone would join the request that hangs.
  await client.cancelQueries({ predicate: isHung });
  await client.refetchQueries({ predicate: isFirstUnanswered });
}

function isHung(query: Query): boolean {
  return isFirstUnanswered(query) && query.state.fetchStatus === 'fetching';
}

function isFirstUnanswered({ queryKey: [first], state }: Query): boolean {
  return (first === 'service' || first === 'session') && state.data === undefined;
}
