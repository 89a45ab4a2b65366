import type { EvacuationNumbers } from '../../../data/standards/evacuation.ts';
import { roadRows } from '../../../data/standards/road-rows.ts';
import { placeAlong } from './edge-line.ts';
import { againstDrawing, alongDrawing, type RoadGraph, roadOf } from './graph.ts';
import type { RoadLine } from './road-line.ts';

export type TravelMode = 'foot' | 'vehicle';

/** Height of the ground in metres; NaN where it is not known. */
export type HeightAt = (longitude: number, latitude: number) => number;

export interface TravelTimes {
  /** Of every arc; Infinity where this mode cannot or may not go. */
  readonly seconds: Float64Array;
  /** Metres of roads of which no grade is known: they are taken as level. */
  readonly metresWithoutGrade: number;
}

const defaults = new Map(roadRows.map(({ id, value }) => [id, value]));

/** What rows say of a road's class, the village road's where they say nothing. */
export function defaultOf(kind: 'speed_kmh' | 'width_m', { roadClass }: Pick<RoadLine, 'roadClass'>): number {
  const value = defaults.get(`road.default_${kind}@${roadClass}`) ?? defaults.get(`road.default_${kind}@village`);
  if (value === undefined) throw new RangeError(`No default ${kind} for ${roadClass}`);
  return value;
}

/** Whether a mode can use a road at all. On foot one can go everywhere; where nobody says, vehicles can. */
export function isOpenTo(mode: TravelMode, road: RoadLine): boolean {
  return (
    mode === 'foot' || (road.motorVehicles !== false && (road.roadClass !== 'path' || road.motorVehicles === true))
  );
}

/** How wide a road has to be for a vehicle: to the centimetre, 2.1 m and half a metre are 2.6 m. */
export function widthNeeded(vehicleWidthMetres: number, marginMetres: number): number {
  return Math.round((vehicleWidthMetres + marginMetres) * 100) / 100;
}

/** Whether a road is narrower than is needed. Of a road whose width nobody knows it cannot be told: that is not this. */
export function isTooNarrow({ widthMetres }: RoadLine, neededWidthMetres: number | undefined): boolean {
  return neededWidthMetres !== undefined && widthMetres !== null && widthMetres < neededWidthMetres;
}

/** Whether a mode may use an arc: one-way streets bind vehicles only. */
export function mayUse(graph: RoadGraph, mode: TravelMode, arc: number, neededWidthMetres?: number): boolean {
  if (mode === 'foot') return true;
  const open = graph.edges.directions[arc >> 1] as number;
  const road = roadOf(graph, arc >> 1);
  return (
    isOpenTo(mode, road) &&
    !isTooNarrow(road, neededWidthMetres) &&
    (open & ((arc & 1) === 0 ? alongDrawing : againstDrawing)) !== 0
  );
}

/** Seconds for every arc, with grades where heights are known; bridges and tunnels are even between their ends. */
export function travelTimes(
  graph: RoadGraph,
  mode: TravelMode,
  numbers: EvacuationNumbers,
  heightAt?: HeightAt,
): TravelTimes {
  const { edges } = graph;
  const seconds = new Float64Array(2 * edges.count);
  const profiles = new Map<number, Profile>();
  let metresWithoutGrade = 0;
  for (let edge = 0; edge < edges.count; edge++) {
    const road = roadOf(graph, edge);
    const length = edges.lengthMetres[edge] as number;
    let known = 0;
    for (const arc of [2 * edge, 2 * edge + 1]) {
      if (!mayUse(graph, mode, arc)) {
        seconds[arc] = Number.POSITIVE_INFINITY;
        continue;
      }
      const sign = (arc & 1) === 0 ? 1 : -1;
      const pace = (grade: number | null) => 3.6 / speedKmh(road, mode, (grade ?? 0) * sign, numbers);
      if (heightAt === undefined) {
        seconds[arc] = length * pace(null);
        continue;
      }
      const index = edges.road[edge] as number;
      const profile = profiles.get(index) ?? profileOf(graph, index, numbers.profile_step_m, heightAt);
      profiles.set(index, profile);
      let sum = 0;
      known = 0;
      for (const { metres, grade } of piecesOf(
        profile,
        edges.startMetres[edge] as number,
        edges.endMetres[edge] as number,
      )) {
        sum += metres * pace(grade);
        if (grade !== null) known += metres;
      }
      seconds[arc] = sum;
    }
    metresWithoutGrade += length - known;
  }
  return { seconds, metresWithoutGrade };
}

/** Of a mode on a road; the grade is a share, positive uphill in the direction of travel. */
export function speedKmh(
  road: Pick<RoadLine, 'designSpeedKmh' | 'roadClass'>,
  mode: TravelMode,
  grade: number,
  numbers: EvacuationNumbers,
): number {
  if (mode === 'foot') {
    const limit = numbers.foot_grade_limit_pct / 100;
    const held = Math.min(limit, Math.max(-limit, grade));
    return numbers.foot_top_speed_kmh * Math.exp(-numbers.foot_grade_decay * Math.abs(held - numbers.foot_best_grade));
  }
  const design = road.designSpeedKmh ?? defaultOf('speed_kmh', road);
  const steepness = Math.min(Math.abs(grade) * 100, numbers.vehicle_grade_limit_pct) - numbers.vehicle_free_grade_pct;
  const kept = 1 - Math.max(0, steepness) * numbers.vehicle_loss_per_pct;
  return Math.max(numbers.vehicle_least_speed_kmh, design * numbers.vehicle_speed_share * kept);
}

/** Grade of a road between places at equal distances along it, as a share; null where it is not known. */
interface Profile {
  readonly step: number;
  readonly grades: readonly (number | null)[];
}

function profileOf({ lines }: RoadGraph, road: number, step: number, heightAt: HeightAt): Profile {
  const length = lines.metres[(lines.first[road + 1] as number) - 1] as number;
  const structure = lines.roads[road]?.structure;
  const isEven = structure === 'bridge' || structure === 'tunnel';
  const count = isEven ? 1 : Math.max(1, Math.round(length / step));
  const own = length / count;
  const heights = Array.from({ length: count + 1 }, (_, index) => heightAt(...placeAlong(lines, road, index * own)));
  const grades = heights.slice(1).map((height, index) => {
    const grade = (height - (heights[index] ?? Number.NaN)) / own;
    return Number.isFinite(grade) ? grade : null;
  });
  return { step: own, grades };
}

function* piecesOf(
  { step, grades }: Profile,
  from: number,
  to: number,
): Generator<{ metres: number; grade: number | null }> {
  let place = from;
  for (let index = Math.min(grades.length - 1, Math.floor(from / step)); place < to; index++) {
    const end = index >= grades.length - 1 ? to : Math.min(to, (index + 1) * step);
    if (end > place) yield { metres: end - place, grade: grades[Math.min(index, grades.length - 1)] ?? null };
    place = Math.max(place, end);
  }
}
