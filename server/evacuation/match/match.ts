import type { RouteCheckNumbers } from '../../../data/standards/route-check.ts';
import type { Interval } from '../geometry/intervals.ts';
import { type MeasuredLine, nearestPlace, pointAt } from '../geometry/line.ts';
import type { SegmentIndex } from '../geometry/segment-index.ts';
import { plausibleCandidates } from './ambiguity.ts';
import { bestPath } from './best-path.ts';
import { type Candidate, candidatesOf } from './candidates.ts';
import { type RoadNetwork, roadAt } from './network.ts';
import { sampleLine } from './samples.ts';
import { type Step, stepBetween } from './steps.ts';

/** A stretch of road that a cell may lie on, in metres along the road; `from` exceeds `to` against the drawing. */
export interface Track extends Interval {
  readonly road: number;
}

/** A few metres of the line and the roads they may lie on. */
export interface Cell extends Interval {
  /** The best fit first; several where more than one road fits equally well; none off the network. */
  readonly tracks: readonly Track[];
}

export interface LineMatch {
  /** One after the other from the start of the line to its end. */
  readonly cells: readonly Cell[];
  readonly cellsOfRoad: ReadonlyMap<number, readonly Cell[]>;
}

/** Which roads a line lies on, place by place, with what is ambiguous left ambiguous. */
export function matchLine(
  line: MeasuredLine,
  lineSegments: SegmentIndex,
  network: RoadNetwork,
  numbers: RouteCheckNumbers,
): LineMatch {
  const samples = sampleLine(line, lineSegments, network, numbers);
  const metres = samples.map((sample) => sample.metres);
  const middles = metres.map((here, index) => {
    const next = metres[index + 1];
    return next === undefined ? line.lengthMetres : (here + next) / 2;
  });
  const sampled = {
    metres,
    weights: middles.map((to, index) => to - (middles[index - 1] ?? 0)),
    candidates: samples.map((sample) => candidatesOf(network, sample, numbers)),
  };
  const best = bestPath(network, sampled, numbers);
  const plausible = plausibleCandidates(network, sampled, best, numbers);
  const steps = best.map((from, index) => bestStep(network, numbers, from, best[index + 1], metres, index));
  const edges = middles.map((middle, index) => {
    const step = steps[index];
    const chosen = best[index];
    if (step?.kind !== 'junction' || chosen === undefined || chosen === null) return middle;
    const between = { from: metres[index] ?? middle, to: metres[index + 1] ?? middle };
    return nearestPlace(line, pointAt(roadAt(network, chosen.road).line, step.junction.first), between).metres;
  });

  /**
   * Where a track crosses the edge between sample `index` and its neighbour: the place of the road nearest to the edge.
   * Cells of one road get the same place from either side, so that no part of the road is lost between them.
   */
  const placeAtEdge = (index: number, neighbour: number, edge: number, own: Candidate): number => {
    const next = plausible[neighbour]?.find(
      (other) => other.road === own.road && Math.abs(own.metres - other.metres) < numbers.match_jump_m,
    );
    const places = [own.metres, next?.metres ?? own.metres];
    const road = roadAt(network, own.road).line;
    const stray = 2 * Math.abs(edge - (metres[index] ?? edge)) + numbers.junction_snap_m;
    const within = {
      from: Math.max(0, Math.min(...places) - stray),
      to: Math.min(road.lengthMetres, Math.max(...places) + stray),
    };
    return nearestPlace(road, pointAt(line, edge), within).metres;
  };

  const cells = plausible.flatMap((candidates, index): Cell[] => {
    const from = edges[index - 1] ?? 0;
    const to = edges[index] ?? line.lengthMetres;
    const here = metres[index] ?? from;
    const chosen = best[index];
    const ordered = [...candidates].sort((a, b) => Number(b === chosen) - Number(a === chosen));
    // Two halves, so that where a line turns back within a cell the road up to the turn is not lost.
    return [
      {
        from,
        to: here,
        tracks: ordered.map((own) => ({
          road: own.road,
          from: placeAtEdge(index, index - 1, from, own),
          to: own.metres,
        })),
      },
      {
        from: here,
        to,
        tracks: ordered.map((own) => ({
          road: own.road,
          from: own.metres,
          to: placeAtEdge(index, index + 1, to, own),
        })),
      },
    ];
  });
  return { cells, cellsOfRoad: byRoad(cells) };
}

/** The cells that a part of the line touches. */
export function cellsIn({ cells }: LineMatch, part: Interval): Cell[] {
  let low = 0;
  let high = cells.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cells[middle]?.to ?? Number.POSITIVE_INFINITY) < part.from) low = middle + 1;
    else high = middle;
  }
  const found: Cell[] = [];
  for (let index = low; index < cells.length; index++) {
    const cell = cells[index];
    if (cell === undefined || cell.from > part.to) break;
    found.push(cell);
  }
  return found;
}

function bestStep(
  network: RoadNetwork,
  numbers: RouteCheckNumbers,
  from: Candidate | null,
  to: Candidate | null | undefined,
  metres: readonly number[],
  index: number,
): Step | null {
  if (from === null || to === null || to === undefined) return null;
  return stepBetween(network, numbers, from, to, (metres[index + 1] ?? 0) - (metres[index] ?? 0));
}

function byRoad(cells: readonly Cell[]): Map<number, Cell[]> {
  const roads = new Map<number, Cell[]>();
  for (const cell of cells) {
    for (const road of new Set(cell.tracks.map((track) => track.road))) {
      const list = roads.get(road) ?? [];
      list.push(cell);
      roads.set(road, list);
    }
  }
  return roads;
}
