import { metresPerDegree } from '../projection.ts';
import type { RoadAttributes, RoadInput } from '../types.ts';
import { makeNodeTable, type NodeTable } from './nodes.ts';

/** One line of one road with repeated vertices left out. */
export interface Line {
  readonly roadId: string | number;
  readonly attributes: RoadAttributes;
  readonly coordinates: Float64Array;
  /** Node of each vertex. */
  readonly nodes: Int32Array;
  readonly roadFrom: number;
  readonly roadLength: number;
}

/** A line as it lies in a chain. */
export interface Link {
  readonly line: Line;
  readonly reversed: boolean;
}

export interface JoinOptions {
  /** Largest turn in degrees by which a road of one code or name continues through a junction. */
  readonly joinDeflectionDegrees: number;
}

/** End 2i is the start of line i, end 2i + 1 its last vertex. */
type End = number;

/**
 * Joins lines to continuous roads: always where exactly two ends meet and nothing else does, and through a junction
 * where both ends carry the same road number (or, without one, the same name) and turn least.
 * Roundabouts stay apart. Returns chains in order of travel, in the direction most of their length is drawn.
 */
export function joinLines(lines: readonly Line[], options: JoinOptions): { chains: Link[][]; neighbours: Int32Array } {
  const neighbours = countNeighbours(lines);
  const endsAt = new Map<number, End[]>();
  for (let i = 0; i < lines.length; i += 1) {
    const { nodes, attributes } = lines[i] as Line;
    if (attributes.roundabout) continue;
    for (const end of [2 * i, 2 * i + 1]) {
      const node = (end % 2 === 0 ? nodes[0] : nodes[nodes.length - 1]) as number;
      const list = endsAt.get(node);
      if (list) list.push(end);
      else endsAt.set(node, [end]);
    }
  }
  const partner = new Int32Array(lines.length * 2).fill(-1);
  for (const [node, ends] of endsAt) {
    const [first, second] = ends;
    if (ends.length === 2 && neighbours[node] === 2 && first !== undefined && second !== undefined) {
      partner[first] = second;
      partner[second] = first;
    } else if (ends.length >= 2) {
      pairThroughJunction(lines, ends, partner, options);
    }
  }
  return { chains: walk(lines, partner), neighbours };
}

/**
 * Number of different vertices next to each node, counted up to three: three make a junction. Lines drawn twice over
 * one another have the same neighbours and make none.
 */
function countNeighbours(lines: readonly Line[]): Int32Array {
  let highest = 0;
  for (const { nodes } of lines) for (const node of nodes) if (node > highest) highest = node;
  const first = new Int32Array(highest + 1).fill(-1);
  const second = new Int32Array(highest + 1).fill(-1);
  const count = new Int32Array(highest + 1);
  const add = (node: number, neighbour: number): void => {
    if (neighbour === first[node] || neighbour === second[node] || count[node] === 3) return;
    if (count[node] === 0) first[node] = neighbour;
    else if (count[node] === 1) second[node] = neighbour;
    count[node] = (count[node] as number) + 1;
  };
  for (const { nodes } of lines) {
    for (let i = 1; i < nodes.length; i += 1) {
      add(nodes[i] as number, nodes[i - 1] as number);
      add(nodes[i - 1] as number, nodes[i] as number);
    }
  }
  return count;
}

function roadKey({ roadCode, name }: RoadAttributes): string | undefined {
  return roadCode ? `code ${roadCode}` : name ? `name ${name}` : undefined;
}

/** Direction in which a line leaves its end, as a unit vector in metres. */
function leaving(line: Line, atStart: boolean): { x: number; y: number } {
  const { coordinates } = line;
  const last = coordinates.length - 2;
  const from = atStart ? 0 : last;
  const to = atStart ? 2 : last - 2;
  const { east, north } = metresPerDegree(coordinates[from + 1] as number);
  const x = ((coordinates[to] as number) - (coordinates[from] as number)) * east;
  const y = ((coordinates[to + 1] as number) - (coordinates[from + 1] as number)) * north;
  const length = Math.hypot(x, y);
  return { x: x / length, y: y / length };
}

function pairThroughJunction(
  lines: readonly Line[],
  ends: readonly End[],
  partner: Int32Array,
  { joinDeflectionDegrees }: JoinOptions,
): void {
  const leastCosine = Math.cos((joinDeflectionDegrees * Math.PI) / 180);
  const pairs: Array<{ a: End; b: End; cosine: number }> = [];
  for (let i = 0; i < ends.length; i += 1) {
    for (let j = i + 1; j < ends.length; j += 1) {
      const a = ends[i] as End;
      const b = ends[j] as End;
      const lineA = lines[a >> 1] as Line;
      const lineB = lines[b >> 1] as Line;
      const key = roadKey(lineA.attributes);
      if (key === undefined || key !== roadKey(lineB.attributes)) continue;
      const u = leaving(lineA, a % 2 === 0);
      const v = leaving(lineB, b % 2 === 0);
      const cosine = -(u.x * v.x + u.y * v.y);
      if (cosine >= leastCosine) pairs.push({ a, b, cosine });
    }
  }
  pairs.sort((p, q) => q.cosine - p.cosine || p.a - q.a || p.b - q.b);
  for (const { a, b } of pairs) {
    if (partner[a] !== -1 || partner[b] !== -1) continue;
    partner[a] = b;
    partner[b] = a;
  }
}

function walk(lines: readonly Line[], partner: Int32Array): Link[][] {
  const taken = new Uint8Array(lines.length);
  const chains: Link[][] = [];
  const follow = (start: End): void => {
    const chain: Link[] = [];
    let entry = start;
    while (entry !== -1 && taken[entry >> 1] === 0) {
      const line = lines[entry >> 1] as Line;
      taken[entry >> 1] = 1;
      chain.push({ line, reversed: entry % 2 === 1 });
      entry = partner[entry ^ 1] as number;
    }
    chains.push(drawnWay(chain));
  };
  for (let end = 0; end < partner.length; end += 1) {
    if (partner[end] === -1 && taken[end >> 1] === 0) follow(end);
  }
  // What is left are closed loops: start each at its first line.
  for (let i = 0; i < lines.length; i += 1) if (taken[i] === 0) follow(2 * i);
  return chains;
}

function drawnWay(chain: Link[]): Link[] {
  let balance = 0;
  for (const { line, reversed } of chain) balance += reversed ? -line.roadLength : line.roadLength;
  if (balance >= 0) return chain;
  return chain.reverse().map(({ line, reversed }) => ({ line, reversed: !reversed }));
}

/** Cleans the lines of drivable roads and numbers their nodes. Lines without any length are left out. */
export function makeLines(roads: readonly RoadInput[]): Line[] {
  let vertices = 0;
  for (const road of roads) for (const line of road.lines) vertices += line.length >> 1;
  const table = makeNodeTable(vertices);
  const lines: Line[] = [];
  for (const { id, lines: parts, attributes } of roads) {
    if (!attributes.drivable) continue;
    const cleaned = parts.map((part) => clean(part, table));
    const roadLength = cleaned.reduce((sum, part) => sum + part.metres, 0);
    let roadFrom = 0;
    for (const { coordinates, nodes, metres } of cleaned) {
      if (nodes.length > 1) lines.push({ roadId: id, attributes, coordinates, nodes, roadFrom, roadLength });
      roadFrom += metres;
    }
  }
  return lines;
}

function clean(part: Float64Array, table: NodeTable): { coordinates: Float64Array; nodes: Int32Array; metres: number } {
  const count = part.length >> 1;
  const coordinates = new Float64Array(part.length);
  const nodes = new Int32Array(count);
  let kept = 0;
  let metres = 0;
  for (let i = 0; i < count; i += 1) {
    const longitude = part[2 * i] as number;
    const latitude = part[2 * i + 1] as number;
    const node = table.nodeOf(longitude, latitude);
    if (kept > 0) {
      if (nodes[kept - 1] === node) continue;
      const lat0 = coordinates[2 * kept - 1] as number;
      const { east, north } = metresPerDegree((lat0 + latitude) / 2);
      metres += Math.hypot((longitude - (coordinates[2 * kept - 2] as number)) * east, (latitude - lat0) * north);
    }
    coordinates[2 * kept] = longitude;
    coordinates[2 * kept + 1] = latitude;
    nodes[kept] = node;
    kept += 1;
  }
  return { coordinates: coordinates.slice(0, 2 * kept), nodes: nodes.slice(0, kept), metres };
}
