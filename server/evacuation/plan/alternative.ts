import { GuidedSearch } from '../network/guided.ts';
import { type Movement, openBridges } from './losses.ts';
import { routeOf } from './routes.ts';
import { toThousandth } from './scale.ts';
import type { Alternative } from './types.ts';
import type { WayFinder } from './ways.ts';

/** Cost of a metre shared with the route: outweighs any way round and any danger on it. */
const perSharedMetre = 1e8;

/**
 * Finds another way to the same shelter that shares as few metres with the route as there can be, in either direction.
 * Null where every metre would be shared.
 */
export function alternativesOf(finder: WayFinder): (movement: Movement) => Alternative | null {
  const { setting, cost } = finder;
  const { edges } = setting.graph;
  const guided = new GuidedSearch(setting.graph);
  const bridges = openBridges(finder);
  return ({ start, goal, arcs }) => {
    const taken = new Set(arcs.map((arc) => arc >> 1));
    // What parts the network is shared by every way: to charge for it would only lead the search astray.
    const charged = new Set([...taken].filter((edge) => !bridges.parts(edge)));
    if (charged.size === 0) return null;
    const costOf = (arc: number) => {
      const own = cost[arc] as number;
      return charged.has(arc >> 1) ? own + perSharedMetre * (edges.lengthMetres[arc >> 1] as number) : own;
    };
    const other = guided.find(start.node, costOf, finder.treeTo(goal).distance, (node) => node === goal.node);
    if (other === undefined || other.arcs.every((arc) => taken.has(arc >> 1))) return null;
    const shared = other.arcs.reduce(
      (sum, arc) => sum + (taken.has(arc >> 1) ? (edges.lengthMetres[arc >> 1] as number) : 0),
      0,
    );
    return { ...routeOf(setting, start, goal, other.arcs), shared_m: toThousandth(shared) };
  };
}
