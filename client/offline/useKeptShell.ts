import { useEffect } from 'react';
import { useStore } from '../state/createStore.ts';
import { mapStore } from '../state/map.ts';

/**
 * Has the browser keep the client, so that it opens without the network. Begun when the map first rests, so that it takes
 * nothing from the first view. Pages without TLS have no service workers, nor have some browsers by policy.
 */
export function useKeptShell(): void {
  const map = useStore(mapStore, (value) => value);
  useEffect(() => {
    if (!map || !import.meta.env.PROD || !('serviceWorker' in navigator)) return;
    const keep = () => {
      navigator.serviceWorker.register(new URL('service-worker.js', document.baseURI)).catch(() => undefined);
    };
    map.once('idle', keep);
    return () => {
      map.off('idle', keep);
    };
  }, [map]);
}
