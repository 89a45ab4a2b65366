import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import type { FeatureCollection, Geometry } from 'geojson';
import type { Language, Text } from '../../data/text.ts';
import type { LayerChange } from '../../server/plans/basis.ts';
import type { Comparison } from '../../server/plans/compare.ts';
import type { PlanEvacuationInputs } from '../../server/plans/inputs.ts';
import type { PlanSummary, StoredReport } from '../../server/plans/plan-store.ts';
import { useView } from '../state/view.ts';
import { type Change, useChange } from './change.ts';
import { fetchJson, sendRequest } from './http.ts';
import { dismissJob, isUnderWay, type Job, latestJobKey, startJob, useLatestJob } from './jobs.ts';

/** As the service answers it to a reader: each text in the one language that was asked for. */
type Localised<T> = T extends Text
  ? string
  : T extends readonly (infer U)[]
    ? readonly Localised<U>[]
    : T extends object
      ? { readonly [K in keyof T]: Localised<T[K]> }
      : T;

export interface PlanDocument extends PlanSummary {
  readonly id: number;
  readonly name: string | null;
  readonly status: StoredReport['status'];
  readonly created: string;
  readonly user_name: string;
  readonly accepted: string | null;
  readonly accepted_by: string | null;
  readonly inputs: PlanEvacuationInputs;
}

interface Said {
  readonly code: string;
  readonly message: string;
}

export interface CurrentPlan extends PlanDocument {
  /** What it rests on has changed since. */
  readonly outdated: boolean;
  readonly changed_since: readonly LayerChange[];
  /** What leaves it open whether everybody gets to a shelter safely. */
  readonly doubts: readonly Said[];
  /** Where it was worked out for a county that is not the one recorded. */
  readonly assumptions: readonly Said[];
}

export type PlanReport = Localised<Omit<StoredReport, 'losses'>>;

export type PlanFeatures = FeatureCollection<Geometry, Readonly<Record<string, unknown>>>;

export interface PlanComparison extends Comparison {
  readonly a: PlanDocument;
  readonly b: PlanDocument;
}

const process = 'plan-evacuation';
const plansKey = 'plans';
const listed = 50;

/** The latest plan's job, watched while it runs; the plans are asked for anew when it has ended. */
export function useLatestPlanJob(): UseQueryResult<Job | null> {
  const client = useQueryClient();
  return useLatestJob(process, {
    everyMs: 700,
    onSeen: (job) => {
      if (!isUnderWay(job)) void client.invalidateQueries({ queryKey: [plansKey, 'list'] });
    },
  });
}

/** The plan that a job has made. */
export async function planOfJob(job: string, language: Language): Promise<number> {
  return (await fetchJson<{ plan: number }>(`jobs/${job}/results`, { language })).plan;
}

/** Newest first. */
export function usePlans(): UseQueryResult<readonly PlanDocument[]> {
  const language = useView((view) => view.language);
  return useQuery({
    queryKey: [plansKey, 'list'],
    queryFn: async ({ signal }) =>
      (await fetchJson<{ plans: readonly PlanDocument[] }>(`plans?limit=${listed}`, { language, signal })).plans,
  });
}

/** The plan as it stands now; whether it is outdated is asked again whenever the person comes back to it. */
export function usePlan(id: number): UseQueryResult<CurrentPlan> {
  const language = useView((view) => view.language);
  return useQuery({
    queryKey: [plansKey, id, language],
    queryFn: ({ signal }) => fetchJson<CurrentPlan>(`plans/${id}`, { language, signal }),
  });
}

export function usePlanReport(id: number): UseQueryResult<PlanReport> {
  const language = useView((view) => view.language);
  return useQuery({
    queryKey: ['plan-report', id, language],
    queryFn: ({ signal }) => fetchJson<PlanReport>(`plans/${id}/report`, { language, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Features of the kinds named, as the map draws them. */
export function usePlanFeatures(id: number | undefined): UseQueryResult<PlanFeatures> {
  const language = useView((view) => view.language);
  return useQuery({
    queryKey: ['plan-features', id],
    queryFn: ({ signal }) => fetchJson<PlanFeatures>(`plans/${id}/features`, { language, signal }),
    enabled: id !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** The schedule of the plan's clearance: its roads and groups. */
export function useClearanceFeatures(id: number): UseQueryResult<PlanFeatures> {
  const language = useView((view) => view.language);
  return useQuery({
    queryKey: ['plan-clearance', id],
    queryFn: ({ signal }) =>
      fetchJson<PlanFeatures>(`plans/${id}/features?kind=clearance_road,clearance_group`, { language, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function useComparison(a: number, b: number | undefined): UseQueryResult<PlanComparison> {
  const language = useView((view) => view.language);
  return useQuery({
    queryKey: ['plan-comparison', a, b],
    queryFn: ({ signal }) => fetchJson<PlanComparison>(`plans/compare?a=${a}&b=${b}`, { language, signal }),
    enabled: b !== undefined,
  });
}

const touched = [latestJobKey(process), [plansKey]];

export function useStartPlan(): Change<Readonly<Record<string, unknown>>, Job> {
  return useChange((inputs, language) => startJob(process, inputs, language), touched);
}

export function useEndPlanJob(): Change<string> {
  return useChange(dismissJob, touched);
}

/** What stands against a plan and is accepted with it. */
export interface Confirmations {
  readonly confirm_outdated?: true;
  readonly confirm_incomplete?: true;
  readonly confirm_doubts?: true;
  readonly confirm_assumptions?: true;
}

export interface Acceptance extends Confirmations {
  readonly id: number;
}

/** The routes that it added, changed, took away and left. */
export interface Accepted {
  readonly created: readonly number[];
  readonly updated: readonly number[];
  readonly deleted: readonly number[];
  readonly unchanged: readonly number[];
}

export function useAcceptPlan(): Change<Acceptance, Accepted> {
  const client = useQueryClient();
  return useChange(async ({ id, ...body }: Acceptance, language) => {
    const accepted = await fetchJson<Accepted>(`plans/${id}/accept`, { language, body });
    void client.invalidateQueries({ queryKey: ['cards'] });
    void client.invalidateQueries({ queryKey: ['layer', 'evacuation_routes'] });
    return accepted;
  }, touched);
}

export function useDeletePlan(): Change<number> {
  return useChange((id: number, language) => sendRequest(`plans/${id}`, { language, method: 'DELETE' }), touched);
}
