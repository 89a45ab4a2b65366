import { text } from '../../data/text.ts';
import { invalidParameter, ProblemError } from '../problems.ts';

/** One tile of the web Mercator pyramid; y counts from the north. */
export interface TileAddress {
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

/** Degrees, WGS 84. */
export type Bounds = readonly [west: number, south: number, east: number, north: number];

/** Beyond it a tile is a few centimetres wide, and 2^z still fits SQL's integer. */
const deepestZoom = 30;

/**
 * Reads the three path parts of a tile; a file ending after y has been taken off before.
 * @throws ProblemError invalid_parameter for anything but whole numbers, unknown_tile outside the pyramid.
 */
export function parseTileAddress(z: string, x: string, y: string): TileAddress {
  const address = { z: wholeNumber('z', z), x: wholeNumber('x', x), y: wholeNumber('y', y) };
  const side = 2 ** address.z;
  if (address.z > deepestZoom || address.x >= side || address.y >= side) {
    throw noSuchTile(address, text('超出瓦片范围', 'outside the pyramid of tiles'));
  }
  return address;
}

export function noSuchTile({ z, x, y }: TileAddress, reason: { zh: string; en: string }): ProblemError {
  return new ProblemError(
    'unknown_tile',
    text(`没有瓦片 ${z}/${x}/${y}：${reason.zh}。`, `There is no tile ${z}/${x}/${y}: ${reason.en}.`),
  );
}

/** The tile's box, widened on each side by `margin` of its width. May reach beyond ±180°. */
export function tileBounds({ z, x, y }: TileAddress, margin = 0): Bounds {
  const side = 2 ** z;
  return [
    longitude((x - margin) / side),
    latitude((y + 1 + margin) / side),
    longitude((x + 1 + margin) / side),
    latitude((y - margin) / side),
  ];
}

/** @param fraction of the world's width from the west, 0 to 1 */
export function longitude(fraction: number): number {
  return fraction * 360 - 180;
}

/** @param fraction of the Mercator square's height from the north, 0 to 1 */
export function latitude(fraction: number): number {
  return (Math.atan(Math.sinh(Math.PI * (1 - 2 * fraction))) * 180) / Math.PI;
}

function wholeNumber(name: string, value: string): number {
  if (!/^[0-9]{1,10}$/.test(value)) {
    throw invalidParameter(name, value, text('应为不小于 0 的整数', 'a whole number of 0 or more is wanted'));
  }
  return Number(value);
}
