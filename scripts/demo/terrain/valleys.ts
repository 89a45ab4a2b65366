import type { Grid } from '../grid.ts';
import { distance } from '../line.ts';
import { fractalNoise, smoothstep } from '../noise.ts';
import type { Point } from '../plane.ts';
import { fallingLevels } from '../water/levels.ts';
import { alongRiver, ReachFinder } from '../water/reach.ts';
import type { River, RiverCourse } from '../water/rivers.ts';

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

export interface Valleys {
  readonly rivers: readonly River[];
  readonly field: RiverField;
}

/**
 * Cuts channels into a relief and widens valley floors, the main river first, so that a tributary finds the floor it
 * runs out on as it is and gets its water levels from that.
 */
export function cutValleys(seed: number, relief: Grid, courses: readonly RiverCourse[]): Valleys {
  const count = relief.values.length;
  const field: RiverField = {
    fromBank: new Float32Array(count).fill(farMetres),
    river: new Int16Array(count).fill(-1),
    level: new Float32Array(count),
    width: new Float32Array(count),
  };
  const openness = fractalNoise(seed, 'valley floors', 1_900, 2);
  const original = relief.values.slice();
  // A river's bed belongs to it: one that joins it later does not dig it deeper.
  const bed = new Uint8Array(count);
  const finder = new ReachFinder(relief);
  const basin = seatBasin(courses);
  const rivers: River[] = [];
  courses.forEach((course, riverIndex) => {
    const parent = course.parent === undefined ? undefined : rivers[course.parent];
    const mouthLevel = course.mouth === undefined ? undefined : parent?.levels[course.mouth];
    const river = { ...course, levels: fallingLevels(relief, course.points, mouthLevel) };
    rivers.push(river);
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
      if (bed[cell]) return;
      const inBed = away <= bedHalfWidth(width, relief.cellMetres);
      if (inBed) bed[cell] = 1;
      const x = relief.originX + (cell % relief.columns) * relief.cellMetres;
      const y = relief.originY + Math.floor(cell / relief.columns) * relief.cellMetres;
      const open = Math.max(
        smoothstep(-0.28, 0.3, openness(x, y)),
        1.9 * smoothstep(1_150, 350, distance({ x, y }, basin)),
      );
      const lowered = valleyHeight(original[cell] as number, away, level, width, open, relief.cellMetres);
      // The bed is as the river makes it; elsewhere it only takes ground away.
      if (inBed || lowered < (relief.values[cell] as number)) relief.values[cell] = lowered;
    });
  });
  return { rivers, field };
}

/** The wide floor that a county's seat stands on: somewhat short of the middle of the main river. */
function seatBasin(courses: readonly RiverCourse[]): Point {
  const main = courses[0];
  if (!main) throw new Error('the terrain has no river');
  return main.points[Math.round(0.44 * main.points.length)] as Point;
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
  if (away <= bedHalfWidth(width, cellMetres)) return level;
  const bank = level + Math.min(3, 0.7 + 0.05 * width) * smoothstep(0, 6 + 0.1 * width, away - halfWidth);
  const floor = halfWidth + 4 + (8 + 3.6 * width) * open;
  const wall = smoothstep(0.3 * floor, 1.9 * floor + 30, away);
  return bank + (Math.max(hill, bank) - bank) * (0.045 + 0.955 * wall);
}

/** A bed is at least a cell wide, so that no cell on the river's line stands above the water. */
function bedHalfWidth(width: number, cellMetres: number): number {
  return Math.max(width / 2, 0.75 * cellMetres);
}
