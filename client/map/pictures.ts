import type { hazardCodes } from '../../data/layers/codes.ts';

type HazardKind = (typeof hazardCodes)[number]['value'];

/**
 * Pictures for what colour alone must not say, as strokes on a 24 × 24 grid. Pictures and not letters, so that the map
 * reads the same in both languages.
 */
export const hazardPictures: Readonly<Record<HazardKind, string>> = {
  sharp_bend: 'M7 20V11a5 5 0 0 1 10 0v5M13.5 13.5 17 17l3.5-3.5',
  steep_slope: 'M3.5 18.5h17V7.5zM9 18.5v-3.3M14 18.5v-6.5',
  long_descent: 'M3.5 6h4.5v4.5h4.5v4.5H17v4M13.5 16 17 19.5l3.5-3.5',
  cliff: 'M3 6.5h9v13M16.5 9v.01M16 14v.01M19.5 18.5v.01',
  near_water: 'M3 9.5q3-3 6 0t6 0 6 0M3 16.5q3-3 6 0t6 0 6 0',
};

export function hazardPicture(kind: string): string | undefined {
  return Object.hasOwn(hazardPictures, kind) ? hazardPictures[kind as HazardKind] : undefined;
}

export const signPictures = {
  noEntry: 'M6 12h12',
  error: 'M7.5 7.5l9 9M16.5 7.5l-9 9',
  unknown: 'M8.5 9a3.5 3.5 0 1 1 4.8 3.2q-1.3.6-1.3 2.3M12 18.6v.01',
  warning: 'M12 6v7.5M12 18v.01',
  pass: 'M6 12.5l4.5 4.5 8-9.5',
} as const;
