import type { Interval } from '../geometry/intervals.ts';
import type { RoadGraph } from './graph.ts';
import type { PartsOfRoads } from './road-parts.ts';

/** Roads that water runs over before it does anywhere else. */
export function fords({ lines }: RoadGraph): PartsOfRoads {
  const parts = new Map<number, Interval[]>();
  for (const [road, { structure }] of lines.roads.entries()) {
    if (structure !== 'ford' && structure !== 'causeway') continue;
    parts.set(road, [{ from: 0, to: lines.metres[(lines.first[road + 1] ?? 0) - 1] ?? 0 }]);
  }
  return parts;
}
