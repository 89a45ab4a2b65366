import type { Map as MapLibreMap } from 'maplibre-gl';
import { useEffect, useRef, useState } from 'react';
import type { View } from '../actions/view.ts';
import { apiUrl } from '../api/http.ts';
import type { ServiceDescription } from '../api/types.ts';
import { mapStore } from '../state/map.ts';
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

/** The map of the county. Everything it shows comes from the stores; everything done to it goes back to them. */
export function MapView({ service }: { readonly service: ServiceDescription }) {
  const container = useRef<HTMLDivElement>(null);
  const [failed, setFailed] = useState(false);
  const { messages } = useWording();
  const { bounds, elevation } = service;

  useEffect(() => {
    if (!container.current) return;
    const view = viewStore.get();
    const style = mapStyle({ apiUrl: apiUrl(''), view, elevation });
    let map: MapLibreMap;
    try {
      map = createMap(container.current, style, { camera: view.camera, bounds, relief: view.relief && elevation });
    } catch {
      setFailed(true);
      return;
    }
    const endings: (() => void)[] = [];
    map.once('style.load', () => {
      addOverlays(map);
      endings.push(
        followCamera(map),
        followLooks(map),
        followPointer(map),
        followBusy(map),
        followSession(map),
        bindPermalink((view) => showLinked(map, view)),
      );
      mapStore.set(map);
    });
    return () => {
      for (const end of endings) end();
      mapStore.set(undefined);
      map.remove();
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
