import type { FeatureCollection } from 'geojson';
import type { ExpressionSpecification, GeoJSONSource, LayerSpecification, Map as MapLibreMap } from 'maplibre-gl';
import { labelFonts } from './labels.ts';

const source = 'import-preview';
const nothing: FeatureCollection = { type: 'FeatureCollection', features: [] };

/** Told apart without colour as well: by the dash of lines and edges, and by a sign on points. */
export const importColours = { new: '#0b6e4f', changed: '#6a35b8', outdated: '#8a5a00', refused: '#b4231a' } as const;

const verdict: ExpressionSpecification = ['get', 'verdict'];
const colour: ExpressionSpecification = [
  'match',
  verdict,
  'new',
  importColours.new,
  'changed',
  importColours.changed,
  'outdated',
  importColours.outdated,
  importColours.refused,
];
const is = (value: string): ExpressionSpecification => ['==', verdict, value];
const noPoint: ExpressionSpecification = ['!=', ['geometry-type'], 'Point'];
const point: ExpressionSpecification = ['==', ['geometry-type'], 'Point'];

const line = (value: string, dash?: [number, number]): LayerSpecification => ({
  id: `import-${value}`,
  type: 'line',
  source,
  filter: ['all', noPoint, is(value)],
  layout: dash ? {} : { 'line-cap': 'round', 'line-join': 'round' },
  paint: { 'line-color': colour, 'line-width': 4.5, ...(dash ? { 'line-dasharray': dash } : {}) },
});

const styleLayers: readonly LayerSpecification[] = [
  {
    id: 'import-active',
    type: 'line',
    source,
    filter: ['all', noPoint, ['get', 'active']],
    paint: { 'line-color': '#00a3c4', 'line-width': 16, 'line-opacity': 0.45 },
  },
  {
    id: 'import-fill',
    type: 'fill',
    source,
    filter: ['==', ['geometry-type'], 'Polygon'],
    paint: { 'fill-color': colour, 'fill-opacity': 0.15 },
  },
  {
    id: 'import-casing',
    type: 'line',
    source,
    filter: noPoint,
    paint: { 'line-color': '#ffffff', 'line-width': 8, 'line-opacity': 0.85 },
  },
  line('new'),
  line('changed', [3, 1.5]),
  line('outdated', [2, 2]),
  line('refused', [0.8, 1]),
  {
    id: 'import-point',
    type: 'circle',
    source,
    filter: point,
    paint: {
      'circle-radius': ['case', ['get', 'active'], 14, 9],
      'circle-color': colour,
      'circle-stroke-color': ['case', ['get', 'active'], '#00a3c4', '#ffffff'],
      'circle-stroke-width': ['case', ['get', 'active'], 4, 2],
    },
  },
  {
    id: 'import-sign',
    type: 'symbol',
    source,
    filter: point,
    layout: {
      'text-field': ['match', verdict, 'new', '+', 'changed', '~', 'outdated', '!', '×'],
      'text-font': labelFonts.bold,
      'text-size': 15,
      'text-allow-overlap': true,
      'text-ignore-placement': true,
    },
    paint: { 'text-color': '#ffffff' },
  },
];

/** Adds the preview of an import over the county. @returns what takes it off again */
export function addImportOverlay(map: MapLibreMap): () => void {
  if (!map.getSource(source)) {
    map.addSource(source, { type: 'geojson', data: nothing });
    for (const layer of styleLayers) map.addLayer(layer);
  }
  return () => {
    // The page may be on its way out, and the map with it.
    if (!map.style) return;
    for (const { id } of styleLayers) if (map.getLayer(id)) map.removeLayer(id);
    if (map.getSource(source)) map.removeSource(source);
  };
}

export function drawImport(map: MapLibreMap, data: FeatureCollection | undefined): void {
  map.getSource<GeoJSONSource>(source)?.setData(data ?? nothing);
}
