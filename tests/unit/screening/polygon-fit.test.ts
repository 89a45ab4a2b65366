import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitPolygon } from '../../../server/screening/slopes/polygon-fit.ts';

describe('a road as a line with corners', () => {
  const grade = fc.double({ min: -1, max: 1, noNaN: true });
  const stretches = fc.array(fc.record({ samples: fc.integer({ min: 12, max: 40 }), grade }), {
    minLength: 1,
    maxLength: 6,
  });

  it('passes through heights that are one, wherever its corners were guessed to be', () => {
    fc.assert(
      fc.property(stretches, fc.integer({ min: -3, max: 3 }), (given, shift) => {
        // A corner where the grade hardly changes lies nowhere in particular.
        const parts = given.map((part, i) => ({
          ...part,
          grade: (i % 2 === 0 ? 1 : -1) * (0.3 + Math.abs(part.grade)),
        }));
        const z = [500];
        const corners = [0];
        for (const { samples, grade: rise } of parts) {
          for (let i = 0; i < samples; i += 1) z.push((z.at(-1) ?? 0) + rise);
          corners.push(z.length - 1);
        }
        const guess = corners.map((corner, i) => (i > 0 && i < corners.length - 1 ? corner + shift : corner));
        const { knots, heights } = fitPolygon(Float64Array.from(z), guess, 5);
        expect([...knots]).toEqual(corners);
        for (const [j, knot] of knots.entries()) expect(heights[j]).toBeCloseTo(z[knot] ?? 0, 6);
      }),
      { numRuns: 200, seed: 3 },
    );
  });
});
