import fc from 'fast-check';
import type { Position } from 'geojson';
import { expect, test } from 'vitest';
import { cutRoad, metresAlong, placeOn } from '../../../server/proposals/place.ts';
import { at } from '../../service/support/features.ts';

/** A winding road of about 1 km that never comes near itself. */
const road: Position[] = Array.from({ length: 51 }, (_, i) => at(20 * i, 60 * Math.sin(i / 6)));
const length = metresAlong(road).at(-1) ?? 0;

test('a part that is cut from a road lies on it where it was cut, as long as it was cut', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: length - 1, noNaN: true }),
      fc.double({ min: 1, max: 400, noNaN: true }),
      (from, span) => {
        const to = Math.min(length, from + span);
        const part = cutRoad(road, { from, to });
        expect(metresAlong(part).at(-1)).toBeCloseTo(to - from, 2);
        const placed = placeOn(road, part);
        expect(placed?.from).toBeCloseTo(from, 2);
        expect(placed?.to).toBeCloseTo(to, 2);
        expect(placed?.offset).toBeLessThan(0.01);
      },
    ),
  );
});

test('the whole road is cut as it is', () => {
  const whole = cutRoad(road, { from: 0, to: length });
  expect(whole).toHaveLength(road.length);
  expect(metresAlong(whole).at(-1)).toBeCloseTo(length, 2);
});

test('how far a line lies beside the road is its offset', () => {
  const straight = [at(0, 0), at(500, 0)];
  const placed = placeOn(straight, [at(100, 7), at(150, 12), at(200, 7)]);
  expect(placed?.from).toBeCloseTo(100, 0);
  expect(placed?.to).toBeCloseTo(200, 0);
  expect(placed?.offset).toBeCloseTo(12, 1);
});

test('a line of no length has no place', () => {
  expect(placeOn([], [at(0, 0)])).toBeUndefined();
  expect(placeOn(road, [])).toBeUndefined();
});
