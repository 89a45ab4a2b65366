import { nodeCount, type RoadGraph } from './graph.ts';

/** Edges whose loss parts a network in two, whatever the directions. */
export interface Bridges {
  /** Whether the loss of an edge parts the network. */
  readonly parts: (edge: number) => boolean;
  /** Of a network parted by an edge, whether the side that a node lies on has a marked node. Only for edges that part it. */
  readonly sideHasMark: (edge: number, node: number) => boolean;
}

/**
 * Finds bridges by one depth-first walk.
 *
 * @param isOpen edges that are not count as gone
 * @param marked nodes to look for on the sides
 */
export function findBridges(graph: RoadGraph, isOpen: (edge: number) => boolean, marked: readonly number[]): Bridges {
  const nodes = nodeCount(graph);
  const { first, arc, neighbour } = graph.adjacency;
  const entered = new Int32Array(nodes).fill(-1);
  const left = new Int32Array(nodes);
  const low = new Int32Array(nodes);
  const marks = new Int32Array(nodes);
  const root = new Int32Array(nodes);
  const entry = new Int32Array(nodes).fill(-1);
  const next = first.slice(0, nodes);
  /** For each bridge the node at its far end, seen from where the walk began. */
  const below = new Map<number, number>();
  for (const node of marked) marks[node] = (marks[node] as number) + 1;
  let clock = 0;
  for (let start = 0; start < nodes; start++) {
    if ((entered[start] as number) >= 0) continue;
    const stack = [start];
    entered[start] = low[start] = clock++;
    root[start] = start;
    while (stack.length > 0) {
      const node = stack.at(-1) as number;
      const place = next[node] as number;
      if (place < (first[node + 1] as number)) {
        next[node] = place + 1;
        const edge = (arc[place] as number) >> 1;
        if (edge === entry[node] || !isOpen(edge)) continue;
        const other = neighbour[place] as number;
        if ((entered[other] as number) >= 0) {
          low[node] = Math.min(low[node] as number, entered[other] as number);
          continue;
        }
        entered[other] = low[other] = clock++;
        root[other] = start;
        entry[other] = edge;
        stack.push(other);
        continue;
      }
      stack.pop();
      left[node] = clock;
      const parent = stack.at(-1);
      if (parent === undefined) continue;
      low[parent] = Math.min(low[parent] as number, low[node] as number);
      marks[parent] = (marks[parent] as number) + (marks[node] as number);
      if ((low[node] as number) > (entered[parent] as number)) below.set(entry[node] as number, node);
    }
  }
  return {
    parts: (edge) => below.has(edge),
    sideHasMark: (edge, node) => {
      const far = below.get(edge) ?? -1;
      const at = entered[node] as number;
      const isBelow = at >= (entered[far] as number) && at < (left[far] as number);
      // Of a part of the network that the edge is nowhere near, it takes nothing away.
      const own = root[far] === root[node] ? (marks[far] as number) : 0;
      return isBelow ? own > 0 : (marks[root[node] as number] as number) - own > 0;
    },
  };
}
