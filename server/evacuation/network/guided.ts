import { headOf, nodeCount, type RoadGraph } from './graph.ts';
import { NodeHeap } from './heap.ts';

/** A search from one node to another that is led by what the rest of the way costs at least. */
export class GuidedSearch {
  private readonly graph: RoadGraph;
  private readonly reached: Float64Array;
  private readonly ranked: Float64Array;
  private readonly via: Int32Array;
  private readonly heap = new NodeHeap();

  constructor(graph: RoadGraph) {
    const nodes = nodeCount(graph);
    this.graph = graph;
    this.reached = new Float64Array(nodes).fill(Number.POSITIVE_INFINITY);
    this.ranked = new Float64Array(nodes);
    this.via = new Int32Array(nodes).fill(-1);
  }

  /**
   * The arcs of the best way; undefined where there is none.
   *
   * @param costOf an arc, 0 or more
   * @param rest what the way from each node to the goal costs at least: never falls by more than an arc costs; Infinity
   *   where there is no way
   * @param hasArrived whether a node is the goal, or the rest of its way is known to cost just the estimate
   * @returns the arcs to the node that has arrived, and that node
   */
  find(
    start: number,
    costOf: (arc: number) => number,
    rest: Float64Array,
    hasArrived: (node: number) => boolean,
  ): { readonly node: number; readonly cost: number; readonly arcs: readonly number[] } | undefined {
    const { graph, reached, ranked, via, heap } = this;
    const { first, arc, neighbour } = graph.adjacency;
    const touched = [start];
    reached[start] = 0;
    ranked[start] = rest[start] as number;
    via[start] = -1;
    heap.put(start, ranked[start] as number);
    let arrived = -1;
    while (heap.size > 0) {
      const node = heap.pop();
      if (heap.key > (ranked[node] as number)) continue;
      if (hasArrived(node)) {
        arrived = node;
        break;
      }
      const here = reached[node] as number;
      const end = first[node + 1] as number;
      for (let place = first[node] as number; place < end; place++) {
        const used = arc[place] as number;
        const next = neighbour[place] as number;
        const sum = here + costOf(used);
        if (sum >= (reached[next] as number) || !Number.isFinite(rest[next] as number)) continue;
        if (reached[next] === Number.POSITIVE_INFINITY) touched.push(next);
        reached[next] = sum;
        ranked[next] = sum + (rest[next] as number);
        via[next] = used;
        heap.put(next, ranked[next] as number);
      }
    }
    const found =
      arrived < 0 ? undefined : { node: arrived, cost: reached[arrived] as number, arcs: this.arcsTo(arrived) };
    heap.clear();
    for (const node of touched) reached[node] = Number.POSITIVE_INFINITY;
    return found;
  }

  private arcsTo(node: number): number[] {
    const arcs: number[] = [];
    for (let arc = this.via[node] as number; arc >= 0; arc = this.via[headOf(this.graph, arc ^ 1)] as number) {
      arcs.push(arc);
    }
    return arcs.reverse();
  }
}
