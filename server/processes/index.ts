import { buffer } from './buffer.ts';
import { checkRouteProcess } from './check-route.ts';
import { checkRoutes } from './check-routes.ts';
import type { Process } from './process.ts';
import { screenRoads } from './screen-roads.ts';

export const processList: readonly Process[] = [buffer, checkRouteProcess, checkRoutes, screenRoads];

export function processNamed(id: string): Process | undefined {
  return processList.find((process) => process.id === id);
}
