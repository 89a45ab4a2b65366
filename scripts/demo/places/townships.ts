import { type Lattice, latticeOver, nearestNode, sample } from '../grid.ts';
import { MinHeap } from '../heap.ts';
import type { Land } from '../land.ts';
import type { Point } from '../plane.ts';
import { heightMetres, widthMetres } from '../terrain/region.ts';
import { borderBandMetres, type CountyShape } from './boundary.ts';

export interface Townships {
  /** Closed counter-clockwise outline of each township, in the order of the seats. */
  readonly outlines: readonly (readonly Point[])[];
  /** Index of the township at a place; the nearest one for a place outside the county. */
  at(place: Point): number;
}

const cellMetres = 100;

/**
 * Divides the county among its seats by the effort of walking there, so that borders come to lie on ridges. Outlines
 * share every vertex along a common border: there are no gaps and no overlaps.
 */
export function divideTownships(land: Land, shape: CountyShape, seats: readonly Point[]): Townships {
  const lattice = latticeOver(
    cellMetres / 2,
    cellMetres / 2,
    widthMetres - cellMetres / 2,
    heightMetres - cellMetres / 2,
    cellMetres,
  );
  const heights = heightsOf(land, lattice);
  const seatCells = seats.map((seat) => [nearestNode(lattice, seat.x, seat.y)]);
  const labels = spread(lattice, heights, seatCells);
  // The county's border too lies on ridges: what is surely inside grows towards what is surely outside.
  const inner: number[] = [];
  const outer: number[] = [];
  for (let cell = 0; cell < labels.length; cell++) {
    const depth = shape(cellPoint(lattice, cell));
    if (depth > borderBandMetres) inner.push(cell);
    if (depth < -borderBandMetres) outer.push(cell);
  }
  const membership = spread(lattice, heights, [inner, outer]);
  const clipped = labels.map((label, cell) => (membership[cell] === 0 ? label : -1));
  unpinch(lattice, clipped);
  return {
    outlines: trace(lattice, clipped, seats.length),
    at: (place) => labels[nearestNode(lattice, place.x, place.y)] as number,
  };
}

function cellPoint(lattice: Lattice, cell: number): Point {
  const column = cell % lattice.columns;
  const row = (cell - column) / lattice.columns;
  return { x: lattice.originX + column * cellMetres, y: lattice.originY + row * cellMetres };
}

function heightsOf(land: Land, lattice: Lattice): Float32Array {
  return Float32Array.from({ length: lattice.columns * lattice.rows }, (_, cell) => {
    const { x, y } = cellPoint(lattice, cell);
    return sample(land.height, x, y);
  });
}

/** Which group of cells reaches each cell with the least effort, climbing being dear. */
function spread(lattice: Lattice, heights: Float32Array, groups: readonly (readonly number[])[]): Int16Array {
  const count = lattice.columns * lattice.rows;
  const labels = new Int16Array(count).fill(-1);
  const cost = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  const heap = new MinHeap(count);
  groups.forEach((cells, index) => {
    for (const cell of cells) {
      labels[cell] = index;
      cost[cell] = 0;
      heap.push(cell, 0);
    }
  });
  const done = new Uint8Array(count);
  while (heap.size > 0) {
    const cell = heap.pop();
    if (done[cell]) continue;
    done[cell] = 1;
    for (const other of neighbours(lattice, cell)) {
      const climb = Math.abs((heights[other] as number) - (heights[cell] as number));
      const next = (cost[cell] as number) + cellMetres + 14 * climb;
      if (next >= (cost[other] as number)) continue;
      cost[other] = next;
      labels[other] = labels[cell] as number;
      heap.push(other, next);
    }
  }
  return labels;
}

/**
 * Where an area meets itself only at the corner of two cells its outline would touch itself: one of the other two cells
 * is given to it, until there is no such corner.
 */
function unpinch(lattice: Lattice, labels: Int16Array): void {
  const { columns, rows } = lattice;
  for (let changed = true; changed; ) {
    changed = false;
    for (let row = 0; row + 1 < rows; row++) {
      for (let column = 0; column + 1 < columns; column++) {
        const at = row * columns + column;
        const southWest = labels[at] as number;
        const southEast = labels[at + 1] as number;
        const northWest = labels[at + columns] as number;
        const northEast = labels[at + columns + 1] as number;
        if (southWest === northEast && southWest !== southEast && southWest !== northWest) {
          // Always towards the higher number, so that two areas cannot hand a cell to and fro.
          labels[southWest > southEast ? at + 1 : at] = Math.max(southWest, southEast);
          changed = true;
        } else if (southEast === northWest && southEast !== southWest && southEast !== northEast) {
          labels[southEast > southWest ? at : at + 1] = Math.max(southEast, southWest);
          changed = true;
        }
      }
    }
  }
}

function neighbours(lattice: Lattice, cell: number): number[] {
  const column = cell % lattice.columns;
  const row = (cell - column) / lattice.columns;
  const list: number[] = [];
  if (column > 0) list.push(cell - 1);
  if (column + 1 < lattice.columns) list.push(cell + 1);
  if (row > 0) list.push(cell - lattice.columns);
  if (row + 1 < lattice.rows) list.push(cell + lattice.columns);
  return list;
}

/** Corners of cells, numbered on a lattice one larger each way. */
function trace(lattice: Lattice, labels: Int16Array, count: number): Point[][] {
  const corners = lattice.columns + 1;
  const labelAt = (column: number, row: number): number =>
    column < 0 || row < 0 || column >= lattice.columns || row >= lattice.rows
      ? -1
      : (labels[row * lattice.columns + column] as number);
  const links = new Map<number, Set<number>>();
  const borders: Map<number, number[]>[] = Array.from({ length: count }, () => new Map());
  const link = (label: number, from: number, to: number): void => {
    if (label < 0) return;
    const list = borders[label]?.get(from);
    if (list) list.push(to);
    else borders[label]?.set(from, [to]);
    for (const [a, b] of [
      [from, to],
      [to, from],
    ] as const) {
      const set = links.get(a);
      if (set) set.add(b);
      else links.set(a, new Set([b]));
    }
  };
  for (let row = 0; row <= lattice.rows; row++) {
    for (let column = 0; column <= lattice.columns; column++) {
      const corner = row * corners + column;
      const here = labelAt(column, row);
      const west = labelAt(column - 1, row);
      const south = labelAt(column, row - 1);
      if (here !== south) {
        link(here, corner, corner + 1);
        link(south, corner + 1, corner);
      }
      if (here !== west) {
        link(here, corner + corners, corner);
        link(west, corner, corner + corners);
      }
    }
  }
  const places = smoothCorners(links, corners);
  return borders.map((border) => longestRing(border).map((corner) => places.get(corner) as Point));
}

/** Moves the corners between two areas towards their neighbours; corners where three meet stay. */
function smoothCorners(links: ReadonlyMap<number, ReadonlySet<number>>, corners: number): Map<number, Point> {
  let places = new Map<number, Point>();
  for (const corner of links.keys()) {
    const column = corner % corners;
    places.set(corner, { x: column * cellMetres, y: ((corner - column) / corners) * cellMetres });
  }
  for (let pass = 0; pass < 8; pass++) {
    const moved = new Map<number, Point>();
    for (const [corner, place] of places) {
      const [a, b, third] = [...(links.get(corner) ?? [])].map((other) => places.get(other) as Point);
      if (!a || !b || third) moved.set(corner, place);
      else moved.set(corner, { x: (a.x + 2 * place.x + b.x) / 4, y: (a.y + 2 * place.y + b.y) / 4 });
    }
    places = moved;
  }
  return places;
}

/** Links directed edges into rings and keeps the longest; a township is one piece. */
function longestRing(border: Map<number, number[]>): number[] {
  let longest: number[] = [];
  for (const start of border.keys()) {
    const ring: number[] = [];
    let corner: number | undefined = start;
    while (corner !== undefined) {
      ring.push(corner);
      const next: number | undefined = border.get(corner)?.pop();
      if (next === start) {
        ring.push(start);
        break;
      }
      corner = next;
    }
    if (ring.length > longest.length && ring.length > 3) longest = ring;
  }
  return longest;
}
