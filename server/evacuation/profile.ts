import type { LineString, Position } from 'geojson';
import { type RouteCheckRow, routeCheckNumbers, routeCheckRowsWith } from '../../data/standards/route-check.ts';
import type { CheckContext } from './context.ts';
import { textOf } from './features.ts';
import { type MeasuredLine, measureLine, pointAt } from './geometry/line.ts';
import { planeAt } from './geometry/plane.ts';
import { cellsIn } from './match/match.ts';
import { roadAt } from './match/network.ts';

/** Heights along a route at equal steps, its ends included; NaN where unknown. */
export interface RouteProfile {
  readonly stepMetres: number;
  /** Bridges and tunnels are even between their ends, whatever the ground below or above does. */
  readonly heights: Float64Array;
  readonly rmseMetres: number | null;
}

/**
 * The places at which a check wants heights: longitude, latitude, longitude, latitude, ... in degrees.
 *
 * @param standards a county's own rows, as they are given to the check
 */
export function profilePlaces(route: LineString, standards?: readonly RouteCheckRow[]): Float64Array {
  const [longitude = 0, latitude = 0]: Position = route.coordinates[0] ?? [];
  const plane = planeAt(longitude, latitude);
  const line = measureLine(plane, route.coordinates);
  const count = stepsOf(line, routeCheckNumbers(routeCheckRowsWith(standards)).route_profile_step_m);
  const places = new Float64Array(2 * (count + 1));
  for (let index = 0; index <= count; index++) {
    places.set(plane.position(pointAt(line, (index * line.lengthMetres) / count)), 2 * index);
  }
  return places;
}

function stepsOf(line: MeasuredLine, step: number): number {
  return Math.max(1, Math.round(line.lengthMetres / step));
}

/** @returns undefined where no heights were given, or heights of another line */
export function profileOf(context: CheckContext): RouteProfile | undefined {
  const { input, route, numbers } = context;
  const count = stepsOf(route, numbers.route_profile_step_m);
  if (input.heights === undefined || input.heights.metres.length !== count + 1) return undefined;
  const stepMetres = route.lengthMetres / count;
  const heights = Float64Array.from(input.heights.metres);
  let before = -1;
  for (let index = 0; index <= count; index++) {
    if (isCarried(context, index * stepMetres)) continue;
    for (let inner = before + 1; inner < index; inner++) {
      const [from, to] = [heights[before] ?? Number.NaN, heights[index] ?? Number.NaN];
      heights[inner] = from + ((to - from) * (inner - before)) / (index - before);
    }
    before = index;
  }
  // A route that ends on a bridge: nothing says how high its end is.
  heights.fill(Number.NaN, before + 1);
  return { stepMetres, heights, rmseMetres: input.heights.rmseMetres };
}

/** Whether a bridge or a tunnel may carry the route there. */
function isCarried({ match, network }: CheckContext, metres: number): boolean {
  return cellsIn(match, { from: metres, to: metres }).some((cell) =>
    cell.tracks.some(({ road }) => {
      const structure = textOf(roadAt(network, road).feature, 'structure');
      return structure === 'bridge' || structure === 'tunnel';
    }),
  );
}
