import { nodeCount } from '../network/graph.ts';
import { searchTree, type Tree } from '../network/shortest.ts';
import type { Setting } from './setting.ts';

/** Seconds that people walk to keep clear of a metre of danger: so many that time hardly ever outweighs it. */
const secondsPerExposedMetre = 10_000;

/**
 * One number for each arc that orders ways as a plan does, by metres or by exposure and then seconds; exact enough where
 * ways are compared and not counted.
 */
export function scalarCosts({ costs, input }: Setting): Float64Array {
  if (input.by === 'length') return costs.metres;
  const { exposureMillimetres, seconds } = costs;
  if (exposureMillimetres === null) return seconds;
  return seconds.map((own, arc) => own + (secondsPerExposedMetre * (exposureMillimetres[arc] as number)) / 1000);
}

/** The nearest shelter of every node, whether it is full or not. */
export function nearestGoals({ graph, goals }: Setting, cost: Float64Array): Tree {
  if (goals.length === 0) {
    const nodes = nodeCount(graph);
    return {
      distance: new Float64Array(nodes).fill(Number.POSITIVE_INFINITY),
      via: new Int32Array(nodes).fill(-1),
      origin: new Int32Array(nodes).fill(-1),
      towardsSeeds: true,
    };
  }
  return searchTree(
    graph,
    cost,
    goals.map(({ node }) => ({ node, cost: 0 })),
    { towardsSeeds: true },
  );
}
