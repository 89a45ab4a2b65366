import { type Request, Router } from 'express';
import type { LayerDefinition } from '../../data/layers/definition.ts';
import { layerList } from '../../data/layers/index.ts';
import type { Language } from '../../data/text.ts';
import type { Link } from '../http/feature-collection.ts';
import { languageOf } from '../http/language.ts';
import { baseUrl, geoJsonType, jsonType, negotiate } from '../http/negotiate.ts';
import { readParameters } from '../http/parameters.ts';
import { otherMethods } from '../http/problem-response.ts';
import { featureSchemaDocument, schemaDocument, schemaType } from '../http/schema-document.ts';
import type { Extents } from '../layers/extents.ts';
import type { Bbox } from '../layers/query.ts';
import { layerNamed } from './layer-parameter.ts';

const crs84 = 'http://www.opengis.net/def/crs/OGC/1.3/CRS84';

/** Mounted at /api/collections: what layers there are. */
export function collectionRoutes(extents: Extents): Router {
  const router = Router();

  router
    .route('/')
    .get(async (request, response) => {
      const type = negotiate(request, readParameters(request, ['f']), jsonType);
      const language = languageOf(request);
      const collections = await Promise.all(
        layerList.map(async (layer) => collectionDocument(request, layer, await extents.ofLayer(layer), language)),
      );
      const links: Link[] = [{ rel: 'self', href: `${baseUrl(request)}/api/collections`, type: jsonType }];
      response.vary('Accept-Language').type(type).json({ links, collections });
    })
    .all(otherMethods('GET', 'HEAD'));

  router
    .route('/:layer')
    .get(async (request, response) => {
      const layer = layerNamed(request.params.layer);
      const type = negotiate(request, readParameters(request, ['f']), jsonType);
      const document = collectionDocument(request, layer, await extents.ofLayer(layer), languageOf(request));
      response.vary('Accept-Language').type(type).json(document);
    })
    .all(otherMethods('GET', 'HEAD'));

  for (const [name, describe] of [
    ['schema', schemaDocument],
    ['feature-schema', featureSchemaDocument],
  ] as const) {
    router
      .route(`/:layer/${name}`)
      .get((request, response) => {
        const layer = layerNamed(request.params.layer);
        const type = negotiate(request, readParameters(request, ['f']), schemaType, jsonType);
        const address = `${baseUrl(request)}/api/collections/${layer.id}/${name}`;
        response.vary('Accept-Language').type(type);
        response.send(JSON.stringify(describe(layer, address, languageOf(request))));
      })
      .all(otherMethods('GET', 'HEAD'));
  }

  return router;
}

function collectionDocument(request: Request, layer: LayerDefinition, box: Bbox | undefined, language: Language) {
  const address = `${baseUrl(request)}/api/collections/${layer.id}`;
  const links: Link[] = [
    { rel: 'self', href: address, type: jsonType },
    { rel: 'http://www.opengis.net/def/rel/ogc/1.0/schema', href: `${address}/schema`, type: schemaType },
    // In GDAL's spelling; relation names are compared without regard to case (RFC 8288 section 2.1.1).
    { rel: 'describedBy', href: `${address}/feature-schema`, type: schemaType },
    { rel: 'items', href: `${address}/items`, type: geoJsonType, title: layer.title[language] },
    {
      rel: 'http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector',
      href: `${baseUrl(request)}/api/tiles/${layer.id}.json`,
      type: jsonType,
    },
  ];
  return {
    id: layer.id,
    title: layer.title[language],
    description: layer.description[language],
    itemType: 'feature',
    crs: [crs84],
    // An empty layer has no extent; a made-up one would send clients to look at the wrong place.
    ...(box && { extent: { spatial: { bbox: [box], crs: crs84 } } }),
    links,
  };
}
