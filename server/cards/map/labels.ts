import type { MapFrame } from './frame.ts';

type Place = readonly [number, number];

/** Where a label goes beside its place, as far as there is room; the one that must be there goes somewhere. */
export type LabelSpot = (
  at: Place,
  words: string,
  sizeMm: number,
  gapMm: number,
  must?: boolean,
) => { readonly at: Place; readonly anchor: 'start' | 'middle' | 'end' } | undefined;

interface Box {
  readonly west: number;
  readonly north: number;
  readonly east: number;
  readonly south: number;
}

/** Gives out room for labels, first come first served: beside their places, off the route, its ends and each other. */
export function freeSpots(frame: MapFrame, route: readonly Place[], ends: readonly Place[]): LabelSpot {
  const taken: Box[] = [
    ...ends.map(([x, y]) => ({ west: x - 2.6, east: x + 2.6, north: y - 2.6, south: y + 2.6 })),
    // The north arrow and the scale bar.
    { west: frame.widthMm - 9.5, east: frame.widthMm, north: 0, south: 10.8 },
    { west: 0, east: frame.widthMm * 0.25 + 8, north: frame.heightMm - 8, south: frame.heightMm },
  ];
  const along = densified(route);
  return (at, words, sizeMm, gapMm, must = false) => {
    const width = widthOf(words) * sizeMm;
    const options = spotsAround(at, width, sizeMm, gapMm).filter(({ box }) => isInside(box, frame));
    const free = options.filter(({ box }) => !taken.some((other) => meets(box, other)));
    const best =
      free.find(({ box }) => !along.some((place) => holds(box, place))) ?? (must ? (free[0] ?? options[0]) : undefined);
    if (!best) return undefined;
    taken.push(best.box);
    return { at: best.at, anchor: best.anchor };
  };
}

function spotsAround([x, y]: Place, width: number, size: number, gap: number) {
  const box = (west: number, baseline: number): Box => ({
    west,
    east: west + width,
    north: baseline - size * 0.9,
    south: baseline + size * 0.25,
  });
  const middle = y + size * 0.35;
  return [
    { at: [x + gap, middle], anchor: 'start', box: box(x + gap, middle) },
    { at: [x - gap, middle], anchor: 'end', box: box(x - gap - width, middle) },
    { at: [x, y - gap], anchor: 'middle', box: box(x - width / 2, y - gap) },
    { at: [x, y + gap + size * 0.8], anchor: 'middle', box: box(x - width / 2, y + gap + size * 0.8) },
  ] as const;
}

/** In ems: Chinese characters are square, letters and digits about half as wide. */
function widthOf(words: string): number {
  return [...words].reduce((sum, character) => sum + (character.charCodeAt(0) > 0x2e00 ? 1 : 0.56), 0);
}

function densified(places: readonly Place[]): Place[] {
  return places.flatMap((place, index) => {
    const next = places[index + 1];
    if (!next) return [place];
    const steps = Math.ceil(Math.hypot(next[0] - place[0], next[1] - place[1]));
    return Array.from({ length: Math.max(1, steps) }, (_, step): Place => {
      const share = step / Math.max(1, steps);
      return [place[0] + share * (next[0] - place[0]), place[1] + share * (next[1] - place[1])];
    });
  });
}

function isInside({ west, east, north, south }: Box, { widthMm, heightMm }: MapFrame): boolean {
  return west > 1 && north > 1 && east < widthMm - 1 && south < heightMm - 1;
}

function meets(a: Box, b: Box): boolean {
  return a.west < b.east && b.west < a.east && a.north < b.south && b.north < a.south;
}

function holds({ west, east, north, south }: Box, [x, y]: Place): boolean {
  return x > west - 0.8 && x < east + 0.8 && y > north - 0.8 && y < south + 0.8;
}
