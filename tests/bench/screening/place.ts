/** Plane metres to degrees around a point of the hill country, by the radii of the WGS 84 ellipsoid. */
const originLongitude = 110.2;
const originLatitude = 31.2;
const a = 6378137;
const e2 = 0.00669437999014;
const radians = Math.PI / 180;

export function toDegrees(x: number, y: number): [longitude: number, latitude: number] {
  const guess = originLatitude + y / 110900;
  const middle = ((originLatitude + guess) / 2) * radians;
  const meridian = (a * (1 - e2)) / (1 - e2 * Math.sin(middle) ** 2) ** 1.5;
  const latitude = originLatitude + y / meridian / radians;
  const phi = latitude * radians;
  const parallel = (a / Math.sqrt(1 - e2 * Math.sin(phi) ** 2)) * Math.cos(phi);
  return [originLongitude + x / parallel / radians, latitude];
}

export function toPlane(longitude: number, latitude: number): [x: number, y: number] {
  const middle = ((originLatitude + latitude) / 2) * radians;
  const meridian = (a * (1 - e2)) / (1 - e2 * Math.sin(middle) ** 2) ** 1.5;
  const phi = latitude * radians;
  const parallel = (a / Math.sqrt(1 - e2 * Math.sin(phi) ** 2)) * Math.cos(phi);
  return [(longitude - originLongitude) * radians * parallel, (latitude - originLatitude) * radians * meridian];
}

/** A line in metres as screening takes it. */
export function lineOf(x: ArrayLike<number>, y: ArrayLike<number>): Float64Array {
  const line = new Float64Array(x.length * 2);
  for (let i = 0; i < x.length; i += 1) line.set(toDegrees(x[i] ?? 0, y[i] ?? 0), 2 * i);
  return line;
}
