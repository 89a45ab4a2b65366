import { nearestNode, slopeAt } from '../grid.ts';
import type { Land } from '../land.ts';
import { distance } from '../line.ts';
import type { Settlement } from '../places/settlements.ts';
import type { Point } from '../plane.ts';
import type { Random } from '../random.ts';
import type { FloodMap } from './flooding.ts';

export interface Shelter {
  readonly code: string;
  readonly name: string;
  readonly kind: 'school' | 'village_office' | 'government' | 'hospital' | 'hall' | 'square';
  readonly point: Point;
  /** The road vertex in front of it. */
  readonly door: Point;
  readonly capacity: number;
  readonly state: 'open' | 'closed';
  readonly township: string;
  readonly flooded: boolean;
}

/** What a town and a village offer: kind, what is added to the place's name, places for how many. */
const offers = {
  town: [
    { kind: 'school', label: '中心小学', capacity: [420, 800] },
    { kind: 'government', label: '政府大院', capacity: [150, 260] },
    { kind: 'hospital', label: '卫生院', capacity: [60, 120] },
  ],
  village: [{ kind: 'village_office', label: '委会', capacity: [70, 190] }],
} as const;

/**
 * Buildings beside the road within walking distance of a settlement's door and, but for one, out of every flood. One of
 * the others is closed for repair: plans have to cope with both.
 */
export function chooseShelters(
  draw: Random,
  land: Land,
  floods: FloodMap,
  settlements: readonly Settlement[],
  roadside: readonly Point[],
): Shelter[] {
  const shelters: Shelter[] = [];
  let flooded = 0;
  for (const settlement of settlements) {
    if (settlement.kind === 'hamlet') continue;
    const near = roadside
      .filter((point) => distance(point, settlement.door) < (settlement.kind === 'town' ? 900 : 450))
      .sort((a, b) => distance(a, settlement.door) - distance(b, settlement.door));
    for (const offer of offers[settlement.kind]) {
      const wanted = flooded === 0 && settlement.kind === 'village' && shelters.length > 14;
      const place = findPlace(land, floods, near, shelters, wanted);
      if (!place) continue;
      const isFlooded = floods.floodedEvery(place.point) !== undefined;
      if (isFlooded) flooded++;
      shelters.push({
        code: `AZ${String(shelters.length + 1).padStart(3, '0')}`,
        name: `${settlement.name}${offer.label}`,
        kind: offer.kind,
        point: place.point,
        door: place.door,
        capacity: Math.round(draw.between(offer.capacity[0], offer.capacity[1]) / 10) * 10,
        state: shelters.length === 9 ? 'closed' : 'open',
        township: settlement.township,
        flooded: isFlooded,
      });
    }
  }
  return shelters;
}

function findPlace(
  land: Land,
  floods: FloodMap,
  doors: readonly Point[],
  taken: readonly Shelter[],
  inFlood: boolean,
): { readonly point: Point; readonly door: Point } | undefined {
  for (const door of doors) {
    if (taken.some((other) => distance(other.point, door) < 70)) continue;
    for (const [dx, dy] of [
      [22, 0],
      [0, 22],
      [-22, 0],
      [0, -22],
    ] as const) {
      const point = { x: door.x + dx, y: door.y + dy };
      const cell = nearestNode(land.height, point.x, point.y);
      if ((land.field.fromBank[cell] as number) < 8 || land.wet[cell]) continue;
      if (slopeAt(land.height, point.x, point.y, 15) > 0.45) continue;
      if ((floods.floodedEvery(point) !== undefined) === inFlood) return { point, door };
    }
  }
  return undefined;
}
