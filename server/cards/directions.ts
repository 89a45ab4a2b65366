import type { Feature, LineString } from 'geojson';
import { type CardNumbers, cardNumbers } from '../../data/standards/cards.ts';
import { type RouteCheckNumbers, routeCheckNumbers, routeCheckRowsWith } from '../../data/standards/route-check.ts';
import { textOf } from '../evacuation/features.ts';
import { followedRoads } from '../evacuation/followed-roads.ts';
import { type MeasuredLine, measureLine, pointAt } from '../evacuation/geometry/line.ts';
import { planeAt } from '../evacuation/geometry/plane.ts';
import { indexSegments } from '../evacuation/geometry/segment-index.ts';
import { matchLine } from '../evacuation/match/match.ts';
import { buildNetwork } from '../evacuation/match/network.ts';
import type { RouteStretch } from '../evacuation/types.ts';

/** One sentence of a route: along which road, how far, and how one came onto it. */
export interface Step {
  readonly turn: Turn;
  /** Null off the roads. */
  readonly road: StepRoad | null;
  readonly metres: number;
  /** Where it begins, in metres along the route. */
  readonly fromMetres: number;
  /** Eight winds, from the north clockwise. */
  readonly wind: Wind;
  /** Along the road's chainage in the direction of travel; null where the road has none or it does not run on. */
  readonly chainage: { readonly fromMetres: number; readonly toMetres: number } | null;
  /** What is crossed on the way, in order. */
  readonly structures: readonly Structure[];
}

export interface StepRoad {
  readonly name: string | null;
  readonly roadCode: string | null;
  readonly roadClass: string | null;
}

export type Turn = 'start' | 'straight' | 'left' | 'right' | 'back';
export type Wind = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7;
export type Structure = 'bridge' | 'tunnel' | 'ford' | 'causeway';

export interface Directions {
  readonly lengthMetres: number;
  readonly steps: readonly Step[];
}

const exact = (metres: number) => metres;

/**
 * A route turn by turn, from the roads that it follows.
 *
 * @param roads all within 100 m of the route, whole
 */
export function directionsOf(
  route: Feature<LineString>,
  roads: readonly Feature<LineString>[],
  numbers: CardNumbers = cardNumbers(),
  checkNumbers: RouteCheckNumbers = routeCheckNumbers(routeCheckRowsWith()),
): Directions {
  const positions = route.geometry.coordinates;
  const [longitude = 0, latitude = 0] = positions[Math.floor(positions.length / 2)] ?? [];
  const plane = planeAt(longitude, latitude);
  const line = measureLine(plane, positions);
  if (line.lengthMetres === 0) return { lengthMetres: 0, steps: [] };
  const network = buildNetwork(plane, roads, checkNumbers.junction_snap_m);
  const match = matchLine(line, indexSegments([line]), network, checkNumbers);
  const classes = new Map(roads.map((road) => [road.id, textOf(road, 'road_class')]));
  const pieces = followedRoads({ match, network }, exact).map((stretch) => pieceOf(stretch, classes));
  return { lengthMetres: line.lengthMetres, steps: stepsOf(line, absorbed(pieces, numbers), numbers) };
}

interface Piece extends Pick<Step, 'road' | 'chainage' | 'structures'> {
  readonly from: number;
  readonly to: number;
}

function pieceOf(stretch: RouteStretch, classes: ReadonlyMap<unknown, string | null>): Piece {
  const { from_m: from, to_m: to, road } = stretch;
  if (!road) return { from, to, road: null, chainage: null, structures: [] };
  return {
    from,
    to,
    road: {
      name: road.name,
      roadCode: road.road_code,
      roadClass: classes.get(road.id ?? undefined) ?? null,
    },
    chainage: road.has_chainage ? { fromMetres: road.chainage_from_m, toMetres: road.chainage_to_m } : null,
    structures: isStructure(road.structure) ? [road.structure] : [],
  };
}

function isStructure(value: string | null): value is Structure {
  return value === 'bridge' || value === 'tunnel' || value === 'ford' || value === 'causeway';
}

/** Joins what is one road to a person, and gives short pieces to the one before: a junction's width needs no sentence. */
function absorbed(pieces: readonly Piece[], numbers: CardNumbers): Piece[] {
  const joined = pieces.reduce<Piece[]>(joinNext, []);
  const kept = joined.filter(({ from, to, road, structures }) => {
    const least = road ? numbers.least_step_m : numbers.off_road_word_m;
    return to - from >= least || structures.length > 0;
  });
  if (kept.length === 0) return joined.slice(0, 1);
  const filled = kept.map((piece, index): Piece => {
    const from = index === 0 ? 0 : piece.from;
    return { ...piece, from, to: kept[index + 1]?.from ?? joined.at(-1)?.to ?? piece.to };
  });
  return filled.reduce<Piece[]>(joinNext, []);
}

function joinNext(pieces: Piece[], next: Piece): Piece[] {
  const before = pieces.at(-1);
  if (!before || !isSameRoad(before.road, next.road) || turnsBack(before, next)) return [...pieces, next];
  const joined: Piece = {
    ...before,
    to: next.to,
    chainage:
      before.chainage && next.chainage
        ? { fromMetres: before.chainage.fromMetres, toMetres: next.chainage.toMetres }
        : null,
    structures: [...before.structures, ...next.structures],
  };
  return [...pieces.slice(0, -1), joined];
}

function isSameRoad(a: StepRoad | null, b: StepRoad | null): boolean {
  if (!a || !b) return a === b;
  // A bridge of a road has a name of its own and the road's number.
  if (a.roadCode !== null && a.roadCode === b.roadCode) return true;
  return a.name === b.name && a.roadCode === b.roadCode && a.roadClass === b.roadClass;
}

function turnsBack(before: Piece, next: Piece): boolean {
  const way = ({ chainage }: Piece) => (chainage ? Math.sign(chainage.toMetres - chainage.fromMetres) : 0);
  return way(before) * way(next) < 0;
}

function stepsOf(line: MeasuredLine, pieces: readonly Piece[], numbers: CardNumbers): Step[] {
  return pieces.map(({ from, to, road, chainage, structures }, index) => {
    const after = bearing(line, from, Math.min(line.lengthMetres, from + numbers.turn_sight_m));
    const before = bearing(line, Math.max(0, from - numbers.turn_sight_m), from);
    return {
      turn: index === 0 ? 'start' : turnOf(after - before, numbers),
      road,
      metres: to - from,
      fromMetres: from,
      wind: windOf(bearing(line, from, to)),
      chainage,
      structures,
    };
  });
}

/** Degrees clockwise from the north. */
function bearing(line: MeasuredLine, from: number, to: number): number {
  const a = pointAt(line, from);
  const b = pointAt(line, to);
  return (Math.atan2(b.x - a.x, b.y - a.y) * 180) / Math.PI;
}

function turnOf(difference: number, numbers: CardNumbers): Turn {
  const angle = ((((difference + 180) % 360) + 360) % 360) - 180;
  if (Math.abs(angle) <= numbers.straight_on_deg) return 'straight';
  if (Math.abs(angle) >= numbers.turn_back_deg) return 'back';
  return angle < 0 ? 'left' : 'right';
}

function windOf(degrees: number): Wind {
  return ((Math.round(degrees / 45) + 8) % 8) as Wind;
}
