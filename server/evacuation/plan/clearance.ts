import { roadOf } from '../network/graph.ts';
import { defaultOf } from '../network/travel.ts';
import type { Movement } from './losses.ts';
import { rounded, stretchOf } from './routes.ts';
import { toThousandth } from './scale.ts';
import { type Passing, type Schedule, scheduleOf } from './schedule.ts';
import type { Setting } from './setting.ts';
import type { Clearance } from './types.ts';
import { accessSeconds } from './ways.ts';

/** A group under way: its head and tail reach the next arc at these seconds. */
interface Column {
  readonly movement: Movement;
  readonly passes: Passing[];
  readonly step: number;
  readonly head: number;
  readonly tail: number;
}

export interface Cleared {
  readonly clearance: Clearance;
  readonly schedule: Schedule;
}

/**
 * When the last person is in, if everybody starts at once and each road lets only so many pass: groups pass a full road one
 * after the other, in the order in which they come to it. The lower bound holds for these routes whatever the order: no
 * group is faster than on an empty road, and no road is done before everybody on it has passed. The schedule is the very
 * one that the time is read from.
 *
 * @returns null where nobody moves
 */
export function clearanceOf(setting: Setting, movements: readonly Movement[]): Cleared | null {
  if (movements.length === 0) return null;
  const { costs } = setting;
  const seconds = (arc: number) => costs.seconds[arc] as number;
  const freeAt = new Map<number, number>();
  const waited = new Map<number, number>();
  const queue: Column[] = movements.map((movement) => {
    const at = accessSeconds(setting, movement.start.accessMetres);
    return { movement, passes: [], step: 0, head: at, tail: at };
  });
  const columns = [...queue];
  queue.sort((a, b) => a.head - b.head);
  let last = 0;
  for (let column = takeFirst(queue); column !== undefined; column = takeFirst(queue)) {
    const { movement, passes, step, head, tail } = column;
    const arc = movement.arcs[step];
    if (arc === undefined) {
      last = Math.max(last, tail + accessSeconds(setting, movement.goal.accessMetres));
      continue;
    }
    const passing = movement.people / peoplePerSecond(setting, arc >> 1);
    const begin = Math.max(head, freeAt.get(arc) ?? 0);
    const end = Math.max(tail, begin + passing);
    freeAt.set(arc, end);
    passes.push({ arc, begin, end });
    waited.set(arc, (waited.get(arc) ?? 0) + movement.people * (end - tail));
    insert(queue, { movement, passes, step: step + 1, head: begin + seconds(arc), tail: end + seconds(arc) });
  }
  return {
    clearance: {
      seconds: toThousandth(last),
      lower_bound_s: toThousandth(lowerBound(setting, movements)),
      bottleneck: bottleneckOf(setting, waited),
    },
    schedule: scheduleOf(setting, columns, {
      waited,
      peoplePerSecond: (arc) => peoplePerSecond(setting, arc >> 1),
    }),
  };
}

function lowerBound(setting: Setting, movements: readonly Movement[]): number {
  const { costs } = setting;
  const arrival = new Map<number, number>();
  const people = new Map<number, number>();
  const rest = new Map<number, number>();
  let bound = 0;
  for (const { start, goal, arcs, people: own } of movements) {
    let at = accessSeconds(setting, start.accessMetres);
    let left = arcs.reduce((sum, arc) => sum + (costs.seconds[arc] as number), 0);
    left += accessSeconds(setting, goal.accessMetres);
    bound = Math.max(bound, at + left);
    for (const arc of arcs) {
      arrival.set(arc, Math.min(arrival.get(arc) ?? Number.POSITIVE_INFINITY, at));
      rest.set(arc, Math.min(rest.get(arc) ?? Number.POSITIVE_INFINITY, left));
      people.set(arc, (people.get(arc) ?? 0) + own);
      at += costs.seconds[arc] as number;
      left -= costs.seconds[arc] as number;
    }
  }
  for (const [arc, count] of people) {
    const passing = count / peoplePerSecond(setting, arc >> 1);
    bound = Math.max(bound, (arrival.get(arc) ?? 0) + passing + (rest.get(arc) ?? 0));
  }
  return bound;
}

function peoplePerSecond({ graph, input, numbers }: Setting, edge: number): number {
  const road = roadOf(graph, edge);
  const width = road.widthMetres ?? (road.roadClass === 'path' ? numbers.path_width_m : defaultOf('width_m', road));
  if (input.travel === 'foot') return (width * numbers.foot_flow_per_m_h) / 3600;
  // One direction of a road that two vehicles can pass each other on, or a single lane for both.
  const lanes = width >= numbers.vehicle_two_lane_width_m ? Math.max(1, Math.floor((road.lanes ?? 2) / 2)) : 1;
  return (lanes * numbers.vehicle_flow_per_lane_h * numbers.vehicle_people) / 3600;
}

function bottleneckOf({ graph }: Setting, waited: ReadonlyMap<number, number>): Clearance['bottleneck'] {
  let worst = -1;
  let longest = 0;
  for (const [arc, personSeconds] of waited) {
    if (personSeconds <= longest) continue;
    longest = personSeconds;
    worst = arc;
  }
  if (worst < 0) return null;
  const { from_m, to_m, ...stretch } = stretchOf(graph, worst);
  const length_m = toThousandth(graph.edges.lengthMetres[worst >> 1] as number);
  return { ...stretch, from_m: rounded(from_m), to_m: rounded(to_m), length_m };
}

/** The queue is a binary heap by the head's time. */
function takeFirst(queue: Column[]): Column | undefined {
  const top = queue[0];
  const last = queue.pop();
  if (top === undefined || last === undefined || queue.length === 0) return top;
  let place = 0;
  for (;;) {
    let child = 2 * place + 1;
    if (child >= queue.length) break;
    if (headAt(queue, child + 1) < headAt(queue, child)) child++;
    if (headAt(queue, child) >= last.head) break;
    queue[place] = queue[child] as Column;
    place = child;
  }
  queue[place] = last;
  return top;
}

function insert(queue: Column[], column: Column): void {
  let place = queue.length;
  queue.push(column);
  while (place > 0) {
    const parent = (place - 1) >> 1;
    if (headAt(queue, parent) <= column.head) break;
    queue[place] = queue[parent] as Column;
    place = parent;
  }
  queue[place] = column;
}

function headAt(queue: readonly Column[], place: number): number {
  return queue[place]?.head ?? Number.POSITIVE_INFINITY;
}
