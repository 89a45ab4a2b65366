import { type Grid, type Lattice, makeGrid, nearestNode, sampleSmooth } from '../grid.ts';
import type { Noise } from '../noise.ts';
import type { Point } from '../plane.ts';
import { catchments, drain } from './drainage.ts';

export interface ErosionSettings {
  /** Where the main river leaves; its height stays at `baseMetres`. */
  readonly outlet: Point;
  readonly baseMetres: number;
  /** Where a river enters from outside, with the catchment it brings. */
  readonly inlet: Point;
  readonly inletCatchmentSquareMetres: number;
  /** Uplift over erodibility at a place: the steady slope is this times catchment (m2) to the power -0.375. */
  readonly steepness: Noise;
}

/** Steeper than this, soil and scree slide: tan 39 degrees. */
const reposeSlope = 0.81;

/**
 * Hills as rivers make them: uplift against stream-power incision, solved implicitly from the outlet upward (Braun and
 * Willett 2013, with slope exponent 1). `steps` of `upliftMetres` each bring it near its steady state.
 */
export function erode(surface: Grid, settings: ErosionSettings, steps: number, upliftMetres: number): void {
  const { columns, values, cellMetres } = surface;
  const outlet = nearestNode(surface, settings.outlet.x, settings.outlet.y);
  const inlet = nearestNode(surface, settings.inlet.x, settings.inlet.y);
  const inflows = new Map([[inlet, settings.inletCatchmentSquareMetres]]);
  const steepness = steepnessOf(surface, settings.steepness);
  const diagonal = cellMetres * Math.SQRT2;
  for (let step = 0; step < steps; step++) {
    values[outlet] = settings.baseMetres;
    const drainage = drain(surface, [outlet]);
    const areas = catchments(drainage, inflows);
    const { receivers, order } = drainage;
    for (let index = 0; index < order.length; index++) {
      const node = order[index] as number;
      const receiver = receivers[node] as number;
      if (receiver === node) continue;
      const difference = Math.abs(node - receiver);
      const distance = difference === 1 || difference === columns ? cellMetres : diagonal;
      const root = Math.sqrt(areas[node] as number);
      // Catchment to the power 0.375, by square roots alone so that every machine gets the same bits.
      const power = Math.sqrt(root * Math.sqrt(root));
      const incision = (upliftMetres * power) / ((steepness[node] as number) * distance);
      const floor = values[receiver] as number;
      const height = ((values[node] as number) + upliftMetres + incision * floor) / (1 + incision);
      const ceiling = floor + reposeSlope * distance;
      values[node] = Math.max(floor, Math.min(height, ceiling));
    }
  }
}

/** The same terrain on a finer lattice. */
export function refine(surface: Grid, lattice: Lattice): Grid {
  const fine = makeGrid(lattice);
  let index = 0;
  for (let row = 0; row < lattice.rows; row++) {
    const y = lattice.originY + row * lattice.cellMetres;
    for (let column = 0; column < lattice.columns; column++) {
      fine.values[index++] = sampleSmooth(surface, lattice.originX + column * lattice.cellMetres, y);
    }
  }
  return fine;
}

function steepnessOf(lattice: Lattice, steepness: Noise): Float32Array {
  const field = new Float32Array(lattice.columns * lattice.rows);
  let index = 0;
  for (let row = 0; row < lattice.rows; row++) {
    const y = lattice.originY + row * lattice.cellMetres;
    for (let column = 0; column < lattice.columns; column++) {
      field[index++] = steepness(lattice.originX + column * lattice.cellMetres, y);
    }
  }
  return field;
}
