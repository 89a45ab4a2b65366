import type { TransportProblem } from './transport.ts';

/** Rounds through all moves after which a local search is taken to be done. */
const mostRounds = 50;

/**
 * Moves whole points to cheaper shelters with room, and exchanges two of them where both together get cheaper, until nothing
 * helps. People without a place count more than any cost. Changes the choice it is given.
 *
 * @param choice shelter of each point, -1 for none
 */
export function improveChoice(problem: TransportProblem, choice: Int32Array): void {
  const { people, capacity, first, second } = problem;
  const left = [...capacity];
  for (const [row, column] of choice.entries()) {
    if (column >= 0) left[column] = (left[column] as number) - (people[row] as number);
  }
  const places = (row: number) => (choice[row] as number) < 0;
  /** Whether so many people cost less by a change; a place for those without one comes before all. */
  const isLess = (a: readonly [number, number, number], b: readonly [number, number, number]) =>
    a[0] < b[0] || (a[0] === b[0] && (a[1] < b[1] || (a[1] === b[1] && a[2] < b[2])));
  const cost = (row: number, column: number): [number, number, number] => {
    const count = people[row] as number;
    if (column < 0) return [count, 0, 0];
    const place = row * capacity.length + column;
    return [0, count * (first[place] as number), count * (second[place] as number)];
  };
  const sum = (a: readonly number[], b: readonly number[]): [number, number, number] => [
    (a[0] ?? 0) + (b[0] ?? 0),
    (a[1] ?? 0) + (b[1] ?? 0),
    (a[2] ?? 0) + (b[2] ?? 0),
  ];
  const take = (row: number, column: number) => {
    const from = choice[row] as number;
    if (from >= 0) left[from] = (left[from] as number) + (people[row] as number);
    if (column >= 0) left[column] = (left[column] as number) - (people[row] as number);
    choice[row] = column;
  };
  const shift = (row: number): boolean => {
    let best = choice[row] as number;
    let least = cost(row, best);
    for (const [column, room] of left.entries()) {
      if (room < (people[row] as number) || column === choice[row]) continue;
      const own = cost(row, column);
      if (!Number.isFinite(own[1]) || !isLess(own, least)) continue;
      best = column;
      least = own;
    }
    if (best === choice[row]) return false;
    take(row, best);
    return true;
  };
  const swap = (row: number, other: number): boolean => {
    const [a, b] = [choice[row] as number, choice[other] as number];
    if (a === b) return false;
    const difference = (people[row] as number) - (people[other] as number);
    if (a >= 0 && (left[a] as number) + difference < 0) return false;
    if (b >= 0 && (left[b] as number) - difference < 0) return false;
    const after = sum(cost(row, b), cost(other, a));
    if (!Number.isFinite(after[1]) || !isLess(after, sum(cost(row, a), cost(other, b)))) return false;
    take(row, -1);
    take(other, a);
    take(row, b);
    return true;
  };
  for (let round = 0; round < mostRounds; round++) {
    let isBetter = false;
    for (const row of people.keys()) {
      isBetter = shift(row) || isBetter;
      for (let other = row + 1; other < people.length; other++) {
        if (places(row) && places(other)) continue;
        isBetter = swap(row, other) || isBetter;
      }
    }
    if (!isBetter) return;
  }
}
