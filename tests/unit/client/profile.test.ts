import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bandsAlong,
  hazardsOrUnknown,
  lanes,
  profileCsv,
  sampleNear,
  steepest,
  voids,
} from '../../../client/actions/profile/profile.ts';
import { heightsBySteepness, steepnessLimits, steepnessOf } from '../../../client/actions/profile/steepness.ts';
import { chainageOnRun, roadRuns } from '../../../client/actions/profile/wholeRoad.ts';
import type { ElevationProfile, ProfileSample } from '../../../server/elevation/profile.ts';

const sample = (at_m: number, height_m: number | null, grade_pct: number | null = 0): ProfileSample => ({
  at_m,
  position: [110 + at_m / 100_000, 31],
  height_m,
  grade_pct,
  source: height_m === null ? null : 0,
});

describe('where heights are unknown', () => {
  it('a hole reaches from the last known sample to the next, and to the ends of the line', () => {
    const samples = [null, 10, null, null, 12, 13, null].map((height, index) => sample(index * 10, height));
    expect(voids(samples)).toEqual([
      { fromMetres: 0, toMetres: 10 },
      { fromMetres: 10, toMetres: 40 },
      { fromMetres: 50, toMetres: 60 },
    ]);
  });

  it('no line is drawn: a chart has nothing between the edges of a hole', () => {
    const samples = [10, 11, null, null, 12, 13].map((height, index) => sample(index * 10, height));
    const drawn = Object.values(heightsBySteepness(samples, steepnessLimits(40)));
    for (const index of [2, 3]) expect(drawn.map((heights) => heights[index])).toEqual([null, null, null, null]);
  });
});

describe('steepness', () => {
  it('is held against the maximum grade of the design speed, or of the next higher in the table', () => {
    expect(steepnessLimits(40)).toMatchObject({ speedKmh: 40, speedKnown: true, steepPercent: 7, verySteepPercent: 9 });
    expect(steepnessLimits(50)).toMatchObject({ speedKmh: 60, steepPercent: 6 });
    expect(steepnessLimits(140)).toMatchObject({ speedKmh: 120, steepPercent: 3 });
  });

  it('is held against what the slowest roads may have where no speed is given', () => {
    expect(steepnessLimits(undefined)).toMatchObject({ speedKmh: 20, speedKnown: false, steepPercent: 9 });
  });

  it('counts downhill as uphill, and what is not known as unknown', () => {
    const limits = steepnessLimits(40);
    expect([7, -7.1, 9, -9.1, null].map((grade) => steepnessOf(grade, limits))).toEqual([
      'gentle',
      'steep',
      'steep',
      'verySteep',
      'unknown',
    ]);
  });

  it('draws every known height, and joins one class to the next', () => {
    const grades = fc.array(fc.option(fc.integer({ min: -15, max: 15 }), { nil: null }), { minLength: 2 });
    fc.assert(
      fc.property(grades, (values) => {
        const samples = values.map((grade, index) => sample(index * 10, 100 + index, grade));
        const drawn = Object.values(heightsBySteepness(samples, steepnessLimits(40)));
        for (let index = 1; index < samples.length; index += 1) {
          const isJoined = drawn.some((heights) => heights[index - 1] !== null && heights[index] !== null);
          expect(isJoined).toBe(true);
        }
      }),
    );
  });

  it('names the steepest place uphill or down, and none where no grade is known', () => {
    expect(steepest([sample(0, 1, 3), sample(10, 1, -8), sample(20, 1, null)])?.at_m).toBe(10);
    expect(steepest([sample(0, 1, null)])).toBeUndefined();
  });
});

describe('the nearest sample', () => {
  it('is the nearest', () => {
    const samples = Array.from({ length: 40 }, (_, index) => sample(index * 7.5, 1));
    fc.assert(
      fc.property(fc.double({ min: -50, max: 400, noNaN: true }), (metres) => {
        const found = sampleNear(samples, metres) ?? -1;
        const distance = (index: number) => Math.abs((samples[index]?.at_m ?? 0) - metres);
        expect(distance(found)).toBe(Math.min(...samples.map((_, index) => distance(index))));
      }),
    );
    expect(sampleNear([], 10)).toBeUndefined();
  });
});

describe('what lies along the line', () => {
  // Eastwards along a parallel; 0.001 degrees are some 95 m.
  const line = {
    type: 'LineString' as const,
    coordinates: [
      [110, 31],
      [110.01, 31],
    ],
  };
  const length = 953.6;
  const feature = (...coordinates: number[][]) => ({
    type: 'Feature' as const,
    properties: {},
    geometry: { type: 'LineString' as const, coordinates },
  });

  it('is where it lies, also drawn against the direction and a little off', () => {
    const [band, ...others] = bandsAlong(line, length, [feature([110.004, 31.00008], [110.002, 31.00005])]);
    expect(others).toEqual([]);
    expect(band?.fromMetres).toBeCloseTo(190.7, 0);
    expect(band?.toMetres).toBeCloseTo(381.4, 0);
  });

  it('is cut off where it leaves the line', () => {
    const [band] = bandsAlong(line, length, [feature([110.002, 31], [110.004, 31], [110.004, 31.002])]);
    expect(band?.toMetres).toBeLessThan(385);
  });

  it('leaves out what crosses or lies beside', () => {
    const crossing = feature([110.005, 30.999], [110.005, 31.001]);
    const beside = feature([110.002, 31.0005], [110.004, 31.0005]);
    expect(bandsAlong(line, length, [crossing, beside])).toEqual([]);
  });

  it('stands in lanes where bands overlap, and in one where they do not', () => {
    const band = (fromMetres: number, toMetres: number) => ({ fromMetres, toMetres });
    expect(lanes([band(50, 150), band(0, 100), band(100, 200), band(10, 20)])).toEqual([1, 0, 0, 1]);
    expect(lanes([])).toEqual([]);
  });
});

describe('the table of a profile', () => {
  const headings = { chainage: 'c', longitude: 'x', latitude: 'y', height: 'h', grade: 'g', hazards: 'z' };
  const profile = { samples: [sample(0, 12.5, 3), sample(10, null, null)] } as unknown as ElevationProfile;

  it('leaves empty what is unknown, and says what lies at each place', () => {
    const csv = profileCsv(
      profile,
      headings,
      (at) => at + 100,
      (at) => (at === 0 ? ['急弯', '临崖'] : []),
    );
    expect(csv).toBe('\uFEFFc,x,y,h,g,z\r\n100.0,110,31,12.5,3,急弯; 临崖\r\n110.0,110.0001,31,,,\r\n');
  });

  it('says of each place that hazards are unknown where they could not all be had', () => {
    const csv = profileCsv(
      profile,
      headings,
      (at) => at,
      hazardsOrUnknown((at) => (at === 0 ? ['急弯'] : []), '未知'),
    );
    expect(csv).toBe('\uFEFFc,x,y,h,g,z\r\n0.0,110,31,12.5,3,急弯; 未知\r\n10.0,110.0001,31,,,未知\r\n');
  });

  it('lets no name become a formula or break the line', () => {
    const csv = profileCsv(
      profile,
      headings,
      (at) => at,
      () => ['=1+1', 'a,"b"'],
    );
    expect(csv).toContain(`"'=1+1; a,""b"""`);
  });
});

describe('a whole road', () => {
  const section = (from_m: number | null, to_m: number | null, ...coordinates: number[][]) => ({
    type: 'Feature' as const,
    properties: { from_m, to_m },
    geometry: { type: 'LineString' as const, coordinates },
  });
  const first = section(0, 1000, [110, 31], [110.01, 31]);
  const second = section(1000, 1900, [110.01, 31], [110.02, 31]);

  it('is its sections in the order of their chainage, whatever order they come in', () => {
    const [run, ...others] = roadRuns([second, first, section(null, null, [110.02, 31], [110.03, 31])]);
    expect(others).toEqual([]);
    expect(run?.coordinates).toEqual([
      [110, 31],
      [110.01, 31],
      [110.02, 31],
    ]);
  });

  it('is the longest run where sections do not meet', () => {
    const away = section(2000, 4000, [110.05, 31], [110.09, 31]);
    const runs = roadRuns([first, away, second]);
    expect(runs.map(({ coordinates }) => coordinates.length)).toEqual([2, 3]);
  });

  it('has the chainage that its sections say, though their lines are not so long', () => {
    const [run] = roadRuns([first, second]);
    if (!run) throw new Error('no run');
    const length = 1900;
    const at = chainageOnRun(run, length);
    expect([0, 475, 950, 1425, 1900].map((metres) => Math.round(at(metres)))).toEqual([0, 500, 1000, 1450, 1900]);
  });
});
