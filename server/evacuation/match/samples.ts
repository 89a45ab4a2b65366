import type { RouteCheckNumbers } from '../../../data/standards/route-check.ts';
import { mergeIntervals } from '../geometry/intervals.ts';
import { type MeasuredLine, metresAt, nearestPlace, pointAt } from '../geometry/line.ts';
import type { Point2 } from '../geometry/plane.ts';
import type { SegmentIndex } from '../geometry/segment-index.ts';
import type { RoadNetwork } from './network.ts';

/** A place of the line at which it is compared with roads. */
export interface Sample {
  readonly metres: number;
  readonly point: Point2;
  /** Direction of the line over two spacings around the place; zero where it turns back on itself. */
  readonly heading: Point2;
}

/**
 * Places at even distances, independent of where the line has vertices and of its direction, and one more for every
 * road so short that it could fall between two of them.
 */
export function sampleLine(
  line: MeasuredLine,
  lineSegments: SegmentIndex,
  network: RoadNetwork,
  numbers: RouteCheckNumbers,
): Sample[] {
  const spacing = numbers.match_spacing_m;
  const count = Math.max(1, Math.ceil(line.lengthMetres / spacing));
  const places = Array.from({ length: count }, (_, index) => ((index + 0.5) * line.lengthMetres) / count);
  for (const road of network.roads) {
    if (road.line.lengthMetres >= 2 * spacing) continue;
    const middle = pointAt(road.line, road.line.lengthMetres / 2);
    places.push(...passings(line, lineSegments, middle, numbers.match_distance_m));
  }
  places.sort((a, b) => a - b);
  return places
    .filter((place, index) => place - (places[index - 1] ?? Number.NEGATIVE_INFINITY) > spacing / 100)
    .map((metres) => {
      const before = pointAt(line, metres - spacing);
      const after = pointAt(line, metres + spacing);
      return { metres, point: pointAt(line, metres), heading: { x: after.x - before.x, y: after.y - before.y } };
    });
}

/** The places where a line passes a point, one for each run of its segments that comes near. */
function passings(line: MeasuredLine, lineSegments: SegmentIndex, point: Point2, withinMetres: number): number[] {
  const found = lineSegments.search(
    point.x - withinMetres,
    point.y - withinMetres,
    point.x + withinMetres,
    point.y + withinMetres,
  );
  const segments = Array.from(found, lineSegments.segmentOf);
  const runs = mergeIntervals(segments.map((segment) => ({ from: segment, to: segment + 1 })));
  return runs
    .map((run) => nearestPlace(line, point, { from: metresAt(line, run.from), to: metresAt(line, run.to) }))
    .filter(({ distanceMetres }) => distanceMetres <= withinMetres)
    .map(({ metres }) => metres);
}
