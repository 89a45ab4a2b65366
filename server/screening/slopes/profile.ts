import { type Alignment, lengthOf, type Piece } from '../alignment/types.ts';
import { at } from '../arrays.ts';
import type { ElevationSampler } from '../types.ts';

/** Heights along an alignment at equal steps; NaN where the elevation has none. */
export interface Profile {
  readonly step: number;
  readonly z: Float64Array;
}

/** A stretch without voids: samples first to last, both included. */
export interface Run {
  readonly first: number;
  readonly last: number;
}

const nominalStep = 10;

/**
 * Heights every ten metres or a little less. On bridges and in tunnels the ground is not the road: heights there, and
 * within `margin` metres of their ends, are interpolated between both sides.
 */
export function profileOf(alignment: Alignment, elevation: ElevationSampler, margin: number): Profile {
  const length = lengthOf(alignment);
  const count = Math.max(2, Math.ceil(length / nominalStep) + 1);
  const step = length / (count - 1);
  const z = new Float64Array(count);
  const { s, longitude, latitude } = alignment;
  let segment = 0;
  for (let k = 0; k < count; k += 1) {
    const place = k * step;
    while (segment < s.length - 2 && at(s, segment + 1) < place) segment += 1;
    const span = at(s, segment + 1) - at(s, segment);
    const share = span > 0 ? Math.min(1, (place - at(s, segment)) / span) : 0;
    z[k] = elevation.heightAt(
      at(longitude, segment) + share * (at(longitude, segment + 1) - at(longitude, segment)),
      at(latitude, segment) + share * (at(latitude, segment + 1) - at(latitude, segment)),
    );
  }
  for (const [from, to] of structures(alignment, margin)) bridgeOver(z, step, from, to);
  return { step, z };
}

export function isStructure({ attributes }: Piece): boolean {
  return attributes.structure === 'bridge' || attributes.structure === 'tunnel';
}

function structures({ pieces, s }: Alignment, margin: number): Array<[number, number]> {
  const stretches: Array<[number, number]> = [];
  for (const piece of pieces) {
    if (!isStructure(piece)) continue;
    const from = at(s, piece.firstVertex) - margin;
    const to = at(s, piece.lastVertex) + margin;
    const previous = stretches.at(-1);
    if (previous && previous[1] >= from) previous[1] = to;
    else stretches.push([from, to]);
  }
  return stretches;
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

/** Stretches with heights, and stretches without. */
export function runsOf({ z }: Profile): { runs: Run[]; voids: Run[] } {
  const runs: Run[] = [];
  const voids: Run[] = [];
  let first = 0;
  for (let k = 1; k <= z.length; k += 1) {
    if (k < z.length && Number.isNaN(at(z, k)) === Number.isNaN(at(z, first))) continue;
    (Number.isNaN(at(z, first)) ? voids : runs).push({ first, last: k - 1 });
    first = k;
  }
  return { runs, voids };
}
