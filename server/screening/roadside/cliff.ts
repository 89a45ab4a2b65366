import { type Alignment, lengthOf, type Piece } from '../alignment/types.ts';
import { at, median } from '../arrays.ts';
import { round } from '../bends/detect.ts';
import { metresPerDegree } from '../projection.ts';
import { halfWidth, hasGuardrail } from '../road-properties.ts';
import { isStructure } from '../slopes/profile.ts';
import { type Standard, threshold } from '../standard.ts';
import type { ElevationSampler, ElevationSource, Found, FoundGap } from '../types.ts';
import { type Face, findFace } from './face.ts';
import { gradeOf, lowered } from './grades.ts';
import { type LevelRun, levelRuns } from './runs.ts';
import { type Stations, stationsOf } from './stations.ts';

/** A face is followed this far out from where it may begin, metres. */
const followed = 80;
/** Stations without a face that do not end a run: one cross-section may miss between two cells. */
const gapStations = 2;

/** 临崖: faces that fall away beside the road, on each side. Bridges and tunnels are left out. */
export function detectCliffs(alignment: Alignment, elevation: ElevationSampler, standard: Standard): Found[] {
  const coarsest = standard.value('cliff.largest_cell_m') * 1.05;
  const fine = elevation.finest(elevation.sources.filter(({ cellSizeMetres }) => cellSizeMetres <= coarsest).length);
  const stations = stationsOf(alignment, standard.value('cliff.station_m'));
  const found: Found[] = [];
  const unknown = new Uint8Array(stations.longitude.length);
  for (const side of [1, -1] as const) {
    const faces = facesOf(alignment, stations, side, fine, standard, unknown);
    const plain = Int8Array.from(faces, (face) => levelOf(face?.drop ?? 0, standard));
    const railed = alignment.pieces.map(({ attributes, reversed }) =>
      hasGuardrail(attributes, reversed, side === 1 ? 'left' : 'right'),
    );
    const levels = railed.includes(true)
      ? plain.map((level, k) => (railed[at(stations.piece, k)] ? lowered(level) : level))
      : plain;
    const least = Math.round(standard.value('cliff.minimum_run_m') / stations.step);
    for (const run of levelRuns(levels, least, gapStations)) {
      found.push(toFound(alignment, stations, run, side, faces, plain, standard));
    }
  }
  return [...found, ...gaps(alignment, stations, unknown, elevation, standard)];
}

function levelOf(drop: number, standard: Standard): number {
  if (drop >= standard.value('cliff.major_drop_m')) return 4;
  if (drop >= standard.value('cliff.considerable_drop_m')) return 3;
  if (drop >= standard.value('cliff.general_drop_m')) return 2;
  return drop >= standard.value('cliff.low_drop_m') ? 1 : 0;
}

function facesOf(
  alignment: Alignment,
  stations: Stations,
  side: 1 | -1,
  elevation: ElevationSampler,
  standard: Standard,
  unknown: Uint8Array,
): Array<Face | undefined> {
  const reach = standard.value('cliff.reach_m');
  const steepness = Math.tan((standard.value('cliff.face_deg') * Math.PI) / 180);
  const halfWidths = alignment.pieces.map(({ attributes }) => halfWidth(attributes, standard));
  const faces: Array<Face | undefined> = [];
  for (let k = 0; k < stations.longitude.length; k += 1) {
    const piece = at(stations.piece, k);
    if (isStructure(alignment.pieces[piece] as Piece)) {
      faces.push(undefined);
      continue;
    }
    if (elevation.sources.length === 0) {
      unknown[k] = 1;
      faces.push(undefined);
      continue;
    }
    const longitude = at(stations.longitude, k);
    const latitude = at(stations.latitude, k);
    const scale = metresPerDegree(latitude);
    // Left of the direction of travel is its normal turned a quarter to the left.
    const east = (-at(stations.north, k) * side) / scale.east;
    const north = (at(stations.east, k) * side) / scale.north;
    const edge = halfWidths[piece] as number;
    const source = elevation.sources.length > 1 ? elevation.sourceAt(longitude, latitude) : 0;
    const step = Math.max(0.5, ((elevation.sources[source] ?? elevation.sources[0])?.cellSizeMetres ?? 0) / 2);
    const face = findFace(
      (out) => elevation.heightAt(longitude + (edge + out) * east, latitude + (edge + out) * north),
      step,
      reach,
      reach + followed,
      steepness,
    );
    if (face === 'unknown') unknown[k] = 1;
    faces.push(face === 'unknown' ? undefined : face);
  }
  return faces;
}

function toFound(
  alignment: Alignment,
  stations: Stations,
  { first, last, level }: LevelRun,
  side: 1 | -1,
  faces: ReadonlyArray<Face | undefined>,
  plain: Int8Array,
  standard: Standard,
): Found {
  const drops: number[] = [];
  const begins: number[] = [];
  let worst = 0;
  for (let k = first; k <= last; k += 1) {
    const face = faces[k];
    if (!face) continue;
    drops.push(face.drop);
    begins.push(face.from);
    worst = Math.max(worst, plain[k] as number);
  }
  const unrailed = Math.max(level, levelOf(median(drops), standard));
  const rows = ['low_drop_m', 'general_drop_m', 'considerable_drop_m', 'major_drop_m'] as const;
  const row = standard.row(`cliff.${rows[unrailed - 1] ?? 'low_drop_m'}`);
  return {
    hazard: 'cliff',
    grade: gradeOf(level),
    from: Math.max(0, (first - 0.5) * stations.step),
    to: Math.min(lengthOf(alignment), (last + 0.5) * stations.step),
    side: side === 1 ? 'left' : 'right',
    evidence: {
      drop_m: round(median(drops), 1),
      drop_max_m: round(Math.max(...drops), 1),
      begins_m: round(Math.min(...begins), 1),
      threshold_m: row.value,
      threshold: threshold(row),
      ...(worst > level && { lowered_by: 'guardrail', grade_without_guardrail: gradeOf(worst) }),
    },
  };
}

/** Stretches without heights, and those where only a source with cells too coarse for cliffs has any. */
function gaps(
  alignment: Alignment,
  stations: Stations,
  unknown: Uint8Array,
  elevation: ElevationSampler,
  standard: Standard,
): FoundGap[] {
  const found: FoundGap[] = [];
  const { step } = stations;
  const reach = standard.value('cliff.reach_m');
  const known = -2;
  const why = Int32Array.from(unknown, (one, k) => (one === 0 ? known : sourceBeside(stations, k, reach, elevation)));
  let first = 0;
  for (let k = 1; k <= why.length; k += 1) {
    if (k < why.length && why[k] === why[first]) continue;
    const from = Math.max(0, (first - 0.5) * step);
    const to = Math.min(lengthOf(alignment), (k - 0.5) * step);
    const source = elevation.sources[at(why, first)];
    if (source) found.push(tooCoarse(source, from, to, standard));
    else if (why[first] !== known) {
      found.push({ hazard: 'insufficient_data', of: 'cliff', reason: 'elevation_void', from, to, evidence: {} });
    }
    first = k;
  }
  return found;
}

/** The coarsest source that gives the heights at a station and beside it; -1 where one of them is missing. */
function sourceBeside(
  { longitude, latitude, east, north }: Stations,
  k: number,
  reach: number,
  elevation: ElevationSampler,
): number {
  const scale = metresPerDegree(at(latitude, k));
  const sources = [-reach, 0, reach].map((out) =>
    elevation.sourceAt(
      at(longitude, k) - (out * at(north, k)) / scale.east,
      at(latitude, k) + (out * at(east, k)) / scale.north,
    ),
  );
  return sources.includes(-1) ? -1 : Math.max(...sources);
}

function tooCoarse({ cellSizeMetres }: ElevationSource, from: number, to: number, standard: Standard): FoundGap {
  const coarsest = standard.row('cliff.largest_cell_m');
  return {
    hazard: 'insufficient_data',
    of: 'cliff',
    reason: 'elevation_cell_too_coarse',
    from,
    to,
    evidence: {
      cell_m: round(cellSizeMetres, 1),
      threshold_m: coarsest.value,
      threshold: threshold(coarsest),
    },
  };
}
