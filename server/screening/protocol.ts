import type { StandardRow } from '../../data/standards/row.ts';
import type { Alignment } from './alignment/types.ts';
import type { SharedElevation } from './elevation/shared-elevation.ts';
import type { WaterData } from './roadside/water-index.ts';
import type { Hazard, Sources } from './types.ts';

/** What a screening thread is started with. Large arrays are in shared memory. */
export interface WorkerStart {
  readonly rows: readonly StandardRow[];
  readonly elevation?: SharedElevation;
  readonly water?: WaterData;
  readonly hazards?: readonly Hazard[];
  readonly sources: Sources;
}

export interface WorkerTask {
  readonly batch: number;
  readonly alignments: readonly Alignment[];
}

/** Counts by hazard, then by grade (or `none` for missing data). */
export type Counts = Record<string, Record<string, number>>;

export interface WorkerAnswer {
  readonly batch: number;
  /** GeoJSON features, one a line, parted by commas; text is cheaper to pass between threads than objects. */
  readonly features: string;
  readonly counts: Counts;
}

export interface WorkerFailure {
  readonly batch: number;
  readonly error: string;
}

export function addCount(counts: Counts, hazard: string, grade: string, more: number): void {
  const own = counts[hazard] ?? {};
  own[grade] = (own[grade] ?? 0) + more;
  counts[hazard] = own;
}
