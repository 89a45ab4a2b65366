import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { Language } from '../../data/text.ts';
import { useView } from '../state/view.ts';
import { fetchJson } from './http.ts';

export interface Job {
  readonly jobID: string;
  readonly status: 'accepted' | 'running' | 'successful' | 'failed' | 'dismissed';
  readonly progress: number;
  readonly message?: string;
  readonly finished?: string;
  readonly problem?: { readonly detail: string };
}

export function isUnderWay(job: Job | null | undefined): boolean {
  return job?.status === 'accepted' || job?.status === 'running';
}

interface Watching<J> {
  readonly enabled?: boolean;
  /** How often it is asked for while it is under way. */
  readonly everyMs?: number;
  /** Called with each answer: time to ask anew for what the job makes. */
  readonly onSeen?: (job: J | null) => void;
}

/** The latest job of a process, watched while it is under way; null where there is none. Jobs are for accounts. */
export function useLatestJob<J extends Job = Job>(
  process: string,
  { enabled = true, everyMs = 1000, onSeen }: Watching<J> = {},
): UseQueryResult<J | null> {
  const language = useView((view) => view.language);
  return useQuery({
    queryKey: [...latestJobKey(process), language],
    queryFn: async ({ signal }) => {
      const path = `jobs?processID=${process}&limit=1`;
      const { jobs } = await fetchJson<{ jobs: readonly J[] }>(path, { language, signal });
      const job = jobs[0] ?? null;
      onSeen?.(job);
      return job;
    },
    enabled,
    refetchInterval: ({ state }) => (isUnderWay(state.data) ? everyMs : false),
  });
}

/** What to invalidate once a job of the process is started or ended. */
export function latestJobKey(process: string): readonly string[] {
  return ['latest-job', process];
}

/** @throws ServiceProblem where it does not start */
export function startJob(process: string, inputs: Readonly<Record<string, unknown>>, language: Language): Promise<Job> {
  return fetchJson<Job>(`processes/${process}/execution`, { language, body: { inputs } });
}

export function dismissJob(id: string, language: Language): Promise<unknown> {
  return fetchJson(`jobs/${id}`, { language, method: 'DELETE' });
}
