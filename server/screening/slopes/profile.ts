import { type Alignment, lengthOf, type Piece } from '../alignment/types.ts';
import { at } from '../arrays.ts';
import type { ElevationSampler, ElevationSource } from '../types.ts';

/** Heights along an alignment at equal steps; NaN where the elevation has none. */
export interface Profile {
  readonly step: number;
  readonly z: Float64Array;
  /** What the elevation's sources carry, and the index of each height's own; -1 where there is no height. */
  readonly sources: readonly ElevationSource[];
  readonly source: Int32Array;
}

/** Samples first to last, both included. */
export interface Stretch {
  readonly first: number;
  readonly last: number;
}

/** A stretch without voids whose heights are of one accuracy. */
export interface Run extends Stretch {
  readonly accuracy: ElevationSource;
}

const nominalStep = 10;
/** Sources are alike where their cells and errors differ by no more: tiles of one model, a degree further north. */
const alike = 1.1;

/**
 * Heights every ten metres or a little less. On bridges and in tunnels the ground is not the road: heights there, and
 * within `margin` metres or a cell of their ends, are interpolated between both sides.
 */
export function profileOf(alignment: Alignment, elevation: ElevationSampler, margin: number): Profile {
  const length = lengthOf(alignment);
  const count = Math.max(2, Math.ceil(length / nominalStep) + 1);
  const step = length / (count - 1);
  const z = new Float64Array(count);
  const source = new Int32Array(count);
  const { sources } = elevation;
  const { s, longitude, latitude } = alignment;
  let segment = 0;
  for (let k = 0; k < count; k += 1) {
    const place = k * step;
    while (segment < s.length - 2 && at(s, segment + 1) < place) segment += 1;
    const span = at(s, segment + 1) - at(s, segment);
    const share = span > 0 ? Math.min(1, (place - at(s, segment)) / span) : 0;
    const lon = at(longitude, segment) + share * (at(longitude, segment + 1) - at(longitude, segment));
    const lat = at(latitude, segment) + share * (at(latitude, segment + 1) - at(latitude, segment));
    const height = elevation.heightAt(lon, lat);
    z[k] = height;
    source[k] = Number.isNaN(height) ? -1 : sources.length > 1 ? elevation.sourceAt(lon, lat) : 0;
  }
  const profile = { step, z, sources, source };
  for (const [from, to] of structures(alignment, profile, margin)) {
    bridgeOver(z, step, from, to);
    bridgeSources(profile, from, to);
  }
  return profile;
}

export function isStructure({ attributes }: Piece): boolean {
  return attributes.structure === 'bridge' || attributes.structure === 'tunnel';
}

function structures({ pieces, s }: Alignment, profile: Profile, least: number): Array<[number, number]> {
  const stretches: Array<[number, number]> = [];
  for (const piece of pieces) {
    if (!isStructure(piece)) continue;
    const begin = at(s, piece.firstVertex);
    const end = at(s, piece.lastVertex);
    const margin = Math.max(least, largestCell(profile, begin - least, end + least));
    const from = begin - margin;
    const to = end + margin;
    const previous = stretches.at(-1);
    if (previous && previous[1] >= from) previous[1] = to;
    else stretches.push([from, to]);
  }
  return stretches;
}

function largestCell({ step, source, sources }: Profile, from: number, to: number): number {
  let largest = 0;
  const last = Math.min(source.length - 1, Math.ceil(to / step));
  for (let k = Math.max(0, Math.floor(from / step)); k <= last; k += 1) {
    largest = Math.max(largest, sources[at(source, k)]?.cellSizeMetres ?? 0);
  }
  return largest;
}

/** A structure that reaches the end of the road has one known end only: its heights stay unknown. */
export function bridgeOver(z: Float64Array, step: number, from: number, to: number): void {
  const before = Math.floor(from / step);
  const after = Math.ceil(to / step);
  const low = before >= 0 ? at(z, before) : Number.NaN;
  const high = after < z.length ? at(z, after) : Number.NaN;
  for (let k = Math.max(0, before + 1); k < Math.min(z.length, after); k += 1) {
    z[k] = low + ((high - low) * (k - before)) / (after - before);
  }
}

/** Interpolated heights are as good as the worse of the two they lie between. */
function bridgeSources({ z, step, source }: Profile, from: number, to: number): void {
  const before = Math.max(0, Math.floor(from / step));
  const after = Math.min(z.length - 1, Math.ceil(to / step));
  const worse = Math.max(at(source, before), at(source, after));
  for (let k = before + 1; k < after; k += 1) source[k] = worse;
  for (let k = before; k <= after; k += 1) if (Number.isNaN(at(z, k))) source[k] = -1;
}

/**
 * Stretches with heights of one accuracy, and stretches without any. Where two accuracies meet, the last height of the
 * finer one begins or ends the coarser stretch too. A void reaches from the last known height to the next.
 */
export function runsOf({ z, source, sources }: Profile): { runs: Run[]; voids: Stretch[] } {
  const runs: Run[] = [];
  const voids: Stretch[] = [];
  const sourceAt = (k: number): ElevationSource | undefined => sources[at(source, k)];
  const end = z.length - 1;
  let first = 0;
  for (let k = 1; k <= z.length; k += 1) {
    if (k <= end && areAlike(sourceAt(k - 1), sourceAt(k))) continue;
    const last = k - 1;
    if (sourceAt(first) === undefined) {
      voids.push({ first: Math.max(0, first - 1), last: Math.min(end, last + 1) });
    } else {
      const worst = worstOf(sources, source.subarray(first, last + 1));
      const before = first > 0 && coarser(worst, sourceAt(first - 1)) ? first - 1 : first;
      const after = last < end && coarser(worst, sourceAt(last + 1)) ? last + 1 : last;
      runs.push({ first: before, last: after, accuracy: worst });
    }
    first = k;
  }
  return { runs, voids };
}

function areAlike(a: ElevationSource | undefined, b: ElevationSource | undefined): boolean {
  if (!a || !b) return a === b;
  const near = (p: number, q: number): boolean => p <= alike * q && q <= alike * p;
  return near(a.cellSizeMetres, b.cellSizeMetres) && near(a.verticalRmseMetres, b.verticalRmseMetres);
}

function coarser(a: ElevationSource, b: ElevationSource | undefined): boolean {
  return b !== undefined && b.cellSizeMetres < a.cellSizeMetres;
}

function worstOf(sources: readonly ElevationSource[], used: Int32Array): ElevationSource {
  let cellSizeMetres = 0;
  let verticalRmseMetres = 0;
  for (const index of used) {
    const one = sources[index] as ElevationSource;
    cellSizeMetres = Math.max(cellSizeMetres, one.cellSizeMetres);
    verticalRmseMetres = Math.max(verticalRmseMetres, one.verticalRmseMetres);
  }
  return { cellSizeMetres, verticalRmseMetres };
}
