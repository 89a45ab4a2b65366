import fc from 'fast-check';
import type { FormField } from '../../../../client/actions/editing/fields.ts';
import {
  type Condition,
  type ConditionValue,
  filterFields,
  operatorsFor,
  valueCount,
} from '../../../../client/actions/filter/conditions.ts';
import type { LayerDefinition } from '../../../../data/layers/definition.ts';

const days = fc.constantFrom('2026-01-31', '2026-02-01', '2026-06-30');
const texts = fc.oneof(
  fc.constantFrom('A_1', 'a%1', '临崖；K1，', "o'x", 'x;y.z,w', '429901101', '&=#'),
  fc.string({ minLength: 1, maxLength: 5, unit: 'grapheme' }).filter((text) => !text.includes('\0')),
);

/** Any value that a member may be asked for. */
export function anyValueOf({ kind, definition }: FormField): fc.Arbitrary<ConditionValue> {
  switch (kind) {
    case 'choice':
      return fc.constantFrom(...(definition.codes ?? []).map(({ value }) => value));
    case 'flag':
      return fc.boolean();
    case 'whole':
      return fc.integer({ min: 0, max: 30 });
    case 'number':
    case 'chainage':
      return fc.integer({ min: 0, max: 3000 }).map((hundredths) => hundredths / 100);
    case 'day':
    case 'moment':
      return days;
    default:
      return texts;
  }
}

/** One condition or more that a person might write of the layer. */
export function conditionsOf(
  layer: LayerDefinition,
  fields: readonly FormField[] = filterFields(layer),
): fc.Arbitrary<readonly Condition[]> {
  const one = fc.constantFrom(...fields).chain((field) =>
    fc.constantFrom(...operatorsFor(field)).chain((op) => {
      const { least, most } = valueCount(op);
      return fc
        .uniqueArray(anyValueOf(field), { minLength: least === 2 ? 1 : least, maxLength: Math.min(most, 3) })
        .map((values) => (least === 2 ? [values[0] ?? 0, values.at(-1) ?? 0] : values))
        .map((values): Condition => ({ member: field.member, op, values }));
    }),
  );
  return fc.array(one, { minLength: 1, maxLength: 3 });
}
