import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { isLayerId, layerList } from '../../data/layers/index.ts';
import { followEvents } from '../api/events.ts';
import { apiUrl } from '../api/http.ts';
import { warningsKey } from '../api/warnings.ts';
import { announceChange, changesDownStore, type LayerChange, onChange } from '../state/changes.ts';
import { mapStore } from '../state/map.ts';
import { useSession } from '../state/session.ts';
import { renewTiles } from './freshTiles.ts';

/** Shows what others store as they store it: the service tells of every change, and the map and the lists follow. */
export function useChanges(): void {
  const session = useSession();
  const client = useQueryClient();
  const reads = session?.may_read ?? false;
  const userId = session?.user?.id;

  useEffect(() => {
    if (!reads) return;
    const seen = new Map<string, number>();
    return onChange(({ layer, features }) => {
      if (!isNews(seen, layer, features)) return;
      for (const first of ['feature', 'layer', 'code']) void client.invalidateQueries({ queryKey: [first, layer] });
      if (layer === 'flood_points') void client.invalidateQueries({ queryKey: [warningsKey] });
      renewTiles(layer, mapStore.get);
    });
  }, [reads, client]);

  // Who signs in or out is somebody else to the service, and follows anew.
  useEffect(() => {
    if (!reads) return;
    return follow(userId, client);
  }, [reads, userId, client]);
}

/** One's own changes are known from the answer before the service tells of them to everybody. */
function isNews(seen: Map<string, number>, layer: LayerChange['layer'], features: LayerChange['features']): boolean {
  const news = features.filter(({ id, version, operation }) => {
    const key = `${layer}/${id} ${operation === 'delete'}`;
    if ((seen.get(key) ?? 0) >= version) return false;
    seen.set(key, version);
    return true;
  });
  return news.length > 0;
}

/** @returns what ends it */
function follow(_userId: number | undefined, client: QueryClient): () => void {
  return followEvents({
    open: (since) =>
      new EventSource(apiUrl(since === undefined ? 'events' : `events?since=${encodeURIComponent(since)}`)),
    onChange: (data) => {
      const change = JSON.parse(data) as LayerChange;
      if (isLayerId(change.layer)) announceChange(change);
    },
    onWarning: () => void client.invalidateQueries({ queryKey: [warningsKey] }),
    onReturn: () => {
      void client.invalidateQueries();
      for (const { id } of layerList) renewTiles(id, mapStore.get);
    },
    onDown: changesDownStore.set,
  });
}
