import type { Position } from 'geojson';
import { type Text, text } from '../../../data/text.ts';
import { type Fault, ProblemError } from '../../problems.ts';
import type { Key, PlanPoint, PlanShelter } from './types.ts';

type Members = Readonly<Record<string, unknown>>;

const listedFaults = 20;

/**
 * Points of an evacuation. `people` and `lead_time_min` missing, null or blank stay unknown.
 *
 * @throws ProblemError `invalid_features` for a geometry that is no point, for people who are no whole number of at least
 *   0, for a lead time that is no number of minutes, and for two points of one name
 */
export function readPlanPoints(features: readonly unknown[]): PlanPoint[] {
  return readPlaces(features, (properties, fault) => ({
    people: countIn(properties.people, 'people', fault),
    leadTimeMinutes: minutesIn(properties.lead_time_min, fault),
  }));
}

/**
 * Shelters. `capacity` missing, null or blank stays unknown; `state` `closed` is understood.
 *
 * @throws ProblemError `invalid_features` as for points
 */
export function readPlanShelters(features: readonly unknown[]): PlanShelter[] {
  return readPlaces(features, (properties, fault) => ({
    capacity: countIn(properties.capacity, 'capacity', fault),
    isClosed: properties.state === 'closed',
  }));
}

type FaultAt = (member: string, code: string, reason: Text) => void;

interface Place {
  readonly key: Key;
  readonly name: string | null;
  readonly position: Position;
}

function readPlaces<T>(features: readonly unknown[], read: (properties: Members, fault: FaultAt) => T): (Place & T)[] {
  const faults: Fault[] = [];
  const seen = new Map<string, number>();
  const places = features.flatMap((raw, index) => {
    const number = index + 1;
    const fault: FaultAt = (member, code, reason) => faults.push({ feature: number, member, code, reason });
    const feature = asMembers(raw);
    const properties = asMembers(feature.properties);
    const key = keyOf(feature, properties, number);
    const first = seen.get(String(key));
    if (first !== undefined) {
      fault('code', 'code_repeated', text(`“${key}”与第 ${first} 个要素重复`, `"${key}" is feature ${first} already`));
    }
    seen.set(String(key), number);
    const members = read(properties, fault);
    const position = positionIn(feature.geometry, fault);
    const name = typeof properties.name === 'string' && properties.name !== '' ? properties.name : null;
    return position === null ? [] : [{ key, name, position, ...members }];
  });
  if (faults.length > 0) {
    throw new ProblemError(
      'invalid_features',
      text(`有 ${faults.length} 处问题，未做规划`, `${faults.length} faults; nothing was planned`),
      { faults: faults.slice(0, listedFaults), faultCount: faults.length },
    );
  }
  return places;
}

function countIn(value: unknown, member: string, fault: FaultAt): number | null {
  const given = typeof value === 'string' ? value.trim() : value;
  if (given === undefined || given === null || given === '') return null;
  // Of texts only plain digits: Number() reads blanks as 0 and 0x10 as 16.
  const number = typeof given === 'string' && /^\d+$/.test(given) ? Number(given) : given;
  if (typeof number === 'number' && Number.isSafeInteger(number) && number >= 0) return number;
  fault(
    `properties.${member}`,
    'not_a_count',
    text(
      `${JSON.stringify(value)} 不是人数，应为 0 或正整数`,
      `${JSON.stringify(value)} is no whole number of 0 or more`,
    ),
  );
  return null;
}

function minutesIn(value: unknown, fault: FaultAt): number | null {
  const given = typeof value === 'string' ? value.trim() : value;
  if (given === undefined || given === null || given === '') return null;
  const number = typeof given === 'string' && /^\d+(\.\d+)?$/.test(given) ? Number(given) : given;
  if (typeof number === 'number' && Number.isFinite(number) && number >= 0) return number;
  fault(
    'properties.lead_time_min',
    'not_minutes',
    text(
      `${JSON.stringify(value)} 不是分钟数，应为 0 或正数`,
      `${JSON.stringify(value)} is no number of minutes of 0 or more`,
    ),
  );
  return null;
}

function positionIn(geometry: unknown, fault: FaultAt): Position | null {
  const { type, coordinates } = asMembers(geometry);
  if (type !== 'Point' || !Array.isArray(coordinates)) {
    fault(
      'geometry',
      'not_a_point',
      text(`几何是 ${String(type)}，应为点`, `its geometry is ${String(type)}, not a point`),
    );
    return null;
  }
  const [longitude, latitude]: unknown[] = coordinates;
  if (typeof longitude === 'number' && typeof latitude === 'number') {
    if (Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90) return [longitude, latitude];
  }
  fault(
    'geometry.coordinates',
    'bad_coordinates',
    text('坐标不是以度为单位的经纬度', 'not a longitude and latitude in degrees'),
  );
  return null;
}

function keyOf(feature: Members, properties: Members, number: number): Key {
  for (const value of [properties.code, feature.id, properties.id]) {
    if ((typeof value === 'string' && value !== '') || typeof value === 'number') return value;
  }
  return number;
}

function asMembers(value: unknown): Members {
  return typeof value === 'object' && value !== null ? (value as Members) : {};
}
