import type { RouteCheckNumbers } from '../../../data/standards/route-check.ts';
import { headingOf, nearestOnSegment, turnDegrees } from '../geometry/line.ts';
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
  const candidates: Candidate[] = [];
  // Of neighbouring segments only the best counts. A road that comes by twice, as in a switchback, has a place for each.
  let before: Candidate | null = null;
  let improving = true;
  let last = Number.NaN;
  const near = network.segments.search(x - reach, y - reach, x + reach, y + reach).sort((a, b) => a - b);
  for (const found of near) {
    const here = candidateOn(network, sample, found, numbers);
    if (here === null) continue;
    const follows = before !== null && found === last + 1 && here.road === before.road;
    if (before !== null && follows && here.misfit < before.misfit) {
      improving = true;
    } else {
      if (before !== null && improving) candidates.push(before);
      improving = !follows;
    }
    before = here;
    last = found;
  }
  if (before !== null && improving) candidates.push(before);
  return candidates
    .sort((a, b) => a.misfit - b.misfit || a.road - b.road || a.metres - b.metres)
    .slice(0, mostCandidates);
}

function candidateOn(
  network: RoadNetwork,
  sample: Sample,
  found: number,
  numbers: RouteCheckNumbers,
): Candidate | null {
  const road = network.segments.lineOf(found);
  const segment = network.segments.segmentOf(found);
  const { line } = roadAt(network, road);
  const { metres, distanceMetres } = nearestOnSegment(line, segment, sample.point);
  if (distanceMetres > numbers.match_distance_m) return null;
  const turn = turnDegrees(sample.heading, headingOf(line, segment)) / numbers.match_heading_deg;
  return { road, metres, distanceMetres, turn, misfit: (distanceMetres / numbers.match_distance_m) ** 2 + turn ** 2 };
}
