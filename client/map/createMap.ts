import { Map as MapLibreMap, ScaleControl, type StyleSpecification, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import 'maplibre-gl/dist/maplibre-gl.css';
import { isLayerId } from '../../data/layers/index.ts';
import { reliefView } from '../../data/relief.ts';
import type { Camera } from '../actions/view.ts';
import { failingLayersStore } from '../state/map.ts';
import { tileRequest } from './freshTiles.ts';
import { drawImagesOnDemand } from './images.ts';

// Without this MapLibre 6 looks for its worker beside a script that a bundle does not have, and the map stays blank.
setWorkerUrl(workerUrl);

type Bounds = readonly [number, number, number, number];

/** Room around the county on the first look; the left is wider for the panel of layers. */
const firstLookPadding = { wide: { top: 40, right: 40, bottom: 40, left: 320 }, narrow: 24 };

/** Where a county has neither a permalink nor data: the whole of China, so that the map is at least somewhere. */
const china: Bounds = [73, 18, 135, 54];

/** Throws where the browser has no WebGL. */
export function createMap(
  container: HTMLElement,
  style: StyleSpecification,
  start: { readonly camera: Camera | undefined; readonly bounds: Bounds | null; readonly relief: boolean },
): MapLibreMap {
  const [west, south, east, north] = start.bounds ?? china;
  const wide = container.clientWidth > 900;
  const map = new MapLibreMap({
    container,
    style,
    ...(start.camera
      ? {
          center: [start.camera.longitude, start.camera.latitude],
          zoom: start.camera.zoom,
          bearing: start.camera.bearing,
          pitch: start.relief ? start.camera.pitch : 0,
        }
      : {
          bounds: [west, south, east, north],
          fitBoundsOptions: { padding: wide ? firstLookPadding.wide : firstLookPadding.narrow },
        }),
    transformRequest: (url) => tileRequest(url),
    attributionControl: false,
    // Without the ground standing up, a tilted map is only harder to read.
    maxPitch: start.relief ? reliefView.maximumPitch : 0,
    dragRotate: true,
    maxZoom: 20,
    fadeDuration: 120,
  });
  drawImagesOnDemand(map);
  noteFailures(map);
  map.addControl(new ScaleControl({ maxWidth: 110, unit: 'metric' }), 'bottom-right');
  return map;
}

/** A layer that cannot be fetched is named to the person; it is forgotten as soon as the layer loads again. */
function noteFailures(map: MapLibreMap): void {
  const change = (sourceId: string | undefined, failing: boolean) => {
    if (sourceId === undefined || !isLayerId(sourceId)) return;
    failingLayersStore.set((layers) => {
      if (layers.has(sourceId) === failing) return layers;
      const next = new Set(layers);
      if (failing) next.add(sourceId);
      else next.delete(sourceId);
      return next;
    });
  };
  // What another map could not fetch is this one's to ask for.
  failingLayersStore.set(new Set());
  map.on('error', (event) => change('sourceId' in event ? String(event.sourceId) : undefined, true));
  map.on('sourcedata', (event) => {
    if (event.isSourceLoaded && event.tile !== undefined) change(event.sourceId, false);
  });
}
