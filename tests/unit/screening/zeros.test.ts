import { describe, expect, it } from 'vitest';
import { zerosStandForVoids } from '../../../server/screening/elevation/zeros.ts';

/** 2,048 × 2,048 cells in blocks of 64. */
function raster(at: (column: number, row: number) => number) {
  const side = 64;
  return {
    width: 2048,
    height: 2048,
    blockWidth: side,
    blockHeight: side,
    readBlock: async (blockColumn: number, blockRow: number) =>
      Float32Array.from({ length: side * side }, (_, i) =>
        at(blockColumn * side + (i % side), blockRow * side + Math.floor(i / side)),
      ),
  };
}

describe('zeros of a raster', () => {
  it.each<[string, (column: number, row: number) => number, boolean]>([
    ['are fill around hills', (column) => (column < 900 ? 0 : 400), true],
    ['are fill where all is zero', () => 0, true],
    ['are the sea before low land', (column) => (column < 900 ? 0 : (column - 900) / 5), false],
    ['are the sea where a narrow coast is low', (column) => (column < 900 ? 0 : column < 940 ? 5 : 400), false],
    ['are fill where nothing else is known', (column) => (column < 900 ? 0 : Number.NaN), true],
  ])('%s', async (_, at, expected) => {
    expect(await zerosStandForVoids(raster(at))).toBe(expected);
  });
});
