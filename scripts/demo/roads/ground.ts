import { type Lattice, latticeOver, makeGrid, nearestNode, sample, slopeAt } from '../grid.ts';
import type { Land } from '../land.ts';
import { distance, interpolate } from '../line.ts';
import type { Point } from '../plane.ts';
import { heightMetres, widthMetres } from '../terrain/region.ts';

/** What the search for a road's course knows of the ground, on a lattice of 20 m. */
export interface Ground extends Lattice {
  /** Height a road would have: the ground's, or above the flood where a river is to be bridged. */
  readonly heights: Float32Array;
  /** What a metre of road costs here beside its length, from the side slope and the bank's nearness. */
  readonly burden: Float32Array;
  /** Cost of passing: 0 dry, else metres of road that a crossing here is worth. */
  readonly water: Float32Array;
  /** 1 where a road runs. */
  readonly built: Uint8Array;
}

const cellMetres = 20;
/** Ground this near to a bank is washed away sooner or later; a road goes there only where it must. */
const bankMetres = 15;

export function makeGround(land: Land): Ground {
  const lattice = latticeOver(cellMetres, cellMetres, widthMetres - cellMetres, heightMetres - cellMetres, cellMetres);
  const count = lattice.columns * lattice.rows;
  const heights = makeGrid(lattice).values;
  const burden = new Float32Array(count);
  for (let row = 0; row < lattice.rows; row++) {
    for (let column = 0; column < lattice.columns; column++) {
      const x = lattice.originX + column * cellMetres;
      const y = lattice.originY + row * cellMetres;
      const index = row * lattice.columns + column;
      const cell = nearestNode(land.height, x, y);
      const fromBank = land.field.fromBank[cell] as number;
      const width = land.field.width[cell] as number;
      const ground = sample(land.height, x, y);
      const overFlood = fromBank < 15 && width > 8 ? (land.field.level[cell] as number) + 3 : ground;
      heights[index] = Math.max(ground, overFlood);
      const slope = slopeAt(land.height, x, y, 15);
      const steep = slope * slope * 1.6 + (slope > 1 ? 6 * (slope - 1) : 0);
      burden[index] = steep + (fromBank < bankMetres ? 2.2 : 0) + (land.wet[cell] ? 20 : 0);
    }
  }
  return { ...lattice, heights, burden, water: crossingCosts(land, lattice), built: new Uint8Array(count) };
}

/** Streams and rivers as barriers that a path has to pay for; every cell that a river's line touches counts. */
function crossingCosts(land: Land, lattice: Lattice): Float32Array {
  const costs = new Float32Array(lattice.columns * lattice.rows);
  for (const river of land.rivers) {
    river.points.forEach((point, index) => {
      const after = river.points[index + 1];
      if (!after) return;
      const width = river.widthsMetres[index] as number;
      for (let step = 0; step < 5; step++) {
        const node = nearestNode(lattice, ...xy(interpolate(point, after, step / 5)));
        costs[node] = Math.max(costs[node] as number, 45 + 9 * width);
      }
    });
  }
  for (const reservoir of land.reservoirs) {
    for (const cell of reservoir.cells) {
      const x = land.height.originX + (cell % land.height.columns) * land.height.cellMetres;
      const y = land.height.originY + Math.floor(cell / land.height.columns) * land.height.cellMetres;
      costs[nearestNode(lattice, x, y)] = 4_000;
    }
  }
  return costs;
}

/** Marks a finished road, so that later ones end at it instead of crossing it. */
export function markBuilt(ground: Ground, line: readonly Point[]): void {
  line.forEach((point, index) => {
    const after = line[index + 1];
    if (!after) return;
    const steps = Math.max(1, Math.ceil(distance(point, after) / 4));
    for (let step = 0; step <= steps; step++) {
      ground.built[nearestNode(ground, ...xy(interpolate(point, after, step / steps)))] = 1;
    }
  });
}

function xy(point: Point): [number, number] {
  return [point.x, point.y];
}
