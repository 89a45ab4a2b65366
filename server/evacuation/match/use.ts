import {
  type Interval,
  intersectIntervals,
  intervalLength,
  mergeIntervals,
  subtractIntervals,
  totalLength,
} from '../geometry/intervals.ts';
import type { Cell, LineMatch, Track } from './match.ts';

/** Parts of roads by the road's index, in metres along each. */
export type RoadParts = ReadonlyMap<number, readonly Interval[]>;

/** Where a line uses some parts of roads, in metres along the line. */
export interface Use {
  /** Whichever road is meant, it is one of these parts. */
  readonly certain: readonly Interval[];
  /** One of the roads that may be meant is one of these parts, and another one is not. */
  readonly possible: readonly Interval[];
}

export type Travel = 'forward' | 'backward' | 'either';

/**
 * Where a line uses any of the parts, travelling as said: along or against the drawing of the road. Less than
 * `minimumMetres`, or than half of the parts where they are shorter than twice that, is no use: it is the imprecision
 * of a node at which the line turns off.
 */
export function partsUsed(match: LineMatch, parts: RoadParts, minimumMetres: number, travel: Travel = 'either'): Use {
  const certain: Interval[] = [];
  const any: Interval[] = [];
  for (const cell of cellsOn(match, parts)) {
    const covered = cell.tracks.map((track) => coveredBy(cell, track, parts, travel));
    any.push(...covered.flat());
    certain.push(...covered.reduce<Interval[]>(intersectIntervals, [{ from: cell.from, to: cell.to }]));
  }
  const least = Math.min(minimumMetres, totalLength([...parts.values()].flat()) / 2);
  const uses = mergeIntervals(any, roundingMetres).filter((use) => intervalLength(use) >= least);
  const sure = mergeIntervals(intersectIntervals(certain, uses), roundingMetres).filter(
    (use) => intervalLength(use) >= least,
  );
  return {
    certain: sure,
    possible: subtractIntervals(uses, sure).filter((use) => intervalLength(use) > roundingMetres),
  };
}

/** Cells meet exactly; this only absorbs rounding. */
const roundingMetres = 1e-6;

function cellsOn(match: LineMatch, parts: RoadParts): Cell[] {
  const cells = new Set<Cell>();
  for (const road of parts.keys()) {
    for (const cell of match.cellsOfRoad.get(road) ?? []) cells.add(cell);
  }
  return [...cells];
}

/** The part of a cell that lies on the parts if the track is the road that is meant. */
function coveredBy(cell: Cell, track: Track, parts: RoadParts, travel: Travel): Interval[] {
  const onRoad = parts.get(track.road);
  if (onRoad === undefined || goesOtherWay(track, travel)) return [];
  const low = Math.min(track.from, track.to);
  const high = Math.max(track.from, track.to);
  if (low === high) {
    return onRoad.some((part) => part.from <= low && low <= part.to) ? [{ from: cell.from, to: cell.to }] : [];
  }
  const share = (metres: number) => (metres - track.from) / (track.to - track.from);
  const place = (metres: number) => cell.from + share(metres) * (cell.to - cell.from);
  return onRoad.flatMap((part) => {
    const from = Math.max(low, part.from);
    const to = Math.min(high, part.to);
    if (from >= to) return [];
    const ends = [place(from), place(to)];
    return [{ from: Math.min(...ends), to: Math.max(...ends) }];
  });
}

function goesOtherWay(track: Track, travel: Travel): boolean {
  if (travel === 'either' || track.from === track.to) return false;
  return travel === 'forward' ? track.to < track.from : track.to > track.from;
}
