import { gradientNoise } from '../noise.ts';
import type { Point } from '../plane.ts';
import { heightMetres, widthMetres } from '../terrain/region.ts';

/** Above zero inside the county, growing inward; about metres. */
export type CountyShape = (place: Point) => number;

/** A rounded shape with a wavy outline that keeps off the raster's edge. */
export function countyShape(seed: number): CountyShape {
  const wobble = gradientNoise(seed, 'county boundary', 2_300);
  return (place) => {
    const u = Math.abs(place.x - widthMetres / 2) / (widthMetres / 2);
    const v = Math.abs(place.y - heightMetres / 2) / (heightMetres / 2);
    // A superellipse of the fourth power: corners rounded, sides nearly straight before the wobble.
    const radius = Math.sqrt(Math.sqrt(u * u * u * u + v * v * v * v));
    return (0.955 - radius) * (heightMetres / 2) + 330 * wobble(place.x, place.y);
  };
}

/** The border finds its ridge within this far of the shape's outline, on either side. */
export const borderBandMetres = 260;
