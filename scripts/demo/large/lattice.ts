import { fractalNoise, gradientNoise, type Noise, smoothstep } from '../noise.ts';
import { type Plane, type Point, planeAt } from '../plane.ts';
import { random } from '../random.ts';

/** Roads run between neighbouring nodes of a lattice whose nodes are shifted; rivers run through the cells between. */
export interface Lattice {
  readonly seed: number;
  readonly plane: Plane;
  /** Nodes along a side; there are as many columns as rows. */
  readonly size: number;
  /** Metres above sea at a place. */
  readonly height: Noise;
  node(column: number, row: number): Point;
  /** Whether a road was built along an edge. */
  isBuilt(edge: number): boolean;
}

export const spacingMetres = 430;
/** Nodes lie up to this far off their lattice place, each way. */
const shiftMetres = 95;
/**
 * The whole lattice is bent by this much over this wavelength, so that its lines wind through the country. Half as much
 * again would fold it.
 */
const bendMetres = 900;
const bendWavelengthMetres = 5_200;

/** Every so many lattice lines is a county road, every so many a township road; all other lines are village roads. */
export const countyEvery = 24;
export const townshipEvery = 8;

/** Village roads beyond those that join a node to the others. */
const extraVillageShare = 0.22;

export function makeLattice(seed: number, size: number): Lattice {
  const shifts = new Float32Array(2 * size * size);
  const draw = random(seed, 'large: nodes');
  for (let index = 0; index < shifts.length; index++) shifts[index] = draw.between(-shiftMetres, shiftMetres);
  const built = chooseEdges(seed, size);
  const bendEast = gradientNoise(seed, 'large: bend east', bendWavelengthMetres);
  const bendNorth = gradientNoise(seed, 'large: bend north', bendWavelengthMetres);
  return {
    seed,
    size,
    plane: planeAt(109.7, 30.75, 30.75 + (size * spacingMetres) / 2 / 110_870),
    height: hills(seed),
    node: (column, row) => {
      const index = 2 * (row * size + column);
      const x = column * spacingMetres + (shifts[index] as number);
      const y = row * spacingMetres + (shifts[index + 1] as number);
      return { x: x + bendMetres * bendEast(x, y), y: y + bendMetres * bendNorth(x, y) };
    },
    isBuilt: (edge) => built[edge] === 1,
  };
}

/** Edges eastward come first, row by row, then edges northward, column by column. */
export function eastEdge(size: number, column: number, row: number): number {
  return row * (size - 1) + column;
}

export function northEdge(size: number, column: number, row: number): number {
  return size * (size - 1) + column * (size - 1) + row;
}

/** The nodes an edge joins, as column and row. */
export function edgeEnds(size: number, edge: number): readonly [number, number, number, number] {
  const eastward = size * (size - 1);
  if (edge < eastward) {
    const column = edge % (size - 1);
    const row = (edge - column) / (size - 1);
    return [column, row, column + 1, row];
  }
  const row = (edge - eastward) % (size - 1);
  const column = (edge - eastward - row) / (size - 1);
  return [column, row, column, row + 1];
}

/** The lattice line an edge lies on: rows count from 0, columns after them. */
export function lineOf(size: number, edge: number): number {
  const [column, row, toColumn] = edgeEnds(size, edge);
  return toColumn === column ? size + column : row;
}

export function classOfLine(size: number, line: number): 'county' | 'township' | 'village' {
  const place = line % size;
  if (place % countyEvery === 0) return 'county';
  return place % townshipEvery === 0 ? 'township' : 'village';
}

/** County and township lines are whole; village roads are built until every node hangs on them, and some more. */
function chooseEdges(seed: number, size: number): Uint8Array {
  const count = 2 * size * (size - 1);
  const built = new Uint8Array(count);
  const parents = Int32Array.from({ length: size * size }, (_, node) => node);
  const root = (node: number): number => {
    let at = node;
    while (parents[at] !== at) {
      parents[at] = parents[parents[at] as number] as number;
      at = parents[at] as number;
    }
    return at;
  };
  const join = (edge: number): boolean => {
    const [column, row, toColumn, toRow] = edgeEnds(size, edge);
    const from = root(row * size + column);
    const to = root(toRow * size + toColumn);
    parents[from] = to;
    return from !== to;
  };
  const draw = random(seed, 'large: edges');
  const village: number[] = [];
  for (let edge = 0; edge < count; edge++) {
    if (classOfLine(size, lineOf(size, edge)) === 'village') {
      village.push(edge);
    } else {
      built[edge] = 1;
      join(edge);
    }
  }
  for (const edge of draw.shuffled(village)) {
    const needed = join(edge);
    if (needed || draw.chance(extraVillageShare)) built[edge] = 1;
  }
  return built;
}

/** Ridges and valleys without rivers' patience: a few octaves of folded noise. */
function hills(seed: number): Noise {
  const broad = fractalNoise(seed, 'large: broad', 9_000, 3);
  const ridges = fractalNoise(seed, 'large: ridges', 2_600, 4, 0.5);
  const small = fractalNoise(seed, 'large: small', 420, 2);
  return (x, y) => {
    const lift = 0.3 + 0.7 * smoothstep(-0.35, 0.45, broad(x, y));
    return 260 + 850 * lift * (1.2 - Math.min(1, 2 * Math.abs(ridges(x, y))) + 0.12 * small(x, y));
  };
}
