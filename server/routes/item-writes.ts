import { type Request, type Response, Router } from 'express';
import { text } from '../../data/text.ts';
import { readBody } from '../http/body.ts';
import { featureTag, readIfMatch } from '../http/etag.ts';
import { parseJsonBody } from '../http/json-body.ts';
import { geoJsonType, jsonType } from '../http/negotiate.ts';
import { readParameters } from '../http/parameters.ts';
import { otherMethods } from '../http/problem-response.ts';
import { bodyVersion, readIntent, readMerge } from '../http/write-request.ts';
import { writerOf } from '../http/writer.ts';
import type { Change } from '../layers/changes/change.ts';
import type { ChangeService } from '../layers/changes/change-service.ts';
import { isRecord } from '../layers/changes/content.ts';
import { readFeature } from '../layers/store.ts';
import { ProblemError } from '../problems.ts';
import { featureId, featureLinks, withLinks } from './feature-address.ts';
import { layerNamed } from './layer-parameter.ts';

const mergePatchType = 'application/merge-patch+json';

export interface ItemWriteServices {
  readonly changes: ChangeService;
  readonly maxBodyBytes: number;
}

/**
 * Mounted at /api/collections before the reading routes, which answer OPTIONS for both: replace, update, delete and
 * restore one feature (OGC API – Features 4).
 */
export function itemWriteRoutes({ changes, maxBodyBytes }: ItemWriteServices): Router {
  const router = Router();

  /** Makes the change, and answers with the feature as it has become. */
  const answer = async (request: Request, response: Response, change: Exclude<Change, { kind: 'create' }>) => {
    const mergeDisjoint = readMerge(readParameters(request, ['merge']));
    const intent = { ...readIntent(request), mergeDisjoint };
    const writer = writerOf(response, [change.layer]);
    const { transaction, result } = await changes.change(writer, intent, change, async (db, applied) => ({
      applied,
      feature: change.kind === 'delete' ? undefined : await readFeature(db, change.layer, change.id),
    }));
    response.set('Anlan-Transaction', String(transaction));
    const { applied, feature } = result;
    if (feature === undefined) {
      response.status(204).end();
      return;
    }
    if (applied.merged) response.set('Anlan-Merged', applied.merged.join(', '));
    if (applied.mended) response.set('Anlan-Mended', applied.mended.join(', '));
    response
      .set('ETag', featureTag(change.layer, change.id, applied.version))
      .set('Cache-Control', 'no-cache')
      .type(geoJsonType)
      .send(withLinks(feature, featureLinks(request, change.layer, change.id)));
  };

  router
    .route('/:layer/items/:id')
    .put(async (request, response) => {
      const { layer, id } = addressed(request, response);
      const feature = parseJsonBody(await readBody(request, [geoJsonType, jsonType], maxBodyBytes));
      requireSameId(feature, id);
      const expectedVersion = readIfMatch(request, layer, id) ?? bodyVersion(feature);
      await answer(request, response, { kind: 'replace', layer, id, expectedVersion, feature });
    })
    .patch(async (request, response) => {
      const { layer, id } = addressed(request, response);
      const body = await readBody(request, [mergePatchType, geoJsonType, jsonType], maxBodyBytes);
      const patch = parseJsonBody(body);
      requirePatch(patch);
      requireSameId(patch, id);
      const expectedVersion = readIfMatch(request, layer, id) ?? bodyVersion(patch);
      await answer(request, response, { kind: 'update', layer, id, expectedVersion, patch });
    })
    .delete(async (request, response) => {
      const { layer, id } = addressed(request, response);
      const expectedVersion = readIfMatch(request, layer, id);
      await answer(request, response, { kind: 'delete', layer, id, expectedVersion });
    })
    // Express would answer with these three methods alone.
    .options((_request, _response, next) => next('router'));

  router
    .route('/:layer/items/:id/restore')
    .post(async (request, response) => {
      const { layer, id } = addressed(request, response);
      const expectedVersion = readIfMatch(request, layer, id);
      await answer(request, response, { kind: 'restore', layer, id, expectedVersion });
    })
    .all(otherMethods('POST'));

  return router;
}

/** The feature's address, once it is certain that whoever asks edits its layer at all. */
function addressed(request: Request<{ layer: string; id: string }>, response: Response) {
  const layer = layerNamed(request.params.layer);
  writerOf(response, [layer]);
  return { layer, id: featureId(layer, request.params.id) };
}

const patchMembers = ['type', 'id', 'geometry', 'properties', 'links', 'bbox'];

/** A merge patch that is no object would replace the whole feature; an unknown member would be lost unseen. */
function requirePatch(patch: unknown): void {
  const unknown = isRecord(patch) ? Object.keys(patch).find((name) => !patchMembers.includes(name)) : '';
  if (unknown === undefined) return;
  throw new ProblemError(
    'malformed_body',
    text(
      `PATCH 的内容应为 {"geometry": …, "properties": {…}}，只含要改的字段${unknown && `；没有字段“${unknown.slice(0, 60)}”`}。`,
      `The body of a PATCH is {"geometry": …, "properties": {…}} with the members to change${unknown && `; there is no member "${unknown.slice(0, 60)}"`}.`,
    ),
    unknown === '' ? {} : { parameter: unknown.slice(0, 60) },
  );
}

function requireSameId(feature: unknown, id: number): void {
  if (!isRecord(feature) || feature.id === undefined || String(feature.id) === String(id)) return;
  const shown = String(feature.id).slice(0, 60);
  throw new ProblemError(
    'malformed_body',
    text(
      `内容中的 id“${shown}”与地址中的 ${id} 不同。`,
      `The id "${shown}" in the body is not the ${id} of the address.`,
    ),
    { parameter: 'id' },
  );
}
