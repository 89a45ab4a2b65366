import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { SearchResults } from '../../server/search/find-features.ts';
import type { RoadAnswer } from '../../server/search/find-on-road.ts';
import { useView } from '../state/view.ts';
import { fetchJson } from './http.ts';

export interface SearchAnswer extends SearchResults {
  readonly query: string;
  readonly road: RoadAnswer | null;
}

/** Of each layer: who does not see it among so many writes another word. */
const mostResults = 6;

/** @param words nothing is asked while they are empty */
export function useSearch(words: string): UseQueryResult<SearchAnswer> {
  const language = useView((view) => view.language);
  return useQuery({
    queryKey: ['search', words],
    queryFn: ({ signal }) =>
      fetchJson<SearchAnswer>(`search?${new URLSearchParams({ q: words, limit: String(mostResults) })}`, {
        language,
        signal,
      }),
    enabled: words !== '',
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
}
