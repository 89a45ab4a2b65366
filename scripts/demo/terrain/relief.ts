import { type Grid, makeGrid, nearestNode, sampleSmooth } from '../grid.ts';
import { fractalNoise, gradientNoise, type Noise, smoothstep } from '../noise.ts';
import type { Point } from '../plane.ts';
import { type ErosionSettings, erode, refine } from './erosion.ts';
import { coarseLattice, fineLattice, heightMetres, rimMetres, widthMetres } from './region.ts';

/** Where the main river enters and leaves, on the rim of the modelled terrain. */
export const inlet: Point = { x: -rimMetres, y: 6_200 };
export const outlet: Point = { x: widthMetres + rimMetres, y: 3_300 };
/** A river of this catchment is 50 m wide and carries a county seat. */
export const inletCatchmentSquareMetres = 520e6;

const baseMetres = 292;

/** Terrain before rivers are cut into it, at the resolution of the elevation raster with its rim. Metres above sea. */
export function makeRelief(seed: number): Grid {
  const settings: ErosionSettings = {
    outlet,
    baseMetres,
    inlet,
    inletCatchmentSquareMetres,
    steepness: steepnessField(seed),
  };
  const coarse = makeGrid(coarseLattice(100));
  startingSurface(seed, coarse);
  // 90 steps of 25 m are four times the highest peak: long enough for valleys to settle.
  erode(coarse, settings, 90, 25);
  const medium = refine(coarse, coarseLattice(50));
  roughen(medium, gradientNoise(seed, 'medium', 260), 9);
  erode(medium, settings, 22, 10);
  creep(medium, 2);
  return sharpen(seed, medium);
}

/** A shallow winding trough from inlet to outlet; erosion does the rest. */
function startingSurface(seed: number, surface: Grid): void {
  const wind = fractalNoise(seed, 'trough', 4_600, 3);
  const bumps = fractalNoise(seed, 'bumps', 3_600, 5, 0.6);
  for (let row = 0; row < surface.rows; row++) {
    const y = surface.originY + row * surface.cellMetres;
    for (let column = 0; column < surface.columns; column++) {
      const x = surface.originX + column * surface.cellMetres;
      const along = (x - inlet.x) / (outlet.x - inlet.x);
      const ends = 4 * along * (1 - along);
      const trough = inlet.y + (outlet.y - inlet.y) * along + ends * 3_400 * wind(x, 0);
      const away = Math.abs(y - trough);
      surface.values[row * surface.columns + column] =
        baseMetres + 40 * (1 - along) + 0.012 * away + 320 * smoothstep(0, 1_500, away) * (0.6 + bumps(x, y));
    }
  }
}

/** High country in the north-west, gentler hills in the south-east, a belt of hard rock across the main river. */
function steepnessField(seed: number): Noise {
  const broad = fractalNoise(seed, 'steepness', 4_500, 3);
  return (x, y) => {
    const north = smoothstep(0.25 * heightMetres, 1.05 * heightMetres, y + 0.1 * (widthMetres - x));
    const south = smoothstep(0.3 * heightMetres, -0.1 * heightMetres, y);
    const belt = smoothstep(1_300, 300, Math.abs(x - 9_400 + 0.45 * (y - 4_000)));
    return (12 + 13 * north + 4 * south + 6 * belt) * (1 + 0.35 * broad(x, y));
  };
}

function roughen(surface: Grid, noise: Noise, heightOfBumpsMetres: number): void {
  for (let row = 0; row < surface.rows; row++) {
    for (let column = 0; column < surface.columns; column++) {
      const index = row * surface.columns + column;
      const x = surface.originX + column * surface.cellMetres;
      const y = surface.originY + row * surface.cellMetres;
      surface.values[index] = (surface.values[index] as number) + heightOfBumpsMetres * noise(x, y);
    }
  }
}

/** Soil creep rounds crests and fills the smallest gullies: `passes` of explicit diffusion. */
function creep(surface: Grid, passes: number): void {
  const { columns, rows, values } = surface;
  for (let pass = 0; pass < passes; pass++) {
    const before = values.slice();
    for (let row = 1; row < rows - 1; row++) {
      for (let column = 1; column < columns - 1; column++) {
        const at = row * columns + column;
        const around =
          (before[at - 1] as number) +
          (before[at + 1] as number) +
          (before[at - columns] as number) +
          (before[at + columns] as number);
        values[at] = (before[at] as number) + 0.16 * (around - 4 * (before[at] as number));
      }
    }
  }
}

/** From 50 m to the raster's cells: valleys bent off the lattice's directions, beds of hard rock, small relief. */
function sharpen(seed: number, medium: Grid): Grid {
  const fine = makeGrid(fineLattice);
  const bendX = fractalNoise(seed, 'bend x', 1_300, 3, 0.45);
  const bendY = fractalNoise(seed, 'bend y', 1_300, 3, 0.45);
  const small = fractalNoise(seed, 'small relief', 150, 3, 0.45);
  const beds = hardBeds(seed);
  const base = medium.values[nearestNode(medium, outlet.x, outlet.y)] as number;
  for (let row = 0; row < fine.rows; row++) {
    const y = fine.originY + row * fine.cellMetres;
    for (let column = 0; column < fine.columns; column++) {
      const x = fine.originX + column * fine.cellMetres;
      const height = sampleSmooth(medium, x + 210 * bendX(x, y), y + 210 * bendY(x, y));
      const above = height - base;
      const rough = 1 + 5 * smoothstep(10, 160, above);
      fine.values[row * fine.columns + column] = beds(x, y, height) + rough * small(x, y);
    }
  }
  return fine;
}

/**
 * Tilted beds of hard rock stand out as cliffs with benches above and below them: heights are remapped so that a bed's
 * outcrop is more than twice as steep as the hillside, and the rock between as much gentler.
 */
function hardBeds(seed: number): (x: number, y: number, height: number) => number {
  const periodMetres = 170;
  const bedMetres = 20;
  const steepening = 2.3;
  const between = (periodMetres - bedMetres * steepening) / (periodMetres - bedMetres);
  const where = fractalNoise(seed, 'limestone', 3_400, 2);
  const wavy = fractalNoise(seed, 'bedding', 1_600, 3);
  return (x, y, height) => {
    const presence = smoothstep(-0.02, 0.22, where(x, y));
    if (presence === 0) return height;
    const tilt = 0.025 * x - 0.018 * y + 30 * wavy(x, y);
    const level = height + tilt;
    const period = Math.floor(level / periodMetres) * periodMetres;
    const into = level - period;
    const remapped = into < bedMetres ? into * steepening : bedMetres * steepening + (into - bedMetres) * between;
    return height + presence * (period + remapped - level);
  };
}
