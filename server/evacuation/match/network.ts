import type { Feature, LineString } from 'geojson';
import { textOf } from '../features.ts';
import { type Box, boxOf, inBox } from '../geometry/box.ts';
import { type MeasuredLine, measureLine, metresAt, nearestPlace, vertexAt } from '../geometry/line.ts';
import type { Plane } from '../geometry/plane.ts';
import { indexSegments, type SegmentIndex } from '../geometry/segment-index.ts';

export interface NetworkRoad {
  readonly feature: Feature<LineString>;
  readonly line: MeasuredLine;
  readonly box: Box;
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
 * that has no road's vertex in common lies within the snap distance of the other; lines that merely cross do not join.
 */
export function buildNetwork(plane: Plane, features: readonly Feature<LineString>[], snapMetres: number): RoadNetwork {
  const roads = inStableOrder(features)
    .map((feature) => {
      const line = measureLine(plane, feature.geometry.coordinates);
      return { feature, line, box: boxOf(line, snapMetres) };
    })
    .filter(({ line }) => line.lengthMetres > 0);
  const segments = indexSegments(roads.map(({ line }) => line));
  const looseEnds = new Map<number, readonly number[]>();
  const looseEndsOf = (index: number): readonly number[] => {
    const ends = looseEnds.get(index) ?? findLooseEnds(roads, segments, index);
    looseEnds.set(index, ends);
    return ends;
  };
  const find = (first: number, second: number): Junction[] => {
    const [a, b] = [roads[first], roads[second]];
    if (a === undefined || b === undefined) return [];
    const back = endsOn(b, looseEndsOf(second), a, snapMetres);
    return [
      ...sharedVertices(a, b),
      ...endsOn(a, looseEndsOf(first), b, snapMetres),
      ...back.map((junction) => ({ first: junction.second, second: junction.first })),
    ];
  };
  const known = new Map<number, readonly Junction[]>();
  return {
    roads,
    segments,
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

/** The first and last vertex of a road, as far as no other road has a vertex there. */
function findLooseEnds(roads: readonly NetworkRoad[], segments: SegmentIndex, index: number): number[] {
  const line = roads[index]?.line;
  if (line === undefined) return [];
  return [0, line.vertices - 1].filter((end) => {
    const { x, y } = vertexAt(line, end);
    return !segments.search(x, y, x, y).some((found) => {
      const road = segments.lineOf(found);
      const other = roads[road]?.line;
      if (other === undefined || road === index) return false;
      const segment = segments.segmentOf(found);
      return [segment, segment + 1].some((vertex) => other.x[vertex] === x && other.y[vertex] === y);
    });
  });
}

function sharedVertices(a: NetworkRoad, b: NetworkRoad): Junction[] {
  const shared: Junction[] = [];
  for (let first = 0; first < a.line.vertices; first++) {
    const { x, y } = vertexAt(a.line, first);
    if (!inBox(b.box, x, y)) continue;
    for (let second = 0; second < b.line.vertices; second++) {
      if (b.line.x[second] !== x || b.line.y[second] !== y) continue;
      shared.push({ first: metresAt(a.line, first), second: metresAt(b.line, second) });
    }
  }
  return shared;
}

function endsOn(road: NetworkRoad, ends: readonly number[], other: NetworkRoad, snapMetres: number): Junction[] {
  return ends.flatMap((index) => {
    const end = vertexAt(road.line, index);
    if (!inBox(other.box, end.x, end.y)) return [];
    const place = nearestPlace(other.line, end);
    return place.distanceMetres <= snapMetres ? [{ first: metresAt(road.line, index), second: place.metres }] : [];
  });
}

/** The answer must not depend on the order in which a database returns its rows. */
function inStableOrder(features: readonly Feature<LineString>[]): Feature<LineString>[] {
  return features
    .map((feature) => ({ feature, key: `${textOf(feature, 'code') ?? ''}\n${feature.id ?? ''}` }))
    .sort((a, b) => (a.key === b.key ? 0 : a.key < b.key ? -1 : 1))
    .map(({ feature }) => feature);
}
