import { type Request, type Response, Router } from 'express';
import type { z } from 'zod';
import { mayReportRain } from '../../data/permissions.ts';
import { text } from '../../data/text.ts';
import { forbidden } from '../accounts/authorise.ts';
import type { Database } from '../database/database.ts';
import { withTransaction } from '../database/transaction.ts';
import { accountOf, principalOf, requireStillGood } from '../http/authenticate.ts';
import { readBody } from '../http/body.ts';
import { parseInterval } from '../http/items-request.ts';
import { parseJsonBody } from '../http/json-body.ts';
import { readJsonRequest } from '../http/json-request.ts';
import { geoJsonType, jsonType, negotiate } from '../http/negotiate.ts';
import { readInteger, readParameters } from '../http/parameters.ts';
import { otherMethods } from '../http/problem-response.ts';
import type { Author } from '../layers/changes/announce.ts';
import { invalidParameter } from '../problems.ts';
import { changeDocument } from '../warnings/documents.ts';
import { readGauges, removeGauge, saveGauges } from '../warnings/gauges.ts';
import { readGaugeInputs } from '../warnings/gauges-input.ts';
import { readCsvReadings, readJsonReadings } from '../warnings/readings-file.ts';
import { readStoredReadings } from '../warnings/readings-list.ts';
import { readWarningNumbers, warningSettingsSchema, writeWarningSettings } from '../warnings/settings.ts';
import type { RainSource } from '../warnings/store-readings.ts';
import type { WarningService } from '../warnings/warning-service.ts';

const csvType = 'text/csv';
const defaultLimit = 100;
const maximumLimit = 10_000;

export interface RainfallServices {
  readonly database: Database;
  readonly warnings: WarningService;
  readonly maxBodyBytes: number;
}

/** Mounted at /api/rainfall: gauges, what they measure, and the numbers by which rain is judged. */
export function rainfallRoutes({ database, warnings, maxBodyBytes }: RainfallServices): Router {
  const router = Router();
  const { pool } = database;

  router
    .route('/readings')
    .get(async (request, response) => {
      const parameters = readParameters(request, ['f', 'gauge', 'datetime', 'limit']);
      const type = negotiate(request, parameters, jsonType);
      const limit = readInteger(parameters, 'limit', 1, maximumLimit) ?? defaultLimit;
      const interval = parseInterval(parameters.get('datetime'));
      const readings = await readStoredReadings(pool, { gauge: parameters.get('gauge'), interval, limit });
      response.set('Cache-Control', 'no-cache').type(type).json({ readings });
    })
    .post(async (request, response) => {
      const author = reporterOf(response);
      const given = readParameters(request, ['source']).get('source');
      const isCsv = Boolean(request.is(csvType));
      const source = sourceOf(response, given, isCsv);
      const bytes = await readBody(request, [jsonType, csvType], maxBodyBytes);
      const { readings, missing } = isCsv ? readCsvReadings(bytes) : readJsonReadings(bytes);
      await requireStillGood(response, pool);
      const { stored, corrected, known, changes } = await warnings.receive(readings, author, source);
      response.json({ stored, corrected, known, missing, changes: changes.map(changeDocument) });
    })
    .all(otherMethods('GET', 'HEAD', 'POST'));

  router
    .route('/gauges')
    .get(async (request, response) => {
      const type = negotiate(request, readParameters(request, ['f']), geoJsonType, jsonType);
      const features = await readGauges(pool);
      response
        .set('Cache-Control', 'no-cache')
        .type(type)
        .send(JSON.stringify({ type: 'FeatureCollection', features }));
    })
    .post(async (request, response) => {
      reporterOf(response);
      readParameters(request, []);
      const gauges = readGaugeInputs(parseJsonBody(await readBody(request, [geoJsonType, jsonType], maxBodyBytes)));
      await requireStillGood(response, pool);
      await withTransaction(pool, (client) => saveGauges(client, gauges));
      await warnings.judge();
      response.json({ stored: gauges.length });
    })
    .all(otherMethods('GET', 'HEAD', 'POST'));

  router
    .route('/gauges/:code')
    .delete(async (request: Request<{ code: string }>, response) => {
      reporterOf(response);
      readParameters(request, []);
      await requireStillGood(response, pool);
      await withTransaction(pool, (client) => removeGauge(client, request.params.code));
      await warnings.judge();
      response.status(204).end();
    })
    .all(otherMethods('DELETE'));

  const settings = async () => {
    const { stale_after_min, gauge_reach_m } = await readWarningNumbers(pool);
    return { stale_after_min, gauge_reach_m };
  };
  router
    .route('/settings')
    .get(async (request, response) => {
      const type = negotiate(request, readParameters(request, ['f']), jsonType);
      response
        .set('Cache-Control', 'no-cache')
        .type(type)
        .json(await settings());
    })
    .patch(async (request, response) => {
      reporterOf(response);
      const wish = await readJsonRequest(
        request,
        warningSettingsSchema as z.ZodType<z.infer<typeof warningSettingsSchema>>,
      );
      await requireStillGood(response, pool);
      await writeWarningSettings(pool, wish);
      await warnings.judge();
      response.json(await settings());
    })
    .all(otherMethods('GET', 'HEAD', 'PATCH'));

  return router;
}

/** @throws ProblemError `sign_in_required`, `forbidden` */
function reporterOf(response: Response): Author {
  const account = accountOf(response);
  const permission = mayReportRain(account);
  if (!permission.allowed) throw forbidden(permission.reason);
  return { userId: account.id, name: account.name, role: account.role };
}

/** Programs report as gauges do; of people it is told by what they send unless they say it. */
function sourceOf(response: Response, given: string | undefined, isCsv: boolean): RainSource {
  if (given === undefined) {
    if (principalOf(response).kind === 'token') return 'gauge';
    return isCsv ? 'file' : 'hand';
  }
  const found = (['gauge', 'hand', 'file'] as const).find((one) => one === given);
  if (found) return found;
  throw invalidParameter('source', given, text('可用：gauge, hand, file', 'it can be: gauge, hand, file'));
}
