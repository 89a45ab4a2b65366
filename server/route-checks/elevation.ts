import { createHash } from 'node:crypto';
import type { LineString } from 'geojson';
import { type ElevationService, openElevationSources } from '../elevation/elevation-service.ts';
import type { ElevationSource } from '../elevation/sources.ts';
import type { RouteHeights } from '../evacuation/index.ts';
import { routeHeights } from '../processes/check-route/heights.ts';

/** Heights for checks, from whatever is imported at the time. */
export interface RouteElevation {
  /** Names what heights are taken from now; another import gives another digest. */
  digest(): Promise<string>;
  /** Undefined where the county has no elevation. */
  heightsOf(route: LineString): Promise<RouteHeights | undefined>;
  close(): Promise<void>;
}

/** @param readSources as they are at the time of each call */
export function makeRouteElevation(readSources: () => Promise<readonly ElevationSource[]>): RouteElevation {
  let open: { readonly digest: string; readonly elevation: ElevationService; users: number } | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  const current = async () => {
    const sources = await readSources();
    const digest = digestOf(sources);
    if (open?.digest !== digest) {
      const before = open;
      open = { digest, elevation: await openElevationSources(sources), users: 0 };
      if (before?.users === 0) await before.elevation.close();
    }
    return open;
  };
  /** One call at a time opens files; what a reader has open stays open until it has read. */
  const acquire = () => {
    const next = turn
      .catch(() => {})
      .then(async () => {
        const own = await current();
        own.users += 1;
        return own;
      });
    turn = next;
    return next;
  };

  return {
    digest: async () => digestOf(await readSources()),
    async heightsOf(route) {
      const own = await acquire();
      try {
        return await routeHeights(own.elevation, route);
      } finally {
        own.users -= 1;
        if (own !== open && own.users === 0) await own.elevation.close();
      }
    },
    async close() {
      await turn.catch(() => {});
      await open?.elevation.close();
      open = undefined;
    },
  };
}

function digestOf(sources: readonly ElevationSource[]): string {
  return createHash('sha256').update(JSON.stringify(sources)).digest('hex').slice(0, 16);
}
