import { type Language, text } from '../../data/text.ts';
import { ruleIds } from '../evacuation/index.ts';
import { routeCheckStates } from '../route-checks/read-checks.ts';
import { type Json, json, operation } from './openapi-operation.ts';

export function routeCheckPaths(language: Language): Json {
  const title = text('转移路线检查结果', 'Checks of evacuation routes')[language];
  const id = { name: 'routeId', in: 'path', required: true, schema: { type: 'integer', minimum: 1 } };
  return {
    '/route-checks': {
      get: {
        ...operation('get_route_checks', 'evacuation', json(title)),
        parameters: [
          query('limit', { type: 'integer', minimum: 1, maximum: 10_000 }),
          query('cursor', { type: 'integer', minimum: 0 }),
          query('verdict', { type: 'array', items: { type: 'string', enum: [...routeCheckStates] } }),
          query('stale', { type: 'boolean' }),
          query('rule', { type: 'string', enum: [...ruleIds] }),
          query('township', { type: 'string' }),
        ],
      },
    },
    '/route-checks/{routeId}': {
      get: { ...operation('get_route_check', 'evacuation', json(title)), parameters: [id] },
    },
  };
}

function query(name: string, schema: Json): Json {
  return { name, in: 'query', required: false, schema, style: 'form', explode: false };
}
