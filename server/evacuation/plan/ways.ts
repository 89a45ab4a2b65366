import type { RoadGraph } from '../network/graph.ts';
import { headOf, tailOf } from '../network/graph.ts';
import { searchTree, type Tree } from '../network/shortest.ts';
import type { Goal, Setting, Start } from './setting.ts';
import type { TransportProblem } from './transport.ts';

/** The best ways of the whole network to one shelter. */
export interface Ways {
  readonly tree: Tree;
  /** Metres exposed to dangers from each node; null: none anywhere. */
  readonly exposureMillimetres: Float64Array | null;
}

const toShelter = { towardsSeeds: true } as const;

/** By `length` the shortest, by `time` the fastest among the least exposed. */
export function waysTo({ graph, costs, input }: Setting, goal: Goal): Ways {
  const seeds = [{ node: goal.node, cost: 0 }];
  if (input.by === 'length')
    return { tree: searchTree(graph, costs.metres, seeds, toShelter), exposureMillimetres: null };
  if (costs.exposureMillimetres === null) {
    return { tree: searchTree(graph, costs.seconds, seeds, toShelter), exposureMillimetres: null };
  }
  const least = searchTree(graph, costs.exposureMillimetres, seeds, toShelter).distance;
  const tree = searchTree(graph, onlyTight(graph, costs.exposureMillimetres, least, costs.seconds), seeds, toShelter);
  return { tree, exposureMillimetres: least };
}

/** Costs of the arcs that lie on a way of least exposure; the others are shut. */
export function onlyTight(
  graph: RoadGraph,
  primary: Float64Array,
  least: Float64Array,
  secondary: Float64Array,
): Float64Array {
  const tight = new Float64Array(secondary.length).fill(Number.POSITIVE_INFINITY);
  for (let arc = 0; arc < tight.length; arc++) {
    const through = (primary[arc] as number) + (least[headOf(graph, arc)] as number);
    if (Number.isFinite(through) && through === least[tailOf(graph, arc)]) tight[arc] = secondary[arc] as number;
  }
  return tight;
}

/** Metres and seconds, to the thousandth: the unit in which plans are compared. */
const perUnit = 1000;

export function accessSeconds({ numbers }: Setting, metres: number): number {
  const level = numbers.foot_top_speed_kmh * Math.exp(-numbers.foot_grade_decay * Math.abs(numbers.foot_best_grade));
  return (metres * 3.6) / level;
}

/** What a person costs from each point to each shelter. */
export function costTable(setting: Setting, starts: readonly Start[]): TransportProblem {
  const { goals, input } = setting;
  const first = new Float64Array(starts.length * goals.length).fill(Number.POSITIVE_INFINITY);
  const second = new Float64Array(starts.length * goals.length);
  for (const [column, goal] of goals.entries()) {
    const { tree, exposureMillimetres } = waysTo(setting, goal);
    for (const [row, start] of starts.entries()) {
      const distance = tree.distance[start.node] as number;
      if (!Number.isFinite(distance)) continue;
      const place = row * goals.length + column;
      const access = start.accessMetres + goal.accessMetres;
      if (input.by === 'length') {
        first[place] = Math.round((distance + access) * perUnit);
      } else {
        first[place] = exposureMillimetres?.[start.node] ?? 0;
        second[place] = Math.round((distance + accessSeconds(setting, access)) * perUnit);
      }
    }
  }
  return {
    people: starts.map(({ point }) => point.people ?? 0),
    capacity: goals.map(({ capacity }) => capacity),
    first,
    second,
  };
}
