import { type Grid, makeGrid } from '../grid.ts';
import { stations } from '../line.ts';
import type { Point } from '../plane.ts';
import type { River } from '../water/rivers.ts';
import { demCellMetres, heightMetres, rimMetres, widthMetres } from './region.ts';
import { farMetres, type RiverField } from './valleys.ts';

const columns = widthMetres / demCellMetres;
const rows = heightMetres / demCellMetres;

/** The county's window of a terrain that was made with a rim. */
export function cropGrid(grid: Grid): Grid {
  const cropped = makeGrid({
    columns,
    rows,
    originX: demCellMetres / 2,
    originY: demCellMetres / 2,
    cellMetres: demCellMetres,
  });
  cropped.values.set(window(grid.values, grid.columns));
  return cropped;
}

/** @param rivers as cropped: cells of a river that is not in the window know no river */
export function cropField(field: RiverField, fromColumns: number, rivers: readonly River[]): RiverField {
  const cropped = {
    fromBank: window(field.fromBank, fromColumns),
    river: window(field.river, fromColumns),
    level: window(field.level, fromColumns),
    width: window(field.width, fromColumns),
  };
  cropped.river.forEach((river, cell) => {
    if (river < 0 || (rivers[river] as River).points.length > 1) return;
    cropped.river[cell] = -1;
    cropped.fromBank[cell] = farMetres;
    cropped.width[cell] = 0;
  });
  return cropped;
}

function window<T extends Float32Array | Int16Array>(values: T, fromColumns: number): T {
  const rim = rimMetres / demCellMetres;
  const cropped = values.slice(0, columns * rows) as T;
  for (let row = 0; row < rows; row++) {
    const start = (row + rim) * fromColumns + rim;
    cropped.set(values.subarray(start, start + columns), row * columns);
  }
  return cropped;
}

/**
 * The rivers' parts within the window, in the same order, with indices kept: a river wholly outside becomes empty, so
 * that a field of river indices stays true.
 */
export function cropRivers(rivers: readonly River[]): River[] {
  return rivers.map((river) => {
    const [start, last] = longestRun(river.points.map(within));
    const points = river.points.slice(start, last);
    return {
      points,
      along: stations(points),
      levels: river.levels.slice(start, last),
      catchmentsSquareMetres: river.catchmentsSquareMetres.slice(start, last),
      widthsMetres: river.widthsMetres.slice(start, last),
      order: river.order,
      parent: last === river.points.length ? river.parent : undefined,
      mouth: undefined,
    };
  });
}

/** Start and end (not included) of the longest run of true. */
function longestRun(flags: readonly boolean[]): [number, number] {
  let best: [number, number] = [0, 0];
  let start = 0;
  flags.forEach((flag, index) => {
    if (!flag) start = index + 1;
    else if (index + 1 - start > best[1] - best[0]) best = [start, index + 1];
  });
  return best;
}

function within(point: Point): boolean {
  return point.x >= 0 && point.x <= widthMetres && point.y >= 0 && point.y <= heightMetres;
}
