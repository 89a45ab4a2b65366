import type { CheckContext } from './context.ts';
import { numberOf, textOf } from './features.ts';
import { intervalLength } from './geometry/intervals.ts';
import type { Cell, Track } from './match/match.ts';
import { roadAt } from './match/network.ts';
import type { FollowedRoad, RouteStretch } from './types.ts';

/** Which roads a route follows, from its start to its end; neighbouring cells on the same roads are one stretch. */
export function followedRoads(context: CheckContext, reported: (metres: number) => number): RouteStretch[] {
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

/** Runs of cells with the same tracks, each going on where it ended in the cell before. */
function runsOf(cells: readonly Cell[]): Cell[][] {
  const runs: Cell[][] = [];
  for (const cell of cells) {
    const run = runs.at(-1);
    const before = run?.at(-1);
    if (run !== undefined && before !== undefined && continues(before, cell)) run.push(cell);
    else runs.push([cell]);
  }
  return runs;
}

function continues(before: Cell, cell: Cell): boolean {
  if (before.tracks.length !== cell.tracks.length) return false;
  return cell.tracks.every((track, index) => {
    const earlier = before.tracks[index];
    return earlier !== undefined && earlier.road === track.road && !turnsBack(before, earlier, cell, track);
  });
}

/** A line drawn by hand wavers on the road; only one that goes back at half its own pace or more has turned. */
function turnsBack(before: Cell, earlier: Track, cell: Cell, track: Track): boolean {
  const pace = (earlier.to - earlier.from) / intervalLength(before);
  const next = (track.to - track.from) / intervalLength(cell);
  return pace * next < 0 && Math.min(Math.abs(pace), Math.abs(next)) > 0.5;
}

function followed(
  context: CheckContext,
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
