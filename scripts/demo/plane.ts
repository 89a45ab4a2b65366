/**
 * The generator works in a local plane, x metres east and y metres north of a corner of the county. The plane maps
 * linearly onto longitude and latitude, so the rows and columns of the elevation grid are those of an EPSG:4326 raster
 * and nothing has to be resampled. Over the 11 km of the demo county its scale is true to 0.05 %.
 */
export interface Plane {
  /** Longitude and latitude of the plane's origin, degrees. */
  readonly longitude: number;
  readonly latitude: number;
  readonly metresPerDegreeEast: number;
  readonly metresPerDegreeNorth: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export type Position = [longitude: number, latitude: number];

/** A plane whose scale is true along `middleLatitude` (degrees). */
export function planeAt(longitude: number, latitude: number, middleLatitude: number): Plane {
  const { east, north } = metresPerDegree(middleLatitude);
  return { longitude, latitude, metresPerDegreeEast: east, metresPerDegreeNorth: north };
}

/** 1e-7 degrees are about a centimetre: finer than any survey of these roads. */
export function toPosition(plane: Plane, point: Point): Position {
  return [
    round7(plane.longitude + point.x / plane.metresPerDegreeEast),
    round7(plane.latitude + point.y / plane.metresPerDegreeNorth),
  ];
}

/** Length along the WGS 84 ellipsoid in metres; exact to about 1e-6 for vertices less than a kilometre apart. */
export function geodesicLength(line: readonly Position[]): number {
  let total = 0;
  for (let index = 1; index < line.length; index++) {
    const from = line[index - 1] as Position;
    const to = line[index] as Position;
    const { east, north } = metresPerDegree((from[1] + to[1]) / 2);
    total += Math.hypot((to[0] - from[0]) * east, (to[1] - from[1]) * north);
  }
  return total;
}

/** Radii of curvature of the WGS 84 ellipsoid, as metres per degree of longitude and of latitude. */
function metresPerDegree(latitude: number): { east: number; north: number } {
  const semiMajor = 6378137;
  const eccentricitySquared = 0.0066943799901413165;
  const phi = (latitude * Math.PI) / 180;
  const sine = Math.sin(phi);
  const w = Math.sqrt(1 - eccentricitySquared * sine * sine);
  const degree = Math.PI / 180;
  return {
    east: (degree * semiMajor * Math.cos(phi)) / w,
    north: (degree * semiMajor * (1 - eccentricitySquared)) / (w * w * w),
  };
}

function round7(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7;
}
