import type { Point } from './plane.ts';

/** Values at the nodes of a square lattice in the plane; node (0, 0) is the south-west one, rows run west to east. */
export interface Lattice {
  readonly columns: number;
  readonly rows: number;
  readonly originX: number;
  readonly originY: number;
  readonly cellMetres: number;
}

export interface Grid extends Lattice {
  readonly values: Float32Array;
}

export function makeGrid(lattice: Lattice, fill = 0): Grid {
  const { columns, rows, originX, originY, cellMetres } = lattice;
  const values = new Float32Array(columns * rows);
  if (fill !== 0) values.fill(fill);
  return { columns, rows, originX, originY, cellMetres, values };
}

/** A lattice of the given spacing that covers the rectangle from (west, south) to (east, north), ends included. */
export function latticeOver(west: number, south: number, east: number, north: number, cellMetres: number): Lattice {
  return {
    columns: Math.round((east - west) / cellMetres) + 1,
    rows: Math.round((north - south) / cellMetres) + 1,
    originX: west,
    originY: south,
    cellMetres,
  };
}

/** Index of the node nearest to a place; places outside are brought to the rim. */
export function nearestNode(lattice: Lattice, x: number, y: number): number {
  const column = clamp(Math.round((x - lattice.originX) / lattice.cellMetres), 0, lattice.columns - 1);
  const row = clamp(Math.round((y - lattice.originY) / lattice.cellMetres), 0, lattice.rows - 1);
  return row * lattice.columns + column;
}

export function nodePoint(lattice: Lattice, index: number): Point {
  const column = index % lattice.columns;
  const row = (index - column) / lattice.columns;
  return { x: lattice.originX + column * lattice.cellMetres, y: lattice.originY + row * lattice.cellMetres };
}

/** Bilinear; places outside take the value of the rim. */
export function sample(grid: Grid, x: number, y: number): number {
  const { columns, rows, values } = grid;
  const u = clamp((x - grid.originX) / grid.cellMetres, 0, columns - 1.000001);
  const v = clamp((y - grid.originY) / grid.cellMetres, 0, rows - 1.000001);
  const column = Math.floor(u);
  const row = Math.floor(v);
  const fx = u - column;
  const fy = v - row;
  const at = row * columns + column;
  const bottom = (values[at] as number) * (1 - fx) + (values[at + 1] as number) * fx;
  const top = (values[at + columns] as number) * (1 - fx) + (values[at + columns + 1] as number) * fx;
  return bottom * (1 - fy) + top * fy;
}

/** Cubic B-spline: smooth to the second derivative, so a coarse grid leaves no facets in a fine one. */
export function sampleSmooth(grid: Grid, x: number, y: number): number {
  const { columns, rows, values } = grid;
  const u = (x - grid.originX) / grid.cellMetres;
  const v = (y - grid.originY) / grid.cellMetres;
  const column = Math.floor(u);
  const row = Math.floor(v);
  const fx = u - column;
  const fy = v - row;
  let sum = 0;
  for (let j = -1; j <= 2; j++) {
    const line = clamp(row + j, 0, rows - 1) * columns;
    const weightY = splineWeight(j - fy);
    for (let i = -1; i <= 2; i++) {
      sum += (values[line + clamp(column + i, 0, columns - 1)] as number) * weightY * splineWeight(i - fx);
    }
  }
  return sum;
}

function splineWeight(distance: number): number {
  const d = Math.abs(distance);
  if (d < 1) return 2 / 3 - d * d * (1 - d / 2);
  if (d < 2) return ((2 - d) * (2 - d) * (2 - d)) / 6;
  return 0;
}

/** Steepest inclination at a place as rise over run, from central differences over `reachMetres` each way. */
export function slopeAt(grid: Grid, x: number, y: number, reachMetres = grid.cellMetres): number {
  const east = sample(grid, x + reachMetres, y) - sample(grid, x - reachMetres, y);
  const north = sample(grid, x, y + reachMetres) - sample(grid, x, y - reachMetres);
  return Math.sqrt(east * east + north * north) / (2 * reachMetres);
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
