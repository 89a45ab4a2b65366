import type { Language, Text } from '../../data/text.ts';

/** A document in one language: every text in both becomes the one of the reader, however deep it lies. */
export function localised(value: unknown, language: Language): unknown {
  if (Array.isArray(value)) return value.map((one) => localised(one, language));
  if (typeof value !== 'object' || value === null) return value;
  if (isText(value)) return value[language];
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, localised(member, language)]));
}

function isText(value: object): value is Text {
  return 'zh' in value && 'en' in value && Object.keys(value).length === 2 && typeof value.zh === 'string';
}
