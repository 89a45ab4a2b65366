import { type Language, text } from '../../data/text.ts';
import { networkFaultCodes } from '../evacuation/network/faults.ts';
import { planFeatureKinds } from '../plans/plan-features.ts';
import { geoJson, type Json, json, operation } from './openapi-operation.ts';

const collection = { $ref: '#/components/schemas/featureCollection' };

export function networkPaths(language: Language): Json {
  const title = text('路网', 'Road network')[language];
  return {
    '/network': { get: operation('get_network', 'evacuation', json(title)) },
    '/network/gaps': {
      get: {
        ...operation('get_network_gaps', 'evacuation', geoJson(title, collection)),
        parameters: [
          query('kind', { type: 'string', enum: [...networkFaultCodes] }),
          query('tolerance_m', { type: 'number', exclusiveMinimum: true, minimum: 0, maximum: 100 }),
        ],
      },
    },
    '/network/entries': {
      get: {
        ...operation('get_network_entries', 'evacuation', geoJson(title, collection)),
        parameters: [
          query('collection', { type: 'string', enum: ['flood_points', 'shelters', 'settlements'] }),
          query('travel', { type: 'string', enum: ['foot', 'vehicle'] }),
          query('reach_m', { type: 'number', exclusiveMinimum: true, minimum: 0, maximum: 10_000 }),
        ],
      },
    },
  };
}

export function planPaths(language: Language): Json {
  const id = { name: 'planId', in: 'path', required: true, schema: { type: 'integer', minimum: 1 } };
  const title = text('转移方案', 'Evacuation plan')[language];
  const acceptance = {
    type: 'object',
    properties: {
      confirm_outdated: { type: 'boolean' },
      confirm_incomplete: { type: 'boolean' },
      confirm_doubts: { type: 'boolean' },
      confirm_assumptions: { type: 'boolean' },
    },
    additionalProperties: false,
  };
  return {
    '/plans': {
      get: {
        ...operation('get_plans', 'evacuation', json(title)),
        parameters: [
          query('limit', { type: 'integer', minimum: 1, maximum: 1000 }),
          query('cursor', { type: 'integer', minimum: 1 }),
        ],
      },
    },
    '/plans/compare': {
      get: {
        ...operation('compare_plans', 'evacuation', json(title)),
        parameters: ['a', 'b'].map((name) => ({ ...query(name, { type: 'integer', minimum: 1 }), required: true })),
      },
    },
    '/plans/{planId}': {
      get: { ...operation('get_plan', 'evacuation', json(title)), parameters: [id] },
      delete: {
        ...operation('delete_plan', 'evacuation', { 204: { description: text('已删除', 'deleted')[language] } }),
        parameters: [id],
      },
    },
    '/plans/{planId}/report': {
      get: { ...operation('get_plan_report', 'evacuation', json(title)), parameters: [id] },
    },
    '/plans/{planId}/features': {
      get: {
        ...operation('get_plan_features', 'evacuation', geoJson(title, collection)),
        parameters: [
          id,
          { ...query('kind', { type: 'array', items: { type: 'string', enum: [...planFeatureKinds] } }) },
        ],
      },
    },
    '/plans/{planId}/accept': {
      post: {
        ...operation('accept_plan', 'evacuation', json(title)),
        parameters: [id],
        requestBody: { required: false, content: { 'application/json': { schema: acceptance } } },
      },
    },
  };
}

function query(name: string, schema: Json): Json {
  return { name, in: 'query', required: false, schema, style: 'form', explode: false };
}
