import type { Feature, LineString } from 'geojson';
import { routeCheckReachMetres } from '../../../data/standards/route-check.ts';
import type { Database } from '../../database/database.ts';
import { withTransaction } from '../../database/transaction.ts';
import { checkRoute, type RouteCheckReport, type TimeWindow } from '../../evacuation/index.ts';
import { readSurroundings } from './surroundings.ts';

/** Checks a route against the county as it stands at one moment: everything is read from one snapshot. */
export async function checkRouteInCounty(
  database: Database,
  route: Feature<LineString>,
  at: Date | TimeWindow,
): Promise<RouteCheckReport> {
  const surroundings = await withTransaction(database.pool, async (client) => {
    await client.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    return readSurroundings(client, route, routeCheckReachMetres);
  });
  return checkRoute({ route, at, ...surroundings });
}
