import type { Feature, FeatureCollection, Geometry } from 'geojson';
import type { PlanFeatures } from '../api/plans.ts';
import type { ActivePart, PlanPart } from '../state/evacuation.ts';

export type PlanFeature = Feature<Geometry, Readonly<Record<string, unknown>>>;

/** Features of a kind in the order of the plan. */
export function featuresOfKind(plan: PlanFeatures | undefined, kind: string): readonly PlanFeature[] {
  return (plan?.features ?? []).filter(({ properties }) => properties.kind === kind);
}

/**
 * What the map draws of a plan: its routes always, and of the rest what the person is looking at. `active` marks what is
 * before them; the other way of a route is drawn with its route only.
 */
export function planOverlay(
  plan: PlanFeatures | undefined,
  part: PlanPart,
  active: ActivePart | undefined,
): FeatureCollection {
  const counts = new Map<unknown, number>();
  const chosen = active && featuresOfKind(plan, active.kind)[active.index];
  const features = (plan?.features ?? []).flatMap((feature): Feature[] => {
    const { kind, point, shelter } = feature.properties;
    const index = counts.get(kind) ?? 0;
    counts.set(kind, index + 1);
    const isActive =
      feature === chosen ||
      // All ways into a shelter, or all of a point's.
      (kind === 'route' && active?.kind === 'shelter' && chosen?.properties.shelter === shelter);
    if (kind === 'alternative') {
      const isOfActive =
        active?.kind === 'route' && chosen?.properties.point === point && chosen?.properties.shelter === shelter;
      return isOfActive ? [drawn(feature, isActive)] : [];
    }
    // The clearance draws the roads and shelters of its own, as full as they are.
    if (part === 'clearance' && (kind === 'route' || kind === 'shelter')) return [];
    if (kind === 'loss') return part === 'losses' ? [drawn(feature, isActive)] : [];
    return [drawn(feature, isActive)];
  });
  return { type: 'FeatureCollection', features };
}

/** Where the map goes for what is active: a shelter with all the ways into it, anything else by itself. */
export function placeOf(plan: PlanFeatures | undefined, active: ActivePart | undefined): Geometry | undefined {
  const chosen = active && featuresOfKind(plan, active.kind)[active.index];
  if (!chosen || active.kind !== 'shelter') return chosen?.geometry;
  const ways = featuresOfKind(plan, 'route').filter(
    ({ properties }) => properties.shelter === chosen.properties.shelter,
  );
  if (ways.length === 0) return chosen.geometry;
  return { type: 'GeometryCollection', geometries: [chosen, ...ways].map(({ geometry }) => geometry) };
}

function drawn({ geometry, properties }: PlanFeature, active: boolean): Feature {
  return { type: 'Feature', geometry, properties: { ...properties, active, load: loadOf(properties) } };
}

/** How full a shelter gets, as the map's circles show it: a share of its capacity, or −1 where that is not known. */
function loadOf({ kind, people, capacity }: Readonly<Record<string, unknown>>): number {
  if (kind !== 'shelter' || typeof people !== 'number' || typeof capacity !== 'number' || capacity <= 0) return -1;
  return people / capacity;
}
