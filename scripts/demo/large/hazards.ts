import { type DemoFeature, lineFeature } from '../features/feature.ts';
import { type Grade, type HazardKind, tenth } from '../hazards/finding.ts';
import { limitsFor } from '../hazards/thresholds.ts';
import { slice, stations } from '../line.ts';
import { type Point, toPosition } from '../plane.ts';
import type { Random } from '../random.ts';
import { radiusOf } from '../roads/curve.ts';
import { buildStandards } from '../roads/standards.ts';
import type { Lattice } from './lattice.ts';
import type { LargeSection } from './roads.ts';

interface Measured {
  readonly kind: HazardKind;
  readonly grade: Grade;
  readonly from: number;
  readonly to: number;
  readonly evidence: Readonly<Record<string, number | string>>;
}

const states = ['found', 'verified', 'graded', 'assigned', 'in_remedy', 'reviewed', 'closed'] as const;

/** The worst thing about a section, as one hazard: its sharpest bend, its gradient, its water or the drop beside it. */
export function largeHazardFeature(draw: Random, lattice: Lattice, section: LargeSection, serial: number): DemoFeature {
  const along = stations(section.points);
  const total = along[along.length - 1] as number;
  const scale = (section.toMetres - section.fromMetres) / total;
  const measured = bend(section, along) ?? slope(lattice, section, total) ?? edge(lattice, section, total);
  const chainage = (at: number): number => Math.round((section.fromMetres + at * scale) * 10) / 10;
  const line = slice(section.points, along, measured.from, measured.to);
  const state = draw.pick(states);
  return lineFeature(
    line.map((point) => toPosition(lattice.plane, point)),
    {
      code: `FX${String(serial).padStart(7, '0')}`,
      hazard: measured.kind,
      grade: measured.grade,
      state,
      segment_code: section.code,
      road_code: section.run.code,
      from_m: chainage(measured.from),
      to_m: chainage(measured.to),
      direction: 'both',
      side:
        measured.kind === 'cliff' || measured.kind === 'near_water' ? draw.pick(['left', 'right'] as const) : 'none',
      evidence: measured.evidence,
      cost_10k_yuan: Math.round((0.5 + (measured.to - measured.from) * 0.02) * 100) / 100,
      plan_year: 2026,
      found_on: '2025-06-01',
      closed_on: state === 'closed' ? '2025-11-20' : undefined,
      township: section.township,
    },
  );
}

function bend(section: LargeSection, along: readonly number[]): Measured | undefined {
  const limits = limitsFor(buildStandards[section.run.roadClass].designSpeedKmh);
  let sharpest = Number.POSITIVE_INFINITY;
  let at = 0;
  for (let index = 2; index + 2 < section.points.length; index++) {
    const [a, b, c] = [index - 2, index, index + 2].map((k) => section.points[k] as Point) as [Point, Point, Point];
    const radius = radiusOf(a, b, c);
    if (radius < sharpest) {
      sharpest = radius;
      at = index;
    }
  }
  if (sharpest > limits.radiusGeneralMetres) return undefined;
  const grade =
    sharpest < limits.radiusLimitMetres ? 'major' : sharpest < limits.radiusSignMetres ? 'considerable' : 'general';
  return {
    kind: 'sharp_bend',
    grade,
    from: along[at - 2] as number,
    to: along[at + 2] as number,
    evidence: { radius_m: tenth(sharpest), limit_m: limits.radiusLimitMetres, sight: 'not_verified' },
  };
}

function slope(lattice: Lattice, section: LargeSection, total: number): Measured | undefined {
  const limits = limitsFor(buildStandards[section.run.roadClass].designSpeedKmh);
  const first = section.points[0] as Point;
  const last = section.points[section.points.length - 1] as Point;
  const percent = (100 * Math.abs(lattice.height(last.x, last.y) - lattice.height(first.x, first.y))) / total;
  if (total < limits.shortestSlopeMetres || percent < 4.5) return undefined;
  const kind = percent < limits.maximumGradePercent ? 'long_descent' : 'steep_slope';
  const over = percent - limits.maximumGradePercent;
  const grade = kind === 'long_descent' ? 'low' : over > 2 ? 'major' : over > 1 ? 'considerable' : 'general';
  return { kind, grade, from: 0, to: total, evidence: { grade_pct: tenth(percent), length_m: Math.round(total) } };
}

function edge(lattice: Lattice, section: LargeSection, total: number): Measured {
  const to = Math.min(total, 60);
  if (section.besideWater || section.structure === 'bridge') {
    return { kind: 'near_water', grade: 'low', from: 0, to, evidence: { distance_m: 8, length_m: Math.round(to) } };
  }
  const middle = section.points[Math.floor(section.points.length / 2)] as Point;
  const here = lattice.height(middle.x, middle.y);
  const drop = Math.max(
    ...[
      [12, 0],
      [-12, 0],
      [0, 12],
      [0, -12],
    ].map(([dx = 0, dy = 0]) => here - lattice.height(middle.x + dx, middle.y + dy)),
  );
  return {
    kind: 'cliff',
    grade: drop >= 8 ? 'considerable' : drop >= 4 ? 'general' : 'low',
    from: 0,
    to,
    evidence: { drop_m: tenth(Math.max(1, drop)), length_m: Math.round(to) },
  };
}
