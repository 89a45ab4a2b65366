import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { LayerId } from '../../data/layers/definition.ts';
import type { DeletedFeature } from '../../server/layers/history/deleted.ts';
import { onChange } from '../state/changes.ts';
import { useView } from '../state/view.ts';
import { fetchJson } from './http.ts';

/** As many as the service gives. */
export const mostDeleted = 1000;

/** What is deleted in a layer, the latest first; asked for anew as the layer changes. */
export function useDeleted(layer: LayerId | undefined): UseQueryResult<readonly DeletedFeature[]> {
  const language = useView((view) => view.language);
  const client = useQueryClient();
  useEffect(
    () =>
      onChange((change) => {
        if (change.layer === layer) void client.invalidateQueries({ queryKey: ['deleted', layer] });
      }),
    [client, layer],
  );
  return useQuery({
    queryKey: ['deleted', layer],
    queryFn: async ({ signal }) => {
      const path = `collections/${layer}/deleted?limit=${mostDeleted}`;
      return (await fetchJson<{ deleted: readonly DeletedFeature[] }>(path, { language, signal })).deleted;
    },
    enabled: layer !== undefined,
  });
}
