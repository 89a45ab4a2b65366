import type { LayerId } from './layers/definition.ts';

/** Layers whose features carry photos: what people go and look at. */
export const photoLayers: readonly LayerId[] = [
  'roads',
  'road_hazards',
  'closures',
  'flood_points',
  'water_works',
  'shelters',
];

export const photoTypes = ['image/jpeg', 'image/png', 'image/webp'] as const;
export type PhotoType = (typeof photoTypes)[number];

/** A photo of 2,048 pixels weighs about 0.7 MB; clients that do not make theirs smaller have some room. */
export const photoLimits = {
  bytes: 12 * 1024 * 1024,
  smallBytes: 512 * 1024,
  /** Width times height: more would take a browser's memory to draw. */
  pixels: 60_000_000,
  perFeature: 40,
} as const;

/** The longer side of what the page makes of a photo before it is sent, in pixels. */
export const photoSidePixels = { full: 2048, small: 400 } as const;

export function carriesPhotos(layer: LayerId): boolean {
  return photoLayers.includes(layer);
}
