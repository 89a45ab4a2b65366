import type { LayerDefinition } from '../../data/layers/definition.ts';
import type { Language } from '../../data/text.ts';
import { memberSchema } from '../layers/validation/schema.ts';

export const schemaType = 'application/schema+json';

type Json = Record<string, unknown>;

/**
 * The logical schema of a layer's features (OGC API – Common Part 3, before that Features Part 5): its members with
 * their roles, whatever the format in which they are served.
 */
export function schemaDocument(layer: LayerDefinition, address: string, language: Language): Json {
  const members = Object.entries(layer.properties).map(([name, definition]) => [
    name,
    { ...memberSchema(definition, true, language), ...timeRole(layer, name) },
  ]);
  const properties: [string, Json][] = [
    ['id', { type: 'integer', readOnly: true, 'x-ogc-role': 'id' }],
    ['geometry', { 'x-ogc-role': 'primary-geometry', format: `geometry-${layer.geometry.toLowerCase()}` }],
    ...(members as [string, Json][]),
    ...Object.entries(recordSchemas),
  ];
  return {
    $schema: jsonSchemaDraft,
    $id: address,
    title: layer.title[language],
    description: layer.description[language],
    type: 'object',
    required: ['geometry', ...layer.required],
    properties: Object.fromEntries(
      properties.map(([name, schema], index) => [name, { ...schema, 'x-ogc-propertySeq': index + 1 }]),
    ),
    additionalProperties: false,
  };
}

function timeRole({ temporal }: LayerDefinition, name: string): Json {
  if (name === temporal?.start) return { 'x-ogc-role': 'primary-interval-start' };
  return name === temporal?.end ? { 'x-ogc-role': 'primary-interval-end' } : {};
}

const jsonSchemaDraft = 'https://json-schema.org/draft/2020-12/schema';

/** What every feature has beside the members of its layer. */
const recordSchemas = {
  _version: { type: 'integer', readOnly: true },
  _created_at: { type: 'string', format: 'date-time', readOnly: true },
  _updated_at: { type: 'string', format: 'date-time', readOnly: true },
} as const;

/**
 * The JSON Schema of a layer's features as GeoJSON. GDAL and QGIS take the types of their fields from it; without
 * it they guess from the first page, where whole numbers look like integers and missing values like text.
 *
 * Each member has one type, since GDAL reads no list of types; that a missing value is said as null is `nullable`'s to say.
 */
export function featureSchemaDocument(layer: LayerDefinition, address: string, language: Language): Json {
  const members = Object.entries(layer.properties).map(([name, definition]) => [
    name,
    {
      ...memberSchema(definition, true, language),
      ...(!layer.required.includes(name) && { nullable: true }),
    },
  ]);
  return {
    $schema: jsonSchemaDraft,
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
        properties: { ...Object.fromEntries(members), ...recordSchemas },
      },
    },
  };
}
