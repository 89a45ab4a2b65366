import { MinHeap } from '../heap.ts';
import type { Point } from '../plane.ts';
import { eastEdge, type Lattice, northEdge, spacingMetres } from './lattice.ts';

/** Rivers of a lattice: each cell drains into a neighbour, across the road edge between the two. */
export interface LatticeRivers {
  /** Catchment in square metres of the water that crosses an edge; nothing where no river does. */
  crossing(edge: number): number | undefined;
  /** Rivers as cells from head to mouth; the last cell is of the river it joins. */
  readonly courses: readonly (readonly number[])[];
  catchment(cell: number): number;
  middle(cell: number): Point;
  /** The edge between two cells that lie side by side. */
  edgeBetween(from: number, to: number): number;
}

/** Smaller brooks are not mapped: two and a half cells of the lattice. */
const channelCells = 2.5;

export function makeLatticeRivers(lattice: Lattice): LatticeRivers {
  const side = lattice.size - 1;
  const middle = (cell: number): Point => {
    const column = cell % side;
    const row = (cell - column) / side;
    const corners = [
      lattice.node(column, row),
      lattice.node(column + 1, row),
      lattice.node(column, row + 1),
      lattice.node(column + 1, row + 1),
    ];
    const mean = (pick: (corner: Point) => number): number => corners.reduce((sum, c) => sum + pick(c), 0) / 4;
    return { x: mean((corner) => corner.x), y: mean((corner) => corner.y) };
  };
  const { receivers, order } = drainCells(lattice, side, middle);
  const cells = new Float64Array(side * side).fill(1);
  for (let index = order.length - 1; index >= 0; index--) {
    const cell = order[index] as number;
    const receiver = receivers[cell] as number;
    if (receiver >= 0) cells[receiver] = (cells[receiver] as number) + (cells[cell] as number);
  }
  const edgeBetween = (from: number, to: number): number => {
    const low = Math.min(from, to);
    const column = low % side;
    const row = (low - column) / side;
    return Math.abs(from - to) === 1
      ? northEdge(lattice.size, column + 1, row)
      : eastEdge(lattice.size, column, row + 1);
  };
  const area = spacingMetres * spacingMetres;
  const crossings = new Map<number, number>();
  for (let cell = 0; cell < cells.length; cell++) {
    const receiver = receivers[cell] as number;
    const own = cells[cell] as number;
    if (receiver >= 0 && own >= channelCells) crossings.set(edgeBetween(cell, receiver), own * area);
  }
  return {
    crossing: (edge) => crossings.get(edge),
    courses: listCourses(side, receivers, cells),
    catchment: (cell) => (cells[cell] as number) * area,
    middle,
    edgeBetween,
  };
}

/** Priority flood from the rim over the four neighbours of each cell; rim cells drain out of the map (-1). */
function drainCells(
  lattice: Lattice,
  side: number,
  middle: (cell: number) => Point,
): { readonly receivers: Int32Array; readonly order: Int32Array } {
  const count = side * side;
  const heights = Float64Array.from({ length: count }, (_, cell) => {
    const { x, y } = middle(cell);
    return lattice.height(x, y);
  });
  const receivers = new Int32Array(count).fill(-2);
  const order = new Int32Array(count);
  const heap = new MinHeap(count);
  for (let cell = 0; cell < count; cell++) {
    const column = cell % side;
    const row = (cell - column) / side;
    if (column > 0 && row > 0 && column < side - 1 && row < side - 1) continue;
    receivers[cell] = -1;
    heap.push(cell, heights[cell] as number);
  }
  let popped = 0;
  while (heap.size > 0) {
    const level = heap.peekKey();
    const cell = heap.pop();
    order[popped++] = cell;
    for (const other of [cell - 1, cell + 1, cell - side, cell + side]) {
      if (other < 0 || other >= count || receivers[other] !== -2) continue;
      receivers[other] = cell;
      heap.push(other, Math.max(heights[other] as number, level + 0.01));
    }
  }
  return { receivers, order };
}

function listCourses(side: number, receivers: Int32Array, cells: Float64Array): number[][] {
  const count = side * side;
  const largest = new Int32Array(count).fill(-1);
  for (let cell = 0; cell < count; cell++) {
    const receiver = receivers[cell] as number;
    if (receiver < 0 || (cells[cell] as number) < channelCells) continue;
    const known = largest[receiver] as number;
    if (known < 0 || (cells[cell] as number) > (cells[known] as number)) largest[receiver] = cell;
  }
  const courses: number[][] = [];
  for (let cell = 0; cell < count; cell++) {
    // Heads: channels that no channel runs into. Each is followed down while it is its receiver's largest branch.
    if ((cells[cell] as number) < channelCells || largest[cell] !== -1) continue;
    const course = [cell];
    for (let at = cell; (receivers[at] as number) >= 0; ) {
      const next = receivers[at] as number;
      course.push(next);
      if (largest[next] !== at) break;
      at = next;
    }
    if (course.length > 1) courses.push(course);
  }
  return courses;
}
