import { type Cost, solveTransport, type TransportProblem } from './transport.ts';

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

/** People of a point may go to several shelters. */
export function allotSplit(problem: TransportProblem): Allotment {
  const { flow, total, bound } = solveTransport(problem);
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
