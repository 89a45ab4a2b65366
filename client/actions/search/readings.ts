import gcoord from 'gcoord';
import proj4 from 'proj4';
import { centralMeridian, type Degrees, type Plane, parseCoordinates, type Zone, zoneAt } from './coordinates.ts';

/** The systems in which coordinates are handed around in China. */
export type CoordinateSystemId = 'wgs84' | 'gcj02' | 'bd09' | 'gauss_kruger';

/** A place on the map, if what was written is in this system. */
export interface CoordinateReading {
  readonly system: CoordinateSystemId;
  /** WGS 84, degrees. */
  readonly longitude: number;
  readonly latitude: number;
  /** Of degrees. */
  readonly longitudeFirst?: boolean;
  /** Of metres. */
  readonly zone?: Zone & { readonly meridian: number; readonly given: boolean };
}

type Box = readonly [number, number, number, number];

/** How what somebody wrote can be read, the likeliest first; empty where it is no coordinates. */
export function coordinateReadings(words: string, county?: Box): readonly CoordinateReading[] {
  const written = parseCoordinates(words, county);
  if (!written) return [];
  return written.kind === 'degrees' ? degreeReadings(written) : planeReadings(written, county);
}

function degreeReadings({ longitude, latitude, longitudeFirst }: Degrees): readonly CoordinateReading[] {
  // CGCS2000 differs from WGS 84 by centimetres: one reading says both.
  const plain: CoordinateReading = { system: 'wgs84', longitude, latitude, longitudeFirst };
  const shifted = ([gcoord.GCJ02, gcoord.BD09] as const).map((from): CoordinateReading => {
    const [x = longitude, y = latitude] = gcoord.transform([longitude, latitude], from, gcoord.WGS84);
    return { system: from === gcoord.GCJ02 ? 'gcj02' : 'bd09', longitude: x, latitude: y, longitudeFirst };
  });
  // Outside China nothing is shifted.
  if (shifted[0]?.longitude === longitude && shifted[0].latitude === latitude) return [plain];
  return [plain, ...shifted];
}

function planeReadings(
  { easting, northing, zone: given }: Plane,
  county: Box | undefined,
): readonly CoordinateReading[] {
  const zone = given ?? (county && zoneAt((county[0] + county[2]) / 2));
  if (!zone) return [];
  const meridian = centralMeridian(zone);
  const system = `+proj=tmerc +lat_0=0 +lon_0=${meridian} +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m +no_defs`;
  const [longitude, latitude] = proj4(system).inverse([easting, northing]);
  return [{ system: 'gauss_kruger', longitude, latitude, zone: { ...zone, meridian, given: given !== undefined } }];
}
