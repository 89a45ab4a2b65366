import type { Feature, LineString } from 'geojson';
import { routeCheckReachMetres } from '../../data/standards/route-check.ts';
import type { Database } from '../database/database.ts';
import { withTransaction } from '../database/transaction.ts';
import type { CountyElevation } from '../elevation/county-elevation.ts';
import { holdsUntil } from '../evacuation/holds-until.ts';
import { checkRoute, type RouteCheckReport, type TimeWindow } from '../evacuation/index.ts';
import { type FeedPosition, presentPosition } from '../layers/history/feed.ts';
import type { NetworkService } from '../networks/network-service.ts';
import { makeCountyWays } from './county.ts';
import { makeRouteElevation, type RouteElevation } from './elevation.ts';
import { readSurroundings } from './surroundings.ts';

export interface CheckedRoute {
  readonly report: RouteCheckReport;
  /** Everything up to it is in the report. */
  readonly position: FeedPosition;
  readonly elevation: string;
  /** When time alone makes the report stale; null: nothing in it runs out. */
  readonly holdsUntil: Date | null;
}

export interface RouteChecker {
  /** Checks a route against the county as it stands. @throws ProblemError as `checkRoute` */
  check(route: Feature<LineString>, at: Date | TimeWindow): Promise<CheckedRoute>;
  readonly elevation: Pick<RouteElevation, 'digest'>;
}

export interface RouteCheckerOptions {
  readonly database: Pick<Database, 'pool'>;
  readonly networks: NetworkService;
  readonly elevation: Pick<CountyElevation, 'use'>;
}

export function makeRouteChecker({ database, networks, elevation: county }: RouteCheckerOptions): RouteChecker {
  const waysOfCounty = makeCountyWays(database, networks);
  const elevation = makeRouteElevation(county);
  return {
    elevation,
    async check(route, at) {
      // What is read outside the snapshot is read after its position was taken: whatever changes meanwhile lies behind
      // the position, and makes the result stale.
      const digest = await elevation.digest();
      const { position, ...surroundings } = await withTransaction(database.pool, async (client) => {
        await client.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
        const present = await presentPosition(client);
        return { position: present, ...(await readSurroundings(client, route, routeCheckReachMetres)) };
      });
      const ways = await waysOfCounty();
      const heights = await elevation.heightsOf(route.geometry);
      const input = { route, at, ...surroundings, county: ways, ...(heights && { heights }) };
      return { report: checkRoute(input), position, elevation: digest, holdsUntil: holdsUntil(input) };
    },
  };
}
