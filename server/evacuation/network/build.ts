import { text } from '../../../data/text.ts';
import { ranksAlongCurve } from './curve.ts';
import type { NetworkFault } from './faults.ts';
import {
  adjacencyOf,
  againstDrawing,
  alongDrawing,
  bothWays,
  type Edges,
  type Repeat,
  type RoadGraph,
  type RoadLines,
} from './graph.ts';
import { type Layout, layOut } from './layout.ts';
import type { RoadLine } from './road-line.ts';

export interface BuiltNetwork {
  readonly graph: RoadGraph;
  readonly faults: readonly NetworkFault[];
  /** What a later build over nearly the same roads goes on from. */
  readonly layout: Layout;
}

/**
 * The routable graph of roads. Roads join where they have a vertex in common, to the last bit, and nowhere else: a bridge
 * over a road is no junction. A road that passes one of its own vertices twice joins itself there.
 *
 * Edges without length are left out. Of edges drawn twice the first stays, open in every direction that one of them is,
 * so that a second drawing is never taken for a second way. Both are listed.
 *
 * @param before the network before an edit: what has been worked out for the vertices of roads that are the same objects
 *   is taken over. The outcome is the same without it.
 */
export function buildRoadGraph(given: readonly RoadLine[], before?: BuiltNetwork): BuiltNetwork {
  const faults: NetworkFault[] = [];
  const layout = layOut(given, before?.layout);
  const { lines, vertexNumber, places } = layout;
  const isNode = nodesAmong(lines, vertexNumber, places.count);

  const draft = new EdgeDraft();
  for (let road = 0; road < lines.roads.length; road++) {
    const start = lines.first[road] as number;
    const end = lines.first[road + 1] as number;
    let before = start;
    for (let vertex = start + 1; vertex < end; vertex++) {
      if (isNode[vertexNumber[vertex] as number] === 0) continue;
      draft.add(road, before, vertex);
      before = vertex;
    }
    if ((lines.metres[end - 1] as number) > 0) continue;
    faults.push(zeroLength(lines, road));
  }
  const nodeOf = new Int32Array(places.count).fill(-1);
  const edges = draft.finish(lines, vertexNumber, nodeOf, faults);
  const nodes = { longitude: new Float64Array(edges.nodes), latitude: new Float64Array(edges.nodes) };
  for (let place = 0; place < places.count; place++) {
    const node = nodeOf[place] as number;
    if (node < 0) continue;
    nodes.longitude[node] = places.longitude[place] as number;
    nodes.latitude[node] = places.latitude[place] as number;
  }
  return { graph: alongCurve({ lines, nodes, edges: edges.edges, repeats: draft.repeats }), faults, layout };
}

/** The network with its nodes numbered as a curve comes past them. */
function alongCurve({ lines, nodes, edges, repeats }: Omit<RoadGraph, 'adjacency'>): RoadGraph {
  const ranks = ranksAlongCurve(nodes);
  const longitude = new Float64Array(ranks.length);
  const latitude = new Float64Array(ranks.length);
  for (let node = 0; node < ranks.length; node++) {
    const rank = ranks[node] as number;
    longitude[rank] = nodes.longitude[node] as number;
    latitude[rank] = nodes.latitude[node] as number;
  }
  const from = edges.from.map((node) => ranks[node] as number);
  const to = edges.to.map((node) => ranks[node] as number);
  return {
    lines,
    nodes: { longitude, latitude },
    edges: { ...edges, from, to },
    adjacency: adjacencyOf(ranks.length, from, to),
    repeats,
  };
}

/** A position is a node where a road ends, and where roads pass it more than once. */
function nodesAmong(lines: RoadLines, vertexNumber: Uint32Array, places: number): Uint8Array {
  const passes = new Uint8Array(places);
  const isNode = new Uint8Array(places);
  for (let road = 0; road < lines.roads.length; road++) {
    const start = lines.first[road] as number;
    const end = lines.first[road + 1] as number;
    for (let vertex = start; vertex < end; vertex++) {
      const place = vertexNumber[vertex] as number;
      if (vertex === start || vertex === end - 1) isNode[place] = 1;
      // Stopping at one place twice in a row is passing it once.
      else if (place === vertexNumber[vertex - 1]) continue;
      if (passes[place] === 1) isNode[place] = 1;
      passes[place] = 1;
    }
  }
  return isNode;
}

/** Edges as first and last vertex, until it is known which of them stay. */
class EdgeDraft {
  private readonly road: number[] = [];
  private readonly firstVertex: number[] = [];
  private readonly lastVertex: number[] = [];
  readonly repeats: Repeat[] = [];

  add(road: number, firstVertex: number, lastVertex: number): void {
    this.road.push(road);
    this.firstVertex.push(firstVertex);
    this.lastVertex.push(lastVertex);
  }

  finish(
    lines: RoadLines,
    vertexNumber: Uint32Array,
    nodeOf: Int32Array,
    faults: NetworkFault[],
  ): { edges: Edges; nodes: number } {
    const kept: number[] = [];
    const directions: number[] = [];
    // Chains of kept edges whose ends have the same hash: a Map of lists takes half the time of a whole build.
    const heads = new Int32Array(2 ** Math.ceil(Math.log2(2 * this.road.length + 1))).fill(-1);
    const next: number[] = [];
    for (let index = 0; index < this.road.length; index++) {
      const a = this.firstVertex[index] as number;
      const b = this.lastVertex[index] as number;
      if (lines.metres[a] === lines.metres[b]) continue;
      const sum = (vertexNumber[a] as number) + (vertexNumber[b] as number);
      const slot = Math.imul(sum, 0x9e3779b1) & (heads.length - 1);
      const own = directionsOf(lines.roads[this.road[index] as number]);
      let twin = heads[slot] as number;
      while (twin >= 0 && this.isSame(vertexNumber, kept[twin] as number, index) === 0) twin = next[twin] as number;
      if (twin < 0) {
        next.push(heads[slot] as number);
        heads[slot] = kept.length;
        kept.push(index);
        directions.push(own);
      } else {
        const isTurned = this.isSame(vertexNumber, kept[twin] as number, index) < 0;
        directions[twin] = (directions[twin] as number) | (isTurned ? turned(own) : own);
        this.repeats.push({
          road: this.road[index] as number,
          startMetres: lines.metres[a] as number,
          endMetres: lines.metres[b] as number,
          edge: twin,
        });
        faults.push(duplicate(lines, this.road[index] as number, this.road[kept[twin] as number] as number, a));
      }
    }
    return this.arrays(lines, vertexNumber, nodeOf, kept, directions);
  }

  private arrays(
    lines: RoadLines,
    vertexNumber: Uint32Array,
    nodeOf: Int32Array,
    kept: readonly number[],
    directions: readonly number[],
  ): { edges: Edges; nodes: number } {
    const count = kept.length;
    const edges = {
      count,
      from: new Uint32Array(count),
      to: new Uint32Array(count),
      road: new Uint32Array(count),
      startMetres: new Float64Array(count),
      endMetres: new Float64Array(count),
      lengthMetres: new Float64Array(count),
      directions: Uint8Array.from(directions),
      base: Uint32Array.from(kept.keys()),
    };
    let nodes = 0;
    const nodeAt = (vertex: number): number => {
      const place = vertexNumber[vertex] as number;
      if ((nodeOf[place] as number) < 0) nodeOf[place] = nodes++;
      return nodeOf[place] as number;
    };
    for (const [edge, index] of kept.entries()) {
      const a = this.firstVertex[index] as number;
      const b = this.lastVertex[index] as number;
      edges.from[edge] = nodeAt(a);
      edges.to[edge] = nodeAt(b);
      edges.road[edge] = this.road[index] as number;
      edges.startMetres[edge] = lines.metres[a] as number;
      edges.endMetres[edge] = lines.metres[b] as number;
      edges.lengthMetres[edge] = (lines.metres[b] as number) - (lines.metres[a] as number);
    }
    return { edges, nodes };
  }

  /** 1 where two edges pass the same positions, -1 where they do so in opposite order, 0 otherwise. */
  private isSame(vertexNumber: Uint32Array, one: number, other: number): number {
    const ends = (edge: number) => [
      vertexNumber[this.firstVertex[edge] as number] as number,
      vertexNumber[this.lastVertex[edge] as number] as number,
    ];
    const [from, to] = ends(one);
    const [otherFrom, otherTo] = ends(other);
    if (!(from === otherFrom && to === otherTo) && !(from === otherTo && to === otherFrom)) return 0;
    const a = placesOf(vertexNumber, this.firstVertex[one] as number, this.lastVertex[one] as number);
    const b = placesOf(vertexNumber, this.firstVertex[other] as number, this.lastVertex[other] as number);
    if (a.length !== b.length) return 0;
    if (a.every((place, index) => place === b[index])) return 1;
    return a.every((place, index) => place === b[b.length - 1 - index]) ? -1 : 0;
  }
}

function placesOf(vertexNumber: Uint32Array, first: number, last: number): number[] {
  const places: number[] = [];
  for (let vertex = first; vertex <= last; vertex++) {
    const place = vertexNumber[vertex] as number;
    if (places.at(-1) !== place) places.push(place);
  }
  return places;
}

function directionsOf(road: RoadLine | undefined): number {
  if (road?.oneway === 'forward') return alongDrawing;
  return road?.oneway === 'backward' ? againstDrawing : bothWays;
}

function turned(directions: number): number {
  if (directions === bothWays) return bothWays;
  return directions === alongDrawing ? againstDrawing : alongDrawing;
}

function zeroLength(lines: RoadLines, road: number): NetworkFault {
  return {
    code: 'zero_length',
    road: lines.roads[road]?.key ?? road,
    other: null,
    at: placeAt(lines, lines.first[road] as number),
    message: text('长度为零，未纳入路网', 'it has no length and is left out of the network'),
  };
}

function duplicate(lines: RoadLines, road: number, other: number, vertex: number): NetworkFault {
  const first = lines.roads[other]?.key ?? other;
  return {
    code: 'duplicate_edge',
    road: lines.roads[road]?.key ?? road,
    other: first,
    at: placeAt(lines, vertex),
    message: text(`与路段 ${first} 重复绘制，只算一条路`, `it repeats section ${first}: both count as one way`),
  };
}

function placeAt(lines: RoadLines, vertex: number): [number, number] {
  return [lines.longitude[vertex] as number, lines.latitude[vertex] as number];
}
