import type { Geometry, LineString, Position } from 'geojson';
import { accountStandards } from '../../../data/standards/accounts.ts';
import { nearestPlace } from '../editing/along.ts';

/** Of a township, where it lies. */
interface Township {
  readonly geometry: Geometry;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** A line that a township's account may not store, by the townships that are known. */
export interface Outside {
  readonly own: string;
  /** The township that the line begins in; undefined where none of them has it. */
  readonly other: string | undefined;
}

/**
 * Whether the service will refuse a township's account a line for where it lies, as `liesInTownship` of the service
 * decides it, but by the line's vertices alone: undefined where nothing speaks against it, or where the township's area
 * is not known here.
 */
export function outsideTownship(code: string, line: LineString, townships: readonly Township[]): Outside | undefined {
  const own = townships.find(({ properties }) => properties.code === code);
  const area = own && ringsOf(own.geometry);
  if (!own || !area) return undefined;
  if (line.coordinates.every((position) => isWithin(area, position) || isNear(area, position))) return undefined;
  const [start = []] = line.coordinates;
  const other = townships.find((one) => one !== own && isWithin(ringsOf(one.geometry) ?? [], start));
  return { own: nameOf(own), other: other && nameOf(other) };
}

function nameOf({ properties: { name, code } }: Township): string {
  return typeof name === 'string' && name !== '' ? name : String(code);
}

function ringsOf(geometry: Geometry): readonly (readonly Position[])[] | undefined {
  if (geometry.type === 'Polygon') return geometry.coordinates;
  if (geometry.type === 'MultiPolygon') return geometry.coordinates.flat();
  return undefined;
}

/** An odd number of edges to the east: holes are rings like any other. */
function isWithin(rings: readonly (readonly Position[])[], [x = 0, y = 0]: Position): boolean {
  let isInside = false;
  for (const ring of rings) {
    for (const [index, [x1 = 0, y1 = 0]] of ring.entries()) {
      const [x2 = 0, y2 = 0] = ring[index + 1] ?? ring[0] ?? [];
      if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) isInside = !isInside;
    }
  }
  return isInside;
}

function isNear(rings: readonly (readonly Position[])[], position: Position): boolean {
  const within = accountStandards.townshipToleranceMetres.value;
  return rings.some((ring) => nearestPlace(ring, position).distanceMetres <= within);
}
