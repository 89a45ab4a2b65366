import type { ExpressionSpecification } from 'maplibre-gl';
import type { LayerDefinition } from '../../../data/layers/definition.ts';
import { type Condition, type ConditionValue, fieldOf } from './conditions.ts';
import { dayEnds } from './cql2.ts';

/**
 * The conditions for the map, where all of them are about members that the tiles carry; undefined where one is not, for
 * half of a filter would show what was not asked for as if it were.
 */
export function toMapFilter(
  layer: LayerDefinition,
  conditions: readonly Condition[],
): ExpressionSpecification | undefined {
  if (conditions.some(({ member }) => layer.properties[member]?.tile !== true)) return undefined;
  return ['all', ...conditions.map((condition) => toExpression(layer, condition))];
}

/** Features by id, where the service has found out which they are. A `match` finds one among thousands at once. */
export function idFilter(ids: readonly number[]): ExpressionSpecification {
  if (ids.length === 0) return ['literal', false] as unknown as ExpressionSpecification;
  return ['match', ['id'], [...ids], true, false];
}

/** Missing members are absent from the tiles. */
function toExpression(layer: LayerDefinition, { member, op, values }: Condition): ExpressionSpecification {
  const kind = fieldOf(layer, member)?.kind;
  const given: ExpressionSpecification = ['has', member];
  const [first = '', second = ''] = values;
  const isTime = kind === 'day' || kind === 'moment';
  const value: ExpressionSpecification = [isTime ? 'to-string' : 'to-number', ['get', member]];
  const bound = (one: ConditionValue, end: 'start' | 'end'): string | number => {
    if (kind === 'moment') return tileMoment(dayEnds(String(one))[end]);
    return typeof one === 'boolean' ? String(one) : one;
  };
  switch (op) {
    case 'in':
      return ['in', ['get', member], ['literal', values.map(String)]];
    case 'equals':
      return ['==', ['get', member], first];
    case 'contains':
      return ['all', given, ['in', String(first).toLowerCase(), ['downcase', ['to-string', ['get', member]]]]];
    case 'from':
      return ['all', given, ['>=', value, bound(first, 'start')]];
    case 'to':
      return ['all', given, ['<=', value, bound(first, 'end')]];
    case 'between':
      return ['all', given, ['>=', value, bound(first, 'start')], ['<=', value, bound(second, 'end')]];
    case 'missing':
      return ['!', given];
    case 'given':
      return given;
  }
}

/** As tiles write moments: in whole seconds of UTC, so that their order is that of the texts. */
function tileMoment(instant: string): string {
  return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}
