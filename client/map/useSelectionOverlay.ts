import { useEffect, useRef } from 'react';
import { useFeature } from '../api/queries.ts';
import { useStore } from '../state/createStore.ts';
import { mapStore } from '../state/map.ts';
import { useView, viewStore } from '../state/view.ts';
import { flyToGeometry } from './camera.ts';
import { setOverlay } from './overlays.ts';

/**
 * Marks the chosen feature by its own geometry, which tiles hold only in pieces. A link that names a
 * feature and no place leads to the feature.
 */
export function useSelectionOverlay(): void {
  const map = useStore(mapStore, (value) => value);
  const selection = useView((view) => view.selection);
  const { data: feature } = useFeature(selection);
  const leadsToFeature = useRef(viewStore.get().camera === undefined && selection !== undefined);

  useEffect(() => {
    if (!map || !feature || !leadsToFeature.current) return;
    leadsToFeature.current = false;
    flyToGeometry(map, feature.geometry);
  }, [map, feature]);

  useEffect(() => {
    if (!map) return;
    setOverlay(map, 'selection', selection && feature ? { type: 'FeatureCollection', features: [feature] } : undefined);
  }, [map, selection, feature]);
}
