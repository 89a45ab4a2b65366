import { nearestNode, sample, slopeAt } from '../grid.ts';
import type { Land } from '../land.ts';
import { distance } from '../line.ts';
import type { Point } from '../plane.ts';
import { random } from '../random.ts';
import { heightMetres, widthMetres } from '../terrain/region.ts';
import { borderBandMetres, countyShape } from './boundary.ts';

export type SiteKind = 'town' | 'village' | 'hamlet';

/** A place where people live, before it has a name. */
export interface Site {
  readonly kind: SiteKind;
  readonly point: Point;
  readonly elevationMetres: number;
}

interface Candidate {
  readonly point: Point;
  readonly slope: number;
  readonly fromBank: number;
  readonly riverWidth: number;
  readonly luck: number;
}

const wanted = { towns: 7, townsOnMainRiver: 4, villages: 40, hamlets: 92 } as const;
const mainRiverWidthMetres = 30;
const spacingMetres = { town: 2_700, village: 930, hamlet: 430 } as const;

/**
 * Towns on wide valley floors, villages on gentle ground near water, hamlets up the hillsides. The first town is the
 * county's seat.
 */
export function chooseSites(seed: number, land: Land): Site[] {
  const candidates = listCandidates(seed, land);
  const sites: Site[] = [];
  const settle = (kind: SiteKind, count: number, ranked: readonly Candidate[]): void => {
    let placed = 0;
    for (const candidate of ranked) {
      if (placed === count) break;
      const room = spacingMetres[kind];
      if (sites.some((other) => distance(other.point, candidate.point) < Math.min(room, spacingMetres[other.kind]))) {
        continue;
      }
      if (sites.some((other) => other.kind === kind && distance(other.point, candidate.point) < room)) continue;
      const { x, y } = candidate.point;
      sites.push({ kind, point: candidate.point, elevationMetres: sample(land.height, x, y) });
      placed++;
    }
  };
  const rank = (score: (candidate: Candidate) => number): Candidate[] =>
    candidates
      .map((candidate) => ({ candidate, score: score(candidate) }))
      .filter((entry) => Number.isFinite(entry.score))
      .sort((a, b) => b.score - a.score)
      .map((entry) => entry.candidate);
  const townRank = rank((candidate) => townScore(land, candidate));
  const onMainRiver = (candidate: Candidate): boolean => candidate.riverWidth >= mainRiverWidthMetres;
  settle('town', wanted.townsOnMainRiver, townRank.filter(onMainRiver));
  sites.sort((a, b) => seatScore(land, b.point) - seatScore(land, a.point));
  const elsewhere = townRank.filter((candidate) => !onMainRiver(candidate));
  settle('town', wanted.towns - sites.length, elsewhere);
  settle('village', wanted.villages, rank(villageScore));
  settle('hamlet', wanted.hamlets, rank(hamletScore));
  return sites;
}

function listCandidates(seed: number, land: Land): Candidate[] {
  const draw = random(seed, 'sites');
  const inside = countyShape(seed);
  const step = 40;
  const candidates: Candidate[] = [];
  for (let y = 350; y < heightMetres - 350; y += step) {
    for (let x = 350; x < widthMetres - 350; x += step) {
      const point = { x: x + draw.between(-15, 15), y: y + draw.between(-15, 15) };
      const luck = draw.next();
      const cell = nearestNode(land.height, point.x, point.y);
      if (land.wet[cell] || inside(point) <= borderBandMetres) continue;
      candidates.push({
        point,
        slope: slopeAt(land.height, point.x, point.y, 25),
        fromBank: land.field.fromBank[cell] as number,
        riverWidth: land.field.width[cell] as number,
        luck,
      });
    }
  }
  return candidates;
}

function townScore(land: Land, candidate: Candidate): number {
  const { slope, fromBank, riverWidth, point, luck } = candidate;
  if (slope > 0.1 || fromBank < 25 || fromBank > 300 || riverWidth < 3) return Number.NEGATIVE_INFINITY;
  return flatGround(land, point) + 8 * luck;
}

/** Room to build, and not at the county's rim. */
function seatScore(land: Land, point: Point): number {
  const off = Math.abs(point.x - widthMetres / 2) / (widthMetres / 2);
  return flatGround(land, point) - 30 * off;
}

/** How many of 81 places within 240 m are gentle enough for houses. */
function flatGround(land: Land, point: Point): number {
  let flat = 0;
  for (let dy = -240; dy <= 240; dy += 60) {
    for (let dx = -240; dx <= 240; dx += 60) {
      if (slopeAt(land.height, point.x + dx, point.y + dy, 20) < 0.14) flat++;
    }
  }
  return flat;
}

/** Half of the villages lie low along their stream, as everywhere: flat ground and water are at the stream. */
function villageScore(candidate: Candidate): number {
  const { slope, fromBank, luck } = candidate;
  if (slope > 0.3 || fromBank < 14) return Number.NEGATIVE_INFINITY;
  const nearWater = fromBank < 90 ? 0.12 : 0;
  return luck * 0.45 + nearWater - slope;
}

function hamletScore(candidate: Candidate): number {
  const { slope, fromBank, luck } = candidate;
  if (slope > 0.5 || fromBank < 12) return Number.NEGATIVE_INFINITY;
  return luck - 0.7 * slope;
}
