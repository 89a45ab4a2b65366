import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useView } from '../state/view.ts';
import { apiUrl, fetchJson } from './http.ts';

export interface CardEntry {
  readonly flood_point_id: number;
  readonly code: string | null;
  readonly name: string | null;
  readonly households: number | null;
  readonly routes: number;
  readonly missing: readonly { readonly layer: string; readonly member: string; readonly title: string }[];
  readonly concerns: readonly {
    readonly code: string;
    readonly severity: 'stop' | 'look';
    readonly message: string;
  }[];
}

interface CardPage {
  readonly numberMatched: number;
  readonly cards: readonly CardEntry[];
}

const mostCards = 1000;

/** The cards of the county or of a township, as far as a list can be looked through. */
export function useCards(township: string | undefined): UseQueryResult<CardPage> {
  const language = useView((view) => view.language);
  return useQuery({
    queryKey: ['cards', township, language],
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({ limit: String(mostCards), ...(township ? { township } : {}) });
      return fetchJson<CardPage>(`cards?${query}`, { language, signal });
    },
  });
}

export interface Printing {
  readonly lang: 'zh' | 'en';
  readonly size: 'a5' | 'a4';
  readonly signals: 'blank' | 'proposed';
}

/** The print page of a flood point. */
export function cardAddress(code: string, printing: Printing): string {
  return apiUrl(`cards/${encodeURIComponent(code)}.html?${new URLSearchParams({ ...printing })}`);
}

/** All cards in one file. */
export function cardsAddress(township: string | undefined, printing: Printing): string {
  const query = new URLSearchParams({ ...printing, ...(township ? { township } : {}) });
  return apiUrl(`cards.pdf?${query}`);
}
