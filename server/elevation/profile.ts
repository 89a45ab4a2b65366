import { text } from '../../data/text.ts';
import { ProblemError } from '../problems.ts';
import { usualRmse } from '../screening/elevation/usual-rmse.ts';
import { cumulativeMetres } from '../screening/projection.ts';
import { gradeErrorOf } from '../screening/slopes/grade-error.ts';
import { bridgeOver } from '../screening/slopes/profile.ts';
import { makeStandard } from '../screening/standard.ts';
import type { ElevationService, SourceRaster } from './elevation-service.ts';

export interface ProfileRequest {
  /** Longitude, latitude, longitude, latitude, ... of at least two vertices. */
  readonly line: Float64Array;
  /** Distance of the samples; a little less where the line does not divide by it. By default see `usualStep`. */
  readonly stepMetres?: number | undefined;
  /** The whole line is a bridge or a tunnel: the ground below or above is not its height. */
  readonly isStructure: boolean;
}

/** Heights along a line, as JSON. A height that is not known is null and never 0. */
export interface ElevationProfile {
  readonly length_m: number;
  readonly step_m: number;
  /** Grades are means over this length around each sample, shorter at the ends. */
  readonly grade_window_m: number;
  /** Standard error of such a grade in percentage points, by what the worst source here carries; null without heights. */
  readonly grade_rmse_pct: number | null;
  /** Of the worst source here; null without heights. */
  readonly vertical_accuracy_m: number | null;
  readonly lowest_m: number | null;
  readonly highest_m: number | null;
  /** Length without a height. */
  readonly void_m: number;
  /** Whether heights are on the line between the ends of a bridge or tunnel. */
  readonly interpolated: boolean;
  readonly sources: readonly ProfileSource[];
  readonly samples: readonly ProfileSample[];
}

export interface ProfileSource {
  readonly name: string;
  readonly imported_at: string | null;
  readonly cell_m: number;
  readonly vertical_accuracy_m: number;
  /** False where the producer states none: what is usual for such cells is assumed. */
  readonly vertical_accuracy_known: boolean;
}

export interface ProfileSample {
  readonly at_m: number;
  readonly position: readonly [longitude: number, latitude: number];
  readonly height_m: number | null;
  /** Positive uphill in the direction of the line. */
  readonly grade_pct: number | null;
  /** Index into `sources`. */
  readonly source: number | null;
}

/** More samples than any screen shows. */
const maximumSamples = 10_000;
const leastStep = 10;
/** Samples that a long line has by default. */
const usualSamples = 2000;
/** Over less, the errors of heights are most of a grade. */
const gradeWindow = 100;

/**
 * The profile of a line.
 *
 * @throws ProblemError `no_elevation`, `too_large_to_analyse` where the samples would be too many
 */
export async function elevationProfile(
  elevation: ElevationService,
  { line: given, stepMetres, isStructure }: ProfileRequest,
): Promise<ElevationProfile> {
  elevation.requireElevation();
  const line = overDateLine(given);
  const metres = cumulativeMetres(line);
  const length = metres.at(-1) ?? 0;
  const count = sampleCount(length, stepMetres ?? usualStep(length));
  const step = count > 1 ? length / (count - 1) : 0;
  const positions = positionsAlong(line, metres, step, count);
  const { heights, rasters } = await elevation.samplesAt(positions);
  if (isStructure) bridgeOver(heights, 1, 0, count - 1);
  const used = [...new Set(rasters)].filter((index) => index >= 0).sort((a, b) => a - b);
  const sources = used.map((index) => sourceOf(elevation.rasters[index] as SourceRaster));
  const reach = Math.max(1, Math.round(gradeWindow / 2 / (step || 1)));
  const known = heights.filter((height) => !Number.isNaN(height));
  const worst = sources.length > 0 ? Math.max(...sources.map((source) => source.vertical_accuracy_m)) : undefined;
  return {
    length_m: round(length, 1),
    step_m: round(step, 3),
    grade_window_m: round(2 * reach * step, 1),
    grade_rmse_pct: worst === undefined || step === 0 ? null : gradeError(sources, worst, 2 * reach * step),
    vertical_accuracy_m: worst ?? null,
    lowest_m:
      known.length > 0
        ? round(
            known.reduce((a, b) => Math.min(a, b)),
            2,
          )
        : null,
    highest_m:
      known.length > 0
        ? round(
            known.reduce((a, b) => Math.max(a, b)),
            2,
          )
        : null,
    void_m: round(voidMetres(heights, step), 1),
    interpolated: isStructure,
    sources,
    samples: Array.from(heights, (height, k) => ({
      at_m: round(k * step, 1),
      position: [round(positions[2 * k] ?? 0, 7), round(positions[2 * k + 1] ?? 0, 7)] as const,
      height_m: nullable(height, 2),
      grade_pct: nullable(gradeAt(heights, k, reach, step), 2),
      source: sourceIndex(used, rasters[k] ?? -1, isStructure),
    })),
  };
}

/** On a bridge no raster gave the height. */
function sourceIndex(used: readonly number[], raster: number, isStructure: boolean): number | null {
  return raster < 0 || isStructure ? null : used.indexOf(raster);
}

function usualStep(length: number): number {
  return Math.max(leastStep, length / usualSamples);
}

function sampleCount(length: number, step: number): number {
  const count = length > 0 ? Math.max(2, Math.ceil(length / step - 1e-9) + 1) : 1;
  if (count <= maximumSamples) return count;
  const least = Math.ceil(length / (maximumSamples - 1));
  throw new ProblemError(
    'too_large_to_analyse',
    text(
      `线长 ${Math.round(length)} 米，按 ${step} 米取样超过 ${maximumSamples} 点；请把 step_m 设为 ${least} 或更大`,
      `The line is ${Math.round(length)} m long and would have more than ${maximumSamples} samples ${step} m apart; use a step_m of ${least} or more`,
    ),
  );
}

/** Of two vertices more than half the way round the world apart, the line takes the short way, over the date line. */
function overDateLine(line: Float64Array): Float64Array {
  const continued = Float64Array.from(line);
  for (let i = 2; i < continued.length; i += 2) {
    const before = continued[i - 2] ?? 0;
    continued[i] = (continued[i] ?? 0) - 360 * Math.round(((continued[i] ?? 0) - before) / 360);
  }
  return continued;
}

/** Of a longitude past the date line. */
function withinWorld(longitude: number): number {
  return longitude > 180 || longitude < -180 ? longitude - 360 * Math.round(longitude / 360) : longitude;
}

function positionsAlong(line: Float64Array, metres: Float64Array, step: number, count: number): Float64Array {
  const positions = new Float64Array(2 * count);
  let segment = 0;
  for (let k = 0; k < count; k++) {
    const place = k * step;
    while (segment < metres.length - 2 && (metres[segment + 1] ?? 0) < place) segment++;
    const from = metres[segment] ?? 0;
    const span = (metres[segment + 1] ?? 0) - from;
    const share = span > 0 ? Math.min(1, (place - from) / span) : 0;
    for (let axis = 0; axis < 2; axis++) {
      const start = line[2 * segment + axis] ?? 0;
      const value = start + share * ((line[2 * segment + 2 + axis] ?? start) - start);
      positions[2 * k + axis] = axis === 0 ? withinWorld(value) : value;
    }
  }
  return positions;
}

function gradeAt(heights: Float64Array, k: number, reach: number, step: number): number {
  const first = Math.max(0, k - reach);
  const last = Math.min(heights.length - 1, k + reach);
  return (100 * ((heights[last] ?? Number.NaN) - (heights[first] ?? Number.NaN))) / ((last - first) * step);
}

/** Each sample stands for half the way to its neighbours. */
function voidMetres(heights: Float64Array, step: number): number {
  let metres = 0;
  for (let k = 1; k < heights.length; k++) {
    for (const end of [heights[k - 1], heights[k]]) if (Number.isNaN(end)) metres += step / 2;
  }
  return metres;
}

function sourceOf({ source, cellSizeMetres, verticalAccuracyMetres }: SourceRaster): ProfileSource {
  return {
    name: source.name,
    imported_at: source.importedAt ?? null,
    cell_m: round(cellSizeMetres, 1),
    vertical_accuracy_m: verticalAccuracyMetres ?? round(usualRmse(cellSizeMetres, standard), 2),
    vertical_accuracy_known: verticalAccuracyMetres !== undefined,
  };
}

const standard = makeStandard();

function gradeError(sources: readonly ProfileSource[], verticalRmseMetres: number, window: number): number {
  const cellSizeMetres = Math.max(...sources.map((source) => source.cell_m));
  return round(gradeErrorOf({ cellSizeMetres, verticalRmseMetres }, standard)(window), 2);
}

function nullable(value: number, digits: number): number | null {
  return Number.isFinite(value) ? round(value, digits) : null;
}

function round(value: number, digits: number): number {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale;
}
