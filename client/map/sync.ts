import type { AllPaintProperties, LayerSpecification, Map as MapLibreMap } from 'maplibre-gl';
import type { LayerId } from '../../data/layers/definition.ts';
import { layerIds } from '../../data/layers/index.ts';
import { type Looks, lookOf } from '../actions/look.ts';
import { type Camera, withCamera } from '../actions/view.ts';
import { pointerStore } from '../state/map.ts';
import { viewStore } from '../state/view.ts';
import { narrowAgain } from './layerFilters.ts';
import { isVisible, opacities, showableOf } from './looks.ts';
import { awaitRest } from './rest.ts';
import { countyLayers } from './style.ts';

/** Each function here keeps one store and the map equal until the function it returns is called. */

export function followCamera(map: MapLibreMap): () => void {
  const note = () => {
    const { lat: latitude, lng: longitude } = map.getCenter();
    const camera = { zoom: map.getZoom(), latitude, longitude, bearing: map.getBearing(), pitch: map.getPitch() };
    viewStore.set((view) => withCamera(view, camera));
  };
  note();
  map.on('moveend', note);
  return () => map.off('moveend', note);
}

export function moveTo(map: MapLibreMap, camera: Camera | undefined): void {
  if (!camera) return;
  const { zoom, latitude, longitude, bearing, pitch } = camera;
  map.jumpTo({ center: [longitude, latitude], zoom, bearing, pitch });
}

/** What is shown, and how it looks. */
export function followLooks(map: MapLibreMap): () => void {
  let drawn = viewStore.get();
  const draw = () => {
    const view = viewStore.get();
    if (view.shown === drawn.shown && view.looks === drawn.looks) return;
    const before = drawn;
    drawn = view;
    const wanted = countyLayers(view);
    for (const id of layerIds) {
      const [now, then] = [lookOf(view.looks, id), lookOf(before.looks, id)];
      if (now.by !== then.by) drawAnew(map, id, wanted);
      else if (now.opacityPercent !== then.opacityPercent) changeOpacity(map, id, view.looks);
    }
    for (const id of map.getLayersOrder()) {
      const visible = isVisible(id, view);
      if (visible !== isVisible(id, before)) {
        map.setLayoutProperty(id, 'visibility', visible ? 'visible' : 'none');
      }
    }
  };
  return viewStore.subscribe(draw);
}

/** Takes a layer's style layers off and puts on those it has now, each at its place among the others. */
function drawAnew(map: MapLibreMap, layer: LayerId, wanted: readonly LayerSpecification[]): void {
  for (const id of map.getLayersOrder()) if (showableOf(id) === layer) map.removeLayer(id);
  // From above to below: the one above is there already.
  for (let index = wanted.length - 1; index >= 0; index -= 1) {
    const style = wanted[index];
    if (style && showableOf(style.id) === layer) map.addLayer(style, wanted[index + 1]?.id);
  }
  narrowAgain(map, layer);
}

function changeOpacity(map: MapLibreMap, layer: LayerId, looks: Looks): void {
  const share = lookOf(looks, layer).opacityPercent / 100;
  const whole = { ...looks, [layer]: { ...lookOf(looks, layer), opacityPercent: 100 } };
  for (const style of countyLayers({ shown: new Set(layerIds), looks: whole })) {
    if (showableOf(style.id) !== layer) continue;
    for (const [property, value] of opacities(style, share))
      map.setPaintProperty(style.id, property as keyof AllPaintProperties, value);
  }
}

export function followPointer(map: MapLibreMap): () => void {
  const note = ({ lngLat }: { lngLat: { lng: number; lat: number } }) =>
    pointerStore.set({ longitude: lngLat.lng, latitude: lngLat.lat });
  const forget = () => pointerStore.set(undefined);
  map.on('mousemove', note);
  map.on('mouseout', forget);
  return () => {
    map.off('mousemove', note);
    map.off('mouseout', forget);
  };
}

/** `aria-busy` while the map still fetches or draws: for readers of the screen, and for whoever waits for the map. */
export function followBusy(map: MapLibreMap, container: HTMLElement): () => void {
  const busy = () => {
    container.setAttribute('aria-busy', 'true');
    awaitRest(map);
  };
  const idle = () => container.setAttribute('aria-busy', 'false');
  busy();
  map.on('dataloading', busy);
  map.on('movestart', busy);
  map.on('idle', idle);
  return () => {
    map.off('dataloading', busy);
    map.off('movestart', busy);
    map.off('idle', idle);
  };
}
