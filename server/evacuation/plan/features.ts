import type { Feature, Geometry } from 'geojson';
import type { PlanReport } from './types.ts';

/** A plan as map features: routes, alternatives, what blocks it, and what the loss of an edge does. */
export function* planFeatures({ assignments, cut, losses }: PlanReport): Generator<Feature> {
  for (const { route, alternative, ...assignment } of assignments) {
    yield feature(route.geometry, { kind: 'route', ...assignment, roads: roadsOf(route.steps) });
    if (alternative !== null) {
      yield feature(alternative.geometry, {
        kind: 'alternative',
        point: assignment.point,
        shelter: assignment.shelter,
        people: assignment.people,
        length_m: alternative.length_m,
        seconds: alternative.seconds,
        shared_m: alternative.shared_m,
        roads: roadsOf(alternative.steps),
      });
    }
  }
  for (const part of cut?.parts ?? []) {
    for (const { geometry, because, ...edge } of part.edges_to_open) {
      yield feature(geometry, {
        kind: 'cut',
        people: part.people,
        because_zh: because.zh,
        because_en: because.en,
        ...edge,
      });
    }
  }
  for (const { geometry, ...loss } of losses) yield feature(geometry, { kind: 'loss', ...loss });
}

function feature(geometry: Geometry, properties: Record<string, unknown>): Feature {
  return { type: 'Feature', geometry, properties };
}

function roadsOf(steps: PlanReport['assignments'][number]['route']['steps']): string {
  return steps.map(({ name, road_code, road }) => name ?? road_code ?? String(road)).join(' → ');
}
