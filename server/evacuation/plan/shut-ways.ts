import type { LineString } from 'geojson';
import { arcPositions } from '../network/edge-line.ts';
import { pathOf, searchTree, type Tree } from '../network/shortest.ts';
import { mayUse } from '../network/travel.ts';
import { planMessages } from './messages.ts';
import { outputPosition, rounded, stretchOf } from './routes.ts';
import { toThousandth } from './scale.ts';
import type { Goal, Setting } from './setting.ts';
import type { CutEdge } from './types.ts';

/** A shut section counts for so many metres of open road: fewest of them first, then the shortest way. */
const metresPerShut = 1e9;

/** Ways to some shelters as they would be if shut sections could be opened, through as few of them as there can be. */
export function waysThroughShut(setting: Setting, goals: readonly Goal[]): Tree {
  const { graph, costs, input, neededWidthMetres } = setting;
  const cost = costs.metres.slice();
  for (const [edge, shut] of costs.isShut.entries()) {
    if (shut === 0) continue;
    for (const arc of [2 * edge, 2 * edge + 1]) {
      if (mayUse(graph, input.travel, arc, neededWidthMetres))
        cost[arc] = (graph.edges.lengthMetres[edge] as number) + metresPerShut;
    }
  }
  const seeds = goals.map(({ node }) => ({ node, cost: 0 }));
  return searchTree(graph, cost, seeds, { towardsSeeds: true });
}

/** The shut edges on the way of a node; undefined where there is no way even through them. */
export function shutEdgesOn({ graph, costs }: Setting, tree: Tree, node: number): number[] | undefined {
  return pathOf(graph, tree, node)
    ?.map((arc) => arc >> 1)
    .filter((edge) => costs.isShut[edge] === 1);
}

/** Edges as what a person can open; pieces of one section of road that follow each other stay apart. */
export function cutEdge({ graph, closed }: Setting, edge: number): CutEdge {
  const { from_m, to_m, ...stretch } = stretchOf(graph, 2 * edge);
  const geometry: LineString = {
    type: 'LineString',
    coordinates: arcPositions(graph, 2 * edge).map(outputPosition),
  };
  const names = new Map(
    (closed.edges.get(graph.edges.base[edge] as number) ?? []).map(({ closure, name }) => [closure, name]),
  );
  return {
    ...stretch,
    from_m: rounded(from_m),
    to_m: rounded(to_m),
    length_m: toThousandth(graph.edges.lengthMetres[edge] as number),
    because: names.size > 0 ? planMessages.by_closure([...names.values()]) : planMessages.by_zone(),
    geometry,
  };
}
