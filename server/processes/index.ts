import type { LayerDefinition } from '../../data/layers/definition.ts';
import { layers } from '../../data/layers/index.ts';
import { buffer } from './buffer.ts';
import { checkRouteProcess } from './check-route.ts';
import { checkRoutes } from './check-routes.ts';
import { planEvacuationProcess } from './plan-evacuation.ts';
import { printCards } from './print-cards.ts';
import type { Process } from './process.ts';
import { screenRoads } from './screen-roads.ts';

export const processList: readonly Process[] = [
  buffer,
  checkRouteProcess,
  checkRoutes,
  planEvacuationProcess,
  printCards,
  screenRoads,
];

/** Whoever edits one of these may start and end jobs of some process. */
export const jobLayers: readonly LayerDefinition[] = [
  ...new Set(
    processList.flatMap((one) =>
      'startedByEditorsOf' in one && one.startedByEditorsOf !== null ? [layers[one.startedByEditorsOf]] : [],
    ),
  ),
];

/**
 * Whose editors may start and end the jobs of a process; null: whoever has an account, their own. Of one that only the
 * service itself submits: of hazards.
 */
export function layerOfJobs(process: string): LayerDefinition | null {
  const known = processNamed(process);
  if (!known || !('startedByEditorsOf' in known)) return layers.road_hazards;
  return known.startedByEditorsOf === null ? null : layers[known.startedByEditorsOf];
}

export function processNamed(id: string): Process | undefined {
  return processList.find((process) => process.id === id);
}
