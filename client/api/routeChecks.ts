import {
  type InfiniteData,
  type UseInfiniteQueryResult,
  type UseQueryResult,
  useInfiniteQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { LineString } from 'geojson';
import type { Language } from '../../data/text.ts';
import type { RouteCheckCounts, RouteCheckEntry, RouteCheckState } from '../../server/route-checks/read-checks.ts';
import type { WithoutRoute } from '../../server/route-checks/without-route.ts';
import { useView } from '../state/view.ts';
import { type Change, useChange } from './change.ts';
import { fetchJson } from './http.ts';
import { dismissJob, type Job, latestJobKey, startJob, useLatestJob } from './jobs.ts';
import { nextCursor, type Page } from './paging.ts';
import type { CountyFeature } from './types.ts';

export interface RouteCheckFilter {
  readonly verdicts?: readonly RouteCheckState[];
  readonly stale?: boolean;
  /** Routes of one township only, or of those that name none: null. */
  readonly township?: string | null;
}

interface RouteCheckPage extends Page {
  readonly routes: readonly RouteCheckEntry[];
  readonly numberMatched: number;
  readonly counts: Omit<RouteCheckCounts, 'matched'>;
  readonly without_route: WithoutRoute;
}

const listKey = 'route-checks';
const process = 'check-routes';
const pageSize = 50;
/** While something is checked, and otherwise for the edits of others. */
const soonMs = 2000;
const laterMs = 15_000;

export function useRouteChecks(
  filter: RouteCheckFilter,
): UseInfiniteQueryResult<InfiniteData<RouteCheckPage, string | undefined>> {
  const language = useView((view) => view.language);
  return useInfiniteQuery({
    queryKey: [listKey, filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ signal, pageParam }) => {
      const query = new URLSearchParams({ limit: String(pageSize) });
      if (filter.verdicts) query.set('verdict', filter.verdicts.join());
      if (filter.stale) query.set('stale', 'true');
      if (filter.township !== undefined) query.set('township', filter.township ?? '');
      if (pageParam) query.set('cursor', pageParam);
      return fetchJson<RouteCheckPage>(`route-checks?${query}`, { language, signal });
    },
    getNextPageParam: nextCursor,
    refetchInterval: ({ state }) => {
      const counts = state.data?.pages[0]?.counts;
      // Routes that were never checked wait for somebody to begin.
      return counts && counts.stale > counts.verdicts.unchecked ? soonMs : laterMs;
    },
  });
}

/** The latest check of all routes, watched while it runs. Jobs are for accounts. */
export function useLatestCheck(enabled: boolean): UseQueryResult<Job | null> {
  const client = useQueryClient();
  return useLatestJob(process, {
    enabled,
    onSeen: () => {
      void client.invalidateQueries({ queryKey: [listKey] });
    },
  });
}

const touched = [latestJobKey(process)];

export function useStartCheck(): Change<void> {
  return useChange((_, language) => startJob(process, {}, language), touched);
}

export function useDismissCheck(): Change<string> {
  return useChange(dismissJob, touched);
}

/** The line of a stored route. */
export async function routeLine(id: number, language: Language): Promise<LineString> {
  const { geometry } = await fetchJson<CountyFeature>(`collections/evacuation_routes/items/${id}`, { language });
  if (geometry.type !== 'LineString') throw new TypeError(`route ${id} is a ${geometry.type}`);
  return geometry;
}
