import { nearestNode, sample } from '../grid.ts';
import type { Land } from '../land.ts';
import { distance, pointAlong, stations } from '../line.ts';
import { smoothstep } from '../noise.ts';
import type { Point } from '../plane.ts';
import type { Road, RoadNetwork } from './network.ts';
import { buildStandards } from './standards.ts';
import type { Culvert, StructureStretch, Structures } from './structures.ts';

/** Heights of a road's surface at its vertices, metres above sea, by the road's index. */
export type RoadHeights = ReadonlyMap<number, readonly number[]>;

/** Ground is smoothed over this reach each way before a gradient is drawn through it. */
const levellingReachMetres = 70;
/** A junction's height is eased into the road over this distance. */
const easingMetres = 130;

/** Designs the height of every road: the ground smoothed, held at junctions, no steeper than the class is built. */
export function gradeRoads(
  land: Land,
  network: RoadNetwork,
  stretches: ReadonlyMap<number, readonly StructureStretch[]>,
): RoadHeights {
  const fixed = new Map<Point, number>();
  const heights = new Map<number, number[]>();
  for (const road of network.roads) {
    const profile = designProfile(land, road, stretches.get(road.index) ?? [], fixed);
    heights.set(road.index, profile);
    road.points.forEach((point, index) => {
      fixed.set(point, profile[index] as number);
    });
  }
  return heights;
}

function designProfile(
  land: Land,
  road: Road,
  stretches: readonly StructureStretch[],
  fixed: ReadonlyMap<Point, number>,
): number[] {
  const along = stations(road.points);
  const ground = spanned(
    road.points.map((point) => groundForRoad(land, point)),
    along,
    stretches,
  );
  let profile = levelled(levelled(ground, along), along);
  road.points.forEach((point, index) => {
    const held = fixed.get(point);
    if (held === undefined) return;
    const shift = held - (profile[index] as number);
    const here = along[index] as number;
    profile = profile.map((height, other) => {
      const share = 1 - smoothstep(0, easingMetres, Math.abs((along[other] as number) - here));
      return height + shift * share;
    });
  });
  return limitGrade(road, profile, along, fixed);
}

/** Bridges and tunnels run straight from end to end, whatever the ground does below or above them. */
function spanned(
  ground: readonly number[],
  along: readonly number[],
  stretches: readonly StructureStretch[],
): number[] {
  const heights = [...ground];
  for (const stretch of stretches) {
    if (onGround(stretch)) continue;
    const before = Math.max(0, along.findIndex((at) => at > stretch.from) - 1);
    const found = along.findIndex((at) => at >= stretch.to);
    const after = found < 0 ? along.length - 1 : found;
    const [low, high] = [along[before] as number, along[after] as number];
    for (let index = before + 1; index < after; index++) {
      const share = ((along[index] as number) - low) / (high - low);
      heights[index] = (ground[before] as number) * (1 - share) + (ground[after] as number) * share;
    }
  }
  return heights;
}

function groundForRoad(land: Land, point: Point): number {
  const ground = sample(land.height, point.x, point.y);
  const cell = nearestNode(land.height, point.x, point.y);
  const fromBank = land.field.fromBank[cell] as number;
  const width = land.field.width[cell] as number;
  if (fromBank > 6) return ground;
  return Math.max(ground, (land.field.level[cell] as number) + Math.min(4, 1.4 + 0.06 * width));
}

function levelled(heights: readonly number[], along: readonly number[]): number[] {
  return heights.map((_, index) => {
    const here = along[index] as number;
    let sum = 0;
    let weights = 0;
    for (let direction = -1; direction <= 1; direction += 2) {
      for (let other = index; other >= 0 && other < heights.length; other += direction) {
        const away = Math.abs((along[other] as number) - here);
        if (away > levellingReachMetres) break;
        const weight = (1 - away / levellingReachMetres) * (other === index ? 0.5 : 1);
        sum += weight * (heights[other] as number);
        weights += weight;
      }
    }
    return sum / weights;
  });
}

function limitGrade(
  road: Road,
  profile: readonly number[],
  along: readonly number[],
  fixed: ReadonlyMap<Point, number>,
): number[] {
  const limit = buildStandards[road.roadClass].maximumGrade * 1.3;
  const heights = [...profile];
  for (let pass = 0; pass < 40; pass++) {
    let changed = false;
    for (let index = 0; index + 1 < heights.length; index++) {
      const run = (along[index + 1] as number) - (along[index] as number);
      const rise = (heights[index + 1] as number) - (heights[index] as number);
      const excess = Math.abs(rise) - limit * run;
      if (excess <= 0.002) continue;
      const holdFirst = fixed.has(road.points[index] as Point);
      const holdSecond = fixed.has(road.points[index + 1] as Point);
      if (holdFirst && holdSecond) continue;
      const give = Math.sign(rise) * excess;
      const firstShare = holdFirst ? 0 : holdSecond ? 1 : 0.5;
      heights[index] = (heights[index] as number) + give * firstShare;
      heights[index + 1] = (heights[index + 1] as number) - give * (1 - firstShare);
      changed = true;
    }
    if (!changed) break;
  }
  return heights;
}

/** Cut slopes and embankments end this far from the edge of the road. */
const earthworkReachMetres = 14;
/** Cells this near to a stream's axis are its bed on the raster. */
const streamBedMetres = 8;

/** Cuts the roadbeds into the ground, so that a profile read from the elevation raster is the road's own. */
export function benchRoads(
  land: Land,
  network: RoadNetwork,
  heights: RoadHeights,
  { stretches, culverts }: Structures,
): void {
  const { height, wet } = land;
  const fills = new Set(culverts.flatMap((culvert) => culvertCells(land, culvert)));
  const nearest = new Map<number, { edge: number; roadHeight: number }>();
  for (const road of network.roads) {
    if (road.roadClass === 'path') continue;
    const half = buildStandards[road.roadClass].widthMetres / 2 + 2.5;
    const along = stations(road.points);
    const profile = heights.get(road.index) ?? [];
    const skipped = stretches.get(road.index) ?? [];
    for (let index = 0; index + 1 < road.points.length; index++) {
      const a = road.points[index] as Point;
      const b = road.points[index + 1] as Point;
      const steps = Math.max(1, Math.ceil(distance(a, b) / 3));
      for (let step = 0; step <= steps; step++) {
        const share = step / steps;
        const at = (along[index] as number) + share * distance(a, b);
        if (skipped.some((stretch) => at > stretch.from && at < stretch.to && !onGround(stretch))) continue;
        const place = { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share };
        const roadHeight =
          (profile[index] as number) + share * ((profile[index + 1] as number) - (profile[index] as number));
        stamp(land, place, half, roadHeight, nearest);
      }
    }
  }
  for (const [cell, { edge, roadHeight }] of nearest) {
    // Streams keep their bed beside a road; only a culvert carries the road's fill across it.
    const fromAxis = (land.field.fromBank[cell] as number) + (land.field.width[cell] as number) / 2;
    if (wet[cell] || (fromAxis < streamBedMetres && !fills.has(cell))) continue;
    const natural = height.values[cell] as number;
    height.values[cell] = roadHeight + (natural - roadHeight) * smoothstep(0, earthworkReachMetres, edge);
  }
}

/** Cells of a stream's bed over and beside a culvert. */
function culvertCells(land: Land, culvert: Culvert): number[] {
  const river = land.rivers[culvert.river];
  if (!river) return [];
  const cells: number[] = [];
  const cell = land.height.cellMetres;
  for (let at = culvert.from; at <= culvert.to; at += 3) {
    const place = pointAlong(river.points, river.along, at);
    for (const dx of [-cell, 0, cell]) {
      for (const dy of [-cell, 0, cell]) cells.push(nearestNode(land.height, place.x + dx, place.y + dy));
    }
  }
  return cells;
}

function onGround(stretch: StructureStretch): boolean {
  return stretch.structure === 'ford' || stretch.structure === 'causeway';
}

function stamp(
  land: Land,
  place: Point,
  half: number,
  roadHeight: number,
  nearest: Map<number, { edge: number; roadHeight: number }>,
): void {
  const { height } = land;
  const reach = half + earthworkReachMetres;
  const cell = height.cellMetres;
  for (let dy = -reach; dy <= reach; dy += cell) {
    for (let dx = -reach; dx <= reach; dx += cell) {
      const node = nearestNode(height, place.x + dx, place.y + dy);
      const x = height.originX + (node % height.columns) * cell;
      const y = height.originY + Math.floor(node / height.columns) * cell;
      const edge = Math.max(0, distance(place, { x, y }) - half);
      if (edge > earthworkReachMetres) continue;
      const known = nearest.get(node);
      if (!known) nearest.set(node, { edge, roadHeight });
      else if (edge < known.edge) {
        known.edge = edge;
        known.roadHeight = roadHeight;
      }
    }
  }
}
