import type { LayerDefinition } from '../../data/layers/definition.ts';
import { valuesKept, wholeFromZoom } from '../../data/layers/thinning.ts';
import type { Text } from '../../data/text.ts';

/** That a map from afar draws only part of a layer, as the service's tiles have it. */
export interface Thinned {
  /** The values that are drawn. */
  readonly drawn: readonly Text[];
  /** From where on all are. */
  readonly wholeFrom: number;
}

/**
 * @param zoom of the map; tiles are those of the next lower whole one
 * @returns undefined where nothing is left out, or nothing is drawn from so far at all
 */
export function thinnedAt(layer: LayerDefinition, zoom: number): Thinned | undefined {
  if (zoom < layer.style.minimumZoom) return undefined;
  const kept = valuesKept(layer, Math.floor(zoom));
  const wholeFrom = wholeFromZoom(layer);
  if (!kept || wholeFrom === undefined) return undefined;
  const codes = layer.properties[kept.member]?.codes ?? [];
  return { drawn: codes.filter(({ value }) => kept.values.includes(value)).map(({ title }) => title), wholeFrom };
}
