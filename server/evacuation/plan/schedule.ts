import type { LineString, Position } from 'geojson';
import { arcPositions } from '../network/edge-line.ts';
import type { Movement } from './losses.ts';
import { outputPosition, rounded, stretchOf } from './routes.ts';
import { toThousandth } from './scale.ts';
import type { Setting } from './setting.ts';
import type { Key, RouteStep } from './types.ts';
import { accessSeconds } from './ways.ts';

/** A stretch of road that people pass in one direction. */
export interface ScheduleRoad extends Pick<RouteStep, 'road' | 'name' | 'road_code' | 'from_m' | 'to_m'> {
  readonly length_m: number;
  /** From one end to the other. */
  readonly seconds: number;
  /** How many can set foot on it in an hour. */
  readonly people_per_h: number;
  /** All who pass it, and how long they wait for it, taken together. */
  readonly people: number;
  readonly waited_person_s: number;
  /** In the direction of travel. */
  readonly geometry: LineString;
}

/**
 * The people of a point who go to one shelter. They set out at once at second 0 and get to their road after `access_s`;
 * of each road in turn the first of them enters at `begin_s`, the last at `end_s`, and the others evenly in between.
 */
export interface ScheduleGroup {
  readonly point: Key;
  readonly shelter: Key;
  readonly people: number;
  readonly from: Position;
  readonly to: Position;
  readonly access_s: number;
  /** Place of the road among `roads`, `begin_s`, `end_s`. */
  readonly passes: readonly (readonly [road: number, begin_s: number, end_s: number])[];
  /** When the first and the last of them are in. */
  readonly arrives_s: readonly [first: number, last: number];
}

/** Who is where when, second by second, of a plan's clearance. */
export interface Schedule {
  readonly roads: readonly ScheduleRoad[];
  readonly groups: readonly ScheduleGroup[];
}

/** A group's first and last enter an arc at these seconds. */
export interface Passing {
  readonly arc: number;
  readonly begin: number;
  readonly end: number;
}

interface Known {
  /** Person-seconds by arc. */
  readonly waited: ReadonlyMap<number, number>;
  readonly peoplePerSecond: (arc: number) => number;
}

export function scheduleOf(
  setting: Setting,
  columns: readonly { readonly movement: Movement; readonly passes: readonly Passing[] }[],
  known: Known,
): Schedule {
  const places = new Map<number, number>();
  const people = new Map<number, number>();
  const groups = columns.map(({ movement, passes }): ScheduleGroup => {
    const { start, goal } = movement;
    const access_s = accessSeconds(setting, start.accessMetres);
    const last = passes.at(-1);
    const onwards = accessSeconds(setting, goal.accessMetres);
    const since = last === undefined ? 0 : (setting.costs.seconds[last.arc] as number);
    const [first, final] = last === undefined ? [access_s, access_s] : [last.begin + since, last.end + since];
    return {
      point: start.point.key,
      shelter: goal.shelter.key,
      people: movement.people,
      from: outputPosition(start.point.position),
      to: outputPosition(goal.shelter.position),
      access_s: toThousandth(access_s),
      passes: passes.map(({ arc, begin, end }) => {
        const place = places.get(arc) ?? places.size;
        places.set(arc, place);
        people.set(arc, (people.get(arc) ?? 0) + movement.people);
        return [place, toThousandth(begin), toThousandth(end)];
      }),
      arrives_s: [toThousandth(first + onwards), toThousandth(final + onwards)],
    };
  });
  const roads = [...places.keys()].map((arc) => roadOf(setting, arc, people.get(arc) ?? 0, known));
  return { roads, groups };
}

function roadOf({ graph, costs }: Setting, arc: number, people: number, known: Known): ScheduleRoad {
  const { from_m, to_m, ...stretch } = stretchOf(graph, arc);
  return {
    ...stretch,
    from_m: rounded(from_m),
    to_m: rounded(to_m),
    length_m: toThousandth(graph.edges.lengthMetres[arc >> 1] as number),
    seconds: toThousandth(costs.seconds[arc] as number),
    people_per_h: Math.round(known.peoplePerSecond(arc) * 3600),
    people,
    waited_person_s: toThousandth(known.waited.get(arc) ?? 0),
    geometry: { type: 'LineString', coordinates: arcPositions(graph, arc).map(outputPosition) },
  };
}
