import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { projectionOf } from '../../../server/elevation/projection.ts';

const utm = Array.from({ length: 60 }, (_, index) => [32_601 + index, 32_701 + index]).flat();
const gaussKruger = Array.from({ length: 4554 - 4491 + 1 }, (_, index) => 4491 + index);
const codes = [4326, 4490, 4258, 3857, 3763, ...gaussKruger, ...utm];

describe('coordinate systems of elevation models', () => {
  test('there and back again is the same place', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...codes),
        fc.double({ min: -2.9, max: 2.9, noNaN: true }),
        fc.double({ min: 1, max: 60, noNaN: true }),
        (code, east, latitude) => {
          const system = projectionOf(code);
          if (system === undefined) throw new Error(`EPSG:${code} is not known`);
          const [middle] = system.inverse(...centre(code));
          const there = system.forward(middle + east, latitude);
          const [longitude, back] = system.inverse(...there);
          expect(longitude).toBeCloseTo(middle + east, 7);
          expect(back).toBeCloseTo(latitude, 7);
        },
      ),
    );
  });

  test.each([2056, 4325, 4489, 4555, 32_600, 32_661, 32_761, 0, 32_767])('EPSG:%i is not guessed', (code) => {
    expect(projectionOf(code)).toBeUndefined();
  });
});

/** Somewhere on the central meridian. */
function centre(code: number): [number, number] {
  if (code >= 4513 && code <= 4533) return [(code - 4513 + 25) * 1_000_000 + 500_000, 3_000_000];
  if (code >= 4491 && code <= 4501) return [(code - 4491 + 13) * 1_000_000 + 500_000, 3_000_000];
  if ([4326, 4490, 4258].includes(code)) return [110, 30];
  if (code === 3857 || code === 3763) return [0, 0];
  return [500_000, 3_000_000];
}
