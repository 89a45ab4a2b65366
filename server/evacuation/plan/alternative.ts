import { pathOf, searchTree } from '../network/shortest.ts';
import type { Movement } from './losses.ts';
import { routeOf, toThousandth } from './routes.ts';
import { scalarCosts } from './scalar.ts';
import type { Setting } from './setting.ts';
import type { Alternative } from './types.ts';

/** Cost of a metre shared with the route: outweighs any way round and any danger on it. */
const perSharedMetre = 1e8;

/**
 * Finds another way to the same shelter that shares as few metres with the route as there can be, in either direction.
 * Null where every metre would be shared.
 */
export function alternativesOf(setting: Setting): (movement: Movement) => Alternative | null {
  const { graph } = setting;
  const cost = scalarCosts(setting).slice();
  return ({ start, goal, arcs }) => {
    const taken = new Set(arcs.map((arc) => arc >> 1));
    const before = new Map<number, number>();
    for (const edge of taken) {
      for (const arc of [2 * edge, 2 * edge + 1]) {
        before.set(arc, cost[arc] as number);
        cost[arc] = (cost[arc] as number) + perSharedMetre * (graph.edges.lengthMetres[edge] as number);
      }
    }
    const tree = searchTree(graph, cost, [{ node: start.node, cost: 0 }], { target: goal.node });
    for (const [arc, own] of before) cost[arc] = own;
    const other = pathOf(graph, tree, goal.node);
    if (other === undefined || other.every((arc) => taken.has(arc >> 1))) return null;
    const shared = other.reduce(
      (sum, arc) => sum + (taken.has(arc >> 1) ? (graph.edges.lengthMetres[arc >> 1] as number) : 0),
      0,
    );
    return { ...routeOf(setting, start, goal, other), shared_m: toThousandth(shared) };
  };
}
