import type { Request } from 'express';
import { text } from '../../data/text.ts';
import { invalidParameter, ProblemError } from '../problems.ts';

/**
 * The query parameters of a request, each at most once and each known to the operation. A misspelt filter that was
 * passed over would show all hazards of the county as those asked for.
 */
export function readParameters(request: Request, allowed: readonly string[]): ReadonlyMap<string, string> {
  const query = request.originalUrl.indexOf('?');
  const parameters = new Map<string, string>();
  if (query < 0) return parameters;
  for (const [name, value] of new URLSearchParams(request.originalUrl.slice(query + 1))) {
    if (!allowed.includes(name)) {
      const shown = name.slice(0, 60);
      throw new ProblemError(
        'unknown_parameter',
        text(
          `没有参数“${shown}”；可用参数：${allowed.join('、')}`,
          `There is no parameter "${shown}"; the parameters are: ${allowed.join(', ')}`,
        ),
        { parameter: shown },
      );
    }
    if (parameters.has(name))
      throw invalidParameter(name, value, text('参数只能出现一次', 'it may be given only once'));
    if (value.includes('\0')) {
      throw invalidParameter(
        name,
        value.replaceAll('\0', '\\0'),
        text('不能含空字符', 'it must not hold a NUL character'),
      );
    }
    parameters.set(name, value);
  }
  return parameters;
}

/** An integer within bounds, or undefined where the parameter is absent. */
export function readInteger(
  parameters: ReadonlyMap<string, string>,
  name: string,
  minimum: number,
  maximum: number,
): number | undefined {
  const value = parameters.get(name);
  if (value === undefined) return undefined;
  const number = /^[+-]?\d{1,16}$/.test(value) ? Number(value) : Number.NaN;
  if (!(number >= minimum && number <= maximum)) {
    throw invalidParameter(
      name,
      value,
      text(`应为 ${minimum} 至 ${maximum} 的整数`, `it must be an integer from ${minimum} to ${maximum}`),
    );
  }
  return number;
}

/** A number above 0, or undefined where the parameter is absent. */
export function readPositive(
  parameters: ReadonlyMap<string, string>,
  name: string,
  maximum: number,
): number | undefined {
  const value = parameters.get(name);
  if (value === undefined) return undefined;
  const number = /^\+?\d{1,15}(\.\d{1,15})?$/.test(value) ? Number(value) : Number.NaN;
  if (number > 0 && number <= maximum) return number;
  throw invalidParameter(
    name,
    value,
    text(`应为大于 0、不超过 ${maximum} 的数`, `it must be a number above 0 and up to ${maximum}`),
  );
}

/** Some of a list of words, separated by commas, or undefined where the parameter is absent. */
export function readSomeOf<const T extends string>(
  parameters: ReadonlyMap<string, string>,
  name: string,
  words: readonly T[],
): readonly T[] | undefined {
  return parameters
    .get(name)
    ?.split(',')
    .map((value) => oneOf(name, value, words));
}

/** One of a list of words, or undefined where the parameter is absent. */
export function readOneOf<const T extends string>(
  parameters: ReadonlyMap<string, string>,
  name: string,
  words: readonly T[],
): T | undefined {
  const value = parameters.get(name);
  return value === undefined ? undefined : oneOf(name, value, words);
}

function oneOf<T extends string>(name: string, value: string, words: readonly T[]): T {
  const found = words.find((word) => word === value);
  if (found !== undefined) return found;
  throw invalidParameter(name, value, text(`可用：${words.join('、')}`, `it can be: ${words.join(', ')}`));
}
