import proj4 from 'proj4';

/** Between WGS 84 and the plane or degrees that a raster is stored in. East and north, x before y, in both. */
export interface Projection {
  /** @returns x and y in the units of the system */
  forward(longitude: number, latitude: number): [number, number];
  /** @returns longitude and latitude in degrees */
  inverse(x: number, y: number): [number, number];
}

/**
 * The systems that elevation models of a county usually come in, by formula; for others see any-projection.ts.
 *
 * CGCS2000, ETRS89 and WGS 84 are taken as one datum. They differ by decimetres, a raster cell by metres.
 *
 * @returns undefined for a code not known here
 */
export function projectionOf(epsg: number): Projection | undefined {
  if (geographic.has(epsg)) return degrees;
  const definition = epsg === 3857 ? webMercator : (single.get(epsg) ?? gaussKruger(epsg) ?? utm(epsg));
  return definition === undefined ? undefined : projectionByDefinition(definition);
}

/** @throws Error where proj4 does not know the projection */
export function projectionByDefinition(definition: string): Projection {
  const converter = proj4(definition);
  return {
    forward: (longitude, latitude) => converter.forward([longitude, latitude]),
    inverse: (x, y) => converter.inverse([x, y]),
  };
}

/** WGS 84, CGCS2000, ETRS89. */
const geographic = new Set([4326, 4490, 4258]);

export const degrees: Projection = {
  forward: (longitude, latitude) => [longitude, latitude],
  inverse: (x, y) => [x, y],
};

const webMercator = '+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +no_defs';

/** Systems of one code each. */
const single = new Map([
  [
    3763,
    '+proj=tmerc +lat_0=39.6682583333333 +lon_0=-8.13310833333333 +k=1 +x_0=0 +y_0=0 +ellps=GRS80 +units=m +no_defs',
  ],
]);

/**
 * CGCS2000 / Gauss-Kruger: 6-degree zones 13–23 with the zone's number before the easting (4491–4501) and named by
 * their central meridian without it (4502–4512), 3-degree zones 25–45 likewise (4513–4533, 4534–4554).
 */
function gaussKruger(epsg: number): string | undefined {
  const series = [
    { first: 4491, last: 4501, firstZone: 13, meridian: (zone: number) => zone * 6 - 3, prefixed: true },
    { first: 4502, last: 4512, firstZone: 13, meridian: (zone: number) => zone * 6 - 3, prefixed: false },
    { first: 4513, last: 4533, firstZone: 25, meridian: (zone: number) => zone * 3, prefixed: true },
    { first: 4534, last: 4554, firstZone: 25, meridian: (zone: number) => zone * 3, prefixed: false },
  ].find(({ first, last }) => epsg >= first && epsg <= last);
  if (series === undefined) return undefined;
  const zone = series.firstZone + epsg - series.first;
  const falseEasting = 500_000 + (series.prefixed ? zone * 1_000_000 : 0);
  return transverseMercator(series.meridian(zone), 1, falseEasting, 0, 'GRS80');
}

/** WGS 84 / UTM, north 32601–32660 and south 32701–32760. */
function utm(epsg: number): string | undefined {
  const zone = epsg % 100;
  const isNorth = Math.floor(epsg / 100) === 326;
  if ((!isNorth && Math.floor(epsg / 100) !== 327) || zone < 1 || zone > 60) return undefined;
  return transverseMercator(zone * 6 - 183, 0.9996, 500_000, isNorth ? 0 : 10_000_000, 'WGS84');
}

function transverseMercator(
  meridian: number,
  scale: number,
  falseEasting: number,
  falseNorthing: number,
  ellipsoid: string,
): string {
  return `+proj=tmerc +lat_0=0 +lon_0=${meridian} +k=${scale} +x_0=${falseEasting} +y_0=${falseNorthing} +ellps=${ellipsoid} +units=m +no_defs`;
}
