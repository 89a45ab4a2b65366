import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { LayerId } from '../../data/layers/definition.ts';
import type { RouteCheckReport } from '../../server/evacuation/types.ts';
import type { Selection } from '../actions/view.ts';
import { useView } from '../state/view.ts';
import { fetchJson, renewSession } from './http.ts';
import type {
  CountyFeature,
  CountyFeatures,
  RouteCheckInputs,
  ServiceDescription,
  SessionDescription,
  TerrainDescription,
} from './types.ts';

const minuteMs = 60_000;
/** A county has some tens of townships. */
const mostWhole = 500;

export function useService(): UseQueryResult<ServiceDescription> {
  const language = useView((view) => view.language);
  return useQuery({
    queryKey: ['service'],
    queryFn: ({ signal }) => fetchJson<ServiceDescription>('service', { language, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Keeps `sessionStore` true: asked at first, and again when the person comes back to the page after a while. */
export function useSessionLoading(): UseQueryResult<SessionDescription> {
  const language = useView((view) => view.language);
  return useQuery({
    queryKey: ['session'],
    queryFn: ({ signal }) => renewSession(language, signal),
    staleTime: minuteMs,
    // The store holds it.
    gcTime: 0,
  });
}

/** One feature with all its members. */
export function useFeature(selection: Selection | undefined): UseQueryResult<CountyFeature> {
  const language = useView((view) => view.language);
  return useQuery({
    queryKey: ['feature', selection?.layer, selection?.id],
    queryFn: ({ signal }) => fetchJson<CountyFeature>(itemPath(selection), { language, signal }),
    enabled: selection !== undefined,
    staleTime: minuteMs,
  });
}

/** The feature of a layer that carries a code, or null where none does. */
export async function featureByCode(
  layer: LayerId,
  code: string,
  language: 'zh' | 'en',
): Promise<CountyFeature | null> {
  const query = new URLSearchParams({ code, limit: '1' });
  const found = await fetchJson<CountyFeatures>(`collections/${layer}/items?${query}`, { language });
  return found.features[0] ?? null;
}

export function useFeatureByCode(layer: LayerId | undefined, code: string): UseQueryResult<CountyFeature | null> {
  const language = useView((view) => view.language);
  return useQuery({
    queryKey: ['code', layer, code],
    queryFn: () => (layer === undefined ? null : featureByCode(layer, code, language)),
    enabled: layer !== undefined,
    staleTime: 10 * minuteMs,
  });
}

/** All features of a layer that has few of them, such as the townships. */
export function useWholeLayer(layer: LayerId): UseQueryResult<CountyFeatures> {
  const language = useView((view) => view.language);
  return useQuery({
    queryKey: ['layer', layer],
    queryFn: ({ signal }) =>
      fetchJson<CountyFeatures>(`collections/${layer}/items?limit=${mostWhole}`, { language, signal }),
    staleTime: 10 * minuteMs,
  });
}

/** West, south, east, north of what a layer has; undefined while it has nothing. */
export async function layerExtent(
  layer: LayerId,
  language: 'zh' | 'en',
): Promise<readonly [number, number, number, number] | undefined> {
  const { extent } = await fetchJson<CollectionDescription>(`collections/${layer}`, { language });
  return extent?.spatial?.bbox[0];
}

/** Describes the elevation tiles; only asked for where the county has an elevation. */
export function useTerrain(elevation: boolean): UseQueryResult<TerrainDescription> {
  const language = useView((view) => view.language);
  return useQuery({
    queryKey: ['terrain'],
    queryFn: ({ signal }) => fetchJson<TerrainDescription>('terrain.json', { language, signal }),
    enabled: elevation,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Runs anew whenever the route or the time changes; a report is never shown for another line than its own. */
export function useRouteCheck(inputs: RouteCheckInputs | undefined): UseQueryResult<RouteCheckReport> {
  const language = useView((view) => view.language);
  return useQuery({
    queryKey: ['check-route', inputs],
    queryFn: ({ signal }) =>
      fetchJson<RouteCheckReport>('processes/check-route/execution', { language, signal, body: { inputs } }),
    enabled: inputs !== undefined,
    // A closure may be entered at any time: an answer holds for the moment it was asked.
    staleTime: 0,
    refetchOnWindowFocus: false,
  });
}

/** Of OGC API Features, what is used here. */
interface CollectionDescription {
  readonly extent?: { readonly spatial?: { readonly bbox: readonly [readonly [number, number, number, number]] } };
}

function itemPath(selection: Selection | undefined): string {
  return `collections/${selection?.layer}/items/${encodeURIComponent(selection?.id ?? '')}`;
}
