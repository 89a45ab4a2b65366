import { annealChoice } from './anneal.ts';
import type { Allotment, Group } from './assign.ts';
import { improveChoice } from './improve.ts';
import { type LinearModel, solveModel } from './solver.ts';
import { type Cost, solveTransport, type TransportProblem, type TransportSolution } from './transport.ts';

/** Shelter of each point, -1 where it finds no place. */
type Choice = Int32Array;

/** What a choice costs: people without a place, then the two costs. Compared in that order. */
interface Value extends Cost {
  readonly unserved: number;
}

/** Columns of the cost table that each point may take. */
type Candidates = readonly (readonly number[])[];

/** Where more pairs of point and shelter than this can be better, the best known choice is annealed first. */
const manyPairs = 500;
/** So many cheapest shelters of each point: farther ones are hardly ever in a good plan. */
const annealedCandidates = 12;

/**
 * Every point stays together in one shelter: fewest people without a place, then least of both costs, by branch and bound
 * over the pairs that can be better than the best known. The bound is that of people who may be parted, in shelters that
 * are large enough for all of them.
 *
 * @param limitSeconds for the whole search
 */
export async function allotWhole(given: TransportProblem, limitSeconds: number): Promise<Allotment> {
  const problem = roomyPairs(given);
  const split = solveTransport(problem);
  const deadline = performance.now() + limitSeconds * 1000;
  let best = roundedChoice(problem, split);
  let value = worthOf(problem, best);
  let isProven = excessOf(value, split) === 'none';
  if (!isProven) {
    if (pairsIn(worthTrying(problem, split, value)) > manyPairs) {
      best = better(problem, best, annealChoice(problem, best, cheapest(problem, split, annealedCandidates)));
      improveChoice(problem, best);
      value = worthOf(problem, best);
    }
    // What may be better than the best known is all there is to search: the rest is proved worse.
    const found = await search(problem, split, worthTrying(problem, split, value), best, deadline);
    best = found.choice;
    isProven = found.isOptimal;
  }
  value = worthOf(problem, best);
  return { ...allotmentOf(problem, best, value), bound: await boundFor(problem, split, value), isProven };
}

/** Without the pairs in which a point is larger than the shelter. */
function roomyPairs(problem: TransportProblem): TransportProblem {
  const { people, capacity } = problem;
  const first = problem.first.map((cost, place) => {
    const row = Math.floor(place / capacity.length);
    return (people[row] as number) > (capacity[place % capacity.length] as number) ? Number.POSITIVE_INFINITY : cost;
  });
  return { ...problem, first };
}

function allotmentOf(
  { people }: TransportProblem,
  choice: Choice,
  value: Value,
): Omit<Allotment, 'bound' | 'isProven'> {
  const groups: Group[] = [];
  for (const [row, column] of choice.entries()) {
    if (column >= 0) groups.push({ row, column, people: people[row] as number });
  }
  const unserved = people.map((count, row) => ((choice[row] as number) < 0 ? count : 0));
  return { groups, unserved, total: { first: value.first, second: value.second } };
}

/**
 * The split plan where it parts nobody. Points that it parts, the largest first, go to the cheapest shelter by cost and price
 * that has room; then what can be improved by moving one point or exchanging two is.
 */
function roundedChoice(problem: TransportProblem, split: TransportSolution): Choice {
  const { people, capacity } = problem;
  const columns = capacity.length + 1;
  const left = [...capacity];
  const choice = new Int32Array(people.length).fill(-1);
  const take = (row: number, column: number) => {
    choice[row] = column;
    left[column] = (left[column] as number) - (people[row] as number);
  };
  const parted: number[] = [];
  for (const [row, count] of people.entries()) {
    if (count === 0) continue;
    const column = split.flow.subarray(row * columns, (row + 1) * columns).indexOf(count);
    if (column >= 0 && column < capacity.length) take(row, column);
    else parted.push(row);
  }
  const ordered = cheapest(problem, split, capacity.length);
  for (const row of parted.sort((a, b) => (people[b] ?? 0) - (people[a] ?? 0))) {
    const column = ordered[row]?.find((candidate) => (left[candidate] ?? 0) >= (people[row] as number));
    if (column !== undefined) take(row, column);
  }
  improveChoice(problem, choice);
  return choice;
}

function worthOf({ people, capacity, first, second }: TransportProblem, choice: Choice): Value {
  let unserved = 0;
  let sumFirst = 0n;
  let sumSecond = 0n;
  for (const [row, column] of choice.entries()) {
    const count = people[row] as number;
    if (column < 0) {
      unserved += count;
      continue;
    }
    sumFirst += BigInt(count) * BigInt(first[row * capacity.length + column] as number);
    sumSecond += BigInt(count) * BigInt(second[row * capacity.length + column] as number);
  }
  return { unserved, first: Number(sumFirst), second: Number(sumSecond) };
}

function better(problem: TransportProblem, one: Choice, other: Choice): Choice {
  const [a, b] = [worthOf(problem, one), worthOf(problem, other)];
  const order = b.unserved - a.unserved || b.first - a.first || b.second - a.second;
  return order < 0 ? other : one;
}

/** By how much a choice lies above the split plan in the costs; without meaning where more people find no place. */
function excessOf(value: Value, split: TransportSolution): Cost | 'none' | 'more_unserved' {
  if (value.unserved > split.unserved) return 'more_unserved';
  const excess = { first: value.first - split.total.first, second: value.second - split.total.second };
  return excess.first === 0 && excess.second === 0 ? 'none' : excess;
}

/** What a person costs in a column with the price of its place, above the least of its point. */
function reducedCosts(
  problem: TransportProblem,
  split: TransportSolution,
  row: number,
): { column: number; cost: Cost }[] {
  const columns = problem.capacity.length;
  const all = split.price.flatMap((price, column) => {
    const first = problem.first[row * columns + column] as number;
    if (!Number.isFinite(first)) return [];
    return [
      {
        column,
        cost: { first: first + price.first, second: (problem.second[row * columns + column] as number) + price.second },
      },
    ];
  });
  return all.sort((a, b) => a.cost.first - b.cost.first || a.cost.second - b.cost.second);
}

function cheapest(problem: TransportProblem, split: TransportSolution, most: number): Candidates {
  return problem.people.map((_, row) =>
    reducedCosts(problem, split, row)
      .slice(0, most)
      .map(({ column }) => column),
  );
}

/** The pairs that a better choice can contain: the others cost more than the best known, whatever the rest does. */
function worthTrying(problem: TransportProblem, split: TransportSolution, value: Value): Candidates {
  const excess = excessOf(value, split);
  return problem.people.map((people, row) => {
    const all = reducedCosts(problem, split, row);
    if (excess === 'none') return [];
    if (excess === 'more_unserved') return all.map(({ column }) => column);
    const least = leastCost(problem, split, row);
    return all
      .filter(({ cost }) => {
        const first = people * (cost.first - least.first);
        return (
          first < excess.first || (first === excess.first && people * (cost.second - least.second) <= excess.second)
        );
      })
      .map(({ column }) => column);
  });
}

/** The least a person of a point can cost at the prices, without a place too. */
function leastCost(
  { capacity, first, second }: TransportProblem,
  { price, penalty }: TransportSolution,
  row: number,
): Cost {
  let least: Cost = { first: penalty, second: 0 };
  for (const [column, own] of price.entries()) {
    const place = row * capacity.length + column;
    const cost = { first: (first[place] as number) + own.first, second: (second[place] as number) + own.second };
    if (cost.first < least.first || (cost.first === least.first && cost.second < least.second)) least = cost;
  }
  return least;
}

/** One step of the lexicographic search: the costs it lowers, and what earlier steps have settled. */
interface Step {
  readonly lowers: 'unserved' | 'first' | 'second';
  readonly unservedAtMost: number;
  readonly firstAtMost: number;
}

function pairsIn(candidates: Candidates): number {
  return candidates.reduce((sum, list) => sum + list.length, 0);
}

async function search(
  problem: TransportProblem,
  split: TransportSolution,
  candidates: Candidates,
  start: Choice,
  deadline: number,
): Promise<{ choice: Choice; isOptimal: boolean }> {
  let best: Choice = start;
  let isOptimal = true;
  let settled: Omit<Step, 'lowers'> = {
    unservedAtMost: Number.POSITIVE_INFINITY,
    firstAtMost: Number.POSITIVE_INFINITY,
  };
  for (const lowers of ['unserved', 'first', 'second'] as const) {
    const known = worthOf(problem, best);
    // Nothing is less than the split plan, as long as nothing above it had to give way.
    const isLeast =
      known.unserved === split.unserved &&
      (lowers === 'unserved' ||
        (known.first === split.total.first && (lowers === 'first' || known.second === split.total.second)));
    if (isLeast || (lowers !== 'unserved' && isNothing(problem[lowers]))) {
      settled = {
        unservedAtMost: known.unserved,
        firstAtMost: lowers === 'unserved' ? settled.firstAtMost : known.first,
      };
      continue;
    }
    const left = (deadline - performance.now()) / 1000;
    if (left <= 0) return { choice: best, isOptimal: false };
    const model = modelOf(problem, candidates, { lowers, ...settled }, true);
    const answer = await solveModel(model, left, smallestStep, columnsOf(candidates, best));
    isOptimal &&= answer.status === 'optimal';
    const found = answer.columns === null ? null : choiceOf(candidates, answer.columns);
    if (found !== null && fits(problem, found)) best = better(problem, best, found);
    else isOptimal = false;
    const value = worthOf(problem, best);
    settled = {
      unservedAtMost: value.unserved,
      firstAtMost: lowers === 'unserved' ? settled.firstAtMost : value.first,
    };
  }
  return { choice: best, isOptimal };
}

/** A solver works with tolerances; people do not. */
function fits({ people, capacity }: TransportProblem, choice: Choice): boolean {
  const left = [...capacity];
  for (const [row, column] of choice.entries()) {
    if (column >= 0) left[column] = (left[column] as number) - (people[row] as number);
  }
  return left.every((places) => places >= 0);
}

function isNothing(costs: Float64Array): boolean {
  return costs.every((cost) => cost === 0 || !Number.isFinite(cost));
}

/** Models count metres and seconds, costs thousandths of them: numbers near 1 suit a solver best. */
const perUnit = 1000;
/** Half of the least by which two plans can differ. */
const smallestStep = 0.0005;

/** A column for each candidate of each point, row by row, each row followed by one for finding no place. */
function modelOf(
  { people, capacity, first, second }: TransportProblem,
  candidates: Candidates,
  { lowers, unservedAtMost, firstAtMost }: Step,
  isWhole: boolean,
): LinearModel {
  const points = people.length;
  const unservedRow = points + capacity.length;
  const firstRow = unservedRow + 1;
  const [cost, starts, rows, values]: [number[], number[], number[], number[]] = [[], [0], [], []];
  const entry = (row: number, value: number) => {
    rows.push(row);
    values.push(value);
  };
  for (const [row, list] of candidates.entries()) {
    const count = people[row] as number;
    for (const column of list) {
      const place = row * capacity.length + column;
      const own = lowers === 'first' ? first[place] : lowers === 'second' ? second[place] : 0;
      cost.push((count * (own as number)) / perUnit);
      entry(row, 1);
      entry(points + column, count);
      if (Number.isFinite(firstAtMost)) entry(firstRow, (count * (first[place] as number)) / perUnit);
      starts.push(rows.length);
    }
    cost.push(lowers === 'unserved' ? count : 0);
    entry(row, 1);
    entry(unservedRow, count);
    starts.push(rows.length);
  }
  const none = Number.NEGATIVE_INFINITY;
  return {
    cost: Float64Array.from(cost),
    upper: new Float64Array(cost.length).fill(1),
    rowLower: Float64Array.from([...people.map(() => 1), ...capacity.map(() => none), none, none]),
    rowUpper: Float64Array.from([
      ...people.map(() => 1),
      ...capacity,
      unservedAtMost,
      firstAtMost / perUnit + smallestStep,
    ]),
    starts: Int32Array.from(starts),
    rows: Int32Array.from(rows),
    values: Float64Array.from(values),
    isWhole,
  };
}

function columnsOf(candidates: Candidates, choice: Choice): Float64Array {
  const columns: number[] = [];
  for (const [row, list] of candidates.entries()) {
    const chosen = choice[row] as number;
    for (const column of list) columns.push(column === chosen ? 1 : 0);
    columns.push(list.includes(chosen) ? 0 : 1);
  }
  return Float64Array.from(columns);
}

function choiceOf(candidates: Candidates, columns: Float64Array): Choice {
  const choice = new Int32Array(candidates.length).fill(-1);
  let place = 0;
  for (const [row, list] of candidates.entries()) {
    for (const column of list) if ((columns[place++] as number) > 0.5) choice[row] = column;
    place++;
  }
  return choice;
}

/** The bound for as many people served: the split plan's, or where it serves more or exposes less, one worked out anew. */
async function boundFor(problem: TransportProblem, split: TransportSolution, value: Value): Promise<Cost> {
  const isSame = value.unserved === split.unserved;
  const bySecond = !isNothing(problem.second);
  if (isSame && (!bySecond || value.first === split.total.first)) return split.bound;
  const all = problem.people.map((_, row) =>
    [...problem.capacity.keys()].filter((column) =>
      Number.isFinite(problem.first[row * problem.capacity.length + column]),
    ),
  );
  const relaxed = async (lowers: Step['lowers'], firstAtMost: number) => {
    const step = { lowers, unservedAtMost: value.unserved, firstAtMost };
    const { status, objective } = await solveModel(modelOf(problem, all, step, false), boundSeconds, smallestStep);
    return status === 'optimal' ? Math.round(objective * perUnit) : 0;
  };
  const first = isNothing(problem.first) ? 0 : await relaxed('first', Number.POSITIVE_INFINITY);
  return { first, second: bySecond ? await relaxed('second', value.first) : 0 };
}

const boundSeconds = 20;
