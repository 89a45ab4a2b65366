import { nearestNode, sample } from '../grid.ts';
import type { Land } from '../land.ts';
import type { Settlement } from '../places/settlements.ts';
import type { Point } from '../plane.ts';
import type { Random } from '../random.ts';
import type { FloodMap } from './flooding.ts';

/** A settlement that a flood threatens. */
export interface FloodPoint {
  readonly code: string;
  readonly settlement: Settlement;
  readonly kind: 'mountain_flood' | 'debris_flow' | 'landslide' | 'waterlogging';
  readonly grade: 'major' | 'considerable' | 'general' | 'low';
  /** Index of the river that threatens it. */
  readonly river: number;
  readonly households: number;
  readonly people: number;
  /** Rain in mm by duration in hours. */
  readonly prepareMillimetres: Readonly<Record<1 | 3 | 6 | 24, number>>;
  readonly evacuateMillimetres: Readonly<Record<1 | 3 | 6 | 24, number>>;
  readonly leadTimeMinutes: number;
}

const most = 34;

/** Settlements within a flood zone, and low ones beside a stream that has none mapped. */
export function chooseFloodPoints(
  draw: Random,
  land: Land,
  floods: FloodMap,
  settlements: readonly Settlement[],
): FloodPoint[] {
  const threatened = settlements
    .flatMap((settlement) => {
      const river = riverAt(land, settlement.point);
      const years = floods.floodedEvery(settlement.point);
      const low = heightAbove(land, settlement.point) < 7 && bankAt(land, settlement.point) < 70;
      return river !== undefined && (years !== undefined || low) ? [{ settlement, river, years }] : [];
    })
    // Those that floods come to most often first.
    .sort((a, b) => (a.years ?? 1_000) - (b.years ?? 1_000))
    .slice(0, most);
  return threatened.map(({ settlement, river, years }, index) => {
    const grade = years === 10 ? 'major' : years === 20 ? 'considerable' : years === 50 ? 'general' : 'low';
    const share = settlement.kind === 'town' ? 0.08 : years === undefined ? 0.35 : 0.75;
    const households = Math.max(2, Math.round(settlement.households * share));
    const small = (land.rivers[river]?.catchmentsSquareMetres.at(-1) ?? 0) < 4e6;
    return {
      code: `SH${String(index + 1).padStart(3, '0')}`,
      settlement,
      kind: kindOf(draw, settlement, small),
      grade,
      river,
      households,
      people: Math.round((households * settlement.people) / settlement.households),
      ...thresholds(draw, grade),
      leadTimeMinutes: small ? draw.integer(3, 6) * 5 : draw.integer(6, 24) * 5,
    };
  });
}

/** Towns may be under water for want of drains; small steep catchments bring mud, or their slopes come down. */
function kindOf(draw: Random, settlement: Settlement, small: boolean): FloodPoint['kind'] {
  const ticket = draw.next();
  if (settlement.kind === 'town') return ticket < 0.4 ? 'waterlogging' : 'mountain_flood';
  if (!small || ticket > 0.4) return 'mountain_flood';
  return ticket < 0.12 ? 'landslide' : 'debris_flow';
}

/** Rain that a place bears: less where floods come often; more over longer times; evacuation a quarter above. */
function thresholds(
  draw: Random,
  grade: FloodPoint['grade'],
): Pick<FloodPoint, 'prepareMillimetres' | 'evacuateMillimetres'> {
  const base = { major: 26, considerable: 32, general: 38, low: 45 }[grade] + draw.integer(-3, 4);
  const growth = { 1: 1, 3: draw.between(1.4, 1.55), 6: draw.between(1.85, 2.1), 24: draw.between(2.6, 3.1) };
  const evacuate = draw.between(1.2, 1.35);
  const of = (hours: 1 | 3 | 6 | 24, factor: number): number => Math.round(base * growth[hours] * factor);
  return {
    prepareMillimetres: { 1: of(1, 1), 3: of(3, 1), 6: of(6, 1), 24: of(24, 1) },
    evacuateMillimetres: { 1: of(1, evacuate), 3: of(3, evacuate), 6: of(6, evacuate), 24: of(24, evacuate) },
  };
}

function riverAt(land: Land, place: Point): number | undefined {
  const river = land.field.river[nearestNode(land.height, place.x, place.y)] as number;
  return river < 0 ? undefined : river;
}

function bankAt(land: Land, place: Point): number {
  return land.field.fromBank[nearestNode(land.height, place.x, place.y)] as number;
}

/** Metres above the water of the nearest river. */
export function heightAbove(land: Land, place: Point): number {
  const level = land.field.level[nearestNode(land.height, place.x, place.y)] as number;
  return sample(land.height, place.x, place.y) - level;
}
