import type { Feature, Position } from 'geojson';
import type { GeoJSONSource, LayerSpecification, Map as MapLibreMap } from 'maplibre-gl';
import { labelFonts } from '../labels.ts';

const source = 'measure';
const colour = '#0b3f8a';
const of = (part: string): ['==', ['get', 'part'], string] => ['==', ['get', 'part'], part];

const styleLayers: readonly LayerSpecification[] = [
  {
    id: 'measure-fill',
    type: 'fill',
    source,
    filter: of('area'),
    paint: { 'fill-color': colour, 'fill-opacity': 0.12 },
  },
  {
    id: 'measure-casing',
    type: 'line',
    source,
    filter: of('line'),
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': '#ffffff', 'line-width': 6, 'line-opacity': 0.9 },
  },
  {
    id: 'measure-line',
    type: 'line',
    source,
    filter: of('line'),
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': colour, 'line-width': 3 },
  },
  {
    id: 'measure-next',
    type: 'line',
    source,
    filter: of('next'),
    paint: { 'line-color': colour, 'line-width': 2, 'line-dasharray': [2, 2] },
  },
  {
    id: 'measure-point',
    type: 'circle',
    source,
    filter: of('point'),
    paint: {
      'circle-radius': 5,
      'circle-color': '#ffffff',
      'circle-stroke-color': colour,
      'circle-stroke-width': 2.5,
    },
  },
  {
    id: 'measure-label',
    type: 'symbol',
    source,
    filter: of('label'),
    layout: {
      'text-field': ['get', 'words'],
      'text-font': labelFonts.bold,
      'text-size': 12,
      'text-offset': [0, -0.9],
      'text-allow-overlap': true,
    },
    paint: { 'text-color': colour, 'text-halo-color': '#ffffff', 'text-halo-width': 2 },
  },
];

export interface MeasureDrawing {
  readonly points: readonly Position[];
  readonly closed: boolean;
  /** Where the next point would be. */
  readonly pointer: Position | undefined;
  readonly labels: readonly { readonly at: Position; readonly words: string }[];
}

/** @returns what draws, and what takes everything off the map */
export function addMeasureOverlay(map: MapLibreMap): {
  readonly draw: (drawing: MeasureDrawing) => void;
  readonly remove: () => void;
} {
  map.addSource(source, { type: 'geojson', data: { type: 'FeatureCollection', features: [] } });
  for (const layer of styleLayers) map.addLayer(layer);
  return {
    draw: (drawing) => {
      map.getSource<GeoJSONSource>(source)?.setData({ type: 'FeatureCollection', features: [...featuresOf(drawing)] });
    },
    remove: () => {
      for (const { id } of styleLayers) if (map.getLayer(id)) map.removeLayer(id);
      if (map.getSource(source)) map.removeSource(source);
    },
  };
}

function featuresOf({ points, closed, pointer, labels }: MeasureDrawing): readonly Feature[] {
  const mutable = points.map((point) => [...point]);
  const [first] = mutable;
  const last = mutable.at(-1);
  const ring = closed && first ? [...mutable, first] : mutable;
  const feature = (part: string, geometry: Feature['geometry'], words?: string): Feature => ({
    type: 'Feature',
    properties: { part, ...(words === undefined ? {} : { words }) },
    geometry,
  });
  return [
    ...(closed ? [feature('area', { type: 'Polygon', coordinates: [ring] })] : []),
    ...(ring.length > 1 ? [feature('line', { type: 'LineString', coordinates: ring })] : []),
    ...(last && pointer ? [feature('next', { type: 'LineString', coordinates: [last, [...pointer]] })] : []),
    ...mutable.map((coordinates) => feature('point', { type: 'Point', coordinates })),
    ...labels.map(({ at, words }) => feature('label', { type: 'Point', coordinates: [...at] }, words)),
  ];
}
