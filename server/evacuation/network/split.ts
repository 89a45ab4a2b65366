import { placeAlong } from './edge-line.ts';
import { adjacencyOf, type RoadGraph } from './graph.ts';

/** A place on an edge, in metres from where the edge starts. */
export interface EdgePlace {
  readonly edge: number;
  readonly metres: number;
}

/** Closer to the end of an edge than this, a place is that end: a thousandth of what a position can tell. */
const samePlaceMetres = 1e-6;

/**
 * The same network with a node at each place. Edges that have none keep their numbers; the pieces of those that have
 * some take the old number and new ones, and name the old edge as their base.
 *
 * @returns the graph, and the node of each place in the order given
 */
export function splitEdges(graph: RoadGraph, places: readonly EdgePlace[]): { graph: RoadGraph; nodes: number[] } {
  const { edges, lines } = graph;
  const nodes = new Array<number>(places.length).fill(-1);
  const longitude: number[] = [];
  const latitude: number[] = [];
  const oldNodes = graph.nodes.longitude.length;
  const pieces: Piece[] = [];
  for (const [edge, cuts] of byEdge(places)) {
    const start = edges.startMetres[edge] as number;
    const length = edges.lengthMetres[edge] as number;
    const from = edges.from[edge] as number;
    const to = edges.to[edge] as number;
    let node = from;
    let before = 0;
    for (const { index, metres } of cuts) {
      if (metres - before > samePlaceMetres && length - metres > samePlaceMetres) {
        const [x, y] = placeAlong(lines, edges.road[edge] as number, start + metres);
        const next = oldNodes + longitude.length;
        longitude.push(x);
        latitude.push(y);
        pieces.push({ edge, from: node, to: next, start: before, end: metres });
        node = next;
        before = metres;
      }
      nodes[index] = length - metres <= samePlaceMetres ? to : node;
    }
    pieces.push({ edge, from: node, to, start: before, end: length });
  }
  return { graph: withPieces(graph, pieces, longitude, latitude), nodes };
}

interface Piece {
  readonly edge: number;
  readonly from: number;
  readonly to: number;
  /** Along the edge. */
  readonly start: number;
  readonly end: number;
}

function byEdge(places: readonly EdgePlace[]): Map<number, { index: number; metres: number }[]> {
  const cuts = new Map<number, { index: number; metres: number }[]>();
  for (const [index, { edge, metres }] of places.entries()) {
    const own = cuts.get(edge) ?? [];
    own.push({ index, metres });
    cuts.set(edge, own);
  }
  for (const own of cuts.values()) own.sort((a, b) => a.metres - b.metres);
  return cuts;
}

function withPieces(
  graph: RoadGraph,
  pieces: readonly Piece[],
  longitude: readonly number[],
  latitude: readonly number[],
): RoadGraph {
  const old = graph.edges;
  const seen = new Set<number>();
  const added = pieces.length - new Set(pieces.map(({ edge }) => edge)).size;
  const count = old.count + added;
  const edges = {
    count,
    from: grown(old.from, new Uint32Array(count)),
    to: grown(old.to, new Uint32Array(count)),
    road: grown(old.road, new Uint32Array(count)),
    startMetres: grown(old.startMetres, new Float64Array(count)),
    endMetres: grown(old.endMetres, new Float64Array(count)),
    lengthMetres: grown(old.lengthMetres, new Float64Array(count)),
    directions: grown(old.directions, new Uint8Array(count)),
    base: grown(old.base, new Uint32Array(count)),
  };
  let next = old.count;
  for (const { edge, from, to, start, end } of pieces) {
    const into = seen.has(edge) ? next++ : edge;
    seen.add(edge);
    const origin = old.startMetres[edge] as number;
    edges.from[into] = from;
    edges.to[into] = to;
    edges.road[into] = old.road[edge] as number;
    edges.startMetres[into] = origin + start;
    edges.endMetres[into] = origin + end;
    edges.lengthMetres[into] = end - start;
    edges.directions[into] = old.directions[edge] as number;
    edges.base[into] = old.base[edge] as number;
  }
  const nodes = {
    longitude: grown(graph.nodes.longitude, new Float64Array(graph.nodes.longitude.length + longitude.length)),
    latitude: grown(graph.nodes.latitude, new Float64Array(graph.nodes.latitude.length + latitude.length)),
  };
  nodes.longitude.set(longitude, graph.nodes.longitude.length);
  nodes.latitude.set(latitude, graph.nodes.latitude.length);
  const adjacency = adjacencyOf(nodes.longitude.length, edges.from, edges.to);
  return { ...graph, nodes, edges, adjacency };
}

function grown<T extends Uint8Array | Uint32Array | Float64Array>(old: T, into: T): T {
  into.set(old);
  return into;
}
