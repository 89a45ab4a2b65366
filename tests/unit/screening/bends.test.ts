import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeRandom } from '../../bench/screening/random.ts';
import { bendLine, gapsOf, lineOf, ofHazard, roadInput, screened } from './fixtures.ts';

const hazards = ['sharp_bend'] as const;
const bendsOf = (x: number[], y: number[], more: Parameters<typeof roadInput>[2] = {}) =>
  ofHazard(screened({ roads: [roadInput('r', lineOf(x, y), more)], hazards }), 'sharp_bend');

function noisy(values: number[], deviation: number, seed: number): number[] {
  const random = makeRandom(seed);
  return values.map((value) => value + deviation * random.normal());
}

describe('sharp bends', () => {
  it.each([
    [50, 'major', 'bend.limit_radius_m@40', 60],
    [70, 'considerable', 'bend.sign_radius_m@40', 80],
    [90, 'general', 'bend.general_radius_m@40', 100],
  ])('grades a radius of %i m at 40 km/h as %s and names the row', (radius, grade, row, limit) => {
    const { x, y } = bendLine(radius, 70);
    const [bend, ...others] = bendsOf(x, y);
    expect(others).toEqual([]);
    expect(bend).toMatchObject({ grade, side: 'left', evidence: { threshold_m: limit, threshold: { row } } });
    const evidence = bend?.evidence as Record<string, number>;
    expect(evidence.radius_m).toBeGreaterThan(radius * 0.96);
    expect(evidence.radius_m).toBeLessThan(radius * 1.04);
    expect(evidence.deflection_deg).toBeCloseTo(70, 0);
  });

  it('lies where the bend lies', () => {
    const { x, y } = bendLine(50, 90);
    const [bend] = bendsOf(x, y);
    expect(bend?.from_m).toBeGreaterThan(140);
    expect(bend?.from_m).toBeLessThan(160);
    expect(bend?.to_m).toBeGreaterThan(220);
    expect(bend?.to_m).toBeLessThan(238);
  });

  it('holds a road of 20 km/h to its own radii, and one without a speed to its class', () => {
    const { x, y } = bendLine(50, 70);
    expect(bendsOf(x, y, { designSpeedKmh: 20 })).toEqual([]);
    const { designSpeedKmh: _, ...attributes } = roadInput('r', lineOf(x, y)).attributes;
    const village = { id: 'v', lines: [lineOf(x, y)], attributes: { ...attributes, roadClass: 'township' } };
    const [bend] = ofHazard(screened({ roads: [village], hazards }), 'sharp_bend');
    expect(bend).toMatchObject({
      grade: 'general',
      evidence: { design_speed_kmh: 30, design_speed_assumed: { row: 'road.default_speed_kmh@township' } },
    });
  });

  it('finds none on a straight road drawn with noise of a metre', () => {
    const x = Array.from({ length: 200 }, (_, i) => i * 10);
    const y = noisy(
      x.map(() => 0),
      1,
      3,
    );
    expect(bendsOf(x, y).filter(({ grade }) => grade !== 'low')).toEqual([]);
  });

  it('measures a bend through noise that makes every three vertices a hairpin', () => {
    const { x, y } = bendLine(60, 120, 5);
    const bends = bendsOf(noisy(x, 1, 5), noisy(y, 1, 6)).filter(({ grade }) => grade !== 'low');
    expect(bends).toHaveLength(1);
    const evidence = bends[0]?.evidence as Record<string, number>;
    expect(evidence.radius_m).toBeGreaterThan(45);
    expect(evidence.radius_m).toBeLessThan(80);
    expect(evidence.radius_low_m).toBeLessThan(60);
    expect(evidence.radius_high_m).toBeGreaterThan(60);
  });

  it('stands jitter of a GPS track with a vertex every metre', () => {
    const { x, y } = bendLine(60, 100, 1);
    const bends = bendsOf(noisy(x, 0.8, 8), noisy(y, 0.8, 9)).filter(({ grade }) => grade !== 'low');
    expect(bends).toHaveLength(1);
    expect(Number(bends[0]?.evidence.radius_m)).toBeGreaterThan(48);
    expect(Number(bends[0]?.evidence.radius_m)).toBeLessThan(75);
  });

  it.each([
    [1, 0.8],
    [2, 1],
    [10, 1],
  ])('finds no bend at the ends of a straight line with a vertex every %d m and jitter of %d m', (spacing, jitter) => {
    const random = makeRandom(2);
    const found = Array.from({ length: 60 }, () => {
      const along = Array.from({ length: Math.round(400 / spacing) + 1 }, (_, i) => i * spacing);
      const x = along.map((place) => place + jitter * random.normal());
      const y = along.map(() => jitter * random.normal());
      return bendsOf(x, y);
    });
    expect(found.flat()).toEqual([]);
  });

  it('finds a bend that the line ends in', () => {
    const { x, y } = bendLine(25, 150, 5);
    const last = x.length - Math.round(150 / 5);
    const found = bendsOf(noisy(x.slice(0, last), 0.3, 12), noisy(y.slice(0, last), 0.3, 13));
    expect(found).toMatchObject([{ grade: 'major', side: 'left' }]);
  });

  it('says that a line of few vertices ends in what may be a bend', () => {
    const findings = screened({ roads: [roadInput('r', lineOf([0, 200, 400, 412, 412], [0, 3, 0, 4, 16]))], hazards });
    expect(ofHazard(findings, 'sharp_bend')).toEqual([]);
    expect(gapsOf(findings, 'sharp_bend')).toMatchObject([{ evidence: { reason: 'corner_without_arc' } }]);
  });

  it('leaves out what turns within fifteen metres of a junction', () => {
    const { x, y } = bendLine(12, 60, 4, 120);
    const corner = Math.floor(x.length / 2);
    const side = roadInput(
      'side',
      lineOf([x[corner] ?? 0, (x[corner] ?? 0) + 30], [y[corner] ?? 0, (y[corner] ?? 0) - 80]),
    );
    const roads = [roadInput('r', lineOf(x, y)), side];
    expect(bendsOf(x, y)).not.toEqual([]);
    expect(ofHazard(screened({ roads, hazards }), 'sharp_bend')).toEqual([]);
  });

  it('says that a corner at one vertex cannot be measured as a bend', () => {
    const leg = Array.from({ length: 21 }, (_, i) => i * 5);
    const x = [...leg, ...leg.slice(1).map(() => 100)];
    const y = [...leg.map(() => 0), ...leg.slice(1)];
    const findings = screened({ roads: [roadInput('r', lineOf(x, y))], hazards });
    expect(ofHazard(findings, 'sharp_bend')).toEqual([]);
    expect(gapsOf(findings, 'sharp_bend')).toMatchObject([{ grade: null, evidence: { reason: 'corner_without_arc' } }]);
  });

  it('finds the bends of a road that the file holds twice', () => {
    const { x, y } = bendLine(50, 70);
    const roads = [roadInput('a', lineOf(x, y)), roadInput('b', lineOf(x, y))];
    expect(ofHazard(screened({ roads, hazards }), 'sharp_bend').map(({ road_id }) => road_id)).toEqual(['a', 'b']);
  });

  it('tells reverse and continuous bends', () => {
    const serpentine = (turns: number[]) => {
      const x = [0];
      const y = [0];
      let heading = 0;
      const go = (length: number, curvature: number) => {
        for (let s = 0; s < length; s += 2) {
          heading += curvature * 2;
          x.push((x.at(-1) ?? 0) + 2 * Math.cos(heading));
          y.push((y.at(-1) ?? 0) + 2 * Math.sin(heading));
        }
      };
      go(100, 0);
      for (const side of turns) {
        go(60, side / 50);
        go(40, 0);
      }
      go(80, 0);
      const keep = (_: number, i: number) => i % 4 === 0;
      return bendsOf(x.filter(keep), y.filter(keep)).map(({ evidence }) => evidence.pattern);
    };
    expect(serpentine([1])).toEqual(['single']);
    expect(serpentine([1, -1])).toEqual(['reverse', 'reverse']);
    expect(serpentine([1, -1, 1])).toEqual(['continuous', 'continuous', 'continuous']);
  });

  it('gives the same radius whichever way the road lies or is drawn; sides turn with the drawing', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 6.28, noNaN: true }),
        fc.boolean(),
        fc.integer({ min: 25, max: 85 }),
        (turn, back, radius) => {
          const { x, y } = bendLine(radius, 80);
          const rx = x.map((value, i) => value * Math.cos(turn) - (y[i] ?? 0) * Math.sin(turn));
          const ry = x.map((value, i) => value * Math.sin(turn) + (y[i] ?? 0) * Math.cos(turn));
          const [bend] = bendsOf(back ? rx.reverse() : rx, back ? ry.reverse() : ry);
          expect(bend?.side).toBe(back ? 'right' : 'left');
          expect(Math.abs(Number(bend?.evidence.radius_m) / radius - 1)).toBeLessThan(0.06);
        },
      ),
      { numRuns: 30, seed: 4 },
    );
  });

  it('makes no bends of a straight road whose vertices lie far off it, and says that it cannot tell', () => {
    const straight = Array.from({ length: 450 }, (_, i) => i * 2);
    const still = straight.map(() => 0);
    const found = [1, 2, 3, 4].flatMap((seed) => {
      const line = lineOf(noisy(straight, 3, seed), noisy(still, 3, seed + 50));
      return screened({ roads: [roadInput('r', line)], hazards });
    });
    expect(ofHazard(found, 'sharp_bend').filter(({ grade }) => grade !== 'low')).toEqual([]);
    const gaps = gapsOf(found, 'sharp_bend').filter(({ evidence }) => evidence.reason === 'line_too_noisy');
    expect(gaps.length).toBeGreaterThan(0);
    for (const { evidence } of gaps) {
      expect(evidence).toMatchObject({ possible_grade: 'major', threshold: { row: 'bend.largest_noise_m' } });
    }
  });

  it('takes roads of two vertices, doubled vertices, zero length and self-crossing without fault', () => {
    expect(bendsOf([0, 500], [0, 300])).toEqual([]);
    expect(bendsOf([0, 0, 0, 500, 500], [0, 0, 0, 300, 300])).toEqual([]);
    expect(bendsOf([5, 5], [5, 5])).toEqual([]);
    const angles = Array.from({ length: 80 }, (_, i) => (i * 2 * Math.PI) / 80);
    const loop = bendsOf(
      angles.map((a) => 50 * Math.sin(a)),
      angles.map((a) => 50 * Math.sin(2 * a)),
    );
    expect(loop.length).toBeGreaterThan(0);
  });
});
