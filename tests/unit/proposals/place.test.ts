import fc from 'fast-check';
import type { Position } from 'geojson';
import { describe, expect, test } from 'vitest';
import { placesOn } from '../../../server/proposals/follow-line.ts';
import { cutRoad, metresAlong } from '../../../server/proposals/place.ts';
import { at } from '../../service/support/features.ts';

/** A winding road of about 1 km that never comes near itself. */
const road: Position[] = Array.from({ length: 51 }, (_, i) => at(20 * i, 60 * Math.sin(i / 6)));
const length = metresAlong(road).at(-1) ?? 0;

describe.each([false, true])('with the road drawn the other way: %s', (reversed) => {
  test('a part that is cut from a road lies on it where it was cut, as long as it was cut', () => {
    const drawn = reversed ? road.toReversed() : road;
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: length - 1, noNaN: true }),
        fc.double({ min: 1, max: 400, noNaN: true }),
        (from, span) => {
          const to = Math.min(length, from + span);
          const part = cutRoad(road, { from, to });
          expect(metresAlong(part).at(-1)).toBeCloseTo(to - from, 2);
          const placed = placesOn(drawn).whole(part, 50);
          expect(placed?.reversed).toBe(reversed);
          expect(placed?.from).toBeCloseTo(reversed ? length - to : from, 2);
          expect(placed?.to).toBeCloseTo(reversed ? length - from : to, 2);
          expect(placed?.offset).toBeLessThan(0.01);
        },
      ),
    );
  });
});

test('the whole road is cut as it is', () => {
  const whole = cutRoad(road, { from: 0, to: length });
  expect(whole).toHaveLength(road.length);
  expect(metresAlong(whole).at(-1)).toBeCloseTo(length, 2);
});

test('how far a line lies beside the road is its offset', () => {
  const straight = [at(0, 0), at(500, 0)];
  const placed = placesOn(straight).whole([at(100, 7), at(150, 12), at(200, 7)], 50);
  expect(placed?.from).toBeCloseTo(100, 0);
  expect(placed?.to).toBeCloseTo(200, 0);
  expect(placed?.offset).toBeCloseTo(12, 1);
});

test('a line out of reach, or without length, has no place', () => {
  expect(placesOn([]).whole([at(0, 0)], 50)).toBeUndefined();
  expect(placesOn(road).whole([], 50)).toBeUndefined();
  expect(placesOn(road).whole([at(0, 60), at(100, 60)], 50)).toBeUndefined();
});

test('a spot has a place, but no direction', () => {
  const placed = placesOn([at(0, 0), at(500, 0)]).whole([at(100, 1), at(100, 1)], 50);
  expect(placed).toMatchObject({ from: expect.closeTo(100, 0), to: expect.closeTo(100, 0), reversed: undefined });
});

test('a line on one leg of a hairpin stays on it, though its ends come nearer to the other', () => {
  // Two legs ten metres apart; the road has been redrawn six metres to the north since.
  const hairpin = [at(0, 0), at(300, 0), at(305, 5), at(300, 10), at(0, 10)];
  const placed = placesOn(hairpin).whole([at(50, -6), at(290, -6), at(300, -6), at(311, 5), at(300, 16)], 50);
  expect(placed).toMatchObject({ from: expect.closeTo(50, 0), reversed: false });
  const lower = placesOn(hairpin).whole([at(200, 4), at(190, 7), at(60, 7), at(50, 4)], 50);
  expect(lower?.reversed).toBe(false);
  expect(lower?.from).toBeGreaterThan(400);
});

test('a road that crosses the line, or only meets it, follows no part of it', () => {
  const line = [at(0, 0), at(500, 0)];
  expect(placesOn([at(200, -100), at(200, 100)]).parts(line, 5)).toEqual([]);
  expect(placesOn([at(200, 0), at(200, 100)]).parts(line, 5)).toEqual([]);
});

test('each piece of a road that was split follows its part of the line', () => {
  const line = [at(0, 0), at(500, 0)];
  const [part, ...more] = placesOn([at(500, 0), at(180, 0)]).parts(line, 5);
  expect(more).toEqual([]);
  expect(part).toMatchObject({ from: 0, to: expect.closeTo(320, -1), reversed: true });
  expect(part?.lineTo).toBeCloseTo(500, -1);
});
