import type { StandardRow } from '../../../data/standards/row.ts';
import { type Alignment, pieceAt } from '../alignment/types.ts';
import { type DesignSpeed, designSpeed } from '../road-properties.ts';
import { type Standard, threshold } from '../standard.ts';
import type { Found, FoundHazard, Grade } from '../types.ts';
import type { BendMeasurer, MeasuredBend } from './measure.ts';

/** A measured bend with its grade; other hazards look at it. */
export interface GradedBend {
  readonly bend: MeasuredBend;
  readonly grade: Grade;
  readonly found: FoundHazard;
}

interface Judged {
  readonly bend: MeasuredBend;
  readonly speed: DesignSpeed;
  readonly grade: Grade;
  readonly row: StandardRow;
  readonly low: number;
  readonly high: number;
}

const degree = Math.PI / 180;
/** A deflection this many deviations from none, or a radius known this well, is a bend and not noise. */
const certainDeflection = 2.5;
const certainRadius = 0.35;

/** 急弯: sharp bends of one alignment, graded by radius against the design speed of the road where they lie. */
export function detectBends(
  alignment: Alignment,
  standard: Standard,
  measure: BendMeasurer,
): { bends: GradedBend[]; gaps: Found[] } {
  const generalAt = (piece: number): number => {
    const { attributes } = alignment.pieces[piece] as Alignment['pieces'][number];
    return standard.atSpeed('bend.general_radius_m', designSpeed(attributes, standard).kmh)?.value ?? 0;
  };
  const radii = alignment.pieces.map((_, index) => generalAt(index));
  const measured = measure(alignment, {
    junctionMargin: standard.value('bend.junction_margin_m'),
    radii,
    largestRadius: Math.max(...radii),
  });
  const leastDeflection = standard.value('bend.minimum_deflection_deg') * degree;
  const cornerDeflection = standard.value('bend.corner_deflection_deg') * degree;
  const leastArc = standard.value('bend.minimum_arc_m');
  const judged: Judged[] = [];
  const gaps: Found[] = [];
  for (const bend of measured) {
    const turn = Math.abs(bend.deflection);
    if (turn < leastDeflection) continue;
    if (bend.deflectionDeviation > turn / certainDeflection && bend.logDeviation > certainRadius) continue;
    const verdict = bend.arc < leastArc ? undefined : judge(bend, alignment, standard);
    if (verdict && isNoisy(verdict, standard)) {
      gaps.push(noisy(verdict, standard));
      continue;
    }
    if (bend.shown && bend.arc >= leastArc) {
      if (verdict) judged.push(verdict);
    } else if (turn >= cornerDeflection || (verdict && verdict.grade !== 'low')) {
      gaps.push(corner(bend));
    }
  }
  return { bends: withPatterns(judged, standard), gaps };
}

function corner(bend: MeasuredBend): Found {
  return {
    hazard: 'insufficient_data',
    of: 'sharp_bend',
    reason: 'corner_without_arc',
    from: bend.from,
    to: bend.to,
    evidence: { deflection_deg: round(Math.abs(bend.deflection) / degree, 1), arc_m: round(bend.arc, 1) },
  };
}

/** Vertices far off the road turn a straight line into bends: only a radius known well stands out of them. */
function isNoisy({ bend, low, high }: Judged, standard: Standard): boolean {
  return (
    bend.noise > standard.value('bend.largest_noise_m') && high / low > standard.value('bend.vague_interval_ratio')
  );
}

function noisy({ bend, speed, low, high }: Judged, standard: Standard): Found {
  return {
    hazard: 'insufficient_data',
    of: 'sharp_bend',
    reason: 'line_too_noisy',
    from: bend.from,
    to: bend.to,
    evidence: {
      possible_grade: gradeOf(low, speed, standard)?.grade,
      radius_low_m: round(low, 1),
      radius_high_m: round(high, 1),
      vertex_noise_m: round(bend.noise, 2),
      threshold: threshold(standard.row('bend.largest_noise_m')),
    },
  };
}

function judge(bend: MeasuredBend, alignment: Alignment, standard: Standard): Judged | undefined {
  const speed = designSpeed(pieceAt(alignment, (bend.from + bend.to) / 2).attributes, standard);
  const spread = Math.exp(standard.value('bend.interval_deviations') * bend.logDeviation);
  const low = bend.radius / spread;
  const high = bend.radius * spread;
  const general = standard.atSpeed('bend.general_radius_m', speed.kmh);
  const verdict = (grade: Grade, row: StandardRow): Judged => ({ bend, speed, grade, row, low, high });
  const vague = high / low > standard.value('bend.vague_interval_ratio');
  if (vague && general && low <= general.value && high > general.value) return verdict('low', general);
  const met = gradeOf(bend.radius, speed, standard);
  if (met) return verdict(met.grade, met.row);
  if (general && low <= general.value) return verdict('low', general);
  return undefined;
}

/** The grade of a radius that is known. */
function gradeOf(
  radius: number,
  { kmh }: DesignSpeed,
  standard: Standard,
): { grade: Grade; row: StandardRow } | undefined {
  const limit = standard.atSpeed('bend.limit_radius_m', kmh);
  // Above 40 km/h the sign has no radius of its own; the column of 40 km/h says nothing about faster roads.
  const sign = signRow(standard, kmh);
  const general = standard.atSpeed('bend.general_radius_m', kmh);
  if (limit && radius < limit.value) return { grade: 'major', row: limit };
  if (sign && radius < sign.value) return { grade: 'considerable', row: sign };
  if (general && radius < general.value) return { grade: 'general', row: general };
  return undefined;
}

function signRow(standard: Standard, speedKmh: number): StandardRow | undefined {
  const row = standard.atSpeed('bend.sign_radius_m', speedKmh);
  return row && Number(row.id.split('@')[1]) >= speedKmh ? row : undefined;
}

/** Marks 反向弯路 (two, turning opposite ways) and 连续急弯 (three or more) by the straight line between them. */
function withPatterns(judged: readonly Judged[], standard: Standard): GradedBend[] {
  const count = standard.value('bend.continuous_count');
  const groups: Judged[][] = [];
  for (const one of judged) {
    const group = groups.at(-1);
    const previous = group?.at(-1);
    const gapRow = standard.atSpeed('bend.reverse_gap_m', one.speed.kmh);
    if (group && previous && gapRow && gapBetween(previous.bend, one.bend) <= gapRow.value) group.push(one);
    else groups.push([one]);
  }
  return groups.flatMap((group) =>
    group.map((one, index): GradedBend => {
      const beside = [group[index - 1], group[index + 1]].filter((other) => other !== undefined);
      const reverse = beside.some((other) => other.bend.deflection * one.bend.deflection < 0);
      const pattern = group.length >= count ? 'continuous' : reverse ? 'reverse' : 'single';
      return { bend: one.bend, grade: one.grade, found: toFound(one, pattern, group.length, standard) };
    }),
  );
}

function gapBetween(before: MeasuredBend, after: MeasuredBend): number {
  return Math.max(0, after.curveFrom - before.curveTo);
}

function toFound(
  { bend, speed, grade, row, low, high }: Judged,
  pattern: string,
  bends: number,
  standard: Standard,
): FoundHazard {
  const gapRow = pattern === 'single' ? undefined : standard.atSpeed('bend.reverse_gap_m', speed.kmh);
  const left = bend.deflection > 0;
  return {
    hazard: 'sharp_bend',
    grade,
    from: bend.from,
    to: bend.to,
    side: left ? 'left' : 'right',
    evidence: {
      radius_m: round(bend.radius, 1),
      radius_low_m: round(low, 1),
      radius_high_m: round(high, 1),
      deflection_deg: round(Math.abs(bend.deflection) / degree, 1),
      arc_m: round(bend.arc, 1),
      curve_m: round(bend.curveTo - bend.curveFrom, 1),
      threshold_m: row.value,
      threshold: threshold(row),
      ...speedEvidence(speed),
      pattern,
      ...(gapRow && { pattern_bends: bends, pattern_threshold: threshold(gapRow) }),
      sight: 'not_verified',
      vertex_noise_m: round(bend.noise, 2),
    },
  };
}

export function speedEvidence({ kmh, assumed }: DesignSpeed): Record<string, unknown> {
  return { design_speed_kmh: kmh, ...(assumed && { design_speed_assumed: threshold(assumed) }) };
}

export function round(value: number, digits: number): number {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale;
}
