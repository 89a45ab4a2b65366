import type { Position } from 'geojson';
import type { Map as MapLibreMap, MapMouseEvent } from 'maplibre-gl';
import { useEffect } from 'react';
import { bearingWords, measuredLength } from '../../actions/measuredWords.ts';
import { measured } from '../../actions/measuring.ts';
import type { Wording } from '../../i18n/language.ts';
import { checkStore } from '../../state/check.ts';
import { useStore } from '../../state/createStore.ts';
import { mapStore } from '../../state/map.ts';
import { addPoint, clicksAreTaken, endMeasuring, measureStore, takeBackPoint } from '../../state/measure.ts';
import { panelsStore } from '../../state/panels.ts';
import { useWording } from '../../state/useWording.ts';
import { addMeasureOverlay } from './measureOverlay.ts';

/** Clicks and keys are about measuring for as long as this is in use. */
export function useMeasuring(): void {
  const map = useStore(mapStore, (value) => value);
  const wording = useWording();
  useEffect(() => {
    if (!map) return;
    const overlay = addMeasureOverlay(map);
    let pointer: Position | undefined;
    const draw = () => {
      const { points, kind } = measureStore.get();
      const closed = kind === 'area' && points.length >= 3;
      overlay.draw({ points, closed, pointer, labels: labelsOf(points, pointer, kind, wording) });
    };
    const onClick = ({ lngLat }: MapMouseEvent) => addPoint([lngLat.lng, lngLat.lat]);
    const onMove = ({ lngLat }: MapMouseEvent) => {
      pointer = [lngLat.lng, lngLat.lat];
      map.getCanvas().style.cursor = 'crosshair';
      draw();
    };
    const onOut = () => {
      pointer = undefined;
      draw();
    };
    // Who works by keyboard points with the centre of the map.
    const onMoved = () => {
      if (!map.getCanvas().matches(':focus-visible')) return;
      pointer = centreOf(map);
      draw();
    };
    const onKey = (event: KeyboardEvent) => {
      const deed = deedOf(event, map);
      if (!deed) return;
      event.preventDefault();
      event.stopPropagation();
      deed();
    };
    const giveWay = () => {
      if (clicksAreTaken()) endMeasuring();
    };
    map.on('click', onClick);
    map.on('mousemove', onMove);
    map.on('mouseout', onOut);
    map.on('moveend', onMoved);
    map.doubleClickZoom.disable();
    window.addEventListener('keydown', onKey, { capture: true });
    const ends = [measureStore.subscribe(draw), checkStore.subscribe(giveWay), panelsStore.subscribe(giveWay)];
    draw();
    return () => {
      for (const end of ends) end();
      window.removeEventListener('keydown', onKey, { capture: true });
      // The map may already be gone when the page is taken down.
      if (mapStore.get() !== map) return;
      map.off('click', onClick);
      map.off('mousemove', onMove);
      map.off('mouseout', onOut);
      map.off('moveend', onMoved);
      map.doubleClickZoom.enable();
      map.getCanvas().style.cursor = '';
      overlay.remove();
    };
  }, [map, wording]);
}

function deedOf({ key, target }: KeyboardEvent, map: MapLibreMap): (() => void) | undefined {
  const isWriting = target instanceof Element && target.closest('input:not([type="radio"]), textarea') !== null;
  if (isWriting) return undefined;
  if (key === 'Escape') return endMeasuring;
  if (key === 'Backspace') return takeBackPoint;
  const isOnMap = target === map.getCanvas();
  return isOnMap && (key === ' ' || key === 'Enter') ? () => addPoint(centreOf(map)) : undefined;
}

function centreOf(map: MapLibreMap): Position {
  const { lng, lat } = map.getCenter();
  return [lng, lat];
}

/** Length and bearing on each part, and on the one to the pointer. */
function labelsOf(
  points: readonly Position[],
  pointer: Position | undefined,
  kind: 'length' | 'area',
  wording: Wording,
): readonly { at: Position; words: string }[] {
  const last = points.at(-1);
  const next = last && pointer ? measured([last, pointer], 'length').parts : [];
  return [...measured(points, kind).parts, ...next]
    .filter(({ lengthMetres }) => lengthMetres > 0)
    .map(({ from, to, lengthMetres, bearing }) => ({
      at: [((from[0] ?? 0) + (to[0] ?? 0)) / 2, ((from[1] ?? 0) + (to[1] ?? 0)) / 2],
      words: `${measuredLength(lengthMetres, wording)}\n${bearingWords(bearing)}`,
    }));
}
