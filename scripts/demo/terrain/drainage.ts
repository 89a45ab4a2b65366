import type { Grid, Lattice } from '../grid.ts';
import { MinHeap } from '../heap.ts';

/** Where the water of every node runs. */
export interface Drainage extends Lattice {
  /** The neighbour each node drains to; an outlet drains to itself. */
  readonly receivers: Int32Array;
  /** Every node once, each after the node it drains to. */
  readonly order: Int32Array;
}

/** An eighth of a millimetre per node keeps filled hollows draining without showing in the terrain. */
const fillStepMetres = 0.000125;

/**
 * Steepest of the eight neighbours on a surface whose hollows are filled by priority flood (Barnes, Lehman and Mulla
 * 2014) from the outlets, so that every node drains to one of them.
 */
export function drain(grid: Grid, outlets: readonly number[]): Drainage {
  const { columns, rows, values, cellMetres } = grid;
  const count = columns * rows;
  const filled = new Float64Array(count);
  const receivers = new Int32Array(count).fill(-1);
  const order = new Int32Array(count);
  const heap = new MinHeap(count);
  for (const outlet of outlets) {
    filled[outlet] = values[outlet] as number;
    receivers[outlet] = outlet;
    heap.push(outlet, filled[outlet] as number);
  }
  let popped = 0;
  while (heap.size > 0) {
    const node = heap.pop();
    order[popped++] = node;
    const level = filled[node] as number;
    const column = node % columns;
    const row = (node - column) / columns;
    for (let dy = -1; dy <= 1; dy++) {
      const otherRow = row + dy;
      if (otherRow < 0 || otherRow >= rows) continue;
      for (let dx = -1; dx <= 1; dx++) {
        const otherColumn = column + dx;
        if (otherColumn < 0 || otherColumn >= columns || (dx === 0 && dy === 0)) continue;
        const other = otherRow * columns + otherColumn;
        if (receivers[other] !== -1) continue;
        receivers[other] = node;
        filled[other] = Math.max(values[other] as number, level + fillStepMetres);
        heap.push(other, filled[other] as number);
      }
    }
  }
  const isOutlet = new Uint8Array(count);
  for (const outlet of outlets) isOutlet[outlet] = 1;
  const diagonal = cellMetres * Math.SQRT2;
  for (let node = 0; node < count; node++) {
    if (isOutlet[node]) continue;
    receivers[node] = steepest(node, columns, rows, filled, cellMetres, diagonal, receivers[node] as number);
  }
  return {
    columns,
    rows,
    originX: grid.originX,
    originY: grid.originY,
    cellMetres,
    receivers,
    order,
  };
}

function steepest(
  node: number,
  columns: number,
  rows: number,
  surface: Float64Array,
  straight: number,
  diagonal: number,
  fallback: number,
): number {
  const column = node % columns;
  const row = (node - column) / columns;
  const level = surface[node] as number;
  let best = fallback;
  let bestFall = 0;
  for (let dy = -1; dy <= 1; dy++) {
    const otherRow = row + dy;
    if (otherRow < 0 || otherRow >= rows) continue;
    for (let dx = -1; dx <= 1; dx++) {
      const otherColumn = column + dx;
      if (otherColumn < 0 || otherColumn >= columns) continue;
      const other = otherRow * columns + otherColumn;
      const fall = (level - (surface[other] as number)) / (dx !== 0 && dy !== 0 ? diagonal : straight);
      if (fall > bestFall) {
        bestFall = fall;
        best = other;
      }
    }
  }
  return best;
}

/** Catchment of every node in square metres; `inflows` are catchments that lie outside, by the node they enter at. */
export function catchments(drainage: Drainage, inflows: ReadonlyMap<number, number>): Float64Array {
  const { receivers, order, cellMetres } = drainage;
  const areas = new Float64Array(receivers.length).fill(cellMetres * cellMetres);
  for (const [node, area] of inflows) areas[node] = (areas[node] as number) + area;
  for (let index = order.length - 1; index >= 0; index--) {
    const node = order[index] as number;
    const receiver = receivers[node] as number;
    if (receiver !== node) areas[receiver] = (areas[receiver] as number) + (areas[node] as number);
  }
  return areas;
}
