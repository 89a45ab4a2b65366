import {
  type InfiniteData,
  type UseInfiniteQueryResult,
  type UseQueryResult,
  useInfiniteQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { Feature, LineString } from 'geojson';
import type { Language } from '../../data/text.ts';
import type { ProposalFilter } from '../state/screening.ts';
import { useView } from '../state/view.ts';
import { type Change, useChange } from './change.ts';
import { fetchJson } from './http.ts';
import { dismissJob, isUnderWay, type Job, latestJobKey, startJob, useLatestJob } from './jobs.ts';
import { nextCursor, type Page } from './paging.ts';

export interface ProposalProperties {
  readonly hazard: string;
  readonly of_hazard: string | null;
  readonly grade: string | null;
  readonly state: 'proposed' | 'accepted' | 'rejected' | 'superseded';
  readonly road_code: string | null;
  readonly segment_code: string | null;
  readonly chainage: string;
  /** The road's own chainage of its first and last vertex; null where it has none. */
  readonly road_chainage: readonly [fromMetres: number, toMetres: number] | null;
  readonly from_m: number;
  readonly to_m: number;
  readonly side: string | null;
  readonly direction: string | null;
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly overlaps: readonly number[];
  readonly recorded: readonly number[];
  readonly reason: string | null;
  readonly reviewed_by: string | null;
  readonly hazard_id: number | null;
  readonly attention: { readonly code: string; readonly shift_m?: number; readonly grade?: string } | null;
  readonly _version: number;
}

export type Proposal = Feature<LineString, ProposalProperties> & { readonly id: number };

interface ProposalPage extends Page {
  readonly features: readonly Proposal[];
  readonly numberMatched: number;
}

const process = 'screen-roads';
const proposalsKey = 'proposals';
const pageSize = 100;

/** The latest screening, watched while it runs; its proposals are asked for anew as they come. */
export function useLatestScreening(): UseQueryResult<Job | null> {
  const client = useQueryClient();
  return useLatestJob(process, {
    onSeen: (job) => {
      if (isUnderWay(job)) void client.invalidateQueries({ queryKey: [proposalsKey] });
    },
  });
}

export function useProposals(
  filter: ProposalFilter,
): UseInfiniteQueryResult<InfiniteData<ProposalPage, string | undefined>> {
  const language = useView((view) => view.language);
  return useInfiniteQuery({
    queryKey: [proposalsKey, filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ signal, pageParam }) => {
      const query = new URLSearchParams({ limit: String(pageSize) });
      if (filter.state === 'attention') query.set('attention', 'true');
      else query.set('state', filter.state);
      if (filter.hazard) query.set('hazard', filter.hazard);
      if (filter.grade) query.set('grade', filter.grade);
      if (pageParam) query.set('cursor', pageParam);
      return fetchJson<ProposalPage>(`proposals?${query}`, { language, signal });
    },
    getNextPageParam: nextCursor,
  });
}

const touched = [latestJobKey(process), [proposalsKey]];

export function useStartScreening(): Change<Readonly<Record<string, unknown>>> {
  return useChange((inputs, language) => startJob(process, inputs, language), touched);
}

export function useDismissJob(): Change<string> {
  return useChange(dismissJob, touched);
}

export interface Decision {
  readonly id: number;
  readonly version: number;
  /** Undefined: accepted. */
  readonly reason?: string;
  /** What is accepted otherwise than it was proposed. */
  readonly edits?: ProposalEdits;
}

/** The stretch in metres along the road section, and members of the hazard. */
export interface ProposalEdits {
  readonly from_m?: number;
  readonly to_m?: number;
  readonly grade?: string;
  readonly side?: string;
  readonly remarks?: string;
}

/** Names the version that the person had before them: what has changed since is not decided unseen. */
export function useDecide(): Change<Decision> {
  return useChange(decide, touched);
}

function decide({ id, version, reason, edits }: Decision, language: Language): Promise<unknown> {
  const proposals = [{ id, version }];
  if (edits) {
    const ifMatch = `"proposal-${id}-${version}"`;
    return fetchJson(`proposals/${id}/accept`, { language, body: edits, ifMatch });
  }
  return reason === undefined
    ? fetchJson('proposals/accept', { language, body: { proposals } })
    : fetchJson('proposals/reject', { language, body: { proposals, reason } });
}

export function useReopen(): Change<number> {
  return useChange(
    (id: number, language) => fetchJson(`proposals/${id}/reopen`, { language, method: 'POST' }),
    touched,
  );
}
