import type { LayerDefinition } from './definition.ts';

/** Which rows of a layer are in the tiles of a zoom: those whose member has one of the values. */
export interface Kept {
  readonly member: string;
  readonly values: readonly string[];
}

/** @param zoom of the tiles, whole. Undefined where all rows are in them. */
export function valuesKept(layer: LayerDefinition, zoom: number): Kept | undefined {
  const thinning = layer.tiles.thinning;
  const steps = thinning?.belowZoom.filter((step) => zoom < step.zoom) ?? [];
  const [first, ...others] = steps;
  if (thinning === undefined || first === undefined) return undefined;
  const nearest = others.reduce((best, step) => (step.zoom < best.zoom ? step : best), first);
  return { member: thinning.member, values: nearest.values };
}

/** The zoom from which tiles have all rows of the layer; undefined where all of its tiles do. */
export function wholeFromZoom(layer: LayerDefinition): number | undefined {
  const zooms = layer.tiles.thinning?.belowZoom.map(({ zoom }) => zoom) ?? [];
  return zooms.length === 0 ? undefined : Math.max(...zooms);
}
