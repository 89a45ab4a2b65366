import { Readable } from 'node:stream';
import { Router } from 'express';
import type { LayerDefinition } from '../../data/layers/definition.ts';
import { layerList } from '../../data/layers/index.ts';
import { mayEdit } from '../../data/permissions.ts';
import { type Text, text } from '../../data/text.ts';
import { forbidden, requireEditor } from '../accounts/authorise.ts';
import type { Database } from '../database/database.ts';
import { formatById, formats } from '../formats/index.ts';
import { accountOf } from '../http/authenticate.ts';
import { readBody } from '../http/body.ts';
import { geoJsonType, jsonType } from '../http/negotiate.ts';
import { readOneOf, readParameters } from '../http/parameters.ts';
import { otherMethods } from '../http/problem-response.ts';
import { answerWithProgress } from '../http/progress.ts';
import { guessLayers } from '../imports/guess-layer.ts';
import { previewImport, readAll } from '../imports/preview.ts';
import { layerNamed } from './layer-parameter.ts';

export interface ImportPreviewServices {
  readonly database: Pick<Database, 'pool'>;
  readonly maxBodyBytes: number;
}

/** How many features of a file are looked at to tell what layer it is for. */
const lookedAt = 100;

/**
 * Mounted at /api/import-preview: what importing a file would do, feature by feature. Stores nothing; what is to be
 * stored is then sent as one transaction.
 */
export function importPreviewRoutes({ database, maxBodyBytes }: ImportPreviewServices): Router {
  const router = Router();
  router
    .route('/')
    .post(async (request, response) => {
      const account = accountOf(response);
      const parameters = readParameters(request, ['collection', 'format']);
      const editable = layerList.filter((layer) => mayEdit(account, layer).allowed);
      if (editable.length === 0) {
        throw forbidden(
          text('本账户没有可编辑的图层，不能导入', 'This account edits no layer, so that it cannot import'),
        );
      }
      const wanted = parameters.get('collection');
      const chosen = wanted === undefined ? undefined : layerNamed(wanted);
      if (chosen) requireEditor(account, chosen);
      const ids = formats.filter(({ read }) => read).map(({ id }) => id);
      const format = formatById(readOneOf(parameters, 'format', ids) ?? 'geojson');
      const body = await readBody(request, [geoJsonType, jsonType, 'application/octet-stream'], maxBodyBytes);
      response.set('Cache-Control', 'no-store');
      await answerWithProgress(request, response, async (onProgress) => {
        const notes: Text[] = [];
        const source = format?.read?.(Readable.from([body]), {}, (note) => notes.push(note));
        const values = await readAll(source ?? Readable.from([]), onProgress);
        const first = values.slice(0, lookedAt).map(({ value }) => value);
        const origin = format?.origin?.(body);
        const guess =
          origin === undefined
            ? guessLayers(first, editable)
            : { layer: origin, likely: editable.flatMap(({ id }) => (id === origin ? id : [])) };
        const { likely } = guess;
        // Told by the file, but not for this account to edit: the person chooses.
        const layer: LayerDefinition | undefined = chosen ?? editable.find(({ id }) => id === guess.layer);
        if (!layer) return { layer: null, likely, read: values.length };
        const wanted = { db: database.pool, account, layer, values, origin, onProgress };
        const { mapping, ...preview } = await previewImport(wanted);
        return { ...preview, notes, likely, mapping: mapping ? { id: mapping.id, title: mapping.title } : null };
      });
    })
    .all(otherMethods('POST'));
  return router;
}
