import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import {
  type LayerDefinition,
  type LayerId,
  type PropertyDefinition,
  recordMembers,
} from '../../../data/layers/definition.ts';
import { layerList } from '../../../data/layers/index.ts';
import { type Text, text } from '../../../data/text.ts';
import type { Fault } from '../../problems.ts';
import { propertiesSchema } from './schema.ts';

export type Properties = Readonly<Record<string, unknown>>;

export type PropertiesOutcome =
  | { readonly ok: true; readonly properties: Properties }
  | { readonly ok: false; readonly faults: readonly Fault[] };

const validators = compileAll();

/**
 * Holds properties against the layer's schema, then against its rules over several members.
 *
 * @param value the feature's `properties`; null stands for none (RFC 7946). Members of the record (`_version` and the
 *   like), which every feature read from here carries, are left out.
 */
export function checkProperties(layer: LayerDefinition, value: unknown, feature: number): PropertiesOutcome {
  if (value !== null && (typeof value !== 'object' || Array.isArray(value))) {
    return fail(
      feature,
      'properties',
      'type',
      text('properties 应为对象或 null', 'properties must be an object or null'),
    );
  }
  const given = Object.entries(value ?? {}).filter(([name]) => !recordMembers.some((member) => member === name));
  const unstorable = given.find(([, member]) => !isStorable(member));
  if (unstorable) {
    return fail(
      feature,
      `properties.${unstorable[0]}`,
      'character',
      text(
        '含有无法保存的字符（空字符或不成对的代理字符）',
        'holds characters that cannot be stored (NUL or half a surrogate pair)',
      ),
    );
  }
  const properties = Object.fromEntries(given);
  const validate = validators[layer.id];
  if (!validate(properties)) {
    const faults = (validate.errors ?? []).map((error) => toFault(layer, error, properties, feature));
    return { ok: false, faults: onePerMember(faults) };
  }
  const broken = (layer.checks ?? []).filter((check) => !check.holds(properties));
  if (broken.length > 0) {
    const faults = broken.map((check) => ({
      feature,
      member: `properties.${check.members[0]}`,
      code: check.id,
      reason: check.message,
    }));
    return { ok: false, faults };
  }
  return { ok: true, properties };
}

function compileAll(): Readonly<Record<LayerId, ValidateFunction>> {
  const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, keywords: ['x-unit'] });
  addFormats.default(ajv);
  const compiled = layerList.map((layer) => [layer.id, ajv.compile(propertiesSchema(layer, 'en'))] as const);
  return Object.fromEntries(compiled) as Record<LayerId, ValidateFunction>;
}

/** What is of the wrong type or missing breaks rules of form as well; the more telling fault stands for all of them. */
const telling: readonly string[] = ['required', 'type', 'format'];

function onePerMember(faults: readonly Fault[]): Fault[] {
  const rank = ({ code }: Fault) => (telling.includes(code) ? telling.indexOf(code) : telling.length);
  const kept = new Map<string, Fault>();
  for (const fault of faults) {
    const other = kept.get(fault.member);
    if (!other || rank(fault) < rank(other)) kept.set(fault.member, fault);
  }
  return [...kept.values()];
}

function fail(feature: number, member: string, code: string, reason: Text): PropertiesOutcome {
  return { ok: false, faults: [{ feature, member, code, reason }] };
}

/** PostgreSQL's text and jsonb hold no NUL, and UTF-8 no half surrogate pair. */
function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0');
  if (Array.isArray(value)) return value.every(isStorable);
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).every(([key, member]) => isStorable(key) && isStorable(member));
  }
  return true;
}

function toFault(layer: LayerDefinition, error: ErrorObject, properties: Properties, feature: number): Fault {
  const name = error.instancePath.slice(1).split('/')[0] ?? '';
  const isNull = error.keyword === 'type' && properties[name] === null && layer.required.includes(name);
  if (error.keyword === 'required' || isNull) {
    const missing = isNull ? name : String(error.params.missingProperty);
    return { feature, member: `properties.${missing}`, code: 'required', reason: text('必填', 'is required') };
  }
  if (error.keyword === 'additionalProperties') {
    const unknown = String(error.params.additionalProperty);
    const known = Object.keys(layer.properties).join(', ');
    return {
      feature,
      member: `properties.${unknown}`,
      code: 'unknown_member',
      reason: text(
        `图层“${layer.title.zh}”没有此字段；可用字段：${known}`,
        `the layer ${layer.id} has no such member; it has: ${known}`,
      ),
    };
  }
  // The pattern beside a format bounds it further: to years and zones that can be meant.
  const { format } = layer.properties[name] ?? {};
  const code = error.keyword === 'pattern' && format ? 'format' : error.keyword;
  return {
    feature,
    member: `properties.${name}`,
    code,
    reason: reasonOf(code, error.params, properties[name], format),
  };
}

function reasonOf(
  code: string,
  params: ErrorObject['params'],
  value: unknown,
  format: PropertyDefinition['format'],
): Text {
  const json = JSON.stringify(value) ?? 'undefined';
  const shown = json.length > 60 ? `${json.slice(0, 60)}…` : json;
  const because = (zh: string, en: string) => text(`值 ${shown} ${zh}`, `the value ${shown} ${en}`);
  switch (code) {
    case 'type': {
      const wanted = [params.type].flat().filter((type) => type !== 'null');
      return because(`类型不对，应为 ${wanted.join('、')}`, `must be of type ${wanted.join(' or ')}`);
    }
    case 'enum': {
      const allowed: unknown[] = params.allowedValues;
      const codes = allowed.filter((code) => code !== null);
      return because(`不在代码表内，可用：${codes.join('、')}`, `is not in the code list: ${codes.join(', ')}`);
    }
    case 'minimum':
      return because(`应不小于 ${params.limit}`, `must be ${params.limit} or more`);
    case 'exclusiveMinimum':
      return because(`应大于 ${params.limit}`, `must be more than ${params.limit}`);
    case 'maximum':
      return because(`应不大于 ${params.limit}`, `must be ${params.limit} or less`);
    case 'maxLength':
      return because(`过长，最多 ${params.limit} 个字符`, `is longer than ${params.limit} characters`);
    case 'format':
      return format === 'date'
        ? because('应为日期，如 2026-07-01', 'must be a date such as 2026-07-01')
        : because(
            '应为带时区的时间，如 2026-07-01T08:00:00+08:00',
            'must be a time with its zone, such as 2026-07-01T08:00:00+08:00',
          );
    case 'pattern':
      return because('格式不正确或为空', 'is empty or not of the right form');
    default:
      return because('不符合要求', 'is not allowed');
  }
}
