import { stations } from '../line.ts';
import type { Road } from '../roads/network.ts';
import { buildStandards } from '../roads/standards.ts';
import { type Finding, type Grade, runs, tenth } from './finding.ts';
import { limitsFor, slopeTooLong } from './thresholds.ts';

const stepMetres = 20;

/** Heights at equal steps along a road. */
interface Profile {
  readonly step: number;
  readonly heights: readonly number[];
}

export function findSlopes(road: Road, heights: readonly number[]): Finding[] {
  const profile = evenProfile(road, heights);
  return [...steepSlopes(road, profile), ...longDescents(road, profile)];
}

function evenProfile(road: Road, heights: readonly number[]): Profile {
  const along = stations(road.points);
  const total = along[along.length - 1] as number;
  const count = Math.max(1, Math.round(total / stepMetres));
  let vertex = 0;
  const even = Array.from({ length: count + 1 }, (_, index) => {
    const at = (total * index) / count;
    while (vertex + 2 < along.length && (along[vertex + 1] as number) < at) vertex++;
    const from = along[vertex] as number;
    const to = along[vertex + 1] ?? from;
    const share = to > from ? (at - from) / (to - from) : 0;
    const low = heights[vertex] as number;
    return low + ((heights[vertex + 1] ?? low) - low) * share;
  });
  return { step: total / count, heights: even };
}

/** Grade in percent over the shortest slope length centred at each step, rising positive. */
function windowGrades(profile: Profile, lengthMetres: number): number[] {
  const half = Math.max(1, Math.round(lengthMetres / 2 / profile.step));
  const last = profile.heights.length - 1;
  return profile.heights.map((_, index) => {
    const from = Math.max(0, index - half);
    const to = Math.min(last, index + half);
    if ((to - from) * profile.step < lengthMetres * 0.9) return 0;
    const rise = (profile.heights[to] as number) - (profile.heights[from] as number);
    return (100 * rise) / ((to - from) * profile.step);
  });
}

function steepSlopes(road: Road, profile: Profile): Finding[] {
  const { designSpeedKmh } = buildStandards[road.roadClass];
  const limits = limitsFor(designSpeedKmh);
  const maximum = limits.maximumGradePercent;
  const grades = windowGrades(profile, limits.shortestSlopeMetres);
  const findings: Finding[] = [];
  const measure = (rising: number, first: number, last: number, tooLong: boolean): void => {
    const length = (last - first) * profile.step;
    if (length < limits.shortestSlopeMetres) return;
    const steepest = Math.max(...grades.slice(first, last + 1).map((grade) => rising * grade));
    const mean = (100 * rising * ((profile.heights[last] as number) - (profile.heights[first] as number))) / length;
    if (tooLong && !slopeTooLong(limits, mean, length)) return;
    findings.push({
      kind: 'steep_slope',
      grade: tooLong ? 'general' : steepGrade(steepest, maximum),
      road,
      from: first * profile.step,
      to: last * profile.step,
      direction: rising > 0 ? 'decreasing' : 'increasing',
      side: 'none',
      evidence: {
        grade_pct: tenth(steepest),
        mean_grade_pct: tenth(mean),
        length_m: Math.round(length),
        design_speed_kmh: designSpeedKmh,
        limit_pct: maximum,
      },
    });
  };
  for (const rising of [1, -1]) {
    const above = (floor: number) => runs(grades.length, (index) => rising * (grades[index] as number) > floor);
    const steep = above(maximum - nearLimitPercent);
    for (const { first, last } of steep) measure(rising, first, last, false);
    for (const { first, last } of above(longSlopePercent)) {
      const known = steep.reduce((sum, other) => sum + overlap(other, { first, last }), 0);
      if (known < 0.8 * (last - first)) measure(rising, first, last, true);
    }
  }
  return findings;
}

interface Run {
  readonly first: number;
  readonly last: number;
}

function overlap(a: Run, b: Run): number {
  return Math.max(0, Math.min(a.last, b.last) - Math.max(a.first, b.first));
}

/** A gradient this near to the greatest cannot be told from it. */
const nearLimitPercent = 0.3;
/** Slopes from here up are looked at for being too long. */
const longSlopePercent = 5;

function steepGrade(steepest: number, maximum: number): Grade {
  if (steepest > maximum + 2) return 'major';
  return steepest > maximum ? 'considerable' : 'low';
}

/** The longest stretches that fall steadily enough, found from long to short, none overlapping another. */
function longDescents(road: Road, profile: Profile): Finding[] {
  const { heights, step } = profile;
  const stride = Math.max(1, Math.round(60 / step));
  const findings: Finding[] = [];
  for (const falling of [1, -1]) {
    const candidates: { first: number; last: number; drop: number; grade: Grade; mean: number }[] = [];
    for (let first = 0; first < heights.length; first += stride) {
      for (let last = first + stride; last < heights.length; last += stride) {
        const length = (last - first) * step;
        if (length < 1_000) continue;
        const drop = falling * ((heights[first] as number) - (heights[last] as number));
        const mean = (100 * drop) / length;
        const grade = descentGrade(drop, mean, length);
        if (grade) candidates.push({ first, last, drop, grade, mean });
      }
    }
    candidates.sort((a, b) => b.drop - a.drop);
    const kept: typeof candidates = [];
    for (const candidate of candidates) {
      if (kept.some((other) => candidate.first < other.last && candidate.last > other.first)) continue;
      kept.push(candidate);
    }
    for (const { first, last, drop, grade, mean } of kept) {
      findings.push({
        kind: 'long_descent',
        grade,
        road,
        from: first * step,
        to: last * step,
        direction: falling > 0 ? 'increasing' : 'decreasing',
        side: 'none',
        evidence: {
          drop_m: Math.round(drop),
          mean_grade_pct: tenth(mean),
          length_m: Math.round((last - first) * step),
        },
      });
    }
  }
  return findings;
}

function descentGrade(dropMetres: number, meanPercent: number, lengthMetres: number): Grade | undefined {
  if (dropMetres > 500 && meanPercent > 5) return 'major';
  if ((lengthMetres >= 3_000 && meanPercent > 5.5) || (dropMetres >= 200 && dropMetres <= 500 && meanPercent > 5.5)) {
    return 'considerable';
  }
  if (lengthMetres >= 1_500 && meanPercent >= 5) return 'general';
  if (lengthMetres >= 1_000 && meanPercent >= 4.5) return 'low';
  return undefined;
}
