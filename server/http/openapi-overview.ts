import { type Language, text } from '../../data/text.ts';
import { type Json, json, operation } from './openapi-operation.ts';

/** What looks over all layers: search and statistics. */
export function overviewPaths(language: Language): Json {
  return {
    '/search': {
      get: {
        ...operation(
          'search',
          'service',
          json(text('按名称、编号、桩号查找', 'By name, code, or chainage on a road')[language]),
        ),
        parameters: [
          query('q', { type: 'string', minLength: 1, maxLength: 200 }, true),
          query('limit', { type: 'integer', minimum: 1, maximum: 50 }),
        ],
      },
    },
    '/statistics': {
      get: {
        ...operation('get_statistics', 'service', {
          200: {
            description: text('全县或一个乡镇的统计', 'Figures of the county or one township')[language],
            content: { 'application/json': { schema: { type: 'object' } }, 'text/csv': { schema: { type: 'string' } } },
          },
        }),
        parameters: [
          query('township', { type: 'string', maxLength: 20 }),
          query('f', { type: 'string', enum: ['json', 'csv'] }),
        ],
      },
    },
  };
}

function query(name: string, schema: Json, required = false): Json {
  return { name, in: 'query', required, schema, style: 'form', explode: false };
}
