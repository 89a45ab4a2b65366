import { useEffect } from 'react';
import type { Warning } from '../../api/warnings.ts';
import { flyToGeometry } from '../../map/camera.ts';
import { setOverlay } from '../../map/overlays.ts';
import { useStore } from '../../state/createStore.ts';
import { mapStore } from '../../state/map.ts';
import { useWarningsState } from '../../state/warnings.ts';

/** Keeps the states on the map and leads to the active point. */
export function WarningOverlay({ warnings }: { readonly warnings: readonly Warning[] | undefined }) {
  const map = useStore(mapStore, (value) => value);
  const active = useWarningsState((state) => state.active);

  useEffect(() => {
    if (!map) return;
    const features = (warnings ?? []).map(({ id, geometry, properties: { state } }) => ({
      type: 'Feature' as const,
      id,
      geometry,
      properties: { state, active: id === active },
    }));
    setOverlay(map, 'warnings', { type: 'FeatureCollection', features });
  }, [map, warnings, active]);

  useEffect(() => {
    if (!map) return;
    return () => {
      // The map may already be gone when the page is taken down.
      if (mapStore.get() === map) setOverlay(map, 'warnings', undefined);
    };
  }, [map]);

  const [longitude, latitude] = warnings?.find(({ id }) => id === active)?.geometry.coordinates ?? [];
  useEffect(() => {
    if (!map || longitude === undefined || latitude === undefined) return;
    flyToGeometry(map, { type: 'Point', coordinates: [longitude, latitude] });
  }, [map, longitude, latitude]);

  return null;
}
