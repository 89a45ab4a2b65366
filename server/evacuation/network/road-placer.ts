import type { Feature, LineString } from 'geojson';
import { routeCheckNumbers, routeCheckRows } from '../../../data/standards/route-check.ts';
import { textOf } from '../features.ts';
import type { Interval } from '../geometry/intervals.ts';
import { planeAt } from '../geometry/plane.ts';
import { buildNetwork, roadAt } from '../match/network.ts';
import { makePlacer, type WholeSection } from '../match/placement.ts';
import type { RoadLines } from './graph.ts';
import { mergedParts, type PartsOfRoads } from './road-parts.ts';

/** Where a closure or a hazard lies on the roads of a network. */
export interface PlacedOnRoads {
  readonly by: 'segment_code' | 'road_code' | 'geometry' | 'nothing';
  readonly parts: PartsOfRoads;
  /** It may lie here. */
  readonly doubtful: PartsOfRoads;
}

export type RoadPlacer = (feature: Feature<LineString>, whole: WholeSection) => PlacedOnRoads;

/**
 * Places closures and hazards on roads as the route check does: by section code, else by road number and chainage, else by
 * their line; never by lines that merely cross.
 */
export function makeRoadPlacer({ roads, first, longitude, latitude }: RoadLines): RoadPlacer {
  const indexOf = new Map<Feature<LineString>, number>();
  /** The word under which the placer knows a section, by every word a closure may use for it. */
  const codes = new Map<string, string>();
  for (const [road, line] of roads.entries()) {
    const [code] = line.codes;
    for (const word of line.codes) if (code !== undefined && !codes.has(word)) codes.set(word, code);
    const start = first[road] as number;
    const count = (first[road + 1] as number) - start;
    const coordinates = Array.from({ length: count }, (_, vertex) => [
      longitude[start + vertex] as number,
      latitude[start + vertex] as number,
    ]);
    const feature: Feature<LineString> = {
      type: 'Feature',
      id: road,
      geometry: { type: 'LineString', coordinates },
      properties: { code, road_code: line.roadCode, from_m: line.fromMetres, to_m: line.toMetres },
    };
    indexOf.set(feature, road);
  }
  const numbers = routeCheckNumbers(routeCheckRows);
  const plane = planeAt(longitude[0] ?? 0, latitude[0] ?? 0);
  const network = buildNetwork(plane, [...indexOf.keys()], numbers.junction_snap_m);
  const placer = makePlacer(plane, network, numbers, () => true);
  const ours = (parts: ReadonlyMap<number, readonly Interval[]>): PartsOfRoads =>
    mergedParts(new Map([...parts].map(([index, list]) => [indexOf.get(roadAt(network, index).feature) ?? -1, list])));
  return (feature, whole) => {
    const code = codes.get(textOf(feature, 'segment_code') ?? String(feature.properties?.segment_code ?? ''));
    const named = {
      ...feature,
      properties: { ...feature.properties, ...(code !== undefined && { segment_code: code }) },
    };
    const { by, parts, doubtful } = placer.place(named, whole);
    return { by, parts: ours(parts), doubtful: ours(doubtful) };
  };
}
