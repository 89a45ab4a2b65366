import type { LayerDefinition } from '../../../data/layers/definition.ts';
import type { Wording } from '../../i18n/language.ts';
import type { TableMessages } from '../../i18n/table/zh.ts';
import { unitTexts } from '../../i18n/units.ts';
import { exactChainage, type FormField } from '../editing/fields.ts';
import { type Condition, type ConditionValue, fieldOf } from './conditions.ts';

export interface Saying {
  readonly wording: Wording;
  readonly words: TableMessages;
  /** The name of a township by its code. */
  readonly townshipName: (code: string) => string;
}

/** A condition in words, such as `风险等级：重大、较大`. */
export function sayCondition(layer: LayerDefinition, { member, op, values }: Condition, saying: Saying): string {
  const field = fieldOf(layer, member);
  if (!field) return member;
  const { words, wording } = saying;
  const title = wording.say(field.definition.title);
  const [first = '', second = ''] = values.map((value) => sayValue(field, value, saying));
  switch (op) {
    case 'in':
      return words.saidIn(
        title,
        values.map((value) => sayValue(field, value, saying)),
      );
    case 'equals':
      return words.saidEquals(title, first);
    case 'contains':
      return words.saidContains(title, first);
    case 'from':
      return words.saidFrom(title, first);
    case 'to':
      return words.saidTo(title, first);
    case 'between':
      return words.saidBetween(title, first, second);
    case 'missing':
      return words.saidMissing(title);
    case 'given':
      return words.saidGiven(title);
  }
}

/** A value of a member as a person reads it. */
function sayValue({ kind, definition }: FormField, value: ConditionValue, { wording, townshipName }: Saying): string {
  switch (kind) {
    case 'choice': {
      const code = definition.codes?.find((one) => one.value === value);
      return code ? wording.say(code.title) : String(value);
    }
    case 'township':
      return townshipName(String(value));
    case 'flag':
      return value === true ? wording.messages.yes : wording.messages.no;
    case 'chainage':
      return exactChainage(Number(value));
    case 'whole':
    case 'number':
      return definition.unit ? `${value} ${wording.say(unitTexts[definition.unit])}` : String(value);
    default:
      return String(value);
  }
}
