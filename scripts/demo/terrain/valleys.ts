import type { Grid } from '../grid.ts';
import { fractalNoise, smoothstep } from '../noise.ts';
import { alongRiver, ReachFinder } from '../water/reach.ts';
import type { River } from '../water/rivers.ts';

/** What every cell of the terrain knows of the river nearest to it, by distance from the bank. */
export interface RiverField {
  /** Metres from the bank, negative in the water; `farMetres` where no river is near. */
  readonly fromBank: Float32Array;
  /** Index of the river, -1 where none is near. */
  readonly river: Int16Array;
  /** Water level of the nearest place of the river. */
  readonly level: Float32Array;
  /** Width of the channel there. */
  readonly width: Float32Array;
}

export const farMetres = 10_000;

/** Cuts channels into a relief and widens valley floors; gives back which river each cell belongs to. */
export function cutValleys(seed: number, relief: Grid, rivers: readonly River[]): RiverField {
  const count = relief.values.length;
  const field: RiverField = {
    fromBank: new Float32Array(count).fill(farMetres),
    river: new Int16Array(count).fill(-1),
    level: new Float32Array(count),
    width: new Float32Array(count),
  };
  const openness = fractalNoise(seed, 'valley floors', 1_900, 2);
  const original = relief.values.slice();
  const finder = new ReachFinder(relief);
  rivers.forEach((river, riverIndex) => {
    const reach = finder.of(river);
    reach.cells.forEach((cell, index) => {
      const away = reach.away[index] as number;
      const station = reach.station[index] as number;
      const level = alongRiver(river.levels, station);
      const width = alongRiver(river.widthsMetres, station);
      const fromBank = away - width / 2;
      if (fromBank < (field.fromBank[cell] as number)) {
        field.fromBank[cell] = fromBank;
        field.river[cell] = riverIndex;
        field.level[cell] = level;
        field.width[cell] = width;
      }
      const x = relief.originX + (cell % relief.columns) * relief.cellMetres;
      const y = relief.originY + Math.floor(cell / relief.columns) * relief.cellMetres;
      const open = smoothstep(-0.28, 0.3, openness(x, y));
      const lowered = valleyHeight(original[cell] as number, away, level, width, open, relief.cellMetres);
      if (lowered < (relief.values[cell] as number)) relief.values[cell] = lowered;
    });
  });
  return field;
}

/** Height of a valley's ground at a distance from the axis of its river. */
function valleyHeight(
  hill: number,
  away: number,
  level: number,
  width: number,
  open: number,
  cellMetres: number,
): number {
  const halfWidth = width / 2;
  // The bed is at least a cell wide, so that no cell on the river's line stands above the water.
  if (away <= Math.max(halfWidth, 0.75 * cellMetres)) return level;
  const bank = level + Math.min(3, 0.7 + 0.05 * width) * smoothstep(0, 6 + 0.1 * width, away - halfWidth);
  const floor = halfWidth + 4 + (8 + 3.6 * width) * open;
  const wall = smoothstep(0.3 * floor, 1.9 * floor + 30, away);
  return bank + (Math.max(hill, bank) - bank) * (0.045 + 0.955 * wall);
}
