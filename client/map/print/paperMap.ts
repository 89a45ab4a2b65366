import { Map as MapLibreMap, type StyleSpecification } from 'maplibre-gl';
import { isLayerId, type LayerId } from '../../../data/layers/index.ts';
import { pixelsPerMillimetre, type Rectangle, zoomFor } from '../../actions/print/paper.ts';
import { uncoveredView } from '../camera.ts';
import { hintLayerIds } from '../editing/editOverlay.ts';
import { tileRequest } from '../freshTiles.ts';
import { drawImagesOnDemand } from '../images.ts';
import { showableOf } from '../looks.ts';
import { warningMarkLayer } from '../overlays.ts';

export interface PaperMap {
  readonly canvas: HTMLCanvasElement;
  /** What is to be seen, for the legend. */
  readonly seen: Seen;
  /** Part of the relief or the contours could not be fetched. */
  readonly lacksGround: boolean;
  readonly attributions: readonly string[];
}

/** Of each layer the values by which its symbols differ, of hazards the kinds, whose points are drawn as one, and signs. */
export interface Seen {
  readonly values: ReadonlyMap<LayerId, ReadonlySet<string>>;
  readonly hazardKinds: ReadonlySet<string>;
  readonly clusters: ReadonlySet<LayerId>;
  readonly warnings: ReadonlySet<string>;
}

export interface PaperView {
  readonly frame: Rectangle;
  readonly scale: number;
  readonly dotsPerInch: number;
}

/** Layers that could not be fetched: a page without them would look like a county without them. */
export class IncompleteMapError extends Error {
  readonly layers: readonly LayerId[];
  constructor(layers: readonly LayerId[]) {
    super(`the map for paper lacks ${layers.join(', ')}`);
    this.name = 'IncompleteMapError';
    this.layers = layers;
  }
}

/** More than any printer draws; MapLibre's own bound would shrink an A3 sheet. */
const mostPixels = 16_384;

/**
 * The map as it is seen, drawn anew for paper by a second map nobody sees: same place, direction, layers, filters and
 * marks, at a scale that holds on the paper. Always from straight above: no scale holds in a view from the side.
 *
 * @param onProgress share of sources that have come
 * @throws AbortError where `signal` ends it, IncompleteMapError where any of a layer could not be fetched
 */
export async function drawForPaper(
  shown: MapLibreMap,
  { frame, scale, dotsPerInch }: PaperView,
  { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress: (share: number) => void },
): Promise<PaperMap> {
  signal.throwIfAborted();
  const { terrain: _, ...style } = shown.getStyle();
  const flat = { ...style, layers: style.layers.filter(({ id }) => !hintLayerIds.includes(id)) };
  const container = document.createElement('div');
  container.setAttribute('aria-hidden', 'true');
  Object.assign(container.style, {
    position: 'fixed',
    left: '-20000px',
    top: '0',
    width: `${frame.width * pixelsPerMillimetre}px`,
    height: `${frame.height * pixelsPerMillimetre}px`,
  });
  document.body.append(container);
  const [lng, lat] = uncoveredView(shown).centre;
  const map = new MapLibreMap({
    container,
    style: flat satisfies StyleSpecification,
    center: [lng, lat],
    zoom: zoomFor(scale, lat),
    bearing: shown.getBearing(),
    pitch: 0,
    maxZoom: 24,
    interactive: false,
    attributionControl: false,
    fadeDuration: 0,
    pixelRatio: dotsPerInch / 96,
    maxCanvasSize: [mostPixels, mostPixels],
    canvasContextAttributes: { preserveDrawingBuffer: true },
    transformRequest: (url) => tileRequest(url),
  });
  drawImagesOnDemand(map);
  const failed = new Set<string>();
  map.on('error', (event) => {
    if ('sourceId' in event) failed.add(String(event.sourceId));
  });
  try {
    await resting(map, signal, onProgress);
    const failedLayers = [...failed].filter(isLayerId);
    if (failedLayers.length > 0) throw new IncompleteMapError(failedLayers);
    const canvas = document.createElement('canvas');
    const drawn = map.getCanvas();
    [canvas.width, canvas.height] = [drawn.width, drawn.height];
    canvas.getContext('2d')?.drawImage(drawn, 0, 0);
    return { canvas, seen: seenOn(map), lacksGround: failed.size > 0, attributions: attributionsOf(flat) };
  } finally {
    map.remove();
    container.remove();
  }
}

function resting(map: MapLibreMap, signal: AbortSignal, onProgress: (share: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const count = () => {
      const sources = map.isStyleLoaded() ? Object.keys(map.getStyle().sources) : [];
      const loaded = sources.filter((id) => map.isSourceLoaded(id));
      if (sources.length > 0) onProgress(loaded.length / sources.length);
    };
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    map.on('sourcedata', count);
    map.once('idle', () => {
      signal.removeEventListener('abort', abort);
      resolve();
    });
  });
}

function seenOn(map: MapLibreMap): Seen {
  const values = new Map<LayerId, Set<string>>();
  const hazardKinds = new Set<string>();
  const clusters = new Set<LayerId>();
  const warnings = new Set<string>();
  for (const { layer, properties } of map.queryRenderedFeatures()) {
    if (layer.id === warningMarkLayer) warnings.add(String(properties.sign));
    const id = showableOf(layer.id);
    if (id === undefined || !isLayerId(id)) continue;
    if (layer.id === `${id}:cluster`) clusters.add(id);
    const known = values.get(id) ?? new Set<string>();
    for (const value of Object.values(properties)) if (typeof value === 'string') known.add(value);
    values.set(id, known);
    if (id === 'road_hazards' && typeof properties.hazard === 'string') hazardKinds.add(properties.hazard);
  }
  return { values, hazardKinds, clusters, warnings };
}

function attributionsOf({ sources }: StyleSpecification): readonly string[] {
  const said = Object.values(sources).flatMap((source) =>
    'attribution' in source && typeof source.attribution === 'string' ? [source.attribution] : [],
  );
  // Attributions come as HTML.
  return [...new Set(said.map((html) => html.replace(/<[^>]*>/g, '').trim()))].filter(Boolean);
}
