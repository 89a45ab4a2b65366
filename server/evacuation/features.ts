import type { Feature } from 'geojson';
import { type Text, text } from '../../data/text.ts';
import type { CheckedLayer, FeatureReference } from './types.ts';

/** A text member; null, absent, blank and other types are missing. */
export function textOf(feature: Feature, member: string): string | null {
  const value: unknown = feature.properties?.[member];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

/** A number member; null, absent, not finite and other types are missing. */
export function numberOf(feature: Feature, member: string): number | null {
  const value: unknown = feature.properties?.[member];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

export function referenceTo(layer: CheckedLayer, feature: Feature): FeatureReference {
  return { layer, id: feature.id ?? null, code: textOf(feature, 'code') };
}

/** How messages call a feature: its name with its code, or what there is of it. */
export function nameOf(feature: Feature): Text {
  const name = textOf(feature, 'name');
  const code = textOf(feature, 'code') ?? textOf(feature, 'road_code');
  if (name !== null && code !== null) return text(`${name}（${code}）`, `${name} (${code})`);
  const only = name ?? code ?? (feature.id === undefined ? '?' : `#${feature.id}`);
  return text(only, only);
}

/** Names in a row; of a long row the first and how many more, for the report lists all of them beside the message. */
export function namesOf(features: readonly Feature[]): Text {
  const names = [...new Map(features.map(nameOf).map((name) => [name.zh, name])).values()];
  const shown = names.slice(0, mostNames);
  const [zh, en] = [shown.map((name) => name.zh).join('、'), shown.map((name) => name.en).join(', ')];
  if (names.length === shown.length) return text(zh, en);
  return text(`${zh}等 ${names.length} 处`, `${en} and ${names.length - shown.length} more`);
}

const mostNames = 3;
