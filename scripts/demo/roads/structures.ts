import type { Land } from '../land.ts';
import { crossSegments, distance, pointAlong, project, stations } from '../line.ts';
import type { Point } from '../plane.ts';
import type { PreparedPolygons } from '../prepared.ts';
import type { Road, RoadNetwork } from './network.ts';
import { buildStandards } from './standards.ts';

export type Structure = 'road' | 'bridge' | 'tunnel' | 'ford' | 'causeway';

/** A stretch of a road that is not plain roadbed; distances along the road's plane line. */
export interface StructureStretch {
  readonly from: number;
  readonly to: number;
  readonly structure: Exclude<Structure, 'road'>;
}

/** A small stream led under a road in a pipe: the stretch is the stream's. */
export interface Culvert {
  readonly river: number;
  readonly from: number;
  readonly to: number;
}

export interface Structures {
  /** By the road's index. */
  readonly stretches: ReadonlyMap<number, readonly StructureStretch[]>;
  readonly culverts: readonly Culvert[];
}

/** Streams up to this width go under a road in a culvert. */
export const culvertWidthMetres = 2.6;
/** A viaduct begins this far from the road it leaves. */
const abutmentMetres = 10;
/** Bridges nearer to each other than this are one bridge. */
const joinMetres = 24;

interface Crossing {
  readonly from: number;
  readonly to: number;
}

/** What each road needs where it meets water: bridges, or culverts for the stream. */
export function placeStructures(land: Land, surfaces: PreparedPolygons, network: RoadNetwork): Structures {
  const rivers = indexRivers(land);
  const stretches = new Map<number, StructureStretch[]>();
  const culverts: Culvert[] = [];
  for (const road of network.roads) {
    const along = stations(road.points);
    const crossings: Crossing[] = [];
    for (const met of meetings(road, along, rivers)) {
      const width = land.rivers[met.river]?.widthsMetres[met.vertex] as number;
      if (width <= culvertWidthMetres && !surfaces.contains(pointAlong(road.points, along, met.at))) {
        const half = (buildStandards[road.roadClass].widthMetres / 2 + 2.5) / Math.max(0.35, met.sine);
        culverts.push({ river: met.river, from: met.onRiver - half, to: met.onRiver + half });
        continue;
      }
      const half = (width / 2 + 3.5) / Math.max(0.35, met.sine);
      crossings.push({ from: met.at - half, to: met.at + half });
    }
    crossings.push(...wetStretches(surfaces, road, along));
    const total = along[along.length - 1] as number;
    const planned = plannedStretches(road, along);
    const open = crossings.filter((c) => !planned.some((stretch) => c.from < stretch.to && c.to > stretch.from));
    const found: StructureStretch[] = joined(open).map((crossing) => ({
      from: Math.max(0, crossing.from),
      to: Math.min(total, crossing.to),
      structure: 'bridge',
    }));
    found.push(...planned);
    if (found.length > 0) stretches.set(road.index, found);
  }
  return { stretches, culverts: apart(culverts) };
}

/** Tunnels and viaducts that the road was planned with. */
function plannedStretches(road: Road, along: readonly number[]): StructureStretch[] {
  if (road.traits.viaduct) {
    const total = along[along.length - 1] as number;
    return [{ from: abutmentMetres, to: total - abutmentMetres, structure: 'bridge' }];
  }
  return (road.traits.tunnels ?? []).map(([mouthIn, mouthOut]) => ({
    from: project(road.points, along, mouthIn).at,
    to: project(road.points, along, mouthOut).at,
    structure: 'tunnel',
  }));
}

interface RiverSegment {
  readonly river: number;
  readonly vertex: number;
  /** Metres from the river's head to `a`. */
  readonly along: number;
  readonly a: Point;
  readonly b: Point;
}

const bucketMetres = 50;

function bucketKeys(a: Point, b: Point): number[] {
  const keys: number[] = [];
  const east = Math.floor(Math.max(a.x, b.x) / bucketMetres);
  const north = Math.floor(Math.max(a.y, b.y) / bucketMetres);
  for (let row = Math.floor(Math.min(a.y, b.y) / bucketMetres); row <= north; row++) {
    for (let column = Math.floor(Math.min(a.x, b.x) / bucketMetres); column <= east; column++) {
      keys.push(row * 100_000 + column);
    }
  }
  return keys;
}

function indexRivers(land: Land): Map<number, RiverSegment[]> {
  const buckets = new Map<number, RiverSegment[]>();
  land.rivers.forEach((river, index) => {
    for (let vertex = 0; vertex + 1 < river.points.length; vertex++) {
      const a = river.points[vertex] as Point;
      const b = river.points[vertex + 1] as Point;
      for (const key of bucketKeys(a, b)) {
        const bucket = buckets.get(key);
        const segment = { river: index, vertex, along: river.along[vertex] as number, a, b };
        if (bucket) bucket.push(segment);
        else buckets.set(key, [segment]);
      }
    }
  });
  return buckets;
}

interface Meeting {
  readonly river: number;
  readonly vertex: number;
  readonly at: number;
  /** Metres from the river's head. */
  readonly onRiver: number;
  /** Sine of the angle between road and river. */
  readonly sine: number;
}

function meetings(
  road: Road,
  along: readonly number[],
  rivers: ReadonlyMap<number, readonly RiverSegment[]>,
): Meeting[] {
  const found: Meeting[] = [];
  for (let index = 0; index + 1 < road.points.length; index++) {
    const a = road.points[index] as Point;
    const b = road.points[index + 1] as Point;
    const seen = new Set<RiverSegment>();
    for (const key of bucketKeys(a, b)) {
      for (const segment of rivers.get(key) ?? []) seen.add(segment);
    }
    for (const segment of seen) {
      const crossing = crossSegments(a, b, segment.a, segment.b);
      if (!crossing) continue;
      const length = distance(a, b) * distance(segment.a, segment.b);
      const cross = (b.x - a.x) * (segment.b.y - segment.a.y) - (b.y - a.y) * (segment.b.x - segment.a.x);
      found.push({
        river: segment.river,
        vertex: segment.vertex,
        at: (along[index] as number) + crossing.onFirst * distance(a, b),
        onRiver: segment.along + crossing.onSecond * distance(segment.a, segment.b),
        sine: Math.abs(cross) / Math.max(1e-6, length),
      });
    }
  }
  return found;
}

/** Stretches that lie over a mapped water surface, with 4 m more at both ends. */
function wetStretches(surfaces: PreparedPolygons, road: Road, along: readonly number[]): Crossing[] {
  const found: Crossing[] = [];
  const total = along[along.length - 1] as number;
  let start: number | undefined;
  const step = 3;
  for (let at = 0; at <= total + step; at += step) {
    const over = at <= total && overWater(surfaces, pointAlong(road.points, along, at));
    if (over && start === undefined) start = at;
    if (!over && start !== undefined) {
      found.push({ from: start - 4, to: at + 4 });
      start = undefined;
    }
  }
  return found;
}

/** On a surface or within a metre and a half of one. */
function overWater(surfaces: PreparedPolygons, place: Point): boolean {
  const reach = 1.5;
  return (
    surfaces.contains(place) ||
    surfaces.contains({ x: place.x + reach, y: place.y }) ||
    surfaces.contains({ x: place.x - reach, y: place.y }) ||
    surfaces.contains({ x: place.x, y: place.y + reach }) ||
    surfaces.contains({ x: place.x, y: place.y - reach })
  );
}

function joined(crossings: readonly Crossing[]): Crossing[] {
  const sorted = [...crossings].sort((a, b) => a.from - b.from);
  const result: Crossing[] = [];
  for (const crossing of sorted) {
    const last = result[result.length - 1];
    if (last && crossing.from - last.to < joinMetres) {
      result[result.length - 1] = {
        from: last.from,
        to: Math.max(last.to, crossing.to),
      };
    } else {
      result.push(crossing);
    }
  }
  return result;
}

/** Culverts in metres along their river, overlapping ones joined. */
function apart(culverts: readonly Culvert[]): Culvert[] {
  const sorted = [...culverts].sort((a, b) => a.river - b.river || a.from - b.from);
  const result: Culvert[] = [];
  for (const culvert of sorted) {
    const last = result[result.length - 1];
    if (last && last.river === culvert.river && culvert.from - last.to < 3) {
      result[result.length - 1] = { ...last, to: Math.max(last.to, culvert.to) };
    } else {
      result.push(culvert);
    }
  }
  return result;
}
