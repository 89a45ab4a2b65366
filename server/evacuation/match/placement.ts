import type { Feature, LineString } from 'geojson';
import type { RouteCheckNumbers } from '../../../data/standards/route-check.ts';
import { numberOf, textOf } from '../features.ts';
import { type Interval, intervalLength, mergeIntervals, subtractIntervals } from '../geometry/intervals.ts';
import { type MeasuredLine, measureLine, subLine } from '../geometry/line.ts';
import type { Plane } from '../geometry/plane.ts';
import { indexSegments, type SegmentIndex } from '../geometry/segment-index.ts';
import { partsBeside } from './beside.ts';
import { matchLine } from './match.ts';
import { type NetworkRoad, type RoadNetwork, roadAt } from './network.ts';
import type { RoadParts } from './use.ts';

/** Where on the roads a closure or a hazard lies. */
export interface Placement {
  readonly by: 'segment_code' | 'road_code' | 'geometry' | 'nothing';
  readonly parts: RoadParts;
  /** It may lie here: roads that fit its line equally well, or a section whose chainage cannot be told. */
  readonly doubtful: RoadParts;
  readonly line: MeasuredLine;
}

export interface Placer {
  readonly place: (feature: Feature<LineString>, whole: WholeSection) => Placement;
  /** The pieces of a feature's line that lie elsewhere than where its codes and chainage put it. */
  readonly contradicting: (placement: Placement) => readonly MeasuredLine[];
}

/**
 * What a section code without chainage stands for: a closure shuts the whole section, since nobody gets through;
 * a hazard lies where its line lies.
 */
export type WholeSection = 'all_of_it' | 'where_the_line_lies';

const nowhere: RoadParts = new Map();

/**
 * Places features on roads: by section code, else by road number and chainage, else by their line. Codes come first
 * because only they tell a bridge from the road below it.
 *
 * @param isNearRoute lines that are not are left where they are: a county has more of them than a route can meet
 */
export function makePlacer(
  plane: Plane,
  network: RoadNetwork,
  numbers: RouteCheckNumbers,
  isNearRoute: (line: MeasuredLine) => boolean,
): Placer {
  const segmentsOf = new Map<number, SegmentIndex>();
  const segmentsOfRoad = (index: number): SegmentIndex => {
    const segments = segmentsOf.get(index) ?? indexSegments([roadAt(network, index).line]);
    segmentsOf.set(index, segments);
    return segments;
  };
  const beside = {
    distanceMetres: numbers.match_distance_m,
    turnDegrees: numbers.match_heading_deg,
    spacingMetres: numbers.match_spacing_m,
  };
  const bySection = group(network.roads, 'code');
  const byNumber = group(network.roads, 'road_code');

  const place = (feature: Feature<LineString>, whole: WholeSection): Placement => {
    const line = measureLine(plane, feature.geometry.coordinates);
    const named = namedRoads(feature);
    if (named === null) return byLine(line);
    const from = numberOf(feature, 'from_m');
    const to = numberOf(feature, 'to_m');
    if (from !== null && to !== null) return { ...byChainage(named, line, from, to), line };
    if (named.by === 'segment_code' && whole === 'all_of_it') {
      return { by: named.by, parts: wholeRoads(named.roads), doubtful: nowhere, line };
    }
    const parts = partsAlong(named.roads, line);
    if (parts.size > 0) return { by: named.by, parts, doubtful: nowhere, line };
    // A road number alone says nothing of where; a section does, though not where on it.
    if (named.by === 'road_code') return byLine(line);
    return { by: named.by, parts: nowhere, doubtful: wholeRoads(named.roads), line };
  };

  const byLine = (line: MeasuredLine): Placement =>
    isNearRoute(line)
      ? { ...placeByLine(network, line, numbers), line }
      : { by: 'nothing', parts: nowhere, doubtful: nowhere, line };

  const namedRoads = (feature: Feature<LineString>): Named | null => {
    const sections = bySection.get(textOf(feature, 'segment_code') ?? '') ?? [];
    if (sections.length > 0) return { by: 'segment_code', roads: sections };
    const roads = byNumber.get(textOf(feature, 'road_code') ?? '') ?? [];
    return roads.length > 0 ? { by: 'road_code', roads } : null;
  };

  const byChainage = (named: Named, line: MeasuredLine, from: number, to: number): Omit<Placement, 'line'> => {
    const parts = new Map<number, Interval[]>();
    const doubtful = new Map<number, Interval[]>();
    for (const index of named.roads) {
      const road = roadAt(network, index);
      const part = partOfChainage(road, from, to, numbers.use_min_m);
      if (part === 'no_chainage') {
        const along = partsAlong([index], line).get(index) ?? [];
        if (along.length > 0) parts.set(index, along);
        else if (named.by === 'segment_code') doubtful.set(index, [wholeRoad(road)]);
      } else if (part !== null) {
        parts.set(index, [part]);
      } else if (named.by === 'segment_code') {
        // The section is named, and the chainage is that of another one: somewhere on it, for all one can tell.
        doubtful.set(index, [wholeRoad(road)]);
      }
    }
    return { by: named.by, parts, doubtful };
  };

  const partsAlong = (roads: readonly number[], line: MeasuredLine): Map<number, Interval[]> => {
    const parts = new Map<number, Interval[]>();
    for (const index of roads) {
      const along = partsBeside(roadAt(network, index).line, segmentsOfRoad(index), line, beside);
      if (along.length > 0) parts.set(index, along);
    }
    return parts;
  };

  const wholeRoads = (roads: readonly number[]): Map<number, Interval[]> =>
    new Map(roads.map((index) => [index, [wholeRoad(roadAt(network, index))]]));

  const contradicting = ({ by, parts, doubtful, line }: Placement): readonly MeasuredLine[] => {
    if (by === 'geometry' || by === 'nothing' || line.lengthMetres === 0) return [];
    const segments = indexSegments([line]);
    const agreeing = [...parts, ...doubtful].flatMap(([index, stretches]) => {
      const road = roadAt(network, index).line;
      return stretches.flatMap((stretch) =>
        // Chainage is read off in the field: it agrees with a drawing as far as two drawings agree with each other.
        partsBeside(line, segments, subLine(road, widenedOn(road, stretch, numbers.match_distance_m)), beside),
      );
    });
    return subtractIntervals([{ from: 0, to: line.lengthMetres }], mergeIntervals(agreeing))
      .filter((piece) => intervalLength(piece) >= Math.min(numbers.use_min_m, line.lengthMetres / 2))
      .map((piece) => subLine(line, piece));
  };

  return { place, contradicting };
}

interface Named {
  readonly by: 'segment_code' | 'road_code';
  readonly roads: readonly number[];
}

function group(roads: readonly NetworkRoad[], member: string): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (const [index, road] of roads.entries()) {
    const value = textOf(road.feature, member);
    if (value === null) continue;
    groups.set(value, [...(groups.get(value) ?? []), index]);
  }
  return groups;
}

function widenedOn(road: MeasuredLine, part: Interval, metres: number): Interval {
  return { from: Math.max(0, part.from - metres), to: Math.min(road.lengthMetres, part.to + metres) };
}

function wholeRoad(road: NetworkRoad): Interval {
  return { from: 0, to: road.line.lengthMetres };
}

/** The part of a road between two chainages, at least as long as can be used; null where it has none of them. */
function partOfChainage(
  road: NetworkRoad,
  from: number,
  to: number,
  leastMetres: number,
): Interval | null | 'no_chainage' {
  const start = numberOf(road.feature, 'from_m');
  const end = numberOf(road.feature, 'to_m');
  if (start === null || end === null || start === end) return 'no_chainage';
  const place = (chainage: number) => ((chainage - start) / (end - start)) * road.line.lengthMetres;
  const low = Math.min(place(from), place(to));
  const high = Math.max(place(from), place(to));
  if (high < 0 || low > road.line.lengthMetres) return null;
  if (low < high && (high === 0 || low === road.line.lengthMetres)) return null;
  const widen = Math.max(0, leastMetres - (high - low)) / 2;
  return { from: Math.max(0, low - widen), to: Math.min(road.line.lengthMetres, high + widen) };
}

/** By matching the line to the roads, as a route is: where two fit equally well, it may lie on either. */
function placeByLine(network: RoadNetwork, line: MeasuredLine, numbers: RouteCheckNumbers): Omit<Placement, 'line'> {
  const parts = new Map<number, Interval[]>();
  const doubtful = new Map<number, Interval[]>();
  let onRoads = 0;
  if (line.lengthMetres > 0) {
    for (const cell of matchLine(line, indexSegments([line]), network, numbers).cells) {
      if (cell.tracks.length > 0) onRoads += intervalLength(cell);
      const into = cell.tracks.length === 1 ? parts : doubtful;
      for (const track of cell.tracks) {
        const part = { from: Math.min(track.from, track.to), to: Math.max(track.from, track.to) };
        into.set(track.road, [...(into.get(track.road) ?? []), part]);
      }
    }
  }
  if (onRoads === 0 || onRoads < line.lengthMetres * numbers.resolve_share) {
    return { by: 'nothing', parts: nowhere, doubtful: nowhere };
  }
  return { by: 'geometry', parts: merged(parts), doubtful: merged(doubtful) };
}

function merged(parts: ReadonlyMap<number, Interval[]>): RoadParts {
  return new Map([...parts].map(([road, list]) => [road, mergeIntervals(list)]));
}
