import { buildAlignments } from '../../../server/screening/alignment/build.ts';
import { screen } from '../../../server/screening/screen.ts';
import { profileOf } from '../../../server/screening/slopes/profile.ts';
import { lineOf } from './place.ts';
import { makeRandom, type Random } from './random.ts';
import { roadInput } from './roads.ts';
import { markdown, met, type Row } from './table.ts';
import { makeTerrain } from './terrain-truth.ts';

/** Greatest grade of the county road's 40 km/h, percent. */
const steepest = 7;
const roadLength = 6000;

/** Stretches of even grade joined by vertical curves: height and grade by distance. */
export interface TrueProfile {
  readonly z: Float64Array;
  readonly stretches: ReadonlyArray<{ from: number; to: number; percent: number }>;
}

/** Heights every metre of a road of stretches with grades drawn by `gradeOf`. */
export function makeTrueProfile(
  random: Random,
  length: number,
  gradeOf: () => number,
  lengths: [number, number],
): TrueProfile {
  const stretches: Array<{ from: number; to: number; percent: number }> = [];
  const grade = new Float64Array(length + 1);
  let from = 0;
  while (from < length) {
    const to = Math.min(length, Math.round(from + random.between(...lengths)));
    const percent = gradeOf();
    grade.fill(percent, from, to + 1);
    stretches.push({ from, to, percent });
    from = to;
  }
  // Vertical curves of 40 m: the grade goes over evenly from one stretch to the next.
  const z = new Float64Array(length + 1);
  z[0] = 500;
  for (let s = 1; s <= length; s += 1) {
    let sum = 0;
    for (let d = -20; d <= 20; d += 1) sum += grade[Math.min(length, Math.max(0, s + d))] ?? 0;
    z[s] = (z[s - 1] ?? 0) + sum / 41 / 100;
  }
  return { z, stretches };
}

/** A road east along a hillside, with a long swing to either side, and the ground around it. */
function hillside(profile: TrueProfile): { x: number[]; y: number[]; surface: (x: number, y: number) => number } {
  const swing = (x: number): number => 60 * Math.sin(x / 400);
  const x: number[] = [];
  const y: number[] = [];
  const s: number[] = [0];
  for (let i = 0; i <= roadLength; i += 1) {
    if (i > 0) s.push((s[i - 1] ?? 0) + Math.hypot(1, swing(i) - swing(i - 1)));
    if (i % 10 === 0) {
      x.push(i);
      y.push(swing(i));
    }
  }
  const heightAt = (place: number): number => {
    const k = Math.min(profile.z.length - 2, Math.max(0, Math.floor(place)));
    return (profile.z[k] ?? 0) + (place - k) * ((profile.z[k + 1] ?? 0) - (profile.z[k] ?? 0));
  };
  const alongAt = (at: number): number => {
    const k = Math.min(roadLength - 1, Math.max(0, Math.floor(at)));
    return (s[k] ?? 0) + (at - k) * ((s[k + 1] ?? 0) - (s[k] ?? 0));
  };
  return { x, y, surface: (px, py) => heightAt(alongAt(px)) + 0.3 * (py - swing(px)) };
}

export function slopeAccuracy(seeds: readonly number[]): string {
  let squares = 0;
  let windows = 0;
  let steep = 0;
  let found = 0;
  let claims = 0;
  let right = 0;
  for (const seed of seeds) {
    const random = makeRandom(seed);
    const truth = makeTrueProfile(random, roadLength + 200, () => random.between(-12, 12), [150, 600]);
    const { x, y, surface } = hillside(truth);
    const elevation = makeTerrain(surface, {
      cell: 5,
      rmse: 0.7,
      smoothing: 1,
      seed,
      west: -50,
      south: -150,
      width: roadLength + 100,
      height: 300,
    });
    const roads = [roadInput('r', lineOf(x, y))];
    const [alignment] = buildAlignments(roads, { joinDeflectionDegrees: 60 });
    if (!alignment) continue;
    const profile = profileOf(alignment, elevation, 20);
    const span = Math.round(200 / profile.step);
    for (let k = 0; k + span < profile.z.length; k += span) {
      const error =
        100 * (slopeOf(profile.z, k, span) / profile.step - trueSlope(truth, k * profile.step, span * profile.step));
      squares += error * error;
      windows += 1;
    }
    const findings = screen({ roads, elevation, hazards: ['steep_slope'], sources: { roads: { name: 'truth' } } })
      .map(({ properties }) => properties)
      .filter(({ hazard, grade }) => hazard === 'steep_slope' && grade !== 'general');
    const stretches = truth.stretches.filter(({ to }) => to < roadLength);
    const isSteep = ({ percent }: { percent: number }): boolean => Math.abs(percent) > steepest;
    for (const one of stretches.filter(isSteep)) {
      steep += 1;
      const common = findings.reduce(
        (sum, f) => sum + Math.max(0, Math.min(f.to_m, one.to) - Math.max(f.from_m, one.from)),
        0,
      );
      if (common > (one.to - one.from) / 2) found += 1;
    }
    for (const finding of findings.filter(({ grade }) => grade !== 'low')) {
      claims += 1;
      const common = truth.stretches
        .filter(isSteep)
        .reduce((sum, s) => sum + Math.max(0, Math.min(finding.to_m, s.to) - Math.max(finding.from_m, s.from)), 0);
      if (common > (finding.to_m - finding.from_m) / 2) right += 1;
    }
  }
  const rmse = Math.sqrt(squares / windows);
  const recall = found / steep;
  const precision = right / claims;
  const row: Row = [
    '5 m cells, heights ± 0.7 m',
    `${steep} stretches, ${windows} windows`,
    rmse.toFixed(2),
    recall.toFixed(3),
    precision.toFixed(3),
    '≤ 0.6, ≥ 0.92',
    met(rmse <= 0.6 && recall >= 0.92 && precision >= 0.92),
  ];
  return markdown(
    ['elevation', 'truth', 'RMSE of grade over 200 m, points', 'recall', 'precision', 'target', ''],
    [row],
  );
}

/** Least-squares slope per sample over samples k to k + span. */
function slopeOf(z: Float64Array, k: number, span: number): number {
  let moment = 0;
  let spread = 0;
  for (let i = 0; i <= span; i += 1) {
    moment += (i - span / 2) * (z[k + i] ?? 0);
    spread += (i - span / 2) ** 2;
  }
  return moment / spread;
}

function trueSlope({ z }: TrueProfile, from: number, length: number): number {
  const samples = Float64Array.from({ length: 201 }, (_, i) => z[Math.round(from + (i * length) / 200)] ?? 0);
  return slopeOf(samples, 0, 200) / (length / 200);
}
