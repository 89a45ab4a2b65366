import { describe, expect, it } from 'vitest';
import { bearingWords, measuredArea, measuredLength } from '../../../client/actions/measuredWords.ts';
import { measured } from '../../../client/actions/measuring.ts';
import { wordings } from '../../../client/i18n/language.ts';

const { zh, en } = wordings;

describe('lengths and bearings', () => {
  it('are those of the ellipsoid: at 31° north a degree of latitude is some 110.87 km, of longitude 95.51 km', () => {
    // GeographicLib's GeodSolve for WGS 84.
    expect(
      measured(
        [
          [110, 31],
          [110, 32],
        ],
        'length',
      ).lengthMetres,
    ).toBeCloseTo(110_870, -2);
    expect(
      measured(
        [
          [110, 31],
          [111, 31],
        ],
        'length',
      ).lengthMetres,
    ).toBeCloseTo(95_505, -2);
    const [north] = measured(
      [
        [110, 31],
        [110, 32],
      ],
      'length',
    ).parts;
    const [west] = measured(
      [
        [111, 0],
        [110, 0],
      ],
      'length',
    ).parts;
    expect(north?.bearing).toBeCloseTo(0, 6);
    expect(west?.bearing).toBeCloseTo(270, 6);
  });

  it('are given per part and as their sum', () => {
    const { parts, lengthMetres } = measured(
      [
        [110, 31],
        [110.01, 31],
        [110.01, 31.01],
      ],
      'length',
    );
    expect(parts).toHaveLength(2);
    expect(lengthMetres).toBeCloseTo((parts[0]?.lengthMetres ?? 0) + (parts[1]?.lengthMetres ?? 0), 9);
  });

  it('need two points', () => {
    expect(measured([], 'length')).toMatchObject({ parts: [], lengthMetres: 0 });
    expect(measured([[110, 31]], 'area')).toMatchObject({ parts: [], areaSquareMetres: undefined });
  });
});

describe('areas', () => {
  const square = [
    [0, 0],
    [0.01, 0],
    [0.01, 0.01],
    [0, 0.01],
  ];

  it('are those of the ellipsoid, whichever way round', () => {
    // 0.01° at the equator: 1 113.195 m by 1 105.743 m.
    for (const ring of [square, [...square].reverse()]) {
      const { areaSquareMetres, lengthMetres } = measured(ring, 'area');
      expect(areaSquareMetres).toBeCloseTo(1113.195 * 1105.743, -2);
      expect(lengthMetres).toBeCloseTo(2 * (1113.195 + 1105.743), 0);
    }
  });

  it('are not given where the edge crosses itself', () => {
    const bow = [
      [0, 0],
      [0.01, 0.01],
      [0.01, 0],
      [0, 0.01],
    ];
    expect(measured(bow, 'area')).toMatchObject({ twisted: true, areaSquareMetres: undefined });
  });
});

describe('the words', () => {
  it('change units where the number would be long', () => {
    expect(measuredLength(12.34, zh)).toBe('12.3 米');
    expect(measuredLength(1234.5, en)).toBe('1.235 km');
    expect(measuredArea(9_999, zh)).toBe('9,999 平方米');
    expect(measuredArea(12_345, en)).toBe('1.23 ha');
    expect(measuredArea(2_500_000, zh)).toBe('2.500 平方公里');
  });

  it('write a bearing with three figures, and never 360', () => {
    expect([5, 52.34, 359.97].map(bearingWords)).toEqual(['005.0°', '052.3°', '000.0°']);
  });
});
