import type { FeatureCollection, Geometry } from 'geojson';
import type { ExpressionSpecification, GeoJSONSource, LayerSpecification, Map as MapLibreMap } from 'maplibre-gl';
import { labelFonts } from './labels.ts';
import { overlayAnchor } from './style.ts';

const source = 'plan';
const nothing: FeatureCollection = { type: 'FeatureCollection', features: [] };

const ink = '#0d3b66';
const danger = '#c81e1e';
const open = '#15803d';
const chosen = '#00a3c4';

/** Draws a plan over the county; adds what it needs when it is first drawn, since most people never open one. */
export function drawPlan(map: MapLibreMap, data: FeatureCollection<Geometry> | undefined): void {
  const present = map.getSource<GeoJSONSource>(source);
  if (present) {
    present.setData(data ?? nothing);
    return;
  }
  if (!data) return;
  map.addSource(source, { type: 'geojson', data });
  for (const layer of lines) map.addLayer(layer, map.getLayer(overlayAnchor) ? overlayAnchor : undefined);
  for (const layer of points) map.addLayer(layer);
}

const kind = (value: string): ExpressionSpecification => ['==', ['get', 'kind'], value];
const isActive: ExpressionSpecification = ['boolean', ['get', 'active'], false];
const round = { 'line-cap': 'round', 'line-join': 'round' } as const;
const people: ExpressionSpecification = ['coalesce', ['get', 'people'], 0];
const width = (least: number, most: number): ExpressionSpecification => [
  'interpolate',
  ['linear'],
  ['sqrt', people],
  0,
  least,
  40,
  most,
];

/** By what the loss does: whoever is cut off outweighs any detour. */
const lossColour: ExpressionSpecification = [
  'case',
  ['>', ['coalesce', ['get', 'cut_off'], 0], 0],
  danger,
  ['>', ['coalesce', ['get', 'other_shelter'], 0], 0],
  '#e8710a',
  '#b8860b',
];

const lines: readonly LayerSpecification[] = [
  {
    id: 'plan-active',
    type: 'line',
    source,
    filter: ['all', isActive, ['in', ['get', 'kind'], ['literal', ['route', 'cut', 'loss']]]],
    layout: round,
    paint: { 'line-color': chosen, 'line-width': 18, 'line-opacity': 0.45 },
  },
  {
    id: 'plan-alternative',
    type: 'line',
    source,
    filter: kind('alternative'),
    paint: { 'line-color': '#6a35b8', 'line-width': 4, 'line-dasharray': [1.6, 1] },
  },
  {
    id: 'plan-casing',
    type: 'line',
    source,
    filter: kind('route'),
    layout: { ...round, 'line-sort-key': ['case', isActive, 1, 0] },
    paint: { 'line-color': '#ffffff', 'line-width': width(6, 12) },
  },
  {
    id: 'plan-route',
    type: 'line',
    source,
    filter: kind('route'),
    layout: { ...round, 'line-sort-key': ['case', isActive, 1, 0] },
    paint: { 'line-color': ink, 'line-width': width(3, 8.5) },
  },
  {
    id: 'plan-loss',
    type: 'line',
    source,
    filter: kind('loss'),
    layout: { ...round, 'line-sort-key': ['-', 0, ['coalesce', ['get', 'rank'], 0]] },
    paint: { 'line-color': lossColour, 'line-width': ['case', isActive, 10, 6] },
  },
  {
    id: 'plan-cut',
    type: 'line',
    source,
    filter: kind('cut'),
    paint: { 'line-color': danger, 'line-width': 8, 'line-dasharray': [0.7, 0.5] },
  },
  {
    id: 'plan-arrows',
    type: 'symbol',
    source,
    filter: kind('route'),
    layout: {
      'symbol-placement': 'line',
      'symbol-spacing': 70,
      'icon-image': 'arrow:ffffff',
      'icon-size': 0.7,
      'icon-allow-overlap': true,
      'icon-ignore-placement': true,
    },
  },
];

const points: readonly LayerSpecification[] = [
  {
    id: 'plan-shelter',
    type: 'circle',
    source,
    filter: kind('shelter'),
    paint: {
      'circle-radius': ['case', isActive, 15, ['>', people, 0], 11, 6],
      'circle-color': ['case', ['>', ['get', 'load'], 0.999], '#9a5200', ['>', people, 0], open, '#6b7280'],
      'circle-stroke-color': ['case', isActive, chosen, '#ffffff'],
      'circle-stroke-width': ['case', isActive, 4, 2],
    },
  },
  {
    id: 'plan-unserved',
    type: 'circle',
    source,
    filter: kind('unserved'),
    paint: {
      'circle-radius': ['case', isActive, 15, 11],
      'circle-color': danger,
      'circle-stroke-color': ['case', isActive, chosen, '#ffffff'],
      'circle-stroke-width': ['case', isActive, 4, 2],
    },
  },
  {
    id: 'plan-label',
    type: 'symbol',
    source,
    filter: ['any', kind('unserved'), ['all', kind('shelter'), ['>', people, 0]]],
    minzoom: 10.5,
    layout: {
      'text-field': [
        'case',
        kind('shelter'),
        ['concat', ['to-string', people], '/', ['case', ['has', 'capacity'], ['to-string', ['get', 'capacity']], '?']],
        ['concat', '! ', ['case', ['==', ['typeof', ['get', 'people']], 'number'], ['to-string', people], '?']],
      ],
      'text-font': labelFonts.bold,
      'text-size': 12,
      'text-offset': [0, 1.5],
      'text-anchor': 'top',
      'text-optional': true,
    },
    paint: {
      'text-color': ['case', kind('shelter'), '#0b5f2c', danger],
      'text-halo-color': '#ffffff',
      'text-halo-width': 1.6,
    },
  },
];
