import type { RouteCheckNumbers } from '../../data/standards/route-check.ts';
import type { RouteEnds } from './ends.ts';
import type { MeasuredLine } from './geometry/line.ts';
import type { Plane } from './geometry/plane.ts';
import type { SegmentIndex } from './geometry/segment-index.ts';
import type { LineMatch } from './match/match.ts';
import type { RoadNetwork } from './match/network.ts';
import type { Placer } from './match/placement.ts';
import type { Movement } from './movement.ts';
import type { RouteCheckInput, TimeWindow } from './types.ts';

/** What every rule reads: the input, and what is worked out from it once for all of them. */
export interface CheckContext {
  readonly input: RouteCheckInput;
  readonly window: TimeWindow;
  readonly numbers: RouteCheckNumbers;
  readonly plane: Plane;
  readonly route: MeasuredLine;
  readonly routeSegments: SegmentIndex;
  readonly network: RoadNetwork;
  /** Which roads the route follows. */
  readonly match: LineMatch;
  /** Places closures and hazards on the roads. */
  readonly placer: Placer;
  /** The flood point it starts from and the shelter it leads to. */
  readonly ends: RouteEnds;
  readonly movement: Movement;
}
