import type { LayerDefinition } from '../../../data/layers/definition.ts';
import { type Condition, type ConditionValue, fieldOf, isWhole, operators } from './conditions.ts';

/** `grade.in.major,considerable;township.in.429901101`: as an address carries the conditions of a layer. */
export function formatConditions(conditions: readonly Condition[]): string {
  return conditions
    .map(({ member, op, values }) => [member, op, values.map((value) => encode(String(value))).join(',')].join('.'))
    .join(';');
}

/**
 * What an address says of a layer. A condition that says nothing understandable is left out: the map then shows more
 * than was asked for, and the chip of the layer says what it does show.
 */
export function parseConditions(layer: LayerDefinition, written: string): readonly Condition[] {
  return written.split(';').flatMap((part) => {
    const [, member = '', word = '', list = ''] = /^([^.]*)\.([^.]*)\.?(.*)$/s.exec(part) ?? [];
    const op = operators.find((one) => one === word);
    const field = fieldOf(layer, member);
    if (!op || !field) return [];
    const values = list === '' ? [] : list.split(',').map((value) => typed(field.definition.type, decode(value)));
    const condition: Condition = { member, op, values };
    return isWhole(layer, condition) ? [condition] : [];
  });
}

function typed(type: string, value: string): ConditionValue {
  if (type === 'boolean') return value === 'true' ? true : value === 'false' ? false : value;
  if (type === 'integer' || type === 'number') return value.trim() === '' ? value : Number(value);
  return value;
}

/** Half a surrogate pair, which no address can carry, is never in a condition: see `isWhole`. */
function encode(value: string): string {
  return encodeURIComponent(value);
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return '';
  }
}
