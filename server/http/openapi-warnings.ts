import { type Language, text } from '../../data/text.ts';
import { warningStates } from '../evacuation/warnings/types.ts';
import { geoJson, type Json, json, operation } from './openapi-operation.ts';

const collection = { $ref: '#/components/schemas/featureCollection' };
const object = { type: 'object' };
const limit = { $ref: '#/components/parameters/limit' };
const cursor = { $ref: '#/components/parameters/cursor' };

export function warningPaths(language: Language): Json {
  const say = (zh: string, en: string) => text(zh, en)[language];
  const id = { name: 'floodPointId', in: 'path', required: true, schema: { type: 'integer', minimum: 1 } };
  const mm = { type: 'number', minimum: 0 };
  const scenario = {
    type: 'object',
    properties: {
      rain_1h_mm: mm,
      rain_3h_mm: mm,
      rain_6h_mm: mm,
      rain_24h_mm: mm,
      township: { type: 'string' },
      flood_points: { type: 'array', items: { type: 'string' } },
    },
  };
  const states = say('各山洪灾害点的预警状态', 'The state of every flood point');
  return {
    '/warnings': {
      get: {
        ...operation('get_warnings', 'warnings', geoJson(states, collection)),
        parameters: [
          query('state', { type: 'string', enum: [...warningStates] }),
          query('township', { type: 'string' }),
          query('detail', { type: 'string', enum: ['full', 'brief'] }),
        ],
      },
    },
    '/warnings/{floodPointId}': {
      get: { ...operation('get_warning', 'warnings', geoJson(states, object)), parameters: [id] },
    },
    '/warnings/{floodPointId}/changes': {
      get: {
        ...operation('get_warning_changes', 'warnings', json(say('一个点的预警过程', 'How a state came about'))),
        parameters: [id, limit, cursor],
      },
    },
    '/warnings/changes': {
      get: {
        ...operation('get_all_warning_changes', 'warnings', json(say('全县预警过程', 'All changes of state'))),
        parameters: [limit, cursor],
      },
    },
    '/warnings/scenario': {
      post: {
        ...operation(
          'assume_rain',
          'warnings',
          geoJson(say('假设雨量下的状态', 'States under an assumed rain'), collection),
        ),
        requestBody: { required: true, content: { 'application/json': { schema: scenario } } },
      },
    },
    ...rainfallPaths(language),
  };
}

function rainfallPaths(language: Language): Json {
  const say = (zh: string, en: string) => text(zh, en)[language];
  const time = { type: 'string', format: 'date-time' };
  const reading = {
    type: 'object',
    required: ['gauge', 'end', 'rain_mm'],
    properties: {
      gauge: { type: 'string', description: say('雨量站编号', 'code of the gauge') },
      start: time,
      end: time,
      interval_min: {
        type: 'number',
        description: say('时段长（分钟），代替 start', 'length in minutes, in place of start'),
      },
      rain_mm: {
        type: 'number',
        minimum: 0,
        nullable: true,
        description: say('缺测为 null', 'null where it is missing'),
      },
      correction: {
        type: 'boolean',
        description: say('更正该站该时段已有的雨量', 'takes the place of what is stored for this gauge and interval'),
      },
    },
  };
  const code = { name: 'gaugeCode', in: 'path', required: true, schema: { type: 'string' } };
  const settings = {
    type: 'object',
    properties: { stale_after_min: { type: 'number' }, gauge_reach_m: { type: 'number' } },
  };
  const gauges = say('雨量站', 'Gauges');
  const rain = say('雨量读数', 'Readings of rain');
  return {
    '/rainfall/gauges': {
      get: operation('get_gauges', 'warnings', geoJson(gauges, collection)),
      post: {
        ...operation('save_gauges', 'warnings', json(gauges)),
        requestBody: { required: true, content: { 'application/geo+json': { schema: object } } },
      },
    },
    '/rainfall/gauges/{gaugeCode}': {
      delete: { ...operation('remove_gauge', 'warnings', { 204: { description: gauges } }), parameters: [code] },
    },
    '/rainfall/readings': {
      get: {
        ...operation('get_readings', 'warnings', json(rain)),
        parameters: [query('gauge', { type: 'string' }), { $ref: '#/components/parameters/datetime' }, limit],
      },
      post: {
        ...operation('report_rain', 'warnings', json(rain)),
        parameters: [query('source', { type: 'string', enum: ['gauge', 'hand', 'file'] })],
        requestBody: {
          required: true,
          content: {
            'application/json': { schema: { type: 'array', items: reading } },
            'text/csv': { schema: { type: 'string' } },
          },
        },
      },
    },
    '/rainfall/settings': {
      get: operation('get_rain_settings', 'warnings', json(say('判定参数', 'Numbers of the judgement'))),
      patch: {
        ...operation('set_rain_settings', 'warnings', json(say('判定参数', 'Numbers of the judgement'))),
        requestBody: { required: true, content: { 'application/json': { schema: settings } } },
      },
    },
  };
}

function query(name: string, schema: Json): Json {
  return { name, in: 'query', required: false, schema, style: 'form', explode: false };
}
