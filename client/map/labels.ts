import type {
  ExpressionSpecification,
  FilterSpecification,
  LayerSpecification,
  SymbolLayerSpecification,
} from 'maplibre-gl';
import type { LayerDefinition, LayerId } from '../../data/layers/definition.ts';
import { markScale } from './scales.ts';
import { bySymbol } from './symbols.ts';

/**
 * MapLibre draws labels with the fonts of the computer and reads the weight from the first name, which therefore names
 * a weight and no font.
 */
const families = ['PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Source Han Sans SC', 'sans-serif'];
export const labelFonts = {
  regular: ['Anlan Regular', ...families],
  medium: ['Anlan Medium', ...families],
  bold: ['Anlan Bold', ...families],
};

interface LabelLook {
  readonly colour: string;
  readonly sizePixels: number;
  readonly font: string[];
  readonly letterSpacing?: number;
}

const defaultLook: LabelLook = { colour: '#33383d', sizePixels: 11.5, font: labelFonts.regular };

const looks: Partial<Record<LayerId, LabelLook>> = {
  townships: { colour: '#6a5b80', sizePixels: 14, font: labelFonts.medium, letterSpacing: 0.25 },
  watercourses: { colour: '#2f6f9f', sizePixels: 11.5, font: labelFonts.regular, letterSpacing: 0.15 },
  water_bodies: { colour: '#2f6f9f', sizePixels: 12, font: labelFonts.regular },
  roads: { colour: '#4c473e', sizePixels: 11, font: labelFonts.regular },
  settlements: { colour: '#26282b', sizePixels: 12, font: labelFonts.medium },
  shelters: { colour: '#14622f', sizePixels: 11.5, font: labelFonts.medium },
  flood_points: { colour: '#7a1c1c', sizePixels: 11.5, font: labelFonts.medium },
  water_works: { colour: '#0b5a54', sizePixels: 11, font: labelFonts.regular },
  evacuation_routes: { colour: '#08694e', sizePixels: 11, font: labelFonts.medium },
};

/** Marks always stand, since a hidden flood point is a wrong map; their names give way to each other. */
export function pointLayers(layer: LayerDefinition): readonly LayerSpecification[] {
  const member = layer.style.by?.member ?? '';
  const marks: LayerSpecification = {
    ...symbolSource(layer, 'mark', layer.style.minimumZoom),
    ...(layer.tiles.clusters ? { filter: ['!', isCluster] as FilterSpecification } : {}),
    layout: {
      'icon-image': ['concat', `point:${layer.id}:${member}:`, ['coalesce', ['get', member], '']],
      'icon-size': markScale(),
      'icon-allow-overlap': true,
      'icon-ignore-placement': false,
      'symbol-sort-key': bySymbol(layer, (_, index) => -index),
    },
  };
  const names = label(layer, {
    'text-variable-anchor-offset': ['left', [0.95, 0], 'right', [-0.95, 0], 'top', [0, 0.95], 'bottom', [0, -0.95]],
    'text-justify': 'auto',
    'text-size': labelSize(layer),
    'symbol-sort-key': bySymbol(layer, (_, index) => index),
  });
  return [marks, ...names];
}

const isCluster: FilterSpecification = ['has', 'cluster_count'];

/** The graver stand above the others. */
export function clusterMarks(layer: LayerDefinition): readonly LayerSpecification[] {
  const { clusters } = layer.tiles;
  if (!clusters) return [];
  const rank = clusters.gravestFirst.flatMap((value, index) => (value === null ? [] : [value, -index]));
  const missing = -Math.max(0, clusters.gravestFirst.indexOf(null));
  return [
    {
      ...symbolSource(layer, 'cluster', layer.style.minimumZoom),
      maxzoom: clusters.belowZoom,
      filter: isCluster,
      layout: {
        'icon-image': ['concat', `cluster:${layer.id}:`, ['coalesce', ['get', clusters.member], '']],
        'icon-size': ['interpolate', ['linear'], ['get', 'cluster_count'], 2, 0.8, 20, 1, 200, 1.25],
        'icon-allow-overlap': true,
        'text-field': ['to-string', ['get', 'cluster_count']],
        'text-font': labelFonts.bold,
        'text-size': 10.5,
        'text-allow-overlap': true,
        'symbol-sort-key': ['match', ['get', clusters.member], ...rank, missing] as unknown as ExpressionSpecification,
      },
      paint: { 'text-color': '#ffffff', 'text-halo-color': 'rgba(0, 0, 0, 0.35)', 'text-halo-width': 0.8 },
    },
  ];
}

export function lineLabels(layer: LayerDefinition): readonly LayerSpecification[] {
  return label(layer, { 'symbol-placement': 'line', 'symbol-spacing': 380, 'text-max-angle': 38, 'text-padding': 12 });
}

/**
 * Tiles cut an area into pieces and each piece would get a name; the few large areas of a county are named from points
 * of their own (`useAreaNames`), and small ones rarely lie in two tiles.
 */
export const areaNames = 'area-names';

export function namedByPoint({ id }: LayerDefinition): boolean {
  return id === 'townships';
}

/** Closer than this a township fills the screen, and its name would stand somewhere among the houses. */
const areaNamesMaximumZoom = 14;

export function polygonLabels(layer: LayerDefinition): readonly LayerSpecification[] {
  const labels = label(layer, { 'text-padding': 12 });
  if (!namedByPoint(layer)) return labels;
  return labels.map(({ 'source-layer': _, ...rest }) => ({
    ...rest,
    maxzoom: areaNamesMaximumZoom,
    source: areaNames,
    filter: ['==', ['get', 'layer'], layer.id],
  }));
}

function label(
  layer: LayerDefinition,
  layout: NonNullable<SymbolLayerSpecification['layout']>,
): readonly SymbolLayerSpecification[] {
  const { labelMember, labelMinimumZoom, minimumZoom } = layer.style;
  if (labelMember === undefined) return [];
  const look = looks[layer.id] ?? defaultLook;
  return [
    {
      ...symbolSource(layer, 'label', labelMinimumZoom ?? minimumZoom),
      layout: {
        'text-field': ['coalesce', ['get', labelMember], ''],
        'text-font': look.font,
        'text-size': look.sizePixels,
        'text-letter-spacing': look.letterSpacing ?? 0,
        'text-max-width': 9,
        ...layout,
      },
      paint: {
        'text-color': look.colour,
        'text-halo-color': 'rgba(252, 250, 244, 0.92)',
        'text-halo-width': 1.5,
      },
    },
  ];
}

export function symbolSource(layer: LayerDefinition, part: string, minzoom: number) {
  return {
    id: `${layer.id}:${part}`,
    type: 'symbol' as const,
    source: layer.id,
    'source-layer': layer.id,
    minzoom,
  };
}

/** Towns are written larger than hamlets: the label follows the size of the mark where sizes differ. */
function labelSize(layer: LayerDefinition): ExpressionSpecification | number {
  const look = looks[layer.id] ?? defaultLook;
  const smallest = Math.min(
    ...(layer.style.by?.cases ?? []).map((entry) => entry.sizePixels ?? layer.style.base.sizePixels),
  );
  return bySymbol(
    layer,
    (symbol) => look.sizePixels + (Number.isFinite(smallest) ? (symbol.sizePixels - smallest) * 0.8 : 0),
  );
}
