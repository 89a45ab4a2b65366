import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import type { LayerDefinition } from '../../data/layers/definition.ts';
import { lineSource } from './lines.ts';
import { lineWidth } from './scales.ts';
import { bySymbol } from './symbols.ts';

/** Flood zones of several return periods lie in each other: from afar their many edges would outweigh the roads. */
const quietFromAfar: ExpressionSpecification = ['interpolate', ['linear'], ['zoom'], 12, 0, 14, 0.55];

/** Fill and outline. A boundary (no fill) gets a soft band beside its line, so that it reads as an area's edge. */
export function polygonLayers(layer: LayerDefinition): readonly LayerSpecification[] {
  const { base } = layer.style;
  const isBoundary = base.fillOpacity === 0;
  const outline: LayerSpecification = {
    ...lineSource(layer, 'outline'),
    layout: { 'line-join': 'round' },
    paint: {
      'line-color': bySymbol(layer, (symbol) => symbol.outlineColour ?? symbol.colour),
      'line-width': lineWidth(bySymbol(layer, (symbol) => symbol.sizePixels)),
      ...(base.dash ? { 'line-dasharray': [...base.dash] } : {}),
      ...((base.fillOpacity ?? 1) < 1 && !isBoundary ? { 'line-opacity': quietFromAfar } : {}),
    },
  };
  return isBoundary ? [band(layer), outline] : [fill(layer), outline];
}

function fill(layer: LayerDefinition): LayerSpecification {
  return {
    ...area(layer, 'fill'),
    paint: {
      'fill-color': bySymbol(layer, (symbol) => symbol.colour),
      'fill-opacity': bySymbol(layer, (symbol) => symbol.fillOpacity ?? 1),
    },
  };
}

function band(layer: LayerDefinition): LayerSpecification {
  return {
    ...lineSource(layer, 'band'),
    layout: { 'line-join': 'round' },
    paint: {
      'line-color': bySymbol(layer, (symbol) => symbol.colour),
      'line-width': lineWidth(bySymbol(layer, (symbol) => symbol.sizePixels * 5)),
      'line-opacity': 0.13,
    },
  };
}

function area(layer: LayerDefinition, part: string) {
  return {
    id: `${layer.id}:${part}`,
    type: 'fill' as const,
    source: layer.id,
    'source-layer': layer.id,
    minzoom: layer.style.minimumZoom,
  };
}
