import type { LayerDefinition } from '../../data/layers/definition.ts';
import type { Language } from '../../data/text.ts';
import { memberSchema } from '../layers/validation/schema.ts';

export const schemaType = 'application/schema+json';

/**
 * The JSON Schema of a layer's features as they are served. GDAL and QGIS take the types of their fields from it; without
 * it they guess from the first page, where whole numbers look like integers and missing values like text.
 *
 * Each member has one type, since GDAL reads no list of types; that a missing value is said as null is `nullable`'s to say.
 */
export function schemaDocument(layer: LayerDefinition, address: string, language: Language): Record<string, unknown> {
  const members = Object.entries(layer.properties).map(([name, definition]) => [
    name,
    {
      ...memberSchema(definition, true, language),
      ...(!layer.required.includes(name) && { nullable: true }),
    },
  ]);
  const record = {
    _version: { type: 'integer', readOnly: true },
    _created_at: { type: 'string', format: 'date-time', readOnly: true },
    _updated_at: { type: 'string', format: 'date-time', readOnly: true },
  };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: address,
    title: layer.title[language],
    description: layer.description[language],
    type: 'object',
    required: ['type', 'geometry', 'properties'],
    properties: {
      type: { type: 'string', enum: ['Feature'] },
      id: { type: 'integer', readOnly: true },
      geometry: {
        type: 'object',
        required: ['type', 'coordinates'],
        properties: { type: { type: 'string', enum: [layer.geometry] }, coordinates: { type: 'array' } },
      },
      properties: {
        type: 'object',
        required: layer.required,
        properties: { ...Object.fromEntries(members), ...record },
      },
    },
  };
}
