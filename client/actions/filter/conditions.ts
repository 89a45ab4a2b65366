import type { LayerDefinition, LayerId } from '../../../data/layers/definition.ts';
import { type FieldKind, type FormField, formFields } from '../editing/fields.ts';

export const operators = ['in', 'equals', 'contains', 'from', 'to', 'between', 'missing', 'given'] as const;
export type Operator = (typeof operators)[number];

export type ConditionValue = string | number | boolean;

/**
 * What one member of a feature must be like. `in` has one value or more, `between` two with both ends included,
 * `missing` and `given` none, all others one. Days and moments are said as days, which are days in China.
 */
export interface Condition {
  readonly member: string;
  readonly op: Operator;
  readonly values: readonly ConditionValue[];
}

/** What the features of each layer must be like, every condition of a layer at once; layers without any are absent. */
export type Filters = ReadonlyMap<LayerId, readonly Condition[]>;

export const noFilters: Filters = new Map();

/** Values in one list: more is no filter that a person would write or an address could carry. */
export const mostValues = 60;

const always = ['given', 'missing'] as const;
const operatorsOf: Readonly<Record<FieldKind, readonly Operator[]>> = {
  choice: ['in', ...always],
  township: ['in', ...always],
  flag: ['equals', ...always],
  line: ['contains', 'equals', ...always],
  long: ['contains', ...always],
  whole: ['from', 'to', 'between', 'equals', ...always],
  number: ['from', 'to', 'between', 'equals', ...always],
  chainage: ['from', 'to', 'between', 'equals', ...always],
  day: ['from', 'to', 'between', 'equals', ...always],
  moment: ['from', 'to', 'between', ...always],
  record: always,
};

/** What can be asked of a member, the usual first. */
export function operatorsFor({ kind }: FormField): readonly Operator[] {
  return operatorsOf[kind];
}

/** The members that can be asked about, in the order of the definition. */
export function filterFields(layer: LayerDefinition): readonly FormField[] {
  const fields = new Map(formFields(layer).map((field) => [field.member, field]));
  return Object.keys(layer.properties).flatMap((member) => fields.get(member) ?? []);
}

export function fieldOf(layer: LayerDefinition, member: string): FormField | undefined {
  return Object.hasOwn(layer.properties, member)
    ? formFields(layer).find((field) => field.member === member)
    : undefined;
}

/** How many values the operator takes. */
export function valueCount(op: Operator): { readonly least: number; readonly most: number } {
  if (op === 'in') return { least: 1, most: mostValues };
  if (op === 'between') return { least: 2, most: 2 };
  return op === 'missing' || op === 'given' ? { least: 0, most: 0 } : { least: 1, most: 1 };
}

/** Whether the condition says something about the layer that the service understands. */
export function isWhole(layer: LayerDefinition, { member, op, values }: Condition): boolean {
  const field = fieldOf(layer, member);
  if (!field || !operatorsFor(field).includes(op)) return false;
  const { least, most } = valueCount(op);
  return values.length >= least && values.length <= most && values.every((value) => isValueOf(field, value));
}

function isValueOf({ kind, definition }: FormField, value: ConditionValue): boolean {
  switch (kind) {
    case 'flag':
      return typeof value === 'boolean';
    case 'whole':
    case 'number':
    case 'chainage':
      return typeof value === 'number' && Number.isFinite(value);
    case 'day':
    case 'moment':
      return typeof value === 'string' && isDay(value);
    case 'choice':
      return definition.codes?.some((code) => code.value === value) ?? false;
    default:
      return typeof value === 'string' && value !== '' && value.isWellFormed() && !value.includes('\0');
  }
}

/** As the service takes them: years 1800–2199. */
function isDay(value: string): boolean {
  if (!/^(18|19|20|21)\d\d-\d\d-\d\d$/.test(value)) return false;
  const moment = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(value);
}

export function withFilter(filters: Filters, layer: LayerId, conditions: readonly Condition[]): Filters {
  const next = new Map(filters);
  if (conditions.length > 0) next.set(layer, conditions);
  else next.delete(layer);
  return next;
}

export function sameFilters(a: Filters, b: Filters): boolean {
  return (
    a === b || (a.size === b.size && [...a].every(([layer, conditions]) => sameConditions(conditions, b.get(layer))))
  );
}

export function sameConditions(a: readonly Condition[], b: readonly Condition[] | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Whether features of the layer say which township they are in. The townships themselves do not. */
export function hasTownship(layer: LayerDefinition): boolean {
  return Object.hasOwn(layer.properties, 'township');
}

/**
 * The same townships asked for in every layer that has them, beside what each layer asks by itself; none asks for all.
 */
export function withTownships(
  filters: Filters,
  layerList: readonly LayerDefinition[],
  townships: readonly string[],
): Filters {
  const before = mostCommonCondition(filters, layerList);
  const wanted: Condition[] = townships.length > 0 ? [{ member: 'township', op: 'in', values: townships }] : [];
  return layerList
    .filter(hasTownship)
    .reduce((next, { id }) => withFilter(next, id, [...without(next.get(id) ?? [], before), ...wanted]), filters);
}

/** The townships that all layers which have townships are narrowed to alike; empty where there are none. */
export function commonTownships(filters: Filters, layerList: readonly LayerDefinition[]): readonly string[] {
  return commonCondition(filters, layerList)?.values.map(String) ?? [];
}

/** The layers that ask for townships by themselves, beside those that all layers are narrowed to. */
export function withOwnTownships(filters: Filters, layerList: readonly LayerDefinition[]): readonly LayerDefinition[] {
  const common = commonCondition(filters, layerList);
  return layerList
    .filter(hasTownship)
    .filter(({ id }) => without(filters.get(id) ?? [], common).some(({ member }) => member === 'township'));
}

/** No layer asks for townships any more; other conditions stay. */
export function withoutTownships(filters: Filters, layerList: readonly LayerDefinition[]): Filters {
  return layerList.filter(hasTownship).reduce((next, { id }) => {
    const others = (next.get(id) ?? []).filter(({ member }) => member !== 'township');
    return withFilter(next, id, others);
  }, filters);
}

/** What every layer that has townships asks of them; of several such the one asked last. */
function commonCondition(filters: Filters, layerList: readonly LayerDefinition[]): Condition | undefined {
  const [first = [], ...others] = layerList.filter(hasTownship).map(({ id }) => filters.get(id) ?? []);
  return first.findLast(
    (one) => one.member === 'township' && one.op === 'in' && others.every((list) => placeOf(list, one) >= 0),
  );
}

/**
 * What all layers were narrowed to before the filter of one or another was written anew or cleared: what most of them
 * still ask. Kept beside other townships it would leave nothing of them.
 */
function mostCommonCondition(filters: Filters, layerList: readonly LayerDefinition[]): Condition | undefined {
  const lists = layerList.filter(hasTownship).map(({ id }) => filters.get(id) ?? []);
  const isOfMost = (one: Condition) => lists.filter((list) => placeOf(list, one) >= 0).length > lists.length / 2;
  return (
    commonCondition(filters, layerList) ??
    lists.flat().find((one) => one.member === 'township' && one.op === 'in' && isOfMost(one))
  );
}

function placeOf(conditions: readonly Condition[], wanted: Condition): number {
  return conditions.findLastIndex((one) => sameConditions([one], [wanted]));
}

/** A layer may ask by itself for the very same: only one of the two goes. */
function without(conditions: readonly Condition[], left: Condition | undefined): readonly Condition[] {
  const place = left ? placeOf(conditions, left) : -1;
  return conditions.filter((_, index) => index !== place);
}
