import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseTileAddress, tileBounds } from '../../../server/tiles/address.ts';

const address = fc
  .integer({ min: 0, max: 22 })
  .chain((z) => fc.record({ z: fc.constant(z), x: fc.nat({ max: 2 ** z - 1 }), y: fc.nat({ max: 2 ** z - 1 }) }));

describe('tile addresses', () => {
  test('neighbours share their edge, and the four children fill the parent', () => {
    fc.assert(
      fc.property(address, ({ z, x, y }) => {
        const [west, south, east, north] = tileBounds({ z, x, y });
        expect(tileBounds({ z, x: x + 1, y })[0]).toBe(east);
        expect(tileBounds({ z, x, y: y + 1 })[3]).toBe(south);
        const first = tileBounds({ z: z + 1, x: 2 * x, y: 2 * y });
        const last = tileBounds({ z: z + 1, x: 2 * x + 1, y: 2 * y + 1 });
        expect([first[0], last[1], last[2], first[3]]).toEqual([west, south, east, north]);
      }),
    );
  });

  test('the margin widens each side by its part of the width', () => {
    fc.assert(
      fc.property(address, fc.double({ min: 0.001, max: 0.5, noNaN: true }), (tile, margin) => {
        const [west, , east] = tileBounds(tile);
        const [widerWest, , widerEast] = tileBounds(tile, margin);
        expect(widerWest).toBeCloseTo(west - margin * (east - west), 9);
        expect(widerEast).toBeCloseTo(east + margin * (east - west), 9);
      }),
    );
  });

  test('the world is 360° wide and ends at 85.0511° north', () => {
    const [west, south, east, north] = tileBounds({ z: 0, x: 0, y: 0 });
    expect([west, east]).toEqual([-180, 180]);
    expect(north).toBeCloseTo(85.051129, 6);
    expect(south).toBeCloseTo(-85.051129, 6);
  });

  test('what is written is read', () => {
    fc.assert(
      fc.property(address, ({ z, x, y }) => {
        expect(parseTileAddress(String(z), String(x), String(y))).toEqual({ z, x, y });
      }),
    );
  });

  test.each([
    ['', '0', '0'],
    ['1', ' 1', '0'],
    ['1', '0x1', '0'],
    ['1', '0', '+1'],
    ['1', '0', '1e0'],
    ['1', '0', '{y}'],
    ['NaN', '0', '0'],
  ])('%j/%j/%j is no address', (z, x, y) => {
    expect(() => parseTileAddress(z, x, y)).toThrow(expect.objectContaining({ code: 'invalid_parameter' }));
  });

  test.each([
    ['1', '2', '0'],
    ['1', '0', '2'],
    ['31', '0', '0'],
    ['0', '0', '4294967296'],
  ])('%s/%s/%s lies outside the pyramid', (z, x, y) => {
    expect(() => parseTileAddress(z, x, y)).toThrow(expect.objectContaining({ code: 'unknown_tile' }));
  });
});
