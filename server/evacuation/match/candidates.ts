import type { RouteCheckNumbers } from '../../../data/standards/route-check.ts';
import { type MeasuredLine, nearestOnSegment, vertexAt } from '../geometry/line.ts';
import type { Point2 } from '../geometry/plane.ts';
import type { SegmentReference } from '../geometry/segment-index.ts';
import { type RoadNetwork, roadAt } from './network.ts';
import type { Sample } from './samples.ts';

/** A place on a road where a sample of the line may lie. */
export interface Candidate {
  readonly road: number;
  /** Metres along the road. */
  readonly metres: number;
  readonly distanceMetres: number;
  /** Difference of direction as a share of the greatest that fits. */
  readonly turn: number;
  /** 0 for a perfect fit; 1 is as bad as being off the network. */
  readonly misfit: number;
}

/** More roads than this within reach of one place are a drawing error; the best are kept. */
const mostCandidates = 12;

export function candidatesOf(network: RoadNetwork, sample: Sample, numbers: RouteCheckNumbers): Candidate[] {
  const reach = numbers.match_distance_m;
  const { x, y } = sample.point;
  const near = network.segments
    .search(x - reach, y - reach, x + reach, y + reach)
    .sort((a, b) => a.line - b.line || a.segment - b.segment);
  const all = near.flatMap((reference) => fitSegment(network, sample, reference, numbers));
  return all
    .filter(({ candidate, line, segment }, index) => {
      // Of neighbouring segments only the best: a road that passes twice, as in a switchback, keeps one place for each.
      const before = all[index - 1];
      const after = all[index + 1];
      const worseThanBefore = isNeighbour(before, line, segment - 1) && before.candidate.misfit <= candidate.misfit;
      const worseThanAfter = isNeighbour(after, line, segment + 1) && after.candidate.misfit < candidate.misfit;
      return !worseThanBefore && !worseThanAfter;
    })
    .map(({ candidate }) => candidate)
    .sort((a, b) => a.misfit - b.misfit || a.road - b.road || a.metres - b.metres)
    .slice(0, mostCandidates);
}

interface Fitted extends SegmentReference {
  readonly candidate: Candidate;
}

function isNeighbour(fitted: Fitted | undefined, line: number, segment: number): fitted is Fitted {
  return fitted !== undefined && fitted.line === line && fitted.segment === segment;
}

function fitSegment(
  network: RoadNetwork,
  sample: Sample,
  { line, segment }: SegmentReference,
  numbers: RouteCheckNumbers,
): Fitted[] {
  const road = roadAt(network, line);
  const { metres, distanceMetres } = nearestOnSegment(road.line, segment, sample.point);
  if (distanceMetres > numbers.match_distance_m) return [];
  const turn = turnDegrees(sample.heading, headingOf(road.line, segment)) / numbers.match_heading_deg;
  const misfit = (distanceMetres / numbers.match_distance_m) ** 2 + turn ** 2;
  return [{ line, segment, candidate: { road: line, metres, distanceMetres, turn, misfit } }];
}

function headingOf(line: MeasuredLine, segment: number): Point2 {
  const a = vertexAt(line, segment);
  const b = vertexAt(line, segment + 1);
  return { x: b.x - a.x, y: b.y - a.y };
}

/** Angle between two directions whichever way they point, 0 to 90; 0 where one of them has none. */
export function turnDegrees(a: Point2, b: Point2): number {
  const cross = Math.abs(a.x * b.y - a.y * b.x);
  const dot = Math.abs(a.x * b.x + a.y * b.y);
  return (Math.atan2(cross, dot) * 180) / Math.PI;
}
