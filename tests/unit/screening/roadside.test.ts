import { describe, expect, it } from 'vitest';
import type { ElevationSampler, RoadInput, WaterInput } from '../../../server/screening/types.ts';
import { bendLine, gapsOf, lineOf, ofHazard, roadInput, screened, straightRoad, surface } from './fixtures.ts';

const half = 3;

function bank(y: number, from = -100, to = 1100): WaterInput {
  return { id: 'w', kind: 'line', parts: [lineOf([from, to], [y, y])], halfWidthMetres: 0 };
}

function pond(...rings: Array<Array<[number, number]>>): WaterInput {
  const parts = rings.map((ring) =>
    lineOf(
      [...ring, ring[0] ?? [0, 0]].map(([x]) => x),
      [...ring, ring[0] ?? [0, 0]].map(([, y]) => y),
    ),
  );
  return { id: 'p', kind: 'polygon', parts, halfWidthMetres: 0 };
}

const square = (x0: number, y0: number, x1: number, y1: number): Array<[number, number]> => [
  [x0, y0],
  [x1, y0],
  [x1, y1],
  [x0, y1],
];

describe('near water', () => {
  const hazards = ['near_water'] as const;
  const near = (water: WaterInput[], more: Parameters<typeof roadInput>[2] = {}) =>
    ofHazard(screened({ roads: [straightRoad('r', 1000, more)], water, hazards }), 'near_water');

  it.each([
    [0.5, 'considerable', 1],
    [3, 'general', 5],
    [8, 'low', 10],
  ])('grades water %d m from the edge as %s', (distance, grade, limit) => {
    const found = near([bank(half + distance)]);
    expect(found).toMatchObject([{ grade, side: 'left', from_m: 0, evidence: { threshold_m: limit } }]);
    expect(Number(found[0]?.evidence.distance_m)).toBeCloseTo(distance, 1);
    expect(found[0]?.to_m).toBeCloseTo(1000, 0);
  });

  it('tells right from left, both from one, and turns the side with the drawing', () => {
    expect(near([bank(-half - 3)])).toMatchObject([{ side: 'right' }]);
    expect(
      near([bank(half + 3), bank(-half - 3)])
        .map(({ side }) => side)
        .sort(),
    ).toEqual(['left', 'right']);
    const back = roadInput('r', lineOf([1000, 500, 0], [0, 0, 0]));
    expect(ofHazard(screened({ roads: [back], water: [bank(half + 3)], hazards }), 'near_water')).toMatchObject([
      { side: 'right' },
    ]);
  });

  it('finds nothing beyond ten metres', () => {
    expect(near([bank(half + 10.2)])).toEqual([]);
  });

  it('is at no distance inside a polygon, and outside again on an island in it', () => {
    const found = near([pond(square(300, -200, 700, 200))]);
    expect(found.map(({ grade }) => grade)).toContain('considerable');
    expect(found.filter(({ evidence }) => evidence.distance_m === 0)).toHaveLength(2);
    expect(near([pond(square(-500, -500, 1500, 500), square(-400, -300, 1400, 300))])).toEqual([]);
  });

  it('is major on the outside of a sharp bend and not on its inside', () => {
    const { x, y } = bendLine(50, 90);
    const offset = (out: number): WaterInput => {
      const around = Array.from({ length: 40 }, (_, i) => -0.2 + (i * 2) / 39);
      return {
        id: 'w',
        kind: 'line',
        halfWidthMetres: 0,
        parts: [
          lineOf(
            around.map((a) => 150 + (50 + out) * Math.sin(a)),
            around.map((a) => 50 - (50 + out) * Math.cos(a)),
          ),
        ],
      };
    };
    const grades = (out: number) =>
      ofHazard(screened({ roads: [roadInput('r', lineOf(x, y))], water: [offset(out)] }), 'near_water').map(
        ({ grade, side, evidence }) => [grade, side, evidence.outside_of_bend],
      );
    expect(grades(half + 3)).toContainEqual(['major', 'right', true]);
    expect(grades(-half - 3).map(([grade]) => grade)).not.toContain('major');
  });

  it('passes over bridges', () => {
    expect(near([bank(0, 495, 505)], { structure: 'bridge' })).toEqual([]);
  });

  it('lowers the grade behind a guardrail on that side only, and says so', () => {
    expect(near([bank(half + 0.5)], { guardrail: 'left' })).toMatchObject([
      { grade: 'general', evidence: { lowered_by: 'guardrail', grade_without_guardrail: 'considerable' } },
    ]);
    expect(near([bank(half + 0.5)], { guardrail: 'right' })).toMatchObject([{ grade: 'considerable' }]);
  });

  it('says so where there is no water data, or none near', () => {
    const roads = [straightRoad('r', 1000)];
    expect(gapsOf(screened({ roads }), 'near_water')).toMatchObject([{ evidence: { reason: 'no_water' } }]);
    const far = screened({ roads, water: [bank(9000)] });
    expect(gapsOf(far, 'near_water')).toMatchObject([{ evidence: { reason: 'outside_water_data' } }]);
  });
});

describe('cliffs', () => {
  const hazards = ['cliff'] as const;
  /** A face of 60° that begins 4 m from the edge on the left, between 200 and 400 m. */
  const face = (drop: number) =>
    surface((x, y) =>
      x >= 200 && x <= 400 ? 500 - Math.min(drop, Math.max(0, y - half - 4) * Math.tan(Math.PI / 3)) : 500,
    );
  const cliffs = (drop: number, more: Parameters<typeof roadInput>[2] = {}) =>
    ofHazard(screened({ roads: [straightRoad('r', 600, more)], elevation: face(drop), hazards }), 'cliff');

  it.each([
    [25, 'major'],
    [12, 'considerable'],
    [5, 'general'],
    [2, 'low'],
  ])('grades a drop of %i m as %s', (drop, grade) => {
    const found = cliffs(drop);
    expect(found).toMatchObject([{ grade, side: 'left' }]);
    expect(Math.abs(Number(found[0]?.evidence.drop_m) - drop)).toBeLessThan(Math.max(1, drop / 10));
    expect(Math.abs((found[0]?.from_m ?? 0) - 200)).toBeLessThan(8);
    expect(Math.abs((found[0]?.to_m ?? 0) - 400)).toBeLessThan(8);
  });

  it('passes over slopes below 45°, faces that begin beyond ten metres, and short ones', () => {
    const at = (heightAt: (x: number, y: number) => number) =>
      ofHazard(screened({ roads: [straightRoad('r', 600)], elevation: surface(heightAt), hazards }), 'cliff');
    expect(at((_, y) => 500 - Math.max(0, y - half) * 0.8)).toEqual([]);
    expect(at((_, y) => 500 - Math.min(20, Math.max(0, y - half - 14) * 3))).toEqual([]);
    expect(at((x, y) => (x > 300 && x < 310 ? 500 - Math.min(20, Math.max(0, y - half - 2) * 3) : 500))).toEqual([]);
  });

  it('passes over bridges and lowers behind a guardrail', () => {
    expect(cliffs(25, { structure: 'bridge' })).toEqual([]);
    expect(cliffs(25, { guardrail: 'left' })).toMatchObject([{ grade: 'considerable' }]);
  });

  it('does not judge from cells above five metres', () => {
    const findings = screened({ roads: [straightRoad('r', 600)], elevation: surface(() => 500, 10, 1), hazards });
    expect(gapsOf(findings, 'cliff')).toMatchObject([
      { evidence: { reason: 'elevation_cell_too_coarse', threshold: { row: 'cliff.largest_cell_m' } } },
    ]);
  });

  it('tells a place without heights from one of coarse cells, whatever else is screened', () => {
    const road = straightRoad('r', 600, {}, 0);
    const gaps = (roads: RoadInput[], elevation: ElevationSampler) =>
      gapsOf(screened({ roads, elevation, hazards }), 'cliff')
        .filter(({ road_id }) => road_id === 'r')
        .map(({ evidence, from_m, to_m }) => [
          evidence.reason,
          Math.round((from_m ?? 0) / 50),
          Math.round((to_m ?? 0) / 50),
        ]);
    const coarse = surface((x, y) => (x < 300 || y > 1000 ? 500 : Number.NaN), 30, 3);
    const expected = [
      ['elevation_cell_too_coarse', 0, 6],
      ['elevation_void', 6, 12],
    ];
    expect(gaps([road], coarse)).toEqual(expected);
    expect(gaps([road, straightRoad('s', 600, {}, 2000)], coarse)).toEqual(expected);
    // Rasters that no road comes near are not loaded at all.
    const elsewhere = surface((_, y) => (y > 1000 ? 500 : Number.NaN), 30, 3);
    expect(gaps([road], elsewhere)).toEqual([['elevation_void', 0, 12]]);
    expect(gaps([road], elsewhere.finest(0))).toEqual([['elevation_void', 0, 12]]);
  });
});
