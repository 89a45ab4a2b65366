import { slopeRows } from '../../../data/standards/slope-rows.ts';
import type { ProfileSample } from '../../../server/elevation/profile.ts';

/** From gentle to very steep; `unknown` where a height is known and its grade is not. */
export const steepnesses = ['gentle', 'steep', 'verySteep', 'unknown'] as const;
export type Steepness = (typeof steepnesses)[number];

export interface SteepnessLimits {
  /** The design speed whose maximum grade is taken. */
  readonly speedKmh: number;
  /** False where the road does not say its speed. */
  readonly speedKnown: boolean;
  readonly steepPercent: number;
  readonly verySteepPercent: number;
}

const maximumGrade = /^slope\.maximum_grade_pct@(\d+)$/;

/** Maximum grades by design speed, slowest first. */
const bySpeed = slopeRows
  .flatMap(({ id, value }) => {
    const speed = maximumGrade.exec(id)?.[1];
    return speed === undefined ? [] : [{ speedKmh: Number(speed), percent: value }];
  })
  .sort((a, b) => a.speedKmh - b.speedKmh);

const excessPercent = slopeRows.find(({ id }) => id === 'slope.major_excess_pct')?.value ?? 0;

/**
 * The limits of JTG B01-2014 for a road's design speed, rounded up to the next speed of the table; the lowest speed's,
 * which allow most, where the road says none: what is steep there is steep on any road.
 */
export function steepnessLimits(designSpeedKmh: number | undefined): SteepnessLimits {
  const row = bySpeed.find(({ speedKmh }) => speedKmh >= (designSpeedKmh ?? 0)) ?? bySpeed.at(-1);
  const percent = row?.percent ?? Number.NaN;
  return {
    speedKmh: row?.speedKmh ?? Number.NaN,
    speedKnown: designSpeedKmh !== undefined,
    steepPercent: percent,
    verySteepPercent: percent + excessPercent,
  };
}

export function steepnessOf(gradePercent: number | null, limits: SteepnessLimits): Steepness {
  if (gradePercent === null) return 'unknown';
  const grade = Math.abs(gradePercent);
  if (grade > limits.verySteepPercent) return 'verySteep';
  return grade > limits.steepPercent ? 'steep' : 'gentle';
}

/**
 * Heights per steepness, `null` outside it, for a chart that draws each as a line of its own. A stretch goes on to the
 * next sample, so that the line has no gaps but where heights are unknown.
 */
export function heightsBySteepness(
  samples: readonly ProfileSample[],
  limits: SteepnessLimits,
): Readonly<Record<Steepness, readonly (number | null)[]>> {
  const classes = samples.map(({ grade_pct: grade }) => steepnessOf(grade, limits));
  const of = (wanted: Steepness) =>
    samples.map(({ height_m: height }, index) =>
      classes[index] === wanted || (index > 0 && classes[index - 1] === wanted) ? height : null,
    );
  return { gentle: of('gentle'), steep: of('steep'), verySteep: of('verySteep'), unknown: of('unknown') };
}
