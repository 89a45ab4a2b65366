import type { Format } from './format.ts';
import { geojson } from './geojson/index.ts';

export type { Format, NumberedValue } from './format.ts';

/** Every exchange format. Adding one adds a file and a line here. */
export const formats: readonly Format[] = [geojson];

/** The ids of those that can be written. */
export const exportFormats: readonly string[] = formats.filter(({ write }) => write).map(({ id }) => id);

export function formatById(id: string): Format | undefined {
  return formats.find((format) => format.id === id.toLowerCase());
}

/** By the end of the name, upper or lower case. */
export function formatOfFile(name: string): Format | undefined {
  const lower = name.toLowerCase();
  return formats.find((format) => format.extensions.some((extension) => lower.endsWith(`.${extension}`)));
}
