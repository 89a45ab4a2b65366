import {
  type InfiniteData,
  keepPreviousData,
  type UseInfiniteQueryResult,
  type UseQueryResult,
  useInfiniteQuery,
  useQuery,
} from '@tanstack/react-query';
import type { LayerId } from '../../data/layers/definition.ts';
import { type Cql2, idsCql2 } from '../actions/filter/cql2.ts';
import { useView } from '../state/view.ts';
import { fetchJson } from './http.ts';
import { nextCursor, type Page } from './paging.ts';
import type { CountyFeatures } from './types.ts';

export interface SortBy {
  readonly member: string;
  readonly descending: boolean;
}

export interface ItemsQuery {
  readonly filter?: Cql2 | undefined;
  readonly sort?: SortBy | undefined;
  /** All of them unless said. */
  readonly properties?: readonly string[] | undefined;
  readonly geometry?: boolean;
  readonly limit?: number;
  readonly cursor?: string | undefined;
}

/** A page of rows as the service answers it. */
export interface ItemsPage extends CountyFeatures, Page {
  readonly numberMatched: number;
}

/** Few enough to come at once, many enough that scrolling seldom waits. */
const pageRows = 200;
/** Features that the map can be told one by one. */
export const mostIds = 10_000;

export function itemsPath(layer: LayerId, what: 'items' | 'export', query: ItemsQuery): string {
  const { filter, sort, properties, geometry, limit, cursor } = query;
  const parameters = new URLSearchParams({
    ...(filter ? { 'filter-lang': 'cql2-json', filter: JSON.stringify(filter) } : {}),
    ...(sort ? { sortby: `${sort.descending ? '-' : ''}${sort.member}` } : {}),
    ...(properties ? { properties: properties.join(',') } : {}),
    ...(geometry === false ? { skipGeometry: 'true' } : {}),
    ...(limit === undefined ? {} : { limit: String(limit) }),
    ...(cursor === undefined ? {} : { cursor }),
  });
  return `collections/${layer}/${what}?${parameters}`;
}

/** The rows of a layer, page after page. */
export function useRows(
  layer: LayerId,
  query: Pick<ItemsQuery, 'filter' | 'sort'>,
): UseInfiniteQueryResult<InfiniteData<ItemsPage>> {
  const language = useView((view) => view.language);
  return useInfiniteQuery({
    queryKey: rowsKey(layer, query),
    queryFn: ({ signal, pageParam }) =>
      fetchJson<ItemsPage>(
        itemsPath(layer, 'items', { ...query, geometry: false, limit: pageRows, cursor: pageParam }),
        {
          language,
          signal,
        },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextCursor,
    staleTime: 60_000,
  });
}

export function rowsKey(layer: LayerId, query?: Pick<ItemsQuery, 'filter' | 'sort'>): readonly unknown[] {
  return query ? ['rows', layer, query] : ['rows', layer];
}

/** The features of these ids with their geometry; follows what others change of them. */
export function useFeaturesOf(layer: LayerId, ids: readonly number[]): UseQueryResult<CountyFeatures> {
  const language = useView((view) => view.language);
  return useQuery({
    queryKey: ['layer', layer, 'of', ids],
    queryFn: ({ signal }) =>
      fetchItems(layer, { filter: idsCql2(ids), limit: ids.length, properties: [] }, language, signal),
    enabled: ids.length > 0,
    // What was marked stays marked until it is known where the others are.
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}

export interface MatchingIds {
  readonly count: number;
  /** Undefined where there are too many. */
  readonly ids: readonly number[] | undefined;
}

/** Which features a filter selects; asked anew when the layer changes. */
export function useMatchingIds(layer: LayerId, filter: Cql2 | undefined): UseQueryResult<MatchingIds> {
  const language = useView((view) => view.language);
  return useQuery({
    queryKey: ['layer', layer, 'ids', filter],
    queryFn: async ({ signal }) => {
      const query = { filter, properties: [], geometry: false };
      const { numberMatched: count } = await fetchItems(layer, { ...query, limit: 1 }, language, signal);
      if (count > mostIds) return { count, ids: undefined };
      const { features } = await fetchItems(layer, { ...query, limit: mostIds }, language, signal);
      return { count, ids: features.map(({ id }) => Number(id)) };
    },
    enabled: filter !== undefined,
    staleTime: 60_000,
  });
}

export function fetchItems(
  layer: LayerId,
  query: ItemsQuery,
  language: 'zh' | 'en',
  signal?: AbortSignal,
): Promise<ItemsPage> {
  return fetchJson<ItemsPage>(itemsPath(layer, 'items', query), { language, ...(signal ? { signal } : {}) });
}
