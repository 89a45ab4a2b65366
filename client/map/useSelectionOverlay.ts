import { useEffect } from 'react';
import { useFeature } from '../api/queries.ts';
import { useStore } from '../state/createStore.ts';
import { mapStore } from '../state/map.ts';
import { useView } from '../state/view.ts';
import { setOverlay } from './overlays.ts';

/** Marks the chosen feature by its own geometry, which tiles hold only in pieces. */
export function useSelectionOverlay(): void {
  const map = useStore(mapStore, (value) => value);
  const selection = useView((view) => view.selection);
  const { data: feature } = useFeature(selection);
  useEffect(() => {
    if (!map) return;
    setOverlay(map, 'selection', selection && feature ? { type: 'FeatureCollection', features: [feature] } : undefined);
  }, [map, selection, feature]);
}
