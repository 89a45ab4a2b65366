import type { Map as MapLibreMap } from 'maplibre-gl';
import { useEffect, useRef, useState } from 'react';
import type { View } from '../actions/view.ts';
import { apiUrl } from '../api/http.ts';
import type { ServiceDescription } from '../api/types.ts';
import { mapRestedStore, mapStore } from '../state/map.ts';
import { closeRight, openRight, panelsStore } from '../state/panels.ts';
import { useWording } from '../state/useWording.ts';
import { bindPermalink, viewStore } from '../state/view.ts';
import { createMap } from './createMap.ts';
import { followSession } from './followSession.ts';
import styles from './MapView.module.css';
import { addOverlays } from './overlays.ts';
import { mapStyle } from './style.ts';
import { followBusy, followCamera, followLooks, followPointer, moveTo } from './sync.ts';
import { useAreaNames } from './useAreaNames.ts';
import { useContours } from './useContours.ts';
import { useElevationFrame } from './useElevationFrame.ts';
import { usePicking } from './usePicking.ts';
import { useRelief } from './useRelief.ts';
import { useSelectionOverlay } from './useSelectionOverlay.ts';

const patienceMs = 6000;

/** The map of the county. Everything it shows comes from the stores; everything done to it goes back to them. */
export function MapView({ service }: { readonly service: ServiceDescription }) {
  const container = useRef<HTMLDivElement>(null);
  const [failed, setFailed] = useState(false);
  const { messages } = useWording();
  const { bounds, elevation } = service;

  useEffect(() => {
    const host = container.current;
    if (!host) return;
    // A map that cannot be drawn, or draws slowly, must not keep back what else there is to say.
    const patience = setTimeout(() => mapRestedStore.set(true), patienceMs);
    const view = viewStore.get();
    const style = mapStyle({ apiUrl: apiUrl(''), view, elevation });
    // Each map has a frame of its own: the one before it is taken down only after it has come.
    const frame = document.createElement('div');
    frame.className = styles.frame ?? '';
    host.append(frame);
    let map: MapLibreMap;
    try {
      map = createMap(frame, style, { camera: view.camera, bounds, relief: view.relief && elevation });
    } catch {
      setFailed(true);
      return () => {
        clearTimeout(patience);
        frame.remove();
      };
    }
    const endings: (() => void)[] = [];
    const begin = () => {
      addOverlays(map);
      endings.push(
        followCamera(map),
        followLooks(map),
        followPointer(map),
        followBusy(map, host),
        followSession(map),
        bindPermalink((view) => showLinked(map, view)),
      );
      mapStore.set(map);
      map.once('idle', () => mapRestedStore.set(true));
    };
    map.once('style.load', begin);
    return () => {
      clearTimeout(patience);
      map.off('style.load', begin);
      for (const end of endings) end();
      mapStore.set(undefined);
      frame.remove();
      // Whoever draws on the map learns from the store that it goes, and takes off what is theirs; only then may it go.
      setTimeout(() => map.remove());
    };
    // A page opened without the network gets its bounds anew with the service's first answer, and a map that asks for all
    // that the first one did not get.
  }, [bounds, elevation]);

  useMapLabel(messages.mapLabel);
  usePicking();
  useAreaNames();
  useElevationFrame(elevation);
  useContours(elevation);
  useRelief(elevation);
  useSelectionOverlay();

  return (
    <>
      <div ref={container} id="map" className={styles.map} data-testid="map" />
      {failed ? (
        <div className={styles.failed} role="alert">
          <h2>{messages.mapFailed}</h2>
          <p>{messages.mapFailedHint}</p>
        </div>
      ) : null}
    </>
  );
}

/** What a changed address asks for: its place and its feature. */
function showLinked(map: MapLibreMap, { camera, selection }: View): void {
  moveTo(map, camera);
  if (selection) openRight('details');
  else if (panelsStore.get().right === 'details') closeRight();
}

/** MapLibre's canvas is what the keyboard reaches; it says what it is in the person's language. */
function useMapLabel(label: string): void {
  useEffect(() => {
    const name = () => mapStore.get()?.getCanvas().setAttribute('aria-label', label);
    name();
    return mapStore.subscribe(name);
  }, [label]);
}
