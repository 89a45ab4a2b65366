import type { CheckContext } from './context.ts';
import { numberOf, textOf } from './features.ts';
import { intervalLength } from './geometry/intervals.ts';
import type { Cell, Track } from './match/match.ts';
import { roadAt } from './match/network.ts';
import type { FollowedRoad, RouteStretch } from './types.ts';

/** Which roads a route follows, from its start to its end; neighbouring cells on the same roads are one stretch. */
export function followedRoads(
  context: Pick<CheckContext, 'match' | 'network'>,
  reported: (metres: number) => number,
): RouteStretch[] {
  return runsOf(context.match.cells).flatMap((cells) => {
    const first = cells[0];
    const last = cells.at(-1);
    if (first === undefined || last === undefined || last.to <= first.from) return [];
    const [road = null, ...alternatives] = first.tracks.map((track, index) =>
      followed(context, track, last.tracks[index] ?? track, reported),
    );
    return [
      {
        from_m: reported(first.from),
        to_m: reported(last.to),
        status: road === null ? 'off_network' : alternatives.length === 0 ? 'on_road' : 'ambiguous',
        road,
        alternatives,
      },
    ];
  });
}

/** Runs of cells on the same roads in the same direction. */
function runsOf(cells: readonly Cell[]): Cell[][] {
  const runs: Cell[][] = [];
  let directions: readonly number[] = [];
  for (const cell of cells) {
    const run = runs.at(-1);
    const before = run?.at(-1);
    const now = cell.tracks.map((track) => directionOf(cell, track));
    const goesOn =
      before !== undefined &&
      before.tracks.length === cell.tracks.length &&
      before.tracks.every((track, index) => track.road === cell.tracks[index]?.road) &&
      !now.some((direction, index) => direction * (directions[index] ?? 0) < 0);
    if (run !== undefined && goesOn) {
      run.push(cell);
      directions = now.map((direction, index) => (direction === 0 ? (directions[index] ?? 0) : direction));
    } else {
      runs.push([cell]);
      directions = now;
    }
  }
  return runs;
}

/** 1 along the drawing of the road, -1 against it; 0 at a turn, and where a line drawn by hand only wavers. */
function directionOf(cell: Cell, track: Track): number {
  const pace = (track.to - track.from) / intervalLength(cell);
  return Math.abs(pace) > 0.5 ? Math.sign(pace) : 0;
}

function followed(
  context: Pick<CheckContext, 'network'>,
  first: Track,
  last: Track,
  reported: (metres: number) => number,
): FollowedRoad {
  const { feature, line } = roadAt(context.network, first.road);
  const from = numberOf(feature, 'from_m');
  const to = numberOf(feature, 'to_m');
  const hasChainage = from !== null && to !== null && from !== to;
  const chainage = (metres: number) =>
    reported(hasChainage ? from + (metres / line.lengthMetres) * (to - from) : metres);
  return {
    id: feature.id ?? null,
    code: textOf(feature, 'code'),
    road_code: textOf(feature, 'road_code'),
    name: textOf(feature, 'name'),
    structure: textOf(feature, 'structure'),
    chainage_from_m: chainage(first.from),
    chainage_to_m: chainage(last.to),
    has_chainage: hasChainage,
  };
}
