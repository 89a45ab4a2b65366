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
 * lies within the snap distance of the other; lines that merely cross do not join.
 */
export function buildNetwork(plane: Plane, features: readonly Feature<LineString>[], snapMetres: number): RoadNetwork {
  const roads = inStableOrder(features)
    .map((feature) => {
      const line = measureLine(plane, feature.geometry.coordinates);
      return { feature, line, box: boxOf(line, snapMetres) };
    })
    .filter(({ line }) => line.lengthMetres > 0);
  const known = new Map<number, readonly Junction[]>();
  const network: RoadNetwork = {
    roads,
    segments: indexSegments(roads.map(({ line }) => line)),
    junctions: (first, second) => {
      const key = first * roads.length + second;
      const junctions = known.get(key) ?? findJunctions(roadAt(network, first), roadAt(network, second), snapMetres);
      known.set(key, junctions);
      return junctions;
    },
  };
  return network;
}

/** @throws RangeError for an index that is not of this network. */
export function roadAt(network: RoadNetwork, index: number): NetworkRoad {
  const road = network.roads[index];
  if (road === undefined) throw new RangeError(`Road ${index} of ${network.roads.length} was asked for`);
  return road;
}

function findJunctions(a: NetworkRoad, b: NetworkRoad, snapMetres: number): Junction[] {
  return [
    ...sharedVertices(a, b),
    ...endsOn(a, b, snapMetres),
    ...endsOn(b, a, snapMetres).map((junction) => ({ first: junction.second, second: junction.first })),
  ];
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

function endsOn(road: NetworkRoad, other: NetworkRoad, snapMetres: number): Junction[] {
  return [0, road.line.vertices - 1].flatMap((index) => {
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
