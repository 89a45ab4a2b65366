import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { Statistics } from '../../server/statistics/statistics.ts';
import { useView } from '../state/view.ts';
import { fetchFile, fetchJson } from './http.ts';

/** Rain and edits change figures by the minute. */
const againMs = 60_000;

/** The figures of the county, or of one township. */
export function useStatistics(township: string | undefined): UseQueryResult<Statistics> {
  const language = useView((view) => view.language);
  return useQuery({
    queryKey: ['statistics', township ?? null],
    queryFn: ({ signal }) => fetchJson<Statistics>(`statistics${queryOf(township)}`, { language, signal }),
    refetchInterval: againMs,
    staleTime: 5000,
  });
}

/** The figures as CSV in the language of the page. @throws ServiceProblem where the service refuses or cannot be reached */
export function downloadStatistics(township: string | undefined, language: 'zh' | 'en'): Promise<Blob> {
  const query = new URLSearchParams({ f: 'csv', ...(township === undefined ? {} : { township }) });
  return fetchFile(`statistics?${query}`, { language });
}

function queryOf(township: string | undefined): string {
  return township === undefined ? '' : `?${new URLSearchParams({ township })}`;
}
