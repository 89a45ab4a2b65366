import type { Lattice } from './grid.ts';
import type { Point } from './plane.ts';

/** Outer ring counter-clockwise, then holes clockwise; rings are closed. */
export type Rings = Point[][];

/**
 * Polygons where a field is above zero, by marching squares. Rings never cross themselves or each other, since each
 * edge of the lattice carries one vertex and saddles are cut the same way from both sides.
 *
 * @param value the field at a node of the lattice; the rim of the lattice counts as outside
 * @param within nodes that hold everything above zero, to spare looking at the rest
 */
export function polygonsAbove(
  whole: Lattice,
  value: (index: number) => number,
  within: Iterable<number> = [0, whole.columns * whole.rows - 1],
): Rings[] {
  const { lattice, corner } = windowAround(whole, within);
  const { columns, rows } = lattice;
  const field = new Float32Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const height = value(corner + row * whole.columns + column);
      const rim = row === 0 || column === 0 || row === rows - 1 || column === columns - 1;
      field[row * columns + column] = rim ? Math.min(-1e-3, height) : height;
    }
  }
  const next = new Map<number, number>();
  for (let row = 0; row + 1 < rows; row++) {
    for (let column = 0; column + 1 < columns; column++) march(field, columns, row * columns + column, next);
  }
  return assemble(traceRings(lattice, field, next));
}

/** The part of a lattice that holds some nodes and two more all round, and the index of its first node. */
function windowAround(whole: Lattice, nodes: Iterable<number>): { readonly lattice: Lattice; readonly corner: number } {
  let [west, south, east, north] = [whole.columns, whole.rows, 0, 0];
  for (const node of nodes) {
    const column = node % whole.columns;
    const row = (node - column) / whole.columns;
    west = Math.min(west, column);
    east = Math.max(east, column);
    south = Math.min(south, row);
    north = Math.max(north, row);
  }
  west = Math.max(0, west - 2);
  south = Math.max(0, south - 2);
  const lattice = {
    columns: Math.min(whole.columns, east + 3) - west,
    rows: Math.min(whole.rows, north + 3) - south,
    originX: whole.originX + west * whole.cellMetres,
    originY: whole.originY + south * whole.cellMetres,
    cellMetres: whole.cellMetres,
  };
  return { lattice, corner: south * whole.columns + west };
}

/** Edges of the lattice: twice the index of the node they leave, plus 0 eastward or 1 northward. */
function march(field: Float32Array, columns: number, index: number, next: Map<number, number>): void {
  const southWest = (field[index] as number) > 0;
  const southEast = (field[index + 1] as number) > 0;
  const northEast = (field[index + columns + 1] as number) > 0;
  const northWest = (field[index + columns] as number) > 0;
  if (southWest === southEast && southEast === northEast && northEast === northWest) return;
  const south = 2 * index;
  const west = 2 * index + 1;
  const north = 2 * (index + columns);
  const east = 2 * (index + 1) + 1;
  if (southWest === northEast && southEast === northWest) {
    const middle =
      (field[index] as number) +
      (field[index + 1] as number) +
      (field[index + columns] as number) +
      (field[index + columns + 1] as number);
    const joined = middle > 0;
    if (southWest) {
      // Inside at south-west and north-east.
      next.set(south, joined ? east : west);
      next.set(north, joined ? west : east);
    } else {
      next.set(east, joined ? north : south);
      next.set(west, joined ? south : north);
    }
    return;
  }
  // Walking round the cell counter-clockwise, the inside is left at one edge and entered again at another; the ring
  // runs from where it is left to where it is entered, with the inside on its left.
  const corners = [southWest, southEast, northEast, northWest];
  const edges = [south, east, north, west];
  let leave = -1;
  let enter = -1;
  for (let corner = 0; corner < 4; corner++) {
    const here = corners[corner];
    const after = corners[(corner + 1) % 4];
    if (here && !after) leave = edges[corner] as number;
    if (!here && after) enter = edges[corner] as number;
  }
  next.set(leave, enter);
}

function traceRings(lattice: Lattice, field: Float32Array, next: Map<number, number>): Point[][] {
  const rings: Point[][] = [];
  for (const start of next.keys()) {
    if (!next.has(start)) continue;
    const ring: Point[] = [];
    let edge = start;
    for (;;) {
      ring.push(onEdge(lattice, field, edge));
      const following = next.get(edge);
      if (following === undefined) throw new Error('a contour ring is open');
      next.delete(edge);
      edge = following;
      if (edge === start) break;
    }
    ring.push(ring[0] as Point);
    rings.push(ring);
  }
  return rings;
}

function onEdge(lattice: Lattice, field: Float32Array, edge: number): Point {
  const index = edge >> 1;
  const northward = edge & 1;
  const from = field[index] as number;
  const to = field[northward ? index + lattice.columns : index + 1] as number;
  // Kept off the nodes, so that two rings never share a vertex.
  const fraction = Math.min(0.98, Math.max(0.02, from / (from - to)));
  const column = index % lattice.columns;
  const row = (index - column) / lattice.columns;
  return {
    x: lattice.originX + (column + (northward ? 0 : fraction)) * lattice.cellMetres,
    y: lattice.originY + (row + (northward ? fraction : 0)) * lattice.cellMetres,
  };
}

function assemble(rings: Point[][]): Rings[] {
  const outers: { rings: Rings; area: number }[] = [];
  const holes: Point[][] = [];
  for (const ring of rings) {
    const area = signedArea(ring);
    if (area > 0) outers.push({ rings: [ring], area });
    else holes.push(ring);
  }
  outers.sort((a, b) => a.area - b.area);
  for (const hole of holes) {
    const around = outers.find((outer) => contains(outer.rings[0] as Point[], hole[0] as Point));
    if (around) around.rings.push(hole);
  }
  return outers.map((outer) => outer.rings).reverse();
}

/** Square metres, positive for a counter-clockwise ring. */
export function signedArea(ring: readonly Point[]): number {
  let twice = 0;
  for (let index = 1; index < ring.length; index++) {
    const a = ring[index - 1] as Point;
    const b = ring[index] as Point;
    twice += a.x * b.y - b.x * a.y;
  }
  return twice / 2;
}

export function contains(ring: readonly Point[], place: Point): boolean {
  let inside = false;
  for (let index = 1; index < ring.length; index++) {
    const a = ring[index - 1] as Point;
    const b = ring[index] as Point;
    if (a.y > place.y !== b.y > place.y && place.x < a.x + ((place.y - a.y) / (b.y - a.y)) * (b.x - a.x)) {
      inside = !inside;
    }
  }
  return inside;
}

export function polygonArea(polygon: Rings): number {
  return polygon.reduce((sum, ring) => sum + signedArea(ring), 0);
}
