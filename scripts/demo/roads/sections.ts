import { pointAlong, slice, stations } from '../line.ts';
import { geodesicLength, type Plane, type Point, type Position, toPosition } from '../plane.ts';
import type { RoadHeights } from './grading.ts';
import type { Road, RoadClass, RoadNetwork } from './network.ts';
import type { RoadNumber } from './numbering.ts';
import type { Structure, StructureStretch } from './structures.ts';

/** A road between two junctions or structure ends: one feature of the roads layer. */
export interface Section {
  readonly code: string;
  readonly road: Road;
  readonly roadClass: RoadClass;
  readonly roadCode: string | undefined;
  readonly name: string | undefined;
  readonly structure: Structure;
  readonly points: readonly Point[];
  readonly positions: readonly Position[];
  /** Height of the road at each point. */
  readonly heights: readonly number[];
  /** Distances along the road's plane line, which the chainage follows to within its scale. */
  readonly planeFrom: number;
  readonly planeTo: number;
  /** Chainage along the numbered road. */
  readonly fromMetres: number;
  readonly toMetres: number;
}

/** A junction nearer to a structure's end than this becomes that end. */
const snapMetres = 6;

/** Splits every road where it meets another and where a bridge, tunnel or ford begins and ends. */
export function makeSections(
  plane: Plane,
  network: RoadNetwork,
  heights: RoadHeights,
  stretches: ReadonlyMap<number, readonly StructureStretch[]>,
  numbers: ReadonlyMap<number, RoadNumber>,
): Section[] {
  const uses = new Map<Point, number>();
  for (const road of network.roads) {
    for (const point of road.points) uses.set(point, (uses.get(point) ?? 0) + 1);
  }
  const sections: Section[] = [];
  for (const road of network.roads) {
    const number = numbers.get(road.index);
    if (!number) throw new Error(`road ${road.index} has no number`);
    sections.push(
      ...splitRoad(plane, road, heights.get(road.index) ?? [], stretches.get(road.index) ?? [], uses, number),
    );
  }
  return sections;
}

function splitRoad(
  plane: Plane,
  road: Road,
  heights: readonly number[],
  stretches: readonly StructureStretch[],
  uses: ReadonlyMap<Point, number>,
  number: RoadNumber,
): Section[] {
  const along = stations(road.points);
  const junctions = along.filter((_, index) => (uses.get(road.points[index] as Point) ?? 0) > 1);
  const total = along[along.length - 1] as number;
  const held = [0, ...junctions, total];
  const settle = (at: number): number => held.find((fixed) => Math.abs(fixed - at) < snapMetres) ?? at;
  const settled = stretches
    .map((stretch) => ({ ...stretch, from: settle(stretch.from), to: settle(stretch.to) }))
    .filter((stretch) => stretch.to > stretch.from);
  const cuts = [...new Set([...held, ...settled.flatMap((stretch) => [stretch.from, stretch.to])])].sort(
    (a, b) => a - b,
  );
  const sections: Section[] = [];
  let chainage = 0;
  for (let index = 0; index + 1 < cuts.length; index++) {
    const from = cuts[index] as number;
    const to = cuts[index + 1] as number;
    const middle = (from + to) / 2;
    const points = slice(road.points, along, from, to);
    const positions = points.map((point) => toPosition(plane, point));
    const length = geodesicLength(positions);
    const next = Math.round((chainage + length) * 100) / 100;
    sections.push({
      code: `${number.code}-${String(index + 1).padStart(3, '0')}`,
      road,
      roadClass: road.roadClass,
      roadCode: number.numbered ? number.code : undefined,
      name: number.name,
      structure: settled.find((stretch) => middle > stretch.from && middle < stretch.to)?.structure ?? 'road',
      points,
      positions,
      heights: points.map((_, k) => heightAlong(heights, along, from + (stations(points)[k] as number))),
      planeFrom: from,
      planeTo: to,
      fromMetres: chainage,
      toMetres: next,
    });
    chainage = next;
  }
  return sections;
}

function heightAlong(heights: readonly number[], along: readonly number[], at: number): number {
  // Heights are read as if they were the ordinate of the line through (distance, height).
  const asLine = along.map((x, index) => ({ x, y: heights[index] as number }));
  return pointAlong(asLine, along, at).y;
}
