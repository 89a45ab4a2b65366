import { alternativesOf } from '../../../server/evacuation/plan/alternative.ts';
import { allotSplit } from '../../../server/evacuation/plan/assign.ts';
import { clearanceOf } from '../../../server/evacuation/plan/clearance.ts';
import { lossesOf } from '../../../server/evacuation/plan/losses.ts';
import { movementsOf } from '../../../server/evacuation/plan/movements.ts';
import { makeSetting } from '../../../server/evacuation/plan/setting.ts';
import type { PlanInput } from '../../../server/evacuation/plan/types.ts';
import { costTable, WayFinder } from '../../../server/evacuation/plan/ways.ts';
import { allotWhole } from '../../../server/evacuation/plan/whole.ts';
import { latticeRoads, places } from './network.ts';

const points = 500;
const shelters = 100;

/** The steps of a plan one by one, each row with its target. */
export async function planning(edges: number): Promise<string[][]> {
  const roads = latticeRoads(edges);
  const at = { from: new Date('2026-07-01T00:00:00Z'), to: new Date('2026-07-01T00:00:00Z') };
  const input: PlanInput = { roads, ...places(roads, points, shelters), at, mode: 'split', by: 'time', travel: 'foot' };
  const seconds: Record<string, number> = {};
  const measured = async <T>(name: string, work: () => T | Promise<T>): Promise<T> => {
    const from = performance.now();
    const result = await work();
    seconds[name] = (performance.now() - from) / 1000;
    return result;
  };
  const setting = await measured('network', () => makeSetting(input));
  const finder = await measured('finder', () => new WayFinder(setting));
  const problem = await measured('table', () => costTable(finder, setting.starts));
  const split = await measured('split', () => allotSplit(problem, problem.second));
  const whole = await measured('whole', () => allotWhole(problem, setting.numbers.whole_search_s));
  const movements = await measured('movements', () => movementsOf(finder, setting.starts, split.groups));
  await measured('alternatives', () => movements.map(alternativesOf(finder)));
  const losses = await measured('losses', () => lossesOf(finder, movements));
  await measured('clearance', () => clearanceOf(setting, movements));
  const took = (...names: string[]) => names.reduce((sum, name) => sum + (seconds[name] ?? 0), 0);
  const row = (name: string, time: number, target: number | null, what: string) => [
    name,
    `${time.toFixed(2)} s`,
    target === null ? '' : `≤ ${target} s`,
    target === null ? '' : time <= target ? 'met' : 'missed',
    what,
  ];
  const gap = (whole.total.second - whole.bound.second) / whole.bound.second;
  const unserved = split.unserved.reduce((sum, people) => sum + people, 0);
  const ways = ['network', 'finder', 'table', 'movements', 'alternatives', 'clearance'];
  return [
    row('roads to network, places on it', took('network'), null, `${setting.graph.edges.count} edges`),
    row(`ways of all points to ${shelters} shelters`, took('table'), null, `${points} × ${shelters} costs`),
    row('assignment, split', took('split'), null, `proved: ${split.isProven}, ${unserved} without a place`),
    row('assignment, whole', took('whole'), null, `proved: ${whole.isProven}, gap ${(gap * 100).toFixed(3)} %`),
    row('other ways of all groups', took('alternatives'), null, `${movements.length} groups`),
    row('plan, split, with routes and other ways', took(...ways, 'split'), 5, ''),
    row('plan, whole, with routes and other ways', took(...ways, 'whole'), 20, ''),
    row('N-1 over all its edges', took('losses'), 20, `${losses.length} edges`),
  ];
}
