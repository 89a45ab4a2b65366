import type { Map as MapLibreMap } from 'maplibre-gl';
import { type Camera, type Showable, withCamera } from '../actions/view.ts';
import { pointerStore } from '../state/map.ts';
import { viewStore } from '../state/view.ts';
import { showableOf } from './style.ts';

/** Each function here keeps one store and the map equal until the function it returns is called. */

export function followCamera(map: MapLibreMap): () => void {
  const note = () => {
    const { lat: latitude, lng: longitude } = map.getCenter();
    viewStore.set((view) => withCamera(view, { zoom: map.getZoom(), latitude, longitude }));
  };
  note();
  map.on('moveend', note);
  return () => map.off('moveend', note);
}

export function moveTo(map: MapLibreMap, camera: Camera | undefined): void {
  if (camera) map.jumpTo({ center: [camera.longitude, camera.latitude], zoom: camera.zoom });
}

export function followShown(map: MapLibreMap): () => void {
  let drawn = viewStore.get().shown;
  const draw = () => {
    const { shown } = viewStore.get();
    if (shown === drawn) return;
    for (const { id } of map.getStyle().layers) {
      const owner = showableOf(id) as Showable | undefined;
      if (owner === undefined || shown.has(owner) === drawn.has(owner)) continue;
      map.setLayoutProperty(id, 'visibility', shown.has(owner) ? 'visible' : 'none');
    }
    drawn = shown;
  };
  return viewStore.subscribe(draw);
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
export function followBusy(map: MapLibreMap): () => void {
  const container = map.getContainer();
  const busy = () => container.setAttribute('aria-busy', 'true');
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
