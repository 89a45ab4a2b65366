import { type Grid, nearestNode } from './grid.ts';
import type { Point } from './plane.ts';
import { cropField, cropGrid, cropRivers } from './terrain/crop.ts';
import { makeRelief } from './terrain/relief.ts';
import { cutValleys, type RiverField } from './terrain/valleys.ts';
import { damReservoirs, type Reservoir } from './water/reservoirs.ts';
import { findRivers, type River } from './water/rivers.ts';

/** The county before people: ground and water. */
export interface Land {
  /** Metres above sea at the centres of the elevation raster's cells. */
  readonly height: Grid;
  readonly rivers: readonly River[];
  readonly field: RiverField;
  readonly reservoirs: readonly Reservoir[];
  /** 1 where a cell of `height` is under water that has a surface on the map. */
  readonly wet: Uint8Array;
}

/** Rivers at least this wide have a surface on the map; narrower ones are lines. */
export const surfaceWidthMetres = 13;

export function makeLand(seed: number): Land {
  const relief = makeRelief(seed);
  const valleys = cutValleys(seed, relief, findRivers(seed, relief));
  const height = cropGrid(relief);
  const rivers = cropRivers(valleys.rivers);
  const field = cropField(valleys.field, relief.columns, rivers);
  const reservoirs = damReservoirs(seed, height, rivers);
  return { height, rivers, field, reservoirs, wet: wetCells(height, field, reservoirs) };
}

function wetCells(height: Grid, field: RiverField, reservoirs: readonly Reservoir[]): Uint8Array {
  const wet = new Uint8Array(height.values.length);
  for (let cell = 0; cell < wet.length; cell++) {
    const inRiver = (field.fromBank[cell] as number) <= 0 && (field.width[cell] as number) >= surfaceWidthMetres;
    if (inRiver) wet[cell] = 1;
  }
  for (const reservoir of reservoirs) {
    for (const cell of reservoir.cells) wet[cell] = 1;
  }
  return wet;
}

export function isWet(land: Land, place: Point): boolean {
  return land.wet[nearestNode(land.height, place.x, place.y)] === 1;
}
