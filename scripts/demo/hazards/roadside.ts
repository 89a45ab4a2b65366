import { type Grid, sample } from '../grid.ts';
import { pointAlong, stations } from '../line.ts';
import type { Point } from '../plane.ts';
import type { Road } from '../roads/network.ts';
import { buildStandards } from '../roads/standards.ts';
import type { StructureStretch } from '../roads/structures.ts';
import { type Finding, type Grade, runs, tenth } from './finding.ts';
import { atLeast } from './thresholds.ts';

const stepMetres = 5;
const shortestRunMetres = 20;
/** A hazard ends where the danger pauses for longer than this. */
const pauseMetres = 15;

/** A place beside a road, seen across it. */
interface Station {
  readonly at: number;
  readonly centre: Point;
  /** Unit vector to the left of the line. */
  readonly left: Point;
  readonly onGround: boolean;
}

function stationsOf(road: Road, stretches: readonly StructureStretch[]): Station[] {
  const along = stations(road.points);
  const total = along[along.length - 1] as number;
  const list: Station[] = [];
  for (let at = 0; at <= total; at += stepMetres) {
    const before = pointAlong(road.points, along, Math.max(0, at - 4));
    const after = pointAlong(road.points, along, Math.min(total, at + 4));
    const length = Math.max(0.01, Math.sqrt((after.x - before.x) ** 2 + (after.y - before.y) ** 2));
    list.push({
      at,
      centre: pointAlong(road.points, along, at),
      left: { x: -(after.y - before.y) / length, y: (after.x - before.x) / length },
      onGround: !stretches.some((stretch) => at > stretch.from - 6 && at < stretch.to + 6),
    });
  }
  return list;
}

const sides = [
  { side: 'left', sign: 1 },
  { side: 'right', sign: -1 },
] as const;

/** Drops beside the road: a face of 45 degrees or more that begins within 10 m of the edge. */
export function findCliffs(road: Road, ground: Grid, stretches: readonly StructureStretch[]): Finding[] {
  const half = buildStandards[road.roadClass].widthMetres / 2;
  const places = stationsOf(road, stretches);
  const findings: Finding[] = [];
  for (const { side, sign } of sides) {
    const drops = places.map((place) => (place.onGround ? dropBeside(ground, place, sign, half) : 0));
    for (const { first, last } of bridged(drops.length, (index) => (drops[index] as number) >= 1)) {
      const length = (last - first) * stepMetres;
      if (length < shortestRunMetres) continue;
      const drop = Math.max(...drops.slice(first, last + 1));
      findings.push({
        kind: 'cliff',
        grade: drop >= 20 ? 'major' : drop >= 8 ? 'considerable' : drop >= 4 ? 'general' : 'low',
        road,
        from: first * stepMetres,
        to: last * stepMetres,
        direction: 'both',
        side,
        evidence: { drop_m: tenth(drop), face_deg_at_least: 45, length_m: length, dem_cell_m: ground.cellMetres },
      });
    }
  }
  return findings;
}

function dropBeside(ground: Grid, place: Station, sign: number, half: number): number {
  const step = 5;
  let drop = 0;
  let inFace = false;
  let above = heightBeside(ground, place, sign, half);
  for (let away = half + step; away <= half + 60; away += step) {
    const below = heightBeside(ground, place, sign, away);
    const fall = above - below;
    if (fall >= step) {
      inFace = true;
      drop += fall;
    } else if (inFace || away > half + 10) {
      break;
    }
    above = below;
  }
  return drop;
}

function heightBeside(ground: Grid, place: Station, sign: number, away: number): number {
  return sample(ground, place.centre.x + sign * place.left.x * away, place.centre.y + sign * place.left.y * away);
}

/**
 * Water within 10 m of the edge of the road.
 *
 * @param toWater metres from a place to the nearest water
 * @param bends the road's bends, which raise the grade where their outside is towards the water
 */
export function findWaterside(
  road: Road,
  toWater: (place: Point) => number,
  stretches: readonly StructureStretch[],
  bends: readonly Finding[],
): Finding[] {
  const half = buildStandards[road.roadClass].widthMetres / 2;
  const places = stationsOf(road, stretches);
  const clear = places.map((place) => toWater(place.centre) - half);
  const findings: Finding[] = [];
  const near = bridged(places.length, (index) => (places[index] as Station).onGround && (clear[index] as number) <= 10);
  for (const { first, last } of near) {
    const length = (last - first) * stepMetres;
    if (length < shortestRunMetres) continue;
    const nearest = Math.max(0, Math.min(...clear.slice(first, last + 1)));
    const at = clear.indexOf(Math.min(...clear.slice(first, last + 1)), first);
    const side = waterSide(places[at] as Station, toWater, half);
    const bend = bends.find(
      (other) =>
        atLeast(other.grade, 'considerable') &&
        other.side === side &&
        other.from < last * stepMetres &&
        other.to > first * stepMetres,
    );
    findings.push({
      kind: 'near_water',
      grade: waterGrade(nearest, bend !== undefined),
      road,
      from: first * stepMetres,
      to: last * stepMetres,
      direction: 'both',
      side,
      evidence: { distance_m: tenth(nearest), length_m: length, outside_of_bend: bend ? 'yes' : 'no' },
    });
  }
  return findings;
}

function waterGrade(distanceMetres: number, outsideOfBend: boolean): Grade {
  if (distanceMetres <= 5 && outsideOfBend) return 'major';
  if (distanceMetres <= 1) return 'considerable';
  return distanceMetres <= 5 ? 'general' : 'low';
}

function waterSide(place: Station, toWater: (place: Point) => number, half: number): 'left' | 'right' {
  const beside = (sign: number): number =>
    toWater({ x: place.centre.x + sign * place.left.x * half, y: place.centre.y + sign * place.left.y * half });
  return beside(1) <= beside(-1) ? 'left' : 'right';
}

/** Runs with short pauses bridged. */
function bridged(count: number, holds: (index: number) => boolean): { first: number; last: number }[] {
  const joined: { first: number; last: number }[] = [];
  for (const run of runs(count, holds)) {
    const before = joined[joined.length - 1];
    if (before && (run.first - before.last) * stepMetres <= pauseMetres) before.last = run.last;
    else joined.push(run);
  }
  return joined;
}
