/**
 * Metres per degree on the WGS 84 ellipsoid at a latitude: east–west and north–south.
 * Series of the ellipsoid's radii of curvature; good to a millimetre per kilometre over the length of one road segment.
 */
export function metresPerDegree(latitude: number): { readonly east: number; readonly north: number } {
  const phi = (latitude * Math.PI) / 180;
  return {
    east: 111412.84 * Math.cos(phi) - 93.5 * Math.cos(3 * phi) + 0.118 * Math.cos(5 * phi),
    north: 111132.954 - 559.822 * Math.cos(2 * phi) + 1.175 * Math.cos(4 * phi),
  };
}

/** Geodesic length of a flat longitude, latitude line in metres, from its start to each vertex. */
export function cumulativeMetres(line: Float64Array): Float64Array {
  const count = line.length >> 1;
  const metres = new Float64Array(count);
  for (let i = 1; i < count; i += 1) {
    metres[i] = (metres[i - 1] as number) + segmentMetres(line, i - 1);
  }
  return metres;
}

function segmentMetres(line: Float64Array, i: number): number {
  const lat0 = line[2 * i + 1] as number;
  const lat1 = line[2 * i + 3] as number;
  const { east, north } = metresPerDegree((lat0 + lat1) / 2);
  return Math.hypot(((line[2 * i + 2] as number) - (line[2 * i] as number)) * east, (lat1 - lat0) * north);
}
