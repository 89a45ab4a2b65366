import type { ExpressionSpecification, FilterSpecification, LayerSpecification } from 'maplibre-gl';
import type { LayerDefinition, LayerId } from '../../data/layers/definition.ts';
import { labelFonts, symbolSource } from './labels.ts';
import { drawingOrder, lineSource } from './lines.ts';
import { lineWidth, markScale } from './scales.ts';
import { bySymbol } from './symbols.ts';

/** What a layer's definition cannot say: structures of roads, kinds of hazards, directions. */
interface Extras {
  readonly lines?: (layer: LayerDefinition) => readonly LayerSpecification[];
  readonly labels?: (layer: LayerDefinition) => readonly LayerSpecification[];
}

const extras: Partial<Record<LayerId, Extras>> = {
  roads: { lines: roadStructures, labels: (layer) => [oneWayArrows(layer), roadNumbers(layer)] },
  road_hazards: { labels: (layer) => [hazardMarks(layer)] },
  closures: { labels: (layer) => [closureMarks(layer)] },
  evacuation_routes: { labels: (layer) => [routeArrows(layer)] },
};

export function extraLines(layer: LayerDefinition): readonly LayerSpecification[] {
  return extras[layer.id]?.lines?.(layer) ?? [];
}

export function extraLabels(layer: LayerDefinition): readonly LayerSpecification[] {
  return extras[layer.id]?.labels?.(layer) ?? [];
}

/** Colours of `structure`, in the legend too. */
export const structureColours = { bridge: '#3d3a35', tunnel: '#7a746a', wet: '#2563c9' };

const is = (member: string, ...values: string[]): FilterSpecification =>
  ['in', ['get', member], ['literal', values]] as unknown as FilterSpecification;

const roadWidth = (layer: LayerDefinition) => bySymbol(layer, (symbol) => symbol.sizePixels);

/** Tunnels pale with a broken edge; fords and causeways with blue bars; bridges last, with rails, over what they cross. */
function roadStructures(layer: LayerDefinition): readonly LayerSpecification[] {
  const order = drawingOrder(layer);
  return [
    {
      ...lineSource(layer, 'tunnel'),
      filter: is('structure', 'tunnel'),
      layout: { 'line-sort-key': order },
      paint: {
        'line-color': structureColours.tunnel,
        'line-width': lineWidth(roadWidth(layer), 1.6),
        'line-dasharray': [1.2, 0.8],
      },
    },
    {
      ...lineSource(layer, 'tunnel-fill'),
      filter: is('structure', 'tunnel'),
      layout: { 'line-cap': 'round' },
      paint: { 'line-color': '#f6f3ec', 'line-width': lineWidth(roadWidth(layer), -0.4) },
    },
    {
      ...lineSource(layer, 'wet'),
      filter: is('structure', 'ford', 'causeway'),
      paint: {
        'line-color': structureColours.wet,
        'line-width': lineWidth(roadWidth(layer), 2),
        'line-dasharray': [0.45, 0.45],
      },
    },
    {
      ...lineSource(layer, 'rails'),
      filter: is('structure', 'bridge'),
      layout: { 'line-sort-key': order },
      paint: { 'line-color': structureColours.bridge, 'line-width': lineWidth(roadWidth(layer), 3.6) },
    },
    {
      ...lineSource(layer, 'bridge'),
      filter: is('structure', 'bridge'),
      layout: { 'line-sort-key': order },
      paint: {
        'line-color': bySymbol(layer, (symbol) => symbol.colour),
        'line-width': lineWidth(roadWidth(layer), 0.4),
      },
    },
  ];
}

function oneWayArrows(layer: LayerDefinition): LayerSpecification {
  return {
    ...symbolSource(layer, 'oneway', 15.5),
    filter: is('oneway', 'forward', 'backward'),
    layout: {
      'symbol-placement': 'line',
      'symbol-spacing': 110,
      'icon-image': 'arrow:6b6558',
      'icon-rotate': ['match', ['get', 'oneway'], 'backward', 180, 0],
      'icon-size': 0.8,
      'icon-padding': 2,
    },
  };
}

function roadNumbers(layer: LayerDefinition): LayerSpecification {
  return {
    ...symbolSource(layer, 'number', 10),
    filter: [
      'all',
      ['has', 'road_code'],
      is('road_class', 'national', 'provincial', 'county', 'township'),
    ] as unknown as FilterSpecification,
    layout: {
      'symbol-placement': 'line',
      'symbol-spacing': 420,
      'text-field': ['get', 'road_code'],
      'text-font': labelFonts.medium,
      'text-size': 10,
      'text-rotation-alignment': 'viewport',
      'icon-rotation-alignment': 'viewport',
      'icon-image': ['concat', 'shield:', ['get', 'road_class']],
      'icon-text-fit': 'both',
      'icon-text-fit-padding': [0.5, 2.5, 0.5, 2.5],
      'symbol-sort-key': bySymbol(layer, (_, index) => index),
      'text-padding': 6,
      'icon-padding': 6,
    },
    paint: { 'text-color': '#3a352b' },
  };
}

/** The mark of a section's kind in its middle; its colour is the section's. */
function hazardMarks(layer: LayerDefinition): LayerSpecification {
  const member = layer.style.by?.member ?? 'grade';
  return {
    ...symbolSource(layer, 'mark', 10.5),
    layout: {
      'symbol-placement': 'line-center',
      'icon-image': [
        'concat',
        `hazard:${member}:`,
        ['coalesce', ['get', 'hazard'], ''],
        ':',
        ['coalesce', ['get', member], ''],
      ],
      'icon-size': markScale(),
      'icon-rotation-alignment': 'viewport',
      'icon-padding': 1,
      'symbol-sort-key': bySymbol(layer, (_, index) => index),
    },
  };
}

function closureMarks(layer: LayerDefinition): LayerSpecification {
  return {
    ...symbolSource(layer, 'mark', layer.style.minimumZoom),
    layout: {
      'symbol-placement': 'line-center',
      'icon-image': 'closure:',
      'icon-size': markScale(),
      'icon-rotation-alignment': 'viewport',
      'icon-allow-overlap': true,
    },
  };
}

function routeArrows(layer: LayerDefinition): LayerSpecification {
  return {
    ...symbolSource(layer, 'arrow', 12),
    layout: {
      'symbol-placement': 'line',
      'symbol-spacing': 70,
      'icon-image': 'arrow:ffffff',
      'icon-size': arrowSize,
      'icon-allow-overlap': true,
      'icon-ignore-placement': true,
    },
  };
}

const arrowSize: ExpressionSpecification = ['interpolate', ['linear'], ['zoom'], 12, 0.4, 14, 0.6, 18, 1.4];
