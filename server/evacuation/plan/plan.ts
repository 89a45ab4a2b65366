import { text } from '../../../data/text.ts';
import { ProblemError } from '../../problems.ts';
import { pathOf } from '../network/shortest.ts';
import { type Allotment, allotSplit, type Group } from './assign.ts';
import { planMessages } from './messages.ts';
import { routeOf, toThousandth } from './routes.ts';
import { makeSetting, type Setting, type Start } from './setting.ts';
import type { TransportProblem } from './transport.ts';
import type { Assignment, PlanInput, PlanReport, PlanStatus, ShelterLoad, Unserved } from './types.ts';
import { costTable, waysTo } from './ways.ts';

/**
 * Where the people of every point go, by which road, into which shelter.
 *
 * @throws ProblemError `invalid_inputs` where there is no road or no point at all
 */
export async function planEvacuation(input: PlanInput): Promise<PlanReport> {
  const setting = makeSetting(input);
  if (setting.graph.edges.count === 0) {
    throw new ProblemError('invalid_inputs', text('没有可用的道路', 'there is no road that can be used'));
  }
  if (input.points.length === 0) {
    throw new ProblemError('invalid_inputs', text('没有需要转移的点', 'there is no point to evacuate'));
  }
  const counted = setting.starts.filter(({ point }) => (point.people ?? 0) > 0);
  const problem = costTable(setting, counted);
  const allotment = allotSplit(problem);
  const assignments = [...assigned(setting, counted, allotment.groups), ...waysForUnknown(setting)];
  const unservedPoints = [...withoutPlace(setting, counted, problem, allotment), ...offNetwork(setting)];
  return reportOf(setting, allotment, assignments, unservedPoints);
}

function assigned(setting: Setting, starts: readonly Start[], groups: readonly Group[]): Assignment[] {
  const byGoal = new Map<number, Group[]>();
  for (const group of groups) byGoal.set(group.column, [...(byGoal.get(group.column) ?? []), group]);
  const found: { row: number; assignment: Assignment }[] = [];
  for (const [column, own] of byGoal) {
    const goal = setting.goals[column];
    if (goal === undefined) continue;
    const { tree } = waysTo(setting, goal);
    for (const { row, people } of own) {
      const start = starts[row];
      const arcs = start && pathOf(setting.graph, tree, start.node);
      if (start === undefined || arcs === undefined) continue;
      const route = routeOf(setting, start, goal, arcs);
      found.push({
        row,
        assignment: {
          point: start.point.key,
          shelter: goal.shelter.key,
          people,
          length_m: route.length_m,
          seconds: route.seconds,
          exposure_m: route.exposure_m,
          access_m: toThousandth(start.accessMetres + goal.accessMetres),
          route,
          alternative: null,
        },
      });
    }
  }
  return found.sort((a, b) => a.row - b.row).map(({ assignment }) => assignment);
}

function waysForUnknown(_setting: Setting): Assignment[] {
  return [];
}

function withoutPlace(
  setting: Setting,
  starts: readonly Start[],
  { first }: TransportProblem,
  { unserved }: Allotment,
): Unserved[] {
  const columns = setting.goals.length;
  return starts.flatMap(({ point }, row): Unserved[] => {
    const people = unserved[row] ?? 0;
    if (people === 0) return [];
    const reaches = first.subarray(row * columns, (row + 1) * columns).some(Number.isFinite);
    const reason = columns === 0 ? 'no_shelter' : reaches ? 'no_places' : 'no_way';
    return [{ point: point.key, people, reason, message: planMessages[reason]() }];
  });
}

function offNetwork({ offNetwork, reachMetres }: Setting): Unserved[] {
  return [...offNetwork]
    .filter(([{ people }]) => people !== 0)
    .map(([{ key, people }, nearest]) => ({
      point: key,
      people,
      reason: 'off_network',
      message: planMessages.off_network(reachMetres, nearest),
    }));
}

function reportOf(
  setting: Setting,
  allotment: Allotment,
  assignments: readonly Assignment[],
  unservedPoints: readonly Unserved[],
): PlanReport {
  const { input } = setting;
  const unserved = unservedPoints.reduce((sum, { people }) => sum + (people ?? 0), 0);
  const weighted = (value: (assignment: Assignment) => number) =>
    toThousandth(assignments.reduce((sum, one) => sum + (one.people ?? 0) * value(one), 0));
  const { total, bound } = allotment;
  const [reached, least] = input.by === 'length' ? [total.first, bound.first] : [total.second, bound.second];
  return {
    status: statusOf(setting, unservedPoints),
    mode: input.mode,
    by: input.by,
    travel: input.travel,
    people: input.points.reduce((sum, { people }) => sum + (people ?? 0), 0),
    unserved,
    person_m: weighted(({ length_m }) => length_m),
    person_s: weighted(({ seconds }) => seconds),
    exposure_person_m: weighted(({ exposure_m }) => exposure_m),
    longest_s: Math.max(0, ...assignments.map(({ seconds }) => seconds)),
    lower_bound: least / 1000,
    gap: least === 0 ? 0 : (reached - least) / least,
    assignments,
    unserved_points: unservedPoints,
    points_of_unknown_people: input.points.filter(({ people }) => people === null).map(({ key }) => key),
    shelters: loads(setting, assignments),
    cut: null,
    losses: [],
    clearance: null,
    notes: setting.notes,
    network: {
      edges: setting.graph.edges.count,
      nodes: setting.graph.nodes.longitude.length,
      faults: setting.faults,
    },
    standards: setting.rows,
  };
}

function statusOf({ input, notes }: Setting, unserved: readonly Unserved[]): PlanStatus {
  if (unserved.some(({ people }) => people !== null)) return 'incomplete';
  const isUnknown =
    unserved.length > 0 ||
    input.points.some(({ people }) => people === null) ||
    notes.some(({ code }) => code === 'closure_not_placed' || code === 'hazard_not_placed');
  return isUnknown ? 'unknown' : 'complete';
}

function loads({ input, unusable }: Setting, assignments: readonly Assignment[]): ShelterLoad[] {
  return input.shelters.map((shelter) => {
    const people = assignments
      .filter((assignment) => assignment.shelter === shelter.key)
      .reduce((sum, assignment) => sum + (assignment.people ?? 0), 0);
    const { key, capacity } = shelter;
    return {
      shelter: key,
      capacity,
      people,
      free: capacity === null ? null : capacity - people,
      state: unusable.get(shelter) ?? (people > 0 ? 'used' : 'unused'),
    };
  });
}
