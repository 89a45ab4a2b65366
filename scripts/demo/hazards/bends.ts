import { stations } from '../line.ts';
import type { Point } from '../plane.ts';
import { radiusOf } from '../roads/curve.ts';
import type { Road } from '../roads/network.ts';
import { buildStandards } from '../roads/standards.ts';
import { type Finding, type Grade, runs, tenth } from './finding.ts';
import { limitsFor } from './thresholds.ts';

/** A bend is measured by circles through vertices this many apart. */
const reach = 2;
/** 15 m around a junction are left out, and a vertex more, since a circle reaches over two. */
const junctionMetres = 28;
const leastDeflectionDegrees = 15;
const leastArcMetres = 10;

/** Bends of a road; what turns at a junction is the junction's business. */
export function findBends(road: Road, junctions: ReadonlySet<Point>): Finding[] {
  const { designSpeedKmh } = buildStandards[road.roadClass];
  const limits = limitsFor(designSpeedKmh);
  const along = stations(road.points);
  const turns = along.filter((_, index) => junctions.has(road.points[index] as Point));
  const radii = road.points.map((point, index) => {
    const before = road.points[index - reach];
    const after = road.points[index + reach];
    const atJunction = turns.some((at) => Math.abs(at - (along[index] as number)) < junctionMetres);
    return before && after && !atJunction ? radiusOf(before, point, after) : Number.POSITIVE_INFINITY;
  });
  const bend = runs(radii.length, (index) => (radii[index] as number) < limits.radiusGeneralMetres * 1.1);
  const findings: Finding[] = [];
  for (const { first, last } of bend) {
    const radius = Math.min(...radii.slice(first, last + 1));
    const deflection = turning(road.points, first, last);
    const arc = (along[last] as number) - (along[first] as number);
    if (Math.abs(deflection) < leastDeflectionDegrees || arc < leastArcMetres) continue;
    findings.push({
      kind: 'sharp_bend',
      grade: gradeOf(radius, limits),
      road,
      from: along[Math.max(0, first - 1)] as number,
      to: along[Math.min(along.length - 1, last + 1)] as number,
      direction: 'both',
      // The outside of the bend: a left turn throws to the right.
      side: deflection > 0 ? 'right' : 'left',
      evidence: {
        radius_m: tenth(radius),
        deflection_deg: tenth(Math.abs(deflection)),
        arc_m: tenth(arc),
        design_speed_kmh: designSpeedKmh,
        limit_m: limits.radiusLimitMetres,
        sight: 'not_verified',
      },
    });
  }
  return findings;
}

function gradeOf(radius: number, limits: ReturnType<typeof limitsFor>): Grade {
  if (radius < limits.radiusLimitMetres) return 'major';
  if (radius < limits.radiusSignMetres) return 'considerable';
  if (radius < limits.radiusGeneralMetres) return 'general';
  return 'low';
}

/** Change of direction in degrees from before the first to after the last vertex, positive to the left. */
function turning(points: readonly Point[], first: number, last: number): number {
  let total = 0;
  for (let index = Math.max(1, first); index <= Math.min(last, points.length - 2); index++) {
    const a = points[index - 1] as Point;
    const b = points[index] as Point;
    const c = points[index + 1] as Point;
    const cross = (b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x);
    const dot = (b.x - a.x) * (c.x - b.x) + (b.y - a.y) * (c.y - b.y);
    total += Math.atan2(cross, dot);
  }
  return (total * 180) / Math.PI;
}
