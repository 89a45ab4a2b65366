import { screen } from '../../../server/screening/screen.ts';
import { lineOf } from './place.ts';
import { makeRandom } from './random.ts';
import { roadInput } from './roads.ts';
import { markdown, met, percent, quantile } from './table.ts';
import { makeTerrain } from './terrain-truth.ts';

interface TrueCliff {
  readonly from: number;
  readonly to: number;
  readonly side: 1 | -1;
  /** Metres from the edge of the road, height, and inclination of the face. */
  readonly begins: number;
  readonly drop: number;
  readonly slope: number;
}

const length = 4000;
const halfWidth = 3;

/** Faces of known drop beside a road, on a 2 m elevation model; elsewhere the ground slopes at 20° at most. */
export function cliffAccuracy(seeds: readonly number[]): string {
  const errors: number[] = [];
  let within = 0;
  let truths = 0;
  let found = 0;
  let claims = 0;
  let right = 0;
  for (const seed of seeds) {
    const random = makeRandom(seed);
    const cliffs: TrueCliff[] = [];
    for (const side of [1, -1] as const) {
      let from = random.between(40, 120);
      while (from < length - 200) {
        const to = from + random.between(30, 180);
        cliffs.push({
          from,
          to,
          side,
          begins: random.between(0, 9),
          drop: random.logBetween(2, 40),
          slope: Math.tan((random.between(55, 80) * Math.PI) / 180),
        });
        from = to + random.between(60, 200);
      }
    }
    const surface = (x: number, y: number): number => {
      const side = y > 0 ? 1 : -1;
      const out = Math.abs(y) - halfWidth;
      const cliff = cliffs.find((one) => one.side === side && x >= one.from && x <= one.to);
      const base = 300 + 0.03 * x;
      if (out <= 0) return base;
      const fall = cliff ? Math.min(cliff.drop, Math.max(0, out - cliff.begins) * cliff.slope) : 0;
      return base - fall - 0.1 * out;
    };
    const elevation = makeTerrain(surface, {
      cell: 2,
      rmse: 0.15,
      smoothing: 0,
      seed,
      west: -20,
      south: -130.7,
      width: length + 40,
      height: 262,
    });
    const x = Array.from({ length: length / 10 + 1 }, (_, i) => i * 10);
    const findings = screen({
      roads: [
        roadInput(
          'r',
          lineOf(
            x,
            x.map(() => 0),
          ),
          { widthMetres: 2 * halfWidth },
        ),
      ],
      elevation,
      hazards: ['cliff'],
      sources: { roads: { name: 'truth' } },
    })
      .map(({ properties }) => properties)
      .filter(({ hazard }) => hazard === 'cliff');
    const matches = (one: TrueCliff, f: (typeof findings)[number]): boolean =>
      (f.side === 'left') === (one.side === 1) &&
      Math.min(f.to_m, one.to) - Math.max(f.from_m, one.from) > Math.min(f.to_m - f.from_m, one.to - one.from) / 2;
    for (const one of cliffs) {
      truths += 1;
      const best = findings.filter((f) => matches(one, f)).sort((p, q) => q.to_m - q.from_m - (p.to_m - p.from_m))[0];
      if (!best) continue;
      found += 1;
      const error = Math.abs(Number(best.evidence.drop_m) - one.drop);
      errors.push(error);
      if (error <= Math.max(1, one.drop / 10)) within += 1;
    }
    claims += findings.length;
    right += findings.filter((f) => cliffs.some((one) => matches(one, f))).length;
  }
  const recall = found / truths;
  const precision = right / claims;
  return markdown(
    ['elevation', 'cliffs', 'median error of drop', 'drop within max(1 m, 10 %)', 'recall', 'precision', 'target', ''],
    [
      [
        '2 m cells, heights ± 0.15 m',
        String(truths),
        `${quantile(errors, 0.5).toFixed(2)} m`,
        percent(within / found),
        recall.toFixed(3),
        precision.toFixed(3),
        'within; ≥ 0.92',
        met(within / found >= 0.95 && recall >= 0.92 && precision >= 0.92),
      ],
    ],
  );
}
