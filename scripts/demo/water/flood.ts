import { polygonArea, polygonsAbove, type Rings, signedArea } from '../contour.ts';
import { type Grid, type Lattice, latticeOver } from '../grid.ts';
import type { Land } from '../land.ts';
import { alongRiver, ReachFinder, reachMetres } from './reach.ts';

export const returnPeriodsYears = [10, 20, 50, 100] as const;

export interface FloodZone {
  readonly river: number;
  readonly returnPeriodYears: number;
  readonly greatestDepthMetres: number;
  readonly polygons: readonly Rings[];
}

/** Share of the 100-year depth that a shorter return period reaches. */
const shareOfHundred: Readonly<Record<(typeof returnPeriodsYears)[number], number>> = {
  10: 0.48,
  20: 0.62,
  50: 0.8,
  100: 1,
};

/** Rivers with less water than this at their mouth have no mapped zone. */
const mappedWidthMetres = 3.4;
const behindDamMetres = 1.5;
const smallestPolygonSquareMetres = 2_000;
const smallestHoleSquareMetres = 900;

/** Depth of the 100-year flood above the ordinary water level: grows with the river, as rating curves do. */
function hundredYearDepth(widthMetres: number): number {
  return 0.95 * Math.sqrt(widthMetres);
}

/** Ground that lies lower than the flood of the river beside it, for each mapped river and return period. */
export function mapFloodZones(land: Land): FloodZone[] {
  const lattice = everySecond(land.height);
  const finder = new ReachFinder(lattice);
  const zones: FloodZone[] = [];
  land.rivers.forEach((river, index) => {
    if ((river.widthsMetres.at(-1) ?? 0) < mappedWidthMetres || river.points.length < 30) return;
    const reach = finder.of(river);
    const excess = new Float32Array(lattice.columns * lattice.rows);
    for (const years of returnPeriodsYears) {
      excess.fill(-1);
      let greatest = 0;
      reach.cells.forEach((cell, k) => {
        const station = reach.station[k] as number;
        const width = alongRiver(river.widthsMetres, station);
        const depth = hundredYearDepth(width) * shareOfHundred[years];
        const share = (reach.away[k] as number) / reachMetres(width);
        const above = groundAt(land.height, lattice, cell) - alongRiver(river.levels, station);
        // The surface falls away from the river, so that a zone closes before the end of what is known of it.
        // Ground well below the water beside it is behind a dam, and no part of this reach.
        const wet = above < -behindDamMetres ? -1 : depth * (1 - share * share) - above;
        excess[cell] = Math.max(-4, wet);
        if (wet > greatest) greatest = wet;
      });
      const polygons = tidy(polygonsAbove(lattice, (cell) => excess[cell] as number, reach.cells));
      if (polygons.length > 0) {
        zones.push({ river: index, returnPeriodYears: years, greatestDepthMetres: greatest, polygons });
      }
    }
  });
  return zones;
}

function everySecond(height: Grid): Lattice {
  const cell = height.cellMetres;
  return latticeOver(
    height.originX,
    height.originY,
    height.originX + (height.columns - 2) * cell,
    height.originY + (height.rows - 2) * cell,
    2 * cell,
  );
}

function groundAt(height: Grid, lattice: Lattice, cell: number): number {
  const column = cell % lattice.columns;
  const row = (cell - column) / lattice.columns;
  return height.values[2 * row * height.columns + 2 * column] as number;
}

function tidy(polygons: readonly Rings[]): Rings[] {
  return polygons
    .filter((polygon) => polygonArea(polygon) >= smallestPolygonSquareMetres)
    .map((polygon) => polygon.filter((ring, index) => index === 0 || -signedArea(ring) >= smallestHoleSquareMetres));
}
