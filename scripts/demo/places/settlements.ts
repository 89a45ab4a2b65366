import type { NameBook } from '../names.ts';
import type { Point } from '../plane.ts';
import type { Random } from '../random.ts';
import type { Site, SiteKind } from './sites.ts';

/** A site with a name and people. */
export interface Settlement {
  readonly code: string;
  readonly name: string;
  readonly kind: SiteKind;
  readonly point: Point;
  /** The road vertex in front of it. */
  readonly door: Point;
  readonly elevationMetres: number;
  readonly township: string;
  readonly households: number;
  readonly people: number;
}

/** Households of a settlement, from the smallest to the largest. */
const householdsOf: Readonly<Record<SiteKind, readonly [number, number]>> = {
  town: [620, 2_400],
  village: [70, 260],
  hamlet: [6, 38],
};

/**
 * Gives every site a name, a code and people.
 *
 * @param clear metres from a place to what a house must keep away from
 */
export function settle(
  draw: Random,
  book: NameBook,
  sites: readonly Site[],
  doors: readonly Point[],
  townNames: readonly string[],
  townshipOf: (place: Point) => string,
  clear: (place: Point) => number,
): Settlement[] {
  const serials = new Map<string, number>();
  let town = 0;
  return sites.map((site, index) => {
    const township = townshipOf(site.point);
    const serial = (serials.get(township) ?? 0) + 1;
    serials.set(township, serial);
    const [fewest, most] = householdsOf[site.kind];
    const share = draw.next() * draw.next();
    const households = Math.round(site.kind === 'town' && town === 0 ? most * 2 : fewest + (most - fewest) * share);
    // From the valley floor to the highest farms of this county.
    const standing = Math.min(1, Math.max(0, (site.elevationMetres - 320) / 750));
    const base = site.kind === 'town' ? (townNames[town++] as string) : book.settlement(standing);
    return {
      code: `${township}${String(serial).padStart(3, '0')}`,
      name: site.kind === 'village' ? `${base}村` : base,
      kind: site.kind,
      point: besideRoad(doors[index] as Point, clear),
      door: doors[index] as Point,
      elevationMetres: site.elevationMetres,
      township,
      households,
      people: Math.round(households * draw.between(2.6, 3.7)),
    };
  });
}

/** The middle of a settlement lies beside its road, not on it: the place 25 m off that is freest. */
function besideRoad(door: Point, clear: (place: Point) => number): Point {
  let best = door;
  for (const [dx, dy] of [
    [25, 0],
    [0, 25],
    [-25, 0],
    [0, -25],
    [18, 18],
    [-18, 18],
    [18, -18],
    [-18, -18],
  ] as const) {
    const place = { x: door.x + dx, y: door.y + dy };
    if (clear(place) > clear(best)) best = place;
  }
  return best;
}
