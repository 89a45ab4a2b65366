import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundVoids } from '../../../server/screening/slopes/descent-bounds.ts';
import { possibleDescents } from '../../../server/screening/slopes/descent-doubt.ts';
import { allDescents, descentsByRules } from '../../../server/screening/slopes/descent-search.ts';
import { bruteForce } from '../../bench/screening/descent-accuracy.ts';
import { makeRandom } from '../../bench/screening/random.ts';
import { gapsOf, lineOf, ofHazard, roadInput, screened, straightRoad, surface, surfaces } from './fixtures.ts';

/** Height of a road whose grade in percent changes at the given distances. */
function heights(...stretches: Array<[to: number, percent: number]>): (x: number) => number {
  return (x) => {
    let z = 500;
    let from = 0;
    for (const [to, percent] of stretches) {
      z += ((Math.min(x, to) - from) * percent) / 100;
      if (x <= to) break;
      from = to;
    }
    return z;
  };
}

describe('steep slopes', () => {
  const hazards = ['steep_slope'] as const;

  it.each([
    [8, 'considerable', 'slope.maximum_grade_pct@40'],
    [10, 'major', 'slope.maximum_grade_pct@40'],
  ])('grades %i %% at 40 km/h as %s', (percent, grade, row) => {
    const z = heights([300, 1], [600, percent], [1000, 1]);
    const slopes = ofHazard(
      screened({ roads: [straightRoad('r', 1000)], elevation: surface(z), hazards }),
      'steep_slope',
    );
    expect(slopes).toHaveLength(1);
    expect(slopes[0]).toMatchObject({ grade, direction: 'decreasing', evidence: { threshold: { row } } });
    expect(Number(slopes[0]?.evidence.grade_pct)).toBeCloseTo(percent, 0);
    expect(Math.abs((slopes[0]?.from_m ?? 0) - 300)).toBeLessThan(41);
    expect(Math.abs((slopes[0]?.to_m ?? 0) - 600)).toBeLessThan(41);
  });

  it('is major where a considerable slope has a bend of that grade', () => {
    const angles = Array.from({ length: 30 }, (_, i) => (i * Math.PI) / 29);
    const x = [
      ...Array.from({ length: 20 }, (_, i) => i * 10),
      ...angles.map((a) => 200 + 40 * Math.sin(a)),
      ...Array.from({ length: 20 }, (_, i) => 190 - i * 10),
    ];
    const y = [
      ...Array.from({ length: 20 }, () => 0),
      ...angles.map((a) => 40 - 40 * Math.cos(a)),
      ...Array.from({ length: 20 }, () => 80),
    ];
    // Height by distance along the hairpin.
    const along = (px: number, py: number): number =>
      py < 1
        ? Math.min(px, 200)
        : py > 79
          ? 200 + Math.PI * 40 + (200 - px)
          : 200 + 40 * Math.acos(Math.max(-1, Math.min(1, (40 - py) / 40)));
    const roads = [roadInput('r', lineOf(x, y))];
    const [slope] = ofHazard(
      screened({ roads, elevation: surface((px, py) => 500 + 0.08 * along(px, py)), hazards }),
      'steep_slope',
    );
    expect(slope).toMatchObject({ grade: 'major' });
  });

  it('adds up long slopes that are each within the maximum', () => {
    const z = heights([200, 0], [1300, -6], [1600, 0]);
    const [slope] = ofHazard(
      screened({ roads: [straightRoad('r', 1600)], elevation: surface(z), hazards }),
      'steep_slope',
    );
    expect(slope).toMatchObject({
      grade: 'general',
      direction: 'increasing',
      evidence: { threshold: { row: 'slope.combined_length_limit' } },
    });
    expect(Number(slope?.evidence.length_ratio_sum)).toBeCloseTo(1100 / 700, 1);
  });

  it('says one thing of a stretch that is within an error of the maximum and too long: the graver', () => {
    const z = heights([200, 0], [800, -6.95], [1100, 0]);
    const slopes = ofHazard(
      screened({ roads: [straightRoad('r', 1100)], elevation: surface(z, 5, 0.7), hazards }),
      'steep_slope',
    );
    expect(slopes).toMatchObject([
      { grade: 'general', evidence: { threshold: { row: 'slope.combined_length_limit' } } },
    ]);
  });

  it('goes straight over a bridge, whatever the valley below', () => {
    const valley = (x: number): number => 500 - 40 * Math.exp(-(((x - 500) / 40) ** 2));
    const pieces = [
      straightRoad('a', 400),
      roadInput('bridge', lineOf([400, 600], [0, 0]), { structure: 'bridge' }),
      roadInput('b', lineOf([600, 700, 800, 900, 1000], [0, 0, 0, 0, 0])),
    ];
    const slopesOf = (roads: typeof pieces) =>
      ofHazard(screened({ roads, elevation: surface(valley), hazards }), 'steep_slope');
    expect(slopesOf([straightRoad('r', 1000)])).not.toEqual([]);
    expect(slopesOf(pieces)).toEqual([]);
  });

  it('says what coarse elevation cannot carry instead of staying silent', () => {
    const findings = screened({ roads: [straightRoad('r', 800)], elevation: surface(() => 500, 90, 7), hazards });
    expect(gapsOf(findings, 'steep_slope')).toMatchObject([
      { from_m: 0, evidence: { reason: 'elevation_error_too_large' } },
    ]);
  });

  it('asks of each stretch whether the elevation carries its slopes, whatever road it continues', () => {
    const z = heights([800, 0], [865, -12], [1200, 0]);
    const elevation = surface(z, 5, 0.7);
    const along = (from: number, to: number) => {
      const x = Array.from({ length: (to - from) / 10 + 1 }, (_, i) => from + i * 10);
      return lineOf(
        x,
        x.map(() => 0),
      );
    };
    const fast = roadInput('fast', along(0, 600), { designSpeedKmh: 80, roadCode: 'X1' });
    const slow = roadInput('slow', along(600, 1200), { designSpeedKmh: 20, roadCode: 'X1' });
    for (const roads of [[slow], [fast, slow]]) {
      const gaps = gapsOf(screened({ roads, elevation, hazards }), 'steep_slope');
      expect(gaps).toMatchObject([
        { road_id: 'slow', evidence: { reason: 'elevation_error_too_large', minimum_slope_length_m: 60 } },
      ]);
      expect((gaps[0]?.to_m ?? 0) - (gaps[0]?.from_m ?? 0)).toBeGreaterThan(590);
    }
  });

  it('reports a hole in the elevation and judges both sides of it', () => {
    const z = heights([300, 10], [600, 0], [1000, 10]);
    const elevation = surface((x) => (x > 400 && x < 520 ? Number.NaN : z(x)));
    const findings = screened({ roads: [straightRoad('r', 1000)], elevation, hazards });
    expect(ofHazard(findings, 'steep_slope').filter(({ grade }) => grade === 'major')).toHaveLength(2);
    const [gap] = gapsOf(findings, 'steep_slope');
    expect(gap).toMatchObject({ evidence: { reason: 'elevation_void' } });
    expect(gap?.from_m).toBeGreaterThan(399);
    expect(gap?.to_m).toBeLessThan(521);
  });

  it('says where a hole may join slopes, each short enough, to one that is too long', () => {
    const holed = (percent: number) => {
      const z = heights([200, 0], [1200, percent], [1500, 0]);
      const elevation = surface((x) => (x > 800 && x < 900 ? Number.NaN : z(x)));
      return screened({ roads: [straightRoad('r', 1500)], elevation, hazards });
    };
    expect(ofHazard(holed(-5.5), 'steep_slope')).toEqual([]);
    const [gap, ...others] = gapsOf(holed(-5.5), 'steep_slope');
    expect(others).toEqual([]);
    expect(gap?.evidence).toMatchObject({ reason: 'elevation_void', possible_grade: 'general' });
    expect(Math.abs((gap?.from_m ?? 0) - 200)).toBeLessThan(41);
    expect(Math.abs((gap?.to_m ?? 0) - 1200)).toBeLessThan(41);
    expect(gapsOf(holed(-1), 'steep_slope')).toMatchObject([{ evidence: { reason: 'elevation_void' } }]);
    expect(gapsOf(holed(-1), 'steep_slope')[0]?.evidence.possible_grade).toBeUndefined();
  });

  const holed = (z: (x: number) => number, ...holes: Array<[from: number, to: number]>) =>
    screened({
      roads: [straightRoad('r', 1500)],
      elevation: surface((x) => (holes.some(([from, to]) => x > from && x < to) ? Number.NaN : z(x)), 2, 0.3),
      hazards,
    });

  it.each([
    ['in the middle', 12, 160, [[725, 775]]],
    ['in the middle', 10, 200, [[725, 775]]],
    ['in the middle', 8, 260, [[725, 775]]],
    [
      'in three places',
      12,
      160,
      [
        [690, 715],
        [740, 760],
        [785, 810],
      ],
    ],
    ['from the middle to beyond its end', 12, 140, [[740, 960]]],
  ] as Array<[string, number, number, Array<[number, number]>]>)(
    'says how grave a slope may be that a hole hides %s: %i %% over %i m',
    (_, percent, length, holes) => {
      const [from, to] = [750 - length / 2, 750 + length / 2];
      const z = heights([from, 0], [to, -percent], [1500, 0]);
      const [whole] = ofHazard(holed(z), 'steep_slope');
      const gaps = gapsOf(holed(z, ...holes), 'steep_slope');
      expect(gaps).toMatchObject([{ evidence: { reason: 'elevation_void', possible_grade: whole?.grade } }]);
      expect(Math.abs((gaps[0]?.from_m ?? 0) - from)).toBeLessThan(41);
      expect(Math.abs((gaps[0]?.to_m ?? 0) - Math.max(to, ...holes.map((hole) => hole[1])))).toBeLessThan(41);
    },
  );

  it('supposes nothing of a gentle road, rough as its heights are, nor of a slope that is told anyway', () => {
    const random = makeRandom(7);
    const rough = Array.from({ length: 200 }, () => random.normal() * 0.3);
    const gentle = (x: number) => 500 + 0.03 * x + (rough[Math.round(x / 10)] ?? 0);
    const steep = heights([400, 0], [1100, -10], [1500, 0]);
    const holes: Array<[number, number]> = [
      [200, 240],
      [700, 760],
      [1300, 1330],
    ];
    for (const z of [gentle, steep]) {
      const gaps = gapsOf(holed(z, ...holes), 'steep_slope');
      expect(gaps).toHaveLength(holes.length);
      expect(gaps.filter(({ evidence }) => evidence.possible_grade !== undefined)).toEqual([]);
    }
  });

  it('says so where there is no elevation at all, or only elsewhere', () => {
    const roads = [straightRoad('r', 1000)];
    expect(gapsOf(screened({ roads }), 'steep_slope')).toMatchObject([{ evidence: { reason: 'no_elevation' } }]);
    const elsewhere = screened({ roads, elevation: surface(() => Number.NaN) });
    for (const hazard of ['steep_slope', 'long_descent', 'cliff']) {
      expect(gapsOf(elsewhere, hazard)[0]?.evidence.reason).toBe('elevation_void');
    }
  });
});

describe('long descents', () => {
  const hazards = ['long_descent'] as const;
  const descents = (z: (x: number) => number, length: number) =>
    ofHazard(screened({ roads: [straightRoad('r', length)], elevation: surface(z), hazards }), 'long_descent');

  it.each([
    [1200, 4.7, 'low'],
    [1700, 5.2, 'general'],
    [3200, 5.8, 'considerable'],
    [3800, 5.7, 'considerable'],
    [9000, 5.9, 'major'],
  ])('grades %i m at %d %% as %s, downhill only', (length, percent, grade) => {
    const z = heights([500, 0], [500 + length, -percent], [1000 + length, 0]);
    const found = descents(z, 1000 + length);
    expect(found).toMatchObject([{ grade, direction: 'increasing' }]);
    expect(Math.abs((found[0]?.from_m ?? 0) - 500)).toBeLessThan(50);
    expect(Math.abs((found[0]?.to_m ?? 0) - 500 - length)).toBeLessThan(50);
    expect(Number(found[0]?.evidence.mean_grade_pct)).toBeCloseTo(percent, 1);
  });

  const withVoid = (z: (x: number) => number, from: number, to: number, length: number) =>
    screened({
      roads: [straightRoad('r', length)],
      elevation: surface((x) => (x > from && x < to ? Number.NaN : z(x))),
      hazards,
    });

  const expectHole = (findings: ReturnType<typeof screened>, from: number, to: number): void => {
    const gaps = gapsOf(findings, 'long_descent');
    expect(gaps).toHaveLength(1);
    expect(gaps[0]?.from_m).toBeLessThanOrEqual(from);
    expect(gaps[0]?.from_m).toBeGreaterThan(from - 15);
    expect(gaps[0]?.to_m).toBeGreaterThanOrEqual(to);
    expect(gaps[0]?.to_m).toBeLessThan(to + 15);
  };

  it('measures a descent from end to end over a hole in the elevation within it', () => {
    const findings = withVoid(heights([500, 0], [3700, -5.8], [4200, 0]), 2010, 2060, 4200);
    expect(ofHazard(findings, 'long_descent')).toMatchObject([{ grade: 'considerable', direction: 'increasing' }]);
    const [descent] = ofHazard(findings, 'long_descent');
    expect(Math.abs((descent?.from_m ?? 0) - 500)).toBeLessThan(50);
    expect(Math.abs((descent?.to_m ?? 0) - 3700)).toBeLessThan(50);
    expect(Number(descent?.evidence.without_elevation_m)).toBeGreaterThanOrEqual(40);
    // From the last known height to the next: no metre lies in neither.
    expectHole(findings, 2010, 2060);
    expect(gapsOf(findings, 'long_descent')[0]?.evidence.possible_grade).toBeUndefined();
  });

  it('says of a descent that ends in a hole how grave it may be', () => {
    const findings = withVoid(heights([200, 0], [1800, -5.2], [2000, 0]), 1650, 1900, 2000);
    expect(ofHazard(findings, 'long_descent')).toMatchObject([
      { grade: 'low', evidence: { possible_grade: 'general' } },
    ]);
    const [gap] = gapsOf(findings, 'long_descent');
    expect(gap).toMatchObject({ evidence: { reason: 'elevation_void', possible_grade: 'general' } });
    expect(Math.abs((gap?.from_m ?? 0) - 200)).toBeLessThanOrEqual(80);
    expect(gap?.to_m).toBeGreaterThanOrEqual(1900);
  });

  it('leaves a level road beside a hole alone', () => {
    const findings = withVoid(() => 500, 2000, 2060, 4000);
    expect(ofHazard(findings, 'long_descent')).toEqual([]);
    expectHole(findings, 2000, 2060);
  });

  it('tells no milder grade for the whole truth, whatever a void turns out to hold', () => {
    const rise = 2;
    const rules = [
      { slope: 0.06, strict: true, drop: 40 },
      { slope: 0.05, strict: false, length: 300 },
      { slope: 0.04, strict: false, length: 150 },
    ];
    const graded = (z: Float64Array): Int32Array => {
      const grades = new Int32Array(z.length).fill(rules.length);
      for (const { stretch, rule } of descentsByRules(() => z, 10, rules))
        grades.fill(rule, stretch.first, stretch.last + 1);
      return grades;
    };
    const grade = fc.double({ min: -rise, max: rise * 0.7, noNaN: true });
    const road = fc.array(fc.tuple(fc.integer({ min: 1, max: 30 }), grade), { minLength: 3, maxLength: 12 });
    const holes = fc.array(
      fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), count: fc.integer({ min: 1, max: 20 }) }),
      {
        minLength: 1,
        maxLength: 3,
      },
    );
    fc.assert(
      fc.property(road, holes, (stretches, given) => {
        const steps = stretches.flatMap(([count, step]) => Array.from({ length: count }, () => step));
        const truth = new Float64Array(steps.length + 1);
        steps.forEach((step, i) => {
          truth[i + 1] = (truth[i] ?? 0) + step;
        });
        const known = truth.slice();
        for (const { at, count } of given) {
          const first = Math.floor(at * (truth.length - 1));
          known.fill(Number.NaN, first, Math.min(truth.length, first + count));
        }
        const doubtful = Uint8Array.from(known, (height) => (Number.isNaN(height) ? 1 : 0));
        fc.pre(doubtful.includes(0));
        const high = known.slice();
        const low = known.slice();
        boundVoids(high, low, rise);
        const possible = possibleDescents(truth.length, rules, () => ({ high, low, step: 10, doubtful }));
        const told = graded(known);
        const whole = graded(truth);
        const worst = (k: number) => Math.min(told[k] ?? 0, possible[k] === -1 ? rules.length : (possible[k] ?? 0));
        const samples = Array.from(truth.keys());
        expect(
          samples.filter((k) => (truth[k] ?? 0) < (low[k] ?? 0) - 1e-9 || (truth[k] ?? 0) > (high[k] ?? 0) + 1e-9),
        ).toEqual([]);
        expect(samples.filter((k) => doubtful[k] === 0 && worst(k) > (whole[k] ?? 0))).toEqual([]);
      }),
      { numRuns: 3000, seed: 5 },
    );
  });

  it('finds a drop of 500 m that only a gentler end completes', () => {
    const z = heights([6000, -8], [6800, -3.5], [7300, 0]);
    expect(descents(z, 7300)[0]).toMatchObject({ grade: 'major' });
  });

  it('never says that the mean grade has no error', () => {
    const [descent] = descents(heights([500, 0], [9500, -5.9], [10_000, 0]), 10_000);
    expect(Number(descent?.evidence.mean_grade_error_pct)).toBeGreaterThan(0);
    expect(Number(descent?.evidence.mean_grade_error_pct)).toBeLessThan(0.01);
  });

  it('finds none on a kilometre too short or too gentle', () => {
    expect(descents(heights([900, -4.7], [2000, 0]), 2000)).toEqual([]);
    expect(descents(heights([3000, -4.3]), 3000)).toEqual([]);
  });

  it('is the same set that trying every pair of places gives', () => {
    const walk = fc.array(fc.integer({ min: -12, max: 8 }), { minLength: 20, maxLength: 140 });
    const rule = fc.oneof(
      fc.record({ slope: fc.constantFrom(0.03, 0.05), strict: fc.boolean(), length: fc.constantFrom(50, 200) }),
      fc.record({ slope: fc.constantFrom(0.03, 0.05), strict: fc.boolean(), drop: fc.constantFrom(3, 12) }),
    );
    fc.assert(
      fc.property(walk, rule, (steps, given) => {
        const z = new Float64Array(steps.length + 1);
        steps.forEach((step, i) => {
          // Sixteenths are exact in binary, so that both ways of adding give the same sums.
          z[i + 1] = (z[i] ?? 0) + step / 16;
        });
        const whole = { first: 0, last: z.length - 1 };
        const excess = ({ first, last }: { first: number; last: number }) =>
          (z[first] ?? 0) - (z[last] ?? 0) - given.slope * 10 * (last - first);
        const fast = allDescents(z, 10, whole, given);
        const slow = bruteForce(z, whole, given);
        expect(fast.length > 0).toBe(slow.length > 0);
        const best = (list: typeof fast) => Math.max(0, ...list.map(excess));
        expect(best(fast)).toBeCloseTo(best(slow), 9);
        for (const stretch of fast) {
          expect(excess(stretch)).toBeGreaterThan(-1e-6);
          if ('length' in given) expect((stretch.last - stretch.first) * 10).toBeGreaterThanOrEqual(given.length);
          else expect((z[stretch.first] ?? 0) - (z[stretch.last] ?? 0)).toBeGreaterThanOrEqual(given.drop - 1e-9);
        }
      }),
      { numRuns: 150, seed: 11 },
    );
  });
});

describe('elevation of several accuracies', () => {
  const fine = { cellSizeMetres: 2, verticalRmseMetres: 0.15 };
  const coarse = { cellSizeMetres: 90, verticalRmseMetres: 7 };
  const z = heights([300, 1], [900, -8], [2400, -5.2], [2800, 0]);
  const roads = [straightRoad('r', 2800)];
  const hazards = ['steep_slope', 'long_descent', 'cliff'] as const;

  it('judges by the source of the heights, whatever coarser one lies beneath', () => {
    const alone = screened({ roads, elevation: surfaces({ ...fine, heightAt: z }), hazards });
    const both = surfaces({ ...fine, heightAt: z }, { ...coarse, heightAt: (x) => z(x) + 5 });
    expect(ofHazard(alone, 'steep_slope')).not.toEqual([]);
    expect(screened({ roads, elevation: both, hazards })).toEqual(alone);
  });

  it('says what the coarse source cannot carry for the stretch that rests on it, and for no more', () => {
    const gentle = heights([300, 1], [900, -8], [2800, -1]);
    const within = (x: number) => (x <= 1000 ? gentle(x) : Number.NaN);
    const findings = screened({
      roads,
      elevation: surfaces({ ...fine, heightAt: within }, { ...coarse, heightAt: gentle }),
      hazards,
    });
    expect(ofHazard(findings, 'steep_slope')).toMatchObject([{ grade: 'considerable' }]);
    for (const [hazard, reason] of [
      ['steep_slope', 'elevation_error_too_large'],
      ['cliff', 'elevation_cell_too_coarse'],
    ] as const) {
      const gaps = gapsOf(findings, hazard);
      expect(gaps).toMatchObject([{ evidence: { reason, cell_m: 90 } }]);
      expect(Math.abs((gaps[0]?.from_m ?? 0) - 1000)).toBeLessThanOrEqual(10);
      expect(gaps[0]?.to_m).toBeCloseTo(2800, 0);
    }
  });
});
