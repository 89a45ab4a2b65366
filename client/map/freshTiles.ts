import type { Map as MapLibreMap, RequestParameters } from 'maplibre-gl';
import type { LayerId } from '../../data/layers/definition.ts';
import { awaitRest } from './rest.ts';

/** Changes come in bursts: tiles are fetched anew once it has been quiet for so long. */
const quietMs = 250;

const revisions = new Map<string, number>();
const stale = new Set<LayerId>();
let timer: ReturnType<typeof setTimeout> | undefined;

/**
 * The address under which MapLibre asks for a tile. Beyond a source's largest zoom its worker cuts tiles out of larger
 * ones and keeps the cuts by address for good, whatever it has fetched since (maplibre-gl 6.17,
 * `VectorTileWorkerSource._getOverzoomTile`). Each change of a layer therefore makes another address, by a fragment: the
 * service and the browser's cache, which asks whether its copy still holds, never see it.
 */
export function tileRequest(url: string): RequestParameters | undefined {
  const [, layer = ''] = /\/tiles\/([a-z_]+)\/\d+\/\d+\/\d+(?:\?|$)/.exec(url) ?? [];
  const revision = revisions.get(layer);
  return revision === undefined ? undefined : { url: `${url}#${revision}` };
}

/** What is fetched of a layer from now on is drawn as it comes, whatever has been kept of it. */
export function readdressTiles(layer: string): void {
  revisions.set(layer, (revisions.get(layer) ?? 0) + 1);
}

/** Fetches the tiles of a layer that has changed anew, soon. */
export function renewTiles(layer: LayerId, map: () => MapLibreMap | undefined): void {
  readdressTiles(layer);
  stale.add(layer);
  clearTimeout(timer);
  timer = setTimeout(() => renew(map), quietMs);
}

/** Whether what is drawn of a layer is known to be old, and its tiles have not even been asked for. */
export function awaitsTiles(layer: LayerId): boolean {
  return stale.has(layer);
}

function renew(current: () => MapLibreMap | undefined): void {
  const map = current();
  for (const layer of stale) {
    if (map?.getSource(layer)) {
      // Two fetches of one tile may be answered in either order, and the last answer is what is drawn.
      if (!map.isSourceLoaded(layer)) continue;
      map.refreshTiles(layer);
      awaitRest(map);
    }
    stale.delete(layer);
  }
  if (stale.size > 0) timer = setTimeout(() => renew(current), quietMs);
}
