import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useSession } from '../state/session.ts';
import { useView } from '../state/view.ts';
import { type Change, useChange } from './change.ts';
import { apiUrl, fetchJson } from './http.ts';
import { dismissJob, isUnderWay, type Job, startJob } from './jobs.ts';

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

interface PrintJob extends Job {
  readonly user_name: string;
  readonly inputs: Printing & { readonly township: string | null };
}

/** What a job has printed: the address of the file is below that of the API. */
interface Printed {
  readonly cards: number;
  readonly file: string;
  readonly kept_hours: number;
}

const process = 'print-cards';
const printsKey = 'card-prints';

/** The latest of the person's own prints of many cards, watched while it runs. */
export function useLatestPrint(): UseQueryResult<PrintJob | null> {
  const language = useView((view) => view.language);
  const user = useSession()?.user?.name;
  return useQuery({
    queryKey: [printsKey, user, language],
    queryFn: async ({ signal }) => {
      const path = `jobs?processID=${process}&limit=100`;
      const { jobs } = await fetchJson<{ jobs: readonly PrintJob[] }>(path, { language, signal });
      return jobs.find(({ user_name }) => user_name === user) ?? null;
    },
    refetchInterval: ({ state }) => (isUnderWay(state.data ?? undefined) ? 700 : false),
  });
}

/** Where the cards of a job that has ended well are, as long as they are kept. */
export function usePrinted(job: PrintJob): UseQueryResult<Printed> {
  const language = useView((view) => view.language);
  return useQuery({
    queryKey: ['printed-cards', job.jobID],
    queryFn: ({ signal }) => fetchJson<Printed>(`jobs/${job.jobID}/results`, { language, signal }),
    enabled: job.status === 'successful',
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function printedAddress({ file }: Printed): string {
  return apiUrl(file.replace(/^\//, ''));
}

const touched = [[printsKey]];

export function useStartPrint(): Change<Readonly<Record<string, unknown>>> {
  return useChange((inputs, language) => startJob(process, inputs, language), touched);
}

export function useEndPrint(): Change<string> {
  return useChange(dismissJob, touched);
}
