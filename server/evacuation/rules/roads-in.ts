import type { Feature, LineString } from 'geojson';
import type { CheckContext } from '../context.ts';
import type { Interval } from '../geometry/intervals.ts';
import { cellsIn } from '../match/match.ts';
import { roadAt } from '../match/network.ts';

/** The roads that a part of the route may lie on, in the order in which it meets them. */
export function featuresIn(
  { match, network }: CheckContext,
  part: Interval,
  isMeant: (road: number) => boolean = () => true,
): Feature<LineString>[] {
  const indices = new Set<number>();
  for (const cell of cellsIn(match, part)) {
    // Cells that only touch an end of the part belong to what is before or behind it.
    if (cell.to <= part.from || cell.from >= part.to) continue;
    for (const { road } of cell.tracks) if (isMeant(road)) indices.add(road);
  }
  return [...indices].map((index) => roadAt(network, index).feature);
}
