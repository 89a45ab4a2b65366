import type { Geometry, Position } from 'geojson';
import { text } from '../../../data/text.ts';
import { invalidInput } from '../inputs.ts';
import { type Distances, distanceFor } from './distances.ts';
import type { SourceFeature } from './source.ts';

const metresPerDegree = 111_195;
/** Nearer to a pole the plane in which the buffer is drawn no longer holds. */
const greatestLatitude = 85;

/**
 * Refuses what the plane of the computation cannot hold: a buffer over the antimeridian would come out torn, one near a
 * pole misshapen.
 *
 * @throws ProblemError `invalid_inputs` naming where the features came from
 */
export function refuseOutOfReach(source: readonly SourceFeature[], distances: Distances): void {
  for (const [index, feature] of source.entries()) {
    const reach = (distanceFor(distances, feature.properties.hazard) ?? 0) / metresPerDegree;
    const [west, south, east, north] = boundsOf(feature.geometry);
    const input = feature.collection === null ? 'features' : 'collection';
    const latitude = Math.max(-south, north) + reach;
    if (latitude > greatestLatitude) {
      throw invalidInput(
        input,
        text(
          `第 ${index + 1} 个要素的缓冲区超出纬度 ±${greatestLatitude}°，无法正确计算`,
          `the buffer of feature ${index + 1} reaches beyond ${greatestLatitude}° of latitude, where it cannot be computed rightly`,
        ),
      );
    }
    const across = reach / Math.cos((latitude * Math.PI) / 180);
    if (west - across < -180 || east + across > 180 || east - west > 180) {
      throw invalidInput(
        input,
        text(
          `第 ${index + 1} 个要素的缓冲区跨越 180° 经线，无法正确计算；请在该经线处分开，并与其保持大于缓冲距离`,
          `the buffer of feature ${index + 1} crosses the 180° meridian, where it cannot be computed rightly; keep it farther from it than the distance`,
        ),
      );
    }
  }
}

export function positionsOf(geometry: Geometry): Position[] {
  switch (geometry.type) {
    case 'Point':
      return [geometry.coordinates];
    case 'MultiPoint':
    case 'LineString':
      return geometry.coordinates;
    case 'MultiLineString':
    case 'Polygon':
      return geometry.coordinates.flat();
    case 'MultiPolygon':
      return geometry.coordinates.flat(2);
    case 'GeometryCollection':
      return geometry.geometries.flatMap(positionsOf);
  }
}

function boundsOf(geometry: Geometry): [number, number, number, number] {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x = 0, y = 0] of positionsOf(geometry)) {
    [west, south, east, north] = [Math.min(west, x), Math.min(south, y), Math.max(east, x), Math.max(north, y)];
  }
  return [west, south, east, north];
}
