import { type Request, Router } from 'express';
import { layers } from '../../data/layers/index.ts';
import { text } from '../../data/text.ts';
import type { Database } from '../database/database.ts';
import { ruleIds } from '../evacuation/index.ts';
import type { Link } from '../http/feature-collection.ts';
import { jsonType, negotiate, selfUrl } from '../http/negotiate.ts';
import { readInteger, readOneOf, readParameters, readSomeOf } from '../http/parameters.ts';
import { otherMethods } from '../http/problem-response.ts';
import { ProblemError } from '../problems.ts';
import { countRouteChecks, readRouteCheck, readRouteChecks, routeCheckStates } from '../route-checks/read-checks.ts';
import { readWithoutRoute } from '../route-checks/without-route.ts';

const defaultLimit = 100;
const maximumLimit = 10_000;
const largestId = Number.MAX_SAFE_INTEGER;

/** Mounted at /api/route-checks: what the last check of each evacuation route said, and whether that still holds. */
export function routeCheckRoutes(database: Pick<Database, 'pool'>): Router {
  const router = Router();

  router
    .route('/')
    .get(async (request, response) => {
      const parameters = readParameters(request, ['f', 'limit', 'cursor', 'verdict', 'stale', 'rule', 'township']);
      const type = negotiate(request, parameters, jsonType);
      const limit = readInteger(parameters, 'limit', 1, maximumLimit) ?? defaultLimit;
      const after = readInteger(parameters, 'cursor', 0, largestId) ?? 0;
      const stale = readOneOf(parameters, 'stale', ['true', 'false']);
      const selection = {
        verdicts: readSomeOf(parameters, 'verdict', routeCheckStates),
        stale: stale === undefined ? undefined : stale === 'true',
        rule: readOneOf(parameters, 'rule', ruleIds),
        township: parameters.get('township'),
      };
      const { entries, next } = await readRouteChecks(database.pool, selection, after, limit);
      const { matched, ...counts } = await countRouteChecks(database.pool, selection);
      const withoutRoute = await readWithoutRoute(database.pool);
      response.set('Cache-Control', 'no-cache').type(type);
      response.json({
        routes: entries,
        numberMatched: matched,
        numberReturned: entries.length,
        counts,
        without_route: withoutRoute,
        links: pageLinks(request, next),
      });
    })
    .all(otherMethods('GET', 'HEAD'));

  router
    .route('/:routeId')
    .get(async (request, response) => {
      const type = negotiate(request, readParameters(request, ['f']), jsonType);
      const { routeId } = request.params;
      const id = /^[1-9]\d{0,15}$/.test(routeId) ? Number(routeId) : Number.NaN;
      const detail = Number.isSafeInteger(id) ? await readRouteCheck(database.pool, id) : undefined;
      if (detail === undefined) {
        const shown = routeId.slice(0, 60);
        throw new ProblemError(
          'unknown_feature',
          text(
            `图层“${layers.evacuation_routes.title.zh}”中没有要素 ${shown}`,
            `There is no feature ${shown} in ${layers.evacuation_routes.title.en}`,
          ),
        );
      }
      response.set('Cache-Control', 'no-cache').type(type).json(detail);
    })
    .all(otherMethods('GET', 'HEAD'));

  return router;
}

function pageLinks(request: Request, next: number | undefined): Link[] {
  const self = selfUrl(request);
  const links: Link[] = [{ rel: 'self', href: self.href, type: jsonType }];
  if (next === undefined) return links;
  const following = new URL(self);
  following.searchParams.set('cursor', String(next));
  return [...links, { rel: 'next', href: following.href, type: jsonType }];
}
