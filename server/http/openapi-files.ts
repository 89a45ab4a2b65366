import { layerList } from '../../data/layers/index.ts';
import { photoLayers } from '../../data/photos.ts';
import { type Language, text } from '../../data/text.ts';
import { formats } from '../formats/index.ts';
import { type Json, json, operation } from './openapi-operation.ts';

/** What importing a file would do. */
export function importPaths(language: Language): Json {
  const collection = text('图层；不给则按要素判断', 'The layer; told by the features where it is left out')[language];
  return {
    '/import-preview': {
      post: {
        ...operation('preview_import', 'changes', json(text('逐要素的预览', 'preview, feature by feature')[language])),
        parameters: [
          query('collection', collection, { type: 'string', enum: layerList.map(({ id }) => id) }),
          query('format', text('文件格式', 'Format of the file')[language], {
            type: 'string',
            enum: formats.filter(({ read }) => read).map(({ id }) => id),
            default: 'geojson',
          }),
        ],
        requestBody: {
          required: true,
          content: { 'application/geo+json': { schema: { $ref: '#/components/schemas/featureCollection' } } },
        },
      },
    },
  };
}

export function photoPaths(language: Language): Json {
  const featureId = { $ref: '#/components/parameters/featureId' };
  const photoId = { name: 'photoId', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } };
  const image = { schema: { type: 'string', format: 'binary' } };
  const takenAt = text('拍摄时刻', 'When it was taken')[language];
  const camera = text('拍摄位置（度，WGS 84）', 'Where the camera was, in degrees (WGS 84)')[language];
  const own = photoLayers.map((layer) => [
    [
      `/collections/${layer}/items/{featureId}/photos`,
      {
        get: { ...operation(`get_${layer}_item_photos`, 'photos', json('photos')), parameters: [featureId] },
        post: {
          ...operation(`add_${layer}_item_photo`, 'photos', {
            ...json(text('照片已在', 'the photo was there already')[language]),
            201: {
              description: text('已保存', 'stored')[language],
              headers: { Location: { schema: { type: 'string' } } },
              content: { 'application/json': { schema: { type: 'object' } } },
            },
          }),
          parameters: [
            featureId,
            query('taken_at', takenAt, { type: 'string', format: 'date-time' }),
            query('longitude', camera, { type: 'number', minimum: -180, maximum: 180 }),
            query('latitude', camera, { type: 'number', minimum: -90, maximum: 90 }),
          ],
          requestBody: {
            required: true,
            content: {
              'multipart/form-data': {
                schema: {
                  type: 'object',
                  required: ['photo'],
                  properties: { photo: image.schema, small: image.schema },
                },
              },
            },
          },
        },
      },
    ],
    [
      `/collections/${layer}/items/{featureId}/photos/{photoId}`,
      {
        delete: {
          ...operation(`delete_${layer}_item_photo`, 'photos', {
            204: { description: text('已删除', 'deleted')[language] },
          }),
          parameters: [featureId, photoId],
        },
      },
    ],
  ]);
  return {
    ...Object.fromEntries(own.flat()),
    '/photos/{photoId}': {
      get: {
        ...operation('get_photo', 'photos', {
          200: {
            description: text('图片', 'the picture')[language],
            content: { 'image/jpeg': image, 'image/png': image, 'image/webp': image },
          },
        }),
        parameters: [
          photoId,
          query('size', text('原图或缩略图', 'Whole or small')[language], { type: 'string', enum: ['full', 'small'] }),
        ],
      },
    },
  };
}

function query(name: string, description: string, schema: Json): Json {
  return { name, in: 'query', required: false, description, schema };
}
