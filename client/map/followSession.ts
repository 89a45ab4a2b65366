import { AJAXError, type Map as MapLibreMap, RasterDEMTileSource, VectorTileSource } from 'maplibre-gl';
import { renewSession } from '../api/http.ts';
import { sessionStore } from '../state/session.ts';
import { viewStore } from '../state/view.ts';
import { readdressTiles } from './freshTiles.ts';

/** A tile refused for want of a sign-in asks for one; what was refused is fetched anew after it. */
export function followSession(map: MapLibreMap): () => void {
  const onError = ({ error }: { readonly error: unknown }) => {
    const { session, signIn } = sessionStore.get();
    const isRefused = error instanceof AJAXError && error.status === 401;
    // One question is enough for all the tiles of a view.
    if (!isRefused || signIn === 'lost' || !session) return;
    renewSession(viewStore.get().language).catch(() => undefined);
  };
  let before = sessionStore.get().signIn;
  const unsubscribe = sessionStore.subscribe(() => {
    const { signIn, session } = sessionStore.get();
    if (before === 'lost' && signIn !== 'lost' && session?.may_read) reload(map);
    before = signIn;
  });
  map.on('error', onError);
  return () => {
    unsubscribe();
    map.off('error', onError);
  };
}

function reload(map: MapLibreMap): void {
  for (const id of Object.keys(map.getStyle().sources)) {
    const source = map.getSource(id);
    if ((source instanceof VectorTileSource || source instanceof RasterDEMTileSource) && source.url) {
      // Nobody has told of what was changed while nobody was signed in.
      readdressTiles(id);
      source.setUrl(source.url);
    }
  }
}
