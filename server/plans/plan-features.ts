import type { Feature, Geometry } from 'geojson';
import { planFeatures } from '../evacuation/plan/features.ts';
import type { PlanPoint, PlanReport, PlanShelter } from '../evacuation/plan/types.ts';

/** What is answered where no kind is asked for. */
export const mappedKinds = ['route', 'alternative', 'cut', 'loss', 'shelter', 'unserved'] as const;
/** The roads and the groups of the clearance, second by second: much, and for whoever plays it only. */
export const planFeatureKinds = [...mappedKinds, 'clearance_road', 'clearance_group'] as const;
export type PlanFeatureKind = (typeof planFeatureKinds)[number];

export interface PlanFeature {
  readonly kind: string;
  readonly geometry: Geometry;
  readonly properties: Readonly<Record<string, unknown>>;
}

/**
 * A plan as map features: those of `planFeatures`, in which losses have their rank, with the shelters and how full they
 * get, the points whose people go nowhere, and the schedule of the clearance.
 */
export function storedFeatures(
  report: PlanReport,
  points: readonly PlanPoint[],
  shelters: readonly PlanShelter[],
): PlanFeature[] {
  const features = [...planFeatures(report)].map(partOf);
  let rank = 0;
  const ranked = features.map((feature) =>
    feature.kind === 'loss' ? { ...feature, properties: { ...feature.properties, rank: ++rank } } : feature,
  );
  const placeOf = (places: readonly (PlanPoint | PlanShelter)[]) => new Map(places.map((place) => [place.key, place]));
  const shelterAt = placeOf(shelters);
  const pointAt = placeOf(points);
  const loads = report.shelters.flatMap(({ shelter, ...load }): PlanFeature[] => {
    const place = shelterAt.get(shelter);
    return place ? [pointFeature('shelter', place, { shelter, ...load })] : [];
  });
  const unserved = report.unserved_points.flatMap(({ point, people, reason, message }): PlanFeature[] => {
    const place = pointAt.get(point);
    const because = { because_zh: message.zh, because_en: message.en };
    return place ? [pointFeature('unserved', place, { point, people, reason, ...because })] : [];
  });
  return [...ranked, ...loads, ...unserved, ...scheduleFeatures(report.schedule)];
}

function scheduleFeatures(schedule: PlanReport['schedule']): PlanFeature[] {
  if (schedule === null) return [];
  const roads = schedule.roads.map(({ geometry, ...road }): PlanFeature => {
    const kind = 'clearance_road';
    return { kind, geometry, properties: { kind, ...road } };
  });
  const groups = schedule.groups.map(({ from, ...group }): PlanFeature => {
    const kind = 'clearance_group';
    return { kind, geometry: { type: 'Point', coordinates: from }, properties: { kind, ...group } };
  });
  return [...roads, ...groups];
}

function partOf({ geometry, properties }: Feature): PlanFeature {
  return { kind: String(properties?.kind), geometry, properties: properties ?? {} };
}

function pointFeature(
  kind: PlanFeatureKind,
  { name, position }: PlanPoint | PlanShelter,
  properties: Record<string, unknown>,
): PlanFeature {
  const geometry: Geometry = { type: 'Point', coordinates: [...position] };
  return { kind, geometry, properties: { kind, name, ...properties } };
}
