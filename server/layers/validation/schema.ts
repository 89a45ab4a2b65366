import type { LayerDefinition, PropertyDefinition } from '../../../data/layers/definition.ts';
import type { Language } from '../../../data/text.ts';

/**
 * Bounds that hold for every member whatever its definition says, so that nothing reaches a column that cannot hold it:
 * dates a calendar and PostgreSQL both know, and text of a size a form can show.
 */
const longestText = 10_000;
/** Years 1800–2199: old surveys to far plans. A year outside is a slip of the keyboard. */
const plausibleYear = '^(18|19|20|21)\\d\\d-';
/** Zones reach from -12:00 to +14:00; the format alone takes displacements that PostgreSQL does not. */
const plausibleTime = `${plausibleYear}.*([zZ]|[+-](0\\d|1[0-4]):[0-5]\\d)$`;

/** The JSON Schema of one member, as it is validated and as it is published. Missing may be said as null unless required. */
export function memberSchema(
  definition: PropertyDefinition,
  required: boolean,
  language: Language,
): Record<string, unknown> {
  const { type, format, minimum, exclusiveMinimum, maximum, maxLength, pattern, codes, title, description, unit } =
    definition;
  return {
    title: title[language],
    ...(description && { description: description[language] }),
    type: required ? type : [type, 'null'],
    ...(format && { format, pattern: format === 'date' ? plausibleYear : plausibleTime }),
    ...(minimum !== undefined && { minimum }),
    ...(exclusiveMinimum !== undefined && { exclusiveMinimum }),
    ...(maximum !== undefined && { maximum }),
    ...(type === 'string' && !format && { maxLength: maxLength ?? longestText }),
    ...(type === 'string' && required && !pattern && !format && !codes && { pattern: '\\S' }),
    ...(pattern && { pattern }),
    ...(codes && { enum: [...codes.map((code) => code.value), ...(required ? [] : [null])] }),
    ...(unit && { 'x-unit': unit }),
  };
}

/** The JSON Schema of a layer's properties. Members the layer does not know are refused, not dropped unseen. */
export function propertiesSchema(layer: LayerDefinition, language: Language): Record<string, unknown> {
  const members = Object.entries(layer.properties).map(
    ([name, definition]) => [name, memberSchema(definition, layer.required.includes(name), language)] as const,
  );
  return {
    type: 'object',
    required: layer.required,
    properties: Object.fromEntries(members),
    additionalProperties: false,
  };
}
