/** What the parts of the OpenAPI description are put together from. */
export type Json = Record<string, unknown>;

export const problemAnswer = { default: { $ref: '#/components/responses/problem' } };

export function operation(operationId: string, tag: string, responses: Json): Json {
  return { operationId: operationId.replaceAll('-', '_'), tags: [tag], responses: { ...responses, ...problemAnswer } };
}

export function json(description: string): Json {
  return { 200: { description, content: { 'application/json': { schema: { type: 'object' } } } } };
}

export function geoJson(description: string, schema: Json): Json {
  return { 200: { description, content: { 'application/geo+json': { schema } } } };
}
