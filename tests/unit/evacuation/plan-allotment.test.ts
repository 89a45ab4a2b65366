import fc from 'fast-check';
import loadHighs from 'highs';
import { describe, expect, it } from 'vitest';
import { type Allotment, allotSplit } from '../../../server/evacuation/plan/assign.ts';
import { solveTransport, type TransportProblem } from '../../../server/evacuation/plan/transport.ts';
import { allotWhole } from '../../../server/evacuation/plan/whole.ts';

const highs = await loadHighs();

function problems(points: number, shelters: number): fc.Arbitrary<TransportProblem> {
  return fc
    .record({
      people: fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: points }),
      capacity: fc.array(fc.integer({ min: 0, max: 150 }), { minLength: 1, maxLength: shelters }),
    })
    .chain(({ people, capacity }) => {
      const pairs = { minLength: people.length * capacity.length, maxLength: people.length * capacity.length };
      // One pair in eight has no way; few different costs make many ties.
      const first = fc.option(fc.integer({ min: 0, max: 9 }), { nil: Number.POSITIVE_INFINITY, freq: 8 });
      return fc.record({
        people: fc.constant(people),
        capacity: fc.constant(capacity),
        first: fc.array(first, pairs).map((costs) => Float64Array.from(costs)),
        second: fc.array(fc.integer({ min: 0, max: 999 }), pairs).map((costs) => Float64Array.from(costs)),
      });
    });
}

/** Unserved people, then both costs, each as low as it gets: three linear programs in a row, written without our code. */
function byLinearProgram({ people, capacity, first, second }: TransportProblem): [number, number, number] {
  const pairs = people.flatMap((_, i) =>
    capacity.flatMap((__, j) => (Number.isFinite(first[i * capacity.length + j]) ? [[i, j] as const] : [])),
  );
  const weighted = (costs: Float64Array) =>
    pairs.map(([i, j]) => `${costs[i * capacity.length + j]} x${i}_${j}`).concat('0 none');
  const objectives = [people.map((_, i) => `1 u${i}`), weighted(first), weighted(second)];
  const settled: string[] = [];
  const reached = objectives.map((terms) => {
    const rows = [
      ...people.map((count, i) =>
        [`u${i}`, ...pairs.filter(([p]) => p === i).map(([p, j]) => `x${p}_${j}`)].join(' + ').concat(` = ${count}`),
      ),
      ...capacity.map((places, j) =>
        ['0 none', ...pairs.filter(([, s]) => s === j).map(([i]) => `x${i}_${j}`)].join(' + ').concat(` <= ${places}`),
      ),
      ...settled,
    ];
    const solution = highs.solve(`Minimize\n ${terms.join(' + ')}\nSubject To\n ${rows.join('\n ')}\nEnd`, {
      output_flag: false,
    });
    expect(solution.Status).toBe('Optimal');
    const value = Math.round(solution.ObjectiveValue);
    expect(Math.abs(value - solution.ObjectiveValue)).toBeLessThan(1e-4);
    settled.push(`${terms.join(' + ')} <= ${value}`);
    return value;
  });
  return [reached[0] ?? Number.NaN, reached[1] ?? Number.NaN, reached[2] ?? Number.NaN];
}

/** Every way to send each point to one shelter or nowhere. */
function byTryingAll({ people, capacity, first, second }: TransportProblem): [number, number, number] {
  let best: [number, number, number] = [Number.POSITIVE_INFINITY, 0, 0];
  const left = [...capacity];
  const visit = (row: number, value: [number, number, number]): void => {
    const count = people[row];
    if (count === undefined) {
      if (compare(value, best) < 0) best = value;
      return;
    }
    visit(row + 1, [value[0] + count, value[1], value[2]]);
    for (const [column, places] of left.entries()) {
      const place = row * capacity.length + column;
      if (places < count || !Number.isFinite(first[place])) continue;
      left[column] = places - count;
      visit(row + 1, [value[0], value[1] + count * (first[place] ?? 0), value[2] + count * (second[place] ?? 0)]);
      left[column] = places;
    }
  };
  visit(0, [0, 0, 0]);
  return best;
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

/** What an allotment costs, counted anew from its groups, and that it keeps to people, places and ways. */
function checked(problem: TransportProblem, { groups, unserved }: Allotment): [number, number, number] {
  const value: [number, number, number] = [unserved.reduce((sum, count) => sum + count, 0), 0, 0];
  const sent = problem.people.map((_, row) => unserved[row] ?? 0);
  const taken = problem.capacity.map(() => 0);
  for (const { row, column, people } of groups) {
    const place = row * problem.capacity.length + column;
    expect(people).toBeGreaterThanOrEqual(0);
    value[1] += people * (problem.first[place] ?? Number.NaN);
    value[2] += people * (problem.second[place] ?? Number.NaN);
    sent[row] = (sent[row] ?? 0) + people;
    taken[column] = (taken[column] ?? 0) + people;
  }
  expect(sent).toEqual(problem.people);
  for (const [column, people] of taken.entries()) expect(people).toBeLessThanOrEqual(problem.capacity[column] ?? 0);
  return value;
}

describe('people who may be parted', () => {
  it('get the optimum of an independent linear program, in 200 random counties', () => {
    fc.assert(
      fc.property(problems(9, 6), (problem) => {
        expect(checked(problem, allotSplit(problem))).toEqual(byLinearProgram(problem));
      }),
      { numRuns: 200, seed: 5 },
    );
  });

  it('reach the bound that the prices of places give', () => {
    fc.assert(
      fc.property(problems(30, 12), (problem) => {
        const { total, bound, price, flow } = solveTransport(problem);
        expect(bound).toEqual(total);
        for (const [column, { first, second }] of price.entries()) {
          const used = problem.people.reduce(
            (sum, _, row) => sum + (flow[row * (problem.capacity.length + 1) + column] ?? 0),
            0,
          );
          // A place has a price only where none is left.
          if (used < (problem.capacity[column] ?? 0)) expect([first, second]).toEqual([0, 0]);
          else expect(first > 0 || (first === 0 && second >= 0)).toBe(true);
        }
      }),
      { numRuns: 200, seed: 5 },
    );
  });

  it('are refused where costs could not be added exactly', () => {
    const first = Float64Array.of(2 ** 52);
    expect(() => solveTransport({ people: [1], capacity: [1], first, second: Float64Array.of(0) })).toThrow(RangeError);
  });
});

describe('villages that stay whole', () => {
  it('get the best of all ways to send them, and say so', async () => {
    await fc.assert(
      fc.asyncProperty(problems(6, 4), async (problem) => {
        const allotment = await allotWhole(problem, 10);
        expect(checked(problem, allotment)).toEqual(byTryingAll(problem));
        expect(allotment.isProven).toBe(true);
        for (const people of allotment.groups) expect(people.people).toBe(problem.people[people.row]);
      }),
      { numRuns: 150, seed: 5 },
    );
  });

  it('never cost less than their bound, nor less than parted ones where as many are served', async () => {
    await fc.assert(
      fc.asyncProperty(problems(8, 4), async (problem) => {
        const whole = await allotWhole(problem, 10);
        const split = allotSplit(problem);
        const [unserved, first, second] = checked(problem, whole);
        const [fewest, least] = checked(problem, split);
        expect(unserved).toBeGreaterThanOrEqual(fewest);
        if (unserved === fewest) expect(first).toBeGreaterThanOrEqual(least);
        expect(whole.bound.first).toBeLessThanOrEqual(first);
        expect(whole.bound.second).toBeLessThanOrEqual(second);
      }),
      { numRuns: 100, seed: 11 },
    );
  });

  it('stay within 1 % of the bound where there is room', async () => {
    const random = fc.sample(fc.integer({ min: 1, max: 100_000 }), { numRuns: 60 * 20, seed: 3 });
    const people = Array.from({ length: 60 }, (_, row) => 20 + (row % 13) * 9);
    const capacity = Array.from({ length: 20 }, () => 600);
    const problem = { people, capacity, first: Float64Array.from(random), second: new Float64Array(60 * 20) };
    const { total, bound } = await allotWhole(problem, 10);
    expect((total.first - bound.first) / bound.first).toBeLessThan(0.01);
  });
});
