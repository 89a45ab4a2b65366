import type { Feature, FeatureCollection, Geometry } from 'geojson';
import type { ExpressionSpecification, GeoJSONSource, LayerSpecification, Map as MapLibreMap } from 'maplibre-gl';
import type { LayerId } from '../../../data/layers/definition.ts';
import { layers } from '../../../data/layers/index.ts';
import { idFilter } from '../../actions/filter/mapFilter.ts';
import type { EditState } from '../../state/edit.ts';
import { labelFonts } from '../labels.ts';
import { setFilterPart } from '../layerFilters.ts';
import { symbolOf } from '../symbols.ts';

const source = 'edits';
const hintSource = 'edit-hint';
const nothing: FeatureCollection = { type: 'FeatureCollection', features: [] };

const deletedColour = '#b4231a';
const hintColour = '#00a3c4';
const colour: ExpressionSpecification = ['get', 'colour'];
const kind = (value: string): ExpressionSpecification => ['==', ['get', 'kind'], value];
const round = { 'line-cap': 'round', 'line-join': 'round' } as const;

const styleLayers: readonly LayerSpecification[] = [
  {
    id: 'edits-fill',
    type: 'fill',
    source,
    filter: ['all', ['==', ['geometry-type'], 'Polygon'], ['!', kind('deleted')]],
    paint: { 'fill-color': colour, 'fill-opacity': 0.3 },
  },
  {
    id: 'edits-casing',
    type: 'line',
    source,
    filter: ['!', kind('deleted')],
    layout: round,
    paint: { 'line-color': '#17313b', 'line-width': ['+', ['get', 'width'], 4], 'line-opacity': 0.85 },
  },
  {
    id: 'edits-line',
    type: 'line',
    source,
    filter: ['!', kind('deleted')],
    layout: round,
    paint: { 'line-color': colour, 'line-width': ['get', 'width'] },
  },
  {
    id: 'edits-deleted',
    type: 'line',
    source,
    filter: kind('deleted'),
    paint: { 'line-color': deletedColour, 'line-width': 2.5, 'line-dasharray': [2, 1.5] },
  },
  {
    id: 'edits-point',
    type: 'circle',
    source,
    filter: ['==', ['geometry-type'], 'Point'],
    paint: {
      'circle-radius': 8,
      'circle-color': ['case', kind('deleted'), '#ffffff', colour],
      'circle-stroke-color': ['case', kind('deleted'), deletedColour, '#17313b'],
      'circle-stroke-width': 2.5,
    },
  },
  {
    id: 'edit-hint-line',
    type: 'line',
    source: hintSource,
    filter: ['==', ['geometry-type'], 'LineString'],
    layout: round,
    paint: {
      'line-color': ['match', ['get', 'kind'], 'theirs', '#6a35b8', 'base', '#6f6758', hintColour],
      'line-width': ['match', ['get', 'kind'], 'stretch', 9, 4],
      'line-opacity': 0.8,
    },
  },
  {
    id: 'edit-hint-outline',
    type: 'line',
    source: hintSource,
    filter: ['==', ['geometry-type'], 'Polygon'],
    paint: {
      'line-color': ['match', ['get', 'kind'], 'theirs', '#6a35b8', 'base', '#6f6758', hintColour],
      'line-width': 3,
    },
  },
  {
    id: 'edit-hint-point',
    type: 'circle',
    source: hintSource,
    filter: ['==', ['geometry-type'], 'Point'],
    paint: {
      'circle-radius': ['match', ['get', 'kind'], 'vertex', 10, 7],
      'circle-color': ['match', ['get', 'kind'], 'vertex', 'rgba(0,163,196,0.25)', 'theirs', '#6a35b8', hintColour],
      'circle-stroke-color': ['match', ['get', 'kind'], 'vertex', hintColour, '#ffffff'],
      'circle-stroke-width': 2.5,
    },
  },
];

/** Chainage beside the place that a click would take. */
const label: LayerSpecification = {
  id: 'edit-hint-label',
  type: 'symbol',
  source: hintSource,
  filter: ['has', 'label'],
  layout: {
    'text-field': ['get', 'label'],
    'text-font': labelFonts.bold,
    'text-size': 13,
    'text-offset': [0, -1.4],
    'text-allow-overlap': true,
    'text-ignore-placement': true,
  },
  paint: { 'text-color': '#17313b', 'text-halo-color': '#ffffff', 'text-halo-width': 2.5 },
};

const overlayLayers: readonly LayerSpecification[] = [...styleLayers, label];

export const editLayerIds: readonly string[] = ['edits-point', 'edits-line', 'edits-fill'];

/** What helps the hand while editing, and means nothing on paper. */
export const hintLayerIds: readonly string[] = overlayLayers.map(({ id }) => id).filter((id) => id.startsWith('edit-'));

/** Adds what is drawn of unsaved work. @returns what takes it away again */
export function addEditOverlay(map: MapLibreMap): () => void {
  for (const id of [source, hintSource]) map.addSource(id, { type: 'geojson', data: nothing });
  for (const layer of overlayLayers) map.addLayer(layer);
  return () => {
    for (const { id } of overlayLayers) if (map.getLayer(id)) map.removeLayer(id);
    for (const id of [source, hintSource]) if (map.getSource(id)) map.removeSource(id);
  };
}

/** Draws everything unsaved, except what the drawing tool itself shows. */
export function drawEdits(map: MapLibreMap, state: EditState, inTool: string | undefined): void {
  const { history, originals, settling } = state;
  const features: Feature[] = [];
  for (const [key, { layer, content }] of new Map([...settling, ...history.present])) {
    if (key === inTool) continue;
    const shown = content ?? (history.present.has(key) ? originals.get(key) : undefined);
    if (!shown) continue;
    const by = layers[layer].style.by;
    const value = by && shown.properties[by.member];
    const symbol = symbolOf(layers[layer], typeof value === 'string' ? value : undefined);
    features.push({
      type: 'Feature',
      geometry: shown.geometry,
      properties: {
        key,
        kind: content ? 'edited' : 'deleted',
        colour: symbol.colour,
        width: Math.min(symbol.sizePixels, 6),
      },
    });
  }
  map.getSource<GeoJSONSource>(source)?.setData({ type: 'FeatureCollection', features });
}

export interface Hint {
  readonly kind: 'place' | 'stretch' | 'vertex' | 'theirs' | 'base';
  readonly geometry: Geometry;
  /** Written beside it. */
  readonly label?: string | undefined;
}

/** Draws what the tool in hand is about: a place, a stretch, the chosen vertex. */
export function drawHints(map: MapLibreMap, hints: readonly Hint[]): void {
  map.getSource<GeoJSONSource>(hintSource)?.setData({
    type: 'FeatureCollection',
    features: hints.map(({ kind: of, geometry, label: written }) => ({
      type: 'Feature',
      geometry,
      properties: { kind: of, ...(written === undefined ? {} : { label: written }) },
    })),
  });
}

/** Hides the stored state of features of which another is drawn. @returns what to call with the ids per layer */
export function hider(map: MapLibreMap): (hidden: ReadonlyMap<LayerId, readonly number[]>) => void {
  let written: ReadonlyMap<LayerId, readonly number[]> = new Map();
  return (hidden) => {
    for (const layer of new Set([...written.keys(), ...hidden.keys()])) {
      const ids = hidden.get(layer) ?? [];
      if (JSON.stringify(ids) === JSON.stringify(written.get(layer) ?? [])) continue;
      setFilterPart(map, layer, 'edited', ids.length > 0 ? ['!', idFilter(ids)] : undefined);
    }
    written = hidden;
  };
}
