import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { LineString } from 'geojson';
import type { ElevationProfile } from '../../server/elevation/profile.ts';
import { type ProfileSubject, subjectLine } from '../state/profile.ts';
import { useView } from '../state/view.ts';
import { fetchJson } from './http.ts';
import type { ItemsPage } from './items.ts';
import type { CountyFeature, CountyFeatures } from './types.ts';

const minuteMs = 60_000;
/** Of a county's longest road. */
const mostHazards = 1000;
const mostSections = 1000;
/** Beside the line's box, in degrees: some 30 m, so that hazards drawn a little off are among the answers. */
const marginDegrees = 0.0003;

export function useProfile(subject: ProfileSubject | undefined): UseQueryResult<ElevationProfile> {
  const language = useView((view) => view.language);
  return useQuery({
    queryKey: ['profile', subject?.kind === 'feature' ? [subject.layer, subject.id] : subject && subjectLine(subject)],
    queryFn: ({ signal }) => {
      if (subject?.kind !== 'feature') {
        const body = subject && subjectLine(subject);
        return fetchJson<ElevationProfile>('elevation/profile', { language, signal, body });
      }
      const query = new URLSearchParams({ collection: subject.layer, id: subject.id });
      return fetchJson<ElevationProfile>(`elevation/profile?${query}`, { language, signal });
    },
    enabled: subject !== undefined,
    staleTime: minuteMs,
    retry: false,
  });
}

/** The sections that carry a road's number. */
export async function sectionsOfRoad(code: string, language: 'zh' | 'en'): Promise<readonly CountyFeature[]> {
  const query = new URLSearchParams({ road_code: code, limit: String(mostSections) });
  return (await fetchJson<CountyFeatures>(`collections/roads/items?${query}`, { language })).features;
}

/** Road hazards in the box of a line; fewer than `numberMatched` where there are too many. */
export function useHazardsNear(line: LineString | undefined): UseQueryResult<ItemsPage> {
  const language = useView((view) => view.language);
  const box = line && boxOf(line);
  return useQuery({
    queryKey: ['layer', 'road_hazards', 'near', box],
    queryFn: ({ signal }) =>
      fetchJson<ItemsPage>(`collections/road_hazards/items?bbox=${box?.join(',')}&limit=${mostHazards}`, {
        language,
        signal,
      }),
    enabled: box !== undefined,
    staleTime: minuteMs,
  });
}

function boxOf({ coordinates }: LineString): readonly number[] {
  const xs = coordinates.map(([x = 0]) => x);
  const ys = coordinates.map(([, y = 0]) => y);
  const [west, south] = [Math.min(...xs) - marginDegrees, Math.min(...ys) - marginDegrees];
  return [west, south, Math.max(...xs) + marginDegrees, Math.max(...ys) + marginDegrees];
}
