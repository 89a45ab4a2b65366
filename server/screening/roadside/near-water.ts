import { type Alignment, lengthOf, type Piece } from '../alignment/types.ts';
import { at } from '../arrays.ts';
import { type GradedBend, round } from '../bends/detect.ts';
import { metresPerDegree } from '../projection.ts';
import { halfWidth, hasGuardrail } from '../road-properties.ts';
import { isStructure } from '../slopes/profile.ts';
import { type Standard, threshold } from '../standard.ts';
import type { Found } from '../types.ts';
import { gradeOf, lowered } from './grades.ts';
import { absorbShort, type LevelRun, levelRuns } from './runs.ts';
import { segmentDistanceOnSide } from './side-distance.ts';
import { type Stations, stationsOf } from './stations.ts';
import type { WaterIndex } from './water-index.ts';

type SideSign = 1 | -1;

/** Stations looked up in the index at once. */
const chunkStations = 40;
/** Stations measured against the same segments of those found: a river winds beside a road for kilometres. */
const groupStations = 4;
/** Metres by which a lower bound of a distance is taken lower: no rounding may leave the nearest out. */
const rounding = 1e-6;

/** 临水: water beside the road, on each side, from the edge of the road. Bridges and tunnels are left out. */
export function detectNearWater(
  alignment: Alignment,
  water: WaterIndex,
  bends: readonly GradedBend[],
  standard: Standard,
): Found[] {
  const outside = outsideExtent(alignment, water, standard);
  if (outside) return [outside];
  const stations = stationsOf(alignment, standard.value('water.station_m'));
  const reach = standard.value('water.low_distance_m');
  const distances = measure(alignment, stations, water, reach, standard);
  if (!distances) return [];
  const found: Found[] = [];
  for (const side of [1, -1] as const) {
    const own = side === 1 ? distances.left : distances.right;
    const levels = levelsOf(alignment, stations, own, side, bends, standard);
    const least = Math.ceil(standard.value('water.least_part_m') / stations.step);
    for (const run of absorbShort(levelRuns(levels.lowered, 1, 0), least)) {
      found.push(toFound(alignment, stations, run, side, own, levels, standard));
    }
  }
  return found;
}

function outsideExtent(alignment: Alignment, water: WaterIndex, standard: Standard): Found | undefined {
  const [west, south, east, north] = water.data.extent;
  const margin = standard.row('water.data_margin_m');
  const { longitude, latitude } = alignment;
  const { east: perLongitude, north: perLatitude } = metresPerDegree(at(latitude, 0));
  for (let i = 0; i < longitude.length; i += 1) {
    const dx = Math.max(west - at(longitude, i), at(longitude, i) - east) * perLongitude;
    const dy = Math.max(south - at(latitude, i), at(latitude, i) - north) * perLatitude;
    if (dx <= margin.value && dy <= margin.value) return undefined;
  }
  return {
    hazard: 'insufficient_data',
    of: 'near_water',
    reason: 'outside_water_data',
    from: 0,
    to: lengthOf(alignment),
    evidence: { water_extent: [west, south, east, north], threshold: threshold(margin) },
  };
}

interface Distances {
  /** Metres from the edge of the road, Infinity beyond reach. */
  readonly left: Float64Array;
  readonly right: Float64Array;
}

/** Undefined where no water comes near: the usual case, which must cost little. */
function measure(
  alignment: Alignment,
  stations: Stations,
  water: WaterIndex,
  reach: number,
  standard: Standard,
): Distances | undefined {
  const count = stations.longitude.length;
  const halfWidths = alignment.pieces.map(({ attributes }) => halfWidth(attributes, standard));
  const farthest = Math.max(...halfWidths) + reach + maximumHalfWidth(water);
  let left: Float64Array | undefined;
  let right: Float64Array | undefined;
  let inside: boolean | undefined;
  const far = Number.POSITIVE_INFINITY;
  for (let first = 0; first < count; first += chunkStations) {
    const last = Math.min(count - 1, first + chunkStations);
    const near = water.near(...boxAround(stations, first, last, farthest));
    const touchesPolygon = near.some((id) => (water.data.polygon[id] as number) >= 0);
    // Without a shore nearby a road cannot have changed from land to water.
    inside = touchesPolygon
      ? undefined
      : (inside ?? water.inside(at(stations.longitude, first), at(stations.latitude, first)));
    if (near.length === 0 && !inside) continue;
    left ??= new Float64Array(count).fill(far);
    right ??= new Float64Array(count).fill(far);
    for (let k = first; k <= last; k += 1) {
      if (isStructure(alignment.pieces[at(stations.piece, k)] as Piece)) continue;
      if (!(inside ?? water.inside(at(stations.longitude, k), at(stations.latitude, k)))) continue;
      left[k] = 0;
      right[k] = 0;
    }
    if (near.length > 0) {
      for (let from = first; from < last; from += groupStations) {
        const to = Math.min(last, from + groupStations);
        const close = closeTo(boxAround(stations, from, to, farthest), near, water);
        if (close.length === 0) continue;
        for (let k = from; k < to; k += 1)
          measureStretch(alignment, stations, k, close, water, halfWidths, reach, left, right);
      }
    }
    if (touchesPolygon) inside = water.inside(at(stations.longitude, last), at(stations.latitude, last));
  }
  return left && right ? { left, right } : undefined;
}

function maximumHalfWidth({ data }: WaterIndex): number {
  let widest = widths.get(data.halfWidth);
  if (widest === undefined) {
    widest = data.halfWidth.reduce((most, value) => Math.max(most, value), 0);
    widths.set(data.halfWidth, widest);
  }
  return widest;
}
const widths = new WeakMap<Float64Array, number>();

type Box = readonly [west: number, south: number, east: number, north: number];

/** Around the road from one station to another, in degrees, with `reach` metres on every side. */
function boxAround(stations: Stations, first: number, last: number, reach: number): Box {
  let west = Number.POSITIVE_INFINITY;
  let south = Number.POSITIVE_INFINITY;
  let east = Number.NEGATIVE_INFINITY;
  let north = Number.NEGATIVE_INFINITY;
  for (let k = first; k <= last; k += 1) {
    west = Math.min(west, at(stations.longitude, k));
    east = Math.max(east, at(stations.longitude, k));
    south = Math.min(south, at(stations.latitude, k));
    north = Math.max(north, at(stations.latitude, k));
  }
  const scale = metresPerDegree(Math.max(Math.abs(south), Math.abs(north)));
  const dx = (reach + stations.step) / scale.east;
  const dy = (reach + stations.step) / scale.north;
  return [west - dx, south - dy, east + dx, north + dy];
}

/** Those of the segments whose box meets the box. */
function closeTo([west, south, east, north]: Box, ids: readonly number[], { data }: WaterIndex): number[] {
  const { segments } = data;
  return ids.filter((id) => {
    const x0 = segments[4 * id] as number;
    const y0 = segments[4 * id + 1] as number;
    const x1 = segments[4 * id + 2] as number;
    const y1 = segments[4 * id + 3] as number;
    return !(
      (x0 < west && x1 < west) ||
      (x0 > east && x1 > east) ||
      (y0 < south && y1 < south) ||
      (y0 > north && y1 > north)
    );
  });
}

/**
 * Distances of the road between stations k and k + 1, exact between its segments and the water's; the first half of
 * the way counts for station k, the second for the next.
 */
function measureStretch(
  alignment: Alignment,
  stations: Stations,
  k: number,
  near: readonly number[],
  { data }: WaterIndex,
  halfWidths: readonly number[],
  reach: number,
  left: Float64Array,
  right: Float64Array,
): void {
  for (const { station, longitude, latitude, east, north } of halves(alignment, stations, k)) {
    const piece = at(stations.piece, station);
    if (isStructure(alignment.pieces[piece] as Piece)) continue;
    const edge = halfWidths[piece] as number;
    const scale = metresPerDegree(latitude);
    const ex = east * scale.east;
    const ey = north * scale.north;
    const length = Math.hypot(ex, ey);
    if (length === 0) continue;
    for (const id of near) {
      const x0 = ((data.segments[4 * id] as number) - longitude) * scale.east;
      const y0 = ((data.segments[4 * id + 1] as number) - latitude) * scale.north;
      const x1 = ((data.segments[4 * id + 2] as number) - longitude) * scale.east;
      const y1 = ((data.segments[4 * id + 3] as number) - latitude) * scale.north;
      const u0 = (ex * x0 + ey * y0) / length;
      const v0 = (ex * y0 - ey * x0) / length;
      const u1 = (ex * x1 + ey * y1) / length;
      const v1 = (ex * y1 - ey * x1) / length;
      const taken = edge + (data.halfWidth[id] as number);
      const far = reach + taken;
      const besideBy = Math.max(0, Math.min(v0, v1), -Math.max(v0, v1));
      const beyondBy = Math.max(0, Math.min(u0, u1) - length, -Math.max(u0, u1));
      const nearest = Math.sqrt(besideBy * besideBy + beyondBy * beyondBy) - rounding;
      if (nearest > far) continue;
      // Most of what is near is farther than what was measured before.
      const least = Math.max(0, nearest - taken);
      if (least < at(left, station) && (v0 >= 0 || v1 >= 0)) {
        const leftward = Math.max(0, segmentDistanceOnSide(length, u0, v0, u1, v1, 1) - taken);
        if (leftward <= reach && leftward < at(left, station)) left[station] = leftward;
      }
      if (least < at(right, station) && (v0 <= 0 || v1 <= 0)) {
        const rightward = Math.max(0, segmentDistanceOnSide(length, u0, v0, u1, v1, -1) - taken);
        if (rightward <= reach && rightward < at(right, station)) right[station] = rightward;
      }
    }
  }
}

interface Half {
  readonly station: number;
  readonly longitude: number;
  readonly latitude: number;
  /** Degrees to the other end. */
  readonly east: number;
  readonly north: number;
}

/** The road between stations k and k + 1 as straight parts: cut at its vertices and half way. */
function halves({ longitude, latitude, s }: Alignment, { step, segment }: Stations, k: number): Half[] {
  const cuts = [k * step, (k + 0.5) * step];
  for (let v = at(segment, k) + 1; v <= at(segment, k + 1); v += 1) cuts.push(at(s, v));
  cuts.push((k + 1) * step);
  cuts.sort((a, b) => a - b);
  const parts: Half[] = [];
  let i = at(segment, k);
  let previous: { lon: number; lat: number } | undefined;
  for (const [index, place] of cuts.entries()) {
    while (i < s.length - 2 && at(s, i + 1) < place) i += 1;
    const span = at(s, i + 1) - at(s, i);
    const share = span > 0 ? Math.min(1, Math.max(0, (place - at(s, i)) / span)) : 0;
    const lon = at(longitude, i) + share * (at(longitude, i + 1) - at(longitude, i));
    const lat = at(latitude, i) + share * (at(latitude, i + 1) - at(latitude, i));
    if (previous) {
      const middle = (place + (cuts[index - 1] as number)) / 2;
      parts.push({
        station: middle < (k + 0.5) * step ? k : k + 1,
        longitude: previous.lon,
        latitude: previous.lat,
        east: lon - previous.lon,
        north: lat - previous.lat,
      });
    }
    previous = { lon, lat };
  }
  return parts;
}

interface Levels {
  readonly plain: Int8Array;
  /** With the guardrail taken into account. */
  readonly lowered: Int8Array;
}

function levelsOf(
  alignment: Alignment,
  stations: Stations,
  distances: Float64Array,
  side: SideSign,
  bends: readonly GradedBend[],
  standard: Standard,
): Levels {
  const considerable = standard.value('water.considerable_distance_m');
  const general = standard.value('water.general_distance_m');
  const low = standard.value('water.low_distance_m');
  const plain = new Int8Array(distances.length);
  for (let k = 0; k < distances.length; k += 1) {
    const distance = at(distances, k);
    plain[k] = distance <= considerable ? 3 : distance <= general ? 2 : distance <= low ? 1 : 0;
  }
  const major = standard.value('water.outside_of_bend_distance_m');
  for (const { bend, grade } of bends) {
    // The outside of a bend to the left is its right side.
    if ((grade !== 'major' && grade !== 'considerable') || bend.deflection * side > 0) continue;
    const last = Math.min(distances.length - 1, Math.floor(bend.to / stations.step));
    for (let k = Math.max(0, Math.ceil(bend.from / stations.step)); k <= last; k += 1) {
      if (at(distances, k) <= major) plain[k] = 4;
    }
  }
  const railed = alignment.pieces.map(({ attributes, reversed }) =>
    hasGuardrail(attributes, reversed, side === 1 ? 'left' : 'right'),
  );
  if (!railed.includes(true)) return { plain, lowered: plain };
  return { plain, lowered: plain.map((level, k) => (railed[at(stations.piece, k)] ? lowered(level) : level)) };
}

function toFound(
  alignment: Alignment,
  stations: Stations,
  { first, last, level }: LevelRun,
  side: SideSign,
  distances: Float64Array,
  levels: Levels,
  standard: Standard,
): Found {
  const length = lengthOf(alignment);
  const from = Math.max(0, (first - 0.5) * stations.step);
  const to = Math.min(length, (last + 0.5) * stations.step);
  let nearest = Number.POSITIVE_INFINITY;
  let plain = 0;
  for (let k = first; k <= last; k += 1) {
    nearest = Math.min(nearest, at(distances, k));
    plain = Math.max(plain, levels.plain[k] as number);
  }
  const rows = [
    'low_distance_m',
    'general_distance_m',
    'considerable_distance_m',
    'outside_of_bend_distance_m',
  ] as const;
  const row = standard.row(`water.${rows[plain - 1] ?? 'low_distance_m'}`);
  const { attributes } = alignment.pieces[at(stations.piece, first)] as Piece;
  return {
    hazard: 'near_water',
    grade: gradeOf(level),
    from,
    to,
    side: side === 1 ? 'left' : 'right',
    evidence: {
      distance_m: round(nearest, 2),
      threshold_m: row.value,
      threshold: threshold(row),
      half_width_m: round(halfWidth(attributes, standard), 2),
      half_width_given: attributes.widthMetres !== undefined,
      outside_of_bend: plain === 4,
      ...(plain > level && { lowered_by: 'guardrail', grade_without_guardrail: gradeOf(plain) }),
    },
  };
}
