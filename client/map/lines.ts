import type { ExpressionSpecification, FilterSpecification, LayerSpecification } from 'maplibre-gl';
import type { LayerDefinition, Symbol as LayerSymbol } from '../../data/layers/definition.ts';
import { lineWidth } from './scales.ts';
import { bySymbol, casesWhere, symbolOf } from './symbols.ts';

/** Lines thinner than this at zoom 14 carry no casing: it would be wider than the line. */
const leastCasedPixels = 2;
const casingPixels = 1.6;

const isCased = (symbol: LayerSymbol) => symbol.outlineColour !== undefined && symbol.sizePixels >= leastCasedPixels;
const isDashed = (symbol: LayerSymbol) => symbol.dash !== undefined;

/** Casing, then the line; dashed lines apart, since the shape of a line's end is one for a whole style layer. */
export function lineLayers(layer: LayerDefinition): readonly LayerSpecification[] {
  return [
    ...styled(layer, 'casing', isCased, casing),
    ...styled(layer, 'line', (symbol) => !isDashed(symbol), line),
    ...styled(layer, 'dash', isDashed, dash),
  ];
}

export function lineSource(layer: LayerDefinition, part: string) {
  return {
    id: `${layer.id}:${part}`,
    type: 'line' as const,
    source: layer.id,
    'source-layer': layer.id,
    minzoom: layer.style.minimumZoom,
  };
}

/** The cases listed first matter most and are drawn last. */
export function drawingOrder(layer: LayerDefinition): ExpressionSpecification | number {
  return bySymbol(layer, (_, index) => -index);
}

/** No layer where no symbol is of the kind; no filter where all are. */
function styled(
  layer: LayerDefinition,
  part: string,
  holds: (symbol: LayerSymbol) => boolean,
  build: (layer: LayerDefinition, part: string) => LayerSpecification,
): readonly LayerSpecification[] {
  const built = build(layer, part);
  const cases = casesWhere(layer, holds);
  const all = layer.style.by?.cases.length ?? 0;
  const base = holds(symbolOf(layer));
  if (cases.length === all) return base || all > 0 ? [built] : [];
  if (cases.length === 0 && !base) return [];
  const filter = ['in', ['get', layer.style.by?.member ?? ''], ['literal', cases]] as unknown as FilterSpecification;
  // A value outside the list looks like the base symbol, so it goes wherever the base goes.
  const others = casesWhere(layer, (symbol) => !holds(symbol));
  const negated = [
    '!',
    ['in', ['get', layer.style.by?.member ?? ''], ['literal', others]],
  ] as unknown as FilterSpecification;
  return [{ ...built, filter: base ? negated : filter } as LayerSpecification];
}

function casing(layer: LayerDefinition, part: string): LayerSpecification {
  return {
    ...lineSource(layer, part),
    layout: { 'line-cap': 'round', 'line-join': 'round', 'line-sort-key': drawingOrder(layer) },
    paint: {
      'line-color': bySymbol(layer, (symbol) => symbol.outlineColour ?? symbol.colour),
      'line-width': lineWidth(
        bySymbol(layer, (symbol) => symbol.sizePixels),
        casingPixels,
      ),
    },
  };
}

function line(layer: LayerDefinition, part: string): LayerSpecification {
  return {
    ...lineSource(layer, part),
    layout: { 'line-cap': 'round', 'line-join': 'round', 'line-sort-key': drawingOrder(layer) },
    paint: {
      'line-color': bySymbol(layer, (symbol) => symbol.colour),
      'line-width': lineWidth(bySymbol(layer, (symbol) => symbol.sizePixels)),
    },
  };
}

function dash(layer: LayerDefinition, part: string): LayerSpecification {
  return {
    ...lineSource(layer, part),
    layout: { 'line-join': 'round', 'line-sort-key': drawingOrder(layer) },
    paint: {
      'line-color': bySymbol(layer, (symbol) => symbol.colour),
      'line-width': lineWidth(bySymbol(layer, (symbol) => symbol.sizePixels)),
      'line-dasharray': dashes(layer),
    },
  };
}

function dashes(layer: LayerDefinition): [number, number] | ExpressionSpecification {
  const pattern = (symbol: LayerSymbol): [number, number] => [...(symbol.dash ?? [1, 0])] as [number, number];
  const { by } = layer.style;
  const dashed = casesWhere(layer, isDashed);
  if (!by || dashed.length === 0) return pattern(symbolOf(layer));
  return [
    'match',
    ['get', by.member],
    ...dashed.flatMap((value) => [value, ['literal', pattern(symbolOf(layer, value))]]),
    ['literal', pattern(symbolOf(layer))],
  ] as unknown as ExpressionSpecification;
}
