import type { LayerDefinition } from '../../data/layers/definition.ts';
import { layerList } from '../../data/layers/index.ts';
import { type Language, text } from '../../data/text.ts';
import { exportFormats } from '../formats/index.ts';
import { memberSchema, propertiesSchema } from '../layers/validation/schema.ts';
import { processList } from '../processes/index.ts';
import { filterOperations } from './cql2.ts';
import { defaultLimit, filterableMembers, maximumLimit } from './items-request.ts';
import { accountPaths, accountSecurity, securitySchemes } from './openapi-accounts.ts';
import { cardPaths } from './openapi-cards.ts';
import { elevationPaths, elevationSchemas } from './openapi-elevation.ts';
import { networkPaths, planPaths } from './openapi-evacuation.ts';
import { importPaths, photoPaths } from './openapi-files.ts';
import { geoJson, type Json, json, operation, problemAnswer } from './openapi-operation.ts';
import { overviewPaths } from './openapi-overview.ts';
import { routeCheckPaths } from './openapi-route-checks.ts';
import { jobPaths, jobProcessPaths, proposalPaths } from './openapi-screening.ts';
import { warningPaths } from './openapi-warnings.ts';

export const openApiType = 'application/vnd.oai.openapi+json;version=3.0';

/** The OpenAPI 3.0 description, made from the layer definitions and the processes that there are. */
export function openApiDocument(api: string, version: string, language: Language): Json {
  const collections = layerList.map((layer) => collectionPaths(layer, language));
  return {
    openapi: '3.0.3',
    info: {
      title: text('安澜', 'Anlan')[language],
      description: text('公路风险路段、山洪灾害点与转移路线', 'Road hazards, flood points and evacuation routes')[
        language
      ],
      version,
    },
    servers: [{ url: api }],
    tags: [
      { name: 'service' },
      ...layerList.map((layer) => ({ name: layer.id, description: layer.title[language] })),
      { name: 'changes' },
      { name: 'photos', description: text('要素的照片，登录后可见', 'Photos of features, for accounts')[language] },
      { name: 'accounts' },
      { name: 'processes' },
      { name: 'screening', description: text('筛查建议的审核', 'Review of what screening proposes')[language] },
      { name: 'warnings', description: text('雨量与预警', 'Rain and flood warnings')[language] },
      { name: 'elevation' },
      {
        name: 'evacuation',
        description: text('路网、转移方案与明白卡', 'The road network, evacuation plans and cards')[language],
      },
    ],
    paths: {
      '/': { get: operation('getLandingPage', 'service', json('landing page')) },
      '/conformance': { get: operation('getConformance', 'service', json('conformance classes')) },
      '/collections': { get: operation('getCollections', 'service', json('collections')) },
      '/processes': { get: operation('getProcesses', 'processes', json('processes')) },
      ...changePaths(language),
      ...importPaths(language),
      ...photoPaths(language),
      ...accountPaths(language),
      ...elevationPaths(language),
      ...Object.assign({}, ...collections),
      ...Object.assign(
        {},
        ...processList.map((process) =>
          'prepare' in process ? jobProcessPaths(process.id) : processPaths(process.id),
        ),
      ),
      ...jobPaths(),
      ...proposalPaths(language),
      ...warningPaths(language),
      ...networkPaths(language),
      ...planPaths(language),
      ...cardPaths(),
      ...routeCheckPaths(language),
      ...overviewPaths(language),
    },
    // Where reading is open to all, an account is only needed for writing.
    security: [{}, ...accountSecurity],
    components: {
      securitySchemes,
      schemas: { ...sharedSchemas(language), ...elevationSchemas(language) },
      parameters: sharedParameters(language),
      responses: { problem: problemResponse },
    },
  };
}

function collectionPaths(layer: LayerDefinition, language: Language): Json {
  const path = `/collections/${layer.id}`;
  const filters = filterableMembers(layer).flatMap((name) => {
    const definition = layer.properties[name];
    if (!definition) return [];
    const { title, ...schema } = memberSchema(definition, true, language);
    return [
      { name, in: 'query', description: String(title), schema: openApiSchema(schema), style: 'form', explode: false },
    ];
  });
  const refs = (names: readonly string[]) => names.map((name) => ({ $ref: `#/components/parameters/${name}` }));
  const selecting = refs(['bbox', 'datetime', 'asOf', 'filter', 'filterLang', 'sortby', 'properties', 'skipGeometry']);
  const feature = featureSchema(layer, language);
  return {
    [path]: { get: operation(`describe_${layer.id}`, layer.id, json(layer.title[language])) },
    [`${path}/schema`]: { get: operation(`get_${layer.id}_schema`, layer.id, json(layer.title[language])) },
    [`${path}/feature-schema`]: {
      get: operation(`get_${layer.id}_feature_schema`, layer.id, json(layer.title[language])),
    },
    [`${path}/items`]: {
      get: {
        ...operation(
          `get_${layer.id}`,
          layer.id,
          geoJson(layer.title[language], { $ref: '#/components/schemas/featureCollection' }),
        ),
        parameters: [...refs(['limit']), ...selecting, ...refs(['cursor']), ...filters],
      },
      post: {
        ...operation(`create_${layer.id}`, layer.id, {}),
        requestBody: {
          required: true,
          content: {
            'application/geo+json': {
              schema: { anyOf: [feature, { $ref: '#/components/schemas/featureCollection' }] },
            },
          },
        },
        responses: {
          201: {
            description: text('已保存', 'created')[language],
            headers: { Location: { schema: { type: 'string' } } },
          },
          ...problemAnswer,
        },
      },
    },
    [`${path}/export`]: {
      get: {
        ...operation(
          `export_${layer.id}`,
          layer.id,
          geoJson(text('所选要素的文件', 'a file of the selected features')[language], {
            $ref: '#/components/schemas/featureCollection',
          }),
        ),
        parameters: [...refs(['exportFormat']), ...selecting, ...filters],
      },
    },
    [`${path}/items/{featureId}`]: {
      get: {
        ...operation(`get_${layer.id}_item`, layer.id, geoJson(layer.title[language], feature)),
        parameters: [{ $ref: '#/components/parameters/featureId' }, { $ref: '#/components/parameters/asOf' }],
      },
      put: {
        ...operation(`replace_${layer.id}_item`, layer.id, geoJson(layer.title[language], feature)),
        parameters: writeParameters,
        requestBody: { required: true, content: { 'application/geo+json': { schema: feature } } },
      },
      patch: {
        ...operation(`update_${layer.id}_item`, layer.id, geoJson(layer.title[language], feature)),
        parameters: writeParameters,
        requestBody: { required: true, content: { 'application/merge-patch+json': { schema: { type: 'object' } } } },
      },
      delete: {
        ...operation(`delete_${layer.id}_item`, layer.id, {
          204: { description: text('已删除，可恢复', 'deleted; it can be restored')[language] },
        }),
        parameters: writeParameters,
      },
    },
    [`${path}/items/{featureId}/restore`]: {
      post: {
        ...operation(`restore_${layer.id}_item`, layer.id, geoJson(layer.title[language], feature)),
        parameters: writeParameters.slice(0, 2),
      },
    },
    [`${path}/deleted`]: {
      get: {
        ...operation(`get_${layer.id}_deleted`, layer.id, json(layer.title[language])),
        parameters: [
          { name: 'limit', in: 'query', required: false, schema: { type: 'integer', minimum: 1, maximum: 1000 } },
        ],
      },
    },
    [`${path}/items/{featureId}/versions`]: {
      get: {
        ...operation(`get_${layer.id}_item_versions`, layer.id, json(layer.title[language])),
        parameters: [{ $ref: '#/components/parameters/featureId' }],
      },
    },
  };
}

const writeParameters = ['featureId', 'ifMatch', 'merge'].map((name) => ({ $ref: `#/components/parameters/${name}` }));

function changePaths(language: Language): Json {
  const body = { required: true, content: { 'application/json': { schema: { type: 'object' } } } };
  const since = (description: string) => [
    { name: 'since', in: 'query', required: false, description, schema: { type: 'string' } },
  ];
  const key = { name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string' } };
  const id = { name: 'transactionId', in: 'path', required: true, schema: { type: 'integer', minimum: 1 } };
  const position = text('上次应答中的 next，或 0、now', 'the next of an answer, or 0, or now')[language];
  return {
    '/transactions': {
      post: { ...operation('execute_transaction', 'changes', json('changes')), parameters: [key], requestBody: body },
    },
    '/transactions/{transactionId}/undo': {
      post: { ...operation('undo_transaction', 'changes', json('changes')), parameters: [id, key] },
    },
    '/changes': { get: { ...operation('get_changes', 'changes', json('changes')), parameters: since(position) } },
    '/events': {
      get: {
        ...operation('follow_changes', 'changes', {
          200: { description: 'server-sent events', content: { 'text/event-stream': { schema: { type: 'string' } } } },
        }),
        parameters: since(position),
      },
    },
  };
}

function processPaths(id: string): Json {
  const answers = json(id);
  const body = { required: true, content: { 'application/json': { schema: { type: 'object' } } } };
  return {
    [`/processes/${id}`]: { get: operation(`describe_process_${id}`, 'processes', answers) },
    [`/processes/${id}/execution`]: {
      post: { ...operation(`execute_${id}`, 'processes', answers), requestBody: body },
    },
  };
}

const problemResponse = {
  description: 'RFC 9457 problem document',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/problem' } } },
};

function featureSchema(layer: LayerDefinition, language: Language): Json {
  return {
    type: 'object',
    required: ['type', 'geometry', 'properties'],
    properties: {
      type: { type: 'string', enum: ['Feature'] },
      id: { type: 'integer' },
      geometry: {
        type: 'object',
        required: ['type', 'coordinates'],
        properties: { type: { type: 'string', enum: [layer.geometry] }, coordinates: { type: 'array', items: {} } },
      },
      properties: openApiSchema(propertiesSchema(layer, language)),
    },
  };
}

/** OpenAPI 3.0 says null by `nullable`, knows no list of types, and has exclusive bounds as flags. */
function openApiSchema(schema: Json): Json {
  const { type, properties, additionalProperties: _, enum: codes, exclusiveMinimum, ...rest } = schema;
  const types = Array.isArray(type) ? type : [type];
  return {
    ...rest,
    type: types[0],
    ...(types.includes('null') && { nullable: true }),
    ...(Array.isArray(codes) && { enum: codes }),
    ...(exclusiveMinimum !== undefined && { minimum: exclusiveMinimum, exclusiveMinimum: true }),
    ...(isRecord(properties) && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, member]) => [name, isRecord(member) ? openApiSchema(member) : member]),
      ),
    }),
  };
}

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sharedSchemas(language: Language): Json {
  return {
    featureCollection: {
      type: 'object',
      required: ['type', 'features'],
      properties: {
        type: { type: 'string', enum: ['FeatureCollection'] },
        features: { type: 'array', items: { type: 'object' } },
        numberMatched: { type: 'integer', minimum: 0 },
        numberReturned: { type: 'integer', minimum: 0 },
        links: { type: 'array', items: { type: 'object' } },
      },
    },
    problem: {
      type: 'object',
      description: text('问题说明（RFC 9457）', 'Problem document (RFC 9457)')[language],
      required: ['type', 'title', 'status', 'code', 'detail'],
      properties: {
        type: { type: 'string' },
        title: { type: 'string' },
        status: { type: 'integer' },
        code: { type: 'string' },
        detail: { type: 'string' },
        parameter: { type: 'string' },
        faults: {
          type: 'array',
          items: {
            type: 'object',
            properties: {
              feature: { type: 'integer' },
              member: { type: 'string' },
              code: { type: 'string' },
              reason: { type: 'string' },
            },
          },
        },
      },
    },
  };
}

function sharedParameters(language: Language): Json {
  const query = (name: string, zh: string, en: string, schema: Json, more: Json = {}) => ({
    name,
    in: 'query',
    required: false,
    description: text(zh, en)[language],
    schema,
    style: 'form',
    explode: false,
    ...more,
  });
  return {
    limit: query('limit', '每页要素数', 'Features a page', {
      type: 'integer',
      minimum: 1,
      maximum: maximumLimit,
      default: defaultLimit,
    }),
    bbox: query('bbox', '范围：西,南,东,北', 'Box: west,south,east,north', {
      type: 'array',
      oneOf: [
        { minItems: 4, maxItems: 4 },
        { minItems: 6, maxItems: 6 },
      ],
      items: { type: 'number' },
    }),
    datetime: query('datetime', '时间或时段', 'Instant or interval', { type: 'string' }),
    asOf: query('as_of', '图层在该时刻的状态', 'The layer as it was at this instant', { type: 'string' }),
    ifMatch: {
      name: 'If-Match',
      in: 'header',
      required: false,
      description: text(
        '所依据版本的 ETag；也可在 properties._version 中给出',
        'ETag of the version that the change is based on; properties._version says it as well',
      )[language],
      schema: { type: 'string' },
    },
    merge: query('merge', '字段不同的改动可合并', 'Merge where other members have changed', {
      type: 'string',
      enum: ['disjoint'],
    }),
    sortby: query('sortby', '排序字段，前加 - 为降序', 'Members to sort by; a minus in front for descending', {
      type: 'array',
      items: { type: 'string' },
    }),
    filter: query(
      'filter',
      `CQL2-JSON 条件：${filterOperations.join(' ')}；{"property": …} 在前，值在后；不含空间运算（用 bbox）`,
      `Condition in CQL2-JSON: ${filterOperations.join(' ')}; {"property": …} first, then the value; nothing spatial (see bbox)`,
      { type: 'string' },
    ),
    filterLang: query('filter-lang', 'filter 的语言', 'The language of filter', {
      type: 'string',
      enum: ['cql2-json'],
    }),
    properties: query('properties', '只要这些字段', 'These members only', { type: 'array', items: { type: 'string' } }),
    skipGeometry: query('skipGeometry', '不要几何', 'Without the geometry', { type: 'boolean', default: false }),
    exportFormat: query('f', '文件格式', 'Format of the file', { type: 'string', enum: exportFormats }),
    cursor: query('cursor', '翻页标记，取自 next 链接', 'Page, taken from a next link', { type: 'string' }),
    featureId: { name: 'featureId', in: 'path', required: true, schema: { type: 'integer', minimum: 1 } },
  };
}
