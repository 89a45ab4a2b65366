import { type Interval, mergeIntervals } from '../geometry/intervals.ts';
import type { RoadGraph } from './graph.ts';

/** Parts of roads in metres along them as drawn, by the index of the road. */
export type PartsOfRoads = ReadonlyMap<number, readonly Interval[]>;

export function mergedParts(parts: ReadonlyMap<number, readonly Interval[]>): PartsOfRoads {
  return new Map([...parts].map(([road, list]) => [road, mergeIntervals(list)]));
}

export function joinedParts(...all: readonly PartsOfRoads[]): PartsOfRoads {
  const joined = new Map<number, Interval[]>();
  for (const parts of all) {
    for (const [road, list] of parts) joined.set(road, [...(joined.get(road) ?? []), ...list]);
  }
  return mergedParts(joined);
}

/** Metres of an edge that lie in parts of its road, which must not overlap. */
export function metresWithin({ edges }: RoadGraph, edge: number, parts: PartsOfRoads): number {
  const own = parts.get(edges.road[edge] as number);
  if (own === undefined) return 0;
  return overlap(own, edges.startMetres[edge] as number, edges.endMetres[edge] as number);
}

export function overlap(parts: readonly Interval[], from: number, to: number): number {
  let metres = 0;
  for (const part of parts) metres += Math.max(0, Math.min(part.to, to) - Math.max(part.from, from));
  return metres;
}
