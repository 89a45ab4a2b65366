import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { LayerId } from '../../data/layers/definition.ts';
import type { Language } from '../../data/text.ts';
import type { QueuedPhoto } from '../state/photoStorage.ts';
import { useView } from '../state/view.ts';
import { apiUrl, fetchJson, sendRequest } from './http.ts';

export interface StoredPhoto {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  readonly taken_at: string | null;
  readonly position: readonly [number, number] | null;
  readonly by: string;
  readonly created_at: string;
}

const minuteMs = 60_000;

/** The photos of a stored feature. @param revision asked for anew where it is another one */
export function useFeaturePhotos(
  layer: LayerId,
  id: number | undefined,
  revision: number,
): UseQueryResult<{ readonly photos: readonly StoredPhoto[] }> {
  const language = useView((view) => view.language);
  return useQuery({
    queryKey: ['photos', layer, id, revision],
    queryFn: ({ signal }) =>
      fetchJson<{ photos: readonly StoredPhoto[] }>(`collections/${layer}/items/${id}/photos`, { language, signal }),
    enabled: id !== undefined,
    placeholderData: keepPreviousData,
    staleTime: minuteMs,
  });
}

export function photoUrl(id: string, size: 'full' | 'small'): string {
  return apiUrl(`photos/${id}${size === 'small' ? '?size=small' : ''}`);
}

/** Sent again, it is stored once. */
export async function sendPhoto(
  layer: LayerId,
  id: number,
  { full, small, takenAt, position }: QueuedPhoto,
  language: Language,
): Promise<void> {
  const form = new FormData();
  form.append('photo', full, 'photo.jpg');
  form.append('small', small, 'small.jpg');
  const query = new URLSearchParams({
    ...(takenAt === undefined ? {} : { taken_at: takenAt }),
    ...(position === undefined ? {} : { longitude: position[0].toFixed(7), latitude: position[1].toFixed(7) }),
  });
  await sendRequest(`collections/${layer}/items/${id}/photos?${query}`, { language, form });
}

export function deletePhoto(layer: LayerId, id: number, photo: string, language: Language): Promise<void> {
  return sendRequest(`collections/${layer}/items/${id}/photos/${photo}`, { language, method: 'DELETE' });
}
