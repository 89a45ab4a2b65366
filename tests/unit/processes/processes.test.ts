import fc from 'fast-check';
import type { Position } from 'geojson';
import { describe, expect, test } from 'vitest';
import { boxesAlong } from '../../../server/evacuation/geometry/boxes-along.ts';
import { bufferFeatures } from '../../../server/processes/buffer/compute.ts';
import { distanceFor, readDistances } from '../../../server/processes/buffer/distances.ts';

describe('the boxes along a route', () => {
  const position = fc.tuple(
    fc.double({ min: 110, max: 110.5, noNaN: true }),
    fc.double({ min: 31, max: 31.5, noNaN: true }),
  );
  const line = fc.array(position as fc.Arbitrary<Position>, { minLength: 2, maxLength: 30 });
  const metresPerDegree = 111_195;

  test('hold every place within reach of it', () => {
    const around = fc.record({
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      angle: fc.double({ min: 0, max: 7, noNaN: true }),
    });
    fc.assert(
      fc.property(
        line,
        fc.array(around, { minLength: 1, maxLength: 10 }),
        fc.integer({ min: 1, max: 500 }),
        (positions, places, reach) => {
          const boxes = boxesAlong(positions, reach);
          for (const [index, { share, angle }] of places.entries()) {
            const from = index % (positions.length - 1);
            const [x0 = 0, y0 = 0] = positions[from] ?? [];
            const [x1 = 0, y1 = 0] = positions[from + 1] ?? [];
            const y = y0 + (y1 - y0) * share + (0.99 * reach * Math.sin(angle)) / metresPerDegree;
            const x =
              x0 +
              (x1 - x0) * share +
              (0.99 * reach * Math.cos(angle)) / metresPerDegree / Math.cos((y * Math.PI) / 180);
            const inside = boxes.some(
              ([west, south, east, north]) => x >= west && x <= east && y >= south && y <= north,
            );
            expect(inside).toBe(true);
          }
        },
      ),
    );
  });

  test('are small, however long the segments are', () => {
    fc.assert(
      fc.property(line, (positions) => {
        const margin = (2 * 100) / metresPerDegree / Math.cos((31.6 * Math.PI) / 180);
        for (const [west, south, east, north] of boxesAlong(positions, 100)) {
          expect(Math.max(east - west, north - south)).toBeLessThan(0.0101 + margin);
        }
      }),
    );
    expect(
      boxesAlong(
        [
          [110, 31],
          [111, 32],
        ],
        80,
      ).length,
    ).toBeGreaterThanOrEqual(100);
    expect(
      boxesAlong(
        [
          [110, 31],
          [110, 31],
        ],
        80,
      ),
    ).toHaveLength(1);
  });
});

describe('distances', () => {
  test('a kind’s own comes before the one for all', () => {
    const distances = readDistances(50, { cliff: 20 });
    expect([
      distanceFor(distances, 'cliff'),
      distanceFor(distances, 'near_water'),
      distanceFor(distances, null),
    ]).toEqual([20, 50, 50]);
    expect(distanceFor(readDistances(null, { cliff: 20 }), 'near_water')).toBeUndefined();
  });
});

describe('a buffer', () => {
  const featureAt = (longitude: number, latitude: number) => ({
    geometry: { type: 'Point' as const, coordinates: [longitude, latitude] },
    properties: {},
    id: null,
    collection: null,
  });

  test('of a point is a circle wherever it lies and however wide it is', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -170, max: 170, noNaN: true }),
        fc.double({ min: -70, max: 70, noNaN: true }),
        fc.double({ min: 1, max: 20_000, noNaN: true }),
        (longitude, latitude, metres) => {
          const { features } = bufferFeatures([featureAt(longitude, latitude)], readDistances(metres, null), 'none');
          const truth = Math.PI * metres ** 2;
          // Rounded to a square metre, which at a radius of a metre is a third.
          expect(Math.abs(features[0]?.properties?.area_m2 - truth)).toBeLessThan(0.01 * truth + 0.5);
        },
      ),
      { numRuns: 50 },
    );
  });

  test('dissolved covers at least the largest and at most the sum', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 2, maxLength: 5 }), (offsets) => {
        const source = offsets.map((offset) => featureAt(110 + offset * 1e-5, 31));
        const one = bufferFeatures(source, readDistances(100, null), 'none').features.map(({ properties }) =>
          Number(properties?.area_m2),
        );
        const whole = Number(bufferFeatures(source, readDistances(100, null), 'all').features[0]?.properties?.area_m2);
        expect(whole).toBeGreaterThanOrEqual(Math.max(...one) * 0.999);
        expect(whole).toBeLessThanOrEqual(one.reduce((sum, area) => sum + area, 0) * 1.001);
      }),
      { numRuns: 8 },
    );
  });
});
