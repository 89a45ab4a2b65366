import { useEffect } from 'react';
import type { ClearanceSchedule } from '../../../actions/clearance.ts';
import { featuresOfKind } from '../../../actions/planOverlay.ts';
import { type PlanFeatures, usePlanFeatures } from '../../../api/plans.ts';
import { type ClearanceShelter, drawClearance } from '../../../map/clearanceLayers.ts';
import { clearanceStore } from '../../../state/clearance.ts';
import { useStore } from '../../../state/createStore.ts';
import { mapStore } from '../../../state/map.ts';

interface OverlayProps {
  readonly plan: number;
  readonly schedule: ClearanceSchedule;
}

/** Keeps the map at the second that is played; sooner than this after the last it is not drawn again. */
const restMs = 50;

export function ClearanceOverlay({ plan, schedule }: OverlayProps) {
  const map = useStore(mapStore, (value) => value);
  const { data } = usePlanFeatures(plan);
  useEffect(() => {
    if (!map || !data) return;
    const drawing = drawClearance(map, schedule, sheltersOf(data, schedule));
    let timer: number | undefined;
    let drawnAt = Number.NEGATIVE_INFINITY;
    const draw = () => {
      timer = undefined;
      drawnAt = performance.now();
      drawing.show(clearanceStore.get().seconds);
    };
    draw();
    const end = clearanceStore.subscribe(() => {
      timer ??= window.setTimeout(draw, Math.max(0, drawnAt + restMs - performance.now()));
    });
    return () => {
      end();
      window.clearTimeout(timer);
      // The map may already be gone when the page is taken down.
      if (mapStore.get() === map) drawing.remove();
    };
  }, [map, data, schedule]);
  return null;
}

function sheltersOf(plan: PlanFeatures, { groups }: ClearanceSchedule): ClearanceShelter[] {
  const used = new Set(groups.map(({ shelter }) => shelter));
  return featuresOfKind(plan, 'shelter').flatMap(({ geometry, properties: { shelter, capacity } }) => {
    if (geometry.type !== 'Point' || (typeof shelter !== 'string' && typeof shelter !== 'number')) return [];
    if (!used.has(shelter)) return [];
    return [{ shelter, capacity: typeof capacity === 'number' ? capacity : null, position: geometry.coordinates }];
  });
}
