import { z } from 'zod';
import type { LayerDefinition } from '../../data/layers/definition.ts';
import { text } from '../../data/text.ts';
import type { PagePosition, SortKey } from '../layers/query.ts';
import { invalidParameter } from '../problems.ts';
import { isDay, isInstant } from './times.ts';

/** What a `next` link carries: the order it belongs to and where its page starts. */
const cursorSchema = z.strictObject({
  sort: z.string(),
  values: z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])),
  id: z.int().nonnegative(),
});

export function encodeCursor(sort: readonly SortKey[], position: PagePosition): string {
  return Buffer.from(JSON.stringify({ sort: sortText(sort), ...position })).toString('base64url');
}

/** @throws ProblemError `invalid_parameter` for a cursor that was not made for this order, or was changed on its way */
export function decodeCursor(layer: LayerDefinition, sort: readonly SortKey[], cursor: string): PagePosition {
  const parsed = cursorSchema.safeParse(decodeJson(cursor));
  const fits =
    parsed.success &&
    parsed.data.sort === sortText(sort) &&
    parsed.data.values.length === sort.length &&
    parsed.data.values.every((value, index) => fitsMember(layer, sort[index]?.member ?? '', value));
  if (!fits) {
    throw invalidParameter(
      'cursor',
      cursor,
      text(
        '不是本查询的翻页标记；请从 next 链接取用，不要改动',
        'it is no page of this query; take it from a next link and leave it unchanged',
      ),
    );
  }
  return { values: parsed.data.values, id: parsed.data.id };
}

function sortText(sort: readonly SortKey[]): string {
  return sort.map((key) => `${key.descending ? '-' : ''}${key.member}`).join(',');
}

function decodeJson(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

/** A value of another type would be the database's error instead of the caller's. */
function fitsMember(layer: LayerDefinition, member: string, value: string | number | boolean | null): boolean {
  if (value === null) return true;
  const definition = layer.properties[member];
  if (definition?.type === 'boolean') return typeof value === 'boolean';
  if (definition?.type === 'number') return typeof value === 'number';
  if (definition?.type === 'integer' || member === 'id' || member === '_version') {
    return (
      Number.isSafeInteger(value) &&
      Math.abs(Number(value)) <= (member === 'id' ? Number.MAX_SAFE_INTEGER : 2 ** 31 - 1)
    );
  }
  if (typeof value !== 'string') return false;
  if (definition?.format === 'date') return isDay(value);
  const isTime = definition?.format === 'date-time' || member === '_created_at' || member === '_updated_at';
  // PostgreSQL's text holds no NUL, and UTF-8 no half surrogate pair.
  return isTime ? isInstant(value) : value.isWellFormed() && !value.includes('\0');
}
