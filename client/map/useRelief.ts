import type { Map as MapLibreMap } from 'maplibre-gl';
import { useEffect } from 'react';
import { reliefView } from '../../data/relief.ts';
import { apiUrl } from '../api/http.ts';
import { useStore } from '../state/createStore.ts';
import { mapStore } from '../state/map.ts';
import { useView, viewStore } from '../state/view.ts';
import { reliefSource, reliefSourceId } from './style.ts';

/** Lets the ground stand up while the person wants it to. Without elevation there is nothing to stand up. */
export function useRelief(elevation: boolean): void {
  const map = useStore(mapStore, (value) => value);
  const wanted = useView((view) => view.relief) && elevation;
  useEffect(() => {
    if (!map || !wanted) return;
    raise(map);
    return () => {
      // The map may already be gone when the page is taken down.
      if (mapStore.get() === map) lower(map);
    };
  }, [map, wanted]);
}

function raise(map: MapLibreMap): void {
  if (!map.getSource(reliefSourceId)) map.addSource(reliefSourceId, reliefSource(apiUrl('')));
  map.setTerrain({ source: reliefSourceId, exaggeration: reliefView.exaggeration });
  // Haze and no blue postcard: the hazards stay the loudest thing on the map.
  map.setSky({
    'sky-color': '#cfdde2',
    'horizon-color': '#eef0ea',
    'fog-color': '#f3f0e7',
    'sky-horizon-blend': 0.7,
    'horizon-fog-blend': 0.8,
    'fog-ground-blend': 0.85,
  });
  map.setMaxPitch(reliefView.maximumPitch);
  if (map.getPitch() === 0) map.easeTo({ pitch: reliefView.pitch, duration: duration() });
}

function lower(map: MapLibreMap): void {
  map.setTerrain(null);
  map.once('moveend', () => {
    // Somebody may have wanted it back meanwhile.
    if (!viewStore.get().relief) map.setMaxPitch(0);
  });
  map.easeTo({ pitch: 0, duration: duration() });
}

function duration(): number {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 600;
}
