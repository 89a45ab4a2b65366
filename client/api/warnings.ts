import {
  type InfiniteData,
  type UseInfiniteQueryResult,
  type UseMutationResult,
  type UseQueryResult,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { Feature, FeatureCollection, Point } from 'geojson';
import { useEffect, useState } from 'react';
import type { Doubt, Level, WarningState } from '../../server/evacuation/warnings/types.ts';
import { isOverdue } from '../actions/warned.ts';
import { createStore, useStore } from '../state/createStore.ts';
import { mapRestedStore } from '../state/map.ts';
import { useView } from '../state/view.ts';
import type { AssumedRain } from '../state/warnings.ts';
import { fetchJson } from './http.ts';
import { endingAfter } from './timeLimit.ts';

/** Begins every key of what rain and thresholds decide. */
export const warningsKey = 'warnings';

/** The service tells of changes; asking again now and then covers what it could not tell. */
const againMs = 60_000;
/** On a half-dead line a request would neither be answered nor fail, and the next would only join it. */
const answerWithinMs = 20_000;
const lookMs = 5000;

export interface WarningFigure {
  readonly gauge: string;
  readonly hours: number;
  readonly from: string;
  readonly to: string;
  readonly known_mm: number;
  readonly at_most_mm: number | null;
  readonly missing_min: number;
  readonly prepare_mm: number | null;
  readonly evacuate_mm: number | null;
  readonly level: Level;
  readonly possible: Level;
}

export interface WarningProperties {
  readonly code: string | null;
  readonly name: string;
  readonly township: string | null;
  readonly people: number;
  readonly state: WarningState;
  readonly open: boolean;
  readonly doubts: readonly Doubt[];
  readonly since: string;
  readonly last_known: { readonly state: Level; readonly until: string } | null;
  readonly figures: readonly WarningFigure[];
  readonly gauges: readonly {
    readonly code: string;
    readonly distance_m: number;
    readonly last_reading: string | null;
  }[];
}

export type Warning = Feature<Point, WarningProperties> & { readonly id: number };

export interface Warnings {
  readonly judged_at: string;
  readonly demo: boolean;
  /** The end of the newest reading of rain; null where there is none. */
  readonly rain_until: string | null;
  readonly counts: Readonly<Record<WarningState, number>>;
  readonly features: readonly Warning[];
}

/** A point with its state, without the figures behind it. */
export type Warned = Feature<
  Point,
  Pick<WarningProperties, 'code' | 'name' | 'state' | 'open' | 'doubts' | 'since' | 'last_known'>
> & {
  readonly id: number;
};

export type CountyWarned = Omit<Warnings, 'features'> & { readonly features: readonly Warned[] };

/** As of when the first answer has been waited for. */
const askedStore = createStore<number | undefined>(undefined);

export interface WarnedNow {
  /** The newest answer. */
  readonly data: CountyWarned | undefined;
  /** There is no answer, or it cannot pass for the present: whoever shows it must say so. */
  readonly lacks: boolean;
}

/**
 * What the map marks and the header counts: asked for once the map has drawn itself, and from then on. Asked even where
 * the browser believes itself offline, so that what cannot be known is said to be.
 */
export function useWarned(): WarnedNow {
  const language = useView((view) => view.language);
  const rested = useStore(mapRestedStore, (value) => value);
  const { data, isError, dataUpdatedAt } = useQuery({
    queryKey: [warningsKey, 'warned'],
    queryFn: async ({ signal }) => {
      askedStore.set((since) => since ?? Date.now());
      const warned = await fetchJson<CountyWarned>('warnings?detail=brief', {
        language,
        signal: endingAfter(answerWithinMs, signal),
      });
      askedStore.set(undefined);
      return warned;
    },
    enabled: rested,
    networkMode: 'always',
    refetchInterval: againMs,
  });
  const overdue = useOverdue(dataUpdatedAt);
  return { data, lacks: isError || overdue };
}

function useOverdue(answeredAt: number): boolean {
  const askedAt = useStore(askedStore, (value) => value);
  const [overdue, setOverdue] = useState(false);
  useEffect(() => {
    const look = () => setOverdue(isOverdue({ answeredAt, askedAt, now: Date.now() }));
    look();
    // By the clock each time: a timer set for the moment itself would stand still while the machine sleeps.
    const timer = setInterval(look, lookMs);
    return () => clearInterval(timer);
  }, [answeredAt, askedAt]);
  return overdue;
}

/** As the rain has it, or as an assumed one would. */
export function useWarnings(assumed: AssumedRain | undefined): UseQueryResult<Warnings> {
  const language = useView((view) => view.language);
  return useQuery({
    queryKey: [warningsKey, 'states', assumed ?? null],
    queryFn: ({ signal }) =>
      assumed === undefined
        ? fetchJson<Warnings>('warnings', { language, signal })
        : fetchJson<Warnings>('warnings/scenario', { language, signal, body: assumed }),
    networkMode: 'always',
    refetchInterval: assumed === undefined ? againMs : false,
  });
}

export interface WarningChange {
  readonly id: number;
  readonly flood_point: number;
  readonly name: string;
  readonly before: WarningState | null;
  readonly after: WarningState;
  readonly at: string;
  readonly figures: readonly WarningFigure[];
  readonly demo: boolean;
}

interface ChangePage {
  readonly changes: readonly WarningChange[];
  readonly next: number | null;
}

/** Newest first, of one flood point or of all. */
export function useWarningChanges(pointId: number | undefined): UseInfiniteQueryResult<InfiniteData<ChangePage>> {
  const language = useView((view) => view.language);
  const path = pointId === undefined ? 'warnings/changes' : `warnings/${pointId}/changes`;
  const limit = pointId === undefined ? 50 : 5;
  return useInfiniteQuery({
    queryKey: [warningsKey, 'changes', pointId ?? null],
    queryFn: ({ pageParam, signal }) =>
      fetchJson<ChangePage>(`${path}?limit=${limit}${pageParam === null ? '' : `&cursor=${pageParam}`}`, {
        language,
        signal,
      }),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
  });
}

export interface GaugeProperties {
  readonly code: string;
  readonly name: string | null;
  readonly active: boolean;
  readonly demo: boolean;
  readonly last_reading: string | null;
  readonly last_mm: number | null;
  readonly last_minutes: number | null;
}

export function useGauges(): UseQueryResult<FeatureCollection<Point, GaugeProperties>> {
  const language = useView((view) => view.language);
  return useQuery({
    queryKey: [warningsKey, 'gauges'],
    queryFn: ({ signal }) =>
      fetchJson<FeatureCollection<Point, GaugeProperties>>('rainfall/gauges', { language, signal }),
  });
}

export interface NewReading {
  readonly gauge: string;
  readonly start: string;
  readonly end: string;
  readonly rain_mm: number;
  readonly correction: boolean;
}

export interface ReceivedRain {
  readonly stored: number;
  readonly corrected: number;
  readonly known: number;
  readonly missing: number;
  readonly changes: readonly unknown[];
}

/** A reading entered by hand, or a file of them. */
export function useReportRain(): UseMutationResult<ReceivedRain, Error, NewReading | File> {
  return useSent((given, language) =>
    given instanceof File
      ? fetchJson<ReceivedRain>('rainfall/readings', { language, file: typed(given) })
      : fetchJson<ReceivedRain>('rainfall/readings', { language, body: [given] }),
  );
}

/** Browsers name a CSV by whatever program opens it on the person's machine. */
function typed(file: File): Blob {
  return new Blob([file], { type: /\.json$/i.test(file.name) ? 'application/json' : 'text/csv' });
}

export interface NewGauge {
  readonly code: string;
  readonly name: string;
  readonly place: readonly [number, number];
}

export function useAddGauge(): UseMutationResult<unknown, Error, NewGauge> {
  return useSent(({ code, name, place }, language) =>
    fetchJson('rainfall/gauges', {
      language,
      body: {
        type: 'Feature',
        geometry: { type: 'Point', coordinates: place },
        properties: { code, ...(name ? { name } : {}) },
      },
    }),
  );
}

function useSent<V, T>(send: (values: V, language: 'zh' | 'en') => Promise<T>): UseMutationResult<T, Error, V> {
  const language = useView((view) => view.language);
  const client = useQueryClient();
  return useMutation({
    mutationFn: (values) => send(values, language),
    onSuccess: () => client.invalidateQueries({ queryKey: [warningsKey] }),
  });
}
