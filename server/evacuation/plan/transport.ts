/**
 * People at points, places in shelters, and what one person costs from a point to a shelter. Costs are pairs of whole
 * numbers compared first by `first` and then by `second`; row by row, one row a point. Infinity in `first`: no way.
 */
export interface TransportProblem {
  readonly people: readonly number[];
  readonly capacity: readonly number[];
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/** A solution with the prices that prove it. */
export interface TransportSolution {
  /** People from each point to each shelter, row by row; the last of a row is how many of them find no place. */
  readonly flow: Float64Array;
  readonly unserved: number;
  readonly total: Cost;
  /**
   * What no assignment of as many people can go below, from the prices alone; equal to `total` in an optimal solution.
   */
  readonly bound: Cost;
  /** What one more place in each shelter would save; 0 where places are left. `first` holds multiples of `penalty`. */
  readonly price: readonly Cost[];
  /** What a person without a place costs in `first`: more than any chain of changes can save. */
  readonly penalty: number;
}

export interface Cost {
  readonly first: number;
  readonly second: number;
}

/** Largest whole number that 64-bit floating point counts to without gaps. */
const exactLimit = 2 ** 53;

/**
 * Puts as many people as possible into shelters at the least cost, by successive shortest paths between shelters: a point
 * takes the cheapest place, or moves others on to make one. Exact, since all numbers are whole.
 *
 * @throws RangeError for costs so large that they cannot be added exactly
 */
export function solveTransport(problem: TransportProblem): TransportSolution {
  const work = new Transport(problem);
  for (let point = 0; point < problem.people.length; point++) work.place(point);
  return work.solution();
}

class Transport {
  private readonly problem: TransportProblem;
  private readonly shelters: number;
  /** Shelters and, at the end, a place for those who find none. */
  private readonly columns: number;
  private readonly penalty: number;
  private readonly flow: Float64Array;
  private readonly used: Float64Array;
  private readonly priceFirst: Float64Array;
  private readonly priceSecond: Float64Array;
  /** Points with people in each column. */
  private readonly within: number[][];
  private readonly distanceFirst: Float64Array;
  private readonly distanceSecond: Float64Array;
  private readonly isDone: Uint8Array;
  private readonly before: Int32Array;
  private readonly mover: Int32Array;

  constructor(problem: TransportProblem) {
    this.problem = problem;
    this.shelters = problem.capacity.length;
    this.columns = this.shelters + 1;
    this.penalty = penaltyOf(problem);
    this.flow = new Float64Array(problem.people.length * this.columns);
    this.used = new Float64Array(this.columns);
    this.priceFirst = new Float64Array(this.columns);
    this.priceSecond = new Float64Array(this.columns);
    this.within = Array.from({ length: this.columns }, () => []);
    this.distanceFirst = new Float64Array(this.columns);
    this.distanceSecond = new Float64Array(this.columns);
    this.isDone = new Uint8Array(this.columns);
    this.before = new Int32Array(this.columns);
    this.mover = new Int32Array(this.columns);
  }

  place(point: number): void {
    let rest = this.problem.people[point] as number;
    while (rest > 0) {
      const target = this.search(point);
      const amount = Math.min(rest, this.roomOn(target));
      this.raisePrices(target);
      this.move(point, target, amount);
      rest -= amount;
    }
  }

  private firstOf(point: number, column: number): number {
    return column === this.shelters ? this.penalty : (this.problem.first[point * this.shelters + column] as number);
  }

  private secondOf(point: number, column: number): number {
    return column === this.shelters ? 0 : (this.problem.second[point * this.shelters + column] as number);
  }

  private capacityOf(column: number): number {
    return column === this.shelters ? Number.POSITIVE_INFINITY : (this.problem.capacity[column] as number);
  }

  /** The nearest column with room, by Dijkstra's search over columns with costs corrected by prices. */
  private search(point: number): number {
    const { columns, distanceFirst, distanceSecond, isDone, before, mover, priceFirst, priceSecond } = this;
    for (let column = 0; column < columns; column++) {
      distanceFirst[column] = this.firstOf(point, column) + (priceFirst[column] as number);
      distanceSecond[column] = this.secondOf(point, column) + (priceSecond[column] as number);
    }
    isDone.fill(0);
    before.fill(-1);
    for (;;) {
      const here = this.nearest();
      if ((this.used[here] as number) < this.capacityOf(here)) return here;
      isDone[here] = 1;
      for (const other of this.within[here] as number[]) {
        const baseFirst = (distanceFirst[here] as number) - this.firstOf(other, here) - (priceFirst[here] as number);
        const baseSecond =
          (distanceSecond[here] as number) - this.secondOf(other, here) - (priceSecond[here] as number);
        for (let column = 0; column < columns; column++) {
          if (isDone[column] === 1) continue;
          const first = baseFirst + this.firstOf(other, column) + (priceFirst[column] as number);
          const known = distanceFirst[column] as number;
          if (first > known) continue;
          const second = baseSecond + this.secondOf(other, column) + (priceSecond[column] as number);
          if (first === known && second >= (distanceSecond[column] as number)) continue;
          distanceFirst[column] = first;
          distanceSecond[column] = second;
          before[column] = here;
          mover[column] = other;
        }
      }
    }
  }

  /** The column not yet done with the least distance; the one without places always has a finite one. */
  private nearest(): number {
    const { distanceFirst, distanceSecond, isDone } = this;
    let best = this.shelters;
    for (let column = 0; column < this.shelters; column++) {
      if (isDone[column] === 1) continue;
      const first = distanceFirst[column] as number;
      const least = distanceFirst[best] as number;
      if (first < least || (first === least && (distanceSecond[column] as number) < (distanceSecond[best] as number))) {
        best = column;
      }
    }
    return best;
  }

  /** How many can move along the way found. */
  private roomOn(target: number): number {
    let room = this.capacityOf(target) - (this.used[target] as number);
    for (let column = target; (this.before[column] as number) >= 0; column = this.before[column] as number) {
      const place = (this.mover[column] as number) * this.columns + (this.before[column] as number);
      room = Math.min(room, this.flow[place] as number);
    }
    return room;
  }

  private raisePrices(target: number): void {
    const first = this.distanceFirst[target] as number;
    const second = this.distanceSecond[target] as number;
    for (let column = 0; column < this.shelters; column++) {
      if (this.isDone[column] === 0) continue;
      this.priceFirst[column] = (this.priceFirst[column] as number) + first - (this.distanceFirst[column] as number);
      this.priceSecond[column] =
        (this.priceSecond[column] as number) + second - (this.distanceSecond[column] as number);
    }
  }

  private move(point: number, target: number, amount: number): void {
    let column = target;
    for (let from = this.before[column] as number; from >= 0; from = this.before[column] as number) {
      const other = this.mover[column] as number;
      this.add(other, from, -amount);
      this.add(other, column, amount);
      column = from;
    }
    this.add(point, column, amount);
    this.used[target] = (this.used[target] as number) + amount;
  }

  private add(point: number, column: number, amount: number): void {
    const place = point * this.columns + column;
    const before = this.flow[place] as number;
    const now = before + amount;
    this.flow[place] = now;
    const list = this.within[column] as number[];
    if (before === 0 && now > 0) list.push(point);
    else if (now === 0 && before > 0) list.splice(list.indexOf(point), 1);
  }

  solution(): TransportSolution {
    const { flow, shelters, columns } = this;
    const total = { first: 0n, second: 0n };
    let unserved = 0;
    for (let point = 0; point < this.problem.people.length; point++) {
      unserved += flow[point * columns + shelters] as number;
      for (let column = 0; column < shelters; column++) {
        const people = flow[point * columns + column] as number;
        if (people === 0) continue;
        total.first += BigInt(people) * BigInt(this.firstOf(point, column));
        total.second += BigInt(people) * BigInt(this.secondOf(point, column));
      }
    }
    const price = Array.from({ length: shelters }, (_, column) => ({
      first: this.priceFirst[column] as number,
      second: this.priceSecond[column] as number,
    }));
    return {
      flow,
      unserved,
      total: { first: Number(total.first), second: Number(total.second) },
      bound: boundOf(this.problem, price, this.penalty, unserved),
      price,
      penalty: this.penalty,
    };
  }
}

function penaltyOf({ first, second, capacity }: TransportProblem): number {
  let largest = 0;
  let largestSecond = 0;
  for (let index = 0; index < first.length; index++) {
    const value = first[index] as number;
    if (!Number.isFinite(value)) continue;
    largest = Math.max(largest, value);
    largestSecond = Math.max(largestSecond, second[index] as number);
  }
  const changes = 2 * (capacity.length + 2);
  const penalty = changes * (largest + 1);
  if (penalty * changes > exactLimit || largestSecond * changes > exactLimit) {
    throw new RangeError(`Costs of up to ${largest} and ${largestSecond} cannot be added exactly`);
  }
  return penalty;
}

/**
 * The dual objective: with any prices of at least nothing, each person pays at least the least of cost and price, and what
 * full shelters take in prices is at most their places times the price.
 */
function boundOf(
  { people, capacity, first, second }: TransportProblem,
  price: readonly Cost[],
  penalty: number,
  unserved: number,
): Cost {
  let sumFirst = 0n;
  let sumSecond = 0n;
  for (let point = 0; point < people.length; point++) {
    let leastFirst = penalty;
    let leastSecond = 0;
    for (const [column, own] of price.entries()) {
      const one = (first[point * capacity.length + column] as number) + own.first;
      const other = (second[point * capacity.length + column] as number) + own.second;
      if (one > leastFirst || (one === leastFirst && other >= leastSecond)) continue;
      leastFirst = one;
      leastSecond = other;
    }
    sumFirst += BigInt(people[point] as number) * BigInt(leastFirst);
    sumSecond += BigInt(people[point] as number) * BigInt(leastSecond);
  }
  for (const [column, own] of price.entries()) {
    sumFirst -= BigInt(capacity[column] as number) * BigInt(own.first);
    sumSecond -= BigInt(capacity[column] as number) * BigInt(own.second);
  }
  // What is left when everyone who finds no place has been paid for belongs to those who do.
  const rest = sumFirst - BigInt(penalty) * BigInt(unserved);
  return { first: Number(rest), second: Number(sumSecond) };
}
