import type { EvacuationNumbers } from '../../data/standards/evacuation.ts';
import type { CheckContext } from './context.ts';
import { intervalLength, totalLength } from './geometry/intervals.ts';
import type { Cell } from './match/match.ts';
import { roadAt } from './match/network.ts';
import { offNetwork } from './match/whereabouts.ts';
import { speedKmh, type TravelMode } from './network/travel.ts';
import { profileOf, type RouteProfile } from './profile.ts';
import { roadLineOf } from './roads.ts';

/** Between these lies the time, whatever is not known. */
export interface SecondsRange {
  readonly fastest: number;
  readonly slowest: number;
}

/**
 * From the flood point along the route to its shelter, by the speeds that planning takes. A grade that is not known may be
 * any up to the steepest; a road that may be meant may be the one. People walk to the first road and from the last one;
 * a vehicle that would have to leave the roads in between takes nobody knows how long.
 */
export function travelSeconds(context: CheckContext, numbers: EvacuationNumbers): SecondsRange {
  const { mode } = context.movement;
  const modes: readonly TravelMode[] = mode === null ? ['foot', 'vehicle'] : [mode];
  const profile = profileOf(context);
  const ranges = modes.map((each) => secondsBy(context, each, profile, numbers));
  return {
    fastest: Math.min(...ranges.map(({ fastest }) => fastest)),
    slowest: Math.max(...ranges.map(({ slowest }) => slowest)),
  };
}

function secondsBy(
  context: CheckContext,
  mode: TravelMode,
  profile: RouteProfile | undefined,
  numbers: EvacuationNumbers,
): SecondsRange {
  const { match, ends } = context;
  let fastest = 0;
  let slowest = 0;
  const add = (metres: number, speeds: readonly number[]) => {
    fastest += (metres * 3.6) / Math.max(...speeds);
    slowest += (metres * 3.6) / Math.min(...speeds);
  };
  const walking = speedsOnFoot(null, numbers);
  for (const end of [ends.point, ends.shelter]) if (end.found !== 'nothing') add(end.metres, walking);
  for (const cell of match.cells) {
    const metres = intervalLength(cell);
    if (metres > 0) add(metres, speedsIn(context, cell, mode, gradeAt(profile, (cell.from + cell.to) / 2), numbers));
  }
  if (mode === 'vehicle' && leavesRoads(context)) slowest = Number.POSITIVE_INFINITY;
  return { fastest, slowest };
}

function speedsIn(
  context: CheckContext,
  cell: Cell,
  mode: TravelMode,
  grade: number | null,
  numbers: EvacuationNumbers,
): readonly number[] {
  if (mode === 'foot' || cell.tracks.length === 0) return speedsOnFoot(grade, numbers);
  const grades = grade === null ? [0, numbers.vehicle_grade_limit_pct / 100] : [grade];
  return cell.tracks.flatMap(({ road }) => {
    const { designSpeedKmh, roadClass } = roadLineOf(roadAt(context.network, road).feature) ?? anyRoad;
    return grades.map((own) => speedKmh({ designSpeedKmh, roadClass }, 'vehicle', own, numbers));
  });
}

const anyRoad = { designSpeedKmh: null, roadClass: 'village' };

function speedsOnFoot(grade: number | null, numbers: EvacuationNumbers): readonly number[] {
  const steepest = numbers.foot_grade_limit_pct / 100;
  const grades = grade === null ? [numbers.foot_best_grade, steepest] : [grade];
  return grades.map((own) => speedKmh(anyRoad, 'foot', own, numbers));
}

/** Leaves the roads in between for longer than lines stray. */
function leavesRoads(context: CheckContext): boolean {
  const { route, numbers } = context;
  const between = offNetwork(context).filter(({ from, to }) => from > 0 && to < route.lengthMetres);
  return totalLength(between) > numbers.off_network_max_m;
}

/** Steps on either side of a place over which its grade is taken: with the standard step, 100 m in all. */
const stepsAside = 2;

/** As a share, uphill positive; null where it is not known. */
function gradeAt(profile: RouteProfile | undefined, metres: number): number | null {
  if (profile === undefined) return null;
  const { heights, stepMetres } = profile;
  const place = Math.round(metres / stepMetres);
  const from = Math.max(0, place - stepsAside);
  const to = Math.min(heights.length - 1, place + stepsAside);
  const grade = ((heights[to] ?? Number.NaN) - (heights[from] ?? Number.NaN)) / ((to - from) * stepMetres);
  return Number.isFinite(grade) ? grade : null;
}
