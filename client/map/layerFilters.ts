import type { ExpressionSpecification, FilterSpecification, Map as MapLibreMap } from 'maplibre-gl';
import { areaNames } from './labels.ts';
import { showableOf } from './looks.ts';

/** Why features of a layer are left out: the person's filter, or edits that are drawn in their place. */
export type FilterPart = 'asked' | 'edited';

interface Filtering {
  /** What the style itself says, by style layer. */
  readonly own: Map<string, FilterSpecification | undefined>;
  readonly parts: Map<string, Partial<Record<FilterPart, ExpressionSpecification>>>;
}

const filterings = new WeakMap<MapLibreMap, Filtering>();

/** Narrows every style layer that draws a layer, beside what their own filters and the other part say. */
export function setFilterPart(
  map: MapLibreMap,
  layer: string,
  part: FilterPart,
  expression: ExpressionSpecification | undefined,
): void {
  const { own, parts } = filteringOf(map);
  // At the start nothing is left out of any layer, and reading the whole style to do nothing takes its time.
  if (expression === undefined && parts.get(layer)?.[part] === undefined) return;
  const wanted = { ...parts.get(layer), [part]: expression };
  parts.set(layer, wanted);
  for (const styleLayer of map.getStyle().layers) {
    if (showableOf(styleLayer.id) !== layer || !('source' in styleLayer)) continue;
    const isOfTiles = styleLayer.source === layer;
    if (!isOfTiles && styleLayer.source !== areaNames) continue;
    const further = [wanted.asked, isOfTiles ? wanted.edited : undefined].filter((one) => one !== undefined);
    if (!own.has(styleLayer.id)) own.set(styleLayer.id, 'filter' in styleLayer ? styleLayer.filter : undefined);
    const first = own.get(styleLayer.id);
    const all = [...(first ? [first] : []), ...further];
    map.setFilter(styleLayer.id, all.length > 1 ? (['all', ...all] as FilterSpecification) : (all[0] ?? null));
  }
}

/** A layer whose style layers have been put on anew keeps what narrows it. */
export function narrowAgain(map: MapLibreMap, layer: string): void {
  const { own, parts } = filteringOf(map);
  for (const id of [...own.keys()]) if (showableOf(id) === layer) own.delete(id);
  const { asked, edited } = parts.get(layer) ?? {};
  if (asked) setFilterPart(map, layer, 'asked', asked);
  else if (edited) setFilterPart(map, layer, 'edited', edited);
}

function filteringOf(map: MapLibreMap): Filtering {
  const known = filterings.get(map);
  if (known) return known;
  const made: Filtering = { own: new Map(), parts: new Map() };
  filterings.set(map, made);
  return made;
}
