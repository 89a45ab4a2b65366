import type { LayerSpecification, SourceSpecification, StyleSpecification } from 'maplibre-gl';
import type { LayerDefinition } from '../../data/layers/definition.ts';
import { isLayerId, layerList } from '../../data/layers/index.ts';
import { type Looks, lookOf, styledLayer } from '../actions/look.ts';
import type { View } from '../actions/view.ts';
import { tileJsonUrl } from './clusters.ts';
import { extraLabels, extraLines } from './extras.ts';
import { areaNames, clusterMarks, lineLabels, namedByPoint, pointLayers, polygonLabels } from './labels.ts';
import { lineLayers } from './lines.ts';
import { isVisible, showableOf, withOpacity } from './looks.ts';
import { polygonLayers } from './polygons.ts';

/** Soft paper: quiet enough that the hazards are the loudest thing on the map. */
export const paperColour = '#f3f0e7';

export interface StyleOptions {
  /** Address of the service's `/api/`, absolute: MapLibre resolves nothing in its worker. */
  readonly apiUrl: string;
  readonly view: Pick<View, 'shown' | 'looks'>;
  readonly elevation: boolean;
}

/**
 * The map from the layer definitions: paper, hillshade, areas and lines from low to high, then labels and points.
 * Every style layer's id is `<layer>:<part>`, so that its layer can be switched and a hit traced back to it.
 */
export function mapStyle({ apiUrl, view, elevation }: StyleOptions): StyleSpecification {
  return {
    version: 8,
    sources: {
      ...Object.fromEntries(layerList.map((layer) => [layer.id, tileSource(apiUrl, layer)])),
      ...(elevation ? { hillshade: reliefSource(apiUrl) } : {}),
      [areaNames]: nothingYet,
      [elevationFrameSource]: nothingYet,
    },
    layers: [
      { id: 'paper', type: 'background', paint: { 'background-color': paperColour } },
      ...(elevation ? [hillshade, elevationFrame] : []).map((layer) => withVisibility(layer, view)),
      ...countyLayers(view),
    ],
  };
}

/** The county's own style layers with the anchors between them, from low to high, as the person wants them drawn. */
export function countyLayers(view: Pick<View, 'shown' | 'looks'>): readonly LayerSpecification[] {
  const upwards = [...layerList]
    .sort((a, b) => a.style.order - b.style.order)
    .map((layer) => styledLayer(layer, lookOf(view.looks, layer.id)));
  const aboveAreas = upwards.findLastIndex(({ geometry }) => geometry === 'MultiPolygon') + 1;
  // Labels drawn later are placed first: names of whole areas must not lose to those of villages in them.
  const above = [...upwards].sort((a, b) => Number(namedByPoint(a)) - Number(namedByPoint(b))).flatMap(labelLayers);
  return [
    ...upwards.slice(0, aboveAreas).flatMap(groundLayers),
    anchor(contourAnchor),
    anchor(lineAnchor),
    ...upwards.slice(aboveAreas).flatMap(groundLayers),
    anchor(overlayAnchor),
    ...above,
    ...[...upwards].sort((a, b) => clusterRank(a) - clusterRank(b)).flatMap(clusterMarks),
    anchor(topAnchor),
  ].map((layer) => withVisibility(inView(layer, view.looks), view));
}

function clusterRank({ tiles }: LayerDefinition): number {
  return tiles.clusters?.rank ?? 0;
}

function anchor(id: string): LayerSpecification {
  return { id, type: 'background', layout: { visibility: 'none' } };
}

/** An empty style layer that the contour lines are drawn under: above every area, below the roads. */
export const contourAnchor = 'contour-anchor';

/** An empty style layer that the edge of a chosen line is drawn under: above every area, below the roads. */
export const lineAnchor = 'line-anchor';

/** An empty style layer that the checked route is drawn under: above lines, below labels. */
export const overlayAnchor = 'overlay-anchor';

/** An empty style layer above everything of the county, and below what is drawn over it. */
const topAnchor = 'top-anchor';

function inView(layer: LayerSpecification, looks: Looks): LayerSpecification {
  const owner = showableOf(layer.id);
  return owner !== undefined && isLayerId(owner)
    ? withOpacity(layer, lookOf(looks, owner).opacityPercent / 100)
    : layer;
}

function withVisibility(layer: LayerSpecification, view: Pick<View, 'shown' | 'looks'>): LayerSpecification {
  if (isVisible(layer.id, view)) return layer;
  return { ...layer, layout: { ...layer.layout, visibility: 'none' } } as LayerSpecification;
}

/** The heights that stand up; only there once they have been wanted. */
export const reliefSourceId = 'relief';

/** Heights as tiles; the shading and the ground that stands up each want a source of their own. */
export function reliefSource(apiUrl: string): SourceSpecification {
  return { type: 'raster-dem', url: `${apiUrl}terrain.json`, encoding: 'terrarium', tileSize: 256 };
}

function tileSource(apiUrl: string, layer: LayerDefinition): SourceSpecification {
  return { type: 'vector', url: tileJsonUrl(apiUrl, layer) };
}

function groundLayers(layer: LayerDefinition): readonly LayerSpecification[] {
  switch (layer.geometry) {
    case 'MultiPolygon':
      return polygonLayers(layer);
    case 'LineString':
    case 'MultiLineString':
      return [...lineLayers(layer), ...extraLines(layer)];
    case 'Point':
      return [];
  }
}

function labelLayers(layer: LayerDefinition): readonly LayerSpecification[] {
  switch (layer.geometry) {
    case 'MultiPolygon':
      return polygonLabels(layer);
    case 'LineString':
    case 'MultiLineString':
      return [...lineLabels(layer), ...extraLabels(layer)];
    case 'Point':
      return pointLayers(layer);
  }
}

const nothingYet: SourceSpecification = { type: 'geojson', data: { type: 'FeatureCollection', features: [] } };

/**
 * Paper around the elevation. The relief of its outermost tiles is drawn past its edge, where there is no height to
 * show and the tiles' borders would stand out as lines.
 */
export const elevationFrameSource = 'elevation-frame';

const elevationFrame: LayerSpecification = {
  id: 'hillshade:frame',
  type: 'fill',
  source: elevationFrameSource,
  paint: { 'fill-color': paperColour, 'fill-antialias': false },
};

const hillshade: LayerSpecification = {
  id: 'hillshade:relief',
  type: 'hillshade',
  source: 'hillshade',
  paint: {
    'hillshade-method': 'multidirectional',
    // Less towards the ground, where the relief of a few houses says nothing.
    'hillshade-exaggeration': ['interpolate', ['linear'], ['zoom'], 14, 0.17, 17, 0.12],
    'hillshade-shadow-color': ['#6f6758', '#6f6758', '#6f6758', '#6f6758'],
    'hillshade-highlight-color': ['#fffdf5', '#fffdf5', '#fffdf5', '#fffdf5'],
    'hillshade-illumination-direction': [270, 315, 0, 45],
    'hillshade-illumination-altitude': [30, 30, 30, 30],
  },
};
