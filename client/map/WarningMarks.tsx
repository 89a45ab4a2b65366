import type { FeatureCollection, Point } from 'geojson';
import { useEffect, useMemo, useRef } from 'react';
import { markedWhileListed, rainKnown, signOf, standsOnMap } from '../actions/warned.ts';
import { useWarned, type Warned } from '../api/warnings.ts';
import { useStore } from '../state/createStore.ts';
import { mapStore } from '../state/map.ts';
import { listedWarningsStore, useWarningsState } from '../state/warnings.ts';
import { setOverlay } from './overlays.ts';

/**
 * Keeps the signs of flood points on the map: those the panel of warnings lists while it is open, and otherwise every
 * point that is raised or of which it is not known. They stand above the layer, whether it is shown, filtered or has its
 * points merged: a warning must not be hidden by how the map is set.
 */
export function WarningMarks() {
  const map = useStore(mapStore, (value) => value);
  const { data } = useWarned();
  const listed = useStore(listedWarningsStore, (value) => value);
  const active = useWarningsState((state) => state.active);
  const marks = useMemo(() => {
    if (listed) return collection(markedWhileListed(listed, data), active);
    const rain = data && rainKnown(data.judged_at, data.rain_until);
    const standing = data?.features.filter(({ properties }) => rain && standsOnMap(signOf(properties), rain)) ?? [];
    return standing.length > 0 ? collection(standing, undefined) : undefined;
  }, [listed, active, data]);

  const drawnOn = useRef<typeof map>(undefined);
  useEffect(() => {
    // A map that has never had any need not be told that there are none.
    if (!map || (marks === undefined && drawnOn.current !== map)) return;
    drawnOn.current = map;
    setOverlay(map, 'warnings', marks);
  }, [map, marks]);
  return null;
}

function collection(points: readonly Warned[], active: number | undefined): FeatureCollection<Point> {
  return {
    type: 'FeatureCollection',
    features: points.map(({ id, geometry, properties }) => ({
      type: 'Feature',
      id,
      geometry,
      properties: { sign: signOf(properties), name: properties.name, active: id === active },
    })),
  };
}
