import { round } from '../bends/detect.ts';
import type { Standard } from '../standard.ts';
import type { FoundHazard } from '../types.ts';
import { type Slope, slopeFinding } from './slope-finding.ts';

/** Consecutive slopes whose lengths, each as a share of the longest allowed for its grade, add up beyond the limit. */
export function combined(slopes: readonly Slope[], standard: Standard): FoundHazard[] {
  const limit = standard.row('slope.combined_length_limit');
  const found: FoundHazard[] = [];
  let group: Slope[] = [];
  let sum = 0;
  const close = (): void => {
    const covered = group.every(({ level }) => level && level.grade !== 'low');
    if (sum > limit.value && !covered)
      found.push(slopeFinding(group, 'general', limit, { length_ratio_sum: round(sum, 2) }));
    group = [];
    sum = 0;
  };
  for (const slope of slopes) {
    const longest = longestLength(slope, standard);
    if (longest === undefined || (group[0]?.percent ?? slope.percent) * slope.percent <= 0) close();
    if (longest === undefined) continue;
    group.push(slope);
    sum += (slope.to - slope.from) / longest;
  }
  close();
  return found;
}

/** Longest length allowed for the grade, between two rows in proportion; none below the gentlest row. */
function longestLength({ percent, speed }: Slope, standard: Standard): number | undefined {
  const rows = longestRows(standard, speed.kmh);
  const steep = Math.abs(percent);
  const after = rows.findIndex((row) => row.percent >= steep);
  if (after === -1) return rows.at(-1)?.metres;
  const upper = rows[after];
  const lower = rows[after - 1];
  if (!upper) return undefined;
  if (!lower) return upper.percent === steep ? upper.metres : undefined;
  return lower.metres + ((upper.metres - lower.metres) * (steep - lower.percent)) / (upper.percent - lower.percent);
}

function longestRows(standard: Standard, speedKmh: number): Array<{ percent: number; metres: number }> {
  const column = standard.atSpeed('slope.maximum_grade_pct', speedKmh)?.id.split('@')[1];
  const rows: Array<{ percent: number; metres: number }> = [];
  for (let percent = 3; percent <= 10; percent += 1) {
    const row = standard.find(`slope.longest_m@${column}/${percent}`);
    if (row) rows.push({ percent, metres: row.value });
  }
  return rows;
}

/** Slopes at one end of a run that go on from it the same way, and what they use up of the longest length. */
export interface Trail {
  readonly slopes: readonly Slope[];
  readonly sum: number;
}

/**
 * Slopes of one sense next to an end of a run, nearest first.
 *
 * @param sense 1 for uphill along the alignment, -1 for downhill
 */
export function trailAt(end: 'first' | 'last', slopes: readonly Slope[], sense: 1 | -1, standard: Standard): Trail {
  const trail: Slope[] = [];
  let sum = 0;
  for (const slope of end === 'first' ? slopes : slopes.toReversed()) {
    const longest = longestLength(slope, standard);
    if (longest === undefined || slope.percent * sense <= 0) break;
    trail.push(slope);
    sum += (slope.to - slope.from) / longest;
  }
  return { slopes: trail, sum };
}

/** The shortest of the longest lengths: what an unknown slope uses up at worst. */
export function shortestLongest(speedKmh: number, standard: Standard): number {
  return Math.min(...longestRows(standard, speedKmh).map(({ metres }) => metres));
}
