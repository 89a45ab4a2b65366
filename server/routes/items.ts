import { Readable } from 'node:stream';
import { type Request, Router } from 'express';
import type { LayerDefinition } from '../../data/layers/definition.ts';
import type { Database } from '../database/database.ts';
import type { Events } from '../events/events.ts';
import { readGeoJson } from '../formats/geojson/read.ts';
import { readBody } from '../http/body.ts';
import { encodeCursor } from '../http/cursor.ts';
import { featureTag } from '../http/etag.ts';
import { featureCollectionText, type Link } from '../http/feature-collection.ts';
import { filterableMembers, itemsParameters, parseAsOf, parseItemsRequest } from '../http/items-request.ts';
import { languageOf } from '../http/language.ts';
import { baseUrl, geoJsonType, jsonType, negotiate, selfUrl } from '../http/negotiate.ts';
import { readParameters } from '../http/parameters.ts';
import { otherMethods } from '../http/problem-response.ts';
import { readIntent } from '../http/write-request.ts';
import { writerOf } from '../http/writer.ts';
import { unknownFeature } from '../layers/changes/prepare.ts';
import { importFeatures } from '../layers/import.ts';
import { countFeatures, readFeature, readPage } from '../layers/store.ts';
import { ProblemError } from '../problems.ts';
import { featureId, featureLinks, withLinks } from './feature-address.ts';
import { layerNamed } from './layer-parameter.ts';

export interface ItemsServices {
  readonly database: Database;
  readonly events: Pick<Events, 'wake'>;
  readonly maxBodyBytes: number;
}

/** Mounted at /api/collections: the features of a layer. */
export function itemsRoutes({ database, events, maxBodyBytes }: ItemsServices): Router {
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
      const writer = writerOf(response, [layer]);
      readParameters(request, []);
      const language = languageOf(request);
      const body = await readBody(request, [geoJsonType, jsonType], maxBodyBytes);
      const ids: number[] = [];
      const { mended, transaction } = await importFeatures({
        database,
        layer,
        announcement: { author: writer.author, ...readIntent(request) },
        authorise: writer.authorise,
        source: readGeoJson(Readable.from([body])),
        onStored: (stored) => ids.push(...stored),
      }).catch((error: unknown) => {
        throw conflictOf(error) ?? error;
      });
      events.wake();
      const [id] = ids;
      if (ids.length === 1 && id !== undefined) {
        response
          .location(`${baseUrl(request)}/api/collections/${layer.id}/items/${id}`)
          .set('ETag', featureTag(layer, id, 1));
      }
      if (transaction !== undefined) response.set('Anlan-Transaction', String(transaction));
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
      const parameters = readParameters(request, ['f', 'as_of']);
      const type = negotiate(request, parameters, geoJsonType, jsonType);
      const id = featureId(layer, request.params.id);
      const feature = await readFeature(database.pool, layer, id, parseAsOf(parameters.get('as_of')));
      if (feature === undefined) throw unknownFeature(layer, id);
      response
        .set('ETag', featureTag(layer, id, versionIn(feature)))
        .set('Cache-Control', 'no-cache')
        .type(type)
        .send(withLinks(feature, featureLinks(request, layer, id)));
    })
    .all(otherMethods('GET', 'HEAD', 'PUT', 'PATCH', 'DELETE'));

  return router;
}

function pageLinks(request: Request, layer: LayerDefinition, cursor: string | undefined): Link[] {
  const self = selfUrl(request);
  const links: Link[] = [
    { rel: 'self', href: self.href, type: geoJsonType },
    { rel: 'collection', href: `${baseUrl(request)}/api/collections/${layer.id}`, type: jsonType },
  ];
  if (cursor === undefined) return links;
  const next = new URL(self);
  next.searchParams.set('cursor', cursor);
  return [...links, { rel: 'next', href: next.href, type: geoJsonType }];
}

/** The record's members come last in the text of a feature, so that no text within it can be taken for them. */
function versionIn(feature: string): number {
  return Number(/"_version":(\d+),"_created_at":"[^"]*","_updated_at":"[^"]*"\}\}$/.exec(feature)?.[1]);
}

/** Where taken codes are all that is wrong, the features are right and the layer's state is what they clash with. */
function conflictOf(error: unknown): ProblemError | undefined {
  if (!(error instanceof ProblemError) || !error.details.faults?.every((fault) => fault.code === 'code_taken'))
    return undefined;
  return new ProblemError('code_taken', error.detail, error.details);
}
