import type { MapMouseEvent } from 'maplibre-gl';
import { useEffect, useMemo } from 'react';
import { placeOf } from '../../actions/field/roadPlace.ts';
import { drawHints, type Hint } from '../../map/editing/editOverlay.ts';
import { useStore } from '../../state/createStore.ts';
import { startLocating, useLocation } from '../../state/location.ts';
import { mapStore } from '../../state/map.ts';
import { fetchRoadsAround, useNearbyRoads } from '../../state/nearbyRoads.ts';
import { type ReportDraft, updateReport } from '../../state/report.ts';

/** Where the report is, from the device or a tap on the map, put on the nearest road and drawn. */
export function useReportPlace(draft: ReportDraft) {
  const map = useStore(mapStore, (value) => value);
  const roads = useNearbyRoads();
  const { place, accuracyMetres, lengthMetres } = draft;
  const found = useMemo(
    () => placeOf({ place, accuracyMetres, lengthMetres }, roads.values()),
    [place, accuracyMetres, lengthMetres, roads],
  );
  useEffect(() => {
    if (place) void fetchRoadsAround(place);
  }, [place]);
  useEffect(() => {
    if (!map || !place || !found) return;
    const hints: Hint[] = [
      { kind: 'stretch', geometry: found.content.geometry },
      { kind: 'place', geometry: { type: 'Point', coordinates: place } },
    ];
    drawHints(map, hints);
    return () => drawHints(map, []);
  }, [map, place, found]);
  return found;
}

/** In the first step the place follows the device until the person taps the map. */
export function useChoosingPlace({ isOwnPosition }: ReportDraft): void {
  const map = useStore(mapStore, (value) => value);
  const fix = useLocation((state) => state.fix);
  useEffect(() => startLocating({ follow: isOwnPosition }), [isOwnPosition]);
  useEffect(() => {
    if (fix && isOwnPosition) updateReport({ place: fix.position, accuracyMetres: fix.accuracyMetres });
  }, [fix, isOwnPosition]);
  useEffect(() => {
    if (!map) return;
    const onClick = ({ lngLat }: MapMouseEvent) =>
      updateReport({ place: [lngLat.lng, lngLat.lat], accuracyMetres: 0, isOwnPosition: false });
    map.on('click', onClick);
    return () => {
      map.off('click', onClick);
    };
  }, [map]);
}
