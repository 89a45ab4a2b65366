import type { Grade } from './finding.ts';

/**
 * The limits by which the demo's hazards are graded, per design speed. They repeat rows of the screening standards so
 * that the demo's records look like a bureau's; the service itself screens by the rows in `data/standards`.
 */
export interface SpeedLimits {
  readonly radiusLimitMetres: number;
  readonly radiusSignMetres: number;
  readonly radiusGeneralMetres: number;
  readonly maximumGradePercent: number;
  readonly shortestSlopeMetres: number;
  /** Longest slope in metres per grade in percent. */
  readonly longestSlopeMetres: Readonly<Record<number, number>>;
}

const bySpeed: Readonly<Record<20 | 30 | 40, SpeedLimits>> = {
  40: {
    radiusLimitMetres: 60,
    radiusSignMetres: 80,
    radiusGeneralMetres: 100,
    maximumGradePercent: 7,
    shortestSlopeMetres: 120,
    longestSlopeMetres: { 4: 1100, 5: 900, 6: 700, 7: 500, 8: 300 },
  },
  30: {
    radiusLimitMetres: 30,
    radiusSignMetres: 45,
    radiusGeneralMetres: 65,
    maximumGradePercent: 8,
    shortestSlopeMetres: 100,
    longestSlopeMetres: { 4: 1100, 5: 900, 6: 700, 7: 500, 8: 300, 9: 200 },
  },
  20: {
    radiusLimitMetres: 15,
    radiusSignMetres: 20,
    radiusGeneralMetres: 30,
    maximumGradePercent: 9,
    shortestSlopeMetres: 60,
    longestSlopeMetres: { 4: 1200, 5: 1000, 6: 800, 7: 700, 8: 400, 9: 300, 10: 200 },
  },
};

/** Roads built for less than 20 km/h are held to the row of 20. */
export function limitsFor(designSpeedKmh: number): SpeedLimits {
  if (designSpeedKmh >= 40) return bySpeed[40];
  if (designSpeedKmh >= 30) return bySpeed[30];
  return bySpeed[20];
}

/** Whether a slope of this grade is longer than its longest length. */
export function slopeTooLong(limits: SpeedLimits, gradePercent: number, lengthMetres: number): boolean {
  const row = Math.min(10, Math.floor(gradePercent));
  const longest = limits.longestSlopeMetres[row];
  return longest !== undefined && lengthMetres > longest;
}

const order: readonly Grade[] = ['low', 'general', 'considerable', 'major'];

export function atLeast(grade: Grade, floor: Grade): boolean {
  return order.indexOf(grade) >= order.indexOf(floor);
}
