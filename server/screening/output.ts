import { type Alignment, lengthOf, type Piece, pieceIndexAt } from './alignment/types.ts';
import { at, floorIndex } from './arrays.ts';
import { oppositeSide } from './road-properties.ts';
import type { Direction, Finding, FindingProperties, Found, Sources } from './types.ts';

/** Parts of a finding shorter than this, where it only just reaches into the next road, are left out. */
const leastPart = 1;

interface Part {
  readonly piece: Piece;
  /** Metres along the alignment. */
  readonly from: number;
  readonly to: number;
  /** Metres along the input feature. */
  readonly fromRoad: number;
  readonly toRoad: number;
}

/**
 * Cuts findings along an alignment into findings on the roads it is made of: a finding that lies on several roads
 * becomes one feature on each, with a common id. Sides and directions turn with roads drawn the other way.
 */
export function findingsOf(alignment: Alignment, found: readonly Found[], sources: Sources): Finding[] {
  const placed = found.map((one) => {
    const parts = partsOf(alignment, one);
    return { one, parts, id: idOf(one, parts) };
  });
  const overlaps = overlapsOf(placed.map(({ one, id }) => ({ one, id })));
  return placed.flatMap(({ one, parts, id }, index) =>
    parts.map((part, number) => ({
      type: 'Feature' as const,
      geometry: { type: 'LineString' as const, coordinates: cut(alignment, part) },
      properties: properties(one, part, {
        finding_id: id,
        part: number + 1,
        parts: parts.length,
        overlaps: overlaps[index] ?? [],
        data_used: sources,
      }),
    })),
  );
}

function partsOf(alignment: Alignment, { from, to }: Found): Part[] {
  const end = lengthOf(alignment);
  const start = Math.max(0, Math.min(from, end));
  const stop = Math.max(start, Math.min(to, end));
  const parts: Part[] = [];
  for (let i = pieceIndexAt(alignment, start); i <= pieceIndexAt(alignment, stop); i += 1) {
    const piece = alignment.pieces[i] as Piece;
    const first = at(alignment.s, piece.firstVertex);
    const last = at(alignment.s, piece.lastVertex);
    const a = Math.max(start, first);
    const b = Math.min(stop, last);
    parts.push({
      piece,
      from: a,
      to: b,
      fromRoad: piece.roadFrom + (piece.reversed ? last - b : a - first),
      toRoad: piece.roadFrom + (piece.reversed ? last - a : b - first),
    });
  }
  const kept = parts.filter((part) => part.to - part.from >= leastPart);
  return kept.length > 0 ? kept : parts.slice(0, 1);
}

function idOf(one: Found, parts: readonly Part[]): string {
  const { piece, fromRoad, toRoad } = parts[0] as Part;
  const kind = one.hazard === 'insufficient_data' ? `${one.hazard}/${one.of}/${one.reason}` : one.hazard;
  const turned = one.hazard === 'insufficient_data' ? '' : `/${one.direction ?? one.side ?? ''}/${one.grade}`;
  // Slopes of several grades lie within one another and may begin on a road alike.
  const whole = parts.length > 1 ? `+${Math.round(one.to - one.from)}` : '';
  return `${kind}/${piece.roadId}/${Math.round(fromRoad)}-${Math.round(toRoad)}${whole}${turned}`;
}

/** Ids of the hazards that each hazard overlaps on the road. Missing data overlaps nothing. */
function overlapsOf(placed: ReadonlyArray<{ one: Found; id: string }>): string[][] {
  const overlaps: string[][] = placed.map(() => []);
  const order = [...placed.keys()]
    .filter((i) => placed[i]?.one.hazard !== 'insufficient_data')
    .sort((a, b) => (placed[a]?.one.from ?? 0) - (placed[b]?.one.from ?? 0));
  let open: number[] = [];
  for (const i of order) {
    const current = placed[i];
    if (!current) continue;
    open = open.filter((j) => (placed[j]?.one.to ?? 0) > current.one.from);
    for (const j of open) {
      overlaps[i]?.push(placed[j]?.id ?? '');
      overlaps[j]?.push(current.id);
    }
    open.push(i);
  }
  return overlaps;
}

function properties(
  one: Found,
  { piece, from, to, fromRoad, toRoad }: Part,
  rest: Pick<FindingProperties, 'finding_id' | 'part' | 'parts' | 'overlaps' | 'data_used'>,
): FindingProperties {
  const { finding_id, ...others } = rest;
  const gap = one.hazard === 'insufficient_data';
  const side = gap ? undefined : one.side;
  const direction = gap ? undefined : one.direction;
  return {
    finding_id,
    hazard: one.hazard,
    grade: gap ? null : one.grade,
    road_id: piece.roadId,
    road_code: piece.attributes.roadCode ?? null,
    from_m: tenth(fromRoad),
    to_m: tenth(toRoad),
    chainage: chainageText(piece, from, to, fromRoad, toRoad),
    side: side === undefined ? null : piece.reversed ? oppositeSide(side) : side,
    direction: direction === undefined ? null : piece.reversed ? turned(direction) : direction,
    evidence: gap ? { of: one.of, reason: one.reason, ...one.evidence } : one.evidence,
    ...others,
  };
}

function turned(direction: Direction): Direction {
  return direction === 'increasing' ? 'decreasing' : direction === 'decreasing' ? 'increasing' : 'both';
}

function tenth(metres: number): number {
  return Math.round(metres * 10) / 10;
}

function chainageText(piece: Piece, from: number, to: number, fromRoad: number, toRoad: number): string {
  const { chainageFromMetres: first, chainageToMetres: last } = piece.attributes;
  if (first === undefined || last === undefined || piece.roadLength === 0) return `${stake(from)}–${stake(to)}`;
  const scale = (last - first) / piece.roadLength;
  return `${stake(first + scale * fromRoad)}–${stake(first + scale * toRoad)}`;
}

/** 桩号, such as K12+300. */
export function stake(metres: number): string {
  const whole = Math.max(0, Math.round(metres));
  return `K${Math.floor(whole / 1000)}+${String(whole % 1000).padStart(3, '0')}`;
}

function cut(alignment: Alignment, { piece, from, to }: Part): Array<readonly [number, number]> {
  const { s } = alignment;
  const coordinates: Array<readonly [number, number]> = [pointAt(alignment, from)];
  for (let v = floorIndex(s, from) + 1; v < s.length && at(s, v) < to; v += 1) {
    coordinates.push([at(alignment.longitude, v), at(alignment.latitude, v)]);
  }
  coordinates.push(pointAt(alignment, to));
  return piece.reversed ? coordinates.reverse() : coordinates;
}

function pointAt({ s, longitude, latitude }: Alignment, place: number): readonly [number, number] {
  const i = Math.min(floorIndex(s, place), s.length - 2);
  const span = at(s, i + 1) - at(s, i);
  const share = span > 0 ? Math.min(1, Math.max(0, (place - at(s, i)) / span)) : 0;
  return [
    eighth(at(longitude, i) + share * (at(longitude, i + 1) - at(longitude, i))),
    eighth(at(latitude, i) + share * (at(latitude, i + 1) - at(latitude, i))),
  ];
}

/** Eight decimals of a degree: a millimetre. */
function eighth(degrees: number): number {
  return Math.round(degrees * 1e8) / 1e8;
}
