import type { Position } from 'geojson';
import { layers } from '../../../data/layers/index.ts';
import { text } from '../../../data/text.ts';
import { ProblemError } from '../../problems.ts';
import { roadOf } from '../network/graph.ts';
import { pathOf } from '../network/shortest.ts';
import { alternativesOf } from './alternative.ts';
import { type Allotment, allotSplit } from './assign.ts';
import { clearanceOf } from './clearance.ts';
import { cutOf } from './cut.ts';
import { dangersOn, notesOnDangers } from './dangers.ts';
import { leavesDoubt } from './doubts.ts';
import { lossesOf, type Movement } from './losses.ts';
import { planMessages } from './messages.ts';
import { movementsOf } from './movements.ts';
import { routeOf } from './routes.ts';
import { nearestGoals } from './scalar.ts';
import { toThousandth } from './scale.ts';
import { makeSetting, type Setting } from './setting.ts';
import type {
  Assignment,
  Key,
  Note,
  PlanInput,
  PlanReport,
  PlanStatus,
  Route,
  ShelterLoad,
  Unserved,
} from './types.ts';
import { costTable, WayFinder } from './ways.ts';
import { allotWhole } from './whole.ts';

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
  input.onProgress?.(shares.setting);
  const counted = setting.starts.filter(({ point }) => (point.people ?? 0) > 0);
  const finder = new WayFinder(setting);
  const problem = costTable(finder, counted);
  input.onProgress?.(shares.ways);
  const measure = input.by === 'length' ? problem.first : problem.second;
  const allotment =
    input.mode === 'whole' ? await allotWhole(problem, setting.numbers.whole_search_s) : allotSplit(problem, measure);
  input.onProgress?.(shares.allotment);
  const movements = movementsOf(finder, counted, allotment.groups);
  const unknown = movementsOfUnknown(finder);
  const blocked = cutOf(setting, counted, problem, allotment);
  const assignments = assignmentsOf(finder, [...movements, ...unknown.movements]);
  input.onProgress?.(shares.routes);
  return reportOf(finder, {
    allotment,
    movements,
    assignments,
    acrossWater: [...movements, ...unknown.movements].filter(isAcrossWater).map(({ start }) => start.point.key),
    cut: blocked.cut,
    unserved: [...blocked.unserved, ...unknown.unserved],
  });
}

/** How far the work is after each of its parts: about the shares of time on a county’s network. */
const shares = { setting: 0.15, ways: 0.4, allotment: 0.6, routes: 0.8 } as const;

/** Where nobody knows how many people there are, they are shown the way to the nearest shelter and take no place. */
function movementsOfUnknown({ setting, cost }: WayFinder): { movements: Movement[]; unserved: Unserved[] } {
  const unknown = setting.starts.filter(({ point }) => point.people === null);
  if (unknown.length === 0) return { movements: [], unserved: [] };
  const tree = nearestGoals(setting, cost);
  const movements: Movement[] = [];
  const unserved: Unserved[] = [];
  for (const start of unknown) {
    const goal = setting.goals[tree.origin[start.node] ?? -1];
    const arcs = pathOf(setting.graph, tree, start.node);
    if (goal !== undefined && arcs !== undefined) movements.push({ start, goal, people: 0, arcs });
    else {
      const reason = setting.goals.length === 0 ? 'no_shelter' : 'no_way';
      unserved.push({ point: start.point.key, people: null, reason, message: planMessages[reason]() });
    }
  }
  return { movements, unserved };
}

function assignmentsOf(finder: WayFinder, movements: readonly Movement[]): Assignment[] {
  const { setting } = finder;
  const alternative = alternativesOf(finder);
  return movements.map((movement) => {
    const { start, goal, people, arcs } = movement;
    const route = routeOf(setting, start, goal, arcs);
    return {
      point: start.point.key,
      shelter: goal.shelter.key,
      people: start.point.people === null ? null : people,
      length_m: route.length_m,
      seconds: route.seconds,
      exposure_m: route.exposure_m,
      ...dangersOn(setting.dangers, setting.graph, arcs, positionsOf(route.geometry), setting.numbers.zone_touch_m),
      unknown_width_m: toThousandth(unknownWidth(setting, arcs)),
      access_m: toThousandth(start.accessMetres + goal.accessMetres),
      route,
      alternative: alternative(movement),
    };
  });
}

function isAcrossWater({ start, goal }: Movement): boolean {
  return start.crossesWater || goal.crossesWater;
}

function notesOnWater(points: readonly Key[]): Note[] {
  if (points.length === 0) return [];
  return [{ code: 'access_crosses_water', message: planMessages.access_crosses_water([...new Set(points)]) }];
}

function notesOnWhatIsNotGiven({ notGiven = [] }: PlanInput): Note[] {
  if (notGiven.length === 0) return [];
  const titles = notGiven.map((layer) => layers[layer].title);
  return [{ code: 'not_given', message: planMessages.not_given(titles) }];
}

function positionsOf(geometry: Route['geometry']): readonly Position[] {
  return geometry.type === 'Point' ? [] : geometry.coordinates;
}

function unknownWidth({ graph, input }: Setting, arcs: readonly number[]): number {
  if (input.travel !== 'vehicle' || input.vehicleWidthMetres === undefined) return 0;
  let metres = 0;
  for (const arc of arcs) {
    if (roadOf(graph, arc >> 1).widthMetres === null) metres += graph.edges.lengthMetres[arc >> 1] as number;
  }
  return metres;
}

function notesOnWidths(assignments: readonly Assignment[]): Note[] {
  const doubtful = assignments.filter(({ unknown_width_m }) => unknown_width_m > 0);
  if (doubtful.length === 0) return [];
  const metres = doubtful.reduce((sum, { unknown_width_m }) => sum + unknown_width_m, 0);
  const points = [...new Set(doubtful.map(({ point }) => point))];
  return [{ code: 'width_unknown', message: planMessages.width_unknown(points, metres) }];
}

/** What a report is made of. */
interface Made {
  readonly allotment: Allotment;
  readonly movements: readonly Movement[];
  readonly assignments: readonly Assignment[];
  readonly acrossWater: readonly Key[];
  readonly cut: PlanReport['cut'];
  readonly unserved: readonly Unserved[];
}

function reportOf(finder: WayFinder, made: Made): PlanReport {
  const { setting } = finder;
  const { input } = setting;
  const { allotment, movements, assignments } = made;
  const unserved = made.unserved.reduce((sum, { people }) => sum + (people ?? 0), 0);
  const weighted = (value: (assignment: Assignment) => number) =>
    toThousandth(assignments.reduce((sum, one) => sum + (one.people ?? 0) * value(one), 0));
  const { total, bound } = allotment;
  const [reached, least] = input.by === 'length' ? [total.first, bound.first] : [total.second, bound.second];
  const gap = least === 0 ? 0 : (reached - least) / least;
  const stopped = allotment.isProven
    ? []
    : [{ code: 'search_stopped', message: planMessages.search_stopped((gap * 100).toFixed(2)) } as const];
  const cleared = clearanceOf(setting, movements);
  const notes = [
    ...setting.notes,
    ...notesOnWidths(assignments),
    ...notesOnDangers(input, assignments),
    ...notesOnWater(made.acrossWater),
    ...notesOnWhatIsNotGiven(input),
    ...stopped,
  ];
  return {
    status: statusOf(setting, notes, made.unserved),
    mode: input.mode,
    by: input.by,
    travel: input.travel,
    vehicle_width_m: input.vehicleWidthMetres ?? null,
    not_given: input.notGiven ?? [],
    people: input.points.reduce((sum, { people }) => sum + (people ?? 0), 0),
    unserved,
    person_m: weighted(({ length_m }) => length_m),
    person_s: weighted(({ seconds }) => seconds),
    exposure_person_m: weighted(({ exposure_m }) => exposure_m),
    longest_s: Math.max(0, ...assignments.map(({ seconds }) => seconds)),
    lower_bound: least / 1000,
    gap,
    assignments,
    unserved_points: made.unserved,
    points_of_unknown_people: input.points.filter(({ people }) => people === null).map(({ key }) => key),
    shelters: loads(setting, assignments),
    cut: made.cut,
    losses: lossesOf(finder, movements),
    clearance: cleared?.clearance ?? null,
    schedule: cleared?.schedule ?? null,
    notes,
    network: {
      edges: setting.graph.edges.count,
      nodes: setting.graph.nodes.longitude.length,
      faults: setting.faults,
    },
    standards: setting.rows,
  };
}

function statusOf({ input }: Setting, notes: readonly Note[], unserved: readonly Unserved[]): PlanStatus {
  if (unserved.some(({ people }) => people !== null)) return 'incomplete';
  const isUnknown =
    unserved.length > 0 ||
    input.points.some(({ people }) => people === null) ||
    // Who plans by length alone passes over dangers by intent.
    (input.by === 'time' && (input.notGiven ?? []).length > 0) ||
    notes.some(({ code }) => leavesDoubt.has(code));
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
