export type Json = Record<string, unknown>;

/** An operation with what it may answer, problems among it. */
export function operation(operationId: string, tag: string, responses: Json): Json {
  return { operationId: operationId.replaceAll('-', '_'), tags: [tag], responses: { ...responses, ...problemAnswer } };
}

export const problemAnswer = { default: { $ref: '#/components/responses/problem' } };

/** A JSON answer. */
export function json(description: string): Json {
  return { 200: { description, content: { 'application/json': { schema: { type: 'object' } } } } };
}

export function geoJson(description: string, schema: Json): Json {
  return { 200: { description, content: { 'application/geo+json': { schema } } } };
}
