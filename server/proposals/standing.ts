import Flatbush from 'flatbush';
import type { Position } from 'geojson';
import { reviewNumber } from '../../data/standards/review.ts';
import { metresPerDegree } from '../screening/projection.ts';
import { type Placed, placesOn, type RoadPlaces } from './follow-line.ts';
import type { KnownProposal } from './match.ts';
import { metresAlong, type Stretch } from './place.ts';

/** A road as it is now. */
export interface RoadNow {
  readonly id: number;
  readonly version: number;
  /** May be empty where no proposal of an earlier version, or of a road that is gone, lies near. */
  readonly line: readonly Position[];
}

/** A stretch that a known proposal takes up on a road as that is now. One that was split stands on several. */
export interface Standing extends Stretch {
  readonly known: KnownProposal;
  readonly roadId: number;
  /** All of it lies on this road; at most a rest within the accuracy of a line on the next. */
  readonly isWhole: boolean;
  /** The road has been edited, or is another one, since the proposal was made. */
  readonly displaced: boolean;
  /** The road is drawn the other way than when the proposal was made; undefined where that cannot be said. */
  readonly reversed: boolean | undefined;
  /** Metres by which it has moved; undefined where the stretch is where it was. */
  readonly shift: number | undefined;
}

interface Candidate {
  readonly road: RoadNow;
  readonly places: () => RoadPlaces;
}

/** Finds where known proposals stand among roads. */
export function makeStandings(roads: readonly RoadNow[]): (known: KnownProposal) => readonly Standing[] {
  const candidates = new Map(roads.map((road): [number, Candidate] => [road.id, { road, places: once(road) }]));
  const nearLine = roadsNear([...candidates.values()].filter(({ road }) => road.line.length > 0));
  return (known) => {
    const own = candidates.get(known.roadId);
    if (own?.road.version === known.roadVersion) {
      const { fromMetres: from, toMetres: to } = known;
      return [
        { known, roadId: known.roadId, from, to, isWhole: true, displaced: false, reversed: false, shift: undefined },
      ];
    }
    return placed(known, own, nearLine);
  };
}

/**
 * On its own road where that still runs there. Else on the parts that the line was cut or joined into, if these have all
 * of it. Else where the road was moved to.
 */
function placed(
  known: KnownProposal,
  own: Candidate | undefined,
  nearLine: (line: readonly Position[], reachMetres: number) => readonly Candidate[],
): readonly Standing[] {
  const moved = reviewNumber('review.moved_m');
  const reach = reviewNumber('review.reach_m');
  const { line } = known;
  const standing = ({ road }: Candidate, { from, to, offset, reversed }: Placed, isWhole = true): Standing => {
    const shift = offset > moved ? offset : undefined;
    return { known, roadId: road.id, from, to, isWhole, displaced: true, reversed, shift };
  };
  const onOwn = own?.places().whole(line, reach);
  const near = nearLine(line, reach);
  const parts = near.flatMap((one) =>
    one
      .places()
      .parts(line, moved)
      .map((part) => ({ one, part })),
  );
  const standings = parts.map(({ one, part }) => standing(one, part, false));
  if (own && onOwn && onOwn.offset <= moved) {
    return [standing(own, onOwn), ...standings.filter(({ roadId }) => roadId !== own.road.id)];
  }
  const covered = parts.map(({ part }) => ({ from: part.lineFrom, to: part.lineTo }));
  if (parts.length > 0 && uncovered(metresAlong(line).at(-1) ?? 0, covered) <= moved) return standings;
  if (own && onOwn) return [standing(own, onOwn)];
  const [nearest] = near
    .flatMap((one) => {
      const whole = one.places().whole(line, reach);
      return whole ? [{ one, whole }] : [];
    })
    .sort((a, b) => a.whole.offset - b.whole.offset);
  return nearest ? [standing(nearest.one, nearest.whole)] : standings;
}

function uncovered(length: number, stretches: readonly Stretch[]): number {
  let reached = 0;
  let missing = 0;
  for (const { from, to } of [...stretches].sort((a, b) => a.from - b.from)) {
    missing += Math.max(0, from - reached);
    reached = Math.max(reached, to);
  }
  return missing + Math.max(0, length - reached);
}

function once({ line }: RoadNow): () => RoadPlaces {
  let places: RoadPlaces | undefined;
  return () => {
    places ??= placesOn(line);
    return places;
  };
}

function roadsNear(candidates: readonly Candidate[]) {
  if (candidates.length === 0) return () => [];
  const index = new Flatbush(candidates.length);
  for (const { road } of candidates) {
    const [west, south, east, north] = boxOf(road.line);
    index.add(west, south, east, north);
  }
  index.finish();
  return (line: readonly Position[], reachMetres: number): readonly Candidate[] => {
    const [west, south, east, north] = boxOf(line);
    const perDegree = metresPerDegree((south + north) / 2);
    const [rx, ry] = [reachMetres / perDegree.east, reachMetres / perDegree.north];
    return index
      .search(west - rx, south - ry, east + rx, north + ry)
      .sort((a, b) => a - b)
      .flatMap((number) => candidates[number] ?? []);
  };
}

function boxOf(line: readonly Position[]): [number, number, number, number] {
  const [xs, ys] = [line.map(([x = 0]) => x), line.map(([, y = 0]) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}
