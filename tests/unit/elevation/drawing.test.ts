import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeBlockCache, readWindow } from '../../../server/elevation/block-cache.ts';
import { halve, levelForPixel, toLevel } from '../../../server/elevation/pyramid.ts';
import { encodeTerrarium, heightStep } from '../../../server/elevation/terrarium.ts';
import { fillVoids } from '../../../server/elevation/void-fill.ts';

describe('terrarium', () => {
  test('what is written is read back to half a step', () => {
    fc.assert(
      fc.property(
        fc.float({ min: -500, max: 9000, noNaN: true }),
        fc.double({ min: 0.2, max: 100_000, noNaN: true }),
        (height, pixelMetres) => {
          const step = heightStep(pixelMetres);
          const [red = 0, green = 0, blue = 0] = encodeTerrarium(Float32Array.of(height), step);
          expect(Math.abs(red * 256 + green + blue / 256 - 32_768 - height)).toBeLessThanOrEqual(step / 2);
          // What is rounded away is a slope of less than half a per cent, except where a byte holds no less.
          expect(step <= pixelMetres / 256 || step === 1 / 256).toBe(true);
          expect(step).toBeLessThanOrEqual(1);
        },
      ),
    );
  });
});

describe('voids, for drawing', () => {
  test('are filled within the range of what is there, which stays as it is', () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.integer({ min: -100, max: 5000 }), { nil: undefined }), { minLength: 64, maxLength: 64 }),
        (cells) => {
          fc.pre(cells.some((value) => value !== undefined));
          const heights = Float32Array.from(cells, (value) => value ?? Number.NaN);
          fillVoids(heights, 8);
          const known = cells.filter((value) => value !== undefined);
          for (const [index, value] of cells.entries()) {
            if (value !== undefined) expect(heights[index]).toBe(value);
            expect(heights[index]).toBeGreaterThanOrEqual(Math.min(...known) - 0.01);
            expect(heights[index]).toBeLessThanOrEqual(Math.max(...known) + 0.01);
          }
        },
      ),
    );
  });

  test('a hole in a plain is plain', () => {
    const heights = new Float32Array(256).fill(812);
    heights.fill(Number.NaN, 100, 140);
    fillVoids(heights, 16);
    expect([...heights]).toEqual(Array(256).fill(812));
  });
});

describe('coarser levels', () => {
  test('a cell is the mean of those of its four that have a height', () => {
    const _ = Number.NaN;
    const source = Float32Array.from([1, 2, 5, _, 3, 6, 7, _, _, _, 9, 9, _, _, 9, 9]);
    expect([...halve(source, 2, 2)]).toEqual([3, 6, Number.NaN, 9]);
  });

  test('a pixel is drawn from cells no larger than it and more than half as large', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.5, max: 10_000, noNaN: true }),
        fc.double({ min: 0.5, max: 100, noNaN: true }),
        (pixel, cell) => {
          const drawn = cell * 2 ** levelForPixel(pixel, cell);
          expect(drawn <= pixel * 1.0001 || drawn === cell).toBe(true);
          expect(drawn).toBeGreaterThan(Math.min(pixel, cell) / 2);
        },
      ),
    );
  });

  test('the middle of four cells is the centre of the cell made of them', () => {
    expect(toLevel(0.5, 1)).toBe(0);
    expect(toLevel(1.5, 2)).toBe(0);
    expect(toLevel(6.5, 1)).toBe(3);
  });
});

describe('blocks', () => {
  const grid = {
    width: 23,
    height: 17,
    blockWidth: 8,
    blockHeight: 5,
    block: async (column: number, row: number) => {
      const width = Math.min(8, 23 - column * 8);
      const height = Math.min(5, 17 - row * 5);
      return Float32Array.from(
        { length: width * height },
        (_, i) => (row * 5 + Math.floor(i / width)) * 100 + column * 8 + (i % width),
      );
    },
  };

  test('any rectangle is put together from them, void beyond the grid', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: -10, max: 30 }),
        fc.integer({ min: -10, max: 30 }),
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 1, max: 30 }),
        async (left, top, width, height) => {
          const { heights } = await readWindow(grid, left, top, width, height);
          for (let y = 0; y < height; y++) {
            for (let x = 0; x < width; x++) {
              const column = left + x;
              const row = top + y;
              const inside = column >= 0 && row >= 0 && column < 23 && row < 17;
              expect(heights[y * width + x]).toBe(inside ? row * 100 + column : Number.NaN);
            }
          }
        },
      ),
    );
  });

  test('the cache keeps what fits, lets go of what was used longest ago, and makes each once', async () => {
    const made: string[] = [];
    const cache = makeBlockCache(1000);
    const get = (key: string) =>
      cache.get(key, async () => {
        made.push(key);
        return new Float32Array(100);
      });
    await Promise.all([get('a'), get('a')]);
    await get('b');
    await get('a');
    await get('c');
    expect(made).toEqual(['a', 'b', 'c']);
    expect(cache.peek('a')).toBeDefined();
    expect(cache.peek('b')).toBeUndefined();
    await get('b');
    expect(made).toEqual(['a', 'b', 'c', 'b']);
  });

  test('a block that cannot be made is tried again the next time', async () => {
    const cache = makeBlockCache(1000);
    await expect(cache.get('a', () => Promise.reject(new Error('disk')))).rejects.toThrow('disk');
    expect(await cache.get('a', async () => new Float32Array(1))).toHaveLength(1);
  });
});
