import { screen } from '../../../server/screening/screen.ts';
import type { Finding } from '../../../server/screening/types.ts';
import { lineOf } from './place.ts';
import { type Drawing, type DrawnRoad, draw, makeTrueRoad, type TrueBend, type TrueRoad } from './road-truth.ts';
import { roadInput } from './roads.ts';
import { markdown, met, percent, quantile, type Row } from './table.ts';

/** General radius of the county road's 40 km/h: a true bend below it is sharp. */
const sharp = 100;

interface Target {
  readonly name: string;
  readonly drawing: Drawing;
  readonly radiusError: number;
  readonly share: number;
}

const targets: readonly Target[] = [
  ...[5, 10, 20].map((spacing) => target(`noise 0.3 m, ${spacing} m`, { noise: 0.3, spacing }, 0.04, 0.98)),
  target('noise 0.3 m, simplified 0.5 m', { noise: 0.3, simplified: 0.5 }, 0.04, 0.98),
  target('noise 0.3 m, simplified 1 m', { noise: 0.3, simplified: 1 }, 0.04, 0.98),
  ...[5, 10, 20].map((spacing) => target(`noise 1 m, ${spacing} m`, { noise: 1, spacing }, 0.1, 0.93)),
  ...[5, 10, 20].map((spacing) => target(`noise 2 m, ${spacing} m`, { noise: 2, spacing }, 0.2, 0.88)),
];

function target(name: string, drawing: Drawing, radiusError: number, share: number): Target {
  return { name, drawing, radiusError, share };
}

interface Tally {
  errors: number[];
  covered: number;
  sharp: number;
  found: number;
  claims: number;
  right: number;
  low: number;
}

/** Bends against generated truth: one table row per way of drawing. */
export function bendAccuracy(seeds: readonly number[]): string {
  const rows = targets.map(({ name, drawing, radiusError, share }): Row => {
    const tally: Tally = { errors: [], covered: 0, sharp: 0, found: 0, claims: 0, right: 0, low: 0 };
    for (const seed of seeds) addRoad(tally, drawing, seed);
    const error = quantile(tally.errors, 0.5);
    const recall = tally.found / tally.sharp;
    const precision = tally.right / tally.claims;
    return [
      name,
      String(tally.sharp),
      percent(error),
      percent(quantile(tally.errors, 0.9), 0),
      recall.toFixed(3),
      precision.toFixed(3),
      percent(tally.covered / tally.errors.length, 0),
      String(tally.low),
      `≤ ${percent(radiusError, 0)}, ≥ ${share}`,
      met(error <= radiusError && recall >= share && precision >= share),
    ];
  });
  return markdown(
    [
      'drawn with',
      'sharp bends',
      'median error',
      '90th pct',
      'recall',
      'precision',
      '90 % interval covers',
      '"low"',
      'target',
      '',
    ],
    rows,
  );
}

function addRoad(tally: Tally, drawing: Drawing, seed: number): void {
  const road = makeTrueRoad(seed);
  const drawn = draw(road, drawing, seed + 17);
  const findings = screen({
    roads: [roadInput('r', lineOf(drawn.x, drawn.y))],
    hazards: ['sharp_bend'],
    sources: { roads: { name: 'truth' } },
  }).filter(({ properties }) => properties.hazard === 'sharp_bend');
  const placed = findings.map((finding) => ({ finding, ...truePlaces(finding, drawn) }));
  const inside = road.bends.filter((bend) => bend.curveTo < lengthOf(road) - 20);
  for (const bend of inside.filter(({ radius }) => radius < sharp)) {
    const matches = placed.filter((one) => matched(one, bend));
    const middle = (bend.arcFrom + bend.arcTo) / 2;
    matches.sort((p, q) => Math.abs((p.from + p.to) / 2 - middle) - Math.abs((q.from + q.to) / 2 - middle));
    tally.sharp += 1;
    const best = matches[0]?.finding.properties.evidence as Record<string, number> | undefined;
    if (!best) continue;
    tally.found += 1;
    tally.errors.push(Math.abs((best.radius_m ?? 0) / bend.radius - 1));
    if ((best.radius_low_m ?? 0) <= bend.radius && bend.radius <= (best.radius_high_m ?? 0)) tally.covered += 1;
  }
  for (const one of placed) {
    if (one.finding.properties.grade === 'low') {
      tally.low += 1;
      continue;
    }
    tally.claims += 1;
    if (road.bends.some((bend) => bend.radius < sharp && matched(one, bend))) tally.right += 1;
  }
}

function lengthOf(road: TrueRoad): number {
  return (road.x.length - 1) * road.step;
}

interface Placed {
  readonly finding: Finding;
  readonly from: number;
  readonly to: number;
}

/** The same sense, and a third of the shorter one in common. */
function matched({ finding, from, to }: Placed, bend: TrueBend): boolean {
  const side = finding.properties.side === 'left' ? 1 : -1;
  const common = Math.min(to, bend.curveTo) - Math.max(from, bend.curveFrom);
  return side * bend.deflection > 0 && common > Math.min(to - from, bend.arcTo - bend.arcFrom) / 3;
}

/** Metres along the true road of a finding's ends, which are metres along the drawn one. */
function truePlaces(finding: Finding, { x, y, place }: DrawnRoad): { from: number; to: number } {
  const drawn = [0];
  for (let i = 1; i < x.length; i += 1) {
    drawn.push((drawn[i - 1] ?? 0) + Math.hypot((x[i] ?? 0) - (x[i - 1] ?? 0), (y[i] ?? 0) - (y[i - 1] ?? 0)));
  }
  const truly = (metres: number): number => {
    let i = 0;
    while (i < drawn.length - 2 && (drawn[i + 1] ?? 0) < metres) i += 1;
    const share = (metres - (drawn[i] ?? 0)) / ((drawn[i + 1] ?? 1) - (drawn[i] ?? 0));
    return (place[i] ?? 0) + share * ((place[i + 1] ?? 0) - (place[i] ?? 0));
  };
  return { from: truly(finding.properties.from_m), to: truly(finding.properties.to_m) };
}
