import { halve } from './pyramid.ts';

/**
 * Gives every void of a square picture of heights a value that runs smoothly on from the heights around it: means of
 * ever larger neighbourhoods, interpolated (pull and push). For drawing only. The picture formats of terrain know no
 * void; 0 m in its place would draw a cliff around each hole, and a constant a step.
 *
 * @param heights of side × side, NaN where void, changed in place; with at least one height
 * @param side a power of two
 */
export function fillVoids(heights: Float32Array, side: number): void {
  if (side === 1 || !heights.some(Number.isNaN)) return;
  const half = side / 2;
  const coarser = halve(heights, half, half);
  fillVoids(coarser, half);
  const at = (x: number, y: number): number =>
    coarser[Math.min(half - 1, Math.max(0, y)) * half + Math.min(half - 1, Math.max(0, x))] ?? 0;
  for (let y = 0; y < side; y++) {
    // Centres of fine cells lie a quarter to either side of the coarse ones'.
    const nearY = y >> 1;
    const farY = nearY + (y % 2 === 0 ? -1 : 1);
    for (let x = 0; x < side; x++) {
      if (!Number.isNaN(heights[y * side + x])) continue;
      const nearX = x >> 1;
      const farX = nearX + (x % 2 === 0 ? -1 : 1);
      heights[y * side + x] = (9 * at(nearX, nearY) + 3 * at(farX, nearY) + 3 * at(nearX, farY) + at(farX, farY)) / 16;
    }
  }
}
