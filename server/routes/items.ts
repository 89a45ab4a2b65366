import { Readable } from 'node:stream';
import { type Request, Router } from 'express';
import type { LayerDefinition } from '../../data/layers/definition.ts';
import { text } from '../../data/text.ts';
import type { Database } from '../database/database.ts';
import { readGeoJson } from '../formats/geojson/read.ts';
import { readBody } from '../http/body.ts';
import { encodeCursor } from '../http/cursor.ts';
import { featureCollectionText, type Link } from '../http/feature-collection.ts';
import { filterableMembers, itemsParameters, parseItemsRequest } from '../http/items-request.ts';
import { languageOf } from '../http/language.ts';
import { baseUrl, geoJsonType, jsonType, negotiate } from '../http/negotiate.ts';
import { readParameters } from '../http/parameters.ts';
import { otherMethods } from '../http/problem-response.ts';
import { importFeatures } from '../layers/import.ts';
import { countFeatures, readFeature, readPage } from '../layers/store.ts';
import { ProblemError } from '../problems.ts';
import { layerNamed } from './layer-parameter.ts';

export interface ItemsServices {
  readonly database: Database;
  readonly maxBodyBytes: number;
}

/** Mounted at /api/collections: the features of a layer. */
export function itemsRoutes({ database, maxBodyBytes }: ItemsServices): Router {
  const router = Router();

  router
    .route('/:layer/items')
    .get(async (request, response) => {
      const layer = layerNamed(request.params.layer);
      const parameters = readParameters(request, [...itemsParameters, ...filterableMembers(layer)]);
      const type = negotiate(request, parameters, geoJsonType, jsonType);
      const page = parseItemsRequest(layer, parameters);
      const [features, matched] = await Promise.all([
        readPage(database.pool, layer, page),
        countFeatures(database.pool, layer, page.selection),
      ]);
      const links = pageLinks(request, layer, features.next && encodeCursor(page.sort, features.next));
      response
        .set('Cache-Control', 'no-cache')
        .type(type)
        .send(featureCollectionText(features, matched, links));
    })
    .post(async (request, response) => {
      const layer = layerNamed(request.params.layer);
      readParameters(request, []);
      const language = languageOf(request);
      const body = await readBody(request, [geoJsonType, jsonType], maxBodyBytes);
      const ids: number[] = [];
      const { mended } = await importFeatures({
        database,
        layer,
        source: readGeoJson(Readable.from([body])),
        onStored: (stored) => ids.push(...stored),
      }).catch((error: unknown) => {
        throw conflictOf(error) ?? error;
      });
      if (ids.length === 1) response.location(`${baseUrl(request)}/api/collections/${layer.id}/items/${ids[0]}`);
      response.status(ids.length > 0 ? 201 : 200).json({
        created: ids.length,
        ids,
        mended: mended.map(({ code, reason, count, firstFeature }) => ({
          code,
          count,
          first_feature: firstFeature,
          text: reason[language],
        })),
      });
    })
    .all(otherMethods('GET', 'HEAD', 'POST'));

  router
    .route('/:layer/items/:id')
    .get(async (request, response) => {
      const layer = layerNamed(request.params.layer);
      const type = negotiate(request, readParameters(request, ['f']), geoJsonType, jsonType);
      const feature = await readFeature(database.pool, layer, featureId(layer, request.params.id));
      if (feature === undefined) throw unknownFeature(layer, request.params.id);
      const address = `${baseUrl(request)}/api/collections/${layer.id}`;
      const links: Link[] = [
        { rel: 'self', href: `${address}/items/${request.params.id}`, type: geoJsonType },
        { rel: 'collection', href: address, type: jsonType },
      ];
      // The links are put in as one more member of the feature's text.
      response
        .set('Cache-Control', 'no-cache')
        .type(type)
        .send(`${feature.slice(0, -1)},"links":${JSON.stringify(links)}}`);
    })
    .all(otherMethods('GET', 'HEAD'));

  return router;
}

function pageLinks(request: Request, layer: LayerDefinition, cursor: string | undefined): Link[] {
  const self = new URL(request.originalUrl, baseUrl(request));
  const links: Link[] = [
    { rel: 'self', href: self.href, type: geoJsonType },
    { rel: 'collection', href: `${baseUrl(request)}/api/collections/${layer.id}`, type: jsonType },
  ];
  if (cursor === undefined) return links;
  const next = new URL(self);
  next.searchParams.set('cursor', cursor);
  return [...links, { rel: 'next', href: next.href, type: geoJsonType }];
}

function featureId(layer: LayerDefinition, id: string): number {
  if (!/^[1-9]\d{0,14}$/.test(id)) throw unknownFeature(layer, id);
  return Number(id);
}

function unknownFeature(layer: LayerDefinition, id: string): ProblemError {
  return new ProblemError(
    'unknown_feature',
    text(`图层“${layer.title.zh}”中没有要素 ${id}`, `The layer ${layer.id} has no feature ${id}`),
  );
}

/** Where taken codes are all that is wrong, the features are right and the layer's state is what they clash with. */
function conflictOf(error: unknown): ProblemError | undefined {
  if (!(error instanceof ProblemError) || !error.details.faults?.every((fault) => fault.code === 'code_taken'))
    return undefined;
  return new ProblemError('code_taken', error.detail, error.details);
}
