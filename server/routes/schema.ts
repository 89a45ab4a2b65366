import { Router } from 'express';
import type { GeometryType, LayerDefinition } from '../../data/layers/definition.ts';
import { type Language, text } from '../../data/text.ts';
import { languageOf } from '../http/language.ts';
import { baseUrl, jsonType, negotiate } from '../http/negotiate.ts';
import { readParameters } from '../http/parameters.ts';
import { otherMethods } from '../http/problem-response.ts';
import { propertiesSchema } from '../layers/validation/schema.ts';
import { layerNamed } from './layer-parameter.ts';

const schemaType = 'application/schema+json';

const geometryFormats: Readonly<Record<GeometryType, string>> = {
  Point: 'geometry-point',
  LineString: 'geometry-linestring',
  MultiLineString: 'geometry-multilinestring',
  MultiPolygon: 'geometry-multipolygon',
};

/** Mounted at /api/collections: what a feature of a layer is made of (OGC API – Features 5). */
export function schemaRoutes(): Router {
  const router = Router();
  router
    .route('/:layer/schema')
    .get((request, response) => {
      const layer = layerNamed(request.params.layer);
      const type = negotiate(request, readParameters(request, ['f']), schemaType, jsonType);
      const address = `${baseUrl(request)}/api/collections/${layer.id}/schema`;
      response.vary('Accept-Language').type(type);
      response.send(JSON.stringify(collectionSchema(layer, address, languageOf(request))));
    })
    .all(otherMethods('GET', 'HEAD'));
  return router;
}

function collectionSchema(layer: LayerDefinition, address: string, language: Language) {
  const { properties, required } = propertiesSchema(layer, language);
  const record = (zh: string, en: string, schema: Record<string, unknown>) => ({
    title: text(zh, en)[language],
    ...schema,
    readOnly: true,
  });
  const time = { type: 'string', format: 'date-time' };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: address,
    type: 'object',
    title: layer.title[language],
    description: layer.description[language],
    required,
    properties: {
      id: record('标识', 'Id', { type: 'integer', 'x-ogc-role': 'id' }),
      geometry: {
        title: text('几何', 'Geometry')[language],
        format: geometryFormats[layer.geometry],
        'x-ogc-role': 'primary-geometry',
      },
      ...(typeof properties === 'object' && properties),
      // Sent back as it was read, it says which version a change is based on.
      _version: { title: text('版本', 'Version')[language], type: 'integer', minimum: 1 },
      _created_at: record('建立时间', 'Created', time),
      _updated_at: record('修改时间', 'Changed', time),
    },
    additionalProperties: false,
  };
}
