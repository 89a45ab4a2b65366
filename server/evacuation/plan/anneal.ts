import type { TransportProblem } from './transport.ts';

const movesPerPoint = 20_000;
/** The temperature falls from this share of what a point costs on average, by this factor in all. */
const startShare = 0.5;
const coolingFactor = 1e-4;
/** A millimetre of exposure for so many milliseconds: only guides the search, plans are compared exactly. */
const firstWeight = 1000;

/**
 * Looks for a cheaper choice by simulated annealing: points move to shelters with room, or change places with a point there;
 * at first losses are often accepted, later hardly ever. The same problem gives the same choice every time.
 *
 * @param start shelter of each point, -1 for none; every shelter holds its points
 * @param candidates shelters that each point may move to
 * @returns the cheapest choice come by
 */
export function annealChoice(
  problem: TransportProblem,
  start: Int32Array,
  candidates: readonly (readonly number[])[],
): Int32Array {
  const { people, capacity } = problem;
  const points = people.length;
  const shelters = capacity.length;
  const cost = costsOf(problem);
  const choice = start.slice();
  const left = Float64Array.from(capacity);
  const inside: number[][] = capacity.map(() => []);
  const placeInside = new Int32Array(points);
  const costAt = (row: number, column: number) =>
    cost[row * (shelters + 1) + (column < 0 ? shelters : column)] as number;
  const put = (row: number, column: number) => {
    choice[row] = column;
    if (column < 0) return;
    left[column] = (left[column] as number) - (people[row] as number);
    const list = inside[column] as number[];
    placeInside[row] = list.length;
    list.push(row);
  };
  const takeOut = (row: number) => {
    const column = choice[row] as number;
    if (column < 0) return;
    left[column] = (left[column] as number) + (people[row] as number);
    const list = inside[column] as number[];
    const last = list.pop() as number;
    if (last === row) return;
    list[placeInside[row] as number] = last;
    placeInside[last] = placeInside[row] as number;
  };
  let total = 0;
  for (const [row, column] of start.entries()) {
    put(row, column);
    total += costAt(row, column);
  }
  const random = makeRandom();
  const moves = movesPerPoint * points;
  let best = choice.slice();
  let least = total;
  let temperature = Math.max(1, (startShare * total) / points);
  const cooling = coolingFactor ** (1 / moves);
  for (let move = 0; move < moves; move++) {
    temperature *= cooling;
    const row = Math.floor(random() * points);
    const list = candidates[row] as readonly number[];
    const to = list[Math.floor(random() * list.length)];
    const from = choice[row] as number;
    if (to === undefined || to === from) continue;
    const count = people[row] as number;
    let other = -1;
    let change = costAt(row, to) - costAt(row, from);
    if ((left[to] as number) < count) {
      const there = inside[to] as number[];
      other = there[Math.floor(random() * there.length)] ?? -1;
      if (other < 0) continue;
      const theirs = people[other] as number;
      if ((left[to] as number) + theirs < count || (from >= 0 && (left[from] as number) + count < theirs)) continue;
      change += costAt(other, from) - costAt(other, to);
    }
    if (!(change <= 0 || random() < Math.exp(-change / temperature))) continue;
    takeOut(row);
    if (other >= 0) takeOut(other);
    put(row, to);
    if (other >= 0) put(other, from);
    total += change;
    if (total >= least) continue;
    least = total;
    best = choice.slice();
  }
  return best;
}

/** One number for each point in each shelter and, at the end of a row, without a place; Infinity where there is no way. */
function costsOf({ people, capacity, first, second }: TransportProblem): Float64Array {
  const shelters = capacity.length;
  const cost = new Float64Array(people.length * (shelters + 1));
  let largest = 0;
  for (const [row, count] of people.entries()) {
    for (let column = 0; column < shelters; column++) {
      const place = row * shelters + column;
      const own = count * (firstWeight * (first[place] as number) + (second[place] as number));
      cost[row * (shelters + 1) + column] = own;
      if (Number.isFinite(own)) largest = Math.max(largest, own / Math.max(1, count));
    }
  }
  for (const [row, count] of people.entries()) cost[row * (shelters + 1) + shelters] = 100 * largest * count;
  return cost;
}

function makeRandom(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
