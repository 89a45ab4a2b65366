import type { RouteCheckNumbers } from '../../../data/standards/route-check.ts';
import type { Candidate } from './candidates.ts';
import type { RoadNetwork } from './network.ts';
import { costOf, stepBetween } from './steps.ts';

/** The samples of a line with their candidates and the length of line that each stands for. */
export interface SampledLine {
  readonly metres: readonly number[];
  readonly weights: readonly number[];
  readonly candidates: readonly (readonly Candidate[])[];
}

interface State {
  readonly candidate: Candidate | null;
  readonly cost: number;
  readonly before: State | null;
}

/**
 * The sequence of road places, null off the network, that explains the line best (Viterbi over the hidden Markov model
 * of Newson and Krumm 2009). Costs are metres: a sample costs its misfit times the length it stands for, off the network
 * that length itself; a step costs by how much progress on the roads differs from progress on the line. So the road
 * beside or below is never taken for the few metres at which it happens to be nearer.
 */
export function bestPath(network: RoadNetwork, line: SampledLine, numbers: RouteCheckNumbers): (Candidate | null)[] {
  let states: State[] = [];
  for (const [index, candidates] of line.candidates.entries()) {
    const weight = line.weights[index] ?? 0;
    const ahead = (line.metres[index] ?? 0) - (line.metres[index - 1] ?? 0);
    const arrivals: readonly (Candidate | null)[] = [...candidates, null];
    const before = states;
    states = arrivals.map((candidate) => {
      const own = weight * (candidate === null ? 1 : candidate.misfit);
      const from = cheapest(before, (state) => changeCost(network, numbers, state.candidate, candidate, ahead));
      return { candidate, cost: own + from.cost, before: from.state };
    });
  }
  return trace(states);
}

function cheapest(states: readonly State[], change: (state: State) => number): { state: State | null; cost: number } {
  let best: { state: State | null; cost: number } = { state: null, cost: Number.POSITIVE_INFINITY };
  for (const state of states) {
    if (state.cost >= best.cost) continue;
    const cost = state.cost + change(state);
    if (cost < best.cost) best = { state, cost };
  }
  return best.state === null ? { state: null, cost: 0 } : best;
}

function changeCost(
  network: RoadNetwork,
  numbers: RouteCheckNumbers,
  from: Candidate | null,
  to: Candidate | null,
  lineMetres: number,
): number {
  if (from === null && to === null) return 0;
  if (from === null || to === null) return numbers.match_switch_m;
  return costOf(stepBetween(network, numbers, from, to, lineMetres), numbers);
}

function trace(states: readonly State[]): (Candidate | null)[] {
  const path: (Candidate | null)[] = [];
  let state: State | null = null;
  for (const candidate of states) {
    if (state === null || candidate.cost < state.cost) state = candidate;
  }
  while (state !== null) {
    path.push(state.candidate);
    state = state.before;
  }
  return path.reverse();
}
