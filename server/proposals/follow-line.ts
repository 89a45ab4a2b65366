import Flatbush from 'flatbush';
import type { Position } from 'geojson';
import { reviewNumber } from '../../data/standards/review.ts';
import { metresPerDegree } from '../screening/projection.ts';
import { metresAlong, type Stretch } from './place.ts';

export interface Placed extends Stretch {
  /** Farthest that the line lies from the road, in metres. */
  readonly offset: number;
  /** The road is drawn against the line; undefined where the line is a spot, which has no direction. */
  readonly reversed: boolean | undefined;
}

/** A stretch of the line that the road follows. */
export interface PlacedPart extends Placed {
  /** Metres along the line. */
  readonly lineFrom: number;
  readonly lineTo: number;
}

/** Says of lines drawn earlier where they lie along a road as it is drawn now. */
export interface RoadPlaces {
  /** The whole line; undefined where some of it lies out of reach or the road is not as long there as the line. */
  whole(line: readonly Position[], reachMetres: number): Placed | undefined;
  /** What the road follows of the line to within a distance, as of a line that was split. */
  parts(line: readonly Position[], reachMetres: number): readonly PlacedPart[];
}

interface Sample {
  readonly position: Position;
  readonly metres: number;
}

/** A place on the road near a sample. */
interface Place {
  readonly metres: number;
  readonly distance: number;
}

/** Of places near a sample where the road passes it again and again. */
const mostPlaces = 8;

export function placesOn(road: readonly Position[]): RoadPlaces {
  const near = nearbyPlaces(road);
  return {
    whole(line, reachMetres) {
      const samples = samplesOf(line);
      const places = samples.map(({ position }) => near(position, reachMetres));
      return places.every(({ length }) => length > 0) ? follow(samples, places)?.placed : undefined;
    },
    parts(line, reachMetres) {
      const samples = samplesOf(line);
      const places = samples.map(({ position }) => near(position, reachMetres));
      return runsOf(places).flatMap(([first, last]) => {
        const own = samples.slice(first, last + 1);
        const followed = follow(own, places.slice(first, last + 1));
        return followed ? (partOf(own, followed) ?? []) : [];
      });
    },
  };
}

/** Undefined where the road only meets or crosses the line, and does not follow it. */
function partOf(samples: readonly Sample[], { placed, places }: Followed): PlacedPart | undefined {
  // Samples beyond an end of the road are all nearest to that end.
  const isMoving = (i: number) => places[i]?.metres !== places[i + 1]?.metres;
  const steps = samples.slice(1).map((_, i) => i);
  const first = steps.find(isMoving);
  const last = steps.findLast(isMoving);
  if (first === undefined || last === undefined) return undefined;
  const lineFrom = samples[first]?.metres ?? 0;
  const lineTo = samples[last + 1]?.metres ?? 0;
  // An end may lie anywhere between two samples.
  const slack = [first > 0 || samples.length === 2, last < samples.length - 2].filter(Boolean).length;
  const span = lineTo - lineFrom - slack * reviewNumber('review.moved_m');
  return placed.to - placed.from >= span * (1 - share()) ? { ...placed, lineFrom, lineTo } : undefined;
}

const share = () => reviewNumber('review.length_share');

/** Vertices, and places between them no farther apart than the accuracy of a centre line. */
function samplesOf(line: readonly Position[]): Sample[] {
  const along = metresAlong(line);
  const spacing = reviewNumber('review.moved_m');
  return line.flatMap((position, i): Sample[] => {
    const [x1 = 0, y1 = 0] = position;
    const metres = along[i] ?? 0;
    const [x0 = x1, y0 = y1] = line[i - 1] ?? [];
    const before = along[i - 1] ?? metres;
    const steps = Math.max(1, Math.ceil((metres - before) / spacing));
    const between = Array.from({ length: steps - 1 }, (_, k) => (k + 1) / steps).map((part) => ({
      position: [x0 + part * (x1 - x0), y0 + part * (y1 - y0)],
      metres: before + part * (metres - before),
    }));
    return [...between, { position, metres }];
  });
}

/** The first and last index of each run of samples that have places. */
function runsOf(places: readonly (readonly Place[])[]): [number, number][] {
  const runs: [number, number][] = [];
  for (const [i, { length }] of places.entries()) {
    if (length === 0) continue;
    const run = runs.at(-1);
    if (run && run[1] === i - 1) run[1] = i;
    else runs.push([i, i]);
  }
  return runs;
}

/** The places where a road comes nearest to a position: one of each time that it passes. */
function nearbyPlaces(road: readonly Position[]): (position: Position, reachMetres: number) => readonly Place[] {
  if (road.length < 2) return () => [];
  const along = metresAlong(road);
  const index = new Flatbush(road.length - 1);
  for (let i = 1; i < road.length; i++) {
    const [x0 = 0, y0 = 0] = road[i - 1] ?? [];
    const [x1 = 0, y1 = 0] = road[i] ?? [];
    index.add(Math.min(x0, x1), Math.min(y0, y1), Math.max(x0, x1), Math.max(y0, y1));
  }
  index.finish();

  const placeOnSegment = (segment: number, [x = 0, y = 0]: Position): Place => {
    const { east, north } = metresPerDegree(y);
    const [x0 = 0, y0 = 0] = road[segment] ?? [];
    const [x1 = 0, y1 = 0] = road[segment + 1] ?? [];
    const ax = (x0 - x) * east;
    const ay = (y0 - y) * north;
    const dx = (x1 - x0) * east;
    const dy = (y1 - y0) * north;
    const square = dx * dx + dy * dy;
    const part = square > 0 ? Math.min(1, Math.max(0, -(ax * dx + ay * dy) / square)) : 0;
    const start = along[segment] ?? 0;
    return {
      metres: start + part * ((along[segment + 1] ?? start) - start),
      distance: Math.hypot(ax + part * dx, ay + part * dy),
    };
  };

  return (position, reachMetres) => {
    const [x = 0, y = 0] = position;
    const { east, north } = metresPerDegree(y);
    const [rx, ry] = [reachMetres / east, reachMetres / north];
    const met = index.search(x - rx, y - ry, x + rx, y + ry);
    const bySegment = new Map(met.map((segment) => [segment, placeOnSegment(segment, position)]));
    const distanceOn = (segment: number) => bySegment.get(segment)?.distance ?? Number.POSITIVE_INFINITY;
    return [...bySegment]
      .filter(
        ([segment, { distance }]) =>
          distance <= reachMetres && distance < distanceOn(segment - 1) && distance <= distanceOn(segment + 1),
      )
      .map(([, place]) => place)
      .sort((a, b) => a.distance - b.distance)
      .slice(0, mostPlaces);
  };
}

interface Followed {
  readonly placed: Placed;
  /** Of each sample. */
  readonly places: readonly Place[];
}

interface Course {
  readonly cost: number;
  readonly places: readonly Place[];
}

/**
 * Follows the samples along the road, both ways: of the places that each may have, those are taken that lie nearest and
 * as far from one another as the samples do. The nearest place by itself would be on the wrong leg of a hairpin.
 */
function follow(samples: readonly Sample[], places: readonly (readonly Place[])[]): Followed | undefined {
  const forward = course(samples, places, 1);
  const backward = course(samples, places, -1);
  if (!forward || !backward) return undefined;
  const best = backward.cost < forward.cost ? backward : forward;
  const ends = [best.places[0]?.metres ?? 0, best.places.at(-1)?.metres ?? 0];
  const [from, to] = [Math.min(...ends), Math.max(...ends)];
  const length = (samples.at(-1)?.metres ?? 0) - (samples[0]?.metres ?? 0);
  if (Math.abs(to - from - length) > Math.max(length * share(), reviewNumber('review.moved_m'))) return undefined;
  const offset = Math.max(...best.places.map(({ distance }) => distance));
  const reversed = forward.cost === backward.cost ? undefined : best === backward;
  return { placed: { from, to, offset, reversed }, places: best.places };
}

function course(samples: readonly Sample[], places: readonly (readonly Place[])[], sense: 1 | -1): Course | undefined {
  let costs: number[] = [];
  const cameFrom: number[][] = [];
  for (const [i, own] of places.entries()) {
    const before = places[i - 1] ?? [];
    const step = (samples[i]?.metres ?? 0) - (samples[i - 1]?.metres ?? 0);
    const links = own.map(({ metres, distance }) => {
      if (i === 0) return { cost: distance, from: 0 };
      let best = { cost: Number.POSITIVE_INFINITY, from: 0 };
      for (const [j, place] of before.entries()) {
        const cost = (costs[j] ?? 0) + Math.abs(sense * (metres - place.metres) - step);
        if (cost < best.cost) best = { cost, from: j };
      }
      return { cost: best.cost + distance, from: best.from };
    });
    costs = links.map(({ cost }) => cost);
    cameFrom.push(links.map(({ from }) => from));
  }
  const cost = Math.min(...costs);
  if (!Number.isFinite(cost)) return undefined;
  const taken: Place[] = [];
  let at = costs.indexOf(cost);
  for (let i = places.length - 1; i >= 0; i--) {
    const place = places[i]?.[at];
    if (place) taken.push(place);
    at = cameFrom[i]?.[at] ?? 0;
  }
  return { cost, places: taken.reverse() };
}
