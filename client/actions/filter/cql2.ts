import type { LayerDefinition } from '../../../data/layers/definition.ts';
import { type Condition, fieldOf } from './conditions.ts';

/** CQL2-JSON, as `filter` of the service takes it. */
export interface Cql2 {
  readonly op: string;
  readonly args: readonly unknown[];
}

/** The conditions for the service; undefined where there are none. */
export function toCql2(layer: LayerDefinition, conditions: readonly Condition[]): Cql2 | undefined {
  const parts = conditions.map((condition) => toPart(layer, condition));
  return parts.length > 1 ? { op: 'and', args: parts } : parts[0];
}

/** The features of these ids. */
export function idsCql2(ids: readonly number[]): Cql2 {
  return { op: 'in', args: [{ property: 'id' }, [...ids]] };
}

function toPart(layer: LayerDefinition, { member, op, values }: Condition): Cql2 {
  const property = { property: member };
  const kind = fieldOf(layer, member)?.kind;
  const [first, second] = values;
  const literal = (value: unknown, end: 'start' | 'end') => {
    if (kind === 'day') return { date: value };
    return kind === 'moment' ? { timestamp: dayEnds(String(value))[end] } : value;
  };
  switch (op) {
    case 'in':
      return { op: 'in', args: [property, values] };
    case 'equals':
      return { op: '=', args: [property, literal(first, 'start')] };
    case 'contains':
      return { op: 'like', args: [{ op: 'casei', args: [property] }, `%${escaped(String(first))}%`] };
    case 'from':
      return { op: '>=', args: [property, literal(first, 'start')] };
    case 'to':
      return { op: '<=', args: [property, literal(first, 'end')] };
    case 'between':
      return { op: 'between', args: [property, literal(first, 'start'), literal(second, 'end')] };
    case 'missing':
      return { op: 'isNull', args: [property] };
    case 'given':
      return { op: 'not', args: [{ op: 'isNull', args: [property] }] };
  }
}

/** The first and the last moment of a day in China. */
export function dayEnds(day: string): { readonly start: string; readonly end: string } {
  return { start: `${day}T00:00:00+08:00`, end: `${day}T23:59:59.999999+08:00` };
}

function escaped(text: string): string {
  return text.replaceAll(/[\\%_]/g, '\\$&');
}
