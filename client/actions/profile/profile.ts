import type { Feature, LineString, Position } from 'geojson';
import type { ElevationProfile, ProfileSample } from '../../../server/elevation/profile.ts';
import { lengthMetres, metresBetween, nearestPlace } from '../editing/along.ts';

/** Something that lies along the line, in metres from its start. */
export interface Band {
  readonly fromMetres: number;
  readonly toMetres: number;
}

/** Where heights are not known, from the last known sample to the next; to the line's ends where there is none. */
export function voids(samples: readonly ProfileSample[]): readonly Band[] {
  const found: Band[] = [];
  let from: number | undefined;
  for (const [index, { at_m: at, height_m: height }] of samples.entries()) {
    if (height === null) from ??= samples[index - 1]?.at_m ?? at;
    else if (from !== undefined) {
      found.push({ fromMetres: from, toMetres: at });
      from = undefined;
    }
  }
  const end = samples.at(-1)?.at_m;
  if (from !== undefined && end !== undefined) found.push({ fromMetres: from, toMetres: end });
  return found;
}

/** Index of the sample nearest to a place; undefined without samples. */
export function sampleNear(samples: readonly ProfileSample[], metres: number): number | undefined {
  if (samples.length === 0) return undefined;
  let [low, high] = [0, samples.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((samples[middle]?.at_m ?? 0) <= metres) low = middle;
    else high = middle;
  }
  const distance = (index: number) => Math.abs((samples[index]?.at_m ?? 0) - metres);
  return distance(low) <= distance(high) ? low : high;
}

/** The steepest place whose grade is known, uphill or down. */
export function steepest(samples: readonly ProfileSample[]): ProfileSample | undefined {
  return samples.reduce<ProfileSample | undefined>(
    (best, sample) =>
      sample.grade_pct !== null && Math.abs(sample.grade_pct) > Math.abs(best?.grade_pct ?? 0) ? sample : best,
    undefined,
  );
}

/** A hazard is drawn along its road; hand-drawn ones stray as far as a click at zoom 15. */
const reachMetres = 20;

/**
 * Which of the lines lie along this one, and from where to where. A line counts with the part that lies within reach;
 * one that only crosses does not.
 *
 * @param lengthGiven metres of the line as the service measured it, to which the bands are fitted
 */
export function bandsAlong<F extends Feature>(
  line: LineString,
  lengthGiven: number,
  features: readonly F[],
): readonly (Band & { readonly feature: F })[] {
  const scale = lengthGiven / (lengthMetres(line.coordinates) || 1);
  return features.flatMap((feature) => {
    const { geometry } = feature;
    if (geometry.type !== 'LineString') return [];
    const near = densified(geometry.coordinates)
      .map((position) => nearestPlace(line.coordinates, position))
      .filter(({ distanceMetres }) => distanceMetres <= reachMetres)
      .map(({ alongMetres }) => alongMetres);
    if (near.length < 2) return [];
    const [from, to] = [Math.min(...near), Math.max(...near)];
    const isCrossing = to - from < Math.min(reachMetres, lengthMetres(geometry.coordinates) / 2);
    return isCrossing ? [] : [{ fromMetres: from * scale, toMetres: to * scale, feature }];
  });
}

/** With positions so close that a part along the line is not missed between two vertices. */
function densified(line: readonly Position[]): readonly Position[] {
  return line.flatMap((position, index) => {
    const next = line[index + 1];
    if (!next) return [position];
    const steps = Math.max(1, Math.ceil(metresBetween(position, next) / reachMetres));
    return Array.from({ length: steps }, (_, step) => {
      const share = step / steps;
      return [0, 1].map((axis) => (position[axis] ?? 0) + share * ((next[axis] ?? 0) - (position[axis] ?? 0)));
    });
  });
}

/** Bands that overlap stand in lanes above each other: the lane of each, from 0. */
export function lanes(bands: readonly Band[]): readonly number[] {
  const ends: number[] = [];
  const order = bands
    .map((_, index) => index)
    .sort((a, b) => (bands[a]?.fromMetres ?? 0) - (bands[b]?.fromMetres ?? 0));
  const result: number[] = [];
  for (const index of order) {
    const { fromMetres, toMetres } = bands[index] ?? { fromMetres: 0, toMetres: 0 };
    const free = ends.findIndex((end) => end <= fromMetres);
    const lane = free === -1 ? ends.length : free;
    ends[lane] = toMetres;
    result[index] = lane;
  }
  return result;
}

export interface CsvHeadings {
  readonly chainage: string;
  readonly longitude: string;
  readonly latitude: string;
  readonly height: string;
  readonly grade: string;
  readonly hazards: string;
}

/** Beside what is known of each place: there may be more, since not all hazards could be had. */
export function hazardsOrUnknown(
  hazardsAt: (metres: number) => readonly string[],
  unknown: string,
): (metres: number) => readonly string[] {
  return (metres) => [...hazardsAt(metres), unknown];
}

/**
 * The profile as a table that Excel opens: UTF-8 with its mark, what is unknown left empty.
 *
 * @param hazardsAt the names of what lies at a place, in metres from the line's start
 */
export function profileCsv(
  { samples }: ElevationProfile,
  headings: CsvHeadings,
  chainageAt: (metres: number) => number,
  hazardsAt: (metres: number) => readonly string[],
): string {
  const { chainage, longitude, latitude, height, grade, hazards } = headings;
  const rows = samples.map(({ at_m, position, height_m, grade_pct }) => [
    chainageAt(at_m).toFixed(1),
    position[0],
    position[1],
    height_m ?? '',
    grade_pct ?? '',
    cell(hazardsAt(at_m).join('; ')),
  ]);
  const lines = [[chainage, longitude, latitude, height, grade, hazards], ...rows].map((row) => row.join(','));
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

/** Text that begins like a formula would be taken for one by the spreadsheet. */
function cell(value: string): string {
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
