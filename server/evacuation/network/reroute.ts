import { headOf, nodeCount, type RoadGraph } from './graph.ts';
import type { GuidedSearch } from './guided.ts';
import { pathOf, type Tree } from './shortest.ts';

export interface Reroute {
  /** In the unit of the tree. */
  readonly cost: number;
  readonly arcs: readonly number[];
}

/**
 * Finds the best way to the seeds of a tree when an edge is lost, without a new search of the network: A* with the tree's own
 * distances as its estimate, which nothing lost can lower. A node whose way in the tree keeps clear of the lost edge is as
 * good as arrived.
 */
export class Rerouter {
  private readonly graph: RoadGraph;
  private readonly cost: Float64Array;
  private readonly tree: Tree;
  private readonly entered: Int32Array;
  private readonly left: Int32Array;
  private readonly guided: GuidedSearch;

  /**
   * @param cost of every arc, those that the tree was searched with
   * @param tree towards its seeds
   * @param guided of this graph; many rerouters can share one
   */
  constructor(graph: RoadGraph, cost: Float64Array, tree: Tree, guided: GuidedSearch) {
    this.graph = graph;
    this.cost = cost;
    this.tree = tree;
    this.guided = guided;
    const { entered, left } = visits(graph, tree);
    this.entered = entered;
    this.left = left;
  }

  /** The best way from a node when an edge can be used in neither direction; undefined where there is none. */
  without(edge: number, start: number): Reroute | undefined {
    const lost = this.lostNode(edge);
    if (!Number.isFinite(this.tree.distance[start] as number)) return undefined;
    if (lost < 0 || !this.isBelow(start, lost)) return this.byTree(start, [], 0);
    return this.search(edge, start, lost);
  }

  /** The node whose way in the tree begins with an edge; -1 where the tree does not use it. */
  private lostNode(edge: number): number {
    const { via } = this.tree;
    const { from, to } = this.graph.edges;
    const [a, b] = [from[edge] as number, to[edge] as number];
    if ((via[a] as number) >> 1 === edge && (via[a] as number) >= 0) return a;
    return (via[b] as number) >> 1 === edge && (via[b] as number) >= 0 ? b : -1;
  }

  /** Whether the way of a node in the tree passes another one. */
  private isBelow(node: number, other: number): boolean {
    const entered = this.entered[node] as number;
    return entered >= (this.entered[other] as number) && entered < (this.left[other] as number);
  }

  private search(edge: number, start: number, lost: number): Reroute | undefined {
    const { cost } = this;
    const found = this.guided.find(
      start,
      (arc) => (arc >> 1 === edge ? Number.POSITIVE_INFINITY : (cost[arc] as number)),
      this.tree.distance,
      (node) => !this.isBelow(node, lost),
    );
    return found && this.byTree(found.node, found.arcs, found.cost);
  }

  private byTree(node: number, before: readonly number[], reached: number): Reroute {
    const rest = pathOf(this.graph, this.tree, node) ?? [];
    return { cost: reached + (this.tree.distance[node] as number), arcs: [...before, ...rest] };
  }
}

/** When a walk through the tree from its seeds enters and leaves each node: what lies below a node lies between. */
function visits(graph: RoadGraph, tree: Tree): { entered: Int32Array; left: Int32Array } {
  const nodes = nodeCount(graph);
  const parentOf = (node: number) => {
    const arc = tree.via[node] as number;
    return arc < 0 ? -1 : headOf(graph, arc);
  };
  const firstChild = new Int32Array(nodes).fill(-1);
  const sibling = new Int32Array(nodes).fill(-1);
  const entered = new Int32Array(nodes).fill(-1);
  const left = new Int32Array(nodes).fill(-1);
  const roots: number[] = [];
  for (let node = 0; node < nodes; node++) {
    const parent = parentOf(node);
    if (parent >= 0) {
      sibling[node] = firstChild[parent] as number;
      firstChild[parent] = node;
    } else if ((tree.origin[node] as number) >= 0) roots.push(node);
  }
  let clock = 0;
  for (const root of roots) {
    let node = root;
    entered[node] = clock++;
    for (;;) {
      const child = firstChild[node] as number;
      if (child >= 0) {
        firstChild[node] = sibling[child] as number;
        node = child;
        entered[node] = clock++;
        continue;
      }
      left[node] = clock;
      if (node === root) break;
      node = parentOf(node);
    }
  }
  return { entered, left };
}
