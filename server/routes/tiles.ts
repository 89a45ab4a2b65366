import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { type Request, type Response, Router } from 'express';
import { isLayerId, type LayerId } from '../../data/layers/index.ts';
import { text } from '../../data/text.ts';
import { baseUrl } from '../http/negotiate.ts';
import { readParameters } from '../http/parameters.ts';
import { otherMethods } from '../http/problem-response.ts';
import { invalidParameter, ProblemError } from '../problems.ts';
import { parseTileAddress } from '../tiles/address.ts';
import type { TileOptions, TileService } from '../tiles/tile-service.ts';

const decompress = promisify(gunzip);

/** Mounted at /api/tiles: `GET /{layer}.json` is TileJSON, `GET /{layer}/{z}/{x}/{y}` a tile (also with .mvt or .pbf). */
export function tileRoutes(tiles: TileService): Router {
  const router = Router();

  router
    .route('/:layer.json')
    .get(async (request, response) => {
      const layer = parseLayer(request.params.layer);
      // The next request asks again: the bounds follow the data.
      response.set('Cache-Control', 'no-cache');
      const options = readOptions(request);
      response.json(await tiles.tileJson(layer, `${baseUrl(request)}${request.baseUrl}`, options));
    })
    .all(otherMethods('GET', 'HEAD'));

  router
    .route('/:layer/:z/:x/:y')
    .get(async (request, response) => {
      const layer = parseLayer(request.params.layer);
      const { z, x, y } = request.params;
      const address = parseTileAddress(z, x, y.replace(/\.(mvt|pbf)$/, ''));
      const options = readOptions(request);
      // An edit must be seen at once: the browser keeps the tile and asks each time whether it still holds.
      // It is compressed already; neither a proxy nor our own middleware shall do it again.
      response.set('Cache-Control', 'no-cache, no-transform');
      response.vary('Accept-Encoding');
      const zipped = request.acceptsEncodings('gzip') === 'gzip';
      // A strong ETag names bytes, and the two encodings are different bytes.
      const tagOf = (etag: string): string => (zipped ? `"${etag}-gzip"` : `"${etag}"`);
      if (request.headers['if-none-match'] !== undefined) {
        response.set('ETag', tagOf(await tiles.etag(layer, address, options)));
        if (request.fresh) {
          response.status(304).end();
          return;
        }
      }
      const tile = await tiles.tile(layer, address, options);
      response.set('ETag', tagOf(tile.etag));
      await sendTile(response, tile, zipped);
    })
    .all(otherMethods('GET', 'HEAD'));

  return router;
}

/**
 * An empty tile is 204 without a body: MapLibre, QGIS and GDAL take it for "nothing here", while 404 would be logged as
 * a fault and MapLibre would draw the parent tile in its place.
 */
async function sendTile(response: Response, tile: { body: Buffer; empty: boolean }, zipped: boolean): Promise<void> {
  if (tile.empty) {
    response.status(204).end();
    return;
  }
  response.type('application/vnd.mapbox-vector-tile');
  if (zipped) response.set('Content-Encoding', 'gzip');
  const body = zipped ? tile.body : await decompress(tile.body);
  response.set('Content-Length', String(body.length));
  response.end(body);
}

/** `clusters=on`: points that lie close together from afar are one, as the map wants them and QGIS does not. */
function readOptions(request: Request): TileOptions {
  const clusters = readParameters(request, ['clusters']).get('clusters');
  if (clusters === undefined || clusters === 'off') return {};
  if (clusters === 'on') return { clustered: true };
  throw invalidParameter('clusters', clusters, text('应为 on 或 off', 'it must be on or off'));
}

function parseLayer(id: string): LayerId {
  if (isLayerId(id)) return id;
  throw new ProblemError('unknown_collection', text(`没有名为“${id}”的图层。`, `There is no layer named "${id}".`));
}
