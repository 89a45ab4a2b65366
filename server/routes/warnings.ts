import { type Request, Router } from 'express';
import { z } from 'zod';
import { warningDurationsHours } from '../../data/layers/flood_points.ts';
import { warningNumbers } from '../../data/standards/warnings.ts';
import { text } from '../../data/text.ts';
import type { Database } from '../database/database.ts';
import { assumedRainFault } from '../evacuation/warnings/scenario.ts';
import { warningStates } from '../evacuation/warnings/types.ts';
import { readJsonRequest } from '../http/json-request.ts';
import { geoJsonType, jsonType, negotiate } from '../http/negotiate.ts';
import { readInteger, readParameters } from '../http/parameters.ts';
import { otherMethods } from '../http/problem-response.ts';
import { invalidParameter, ProblemError } from '../problems.ts';
import { assumeRain } from '../warnings/assume.ts';
import { readWarningChanges } from '../warnings/change-store.ts';
import { byGravity, warningFeature, warningsDocument } from '../warnings/documents.ts';
import type { CountyJudgement, PointWarning } from '../warnings/judge-county.ts';
import type { WarningService } from '../warnings/warning-service.ts';

const defaultLimit = 100;
const maximumLimit = 1000;
/** `brief` leaves out the figures, thresholds and gauges behind a state. */
const details = ['full', 'brief'] as const;

/** Mounted at /api/warnings: the state of every flood point, how it came about, and what an assumed rainfall would do. */
export function warningRoutes({
  database,
  warnings,
}: {
  readonly database: Database;
  readonly warnings: WarningService;
}): Router {
  const router = Router();
  const filters = ['state', 'township', 'detail'];

  router
    .route('/')
    .get(async (request, response) => {
      const parameters = readParameters(request, ['f', ...filters]);
      const type = negotiate(request, parameters, geoJsonType, jsonType);
      const judged = await warnings.judge();
      response
        .set('Cache-Control', 'no-cache')
        .type(type)
        .send(JSON.stringify(warningsDocument(judged, select(judged, parameters), detailOf(parameters))));
    })
    .all(otherMethods('GET', 'HEAD'));

  router
    .route('/scenario')
    .post(async (request, response) => {
      const wish = await readJsonRequest(request, scenarioSchema);
      const rain = Object.fromEntries(
        warningDurationsHours.flatMap((hours) => {
          const mm = wish[`rain_${hours}h_mm`];
          return mm === undefined ? [] : [[hours, mm]];
        }),
      );
      const fault = assumedRainFault(rain);
      if (fault) {
        throw new ProblemError(
          'malformed_body',
          text(`假设雨量有误：${fault.zh}。`, `The assumed rain is not right: ${fault.en}.`),
        );
      }
      const judged = await assumeRain(database, rain, new Date());
      const selected = judged.warnings.filter(
        ({ point }) =>
          (wish.township === undefined || point.township === wish.township) &&
          (wish.flood_points === undefined || wish.flood_points.some((code) => code === point.code)),
      );
      response
        .type(geoJsonType)
        .send(JSON.stringify({ ...warningsDocument(judged, selected.toSorted(byGravity)), assumed: wish }));
    })
    .all(otherMethods('POST'));

  router
    .route('/changes')
    .get(async (request, response) => {
      const parameters = readParameters(request, ['f', 'limit', 'cursor']);
      const type = negotiate(request, parameters, jsonType);
      const page = await readWarningChanges(database.pool, pageOf(parameters));
      response
        .set('Cache-Control', 'no-cache')
        .type(type)
        .json({ ...page, next: page.next ?? null });
    })
    .all(otherMethods('GET', 'HEAD'));

  router
    .route('/:id')
    .get(async (request, response) => {
      const type = negotiate(request, readParameters(request, ['f']), geoJsonType, jsonType);
      const id = idOf(request);
      const warning = (await warnings.judge()).warnings.find(({ point }) => point.id === id);
      if (!warning) throw unknownPoint(String(id));
      response
        .set('Cache-Control', 'no-cache')
        .type(type)
        .send(JSON.stringify(warningFeature(warning)));
    })
    .all(otherMethods('GET', 'HEAD'));

  router
    .route('/:id/changes')
    .get(async (request, response) => {
      const parameters = readParameters(request, ['f', 'limit', 'cursor']);
      const type = negotiate(request, parameters, jsonType);
      const pointId = idOf(request);
      const page = await readWarningChanges(database.pool, { pointId, ...pageOf(parameters) });
      response
        .set('Cache-Control', 'no-cache')
        .type(type)
        .json({ ...page, next: page.next ?? null });
    })
    .all(otherMethods('GET', 'HEAD'));

  return router;
}

const { record_1h_mm: record, record_exponent: exponent } = warningNumbers();
const assumed = (hours: number) =>
  z
    .number()
    .min(0)
    .max(Math.round(record * hours ** exponent))
    .optional();
const scenarioSchema = z
  .strictObject({
    rain_1h_mm: assumed(1),
    rain_3h_mm: assumed(3),
    rain_6h_mm: assumed(6),
    rain_24h_mm: assumed(24),
    township: z.string().max(20).optional(),
    flood_points: z.array(z.string().max(64)).max(10_000).optional(),
  })
  .refine((wish) => warningDurationsHours.some((hours) => wish[`rain_${hours}h_mm`] !== undefined), {
    path: ['rain_1h_mm'],
  });

function select({ warnings }: CountyJudgement, parameters: ReadonlyMap<string, string>): PointWarning[] {
  const state = parameters.get('state');
  const township = parameters.get('township');
  if (state !== undefined && !warningStates.some((one) => one === state)) {
    const known = warningStates.join(', ');
    throw invalidParameter('state', state, text(`可用：${known}`, `it can be: ${known}`));
  }
  return warnings
    .filter(
      ({ point, judgement }) =>
        (state === undefined || judgement.state === state) && (township === undefined || point.township === township),
    )
    .sort(byGravity);
}

function detailOf(parameters: ReadonlyMap<string, string>): (typeof details)[number] {
  const wanted = parameters.get('detail');
  const known = details.find((detail) => detail === wanted);
  if (wanted !== undefined && known === undefined) {
    const all = details.join(', ');
    throw invalidParameter('detail', wanted, text(`可用：${all}`, `it can be: ${all}`));
  }
  return known ?? 'full';
}

function pageOf(parameters: ReadonlyMap<string, string>) {
  return {
    limit: readInteger(parameters, 'limit', 1, maximumLimit) ?? defaultLimit,
    olderThan: readInteger(parameters, 'cursor', 1, 10 ** 15 - 1),
  };
}

function idOf(request: Request<{ id: string }>): number {
  const { id } = request.params;
  if (!/^[1-9]\d{0,14}$/.test(id)) throw unknownPoint(id.slice(0, 60));
  return Number(id);
}

function unknownPoint(id: string): ProblemError {
  return new ProblemError('unknown_feature', text(`没有山洪灾害点 ${id}。`, `There is no flood point ${id}.`));
}
