import type { StandardRow } from '../../../data/standards/row.ts';
import { round, speedEvidence } from '../bends/detect.ts';
import type { DesignSpeed } from '../road-properties.ts';
import { threshold } from '../standard.ts';
import type { Found, FoundHazard, Grade as HazardGrade } from '../types.ts';
import { roundError } from './grade-error.ts';

/** A stretch of even grade, judged by itself. */
export interface Slope {
  readonly from: number;
  readonly to: number;
  /** Percent, positive uphill along the alignment. */
  readonly percent: number;
  readonly error: number;
  readonly speed: DesignSpeed;
  readonly level: { grade: HazardGrade; row: StandardRow } | undefined;
}

/** The slopes of one run, and what was found of them. */
export interface JudgedRun {
  readonly slopes: readonly Slope[];
  readonly found: readonly Found[];
}

/** One finding over neighbouring slopes. */
export function slopeFinding(
  group: readonly Slope[],
  grade: HazardGrade,
  row: StandardRow,
  more: Record<string, unknown>,
): FoundHazard {
  const first = group[0] as Slope;
  const last = group[group.length - 1] as Slope;
  const length = last.to - first.from;
  const mean = group.reduce((sum, { percent, from, to }) => sum + percent * (to - from), 0) / length;
  return {
    hazard: 'steep_slope',
    grade,
    from: first.from,
    to: last.to,
    direction: mean < 0 ? 'increasing' : 'decreasing',
    evidence: {
      grade_pct: round(Math.abs(mean), 2),
      grade_error_pct: roundError(Math.max(...group.map(({ error }) => error))),
      length_m: Math.round(length),
      ...(row.unit === '%' && { threshold_pct: row.value }),
      threshold: threshold(row),
      ...speedEvidence(first.speed),
      ...more,
      profile: group.map(({ from, to, percent }) => ({
        length_m: Math.round(to - from),
        grade_pct: round(percent, 2),
      })),
    },
  };
}
