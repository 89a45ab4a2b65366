import type { Position } from 'geojson';
import type { PlanFeatures } from '../api/plans.ts';

/** A stretch of road in the direction of travel; whose passes use it is known by their place. */
export interface ClearanceRoad {
  readonly line: readonly Position[];
  /** From the start of the line to each of its vertices, in degrees: only shares of it are used. */
  readonly along: readonly number[];
  readonly seconds: number;
  readonly peoplePerSecond: number;
  readonly users: readonly { readonly group: number; readonly pass: number }[];
}

export interface ClearancePass {
  readonly road: number;
  readonly begin: number;
  readonly end: number;
}

export interface ClearanceGroup {
  readonly point: string | number;
  readonly shelter: string | number;
  readonly people: number;
  readonly from: Position;
  readonly to: Position;
  readonly accessSeconds: number;
  readonly passes: readonly ClearancePass[];
  readonly arrives: readonly [first: number, last: number];
}

/** The schedule of a plan's clearance: the same that its time is read from. */
export interface ClearanceSchedule {
  readonly roads: readonly ClearanceRoad[];
  readonly groups: readonly ClearanceGroup[];
  readonly people: number;
  /** When the last person is in. */
  readonly seconds: number;
}

/** Undefined where the plan keeps none: nobody moves, or it was made before schedules were kept. */
export function readSchedule({ features }: PlanFeatures): ClearanceSchedule | undefined {
  const groups = features.flatMap(({ geometry, properties }): ClearanceGroup[] => {
    if (properties.kind !== 'clearance_group' || geometry.type !== 'Point') return [];
    const { point, shelter, people, to, access_s, passes, arrives_s } = properties as unknown as StoredGroup;
    return [
      {
        point,
        shelter,
        people,
        from: geometry.coordinates,
        to,
        accessSeconds: access_s,
        passes: passes.map(([road, begin, end]) => ({ road, begin, end })),
        arrives: arrives_s,
      },
    ];
  });
  if (groups.length === 0) return undefined;
  const users = new Map<number, ClearanceRoad['users'][number][]>();
  for (const [group, { passes }] of groups.entries()) {
    for (const [pass, { road }] of passes.entries()) {
      const known = users.get(road);
      if (known) known.push({ group, pass });
      else users.set(road, [{ group, pass }]);
    }
  }
  const roads = features
    .filter(({ properties }) => properties.kind === 'clearance_road')
    .map(({ geometry, properties }, index): ClearanceRoad => {
      const line = geometry.type === 'LineString' ? geometry.coordinates : [];
      return {
        line,
        along: distancesAlong(line),
        seconds: Number(properties.seconds),
        peoplePerSecond: Number(properties.people_per_h) / 3600,
        users: users.get(index) ?? [],
      };
    });
  return {
    roads,
    groups,
    people: groups.reduce((sum, { people }) => sum + people, 0),
    seconds: Math.max(...groups.map(({ arrives }) => arrives[1])),
  };
}

interface StoredGroup {
  readonly point: string | number;
  readonly shelter: string | number;
  readonly people: number;
  readonly to: Position;
  readonly access_s: number;
  readonly passes: readonly (readonly [number, number, number])[];
  readonly arrives_s: readonly [number, number];
}

/** The share of a column that has passed a place, whose first is there at `begin` and whose last at `end`. */
function passed(begin: number, end: number, at: number): number {
  if (at >= end) return 1;
  if (at <= begin) return 0;
  return (at - begin) / (end - begin);
}

/** Whole people of a group who are in; the last of them at the very end. */
export function arrivedOf({ people, arrives }: ClearanceGroup, at: number): number {
  return Math.floor(people * passed(arrives[0], arrives[1], at) + 1e-9);
}

export function arrivedBy({ groups }: ClearanceSchedule, at: number): number {
  return groups.reduce((sum, group) => sum + arrivedOf(group, at), 0);
}

/** How many are in each shelter. */
export function filledBy({ groups }: ClearanceSchedule, at: number): ReadonlyMap<string | number, number> {
  const filled = new Map<string | number, number>();
  for (const group of groups) filled.set(group.shelter, (filled.get(group.shelter) ?? 0) + arrivedOf(group, at));
  return filled;
}

export interface RoadLoad {
  /** People on the road as a share of those whom it holds while as many enter it as can; 0 to 1. */
  readonly fullness: number;
  /** Who stands before it and waits to enter it. */
  readonly waiting: number;
}

const empty: RoadLoad = { fullness: 0, waiting: 0 };

export function roadLoad({ roads, groups }: ClearanceSchedule, road: ClearanceRoad, at: number): RoadLoad {
  let on = 0;
  let waiting = 0;
  for (const { group: index, pass: place } of road.users) {
    const group = groups[index];
    const pass = group?.passes[place];
    if (!group || !pass) continue;
    const entered = passed(pass.begin, pass.end, at);
    on += group.people * (entered - passed(pass.begin + road.seconds, pass.end + road.seconds, at));
    waiting += group.people * (cameTo(roads, group, place, at) - entered);
  }
  if (on <= 0 && waiting <= 0) return empty;
  const held = road.peoplePerSecond * road.seconds;
  return { fullness: held > 0 ? Math.min(1, on / held) : 0, waiting: Math.max(0, Math.floor(waiting + 1e-9)) };
}

/** The share of a group that has got as far as the start of its pass. */
function cameTo(roads: readonly ClearanceRoad[], group: ClearanceGroup, place: number, at: number): number {
  const before = group.passes[place - 1];
  if (!before) return at >= group.accessSeconds ? 1 : 0;
  const seconds = roads[before.road]?.seconds ?? 0;
  return passed(before.begin + seconds, before.end + seconds, at);
}

/**
 * Where the person is who sets out at this place in the row of a group.
 *
 * @param share 0 for the first, 1 for the last
 */
export function placeOfPerson(
  { roads }: ClearanceSchedule,
  group: ClearanceGroup,
  share: number,
  at: number,
): Position {
  const { passes, from, to, accessSeconds, arrives } = group;
  const enters = ({ begin, end }: ClearancePass) => begin + share * (end - begin);
  const arrival = arrives[0] + share * (arrives[1] - arrives[0]);
  if (at >= arrival) return to;
  const [first] = passes;
  if (!first) return between(from, to, at / arrival);
  const start = roads[first.road]?.line[0] ?? from;
  if (at < accessSeconds) return between(from, start, at / accessSeconds);
  if (at < enters(first)) return start;
  let low = 0;
  let high = passes.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    const pass = passes[middle];
    if (pass && enters(pass) <= at) low = middle;
    else high = middle - 1;
  }
  const pass = passes[low];
  const road = pass && roads[pass.road];
  if (!pass || !road) return start;
  const since = at - enters(pass);
  if (since < road.seconds) return alongLine(road, since / road.seconds);
  const end = road.line.at(-1) ?? start;
  // At the end of one road people wait for the next; from the last one they walk over to the shelter.
  if (low < passes.length - 1) return end;
  const left = enters(pass) + road.seconds;
  return between(end, to, arrival > left ? (at - left) / (arrival - left) : 1);
}

/** The curve of people in over time: its corners, from the start to the end. */
export function arrivalCurve(
  schedule: ClearanceSchedule,
): readonly { readonly seconds: number; readonly people: number }[] {
  const corners = new Set([0, ...schedule.groups.flatMap(({ arrives }) => arrives)]);
  return [...corners]
    .sort((a, b) => a - b)
    .map((seconds) => ({
      seconds,
      people: schedule.groups.reduce((sum, { people, arrives }) => sum + people * passed(...arrives, seconds), 0),
    }));
}

export interface MovingGroup {
  readonly group: number;
  /** Still on the way. */
  readonly people: number;
  /** Where the middle one of those on the way is. */
  readonly position: Position;
}

export function movingGroups(schedule: ClearanceSchedule, at: number): MovingGroup[] {
  return schedule.groups.flatMap((group, index): MovingGroup[] => {
    const arrived = arrivedOf(group, at);
    const people = group.people - arrived;
    if (people <= 0) return [];
    const share = (arrived + people / 2) / group.people;
    return [{ group: index, people, position: placeOfPerson(schedule, group, share, at) }];
  });
}

/** As many dots as the map draws at once without a stutter. */
const mostDots = 1200;

/** How many people one dot stands for: few round numbers, so that the legend can say it. */
export function peoplePerDot({ people, groups }: ClearanceSchedule): number {
  const room = Math.max(1, mostDots - groups.length);
  const sizes = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
  return sizes.find((size) => people / size <= room) ?? 2000;
}

/** One position for so many people who are on the way; whoever is in is counted at the shelter. */
export function dotsAt(schedule: ClearanceSchedule, perDot: number, at: number): Position[] {
  return schedule.groups.flatMap((group) => {
    const dots: Position[] = [];
    for (let person = Math.min(perDot, group.people); ; person = Math.min(person + perDot, group.people)) {
      if (person > arrivedOf(group, at)) {
        dots.push(placeOfPerson(schedule, group, person / group.people, at));
      }
      if (person === group.people) return dots;
    }
  });
}

function distancesAlong(line: readonly Position[]): number[] {
  let sum = 0;
  const scale = Math.cos(((line[0]?.[1] ?? 0) * Math.PI) / 180);
  return line.map(([x = 0, y = 0], index) => {
    const [bx = x, by = y] = line[index - 1] ?? [];
    sum += Math.hypot((x - bx) * scale, y - by);
    return sum;
  });
}

function alongLine({ line, along }: ClearanceRoad, share: number): Position {
  const wanted = share * (along.at(-1) ?? 0);
  let index = 1;
  while (index < along.length - 1 && (along[index] ?? 0) < wanted) index++;
  const [from, to] = [line[index - 1], line[index]];
  if (!from || !to) return line[0] ?? [];
  const [start, end] = [along[index - 1] ?? 0, along[index] ?? 0];
  return between(from, to, end > start ? (wanted - start) / (end - start) : 1);
}

function between([ax = 0, ay = 0]: Position, [bx = 0, by = 0]: Position, share: number): Position {
  return [ax + share * (bx - ax), ay + share * (by - ay)];
}
