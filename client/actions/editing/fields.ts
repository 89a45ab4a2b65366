import type { LayerDefinition, PropertyDefinition } from '../../../data/layers/definition.ts';
import { type Text, text } from '../../../data/text.ts';
import type { Content } from './content.ts';

export type FieldKind =
  | 'choice'
  | 'flag'
  | 'chainage'
  | 'whole'
  | 'number'
  | 'day'
  | 'moment'
  | 'township'
  | 'long'
  | 'line'
  | 'record';

export interface FormField {
  readonly member: string;
  readonly definition: PropertyDefinition;
  readonly kind: FieldKind;
  readonly required: boolean;
}

/** A text of more than a line. */
const longText = 500;

/** The fields of a layer's form in the order of its definition, those that must be given first. */
export function formFields(layer: LayerDefinition): readonly FormField[] {
  const fields = Object.entries(layer.properties).map(([member, definition]) => ({
    member,
    definition,
    kind: kindOf(layer, member, definition),
    required: layer.required.includes(member),
  }));
  return [...fields.filter(({ required }) => required), ...fields.filter(({ required }) => !required)];
}

function kindOf(layer: LayerDefinition, member: string, definition: PropertyDefinition): FieldKind {
  if (definition.codes) return 'choice';
  if (layer.chainage && (member === layer.chainage.from || member === layer.chainage.to)) return 'chainage';
  if (member === 'township') return 'township';
  switch (definition.type) {
    case 'boolean':
      return 'flag';
    case 'integer':
      return 'whole';
    case 'number':
      return 'number';
    case 'object':
      return 'record';
    default:
      if (definition.format) return definition.format === 'date' ? 'day' : 'moment';
      return (definition.maxLength ?? 0) >= longText ? 'long' : 'line';
  }
}

/** Years 1800–2199, as the service holds them: a year outside is a slip of the keyboard. */
const plausibleDay = /^(18|19|20|21)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const plausibleMoment = /^(18|19|20|21)\d\d-.*([zZ]|[+-](0\d|1[0-4]):[0-5]\d)$/;

/**
 * What is wrong with a feature's members, by member, in words; empty where nothing is. The same rules as the
 * service's, which has the last word: it validates by JSON Schema, whose compiled code a page's security policy forbids.
 */
export function faultsOf(layer: LayerDefinition, properties: Content['properties']): ReadonlyMap<string, Text> {
  const faults = new Map<string, Text>();
  for (const { member, definition, required } of formFields(layer)) {
    const fault = memberFault(definition, required, properties[member]);
    if (fault) faults.set(member, fault);
  }
  if (faults.size > 0) return faults;
  for (const check of layer.checks ?? []) {
    if (!check.holds(properties)) faults.set(check.members[0], check.message);
  }
  return faults;
}

export function memberFault(definition: PropertyDefinition, required: boolean, value: unknown): Text | undefined {
  if (value === undefined || value === null) return required ? text('必填', 'is required') : undefined;
  switch (definition.type) {
    case 'string':
      return typeof value === 'string' ? textFault(definition, required, value) : wrongType;
    case 'boolean':
      return typeof value === 'boolean' ? undefined : wrongType;
    case 'object':
      return typeof value === 'object' && !Array.isArray(value) ? undefined : wrongType;
    default:
      return typeof value === 'number' ? numberFault(definition, value) : wrongType;
  }
}

const wrongType = text('类型不对', 'is of the wrong type');
/** As the service bounds every text whose definition does not. */
const longestText = 10_000;

function textFault(definition: PropertyDefinition, required: boolean, value: string): Text | undefined {
  const { codes, format, maxLength = longestText, pattern } = definition;
  if (!value.isWellFormed() || value.includes('\0')) {
    return text('含有无法保存的字符', 'holds characters that cannot be stored');
  }
  if (codes) return codes.some((code) => code.value === value) ? undefined : text('不在代码表内', 'is not in the list');
  if (format === 'date') {
    return plausibleDay.test(value) && isDay(value)
      ? undefined
      : text('应为日期，如 2026-07-01', 'must be a date such as 2026-07-01');
  }
  if (format === 'date-time') {
    return plausibleMoment.test(value) && !Number.isNaN(Date.parse(value))
      ? undefined
      : text(
          '应为带时区的时间，如 2026-07-01T08:00:00+08:00',
          'must be a time with its zone, such as 2026-07-01T08:00:00+08:00',
        );
  }
  // JSON Schema counts characters, not the halves that a string is made of.
  if ([...value].length > maxLength) {
    return text(`最多 ${maxLength} 个字符`, `is longer than ${maxLength} characters`);
  }
  if (pattern && !new RegExp(pattern, 'u').test(value))
    return text('格式不正确或为空', 'is empty or not of the right form');
  if (required && !pattern && !/\S/.test(value)) return text('必填', 'is required');
  return undefined;
}

function numberFault(
  { type, minimum, exclusiveMinimum, maximum }: PropertyDefinition,
  value: number,
): Text | undefined {
  if (!Number.isFinite(value)) return wrongType;
  if (type === 'integer' && !Number.isInteger(value)) return text('应为整数', 'must be a whole number');
  if (minimum !== undefined && value < minimum) return text(`应不小于 ${minimum}`, `must be ${minimum} or more`);
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum) {
    return text(`应大于 ${exclusiveMinimum}`, `must be more than ${exclusiveMinimum}`);
  }
  if (maximum !== undefined && value > maximum) return text(`应不大于 ${maximum}`, `must be ${maximum} or less`);
  return undefined;
}

function isDay(value: string): boolean {
  const moment = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(value);
}

/**
 * Reads a chainage as road people write it: K12+300, k12+300.5, 12+300, or plain metres.
 *
 * @returns metres; undefined where it is none
 */
export function parseChainage(written: string): number | undefined {
  const plain = written.trim().replaceAll('＋', '+').replaceAll(/\s/g, '');
  const parted = /^[kK]?(\d{1,5})\+(\d{1,3}(?:\.\d{1,3})?)$/.exec(plain);
  if (parted) return Number((Number(parted[1]) * 1000 + Number(parted[2])).toFixed(3));
  const kilometres = /^[kK](\d{1,5})$/.exec(plain);
  if (kilometres) return Number(kilometres[1]) * 1000;
  return /^\d{1,8}(?:\.\d{1,3})?$/.test(plain) ? Number(plain) : undefined;
}

/** K12+300, with decimals where the metres have them: what is read back is what was written. */
export function exactChainage(metres: number): string {
  const millimetres = Math.round(metres * 1000);
  const kilometres = Math.floor(millimetres / 1_000_000);
  const [whole = '0', decimals] = String((millimetres % 1_000_000) / 1000).split('.');
  return `K${kilometres}+${whole.padStart(3, '0')}${decimals ? `.${decimals}` : ''}`;
}
