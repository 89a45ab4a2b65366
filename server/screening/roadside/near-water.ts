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
import { distanceOnSide, segmentDistanceOnSide } from './side-distance.ts';
import { type Stations, stationsOf } from './stations.ts';
import type { WaterIndex } from './water-index.ts';

type SideSign = 1 | -1;

/** Stations looked up in the index at once. */
const chunkStations = 40;

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
      found.push(toFound(alignment, stations, run, side, own, levels, distances.segments, water, standard));
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
  /** Water segments near each chunk of stations. */
  readonly segments: ReadonlyArray<readonly number[]>;
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
  const widest = Math.max(...halfWidths) + reach;
  const segments: number[][] = [];
  let left: Float64Array | undefined;
  let right: Float64Array | undefined;
  let inside: boolean | undefined;
  const far = Number.POSITIVE_INFINITY;
  for (let first = 0; first < count; first += chunkStations) {
    const last = Math.min(count - 1, first + chunkStations);
    const near = segmentsNear(stations, first, last, widest + maximumHalfWidth(water), water);
    segments.push(near);
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
      if (inside ?? water.inside(at(stations.longitude, k), at(stations.latitude, k))) {
        left[k] = 0;
        right[k] = 0;
        continue;
      }
      const edge = halfWidths[at(stations.piece, k)] as number;
      measureStation(stations, k, near, water, edge, reach, left, right);
    }
    if (touchesPolygon) inside = water.inside(at(stations.longitude, last), at(stations.latitude, last));
  }
  return left && right ? { left, right, segments } : undefined;
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

function segmentsNear(stations: Stations, first: number, last: number, reach: number, water: WaterIndex): number[] {
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
  return water.near(west - dx, south - dy, east + dx, north + dy);
}

function measureStation(
  stations: Stations,
  k: number,
  near: readonly number[],
  { data }: WaterIndex,
  edge: number,
  reach: number,
  left: Float64Array,
  right: Float64Array,
): void {
  const lon = at(stations.longitude, k);
  const lat = at(stations.latitude, k);
  const scale = metresPerDegree(lat);
  const tx = at(stations.east, k);
  const ty = at(stations.north, k);
  for (const id of near) {
    const x0 = ((data.segments[4 * id] as number) - lon) * scale.east;
    const y0 = ((data.segments[4 * id + 1] as number) - lat) * scale.north;
    const x1 = ((data.segments[4 * id + 2] as number) - lon) * scale.east;
    const y1 = ((data.segments[4 * id + 3] as number) - lat) * scale.north;
    const u0 = tx * x0 + ty * y0;
    const v0 = tx * y0 - ty * x0;
    const u1 = tx * x1 + ty * y1;
    const v1 = tx * y1 - ty * x1;
    const taken = edge + (data.halfWidth[id] as number);
    const leftward = Math.max(0, distanceOnSide(u0, v0, u1, v1, 1) - taken);
    const rightward = Math.max(0, distanceOnSide(u0, v0, u1, v1, -1) - taken);
    if (leftward <= reach && leftward < at(left, k)) left[k] = leftward;
    if (rightward <= reach && rightward < at(right, k)) right[k] = rightward;
  }
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
  segments: ReadonlyArray<readonly number[]>,
  water: WaterIndex,
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
  if (nearest > 0)
    nearest = Math.min(nearest, between(alignment, stations, first, last, side, segments, water, standard));
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

/** Smallest distance from the edge of the road between the stations, exact between the road's segments and the water's. */
function between(
  alignment: Alignment,
  stations: Stations,
  first: number,
  last: number,
  side: SideSign,
  segments: ReadonlyArray<readonly number[]>,
  { data }: WaterIndex,
  standard: Standard,
): number {
  const near = new Set<number>();
  for (let chunk = Math.floor(first / chunkStations); chunk <= Math.floor(last / chunkStations); chunk += 1) {
    for (const id of segments[chunk] ?? []) near.add(id);
  }
  let nearest = Number.POSITIVE_INFINITY;
  for (let k = first; k < last; k += 1) {
    const piece = alignment.pieces[at(stations.piece, k)] as Piece;
    if (isStructure(piece)) continue;
    const edge = halfWidth(piece.attributes, standard);
    // Between two stations a road may have a vertex: go through it.
    const i = at(stations.segment, k);
    const j = at(stations.segment, k + 1);
    const lons = [at(stations.longitude, k)];
    const lats = [at(stations.latitude, k)];
    for (let v = i + 1; v <= j; v += 1) {
      lons.push(at(alignment.longitude, v));
      lats.push(at(alignment.latitude, v));
    }
    lons.push(at(stations.longitude, k + 1));
    lats.push(at(stations.latitude, k + 1));
    const scale = metresPerDegree(lats[0] as number);
    for (let p = 0; p + 1 < lons.length; p += 1) {
      const lon = lons[p] as number;
      const lat = lats[p] as number;
      const ex = ((lons[p + 1] as number) - lon) * scale.east;
      const ey = ((lats[p + 1] as number) - lat) * scale.north;
      const length = Math.hypot(ex, ey);
      if (length === 0) continue;
      for (const id of near) {
        const x0 = ((data.segments[4 * id] as number) - lon) * scale.east;
        const y0 = ((data.segments[4 * id + 1] as number) - lat) * scale.north;
        const x1 = ((data.segments[4 * id + 2] as number) - lon) * scale.east;
        const y1 = ((data.segments[4 * id + 3] as number) - lat) * scale.north;
        const distance = segmentDistanceOnSide(
          length,
          (ex * x0 + ey * y0) / length,
          (ex * y0 - ey * x0) / length,
          (ex * x1 + ey * y1) / length,
          (ex * y1 - ey * x1) / length,
          side,
        );
        nearest = Math.min(nearest, Math.max(0, distance - edge - (data.halfWidth[id] as number)));
      }
    }
  }
  return nearest;
}
