import { type Language, text } from '../../data/text.ts';
import { networkFaultCodes } from '../evacuation/network/faults.ts';
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

function query(name: string, schema: Json): Json {
  return { name, in: 'query', required: false, schema, style: 'form', explode: false };
}
