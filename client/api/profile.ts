import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { LineString } from 'geojson';
import type { ElevationProfile } from '../../server/elevation/profile.ts';
import type { ProfileSubject } from '../state/profile.ts';
import { useView } from '../state/view.ts';
import { fetchJson } from './http.ts';
import type { CountyFeatures } from './types.ts';

const minuteMs = 60_000;
/** Of a county's longest road. */
const mostHazards = 1000;
/** Beside the line's box, in degrees: some 30 m, so that hazards drawn a little off are among the answers. */
const marginDegrees = 0.0003;

export function useProfile(subject: ProfileSubject | undefined): UseQueryResult<ElevationProfile> {
  const language = useView((view) => view.language);
  return useQuery({
    queryKey: ['profile', subject?.kind === 'feature' ? [subject.layer, subject.id] : subject?.line],
    queryFn: ({ signal }) => {
      if (subject?.kind === 'check') {
        return fetchJson<ElevationProfile>('elevation/profile', { language, signal, body: subject.line });
      }
      const query = new URLSearchParams({ collection: subject?.layer ?? '', id: subject?.id ?? '' });
      return fetchJson<ElevationProfile>(`elevation/profile?${query}`, { language, signal });
    },
    enabled: subject !== undefined,
    staleTime: minuteMs,
    retry: false,
  });
}

/** Road hazards in the box of a line. */
export function useHazardsNear(line: LineString | undefined): UseQueryResult<CountyFeatures> {
  const language = useView((view) => view.language);
  const box = line && boxOf(line);
  return useQuery({
    queryKey: ['layer', 'road_hazards', 'near', box],
    queryFn: ({ signal }) =>
      fetchJson<CountyFeatures>(`collections/road_hazards/items?bbox=${box?.join(',')}&limit=${mostHazards}`, {
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
