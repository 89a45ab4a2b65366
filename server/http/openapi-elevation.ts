import { greatestVerticalAccuracy } from '../../data/standards/elevation.ts';
import { type Language, text } from '../../data/text.ts';
import { type Json, json, operation } from './openapi-operation.ts';

const fileName = text('单个文件直接提交时的文件名', 'Name of the one file sent as the body');
const importName = text('名称；同名者被替换', 'What to call it; replaces an import of that name');
const accuracy = text('高程中误差（米）', 'Standard deviation of a height in metres');
const voidValue = text('另视为无数据的值', 'A value that means "no height" too');
const replaceAll = text('替换此前导入的全部高程', 'In place of all elevation imported before');
const removed = text('已删除', 'removed');

export function elevationPaths(language: Language): Json {
  const query = (name: string, description: string, schema: Json): Json => ({
    name,
    in: 'query',
    required: false,
    description,
    schema,
  });
  const step = query('step_m', text('取样间距（米）', 'Distance of the samples in metres')[language], {
    type: 'number',
    minimum: 1,
    maximum: 10_000,
  });
  const profile = {
    200: {
      description: text('纵断面', 'profile')[language],
      content: { 'application/json': { schema: { $ref: '#/components/schemas/elevationProfile' } } },
    },
  };
  const line = text(
    '经度,纬度;经度,纬度…（度）；或用 collection 和 id',
    'lon,lat;lon,lat… in degrees; or collection and id',
  );
  return {
    '/elevation/sources': { get: operation('get_elevation_sources', 'elevation', json('sources')) },
    '/elevation/sources/{sourceName}': {
      delete: {
        ...operation('delete_elevation_source', 'elevation', { 204: { description: removed[language] } }),
        parameters: [{ name: 'sourceName', in: 'path', required: true, schema: { type: 'string' } }],
      },
    },
    '/elevation/imports': {
      post: {
        ...operation('import_elevation', 'elevation', {
          201: {
            description: 'statusInfo',
            headers: { Location: { schema: { type: 'string' } } },
            content: { 'application/json': { schema: { type: 'object' } } },
          },
        }),
        parameters: [
          query('file', fileName[language], { type: 'string' }),
          query('name', importName[language], { type: 'string', maxLength: 100 }),
          query('vertical_accuracy_m', accuracy[language], {
            type: 'number',
            maximum: greatestVerticalAccuracy.value,
          }),
          query('void', voidValue[language], { type: 'number' }),
          query('replace_all', replaceAll[language], { type: 'boolean' }),
        ],
        requestBody: {
          required: true,
          content: {
            'multipart/form-data': {
              schema: { type: 'object', additionalProperties: { type: 'string', format: 'binary' } },
            },
            'application/octet-stream': { schema: { type: 'string', format: 'binary' } },
          },
        },
      },
    },
    '/elevation/profile': {
      get: {
        ...operation('get_elevation_profile', 'elevation', profile),
        parameters: [
          query('line', line[language], { type: 'string' }),
          query('collection', text('线图层', 'A layer of lines')[language], { type: 'string' }),
          query('id', text('要素标识', 'A feature of it')[language], { type: 'integer', minimum: 1 }),
          step,
        ],
      },
      post: {
        ...operation('compute_elevation_profile', 'elevation', profile),
        parameters: [step],
        requestBody: { required: true, content: { 'application/geo+json': { schema: { type: 'object' } } } },
      },
    },
  };
}

export function elevationSchemas(language: Language): Json {
  const number = (description: string): Json => ({ type: 'number', description });
  const nullable = (description: string): Json => ({ ...number(description), nullable: true });
  const metres = text('米', 'metres')[language];
  const unknown = text('米；未知为 null', 'metres; null where unknown')[language];
  return {
    elevationProfile: {
      type: 'object',
      required: ['length_m', 'step_m', 'void_m', 'interpolated', 'sources', 'samples'],
      properties: {
        length_m: number(metres),
        step_m: number(metres),
        grade_window_m: number(text('纵坡取平均的长度，米', 'length that grades are means of, metres')[language]),
        grade_rmse_pct: nullable(text('纵坡中误差，百分点', 'standard error of a grade, percentage points')[language]),
        vertical_accuracy_m: nullable(text('高程中误差，米', 'standard deviation of a height, metres')[language]),
        lowest_m: nullable(unknown),
        highest_m: nullable(unknown),
        void_m: number(text('没有高程的长度，米', 'length without a height, metres')[language]),
        interpolated: {
          type: 'boolean',
          description: text('桥梁、隧道：由两端高程内插', 'bridge or tunnel: between the heights of its ends')[
            language
          ],
        },
        sources: {
          type: 'array',
          items: {
            type: 'object',
            properties: {
              name: { type: 'string' },
              imported_at: { type: 'string', nullable: true },
              cell_m: number(metres),
              vertical_accuracy_m: number(metres),
              vertical_accuracy_known: { type: 'boolean' },
            },
          },
        },
        samples: {
          type: 'array',
          items: {
            type: 'object',
            required: ['at_m', 'position', 'height_m', 'grade_pct', 'source'],
            properties: {
              at_m: number(text('距起点，米', 'metres from the start')[language]),
              position: { type: 'array', items: { type: 'number' }, minItems: 2, maxItems: 2 },
              height_m: nullable(unknown),
              grade_pct: nullable(text('纵坡，%，上坡为正', 'grade in %, positive uphill')[language]),
              source: {
                type: 'integer',
                nullable: true,
                description: text('sources 中的序号', 'index into sources')[language],
              },
            },
          },
        },
      },
    },
  };
}
