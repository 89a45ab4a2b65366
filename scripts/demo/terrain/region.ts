import type { Lattice } from '../grid.ts';
import { latticeOver } from '../grid.ts';
import { type Plane, planeAt } from '../plane.ts';

/** The demo county's frame: where it lies and how large it is. */
export const countyName = { zh: '安澜县', en: 'Anlan County' } as const;

/**
 * Six digits of a county, as the townships' codes begin with them. 429 is a prefix in use, 099 a number that no county
 * has: the county is invented.
 */
export const countyCode = '429099';

export const widthMetres = 14_000;
export const heightMetres = 11_000;
/** Terrain is made with a rim that is cut off, so that nothing at the edge of the county shows the edge of the model. */
export const rimMetres = 1_000;

export const plane: Plane = planeAt(110.1265, 31.15, 31.2);

export const demCellMetres = 10;

/** Nodes of the fine terrain: the centres of the cells of the elevation raster, and the rim around them. */
export const fineLattice: Lattice = latticeOver(
  -rimMetres + demCellMetres / 2,
  -rimMetres + demCellMetres / 2,
  widthMetres + rimMetres - demCellMetres / 2,
  heightMetres + rimMetres - demCellMetres / 2,
  demCellMetres,
);

export function coarseLattice(cellMetres: number): Lattice {
  return latticeOver(-rimMetres, -rimMetres, widthMetres + rimMetres, heightMetres + rimMetres, cellMetres);
}
