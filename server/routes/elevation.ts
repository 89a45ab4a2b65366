import { type Request, Router } from 'express';
import type { Feature } from 'geojson';
import { text } from '../../data/text.ts';
import type { Database } from '../database/database.ts';
import type { CountyElevation } from '../elevation/county-elevation.ts';
import { elevationProfile, type ProfileRequest } from '../elevation/profile.ts';
import { readBody } from '../http/body.ts';
import { parseJsonBody } from '../http/json-body.ts';
import { parseLineBody, parseLineParameter } from '../http/line-request.ts';
import { geoJsonType, jsonType, negotiate } from '../http/negotiate.ts';
import { readParameters } from '../http/parameters.ts';
import { otherMethods } from '../http/problem-response.ts';
import { unknownFeature } from '../layers/changes/prepare.ts';
import { readFeature } from '../layers/store.ts';
import { invalidParameter, ProblemError } from '../problems.ts';
import { featureId } from './feature-address.ts';
import { layerNamed } from './layer-parameter.ts';

export interface ElevationRoutesOptions {
  readonly elevation: CountyElevation;
  readonly database: Database;
  readonly maxBodyBytes: number;
}

/** Mounted at /api/elevation: `GET /profile` of a line or a feature, `POST /profile` of a GeoJSON line. */
export function elevationRoutes({ elevation, database, maxBodyBytes }: ElevationRoutesOptions): Router {
  const router = Router();

  router
    .route('/profile')
    .get(async (request, response) => {
      const parameters = readParameters(request, ['line', 'collection', 'id', 'step_m', 'f']);
      const type = negotiate(request, parameters, jsonType);
      const stepMetres = readStep(parameters);
      const line = await readLine(parameters, database);
      const profile = await elevation.use((now) => elevationProfile(now, { ...line, stepMetres }));
      response.set('Cache-Control', 'no-cache').type(type).json(profile);
    })
    .post(async (request: Request, response) => {
      const parameters = readParameters(request, ['step_m', 'f']);
      const type = negotiate(request, parameters, jsonType);
      const stepMetres = readStep(parameters);
      const body = parseJsonBody(await readBody(request, [geoJsonType, jsonType], maxBodyBytes));
      const line = parseLineBody(body);
      const profile = await elevation.use((now) => elevationProfile(now, { line, isStructure: false, stepMetres }));
      response.type(type).json(profile);
    })
    .all(otherMethods('GET', 'HEAD', 'POST'));

  return router;
}

type Line = Pick<ProfileRequest, 'line' | 'isStructure'>;

async function readLine(parameters: ReadonlyMap<string, string>, database: Database): Promise<Line> {
  const line = parameters.get('line');
  const collection = parameters.get('collection');
  const id = parameters.get('id');
  if (line !== undefined && collection === undefined && id === undefined) {
    return { line: parseLineParameter('line', line), isStructure: false };
  }
  if (line === undefined && collection !== undefined && id !== undefined) {
    return await lineOfFeature(collection, id, database);
  }
  throw new ProblemError(
    'invalid_parameter',
    text(
      '请给出 line=经度,纬度;经度,纬度…，或 collection 和 id（二者取一）',
      'Give either line=lon,lat;lon,lat… or collection and id',
    ),
    { parameter: line === undefined && collection !== undefined ? 'id' : 'line' },
  );
}

async function lineOfFeature(collection: string, id: string, database: Database): Promise<Line> {
  const layer = layerNamed(collection);
  if (layer.geometry !== 'LineString') {
    throw invalidParameter(
      'collection',
      collection,
      text('此图层的要素不是单条线，没有纵断面', 'its features are not single lines and have no profile'),
    );
  }
  const number = featureId(layer, id);
  const found = await readFeature(database.pool, layer, number);
  if (found === undefined) throw unknownFeature(layer, number);
  const feature = JSON.parse(found) as Feature;
  const structure: unknown = feature.properties?.structure;
  const isStructure = layer.id === 'roads' && (structure === 'bridge' || structure === 'tunnel');
  return { line: parseLineBody(feature), isStructure };
}

const leastStepMetres = 1;
const greatestStepMetres = 10_000;

function readStep(parameters: ReadonlyMap<string, string>): number | undefined {
  const value = parameters.get('step_m');
  if (value === undefined) return undefined;
  const step = /^\d{1,5}(\.\d{1,6})?$/.test(value) ? Number(value) : Number.NaN;
  if (step >= leastStepMetres && step <= greatestStepMetres) return step;
  throw invalidParameter(
    'step_m',
    value,
    text(
      `应为 ${leastStepMetres} 至 ${greatestStepMetres} 的数（米）`,
      `it must be a number from ${leastStepMetres} to ${greatestStepMetres}, in metres`,
    ),
  );
}
