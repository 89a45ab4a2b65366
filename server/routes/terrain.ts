import { Router } from 'express';
import { text } from '../../data/text.ts';
import type { CountyElevation } from '../elevation/county-elevation.ts';
import type { VoidDrawing } from '../elevation/terrain-tiles.ts';
import { baseUrl } from '../http/negotiate.ts';
import { readParameters } from '../http/parameters.ts';
import { otherMethods } from '../http/problem-response.ts';
import { invalidParameter } from '../problems.ts';
import { parseTileAddress } from '../tiles/address.ts';

/**
 * Mounted at /api: `GET /terrain.json`, `GET /terrain/{z}/{x}/{y}` (also with .png), heights for MapLibre's raster-dem;
 * `?voids=kept` for contour lines.
 */
export function terrainRoutes(county: Pick<CountyElevation, 'use'>): Router {
  const router = Router();

  router
    .route('/terrain.json')
    .get(async (request, response) => {
      readParameters(request, []);
      const address = `${baseUrl(request)}${request.baseUrl}/terrain`;
      const described = await county.use(async (elevation) => elevation.terrainJson(address));
      response.set('Cache-Control', 'no-cache').json(described);
    })
    .all(otherMethods('GET', 'HEAD'));

  router
    .route('/terrain/:z/:x/:y')
    .get(async (request, response) => {
      const { z, x, y } = request.params;
      const voids = readVoids(readParameters(request, ['voids']));
      const address = parseTileAddress(z, x, y.replace(/\.png$/, ''));
      const tile = await county.use((elevation) => elevation.terrainTile(address, voids));
      // The county's elevation can be replaced by a better one; the browser asks whether it was.
      response.set('Cache-Control', 'no-cache, no-transform');
      response.set('ETag', `"${tile.etag}"`);
      if (request.fresh) {
        response.status(304).end();
        return;
      }
      // Without a height there is nothing to draw: MapLibre takes 204 for "no terrain here", while 0 m would be a lie.
      if (tile.empty) {
        response.status(204).end();
        return;
      }
      response.type('image/png').set('Content-Length', String(tile.body.length));
      response.end(tile.body);
    })
    .all(otherMethods('GET', 'HEAD'));

  return router;
}

function readVoids(parameters: ReadonlyMap<string, string>): VoidDrawing {
  const value = parameters.get('voids') ?? 'filled';
  if (value === 'filled' || value === 'kept') return value;
  throw invalidParameter('voids', value, text('可用：filled、kept', 'it can be filled or kept'));
}
