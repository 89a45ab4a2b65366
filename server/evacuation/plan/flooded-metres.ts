import type { Feature, MultiPolygon, Polygon, Position } from 'geojson';
import { geodesicMetres } from '../geometry/plane.ts';
import { indexZones, type ZoneIndex } from '../network/zones.ts';

type Zones = readonly Feature<Polygon | MultiPolygon>[];

/** A piece of a line that lies in the same zones from end to end. */
interface Piece {
  readonly metres: number;
  readonly longitude: number;
  readonly latitude: number;
}

/** How many metres of a straight way lie in any zone. */
export function metresInZones(zones: ZoneIndex, from: Position, to: Position): number {
  let metres = 0;
  for (const piece of piecesOf(zones, [from, to])) {
    if (zones.contains(piece.longitude, piece.latitude)) metres += piece.metres;
  }
  return metres;
}

/**
 * How many metres of a route, its ends to and from the roads included, lie in flood zones, but for leaving the zones that
 * its start lies in, as in EV04: people there have no other way. Other zones met on the way out of them count.
 */
export function floodedMetres(features: Zones): (line: readonly Position[]) => number {
  const all = indexZones(features);
  const each = features.map((feature) => indexZones([feature]));
  return (line) => {
    const [longitude = Number.NaN, latitude = Number.NaN] = line[0] ?? [];
    const own = each.filter((zone) => zone.contains(longitude, latitude));
    let hasLeft = own.length === 0;
    let metres = 0;
    for (const piece of piecesOf(all, line)) {
      const holds = (zone: ZoneIndex) => zone.contains(piece.longitude, piece.latitude);
      hasLeft ||= !own.some(holds);
      if (hasLeft ? holds(all) : each.some((zone) => !own.includes(zone) && holds(zone))) metres += piece.metres;
    }
    return metres;
  };
}

function* piecesOf(zones: ZoneIndex, line: readonly Position[]): Generator<Piece> {
  for (const [index, b] of line.entries()) {
    const a = line[index - 1];
    if (a === undefined) continue;
    const [ax = Number.NaN, ay = Number.NaN] = a;
    const [bx = Number.NaN, by = Number.NaN] = b;
    const length = geodesicMetres(a, b);
    let from = 0;
    for (const to of [...zones.meetings(ax, ay, bx, by), 1].sort((one, other) => one - other)) {
      if (to <= from) continue;
      const middle = (from + to) / 2;
      yield { metres: (to - from) * length, longitude: ax + middle * (bx - ax), latitude: ay + middle * (by - ay) };
      from = to;
    }
  }
}
