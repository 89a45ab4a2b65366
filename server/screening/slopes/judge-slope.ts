import { type Alignment, pieceAt } from '../alignment/types.ts';
import type { GradedBend } from '../bends/detect.ts';
import { type DesignSpeed, designSpeed } from '../road-properties.ts';
import type { Standard } from '../standard.ts';
import type { Grade as HazardGrade } from '../types.ts';
import type { GradeError } from './grade-error.ts';
import type { Profile } from './profile.ts';
import type { Grade } from './segment.ts';
import type { Slope } from './slope-finding.ts';

/** What the slopes of a continuous road are judged by. */
export interface SlopeContext {
  readonly alignment: Alignment;
  readonly profile: Profile;
  readonly bends: readonly GradedBend[];
  readonly standard: Standard;
}

export function speedAt({ alignment, standard }: SlopeContext, place: number): DesignSpeed {
  return designSpeed(pieceAt(alignment, place).attributes, standard);
}

/** Least length in metres of a slope at a design speed. */
export function leastLength({ standard }: SlopeContext, { kmh }: DesignSpeed): number {
  return standard.atSpeed('slope.minimum_length_m', kmh)?.value ?? 0;
}

/** A stretch of even grade against the maximum grade. */
export function judgeSlope({ first, last, slope }: Grade, errorOf: GradeError, context: SlopeContext): Slope {
  const { profile, bends, standard } = context;
  const from = first * profile.step;
  const to = last * profile.step;
  const speed = speedAt(context, (from + to) / 2);
  const percent = slope * 100;
  const error = errorOf(to - from);
  const row = standard.atSpeed('slope.maximum_grade_pct', speed.kmh);
  const steep = Math.abs(percent);
  let grade: HazardGrade | undefined;
  if (row && steep > row.value) {
    const sharp = bends.some(
      (one) => (one.grade === 'major' || one.grade === 'considerable') && one.bend.from < to && one.bend.to > from,
    );
    grade = sharp || steep >= row.value + standard.value('slope.major_excess_pct') ? 'major' : 'considerable';
  } else if (row && steep + error >= row.value) grade = 'low';
  return { from, to, percent, error, speed, level: grade && row && { grade, row } };
}
