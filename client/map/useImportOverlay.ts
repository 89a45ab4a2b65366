import { useEffect } from 'react';
import { isGeometry, previewFeatures } from '../actions/imports/preview.ts';
import { useStore } from '../state/createStore.ts';
import { useImport } from '../state/imports.ts';
import { mapStore } from '../state/map.ts';
import { flyToGeometry } from './camera.ts';
import { addImportOverlay, drawImport } from './importOverlay.ts';

/** Draws the preview of an import, and shows it whole when it comes. */
export function useImportOverlay(): void {
  const map = useStore(mapStore, (value) => value);
  const preview = useImport((state) =>
    state.step === 'stored' || state.step === 'undone' ? undefined : state.preview,
  );
  const active = useImport((state) => state.active);
  useEffect(() => (map ? addImportOverlay(map) : undefined), [map]);
  useEffect(() => {
    if (map) drawImport(map, preview && previewFeatures(preview, active));
  }, [map, preview, active]);
  useEffect(() => {
    if (!map || !preview) return;
    const geometries = preview.features.flatMap(({ geometry }) => (isGeometry(geometry) ? [geometry] : []));
    if (geometries.length > 0) flyToGeometry(map, { type: 'GeometryCollection', geometries });
  }, [map, preview]);
}
