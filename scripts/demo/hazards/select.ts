import type { Land } from '../land.ts';
import type { Point } from '../plane.ts';
import { random } from '../random.ts';
import type { RoadHeights } from '../roads/grading.ts';
import type { Road, RoadNetwork } from '../roads/network.ts';
import type { StructureStretch } from '../roads/structures.ts';
import { findBends } from './bends.ts';
import type { Finding, Grade, HazardKind } from './finding.ts';
import { findCliffs, findWaterside } from './roadside.ts';
import { findSlopes } from './slopes.ts';

/** Share of the findings on village roads that someone has reported; other roads have been walked end to end. */
const reportedShare = 0.25;
/** No more than this of one kind and grade: a county's book is shorter than what an instrument finds. */
const mostPerGrade: Readonly<Record<HazardKind, number>> = {
  sharp_bend: 36,
  steep_slope: 20,
  long_descent: 8,
  cliff: 28,
  near_water: 30,
};

/** Everything the roads' geometry and the terrain show, cut down to what a county has on its books. */
export function selectHazards(
  seed: number,
  network: RoadNetwork,
  heights: RoadHeights,
  stretches: ReadonlyMap<number, readonly StructureStretch[]>,
  land: Land,
  toWater: (place: Point) => number,
): Finding[] {
  const draw = random(seed, 'hazards');
  const all: Finding[] = [];
  const junctions = network.junctions();
  for (const road of network.roads) {
    if (road.roadClass === 'path' || road.roadClass === 'track' || road.roadClass === 'urban') continue;
    for (const finding of measure(
      road,
      junctions,
      heights.get(road.index) ?? [],
      stretches.get(road.index) ?? [],
      land,
      toWater,
    )) {
      if (road.roadClass !== 'village' || draw.chance(reportedShare)) all.push(finding);
    }
  }
  const kept = new Set<Finding>();
  const counts = new Map<`${HazardKind}:${Grade}`, number>();
  for (const finding of draw.shuffled(all)) {
    const key = `${finding.kind}:${finding.grade}` as const;
    const count = counts.get(key) ?? 0;
    if (count >= mostPerGrade[finding.kind]) continue;
    counts.set(key, count + 1);
    kept.add(finding);
  }
  return all.filter((finding) => kept.has(finding));
}

function measure(
  road: Road,
  junctions: ReadonlySet<Point>,
  heights: readonly number[],
  stretches: readonly StructureStretch[],
  land: Land,
  toWater: (place: Point) => number,
): Finding[] {
  const bends = findBends(road, junctions);
  return [
    ...bends,
    ...findSlopes(road, heights),
    ...findCliffs(road, land.height, stretches),
    ...findWaterside(road, toWater, stretches, bends),
  ];
}
