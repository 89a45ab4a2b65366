import mlcontour from 'maplibre-contour';
import { addProtocol, type LayerSpecification, type Map as MapLibreMap } from 'maplibre-gl';
import type { TerrainDescription } from '../api/types.ts';
import { labelFonts } from './labels.ts';
import { contourAnchor } from './style.ts';

const source = 'contours';
const colour = '#9a7648';

/**
 * Metres between lines, and between the index lines, which are stronger and carry their height. As on topographic maps:
 * every fifth line is an index line (GB/T 20257.1 计曲线).
 */
const intervals: Readonly<Record<number, [number, number]>> = {
  10: [200, 1000],
  11: [100, 500],
  13: [50, 250],
  14: [20, 100],
  15: [10, 50],
  16: [5, 25],
};
const firstZoom = Math.min(...Object.keys(intervals).map(Number));
/** Lines of a deeper zoom are those of this one: the elevation has nothing finer to tell. */
const deepestZoom = 16;

/** Adds contour lines, worked out in a worker from the terrain tiles. Does nothing where they are there already. */
export function addContours(map: MapLibreMap, { tiles: [url], minzoom, maxzoom, bounds }: TerrainDescription): void {
  if (map.getSource(source)) return;
  const elevation = new mlcontour.DemSource({ url: `${url}?voids=kept`, encoding: 'terrarium', maxzoom, worker: true });
  elevation.setupMaplibre({ addProtocol });
  const lines = elevation.contourProtocolUrl({ thresholds: intervals, elevationKey: 'height_m', levelKey: 'index' });
  map.addSource(source, {
    type: 'vector',
    tiles: [lines],
    bounds: [...bounds],
    minzoom: Math.max(firstZoom, minzoom),
    maxzoom: deepestZoom,
  });
  for (const layer of contourLayers) map.addLayer(layer, contourAnchor);
}

const base = { source, 'source-layer': 'contours', minzoom: firstZoom } as const;

const contourLayers: readonly LayerSpecification[] = [
  {
    ...base,
    id: 'contours:line',
    type: 'line',
    filter: ['==', ['get', 'index'], 0],
    layout: { 'line-join': 'round' },
    paint: {
      'line-color': colour,
      'line-opacity': 0.45,
      'line-width': ['interpolate', ['linear'], ['zoom'], 10, 0.5, 16, 0.8],
    },
  },
  {
    ...base,
    id: 'contours:index',
    type: 'line',
    filter: ['>', ['get', 'index'], 0],
    layout: { 'line-join': 'round' },
    paint: {
      'line-color': colour,
      'line-opacity': 0.7,
      'line-width': ['interpolate', ['linear'], ['zoom'], 10, 0.8, 16, 1.4],
    },
  },
  {
    ...base,
    id: 'contours:height',
    type: 'symbol',
    filter: ['>', ['get', 'index'], 0],
    layout: {
      'symbol-placement': 'line',
      'symbol-spacing': 220,
      'text-field': ['concat', ['to-string', ['get', 'height_m']], ' m'],
      'text-font': labelFonts.regular,
      'text-size': 10,
      'text-max-angle': 40,
      'text-padding': 8,
    },
    paint: { 'text-color': '#7b5a30', 'text-halo-color': 'rgba(252, 250, 244, 0.9)', 'text-halo-width': 1.4 },
  },
];
