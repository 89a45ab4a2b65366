import { headOf, nodeCount, type RoadGraph } from './graph.ts';
import { NodeHeap } from './heap.ts';

export interface Seed {
  readonly node: number;
  /** In the unit of the costs. */
  readonly cost: number;
}

/** The least cost of every node from, or to, the nearest of some seeds. */
export interface Tree {
  /** Infinity where there is no way. */
  readonly distance: Float64Array;
  /** The arc by which the way comes from, or goes on towards, its seed; -1 at a seed and where there is no way. */
  readonly via: Int32Array;
  /** Index of the seed it belongs to; -1 where there is no way. */
  readonly origin: Int32Array;
  readonly towardsSeeds: boolean;
}

export interface SearchOptions {
  /** True: the cost of getting from a node to a seed. False: from a seed to a node. */
  readonly towardsSeeds?: boolean;
  /** Ends the search once this node is settled. */
  readonly target?: number;
}

/**
 * Dijkstra's search from one or many seeds at once.
 *
 * @param cost of every arc, 0 or more; Infinity where it is shut
 */
export function searchTree(
  graph: RoadGraph,
  cost: Float64Array,
  seeds: readonly Seed[],
  { towardsSeeds = false, target = -1 }: SearchOptions = {},
): Tree {
  const nodes = nodeCount(graph);
  const distance = new Float64Array(nodes).fill(Number.POSITIVE_INFINITY);
  const via = new Int32Array(nodes).fill(-1);
  const origin = new Int32Array(nodes).fill(-1);
  const heap = new NodeHeap();
  for (const [index, seed] of seeds.entries()) {
    if (seed.cost >= (distance[seed.node] as number)) continue;
    distance[seed.node] = seed.cost;
    origin[seed.node] = index;
    heap.put(seed.node, seed.cost);
  }
  const { first, arc, neighbour } = graph.adjacency;
  const flip = towardsSeeds ? 1 : 0;
  while (heap.size > 0) {
    const node = heap.pop();
    if (node === target) break;
    const here = distance[node] as number;
    if (heap.key > here) continue;
    const own = origin[node] as number;
    const end = first[node + 1] as number;
    for (let place = first[node] as number; place < end; place++) {
      const used = (arc[place] as number) ^ flip;
      const reached = here + (cost[used] as number);
      const next = neighbour[place] as number;
      if (reached >= (distance[next] as number)) continue;
      distance[next] = reached;
      via[next] = used;
      origin[next] = own;
      heap.put(next, reached);
    }
  }
  return { distance, via, origin, towardsSeeds };
}

/** The arcs between a node and the seed of its tree, in the direction of travel; undefined where there is no way. */
export function pathOf(graph: RoadGraph, tree: Tree, node: number): number[] | undefined {
  if ((tree.origin[node] ?? -1) < 0) return undefined;
  const arcs: number[] = [];
  for (let here = node, arc = tree.via[here] as number; arc >= 0; arc = tree.via[here] as number) {
    arcs.push(arc);
    here = tree.towardsSeeds ? headOf(graph, arc) : headOf(graph, arc ^ 1);
  }
  return tree.towardsSeeds ? arcs : arcs.reverse();
}
