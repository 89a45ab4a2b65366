import type { Map as MapLibreMap, MapMouseEvent, Point } from 'maplibre-gl';
import { useEffect } from 'react';
import { layers } from '../../data/layers/index.ts';
import { useStore } from '../state/createStore.ts';
import { candidatesStore, mapStore } from '../state/map.ts';
import { clicksAreTaken, measureStore } from '../state/measure.ts';
import { closeRight, openRight, panelsStore } from '../state/panels.ts';
import { select } from '../state/view.ts';
import { showWarning } from '../state/warnings.ts';
import { warningMarkLayer } from './overlays.ts';
import { clusterAt, featuresAt } from './picking.ts';

/** A click, or Enter for the centre of the map, shows what is there. */
export function usePicking(): void {
  const map = useStore(mapStore, (value) => value);
  useEffect(() => {
    if (!map) return;
    const canvas = map.getCanvas();
    const onClick = ({ point }: { point: Point }) => pick(map, point);
    const onMove = ({ point, originalEvent }: MapMouseEvent) => {
      // While the map is dragged nothing is pointed at, and looking for it would make the drag jerk.
      if (originalEvent.buttons === 0 && !isTaken())
        canvas.style.cursor = featuresAt(map, point).length > 0 ? 'pointer' : '';
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Enter') pick(map, map.project(map.getCenter()));
    };
    map.on('click', onClick);
    map.on('mousemove', onMove);
    canvas.addEventListener('keydown', onKey);
    return () => {
      map.off('click', onClick);
      map.off('mousemove', onMove);
      canvas.removeEventListener('keydown', onKey);
    };
  }, [map]);
}

function pick(map: MapLibreMap, point: Point): void {
  if (isTaken() || showsWarning(map, point) || opensCluster(map, point)) return;
  const found = featuresAt(map, point);
  candidatesStore.set(found);
  const first = found[0];
  select(first && { layer: first.layer, id: first.id });
  if (first) openRight('details');
  else if (panelsStore.get().right === 'details') closeRight();
}

/** A click on several points as one goes as near as it takes for each to stand for itself, two zooms at a time. */
function opensCluster(map: MapLibreMap, point: Point): boolean {
  const cluster = clusterAt(map, point);
  if (!cluster) return false;
  const apart = layers[cluster.layer].tiles.clusters?.belowZoom ?? 0;
  const [longitude = 0, latitude = 0] = cluster.at;
  map.easeTo({
    center: [longitude, latitude],
    zoom: Math.min(apart, map.getZoom() + 2),
    duration: window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 500,
  });
  return true;
}

/** Where warnings are looked at, a click on the mark of one leads to it in the list. */
function showsWarning(map: MapLibreMap, point: Point): boolean {
  if (panelsStore.get().right !== 'warnings') return false;
  const [hit] = map.queryRenderedFeatures(point, { layers: [warningMarkLayer] });
  if (typeof hit?.id !== 'number') return false;
  showWarning(hit.id);
  return true;
}

/** While a line is drawn, features are edited, imported or reported, or something is measured, clicks are about that. */
function isTaken(): boolean {
  return clicksAreTaken() || measureStore.get().active;
}
