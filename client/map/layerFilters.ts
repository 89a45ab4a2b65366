import type { ExpressionSpecification, FilterSpecification, Map as MapLibreMap, VectorTileSource } from 'maplibre-gl';
import type { LayerId } from '../../data/layers/definition.ts';
import { layers } from '../../data/layers/index.ts';
import { apiUrl } from '../api/http.ts';
import { areaNames } from './labels.ts';
import { showableOf } from './looks.ts';
import { tileAddress } from './style.ts';

/** Why features of a layer are left out: the person's filter, or edits that are drawn in their place. */
export type FilterPart = 'asked' | 'edited';

interface Filtering {
  /** What the style itself says, by style layer. */
  readonly own: Map<string, FilterSpecification | undefined>;
  readonly parts: Map<LayerId, Partial<Record<FilterPart, ExpressionSpecification | undefined>>>;
  /** Layers whose points come one by one. */
  readonly apart: Set<LayerId>;
}

const filterings = new WeakMap<MapLibreMap, Filtering>();

/** Narrows every style layer that draws a layer, beside what their own filters and the other part say. */
export function setFilterPart(
  map: MapLibreMap,
  layer: LayerId,
  part: FilterPart,
  expression: ExpressionSpecification | undefined,
): void {
  const filtering = filteringOf(map);
  const wanted = { ...filtering.parts.get(layer), [part]: expression };
  filtering.parts.set(layer, wanted);
  takeApart(map, filtering, layer, wanted.asked !== undefined);
  apply(map, filtering, layer);
}

/** For style layers that have been put on anew, and know nothing of what is to be left out. */
export function filterAnew(map: MapLibreMap, layer: LayerId): void {
  const filtering = filteringOf(map);
  for (const id of filtering.own.keys()) if (showableOf(id) === layer) filtering.own.delete(id);
  apply(map, filtering, layer);
}

function apply(map: MapLibreMap, { own, parts }: Filtering, layer: LayerId): void {
  const wanted = parts.get(layer);
  if (!wanted) return;
  for (const styleLayer of map.getStyle().layers) {
    if (showableOf(styleLayer.id) !== layer || !('source' in styleLayer)) continue;
    const isOfTiles = styleLayer.source === layer;
    if (!isOfTiles && styleLayer.source !== areaNames) continue;
    const further = [wanted.asked, isOfTiles ? wanted.edited : undefined].filter((one) => one !== undefined);
    if (further.length === 0 && !own.has(styleLayer.id)) continue;
    if (!own.has(styleLayer.id)) own.set(styleLayer.id, 'filter' in styleLayer ? styleLayer.filter : undefined);
    const first = own.get(styleLayer.id);
    const all = [...(first ? [first] : []), ...further];
    map.setFilter(styleLayer.id, all.length > 1 ? (['all', ...all] as FilterSpecification) : (all[0] ?? null));
  }
}

/** Points that are counted together from afar would be counted with those that the filter leaves out. */
function takeApart(map: MapLibreMap, { apart }: Filtering, layer: LayerId, wanted: boolean): void {
  if (!layers[layer].tiles.clusters || apart.has(layer) === wanted) return;
  if (wanted) apart.add(layer);
  else apart.delete(layer);
  map.getSource<VectorTileSource>(layer)?.setUrl(tileAddress(apiUrl(''), layers[layer], !wanted));
}

function filteringOf(map: MapLibreMap): Filtering {
  const known = filterings.get(map);
  if (known) return known;
  const made: Filtering = { own: new Map(), parts: new Map(), apart: new Set() };
  filterings.set(map, made);
  return made;
}
