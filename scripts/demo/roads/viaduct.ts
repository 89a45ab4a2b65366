import { sample } from '../grid.ts';
import { isWet, type Land } from '../land.ts';
import { distance, interpolate } from '../line.ts';
import type { Point } from '../plane.ts';
import type { Road, RoadNetwork } from './network.ts';

const longestMetres = 420;
const shortestMetres = 70;
/** Clear height over a road: 4.5 m for vehicles and the beam. */
const clearanceMetres = 6;
const maximumGrade = 0.09;

interface Candidate {
  readonly from: Point;
  readonly to: Point;
  readonly length: number;
}

/**
 * Joins two roads by a straight bridge that passes high over the trunk road between them. The shortest place is taken;
 * a county without one has no such bridge.
 */
export function buildViaduct(land: Land, network: RoadNetwork, trunk: Road): Road | undefined {
  const starts = verticesNear(network, trunk);
  let best: Candidate | undefined;
  for (const from of starts) {
    for (const to of starts) {
      const length = distance(from, to);
      if (length < shortestMetres || length > (best?.length ?? longestMetres)) continue;
      if (clears(land, network, trunk, from, to, length)) best = { from, to, length };
    }
  }
  if (!best) return undefined;
  const pieces = Math.ceil(best.length / 25);
  const { from, to } = best;
  const line = Array.from({ length: pieces + 1 }, (_, k) => interpolate(from, to, k / pieces));
  return network.add('township', line, { viaduct: true });
}

/** Every second vertex of other driven roads that lies within a viaduct's reach of the trunk. */
function verticesNear(network: RoadNetwork, trunk: Road): Point[] {
  const near = new Set<Point>();
  for (const road of network.roads) {
    if (road === trunk || road.roadClass === 'path' || road.roadClass === 'urban' || road.roadClass === 'track')
      continue;
    road.points.forEach((point, index) => {
      if (index % 2 === 1 && trunk.points.some((other) => distance(other, point) < longestMetres / 2)) near.add(point);
    });
  }
  return [...near];
}

function clears(land: Land, network: RoadNetwork, trunk: Road, from: Point, to: Point, length: number): boolean {
  const start = sample(land.height, from.x, from.y);
  const end = sample(land.height, to.x, to.y);
  if (start < end || start - end > maximumGrade * length) return false;
  const met = network.crossings(from, to).filter((c) => distance(c.point, from) > 1 && distance(c.point, to) > 1);
  const [only, another] = met;
  if (!only || another || only.road !== trunk) return false;
  const share = distance(from, only.point) / length;
  if (share < 0.12 || share > 0.88) return false;
  const below = sample(land.height, only.point.x, only.point.y);
  if (start + (end - start) * share - below < clearanceMetres) return false;
  for (let step = 1; step < 12; step++) {
    const place = interpolate(from, to, step / 12);
    const deck = start + ((end - start) * step) / 12;
    const ground = sample(land.height, place.x, place.y);
    if (deck - ground < (isWet(land, place) ? 4 : 0.5)) return false;
  }
  return true;
}
