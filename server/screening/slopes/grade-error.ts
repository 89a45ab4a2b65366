import { round } from '../bends/detect.ts';
import type { Standard } from '../standard.ts';
import type { ElevationSource } from '../types.ts';

/** Standard error of a mean grade over a length in metres, in percentage points. */
export type GradeError = (lengthMetres: number) => number;

interface Known {
  readonly cell: number;
  readonly rmse: number;
  readonly windows: Array<{ length: number; error: number }>;
}

/** Error of the mean slope of white height noise falls with the length to this power. */
const decay = 1.5;

/**
 * What this elevation carries, from the simulated rows: the row of the nearest cell size, scaled by the height error,
 * which grows with cells coarser than any row; between two windows and beyond them log-linear.
 */
export function gradeErrorOf(elevation: ElevationSource, standard: Standard): GradeError {
  const known = tabulated(standard);
  const nearest = known.reduce((best, one) =>
    Math.abs(Math.log(one.cell / elevation.cellSizeMetres)) < Math.abs(Math.log(best.cell / elevation.cellSizeMetres))
      ? one
      : best,
  );
  const scale = elevation.verticalRmseMetres / nearest.rmse;
  return (length) => scale * interpolated(nearest.windows, length);
}

/** By standard: each continuous road asks. */
const tables = new WeakMap<Standard, readonly Known[]>();

function tabulated(standard: Standard): readonly Known[] {
  const kept = tables.get(standard);
  if (kept) return kept;
  const table = tabulate(standard);
  tables.set(standard, table);
  return table;
}

function tabulate(standard: Standard): Known[] {
  const known = new Map<string, Known>();
  for (const { id, value } of standard.rows) {
    const match = /^elevation\.grade_rmse_pct@([\d.]+)\/([\d.]+)\/(\d+)$/.exec(id);
    if (!match) continue;
    const key = `${match[1]}/${match[2]}`;
    const entry = known.get(key) ?? { cell: Number(match[1]), rmse: Number(match[2]), windows: [] };
    entry.windows.push({ length: Number(match[3]), error: value });
    known.set(key, entry);
  }
  for (const { windows } of known.values()) windows.sort((a, b) => a.length - b.length);
  return [...known.values()];
}

function interpolated(windows: Known['windows'], length: number): number {
  const after = windows.findIndex((window) => window.length >= length);
  const upper = windows[after];
  const lower = windows[after === -1 ? windows.length - 1 : after - 1];
  if (upper && lower) {
    const share = Math.log(length / lower.length) / Math.log(upper.length / lower.length);
    return lower.error * (upper.error / lower.error) ** share;
  }
  const end = upper ?? lower;
  return end ? end.error * (end.length / length) ** decay : Number.POSITIVE_INFINITY;
}

/** An error for people, in percentage points: two digits, of which neither is lost however small it is. */
export function roundError(error: number): number {
  return error < 0.1 ? Number(error.toPrecision(2)) : round(error, 2);
}

/** Shortest length in metres over which a grade is known to `limit` percentage points. */
export function carryingLength(error: GradeError, limit: number): number {
  let length = 20;
  while (error(length) > limit && length < 100_000) length *= 1.05;
  return length;
}
