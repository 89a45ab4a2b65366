import { distance, interpolate, project, stations } from '../line.ts';
import type { Point } from '../plane.ts';
import { alignment } from '../roads/curve.ts';
import { buildStandards } from '../roads/standards.ts';
import { classOfLine, edgeEnds, type Lattice, lineOf } from './lattice.ts';
import type { LatticeRivers } from './rivers.ts';

/** The road along an edge, from the lower to the higher node, and where a river crosses it. */
export interface EdgeLine {
  readonly points: readonly Point[];
  readonly along: readonly number[];
  /** A vertex of the line. */
  readonly crossing: { readonly point: Point; readonly at: number; readonly widthMetres: number } | undefined;
}

/** Places along the way at which the road may lie off the straight line. */
const controlSpacingMetres = 70;
/** Offsets to either side that are tried, as shares of what a place allows. */
const choices = [-1, -0.66, -0.33, 0, 0.33, 0.66, 1] as const;
const farthestMetres = 85;
/** Near its ends a road keeps within this share of the distance to them, so that no two roads of a node touch. */
const spread = 0.28;

/**
 * A road that goes round the hills between two nodes: at each control place the offset is chosen, by dynamic
 * programming, that keeps the road's height near an even climb and its course smooth.
 */
export function edgeLine(lattice: Lattice, rivers: LatticeRivers, edge: number): EdgeLine {
  const [column, row, toColumn, toRow] = edgeEnds(lattice.size, edge);
  const from = lattice.node(column, row);
  const to = lattice.node(toColumn, toRow);
  const catchment = rivers.crossing(edge);
  const course = wind(lattice, from, to, catchment !== undefined);
  const { minimumRadiusMetres } = buildStandards[classOfLine(lattice.size, lineOf(lattice.size, edge))];
  const points = alignment(course, minimumRadiusMetres, (place) => place);
  const along = stations(points);
  if (catchment === undefined) return { points, along, crossing: undefined };
  const nearest = project(points, along, interpolate(from, to, 0.5)).segment;
  const vertex = Math.min(points.length - 2, Math.max(1, nearest));
  return {
    points,
    along,
    crossing: {
      point: points[vertex] as Point,
      at: along[vertex] as number,
      widthMetres: Math.max(2, 2.1 * Math.sqrt(catchment / 1e6)),
    },
  };
}

/** @param pinned whether a river crosses half way: the road then passes the middle of the straight line */
function wind(lattice: Lattice, from: Point, to: Point, pinned: boolean): Point[] {
  const length = distance(from, to);
  const count = 2 * Math.max(1, Math.round(length / controlSpacingMetres / 2)) - 1;
  const across = { x: -(to.y - from.y) / length, y: (to.x - from.x) / length };
  const startHeight = lattice.height(from.x, from.y);
  const endHeight = lattice.height(to.x, to.y);
  const places: Point[][] = [];
  const costs: number[][] = [];
  const origins: number[][] = [];
  for (let index = 0; index < count; index++) {
    const share = (index + 1) / (count + 1);
    const end = Math.min(share, 1 - share) * length;
    const toMiddle = pinned ? Math.abs(share - 0.5) * length : Number.POSITIVE_INFINITY;
    const reach = Math.min(farthestMetres, spread * Math.min(end, toMiddle));
    const base = interpolate(from, to, share);
    const wanted = startHeight + (endHeight - startHeight) * share;
    const row: Point[] = [];
    const rowCosts: number[] = [];
    const rowOrigins: number[] = [];
    for (const choice of choices) {
      const place = { x: base.x + across.x * choice * reach, y: base.y + across.y * choice * reach };
      const uneven = Math.abs(lattice.height(place.x, place.y) - wanted);
      const { cost, origin } = cheapestBefore(places[index - 1], costs[index - 1], place, length / (count + 1));
      row.push(place);
      rowCosts.push(cost + uneven);
      rowOrigins.push(origin);
    }
    places.push(row);
    costs.push(rowCosts);
    origins.push(rowOrigins);
  }
  const course: Point[] = [to];
  const last = costs[count - 1] ?? [];
  let choice = last.indexOf(Math.min(...last));
  for (let index = count - 1; index >= 0; index--) {
    course.push((places[index] as Point[])[choice] as Point);
    choice = (origins[index] as number[])[choice] as number;
  }
  course.push(from);
  return course.reverse();
}

/** Cost of coming to a place from the best of the places before it; longer pieces cost what they are longer. */
function cheapestBefore(
  before: readonly Point[] | undefined,
  costs: readonly number[] | undefined,
  place: Point,
  step: number,
): { readonly cost: number; readonly origin: number } {
  if (!before || !costs) return { cost: 0, origin: 0 };
  let best = { cost: Number.POSITIVE_INFINITY, origin: 0 };
  before.forEach((other, origin) => {
    const cost = (costs[origin] as number) + 1.5 * (distance(other, place) - step);
    if (cost < best.cost) best = { cost, origin };
  });
  return best;
}
