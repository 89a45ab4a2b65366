import { headOf, nodeCount, type RoadGraph } from './graph.ts';

/**
 * Edges that every way from a node to the goals takes: the loss of one leaves none. One-way arcs are ways in their
 * direction only. Takes time in proportion to the network.
 *
 *   start ──e1──▶ ○ ──e2──▶ ○ ──e3──▶ goal       e1 and e3: whatever leaves start has to take them
 *                 └────▶────┘
 *
 * Only edges of any one way can be among them, and only in the direction in which that way takes them: who comes to use
 * one the other way round has got to its far end without it. So the way is gone along, and with it a search that does not
 * use it: where the search stops short, the next edge is one without which nobody gets on.
 *
 * @param isOpen whether an arc can be used
 * @returns undefined where there is no way at all
 */
export function cuttingEdges(
  graph: RoadGraph,
  isOpen: (arc: number) => boolean,
  start: number,
  goals: readonly number[],
): ReadonlySet<number> | undefined {
  const way = anyWay(graph, isOpen, start, new Set(goals));
  if (way === undefined) return undefined;
  const { first, arc: arcs, neighbour } = graph.adjacency;
  const isOfWay = new Set(way);
  const isGoal = new Set(goals);
  /** How far along the way each of its nodes lies. Any goal is its end. */
  const position = new Map<number, number>([[start, 0]]);
  for (const [index, arc] of way.entries()) position.set(headOf(graph, arc), index + 1);
  const seen = new Uint8Array(nodeCount(graph));
  const cutting = new Set<number>();
  let furthest = 0;
  const stack: number[] = [];
  const visit = (node: number): void => {
    if (seen[node] === 1) return;
    seen[node] = 1;
    stack.push(node);
    furthest = Math.max(furthest, isGoal.has(node) ? way.length : (position.get(node) ?? 0));
  };
  const nodeAt = (index: number) => (index === 0 ? start : headOf(graph, way[index - 1] as number));
  for (let at = 0; at <= way.length; at++) {
    // Here it has been got past every edge behind, and along the way to this node.
    if (at > furthest) {
      cutting.add((way[at - 1] as number) >> 1);
      furthest = at;
    }
    visit(nodeAt(at));
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      const last = first[node + 1] as number;
      for (let place = first[node] as number; place < last; place++) {
        const arc = arcs[place] as number;
        if (isOpen(arc) && !isOfWay.has(arc)) visit(neighbour[place] as number);
      }
    }
    if (furthest === way.length) break;
  }
  return cutting;
}

/** The arcs of a way with the fewest edges. */
function anyWay(
  graph: RoadGraph,
  isOpen: (arc: number) => boolean,
  start: number,
  goals: ReadonlySet<number>,
): number[] | undefined {
  const { first, arc: arcs, neighbour } = graph.adjacency;
  const via = new Int32Array(nodeCount(graph)).fill(-1);
  const queue = [start];
  for (let index = 0; index < queue.length; index++) {
    const node = queue[index] as number;
    if (goals.has(node)) {
      const way: number[] = [];
      for (let at = node; at !== start; at = headOf(graph, (via[at] as number) ^ 1)) way.push(via[at] as number);
      return way.reverse();
    }
    const last = first[node + 1] as number;
    for (let place = first[node] as number; place < last; place++) {
      const arc = arcs[place] as number;
      const next = neighbour[place] as number;
      if (next === start || (via[next] as number) >= 0 || !isOpen(arc)) continue;
      via[next] = arc;
      queue.push(next);
    }
  }
  return undefined;
}
