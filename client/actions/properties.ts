import type { LayerDefinition, LayerId, PropertyDefinition } from '../../data/layers/definition.ts';
import type { Wording } from '../i18n/language.ts';
import { unitTexts } from '../i18n/units.ts';
import { chainage, day, moment, plainNumber } from './measures.ts';

/** A member of a feature as the details show it. */
export interface PropertyRow {
  readonly member: string;
  readonly title: string;
  /** Missing where the feature does not give the member: missing is shown as missing. */
  readonly value: string | undefined;
  readonly explanation: string | undefined;
  /** Names a feature of another layer by its code. */
  readonly reference: { readonly layer: LayerId; readonly code: string } | undefined;
}

/** Members that hold the code of a feature of another layer. */
const references: Readonly<Record<string, LayerId>> = {
  segment_code: 'roads',
  flood_point_code: 'flood_points',
  shelter_code: 'shelters',
  township: 'townships',
};

export type Properties = Readonly<Record<string, unknown>>;

export function propertyRows(layer: LayerDefinition, properties: Properties, wording: Wording): readonly PropertyRow[] {
  const alongRoad = new Set(layer.chainage ? [layer.chainage.from, layer.chainage.to] : []);
  return Object.entries(layer.properties).map(([member, definition]) => {
    const value = properties[member];
    return {
      member,
      title: wording.say(definition.title),
      value: propertyValue(definition, value, wording, alongRoad.has(member)),
      explanation: definition.description && wording.say(definition.description),
      reference: referenceOf(member, value),
    };
  });
}

/** A member in words with its unit, or undefined where it is missing. */
export function propertyValue(
  definition: PropertyDefinition,
  value: unknown,
  wording: Wording,
  isChainage = false,
): string | undefined {
  if (value === null || value === undefined || value === '') return undefined;
  if (definition.codes) {
    const code = definition.codes.find((candidate) => candidate.value === value);
    return code ? wording.say(code.title) : wording.messages.unknownCode(String(value));
  }
  if (typeof value === 'boolean') return value ? wording.messages.yes : wording.messages.no;
  if (typeof value === 'number') {
    if (isChainage) return chainage(value);
    return definition.unit ? withUnit(value, definition, wording) : plainNumber(value, wording);
  }
  if (typeof value === 'object') return JSON.stringify(value);
  if (definition.format === 'date') return day(String(value), wording);
  if (definition.format === 'date-time') return moment(String(value), wording);
  return String(value);
}

function withUnit(value: number, definition: PropertyDefinition, wording: Wording): string {
  const unit = definition.unit;
  const number = plainNumber(value, wording);
  // A calendar year carries 年 in Chinese and nothing in English; a span of years carries its unit in both.
  if (unit === undefined || (unit === 'a' && wording.language === 'en' && (definition.minimum ?? 0) > 1000))
    return number;
  const written = wording.say(unitTexts[unit]);
  return unit === '%' ? `${number}%` : `${number} ${written}`;
}

function referenceOf(member: string, value: unknown): PropertyRow['reference'] {
  const layer = references[member];
  return layer !== undefined && typeof value === 'string' && value !== '' ? { layer, code: value } : undefined;
}

/** What to call a feature: its name, else its road and place, else its code; undefined where it has none of them. */
export function featureTitle(layer: LayerDefinition, properties: Properties): string | undefined {
  const { name, code, road_code: road } = properties;
  if (isText(name)) return name;
  const from = layer.chainage && properties[layer.chainage.from];
  if (isText(road)) return typeof from === 'number' ? `${road} ${chainage(from)}` : road;
  return isText(code) ? code : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
