import type { Feature, LineString } from 'geojson';
import type { CheckContext } from '../context.ts';
import {
  type Interval,
  intersectIntervals,
  intervalLength,
  mergeIntervals,
  subtractIntervals,
} from '../geometry/intervals.ts';
import { subLine } from '../geometry/line.ts';
import { partsBeside } from './beside.ts';
import { roadAt } from './network.ts';
import type { Placement, WholeSection } from './placement.ts';
import { partsUsed, type RoadParts, type Travel } from './use.ts';

export type Doubt =
  /** Another road fits the route, or the feature, equally well. */
  | 'which_road'
  /** The codes of the feature name one place on the roads and its line lies at another one. */
  | 'contradiction'
  /** Neither its codes nor its line put the feature on a road. */
  | 'not_on_a_road';

/** Where a route meets a feature that lies on roads, in metres along the route. */
export interface Whereabouts {
  readonly placement: Placement;
  readonly certain: readonly Interval[];
  readonly doubtful: readonly { readonly part: Interval; readonly doubt: Doubt }[];
}

/**
 * Where the route uses the parts of roads on which a closure or a hazard lies. What lies beside the route without being
 * placed on its roads is doubtful, unless the roads that it is placed on explain it: the road below the bridge.
 */
export function whereabouts(
  context: CheckContext,
  feature: Feature<LineString>,
  whole: WholeSection,
  travel: Travel = 'either',
): Whereabouts {
  const { match, numbers, placer } = context;
  const placement = placer.place(feature, whole);
  const use = partsUsed(match, placement.parts, numbers.use_min_m, travel);
  const maybe = partsUsed(match, placement.doubtful, numbers.use_min_m, travel);
  const perhaps = [...use.possible, ...maybe.certain, ...maybe.possible];
  const inDoubt = (parts: readonly Interval[], doubt: Doubt) => parts.map((part) => ({ part, doubt }));
  if (placement.by === 'nothing') {
    return { placement, certain: [], doubtful: inDoubt(besideRoute(context, placement, 'along'), 'not_on_a_road') };
  }
  // Using the feature where its codes put it does not settle what is drawn along another part of the route.
  const contradicting = placer.contradicting(placement).flatMap((line) => besideRoute(context, { line }, 'along'));
  const elsewhere = subtractIntervals(contradicting, [...use.certain, ...perhaps]).filter(
    (part) => intervalLength(part) >= Math.min(numbers.use_min_m, placement.line.lengthMetres / 2),
  );
  return {
    placement,
    certain: use.certain,
    doubtful: [...inDoubt(perhaps, 'which_road'), ...inDoubt(elsewhere, 'contradiction')],
  };
}

/** The parts of the route that run along the line of a feature, or come anywhere near it. */
export function besideRoute(
  { route, routeSegments, numbers }: CheckContext,
  { line }: Pick<Placement, 'line'>,
  how: 'along' | 'near',
): Interval[] {
  const parts = partsBeside(route, routeSegments, line, {
    distanceMetres: how === 'near' ? numbers.corridor_m : numbers.match_distance_m,
    turnDegrees: how === 'near' ? 90 : numbers.match_heading_deg,
    spacingMetres: numbers.match_spacing_m,
  });
  if (how === 'near') return parts;
  const least = Math.min(numbers.use_min_m, line.lengthMetres / 2);
  return parts.filter((part) => intervalLength(part) >= least);
}

/** The parts of the route off the network that run beside the given parts of roads, within the corridor. */
export function offNetworkBeside(context: CheckContext, parts: RoadParts): Interval[] {
  const { network, numbers, route, routeSegments } = context;
  const off = offNetwork(context);
  if (off.length === 0) return [];
  const beside = [...parts].flatMap(([index, stretches]) =>
    stretches.flatMap((stretch) =>
      partsBeside(route, routeSegments, subLine(roadAt(network, index).line, stretch), {
        distanceMetres: numbers.corridor_m,
        turnDegrees: numbers.match_heading_deg,
        spacingMetres: numbers.match_spacing_m,
      }),
    ),
  );
  return intersectIntervals(off, mergeIntervals(beside)).filter(
    (part) => intervalLength(part) >= numbers.corridor_run_m,
  );
}

/** The parts of the route on no road. */
export function offNetwork({ match }: CheckContext): Interval[] {
  return mergeIntervals(match.cells.filter((cell) => cell.tracks.length === 0));
}
