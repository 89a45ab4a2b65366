import { describe, expect, it } from 'vitest';
import { metresOutside, outsideRemark } from '../../../server/imports/outside.ts';

/** A county of a degree by a degree with a lake cut out of it; its edge at 111.2 km a degree. */
const county = [
  {
    west: 110,
    south: 31,
    east: 111,
    north: 32,
    rings: [
      [
        [110, 31],
        [111, 31],
        [111, 32],
        [110, 32],
        [110, 31],
      ],
      [
        [110.4, 31.4],
        [110.6, 31.4],
        [110.6, 31.6],
        [110.4, 31.6],
        [110.4, 31.4],
      ],
    ],
  },
];
const point = (x: number, y: number) => ({ type: 'Point', coordinates: [x, y] });

describe('how far a feature lies outside the county', () => {
  it('is not said of what lies in it, or within a kilometre', () => {
    expect(metresOutside(county, point(110.2, 31.2))).toBeUndefined();
    expect(metresOutside(county, point(110.2, 32.008))).toBeUndefined();
    expect(metresOutside([], point(10, 10))).toBeUndefined();
  });

  it('is the way to the nearest border, also that of a hole', () => {
    expect(metresOutside(county, point(110.2, 32.1))).toBeCloseTo(11_119, -2);
    expect(metresOutside(county, point(111.1, 31.5))).toBeCloseTo(9481, -2);
    expect(metresOutside(county, point(110.5, 31.42))).toBeCloseTo(2224, -2);
  });

  it('is not said of a line that comes in', () => {
    const line = (...coordinates: number[][]) => ({ type: 'LineString', coordinates });
    expect(metresOutside(county, line([109.5, 31.2], [109.8, 31.2], [110.1, 31.2]))).toBeUndefined();
    expect(metresOutside(county, line([109.5, 31.2], [109.8, 31.2]))).toBeCloseTo(19_026, -2);
    const ring = [
      [112, 31],
      [112.1, 31],
      [112.1, 31.1],
      [112, 31],
    ];
    expect(metresOutside(county, { type: 'MultiPolygon', coordinates: [[ring]] })).toBeGreaterThan(90_000);
  });

  it('tells longitude and latitude the wrong way round', () => {
    const metres = metresOutside(county, point(31.2, 80)) ?? 0;
    expect(metres).toBeGreaterThan(4_000_000);
    expect(outsideRemark(metres).zh).toMatch(/约 \d{4} 公里.*颠倒/);
    expect(outsideRemark(2250).en).toMatch(/about 2\.\d km outside/);
  });
});
