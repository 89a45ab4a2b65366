import type { Request } from 'express';
import { text } from '../../data/text.ts';
import { invalidParameter, ProblemError } from '../problems.ts';

export const geoJsonType = 'application/geo+json';
export const jsonType = 'application/json';
export const csvType = 'text/csv';

/** The address this service is reached under, without a slash at the end; links in answers start with it. */
export function baseUrl(request: Request): string {
  return `${request.protocol}://${request.get('host') ?? 'localhost'}`;
}

/** The address of a request as it was sent; a whole address in the request line may not name another service. */
export function selfUrl(request: Request): URL {
  return new URL(`${baseUrl(request)}${request.originalUrl.replace(/^[a-z]+:\/\/[^/]*/i, '')}`);
}

/**
 * Settles which of the media types an answer has, from `f` or the Accept header.
 *
 * @throws ProblemError `not_acceptable` where the client takes none of them
 */
export function negotiate(
  request: Request,
  parameters: ReadonlyMap<string, string>,
  ...types: readonly string[]
): string {
  const format = parameters.get('f');
  if (format !== undefined) {
    const hasCsv = types.includes(csvType);
    if (format === 'csv' && hasCsv) return csvType;
    if (format !== 'json' && format !== 'geojson') {
      const words = hasCsv ? ['json', 'csv'] : ['json'];
      throw invalidParameter('f', format, text(`可用：${words.join('、')}`, `it can be: ${words.join(', ')}`));
    }
    return types[0] ?? jsonType;
  }
  const accepted = request.accepts([...types]);
  if (accepted === false) {
    throw new ProblemError(
      'not_acceptable',
      text(
        `无法按 Accept: ${request.get('accept')} 提供，可用：${types.join('、')}`,
        `None of Accept: ${request.get('accept')} can be served; available: ${types.join(', ')}`,
      ),
    );
  }
  return accepted;
}
