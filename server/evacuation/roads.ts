import type { Feature, LineString } from 'geojson';
import { readRoadLines } from './network/read-roads.ts';
import type { RoadLine } from './network/road-line.ts';
import { isOpenTo } from './network/travel.ts';

const known = new WeakMap<Feature, RoadLine | null>();

/** A section as the network of the county reads it; null where it is no road that can be used. */
export function roadLineOf(feature: Feature<LineString>): RoadLine | null {
  const before = known.get(feature);
  if (before !== undefined) return before;
  const line = readRoadLines([feature]).roads[0] ?? null;
  known.set(feature, line);
  return line;
}

export function isOpenToVehicles(feature: Feature<LineString>): boolean {
  const line = roadLineOf(feature);
  return line !== null && isOpenTo('vehicle', line);
}
