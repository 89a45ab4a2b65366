import { text } from '../../../data/text.ts';
import type { NetworkFault } from './faults.ts';
import { nodeCount, positionOf, type RoadGraph, roadOf } from './graph.ts';
import { type EdgeIndex, indexEdges } from './places.ts';

/**
 * Dead ends that nearly meet another road, and parts of the network that nothing joins to its largest part. Directions and
 * closures play no part: this is about how the roads are drawn. Only for a network that was not split.
 */
export function findIslandsAndGaps(
  graph: RoadGraph,
  nearMissMetres: number,
  index: EdgeIndex = indexEdges(graph),
): NetworkFault[] {
  return [...deadEnds(graph, nearMissMetres, index).filter(({ code }) => code === 'gap'), ...findIslands(graph)];
}

/** Every end of a road where no other goes on: a gap where another is nearly met, a dead end otherwise, which may be right. */
export function deadEnds(graph: RoadGraph, nearMissMetres: number, index: EdgeIndex): NetworkFault[] {
  const { first, arc } = graph.adjacency;
  const found: NetworkFault[] = [];
  for (let node = 0; node < nodeCount(graph); node++) {
    const start = first[node] as number;
    if ((first[node + 1] as number) - start !== 1) continue;
    const own = (arc[start] as number) >> 1;
    const at = positionOf(graph, node);
    const near = index.nearest(at, nearMissMetres, (edge) => edge !== own);
    if (near === null) {
      const message = text('断头路', 'no other road goes on from its end');
      found.push({ code: 'dead_end', road: roadOf(graph, own).key, other: null, at, message });
      continue;
    }
    const road = roadOf(graph, own).key;
    const other = roadOf(graph, near.edge).key;
    const metres = near.accessMetres.toFixed(2);
    found.push({
      code: 'gap',
      road,
      other,
      at,
      message: text(
        `端点距路段 ${other} ${metres} 米但未共用端点，按不连通处理`,
        `its end lies ${metres} m from section ${other} without sharing a vertex: not connected`,
      ),
    });
  }
  return found;
}

export function findIslands(graph: RoadGraph): NetworkFault[] {
  const { first, neighbour } = graph.adjacency;
  const island = new Int32Array(nodeCount(graph)).fill(-1);
  const metres: number[] = [];
  const start: number[] = [];
  for (let node = 0; node < island.length; node++) {
    if ((island[node] as number) >= 0) continue;
    const own = metres.length;
    metres.push(0);
    start.push(node);
    island[node] = own;
    const stack = [node];
    for (let here = stack.pop(); here !== undefined; here = stack.pop()) {
      for (let place = first[here] as number; place < (first[here + 1] as number); place++) {
        const next = neighbour[place] as number;
        if ((island[next] as number) >= 0) continue;
        island[next] = own;
        stack.push(next);
      }
    }
  }
  for (let edge = 0; edge < graph.edges.count; edge++) {
    const own = island[graph.edges.from[edge] as number] as number;
    metres[own] = (metres[own] as number) + (graph.edges.lengthMetres[edge] as number);
  }
  const largest = metres.reduce((best, own, index) => (own > (metres[best] as number) ? index : best), 0);
  return metres.flatMap((own, index): NetworkFault[] => {
    if (index === largest) return [];
    const node = start[index] as number;
    const edge = (graph.adjacency.arc[first[node] as number] as number) >> 1;
    const kilometres = (own / 1000).toFixed(2);
    return [
      {
        code: 'island',
        road: roadOf(graph, edge).key,
        other: null,
        at: positionOf(graph, node),
        message: text(
          `与主路网不相连的一片道路，共 ${kilometres} 公里`,
          `part of ${kilometres} km of roads that nothing joins to the main network`,
        ),
      },
    ];
  });
}
