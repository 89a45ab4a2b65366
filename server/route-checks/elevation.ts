import { createHash } from 'node:crypto';
import type { LineString } from 'geojson';
import type { CountyElevation } from '../elevation/county-elevation.ts';
import type { ElevationSource } from '../elevation/sources.ts';
import type { RouteHeights } from '../evacuation/index.ts';
import { routeHeights } from './heights.ts';

/** Heights for checks, from whatever is imported at the time. */
export interface RouteElevation {
  /** Names what heights are taken from now; another import gives another digest. */
  digest(): Promise<string>;
  /** Undefined where the county has no elevation. */
  heightsOf(route: LineString): Promise<RouteHeights | undefined>;
}

export function makeRouteElevation(county: Pick<CountyElevation, 'use'>): RouteElevation {
  return {
    digest: () => county.use(async ({ sources }) => digestOf(sources)),
    heightsOf: (route) => county.use((elevation) => routeHeights(elevation, route)),
  };
}

function digestOf(sources: readonly ElevationSource[]): string {
  return createHash('sha256').update(JSON.stringify(sources)).digest('hex').slice(0, 16);
}
