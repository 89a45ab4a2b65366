import type { LayerDefinition } from '../../../data/layers/definition.ts';
import { unitTexts } from '../../i18n/units.ts';
import { type FormField, formFields } from '../editing/fields.ts';
import type { Saying } from '../filter/said.ts';
import { plainNumber } from '../measures.ts';
import { propertyValue } from '../properties.ts';

/** A column of the table: a member of the layer. */
export interface Column {
  readonly member: string;
  readonly field: FormField;
  /** With the unit, which the cells leave out. */
  readonly title: string;
  readonly widthPixels: number;
  readonly isNumber: boolean;
}

/** Columns at first; a table of forty says less than one of ten. */
const fewColumns = 10;

/** Every member that is one value, in the order of the definition. */
export function tableColumns(layer: LayerDefinition, saying: Saying): readonly Column[] {
  const fields = new Map(formFields(layer).map((field) => [field.member, field]));
  return Object.keys(layer.properties).flatMap((member) => {
    const field = fields.get(member);
    return field && field.kind !== 'record' ? [columnOf(field, saying)] : [];
  });
}

function columnOf(field: FormField, { wording, words }: Saying): Column {
  const { member, definition, kind } = field;
  const unit = definition.unit && kind !== 'chainage' ? wording.say(unitTexts[definition.unit]) : undefined;
  const name = kind === 'township' ? wording.messages.township : wording.say(definition.title);
  return {
    member,
    field,
    title: unit ? words.withUnit(name, unit) : name,
    widthPixels: widthOf(field, name),
    isNumber: kind === 'number' || kind === 'whole' || kind === 'chainage',
  };
}

/** Wide enough for the heading, and for most values of the kind. */
function widthOf({ kind, definition }: FormField, title: string): number {
  const heading = [...title].reduce((sum, letter) => sum + (letter > '⺀' ? 14 : 7.6), 0) + 44;
  const unit = definition.unit && kind !== 'chainage' ? 48 : 0;
  const least = { line: 130, long: 200, moment: 150, day: 116, township: 96 }[kind as string] ?? 84;
  return Math.round(Math.min(Math.max(heading + unit, least), 240));
}

/** What a table shows until a person chooses: what must be given, what the map carries, then the rest. */
export function usualColumns(layer: LayerDefinition): readonly string[] {
  const members = Object.keys(layer.properties).filter((member) => layer.properties[member]?.type !== 'object');
  const rank = (member: string) => {
    if (layer.required.includes(member) || member === 'code' || member === 'name' || member === 'township') return 0;
    return layer.properties[member]?.tile ? 1 : 2;
  };
  const chosen = new Set([...members].sort((a, b) => rank(a) - rank(b)).slice(0, fewColumns));
  return members.filter((member) => chosen.has(member));
}

/** A cell in words; empty where the member is missing. */
export function cellText(column: Column, value: unknown, { wording, townshipName }: Saying): string {
  if (value === null || value === undefined || value === '') return '';
  if (column.field.kind === 'township') return townshipName(String(value));
  if (typeof value === 'number' && column.field.kind !== 'chainage') return plainNumber(value, wording);
  return propertyValue(column.field.definition, value, wording, column.field.kind === 'chainage') ?? '';
}
