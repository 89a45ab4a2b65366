import { booleanPointInPolygon } from '@turf/turf';
import fc from 'fast-check';
import type { Polygon, Position } from 'geojson';
import { describe, expect, it } from 'vitest';
import { labelPoint } from '../../../client/actions/labelPoint.ts';

const box = (west: number, south: number, east: number, north: number): Position[] => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
];

describe('the place of an area’s name', () => {
  it('is in the middle of a box', () => {
    expect(labelPoint({ type: 'Polygon', coordinates: [box(0, 0, 4, 2)] })).toEqual([2, 1]);
  });

  it('is in the largest part', () => {
    const [x = 0] = labelPoint({ type: 'MultiPolygon', coordinates: [[box(0, 0, 1, 1)], [box(10, 0, 14, 3)]] }) ?? [];
    expect(x).toBe(12);
  });

  it('is not in a hole', () => {
    const ring: Polygon = { type: 'Polygon', coordinates: [box(0, 0, 10, 10), box(2, 1, 8, 9).reverse()] };
    const point = labelPoint(ring);
    expect(point && booleanPointInPolygon(point, ring)).toBe(true);
  });

  it('is nowhere for an area without extent', () => {
    expect(labelPoint({ type: 'MultiPolygon', coordinates: [] })).toBeUndefined();
    expect(labelPoint({ type: 'Polygon', coordinates: [box(1, 1, 1, 1)] })).toBeUndefined();
  });

  it('is inside every star-shaped area', () => {
    const radii = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 3, maxLength: 30 });
    fc.assert(
      fc.property(radii, (lengths) => {
        const ring = lengths.map((length, index): Position => {
          const angle = (index / lengths.length) * 2 * Math.PI;
          return [length * Math.cos(angle), length * Math.sin(angle)];
        });
        const area: Polygon = { type: 'Polygon', coordinates: [[...ring, ring[0] ?? []]] };
        const point = labelPoint(area);
        expect(point && booleanPointInPolygon(point, area)).toBe(true);
      }),
    );
  });
});
