import type { Feature, LineString, Point, Position } from 'geojson';
import { type Text, text } from '../../../data/text.ts';
import type { CheckContext } from '../context.ts';
import { nameOf, numberOf, referenceTo, textOf } from '../features.ts';
import { length } from '../geometry/plane.ts';
import { messages } from '../messages.ts';
import type { FeatureReference, Statement } from '../types.ts';

/** The people of all routes that lead to a shelter, or start from a flood point, the checked route among them. */
export interface Assigned {
  readonly routes: readonly Feature<LineString>[];
  /** Of the routes that say how many. */
  readonly people: number;
  /** Why the sum may be larger; empty where every route says how many people it takes. */
  readonly unknowns: readonly Statement[];
}

/** The routes that name the feature, and those that name none and end, or start, within reach of it. */
export function assignedTo(context: CheckContext, end: 'point' | 'shelter', feature: Feature<Point>): Assigned {
  const { input, numbers } = context;
  const [member, reach] =
    end === 'point'
      ? (['flood_point_code', numbers.point_reach_m] as const)
      : (['shelter_code', numbers.shelter_reach_m] as const);
  const code = textOf(feature, 'code');
  const others = input.features.evacuation_routes.filter((other) => {
    if (isSame(input.route, other)) return false;
    const named = textOf(other, member);
    if (named !== null) return named === code;
    const { coordinates } = other.geometry;
    return metresBetween(context, coordinates.at(end === 'point' ? 0 : -1), feature.geometry.coordinates) <= reach;
  });
  const routes = [input.route, ...others];
  const silent = routes.filter((route) => peopleOf(route) === null);
  return {
    routes,
    people: routes.reduce((sum, route) => sum + (peopleOf(route) ?? 0), 0),
    unknowns:
      silent.length === 0
        ? []
        : [
            {
              code: 'people_missing',
              message: messages.people_missing({ routes: routeNames(input.route, silent) }),
              ids: referencesTo(silent),
            },
          ],
  };
}

/** A route that has not been stored has nothing to be referred to by. */
export function referencesTo(routes: readonly Feature<LineString>[]): FeatureReference[] {
  return routes
    .filter((route) => route.id !== undefined || textOf(route, 'code') !== null)
    .map((route) => referenceTo('evacuation_routes', route));
}

/** Of people; null where nobody says, or says what cannot be. */
export function peopleOf(feature: Feature): number | null {
  const people = numberOf(feature, 'people');
  return people === null || people < 0 ? null : people;
}

function routeNames(own: Feature, routes: readonly Feature[]): Text {
  const names = routes.map((route) => (route === own ? text('本路线', 'this route') : nameOf(route)));
  const shown = names.slice(0, mostNames);
  const more = names.length - shown.length;
  const [zh, en] = [shown.map((name) => name.zh).join('、'), shown.map((name) => name.en).join(', ')];
  return more === 0 ? text(zh, en) : text(`${zh}等 ${names.length} 条`, `${en} and ${more} more`);
}

const mostNames = 3;

/** The checked route may be a new state of a stored one. */
function isSame(route: Feature, other: Feature): boolean {
  if (route.id !== undefined && route.id === other.id) return true;
  const code = textOf(route, 'code');
  return code !== null && code === textOf(other, 'code');
}

function metresBetween({ plane }: CheckContext, a: Position | undefined, b: Position): number {
  if (a === undefined) return Number.POSITIVE_INFINITY;
  const [ax = Number.NaN, ay = Number.NaN] = a;
  const [bx = Number.NaN, by = Number.NaN] = b;
  return length(plane.x(ax) - plane.x(bx), plane.y(ay) - plane.y(by));
}
