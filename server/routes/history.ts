import { Router } from 'express';
import { text } from '../../data/text.ts';
import type { Database } from '../database/database.ts';
import { accountOf } from '../http/authenticate.ts';
import { jsonType, negotiate, selfUrl } from '../http/negotiate.ts';
import { readInteger, readParameters } from '../http/parameters.ts';
import { otherMethods } from '../http/problem-response.ts';
import { unknownFeature } from '../layers/changes/prepare.ts';
import { readDeleted } from '../layers/history/deleted.ts';
import { formatPosition, parsePosition, presentPosition, readChanges } from '../layers/history/feed.ts';
import { readVersions } from '../layers/history/versions.ts';
import { invalidParameter } from '../problems.ts';
import { featureId } from './feature-address.ts';
import { layerNamed } from './layer-parameter.ts';

const defaultVersions = 100;
const mostVersions = 1000;
const defaultChanges = 1000;
const mostChanges = 10_000;

/** Mounted at /api: the versions of a feature, the features that are deleted, and the feed of all changes. */
export function historyRoutes({ database }: { readonly database: Database }): Router {
  const router = Router();

  router
    .route('/collections/:layer/items/:id/versions')
    .get(async (request, response) => {
      // Both name people.
      accountOf(response);
      const layer = layerNamed(request.params.layer);
      const parameters = readParameters(request, ['f', 'limit', 'before']);
      const type = negotiate(request, parameters, jsonType);
      const id = featureId(layer, request.params.id);
      const limit = readInteger(parameters, 'limit', 1, mostVersions) ?? defaultVersions;
      const before = readInteger(parameters, 'before', 1, 2 ** 31 - 1);
      const versions = await readVersions(database.pool, layer, id, { before, limit });
      if (versions.length === 0 && before === undefined) throw unknownFeature(layer, id);
      const self = selfUrl(request);
      const links = [{ rel: 'self', href: self.href, type: jsonType }];
      const oldest = versions.at(-1)?.version ?? 1;
      if (versions.length === limit && oldest > 1) {
        const next = new URL(self);
        next.searchParams.set('before', String(oldest));
        links.push({ rel: 'next', href: next.href, type: jsonType });
      }
      response.set('Cache-Control', 'no-cache').type(type).json({ layer: layer.id, id, versions, links });
    })
    .all(otherMethods('GET', 'HEAD'));

  router
    .route('/collections/:layer/deleted')
    .get(async (request, response) => {
      accountOf(response);
      const layer = layerNamed(request.params.layer);
      const parameters = readParameters(request, ['f', 'limit']);
      const type = negotiate(request, parameters, jsonType);
      const limit = readInteger(parameters, 'limit', 1, mostVersions) ?? defaultVersions;
      const deleted = await readDeleted(database.pool, layer, limit);
      const links = [{ rel: 'self', href: selfUrl(request).href, type: jsonType }];
      response.set('Cache-Control', 'no-cache').type(type).json({ layer: layer.id, deleted, links });
    })
    .all(otherMethods('GET', 'HEAD'));

  router
    .route('/changes')
    .get(async (request, response) => {
      accountOf(response);
      const parameters = readParameters(request, ['f', 'since', 'limit', 'layer']);
      const type = negotiate(request, parameters, jsonType);
      const limit = readInteger(parameters, 'limit', 1, mostChanges) ?? defaultChanges;
      const layer = parameters.get('layer');
      const layers = layer === undefined ? undefined : [layerNamed(layer).id];
      const since = parameters.get('since') ?? '0';
      if (since === '')
        throw invalidParameter('since', since, text('可用：0、now 或上次的 next', 'it can be: 0, now or a next'));
      const page =
        since === 'now'
          ? { changes: [], next: await presentPosition(database.pool) }
          : await readChanges(database.pool, parsePosition(since, 'since'), limit, layers);
      response
        .set('Cache-Control', 'no-cache')
        .type(type)
        .json({ changes: page.changes, next: formatPosition(page.next), complete: page.changes.length < limit });
    })
    .all(otherMethods('GET', 'HEAD'));

  return router;
}
