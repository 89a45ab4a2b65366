import { useEffect, useMemo } from 'react';
import { placeOf, planOverlay } from '../../actions/planOverlay.ts';
import { usePlanFeatures } from '../../api/plans.ts';
import { boundsOf, flyToBounds, flyToGeometry } from '../../map/camera.ts';
import { drawPlan } from '../../map/planLayers.ts';
import { useStore } from '../../state/createStore.ts';
import { useEvacuation } from '../../state/evacuation.ts';
import { mapStore } from '../../state/map.ts';

/** Keeps the plan that is looked at on the map, and leads to what of it is before the person. */
export function PlanOverlay() {
  const map = useStore(mapStore, (value) => value);
  const plan = useEvacuation((state) => state.plan);
  const part = useEvacuation((state) => state.part);
  const active = useEvacuation((state) => state.active);
  const { data } = usePlanFeatures(plan);
  const drawn = useMemo(
    () => (plan === undefined ? undefined : planOverlay(data, part, active)),
    [plan, data, part, active],
  );

  useEffect(() => {
    if (map) drawPlan(map, drawn);
  }, [map, drawn]);

  useEffect(() => {
    if (!map) return;
    return () => {
      // The map may already be gone when the page is taken down.
      if (mapStore.get() === map) drawPlan(map, undefined);
    };
  }, [map]);

  useEffect(() => {
    if (!map || plan === undefined || !data) return;
    const geometries = data.features
      .filter(({ properties }) => properties.kind !== 'shelter')
      .map(({ geometry }) => geometry);
    const bounds = boundsOf({ type: 'GeometryCollection', geometries });
    if (!bounds.isEmpty()) flyToBounds(map, [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()]);
  }, [map, plan, data]);

  const geometry = useMemo(() => placeOf(data, active), [data, active]);
  useEffect(() => {
    if (map && geometry) flyToGeometry(map, geometry);
  }, [map, geometry]);

  return null;
}
