import { screen } from '../../../server/screening/screen.ts';
import { allDescents, type DescentRule } from '../../../server/screening/slopes/descent-search.ts';
import type { Stretch } from '../../../server/screening/slopes/profile.ts';
import { lineOf } from './place.ts';
import { makeRandom } from './random.ts';
import { roadInput } from './roads.ts';
import { makeTrueProfile } from './slope-accuracy.ts';
import { markdown, met } from './table.ts';
import { makeTerrain } from './terrain-truth.ts';

const step = 10;

/** Metres: by the lines of even grade a drop is known to about half the error of two single heights. */
const limitError = 0.5;

const rules: readonly DescentRule[] = [
  { slope: 0.05, strict: true, drop: 500 },
  { slope: 0.055, strict: true, drop: 200 },
  { slope: 0.055, strict: true, length: 3000 },
  { slope: 0.05, strict: false, length: 1500 },
  { slope: 0.045, strict: false, length: 1000 },
];

/** The rules with their mean grades and drops moved by as much as the mean of some heights ± 0.7 m at each end is wrong. */
const movedLimits: ReadonlyArray<readonly DescentRule[]> = [-1, 1].flatMap((grade) =>
  [-1, 1].map((height) =>
    rules.map((rule) => ({
      ...rule,
      slope: rule.slope + grade * (limitError / (rule.length ?? 2000)),
      ...(rule.drop !== undefined && { drop: rule.drop + height * limitError }),
    })),
  ),
);

/** The definition written out: every pair of samples is tried. */
export function bruteForce(z: Float64Array, within: Stretch, rule: DescentRule): Stretch[] {
  let best = rule.strict ? 1e-9 : -1e-9;
  let found: Stretch | undefined;
  for (let b = within.first; b <= within.last; b += 1) {
    for (let a = within.first; a < b; a += 1) {
      const length = (b - a) * step;
      const drop = (z[a] ?? 0) - (z[b] ?? 0);
      if (rule.length !== undefined && length < rule.length - 1e-6) continue;
      if (rule.drop !== undefined && drop < rule.drop) continue;
      const excess = drop - rule.slope * length;
      if (excess > best) {
        best = excess;
        found = { first: a, last: b };
      }
    }
  }
  if (!found) return [];
  return [
    ...bruteForce(z, { first: within.first, last: found.first }, rule),
    found,
    ...bruteForce(z, { first: found.last, last: within.last }, rule),
  ];
}

/** The search against trying every pair on the same heights, and through an elevation model against the true road. */
export function descentAccuracy(seeds: readonly number[]): string {
  let same = 0;
  let compared = 0;
  let stretches = 0;
  let furthest = 0;
  const apart: number[] = [];
  let missed = 0;
  let onLimit = 0;
  for (const seed of seeds) {
    const random = makeRandom(seed);
    const length = 9000;
    const truth = makeTrueProfile(random, length, () => random.between(-9.5, 3), [300, 1500]);
    const z = Float64Array.from({ length: length / step + 1 }, (_, i) => truth.z[i * step] ?? 0);
    const whole = { first: 0, last: z.length - 1 };
    for (const rule of rules) {
      const exact = bruteForce(z, whole, rule);
      const found = allDescents(z, step, whole, rule);
      compared += 1;
      stretches += exact.length;
      if (exact.length === found.length) same += 1;
      exact.forEach((one, i) => {
        const other = found[i];
        if (other)
          furthest = Math.max(
            furthest,
            step * Math.abs(one.first - other.first),
            step * Math.abs(one.last - other.last),
          );
      });
    }
    const onTruth = gradedBrute(z, rules);
    const moved = movedLimits.map((limits) => gradedBrute(z, limits));
    const viaElevation = throughElevation(truth.z, seed);
    for (const one of onTruth) {
      const best = viaElevation
        .map(({ from, to }) => Math.max(Math.abs(from - one.first * step), Math.abs(to - one.last * step)))
        .sort((p, q) => p - q)[0];
      // What limits moved within the error of the heights would end elsewhere, no such heights can tell.
      const settled = moved.every((found) => found.some((other) => endsApart(one, other) <= 50));
      if (!settled && (best === undefined || best > 50)) onLimit += 1;
      else if (best === undefined || best > 500) missed += 1;
      else apart.push(best);
    }
  }
  const within = apart.filter((metres) => metres <= 50).length;
  const all = apart.length + missed + onLimit;
  return markdown(
    ['what', 'truth', 'result', 'target', ''],
    [
      [
        'same heights',
        `${compared} searches, ${stretches} descents`,
        `same number in ${same}, ends at most ${furthest.toFixed(0)} m apart`,
        'same set, 50 m',
        met(same === compared && furthest <= 50),
      ],
      [
        'through 5 m cells, heights ± 0.7 m',
        `${all} descents of the true road`,
        `${within} with both ends within 50 m, ${apart.length - within} further off, ${missed} not found; ${onLimit} elsewhere that lie so near a limit that the error of the heights decides`,
        'ends within 50 m',
        met(within + onLimit === all),
      ],
    ],
  );
}

/** All rules, worst first, each in what worse ones left; both directions are the same by symmetry, downhill is tried. */
function gradedBrute(z: Float64Array, rules: readonly DescentRule[]): Stretch[] {
  let left: Stretch[] = [{ first: 0, last: z.length - 1 }];
  const found: Stretch[] = [];
  for (const rule of rules) {
    const remaining: Stretch[] = [];
    for (const part of left) {
      let place = part.first;
      for (const one of bruteForce(z, part, rule)) {
        found.push(one);
        remaining.push({ first: place, last: one.first });
        place = one.last;
      }
      remaining.push({ first: place, last: part.last });
    }
    left = remaining.filter(({ first, last }) => last > first);
  }
  return found;
}

function throughElevation(z: Float64Array, seed: number): Array<{ from: number; to: number }> {
  const length = z.length - 1;
  const x = Array.from({ length: length / step + 1 }, (_, i) => i * step);
  const heightAt = (place: number): number => {
    const k = Math.min(length - 1, Math.max(0, Math.floor(place)));
    return (z[k] ?? 0) + (place - k) * ((z[k + 1] ?? 0) - (z[k] ?? 0));
  };
  const elevation = makeTerrain((px, py) => heightAt(px) + 0.3 * py, {
    cell: 5,
    rmse: 0.7,
    smoothing: 1,
    seed,
    west: -50,
    south: -50,
    width: length + 100,
    height: 100,
  });
  return screen({
    roads: [
      roadInput(
        'r',
        lineOf(
          x,
          x.map(() => 0),
        ),
      ),
    ],
    elevation,
    hazards: ['long_descent'],
    sources: { roads: { name: 'truth' } },
  })
    .filter(({ properties }) => properties.hazard === 'long_descent' && properties.direction === 'increasing')
    .map(({ properties }) => ({ from: properties.from_m, to: properties.to_m }));
}

function endsApart(a: Stretch, b: Stretch): number {
  return step * Math.max(Math.abs(a.first - b.first), Math.abs(a.last - b.last));
}
