import type { Position } from 'geojson';

/** WGS 84 (NIMA TR8350.2): semi-major axis in metres and first eccentricity squared. */
const semiMajorMetres = 6_378_137;
const eccentricitySquared = 0.006_694_379_990_14;
const radiansPerDegree = Math.PI / 180;
export interface Point2 {
  readonly x: number;
  readonly y: number;
}

/**
 * A plane in metres that touches the ellipsoid at one place. Affine in longitude and latitude, so that lines cross in
 * it exactly where they cross in the database; distances are right to 0.1 % within 10 km north or south of the origin,
 * which is far finer than any tolerance used on it. Lengths that are reported are geodesic and not taken from it.
 */
export interface Plane {
  readonly x: (longitude: number) => number;
  readonly y: (latitude: number) => number;
  readonly position: (point: Point2) => [number, number];
}

export function planeAt(longitude: number, latitude: number): Plane {
  const perDegree = metresPerDegree(latitude);
  return {
    x: (value) => (value - longitude) * perDegree.east,
    y: (value) => (value - latitude) * perDegree.north,
    position: (point) => [longitude + point.x / perDegree.east, latitude + point.y / perDegree.north],
  };
}

/**
 * Metres on WGS 84 between two positions by the radii of curvature at the middle latitude: within 1 mm of the geodesic
 * up to 2 km, within 1e-6 of it up to 30 km.
 */
export function geodesicMetres(a: Position, b: Position): number {
  const [longitudeA = 0, latitudeA = 0] = a;
  const [longitudeB = 0, latitudeB = 0] = b;
  const perDegree = metresPerDegree((latitudeA + latitudeB) / 2);
  return length((longitudeB - longitudeA) * perDegree.east, (latitudeB - latitudeA) * perDegree.north);
}

/** Of a vector. Math.hypot takes three times as long to guard against overflow, which metres on Earth cannot cause. */
export function length(dx: number, dy: number): number {
  return Math.sqrt(dx * dx + dy * dy);
}

function metresPerDegree(latitude: number): { east: number; north: number } {
  const sine = Math.sin(latitude * radiansPerDegree);
  const w = 1 - eccentricitySquared * sine * sine;
  const primeVertical = semiMajorMetres / Math.sqrt(w);
  const meridional = (primeVertical * (1 - eccentricitySquared)) / w;
  return {
    east: primeVertical * Math.cos(latitude * radiansPerDegree) * radiansPerDegree,
    north: meridional * radiansPerDegree,
  };
}
