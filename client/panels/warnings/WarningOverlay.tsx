import { useEffect } from 'react';
import type { Warnings } from '../../api/warnings.ts';
import { flyToGeometry } from '../../map/camera.ts';
import { useStore } from '../../state/createStore.ts';
import { mapStore } from '../../state/map.ts';
import { listedWarningsStore, useWarningsState } from '../../state/warnings.ts';

interface WarningOverlayProps {
  readonly warnings: Warnings | undefined;
  /** These are of an assumed rain. */
  readonly trial: boolean;
}

/** Has the map mark what the panel lists, while it is open, and leads to the active point. */
export function WarningOverlay({ warnings, trial }: WarningOverlayProps) {
  const map = useStore(mapStore, (value) => value);
  const active = useWarningsState((state) => state.active);

  useEffect(() => {
    listedWarningsStore.set(warnings && { ...warnings, assumed: trial });
    return () => listedWarningsStore.set(undefined);
  }, [warnings, trial]);

  const [longitude, latitude] = warnings?.features.find(({ id }) => id === active)?.geometry.coordinates ?? [];
  useEffect(() => {
    if (!map || longitude === undefined || latitude === undefined) return;
    flyToGeometry(map, { type: 'Point', coordinates: [longitude, latitude] });
  }, [map, longitude, latitude]);

  return null;
}
