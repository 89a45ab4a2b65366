import { type Grid, sample } from '../grid.ts';
import type { Point } from '../plane.ts';

/** The terrain's heights along a river, cut down so that they never rise and meet the parent's level at the mouth. */
export function fallingLevels(relief: Grid, points: readonly Point[], mouthLevel: number | undefined): number[] {
  const cut: number[] = [];
  let lowest = Number.POSITIVE_INFINITY;
  for (const point of points) {
    lowest = Math.min(lowest - 0.004, sample(relief, point.x, point.y));
    cut.push(lowest);
  }
  const reach = 9;
  const averaged = cut.map((_, index) => {
    let sum = 0;
    for (let offset = -reach; offset <= reach; offset++) {
      sum += cut[Math.min(cut.length - 1, Math.max(0, index + offset))] as number;
    }
    // Not above the ground: both run downhill, and so does the lower of the two.
    return Math.min(cut[index] as number, sum / (2 * reach + 1));
  });
  if (mouthLevel === undefined) return averaged;
  const last = averaged.length - 1;
  return averaged.map((level, index) => {
    const least = mouthLevel + 0.006 * (last - index);
    // The last 150 m run down to the parent's water.
    const share = Math.max(0, 1 - (last - index) / 10);
    return Math.max(least, level + share * (mouthLevel - (averaged[last] as number)));
  });
}
