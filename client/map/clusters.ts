import type { Map as MapLibreMap, VectorTileSource } from 'maplibre-gl';
import type { LayerDefinition } from '../../data/layers/definition.ts';

/** Where a layer's tiles are described. @param apiUrl of the service, absolute, with its last slash */
export function tileJsonUrl(apiUrl: string, layer: LayerDefinition, clustered = true): string {
  return `${apiUrl}tiles/${layer.id}.json${clustered && layer.tiles.clusters ? '?clusters=on' : ''}`;
}

/** Points drawn as one are counted by the service, which knows nothing of a filter on the map: filtered, each is drawn. */
export function clusterUnlessFiltered(
  map: MapLibreMap,
  apiUrl: string,
  layer: LayerDefinition,
  filtered: boolean,
): void {
  const source = map.getSource<VectorTileSource>(layer.id);
  const url = tileJsonUrl(apiUrl, layer, !filtered);
  if (layer.tiles.clusters && source && source.url !== url) source.setUrl(url);
}
