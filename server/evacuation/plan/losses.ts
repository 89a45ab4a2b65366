import type { LineString } from 'geojson';
import { type Bridges, findBridges } from '../network/bridges.ts';
import { arcPositions } from '../network/edge-line.ts';
import { GuidedSearch } from '../network/guided.ts';
import { Rerouter } from '../network/reroute.ts';
import { outputPosition, rounded, stretchOf } from './routes.ts';
import { nearestGoals } from './scalar.ts';
import { toThousandth } from './scale.ts';
import type { Goal, Setting, Start } from './setting.ts';
import type { EdgeLoss } from './types.ts';
import type { WayFinder } from './ways.ts';

/** People on their way, by the arcs they use. */
export interface Movement {
  readonly start: Start;
  readonly goal: Goal;
  readonly people: number;
  readonly arcs: readonly number[];
}

interface Tally {
  arc: number;
  people: number;
  cutOff: number;
  otherShelter: number;
  detourSeconds: number;
  longestSeconds: number;
}

/** For every edge that a plan uses, what its loss does; the worst first. */
export function lossesOf(finder: WayFinder, movements: readonly Movement[]): EdgeLoss[] {
  const { setting, cost } = finder;
  const { graph, costs } = setting;
  const guided = new GuidedSearch(graph);
  const anywhere = new Rerouter(graph, cost, nearestGoals(setting, cost), guided);
  const bridges = openBridges(finder);
  const tallies = new Map<number, Tally>();
  const secondsOf = (arcs: readonly number[]) => arcs.reduce((sum, arc) => sum + (costs.seconds[arc] as number), 0);

  const byGoal = new Map<Goal, Movement[]>();
  for (const movement of movements) byGoal.set(movement.goal, [...(byGoal.get(movement.goal) ?? []), movement]);
  for (const [goal, own] of byGoal) {
    const rerouter = new Rerouter(graph, cost, finder.treeTo(goal), guided);
    for (const { start, people, arcs } of own) {
      const planned = secondsOf(arcs);
      for (const arc of arcs) {
        const edge = arc >> 1;
        const tally = tallies.get(edge) ?? emptyTally(arc);
        tallies.set(edge, tally);
        tally.people += people;
        const parts = bridges.parts(edge);
        const detour = parts ? undefined : rerouter.without(edge, start.node);
        if (detour !== undefined) {
          const later = Math.max(0, secondsOf(detour.arcs) - planned);
          tally.detourSeconds += people * later;
          tally.longestSeconds = Math.max(tally.longestSeconds, later);
        } else if (parts && !bridges.sideHasMark(edge, start.node)) tally.cutOff += people;
        else if (anywhere.without(edge, start.node) === undefined) tally.cutOff += people;
        else tally.otherShelter += people;
      }
    }
  }
  return [...tallies.values()].sort(worstFirst).map((tally) => lossOf(setting, tally));
}

/** Bridges among the edges that can be used in any direction, with the shelters marked. */
export function openBridges({ setting, cost }: WayFinder): Bridges {
  const isOpen = (edge: number) => Number.isFinite(cost[2 * edge]) || Number.isFinite(cost[2 * edge + 1]);
  const goals = setting.goals.map(({ node }) => node);
  return findBridges(setting.graph, isOpen, goals);
}

function emptyTally(arc: number): Tally {
  return { arc, people: 0, cutOff: 0, otherShelter: 0, detourSeconds: 0, longestSeconds: 0 };
}

function worstFirst(a: Tally, b: Tally): number {
  return (
    b.cutOff - a.cutOff ||
    b.otherShelter - a.otherShelter ||
    b.detourSeconds - a.detourSeconds ||
    b.people - a.people ||
    a.arc - b.arc
  );
}

function lossOf({ graph }: Setting, { arc, ...tally }: Tally): EdgeLoss {
  const forward = arc & ~1;
  const { from_m, to_m, ...stretch } = stretchOf(graph, forward);
  const geometry: LineString = {
    type: 'LineString',
    coordinates: arcPositions(graph, forward).map(outputPosition),
  };
  return {
    ...stretch,
    from_m: rounded(from_m),
    to_m: rounded(to_m),
    length_m: toThousandth(graph.edges.lengthMetres[arc >> 1] as number),
    people: tally.people,
    cut_off: tally.cutOff,
    other_shelter: tally.otherShelter,
    detour_person_s: toThousandth(tally.detourSeconds),
    longest_detour_s: toThousandth(tally.longestSeconds),
    geometry,
  };
}
