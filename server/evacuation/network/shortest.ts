import { BucketQueue } from './bucket-queue.ts';
import { headOf, nodeCount, type RoadGraph } from './graph.ts';

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
 * Dijkstra's search from one or many seeds at once. For many searches with the same costs make one `TreeSearch`.
 *
 * @param cost of every arc, 0 or more; Infinity where it is shut
 */
export function searchTree(
  graph: RoadGraph,
  cost: Float64Array,
  seeds: readonly Seed[],
  { towardsSeeds = false, target = -1 }: SearchOptions = {},
): Tree {
  return new TreeSearch(graph, cost, towardsSeeds).from(seeds, target);
}

/**
 * Searches of one network with the same costs, laid out once in the order in which a search comes past them.
 *
 * Nodes are taken out by buckets and not one by one in order of distance. A node that was taken out too soon is taken out
 * again when its distance has fallen, so the distances are those of Dijkstra's search to the last bit.
 */
export class TreeSearch {
  private readonly graph: RoadGraph;
  private readonly towardsSeeds: boolean;
  /** Beside the arcs of the adjacency. */
  private readonly cost: Float64Array;
  private readonly bucketWidth: number;

  /** @param cost of every arc, 0 or more; Infinity where it is shut. A later change of it has no effect. */
  constructor(graph: RoadGraph, cost: Float64Array, towardsSeeds: boolean) {
    const { arc } = graph.adjacency;
    const flip = towardsSeeds ? 1 : 0;
    const own = new Float64Array(arc.length);
    for (let place = 0; place < own.length; place++) own[place] = cost[(arc[place] as number) ^ flip] as number;
    this.graph = graph;
    this.towardsSeeds = towardsSeeds;
    this.cost = own;
    this.bucketWidth = typicalCost(own) / bucketsPerTypicalCost;
  }

  /** @param target ends the search once this node is settled; -1: none */
  from(seeds: readonly Seed[], target = -1): Tree {
    const { graph, cost, towardsSeeds } = this;
    const nodes = nodeCount(graph);
    const distance = new Float64Array(nodes).fill(Number.POSITIVE_INFINITY);
    /** The place in the adjacency of the arc by which a node was reached, its number at the end. */
    const via = new Int32Array(nodes).fill(-1);
    const origin = new Int32Array(nodes).fill(-1);
    const queue = new BucketQueue(this.bucketWidth);
    for (const [index, seed] of seeds.entries()) {
      if (seed.cost >= (distance[seed.node] as number)) continue;
      distance[seed.node] = seed.cost;
      origin[seed.node] = index;
      queue.put(seed.node, seed.cost);
    }
    const { first, arc, neighbour } = graph.adjacency;
    for (let node = queue.pop(); node >= 0; node = queue.pop()) {
      const here = distance[node] as number;
      if (queue.isOver(here)) continue;
      if (target >= 0 && queue.isOver(distance[target] as number)) break;
      const own = origin[node] as number;
      const end = first[node + 1] as number;
      for (let place = first[node] as number; place < end; place++) {
        const reached = here + (cost[place] as number);
        const next = neighbour[place] as number;
        const known = distance[next] as number;
        if (reached > known) continue;
        // As far as before: a rounded sum may hide that the node at hand has changed its seed.
        if (reached === known && (via[next] !== place || origin[next] === own)) continue;
        distance[next] = reached;
        via[next] = place;
        origin[next] = own;
        queue.put(next, reached);
      }
    }
    const flip = towardsSeeds ? 1 : 0;
    for (let node = 0; node < nodes; node++) {
      const place = via[node] as number;
      if (place >= 0) via[node] = (arc[place] as number) ^ flip;
    }
    return { distance, via, origin, towardsSeeds };
  }
}

const bucketsPerTypicalCost = 3;
const sampleSize = 1000;

/** The median of some costs that are neither 0 nor shut; 1 where there are none. */
function typicalCost(cost: Float64Array): number {
  const step = Math.max(1, Math.floor(cost.length / sampleSize));
  const sample: number[] = [];
  for (let place = 0; place < cost.length; place += step) {
    const own = cost[place] as number;
    if (own > 0 && Number.isFinite(own)) sample.push(own);
  }
  sample.sort((a, b) => a - b);
  return sample[sample.length >> 1] ?? 1;
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
