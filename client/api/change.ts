import { type QueryKey, type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Language } from '../../data/text.ts';
import { useView } from '../state/view.ts';

/** A change of what the service keeps, said in values `V` and answered with `R`. */
export type Change<V, R = unknown> = UseMutationResult<R, Error, V>;

/**
 * Sends a change in the language of the page. What it touches is asked for anew afterwards, refused or not: a refusal
 * often comes of something being otherwise than the page shows.
 */
export function useChange<V, R>(
  send: (values: V, language: Language) => Promise<R>,
  touched: readonly QueryKey[],
): Change<V, R> {
  const language = useView((view) => view.language);
  const client = useQueryClient();
  return useMutation({
    mutationFn: (values: V) => send(values, language),
    onSettled: () => Promise.all(touched.map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}
