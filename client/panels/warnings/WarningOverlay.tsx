import { useEffect } from 'react';
import type { Warning } from '../../api/warnings.ts';
import { flyToGeometry } from '../../map/camera.ts';
import { useStore } from '../../state/createStore.ts';
import { mapStore } from '../../state/map.ts';
import { listedWarningsStore, useWarningsState } from '../../state/warnings.ts';

/** Has the map mark what the panel lists, while it is open, and leads to the active point. */
export function WarningOverlay({ warnings }: { readonly warnings: readonly Warning[] | undefined }) {
  const map = useStore(mapStore, (value) => value);
  const active = useWarningsState((state) => state.active);

  useEffect(() => {
    listedWarningsStore.set(warnings);
    return () => listedWarningsStore.set(undefined);
  }, [warnings]);

  const [longitude, latitude] = warnings?.find(({ id }) => id === active)?.geometry.coordinates ?? [];
  useEffect(() => {
    if (!map || longitude === undefined || latitude === undefined) return;
    flyToGeometry(map, { type: 'Point', coordinates: [longitude, latitude] });
  }, [map, longitude, latitude]);

  return null;
}
