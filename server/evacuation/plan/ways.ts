import type { RoadGraph } from '../network/graph.ts';
import { headOf, nodeCount, tailOf } from '../network/graph.ts';
import { type Seed, searchTree, type Tree, TreeSearch } from '../network/shortest.ts';
import { scalarCosts } from './scalar.ts';
import type { Goal, Setting, Start } from './setting.ts';
import type { TransportProblem } from './transport.ts';

/** The best ways of the whole network to one shelter. */
export interface Ways {
  readonly tree: Tree;
  /** Metres exposed to dangers from each node; null: none anywhere. */
  readonly exposureMillimetres: Float64Array | null;
}

const toShelter = { towardsSeeds: true } as const;
/** Trees up to this size in all are kept; beyond it they are searched again whenever they are needed. */
const keptBytes = 512 * 1024 * 1024;
const bytesPerNode = 24;

/** Finds the ways to shelters, each once where memory allows. */
export class WayFinder {
  readonly setting: Setting;
  /** Costs that order ways by one number. */
  readonly cost: Float64Array;
  private readonly isKept: boolean;
  private readonly byCost: TreeSearch;
  private readonly ways = new Map<Goal, Ways>();
  private readonly trees = new Map<Goal, Tree>();

  constructor(setting: Setting) {
    this.setting = setting;
    this.cost = scalarCosts(setting);
    this.byCost = new TreeSearch(setting.graph, this.cost, true);
    const nodes = nodeCount(setting.graph);
    this.isKept = 2 * nodes * setting.goals.length * bytesPerNode <= keptBytes;
  }

  /** By `length` the shortest, by `time` the fastest among the least exposed. */
  waysTo(goal: Goal): Ways {
    const ways = this.ways.get(goal) ?? this.findWays(goal);
    if (this.isKept) this.ways.set(goal, ways);
    return ways;
  }

  /** The same by `cost`. */
  treeTo(goal: Goal): Tree {
    if (this.setting.costs.exposureMillimetres === null) return this.waysTo(goal).tree;
    const tree = this.trees.get(goal) ?? this.byCost.from(seedsOf(goal));
    if (this.isKept) this.trees.set(goal, tree);
    return tree;
  }

  private findWays(goal: Goal): Ways {
    const { graph, costs } = this.setting;
    const { exposureMillimetres, seconds } = costs;
    if (exposureMillimetres === null) return { tree: this.byCost.from(seedsOf(goal)), exposureMillimetres: null };
    const least = this.search(goal, exposureMillimetres).distance;
    return {
      tree: this.search(goal, onlyTight(graph, exposureMillimetres, least, seconds)),
      exposureMillimetres: least,
    };
  }

  private search(goal: Goal, cost: Float64Array): Tree {
    return searchTree(this.setting.graph, cost, seedsOf(goal), toShelter);
  }
}

function seedsOf({ node }: Goal): Seed[] {
  return [{ node, cost: 0 }];
}

/** Costs of the arcs that lie on a way of least exposure; the others are shut. */
function onlyTight(
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
export function costTable(finder: WayFinder, starts: readonly Start[]): TransportProblem {
  const { setting } = finder;
  const { goals, input } = setting;
  const first = new Float64Array(starts.length * goals.length).fill(Number.POSITIVE_INFINITY);
  const second = new Float64Array(starts.length * goals.length);
  for (const [column, goal] of goals.entries()) {
    const { tree, exposureMillimetres } = finder.waysTo(goal);
    for (const [row, start] of starts.entries()) {
      const distance = tree.distance[start.node] as number;
      if (!Number.isFinite(distance)) continue;
      const place = row * goals.length + column;
      const access = start.accessMetres + goal.accessMetres;
      if (input.by === 'length') {
        first[place] = Math.round((distance + access) * perUnit);
      } else {
        const exposed = start.accessExposureMillimetres + goal.accessExposureMillimetres;
        first[place] = (exposureMillimetres?.[start.node] ?? 0) + exposed;
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
