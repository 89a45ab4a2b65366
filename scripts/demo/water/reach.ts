import { clamp, type Lattice } from '../grid.ts';
import { projectedFraction } from '../line.ts';
import type { Point } from '../plane.ts';
import type { RiverCourse } from './rivers.ts';

/** Cells near a river: how far from its axis, and where along it (in vertices, with fraction) the nearest place is. */
export interface Reach {
  readonly cells: readonly number[];
  readonly away: Float32Array;
  readonly station: Float32Array;
}

const farMetres = 1e6;

/** A river of this width is known to cells this far from its axis: as far as its flood or its valley floor may go. */
export function reachMetres(widthMetres: number): number {
  return Math.min(760, 70 + 14 * widthMetres);
}

/** Measures rivers on a lattice one after another, with its working space kept between them. */
export class ReachFinder {
  readonly #lattice: Lattice;
  readonly #away: Float32Array;
  readonly #station: Float32Array;

  constructor(lattice: Lattice) {
    this.#lattice = lattice;
    this.#away = new Float32Array(lattice.columns * lattice.rows).fill(farMetres);
    this.#station = new Float32Array(lattice.columns * lattice.rows);
  }

  of(river: RiverCourse): Reach {
    const cells: number[] = [];
    for (let index = 0; index + 1 < river.points.length; index++) this.#measure(river, index, cells);
    const away = new Float32Array(cells.length);
    const station = new Float32Array(cells.length);
    cells.forEach((cell, index) => {
      away[index] = this.#away[cell] as number;
      station[index] = this.#station[cell] as number;
      this.#away[cell] = farMetres;
    });
    return { cells, away, station };
  }

  #measure(river: RiverCourse, index: number, cells: number[]): void {
    const { columns, rows, cellMetres, originX, originY } = this.#lattice;
    const a = river.points[index] as Point;
    const b = river.points[index + 1] as Point;
    const reach = reachMetres(river.widthsMetres[index] as number);
    const column = (x: number): number => clamp(Math.round((x - originX) / cellMetres), 0, columns - 1);
    const row = (y: number): number => clamp(Math.round((y - originY) / cellMetres), 0, rows - 1);
    const east = column(Math.max(a.x, b.x) + reach);
    const north = row(Math.max(a.y, b.y) + reach);
    for (let j = row(Math.min(a.y, b.y) - reach); j <= north; j++) {
      const y = originY + j * cellMetres;
      for (let i = column(Math.min(a.x, b.x) - reach); i <= east; i++) {
        const x = originX + i * cellMetres;
        const fraction = projectedFraction(a, b, { x, y });
        const dx = a.x + (b.x - a.x) * fraction - x;
        const dy = a.y + (b.y - a.y) * fraction - y;
        const away = Math.sqrt(dx * dx + dy * dy);
        const cell = j * columns + i;
        const known = this.#away[cell] as number;
        if (away > reach || away >= known) continue;
        if (known === farMetres) cells.push(cell);
        this.#away[cell] = away;
        this.#station[cell] = index + fraction;
      }
    }
  }
}

/** A value that runs along a river's vertices, at a station. */
export function alongRiver(values: readonly number[], station: number): number {
  const index = Math.max(0, Math.min(values.length - 2, Math.floor(station)));
  const from = values[index] as number;
  const to = values[index + 1] ?? from;
  return from + (to - from) * (station - index);
}
