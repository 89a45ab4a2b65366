import { type Text, text } from '../../../data/text.ts';
import type { Allotment } from './assign.ts';
import { planMessages } from './messages.ts';
import type { Goal, Setting, Start } from './setting.ts';
import { cutEdge, shutEdgesOn, waysThroughShut } from './shut-ways.ts';
import type { TransportProblem } from './transport.ts';
import type { CutPart, Key, PlanReport, Unserved } from './types.ts';

/** What blocks a plan that does not serve everybody, and why each point that is not served is not. */
export function cutOf(
  setting: Setting,
  starts: readonly Start[],
  problem: TransportProblem,
  allotment: Allotment,
): { cut: PlanReport['cut']; unserved: Unserved[] } {
  const columns = problem.capacity.length;
  const missing = allotment.unserved.flatMap((people, row) => (people > 0 ? [row] : []));
  const reaches = (row: number) => problem.first.subarray(row * columns, (row + 1) * columns).some(Number.isFinite);
  const work = { setting, starts, problem, allotment };
  const blocked = blockedParts(
    work,
    missing.filter((row) => !reaches(row)),
  );
  const full = fullParts(work, missing.filter(reaches));
  const off = offNetworkPart(setting);
  const wet = floodedPart(setting);
  const parts = [...blocked.map(({ part }) => part), ...full, ...off.parts, ...wet.parts];
  const unserved = missing.map((row): Unserved => {
    const reason = blocked.find(({ rows }) => rows.includes(row))?.reason ?? 'no_places';
    const people = allotment.unserved[row] ?? 0;
    const words = reason === 'no_places' && setting.input.mode === 'whole' ? 'no_places_whole' : reason;
    return { point: starts[row]?.point.key ?? row, people, reason, message: planMessages[words]() };
  });
  const people = parts.reduce((sum, part) => sum + part.people, 0);
  const message = text(
    [planMessages.cut_all(people).zh, ...parts.map((part) => part.message.zh)].join('；'),
    [planMessages.cut_all(people).en, ...parts.map((part) => part.message.en)].join('; '),
  );
  return {
    cut: parts.length === 0 ? null : { parts, message },
    unserved: [...unserved, ...off.unserved, ...wet.unserved],
  };
}

interface Work {
  readonly setting: Setting;
  readonly starts: readonly Start[];
  readonly problem: TransportProblem;
  readonly allotment: Allotment;
}

interface Blocked {
  readonly rows: readonly number[];
  readonly reason: 'no_shelter' | 'closed_off' | 'no_way';
  readonly part: CutPart;
}

const nothingToDo = { shelters_to_enlarge: [], places_short: 0, edges_to_open: [] } as const;

function keysOf({ starts }: Work, rows: readonly number[]): Key[] {
  return rows.flatMap((row) => starts[row]?.point.key ?? []);
}

function missingPeople({ allotment }: Work, rows: readonly number[]): number {
  return rows.reduce((sum, row) => sum + (allotment.unserved[row] ?? 0), 0);
}

/** Points from which no open way leads to any shelter, together as far as the same sections shut them in. */
function blockedParts(work: Work, rows: readonly number[]): Blocked[] {
  const { setting, starts } = work;
  if (rows.length === 0) return [];
  if (setting.goals.length === 0) {
    const people = missingPeople(work, rows);
    const points = keysOf(work, rows);
    const message = planMessages.cut_no_shelter(people);
    return [{ rows, reason: 'no_shelter', part: { reason: 'shelters', people, points, ...nothingToDo, message } }];
  }
  const tree = waysThroughShut(setting, setting.goals);
  const groups = new Map<string, { rows: number[]; edges: number[] | undefined }>();
  for (const row of rows) {
    const edges = shutEdgesOn(setting, tree, starts[row]?.node ?? -1);
    const key = edges === undefined ? 'none' : edges.join();
    const group = groups.get(key) ?? { rows: [], edges };
    group.rows.push(row);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ rows: own, edges }): Blocked => {
    const people = missingPeople(work, own);
    const points = keysOf(work, own);
    if (edges === undefined) {
      const message = planMessages.cut_no_way({ people, points });
      return { rows: own, reason: 'no_way', part: { reason: 'roads', people, points, ...nothingToDo, message } };
    }
    const message = planMessages.cut_roads({ people, points, edges: edges.length });
    const edges_to_open = edges.map((edge) => cutEdge(setting, edge));
    const part: CutPart = { reason: 'roads', people, points, ...nothingToDo, edges_to_open, message };
    return { rows: own, reason: 'closed_off', part };
  });
}

/** Points that get to shelters, though to none with room for them. */
function fullParts(work: Work, rows: readonly number[]): CutPart[] {
  if (work.setting.input.mode === 'whole') return rows.map((row) => tooLargePart(work, row));
  const parts: CutPart[] = [];
  const seen = new Set<number>();
  for (const row of rows) {
    if (seen.has(row)) continue;
    const { points, shelters } = competitors(work, row, rows);
    for (const point of points) seen.add(point);
    parts.push(fullPart(work, inOrder(points), inOrder(shelters)));
  }
  return parts;
}

function inOrder(indices: ReadonlySet<number>): number[] {
  return [...indices].sort((a, b) => a - b);
}

/** A village that stays whole, and the shelters with most room left among those it can get to. */
function tooLargePart(work: Work, row: number): CutPart {
  const { setting, problem } = work;
  const columns = problem.capacity.length;
  const people = problem.people[row] ?? 0;
  const left = roomLeft(work);
  const reachable = [...left.keys()]
    .filter((column) => Number.isFinite(problem.first[row * columns + column]))
    .sort((a, b) => (left[b] ?? 0) - (left[a] ?? 0));
  const roomiest = reachable.slice(0, namedShelters).flatMap((column) => setting.goals[column] ?? []);
  const places = left[reachable[0] ?? -1] ?? 0;
  const [point = row] = keysOf(work, [row]);
  const shelter = roomiest[0]?.shelter.key ?? '';
  return capacityPart(work, {
    people,
    points: [point],
    shelters: roomiest,
    short: people - places,
    edges: edgesToSpare(work, [row], reachable),
    message: planMessages.cut_whole({ people, point, shelter, places }),
  });
}

const namedShelters = 3;

/** A point without room, with all others who compete for the same shelters: the cut of the flow. */
function fullPart(work: Work, rows: readonly number[], columns: readonly number[]): CutPart {
  const { setting, problem } = work;
  const short = missingPeople(work, rows);
  const places = columns.reduce((sum, column) => sum + (problem.capacity[column] ?? 0), 0);
  const people = rows.reduce((sum, row) => sum + (problem.people[row] ?? 0), 0);
  const shelters = columns.flatMap((column) => setting.goals[column] ?? []);
  const keys = shelters.map(({ shelter }) => shelter.key);
  return capacityPart(work, {
    people: short,
    points: keysOf(work, rows),
    shelters,
    short,
    edges: edgesToSpare(work, rows, columns),
    message: planMessages.cut_capacity({ people, places, short, shelters: keys, points: rows.length }),
  });
}

interface Full {
  readonly people: number;
  readonly points: readonly Key[];
  readonly shelters: readonly Goal[];
  readonly short: number;
  readonly edges: readonly number[];
  readonly message: Text;
}

function capacityPart({ setting }: Work, { people, points, shelters, short, edges, message }: Full): CutPart {
  const or = edges.length > 0 ? planMessages.cut_or_open(edges.length) : text('', '');
  return {
    reason: 'capacity',
    people,
    points,
    shelters_to_enlarge: shelters.map(({ shelter, capacity }) => ({ shelter: shelter.key, capacity })),
    places_short: short,
    edges_to_open: edges.map((edge) => cutEdge(setting, edge)),
    message: text(message.zh + or.zh, message.en + or.en),
  };
}

function roomLeft({ problem, allotment }: Work): number[] {
  const left = [...problem.capacity];
  for (const { column, people } of allotment.groups) left[column] = (left[column] ?? 0) - people;
  return left;
}

/** Everybody who is in, or left out of, the shelters that a point can get to, and so on from them. */
function competitors(
  { problem, allotment }: Work,
  row: number,
  leftOut: readonly number[],
): { points: Set<number>; shelters: Set<number> } {
  const columns = problem.capacity.length;
  const reaches = (point: number, column: number) => Number.isFinite(problem.first[point * columns + column]);
  const points = new Set([row]);
  const shelters = new Set<number>();
  // Sets visit what is added to them on the way.
  for (const point of points) {
    for (let column = 0; column < columns; column++) {
      if (shelters.has(column) || !reaches(point, column)) continue;
      shelters.add(column);
      for (const group of allotment.groups) if (group.column === column) points.add(group.row);
      for (const other of leftOut) if (reaches(other, column)) points.add(other);
    }
  }
  return { points, shelters };
}

/** The shut sections through which any of these points would get to a shelter that has room left. */
function edgesToSpare(work: Work, rows: readonly number[], columns: readonly number[]): number[] {
  const { setting, starts } = work;
  const left = roomLeft(work);
  const spare = setting.goals.filter((_, column) => !columns.includes(column) && (left[column] ?? 0) > 0);
  if (spare.length === 0) return [];
  const tree = waysThroughShut(setting, spare);
  let fewest: number[] = [];
  for (const row of rows) {
    const way = shutEdgesOn(setting, tree, starts[row]?.node ?? -1) ?? [];
    if (way.length > 0 && (fewest.length === 0 || way.length < fewest.length)) fewest = way;
  }
  return fewest;
}

function floodedPart({ flooded, reachMetres }: Setting): { parts: CutPart[]; unserved: Unserved[] } {
  const all = flooded.filter(({ people }) => people !== 0);
  const message = planMessages.access_flooded(reachMetres);
  const unserved = all.map(({ key, people }): Unserved => ({ point: key, people, reason: 'closed_off', message }));
  const people = all.reduce((sum, point) => sum + (point.people ?? 0), 0);
  if (people === 0) return { parts: [], unserved };
  const points = all.map(({ key }) => key);
  const part = { people, points, message: planMessages.cut_flooded({ people, points }) };
  return { parts: [{ reason: 'roads', ...nothingToDo, ...part }], unserved };
}

function offNetworkPart({ offNetwork, reachMetres }: Setting): { parts: CutPart[]; unserved: Unserved[] } {
  const all = [...offNetwork].filter(([{ people }]) => people !== 0);
  const unserved = all.map(
    ([{ key, people }, nearest]): Unserved => ({
      point: key,
      people,
      reason: 'off_network',
      message: planMessages.off_network(reachMetres, nearest),
    }),
  );
  const people = all.reduce((sum, [point]) => sum + (point.people ?? 0), 0);
  if (people === 0) return { parts: [], unserved };
  const points = all.map(([{ key }]) => key);
  const message = planMessages.cut_off_network({ people, points, metres: reachMetres });
  return { parts: [{ reason: 'roads', people, points, ...nothingToDo, message }], unserved };
}
