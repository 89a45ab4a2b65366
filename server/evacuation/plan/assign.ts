import { type Cost, solveTransport, type TransportProblem, type TransportSolution } from './transport.ts';

/** People of one point who go to one shelter, by row and column of the cost table. */
export interface Group {
  readonly row: number;
  readonly column: number;
  readonly people: number;
}

export interface Allotment {
  readonly groups: readonly Group[];
  /** People of each point who find no place. */
  readonly unserved: readonly number[];
  readonly total: Cost;
  /** What no allotment that serves as many people can go below. */
  readonly bound: Cost;
  /** False where a search was stopped before it proved that nothing better exists. */
  readonly isProven: boolean;
}

/**
 * People of a point may go to several shelters.
 *
 * @param measure of every pair, as in the problem: of the plans that cost least, one whose largest measure is least
 */
export function allotSplit(problem: TransportProblem, measure?: Float64Array): Allotment {
  const best = solveTransport(problem);
  const { flow, total, bound } = measure === undefined ? best : lowestPeak(problem, best, measure);
  const columns = problem.capacity.length;
  const groups: Group[] = [];
  const unserved: number[] = [];
  for (const row of problem.people.keys()) {
    for (let column = 0; column < columns; column++) {
      const people = flow[row * (columns + 1) + column] as number;
      if (people > 0) groups.push({ row, column, people });
    }
    unserved.push(flow[row * (columns + 1) + columns] as number);
  }
  return { groups, unserved, total, bound, isProven: total.first === bound.first && total.second === bound.second };
}

/**
 * Forbids the pairs with the largest measure in use for as long as the plan gets no worse. Only pairs that cost exactly what
 * the prices say can be in a best plan: the others are left out at once.
 */
function lowestPeak(problem: TransportProblem, best: TransportSolution, measure: Float64Array): TransportSolution {
  let solution = best;
  const first = tightPairs(problem, best);
  for (;;) {
    const peak = peakOf(problem, solution, measure);
    if (peak === 0) return solution;
    for (const [place, own] of measure.entries()) if (own >= peak) first[place] = Number.POSITIVE_INFINITY;
    const lower = solveTransport({ ...problem, first });
    const isAsGood =
      lower.unserved === best.unserved &&
      lower.total.first === best.total.first &&
      lower.total.second === best.total.second;
    if (!isAsGood) return { ...solution, bound: best.bound };
    solution = lower;
  }
}

function tightPairs(
  { people, capacity, first, second }: TransportProblem,
  { price, penalty }: TransportSolution,
): Float64Array {
  const tight = new Float64Array(first.length).fill(Number.POSITIVE_INFINITY);
  for (const row of people.keys()) {
    let least: Cost = { first: penalty, second: 0 };
    const costs = price.map((own, column) => ({
      first: (first[row * capacity.length + column] as number) + own.first,
      second: (second[row * capacity.length + column] as number) + own.second,
    }));
    for (const cost of costs) {
      if (cost.first < least.first || (cost.first === least.first && cost.second < least.second)) least = cost;
    }
    for (const [column, cost] of costs.entries()) {
      const place = row * capacity.length + column;
      if (cost.first === least.first && cost.second === least.second) tight[place] = first[place] as number;
    }
  }
  return tight;
}

function peakOf({ people, capacity }: TransportProblem, { flow }: TransportSolution, measure: Float64Array): number {
  let peak = 0;
  for (const row of people.keys()) {
    for (let column = 0; column < capacity.length; column++) {
      if ((flow[row * (capacity.length + 1) + column] as number) === 0) continue;
      peak = Math.max(peak, measure[row * capacity.length + column] as number);
    }
  }
  return peak;
}
