import type { RoadLine } from './road-line.ts';

/**
 * Roads as a graph. Edge `e` runs along its road from node `from[e]` to node `to[e]`; arc `2e` is the edge that way, arc
 * `2e + 1` the other way. All lengths in metres, geodesic.
 */
export interface RoadGraph {
  readonly lines: RoadLines;
  readonly nodes: Positions;
  readonly edges: Edges;
  readonly adjacency: Adjacency;
  /** Parts of roads that are drawn a second time, and the edge of the network before any split that stands for them. */
  readonly repeats: readonly Repeat[];
}

export interface Repeat {
  readonly road: number;
  readonly startMetres: number;
  readonly endMetres: number;
  readonly edge: number;
}

export interface Positions {
  readonly longitude: Float64Array;
  readonly latitude: Float64Array;
}

/** The lines of all roads, one after the other. */
export interface RoadLines {
  readonly roads: readonly RoadLine[];
  /** First vertex of each road and, at the end, how many vertices there are. */
  readonly first: Uint32Array;
  readonly longitude: Float64Array;
  readonly latitude: Float64Array;
  /** From the start of the road to each of its vertices. */
  readonly metres: Float64Array;
}

export interface Edges {
  readonly count: number;
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  readonly road: Uint32Array;
  /** Along the road as it is drawn; the end lies beyond the start. */
  readonly startMetres: Float64Array;
  readonly endMetres: Float64Array;
  readonly lengthMetres: Float64Array;
  /** For vehicles: 1 along the drawing, 2 against it, 3 both ways. */
  readonly directions: Uint8Array;
  /** The edge of the network before it was split at places; itself in a network that was not. */
  readonly base: Uint32Array;
}

/** Arcs that leave a node, for every node in a row. */
export interface Adjacency {
  /** Where the arcs of each node begin and, at the end, how many there are. */
  readonly first: Uint32Array;
  readonly arc: Uint32Array;
  /** The node that the arc at the same place leads to. */
  readonly neighbour: Uint32Array;
}

export const alongDrawing = 1;
export const againstDrawing = 2;
export const bothWays = 3;

export function nodeCount(graph: RoadGraph): number {
  return graph.nodes.longitude.length;
}

/** The node that an arc leads to. */
export function headOf({ edges }: RoadGraph, arc: number): number {
  return ((arc & 1) === 0 ? edges.to[arc >> 1] : edges.from[arc >> 1]) as number;
}

/** The node that an arc leaves. */
export function tailOf(graph: RoadGraph, arc: number): number {
  return headOf(graph, arc ^ 1);
}

/** @throws RangeError for an edge that is not of this graph. */
export function roadOf(graph: RoadGraph, edge: number): RoadLine {
  const road = graph.lines.roads[graph.edges.road[edge] ?? -1];
  if (road === undefined) throw new RangeError(`Edge ${edge} of ${graph.edges.count} was asked for`);
  return road;
}

export function positionOf(graph: RoadGraph, node: number): [number, number] {
  return [graph.nodes.longitude[node] as number, graph.nodes.latitude[node] as number];
}

export function adjacencyOf(nodes: number, from: Uint32Array, to: Uint32Array): Adjacency {
  const first = new Uint32Array(nodes + 1);
  for (let edge = 0; edge < from.length; edge++) {
    increase(first, (from[edge] as number) + 1);
    increase(first, (to[edge] as number) + 1);
  }
  for (let node = 0; node < nodes; node++) first[node + 1] = (first[node + 1] as number) + (first[node] as number);
  const next = first.slice(0, nodes);
  const arc = new Uint32Array(2 * from.length);
  const neighbour = new Uint32Array(2 * from.length);
  for (let edge = 0; edge < from.length; edge++) {
    const a = from[edge] as number;
    const b = to[edge] as number;
    const atA = increase(next, a);
    arc[atA] = 2 * edge;
    neighbour[atA] = b;
    const atB = increase(next, b);
    arc[atB] = 2 * edge + 1;
    neighbour[atB] = a;
  }
  return { first, arc, neighbour };
}

/** Adds one to a counter. @returns what it was before */
export function increase(counters: Uint32Array, index: number): number {
  const before = counters[index] as number;
  counters[index] = before + 1;
  return before;
}
