import type { LayerDefinition } from '../../data/layers/definition.ts';
import { columnOf, typeOf } from './columns.ts';
import type { Sql } from './query.ts';

/** A value of a member: days as 2026-07-01, instants with their zone. */
export type FilterValue = string | number | boolean;

export const comparisons = ['=', '<>', '<', '<=', '>', '>='] as const;
export type Comparison = (typeof comparisons)[number];

/**
 * What features of a layer must be like. Members and values have been checked against the layer's definition.
 *
 * As in SQL and CQL2, a comparison with a missing value is neither true nor false, and what is not true is not selected:
 * `not grade = major` does not select features without a grade. `isNull` is what finds them.
 */
export type Filter =
  | { readonly op: 'and' | 'or'; readonly parts: readonly Filter[] }
  | { readonly op: 'not'; readonly part: Filter }
  | {
      readonly op: 'compare';
      readonly member: string;
      readonly sign: Comparison;
      readonly value: FilterValue;
      /** Upper and lower case are the same. */
      readonly fold: boolean;
    }
  | { readonly op: 'between'; readonly member: string; readonly low: FilterValue; readonly high: FilterValue }
  | { readonly op: 'in'; readonly member: string; readonly values: readonly FilterValue[]; readonly fold: boolean }
  /** `%` stands for any characters, `_` for one, and a backslash takes the meaning from the character after it. */
  | { readonly op: 'like'; readonly member: string; readonly pattern: string; readonly fold: boolean }
  | { readonly op: 'isNull'; readonly member: string };

/** The filter as an SQL condition; every value is bound. */
export function filterSql(layer: LayerDefinition, filter: Filter, sql: Sql): string {
  switch (filter.op) {
    case 'and':
    case 'or':
      return `(${filter.parts.map((part) => filterSql(layer, part, sql)).join(filter.op === 'and' ? ' AND ' : ' OR ')})`;
    case 'not':
      return `(NOT ${filterSql(layer, filter.part, sql)})`;
    case 'compare': {
      const value = `${sql.bind(filter.value)}::${valueType(layer, filter.member)}`;
      return `(${folded(columnOf(layer, filter.member), filter.fold)} ${filter.sign} ${folded(value, filter.fold)})`;
    }
    case 'between': {
      const type = valueType(layer, filter.member);
      const [low, high] = [filter.low, filter.high].map((value) => `${sql.bind(value)}::${type}`);
      return `(${columnOf(layer, filter.member)} BETWEEN ${low} AND ${high})`;
    }
    case 'in': {
      const values = `${sql.bind(filter.values)}::${valueType(layer, filter.member)}[]`;
      const column = folded(columnOf(layer, filter.member), filter.fold);
      return filter.fold
        ? `(${column} = ANY(ARRAY(SELECT lower(v) FROM unnest(${values}) AS v)))`
        : `(${column} = ANY(${values}))`;
    }
    case 'like': {
      const pattern = `${sql.bind(filter.pattern)}::text`;
      return `(${folded(columnOf(layer, filter.member), filter.fold)} LIKE ${folded(pattern, filter.fold)})`;
    }
    case 'isNull':
      return `(${columnOf(layer, filter.member)} IS NULL)`;
  }
}

function folded(expression: string, fold: boolean): string {
  return fold ? `lower(${expression})` : expression;
}

/** Whole numbers are compared as numbers, so that `people > 2.5` and `people < 5000000000` mean what they say. */
function valueType(layer: LayerDefinition, member: string): string {
  const type = typeOf(layer, member);
  return type === 'integer' ? 'double precision' : type;
}
