import type { FeatureCollection, Geometry } from 'geojson';
import type { ExpressionSpecification, GeoJSONSource, LayerSpecification, Map as MapLibreMap } from 'maplibre-gl';
import { layers } from '../../data/layers/index.ts';
import type { Severity } from '../../server/evacuation/types.ts';
import { warningSigns } from '../actions/warned.ts';
import { labelFonts } from './labels.ts';
import { findingStyles } from './marks.ts';
import { lineAnchor, overlayAnchor } from './style.ts';

const sources = {
  selection: 'selection',
  rows: 'rows',
  route: 'route',
  proposals: 'proposals',
  warnings: 'warnings',
} as const;

export type Overlay = keyof typeof sources;

const nothing: FeatureCollection = { type: 'FeatureCollection', features: [] };

const selectionColour = '#00a3c4';
const routeColour = '#17313b';

/** Adds the sources and style layers of what is drawn over the county: the chosen feature and the checked route. */
export function addOverlays(map: MapLibreMap): void {
  for (const id of Object.values(sources)) map.addSource(id, { type: 'geojson', data: nothing });
  for (const layer of belowLines) map.addLayer(layer, lineAnchor);
  for (const layer of belowLabels) map.addLayer(layer, overlayAnchor);
  for (const layer of aboveAll) map.addLayer(layer);
}

export function setOverlay(map: MapLibreMap, overlay: Overlay, data: FeatureCollection<Geometry> | undefined): void {
  map.getSource<GeoJSONSource>(sources[overlay])?.setData(data ?? nothing);
}

/** Draws one finding of the route stronger than the others. */
export function emphasiseFinding(map: MapLibreMap, index: number | undefined): void {
  map.setFilter(activeFindingLayer, ['==', ['get', 'index'], index ?? -1]);
}

const activeFindingLayer = 'route-active';

const part = (value: string): ExpressionSpecification => ['==', ['get', 'part'], value];

const bySeverity = (pick: (severity: Severity) => string): ExpressionSpecification => [
  'match',
  ['get', 'severity'],
  'error',
  pick('error'),
  'unknown',
  pick('unknown'),
  pick('warning'),
];

const severityColour = bySeverity((severity) => findingStyles[severity].colour);

const round = { 'line-cap': 'round', 'line-join': 'round' } as const;

/** Below every line of the county, so that the chosen one keeps its own look and gains an edge. */
const belowLines: readonly LayerSpecification[] = [
  {
    id: 'selection-halo',
    type: 'line',
    source: sources.selection,
    layout: round,
    paint: { 'line-color': selectionColour, 'line-width': ['interpolate', ['linear'], ['zoom'], 9, 8, 14, 16, 18, 34] },
  },
  {
    id: 'rows-halo',
    type: 'line',
    source: sources.rows,
    layout: round,
    paint: { 'line-color': selectionColour, 'line-width': ['interpolate', ['linear'], ['zoom'], 9, 6, 14, 13, 18, 28] },
  },
];

const { base, by } = layers.road_hazards.style;

/** As the hazards that they may become; missing data has the colour of no grade. */
const gradeColour: ExpressionSpecification = (by?.cases ?? []).reduce<ExpressionSpecification>(
  (otherwise, { value, colour = base.colour }) => ['case', ['==', ['get', 'grade'], value], colour, otherwise],
  ['to-color', base.colour],
);

const belowLabels: readonly LayerSpecification[] = [
  {
    id: 'proposals-active',
    type: 'line',
    source: sources.proposals,
    filter: ['get', 'active'],
    layout: round,
    paint: { 'line-color': selectionColour, 'line-width': 18, 'line-opacity': 0.45 },
  },
  {
    id: 'proposals-missing',
    type: 'line',
    source: sources.proposals,
    filter: ['==', ['get', 'grade'], 'none'],
    paint: { 'line-color': gradeColour, 'line-width': 2.5, 'line-dasharray': [2, 2] },
  },
  {
    id: 'proposals-line',
    type: 'line',
    source: sources.proposals,
    filter: ['!=', ['get', 'grade'], 'none'],
    paint: { 'line-color': gradeColour, 'line-width': 6, 'line-dasharray': [1.4, 0.5] },
  },
  {
    id: 'selection-fill',
    type: 'fill',
    source: sources.selection,
    filter: ['==', ['geometry-type'], 'Polygon'],
    paint: { 'fill-color': selectionColour, 'fill-opacity': 0.12 },
  },
  {
    id: 'route-active',
    type: 'line',
    source: sources.route,
    filter: ['==', ['get', 'index'], -1],
    layout: round,
    paint: { 'line-color': severityColour, 'line-width': 22, 'line-opacity': 0.3 },
  },
  {
    id: 'route-casing',
    type: 'line',
    source: sources.route,
    filter: part('line'),
    layout: round,
    paint: { 'line-color': '#ffffff', 'line-width': 9, 'line-opacity': 0.95 },
  },
  {
    id: 'route-line',
    type: 'line',
    source: sources.route,
    filter: part('line'),
    layout: round,
    paint: { 'line-color': routeColour, 'line-width': 5 },
  },
  {
    id: 'route-arrows',
    type: 'symbol',
    source: sources.route,
    filter: part('line'),
    layout: {
      'symbol-placement': 'line',
      'symbol-spacing': 80,
      'icon-image': 'arrow:ffffff',
      'icon-size': 0.75,
      'icon-allow-overlap': true,
      'icon-ignore-placement': true,
    },
  },
  {
    id: 'route-warning',
    type: 'line',
    source: sources.route,
    filter: ['all', part('finding'), ['==', ['get', 'severity'], 'warning']],
    layout: round,
    paint: { 'line-color': severityColour, 'line-width': 6 },
  },
  {
    id: 'route-unknown',
    type: 'line',
    source: sources.route,
    filter: ['all', part('finding'), ['==', ['get', 'severity'], 'unknown']],
    paint: { 'line-color': severityColour, 'line-width': 7, 'line-dasharray': [1.2, 0.6] },
  },
  {
    id: 'route-error',
    type: 'line',
    source: sources.route,
    filter: ['all', part('finding'), ['==', ['get', 'severity'], 'error']],
    layout: round,
    paint: { 'line-color': severityColour, 'line-width': 7.5 },
  },
];

/** Of several marks at one place the gravest is seen. */
const warningOrder = [
  'match',
  ['get', 'sign'],
  ...warningSigns.flatMap((sign, index) => [sign, -index]),
  -warningSigns.length,
] as unknown as ExpressionSpecification;

/** The marks of the states of warning, for whoever clicks on one. */
export const warningMarkLayer = 'warnings-mark';

const aboveAll: readonly LayerSpecification[] = [
  {
    id: 'warnings-active',
    type: 'circle',
    source: sources.warnings,
    filter: ['get', 'active'],
    paint: { 'circle-radius': 20, 'circle-color': selectionColour, 'circle-opacity': 0.35 },
  },
  {
    id: warningMarkLayer,
    type: 'symbol',
    source: sources.warnings,
    layout: {
      'icon-image': ['concat', 'warning:', ['get', 'sign']],
      // From afar the points of a county lie close together.
      'icon-size': ['interpolate', ['linear'], ['zoom'], 8, 0.55, 11, 0.75, 13, 1],
      'icon-allow-overlap': true,
      'icon-ignore-placement': true,
      'symbol-sort-key': warningOrder,
    },
  },
  {
    id: 'rows-point',
    type: 'circle',
    source: sources.rows,
    filter: ['==', ['geometry-type'], 'Point'],
    paint: {
      'circle-radius': 13,
      'circle-color': 'rgba(0, 163, 196, 0.18)',
      'circle-stroke-color': selectionColour,
      'circle-stroke-width': 2,
    },
  },
  {
    id: 'selection-point',
    type: 'circle',
    source: sources.selection,
    filter: ['==', ['geometry-type'], 'Point'],
    paint: {
      'circle-radius': 17,
      'circle-color': 'rgba(0, 163, 196, 0.18)',
      'circle-stroke-color': selectionColour,
      'circle-stroke-width': 2.5,
    },
  },
  {
    id: 'route-mark',
    type: 'symbol',
    source: sources.route,
    filter: part('mark'),
    layout: {
      'icon-image': ['concat', 'finding:', ['get', 'severity']],
      'icon-allow-overlap': true,
      'icon-ignore-placement': true,
      'symbol-sort-key': ['match', ['get', 'severity'], 'error', 2, 'unknown', 1, 0],
    },
  },
  {
    id: 'route-end',
    type: 'circle',
    source: sources.route,
    filter: part('end'),
    paint: {
      'circle-radius': 11,
      'circle-color': routeColour,
      'circle-stroke-color': '#ffffff',
      'circle-stroke-width': 2.5,
    },
  },
  {
    id: 'route-end-letter',
    type: 'symbol',
    source: sources.route,
    filter: part('end'),
    layout: {
      'text-field': ['get', 'letter'],
      'text-font': labelFonts.bold,
      'text-size': 12,
      'text-allow-overlap': true,
      'text-ignore-placement': true,
    },
    paint: { 'text-color': '#ffffff' },
  },
];
