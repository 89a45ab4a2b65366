import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Router } from 'express';
import type { Database } from '../database/database.ts';
import { exportFormats, formatById } from '../formats/index.ts';
import { filterableMembers, parseItemsRequest, selectionParameters } from '../http/items-request.ts';
import { readOneOf, readParameters } from '../http/parameters.ts';
import { otherMethods } from '../http/problem-response.ts';
import { readAll } from '../layers/export.ts';
import { layerNamed } from './layer-parameter.ts';

/**
 * Mounted at /api/collections: `GET /{layer}/export` is a file of the features that the same parameters select at
 * `items`, all of them, in a format of `formats/`.
 *
 * Read page by page and not from one snapshot, which a slow line would keep open, and with it one of the few connections
 * to the database.
 */
export function exportRoutes({ pool }: Pick<Database, 'pool'>): Router {
  const router = Router();
  router
    .route('/:layer/export')
    .get(async (request, response) => {
      const layer = layerNamed(request.params.layer);
      const parameters = readParameters(request, ['f', ...selectionParameters, ...filterableMembers(layer)]);
      const format = formatById(readOneOf(parameters, 'f', exportFormats) ?? 'geojson');
      const { selection, sort, shape } = parseItemsRequest(layer, parameters);
      if (!format?.write) throw new RangeError('a format that is offered cannot be written');
      response
        .set('Cache-Control', 'no-store')
        // Whoever offers the link names the file: a name here would take its place.
        .set('Content-Disposition', 'attachment')
        .type(format.mediaType);
      if (request.method === 'HEAD') {
        response.end();
        return;
      }
      const ended = new AbortController();
      response.once('close', () => ended.abort());
      const features = readAll(pool, layer, { selection, sort, shape }, ended.signal);
      // What fails before the first page is answered with a problem; later, the file breaks off and the browser says so.
      const first = await features.next();
      try {
        await pipeline(Readable.from(format.write(from(first, features), layer.id)), response);
      } catch (error) {
        if (!ended.signal.aborted) throw error;
      }
    })
    .all(otherMethods('GET', 'HEAD'));
  return router;
}

async function* from(
  first: IteratorResult<string, void>,
  rest: AsyncGenerator<string, void, undefined>,
): AsyncGenerator<string, void, undefined> {
  if (first.done) return;
  yield first.value;
  yield* rest;
}
