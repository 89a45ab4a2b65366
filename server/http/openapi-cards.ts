import { languages } from '../../data/text.ts';
import { paperSizes } from '../cards/paper.ts';
import { type Json, json, operation } from './openapi-operation.ts';

/** The cards that households get. */
export function cardPaths(): Json {
  const code = { name: 'floodPointCode', in: 'path', required: true, schema: { type: 'string' } };
  const township = query('township', { type: 'string' });
  const printing = [
    query('lang', { type: 'string', enum: [...languages] }),
    query('size', { type: 'string', enum: [...paperSizes], default: 'a5' }),
    query('signals', { type: 'string', enum: ['blank', 'proposed'], default: 'blank' }),
  ];
  const file = (type: string, schema: Json): Json => ({
    200: { description: 'cards', content: { [type]: { schema } } },
  });
  const pdf = file('application/pdf', { type: 'string', format: 'binary' });
  return {
    '/cards': {
      get: {
        ...operation('get_cards', 'evacuation', json('cards')),
        parameters: [
          township,
          query('limit', { type: 'integer', minimum: 1, maximum: 1000 }),
          query('cursor', { type: 'integer', minimum: 0 }),
        ],
      },
    },
    '/cards/printed/{jobId}.pdf': {
      get: {
        ...operation('get_printed_cards', 'evacuation', pdf),
        parameters: [{ ...code, name: 'jobId', schema: { type: 'string', format: 'uuid' } }],
      },
    },
    '/cards/{floodPointCode}.pdf': {
      get: { ...operation('get_card_pdf', 'evacuation', pdf), parameters: [code, ...printing] },
    },
    '/cards/{floodPointCode}.html': {
      get: {
        ...operation('get_card_page', 'evacuation', file('text/html', { type: 'string' })),
        parameters: [code, ...printing],
      },
    },
  };
}

function query(name: string, schema: Json): Json {
  return { name, in: 'query', required: false, schema };
}
