import type { Feature, LineString } from 'geojson';
import { textOf } from '../features.ts';
import { type MeasuredLine, measureLine, metresAt, nearestPlace, vertexAt } from '../geometry/line.ts';
import type { Plane } from '../geometry/plane.ts';
import { indexSegments, type SegmentIndex } from '../geometry/segment-index.ts';

export interface NetworkRoad {
  readonly feature: Feature<LineString>;
  readonly line: MeasuredLine;
}

/** A place that two roads share, in metres along each of them. */
export interface Junction {
  readonly first: number;
  readonly second: number;
}

export interface RoadNetwork {
  readonly roads: readonly NetworkRoad[];
  readonly segments: SegmentIndex;
  /** Where one can change from one road to another, by their indices; empty for a bridge over a road. */
  readonly junctions: (first: number, second: number) => readonly Junction[];
}

/**
 * The roads around a route, to be matched. Two roads join where they have a vertex in common, or where an end of one
 * lies within the snap distance of the other; lines that merely cross do not join.
 */
export function buildNetwork(plane: Plane, features: readonly Feature<LineString>[], snapMetres: number): RoadNetwork {
  const roads = [...features]
    // The answer must not depend on the order in which a database returns its rows.
    .sort((a, b) => compare(sortKey(a), sortKey(b)))
    .map((feature) => ({ feature, line: measureLine(plane, feature.geometry.coordinates) }))
    .filter(({ line }) => line.lengthMetres > 0);
  const known = new Map<number, readonly Junction[]>();
  const vertexMaps = new Map<number, VertexMap>();
  const verticesOf = (index: number, line: MeasuredLine): VertexMap => {
    const map = vertexMaps.get(index) ?? mapVertices(line);
    vertexMaps.set(index, map);
    return map;
  };
  const find = (first: number, second: number): readonly Junction[] => {
    const a = roads[first];
    const b = roads[second];
    if (a === undefined || b === undefined) return [];
    return withoutRepeats([
      ...sharedVertices(a.line, verticesOf(second, b.line)),
      ...endsOn(a.line, b.line, snapMetres),
      ...endsOn(b.line, a.line, snapMetres).map((junction) => ({ first: junction.second, second: junction.first })),
    ]);
  };
  return {
    roads,
    segments: indexSegments(roads.map(({ line }) => line)),
    junctions: (first, second) => {
      const key = first * roads.length + second;
      const junctions = known.get(key) ?? find(first, second);
      known.set(key, junctions);
      return junctions;
    },
  };
}

/** @throws RangeError for an index that is not of this network. */
export function roadAt(network: RoadNetwork, index: number): NetworkRoad {
  const road = network.roads[index];
  if (road === undefined) throw new RangeError(`Road ${index} of ${network.roads.length} was asked for`);
  return road;
}

/** Vertices by their exact coordinates, x then y, to metres along the line; a ring has two for its closing vertex. */
type VertexMap = ReadonlyMap<number, ReadonlyMap<number, readonly number[]>>;

function mapVertices(line: MeasuredLine): VertexMap {
  const map = new Map<number, Map<number, number[]>>();
  for (let index = 0; index < line.vertices; index++) {
    const { x, y } = vertexAt(line, index);
    const column = map.get(x) ?? new Map<number, number[]>();
    column.set(y, [...(column.get(y) ?? []), metresAt(line, index)]);
    map.set(x, column);
  }
  return map;
}

function sharedVertices(line: MeasuredLine, others: VertexMap): Junction[] {
  const shared: Junction[] = [];
  for (let index = 0; index < line.vertices; index++) {
    const { x, y } = vertexAt(line, index);
    const first = metresAt(line, index);
    for (const second of others.get(x)?.get(y) ?? []) shared.push({ first, second });
  }
  return shared;
}

function endsOn(line: MeasuredLine, other: MeasuredLine, snapMetres: number): Junction[] {
  return [0, line.vertices - 1].flatMap((index) => {
    const end = vertexAt(line, index);
    const place = nearestPlace(other, end);
    return place.distanceMetres <= snapMetres ? [{ first: metresAt(line, index), second: place.metres }] : [];
  });
}

function withoutRepeats(junctions: readonly Junction[]): Junction[] {
  return junctions.filter(
    (junction, index) =>
      junctions.findIndex((other) => other.first === junction.first && other.second === junction.second) === index,
  );
}

function sortKey(feature: Feature): string {
  return `${textOf(feature, 'code') ?? ''}\n${feature.id ?? ''}`;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
