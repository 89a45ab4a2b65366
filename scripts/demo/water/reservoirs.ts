import { clamp, type Grid, nearestNode } from '../grid.ts';
import { distance, projectedFraction } from '../line.ts';
import type { Point } from '../plane.ts';
import { random } from '../random.ts';
import { heightMetres, widthMetres } from '../terrain/region.ts';
import type { River } from './rivers.ts';

export interface Reservoir {
  readonly river: number;
  /** The dam's ends and middle, across the river. */
  readonly dam: readonly [Point, Point];
  readonly damHeightMetres: number;
  readonly levelMetres: number;
  /** Indices of the relief's cells under water. */
  readonly cells: readonly number[];
  /** Mean depth over all cells, before the terrain was flattened. */
  readonly meanDepthMetres: number;
}

interface Site {
  readonly river: number;
  readonly vertex: number;
  readonly damHeightMetres: number;
}

const wantedReservoirs = 4;

/**
 * Dams narrow places of side valleys: cells behind the dam are flattened to the water level, the dam stands 2 m above
 * it, and the river's levels within the water are raised to it.
 */
export function damReservoirs(seed: number, relief: Grid, rivers: River[]): Reservoir[] {
  const draw = random(seed, 'reservoirs');
  const reservoirs: Reservoir[] = [];
  for (const site of draw.shuffled(sites(rivers))) {
    if (reservoirs.length === wantedReservoirs) break;
    const middle = (rivers[site.river] as River).points[site.vertex] as Point;
    if (reservoirs.some((other) => distance(other.dam[0], middle) < 2_500)) continue;
    const reservoir = dam(relief, rivers, site);
    if (reservoir) {
      fill(relief, rivers, reservoir);
      reservoirs.push(reservoir);
    }
  }
  return reservoirs;
}

function sites(rivers: readonly River[]): Site[] {
  const found: Site[] = [];
  rivers.forEach((river, index) => {
    if (river.parent === undefined) return;
    for (let vertex = 40; vertex < river.points.length - 25; vertex += 12) {
      const point = river.points[vertex] as Point;
      const catchment = river.catchmentsSquareMetres[vertex] as number;
      const within = point.x > 900 && point.x < widthMetres - 900 && point.y > 900 && point.y < heightMetres - 900;
      if (within && catchment > 2e6 && catchment < 14e6) {
        found.push({ river: index, vertex, damHeightMetres: catchment > 6e6 ? 26 : 19 });
      }
    }
  });
  return found;
}

function dam(relief: Grid, rivers: readonly River[], site: Site): Reservoir | undefined {
  const river = rivers[site.river] as River;
  const middle = river.points[site.vertex] as Point;
  const before = river.points[site.vertex - 2] as Point;
  const after = river.points[site.vertex + 2] as Point;
  const length = distance(before, after);
  const across = { x: -(after.y - before.y) / length, y: (after.x - before.x) / length };
  const level = (river.levels[site.vertex] as number) + site.damHeightMetres - 2;
  const left = abutment(relief, middle, across, 1, level);
  const right = abutment(relief, middle, across, -1, level);
  // Longer dams would not be built for a county's water supply.
  if (left === undefined || right === undefined || left + right > 190) return undefined;
  const ends: [Point, Point] = [
    { x: middle.x + across.x * (left + 8), y: middle.y + across.y * (left + 8) },
    { x: middle.x - across.x * (right + 8), y: middle.y - across.y * (right + 8) },
  ];
  const cells = flooded(relief, ends, river.points[site.vertex - 4] as Point, level);
  // 3 to 45 hectares.
  if (cells.length < 300 || cells.length > 4_500) return undefined;
  const depth = cells.reduce((sum, cell) => sum + level - (relief.values[cell] as number), 0) / cells.length;
  return {
    river: site.river,
    dam: ends,
    damHeightMetres: site.damHeightMetres,
    levelMetres: level,
    cells,
    meanDepthMetres: depth,
  };
}

/** Distance from the river at which the hillside reaches the water level. */
function abutment(relief: Grid, middle: Point, across: Point, sign: number, level: number): number | undefined {
  for (let away = 10; away <= 160; away += 5) {
    const x = middle.x + sign * across.x * away;
    const y = middle.y + sign * across.y * away;
    if ((relief.values[nearestNode(relief, x, y)] as number) > level + 2) return away;
  }
  return undefined;
}

function flooded(relief: Grid, ends: readonly [Point, Point], start: Point, level: number): number[] {
  const { columns, values, cellMetres } = relief;
  const limit = 6_000;
  const first = nearestNode(relief, start.x, start.y);
  const seen = new Set([first]);
  const queue = [first];
  for (let head = 0; head < queue.length && queue.length < limit; head++) {
    const cell = queue[head] as number;
    for (const other of [cell - 1, cell + 1, cell - columns, cell + columns]) {
      if (seen.has(other) || (values[other] as number) >= level) continue;
      const x = relief.originX + (other % columns) * cellMetres;
      const y = relief.originY + Math.floor(other / columns) * cellMetres;
      if (fromDam(ends, { x, y }) < 1.6 * cellMetres) continue;
      seen.add(other);
      queue.push(other);
    }
  }
  return queue;
}

function fromDam(ends: readonly [Point, Point], place: Point): number {
  const fraction = projectedFraction(ends[0], ends[1], place);
  return distance(place, {
    x: ends[0].x + (ends[1].x - ends[0].x) * fraction,
    y: ends[0].y + (ends[1].y - ends[0].y) * fraction,
  });
}

function fill(relief: Grid, rivers: River[], reservoir: Reservoir): void {
  const wet = new Set(reservoir.cells);
  for (const cell of reservoir.cells) relief.values[cell] = reservoir.levelMetres;
  raiseDam(relief, reservoir);
  rivers.forEach((river, index) => {
    const levels = river.levels.map((level, vertex) => {
      const point = river.points[vertex] as Point;
      return wet.has(nearestNode(relief, point.x, point.y)) ? Math.max(level, reservoir.levelMetres) : level;
    });
    rivers[index] = { ...river, levels };
  });
}

function raiseDam(relief: Grid, reservoir: Reservoir): void {
  const { cellMetres, columns, rows } = relief;
  const [a, b] = reservoir.dam;
  const crest = reservoir.levelMetres + 2;
  const column = (x: number): number => clamp(Math.round((x - relief.originX) / cellMetres), 0, columns - 1);
  const row = (y: number): number => clamp(Math.round((y - relief.originY) / cellMetres), 0, rows - 1);
  for (let j = row(Math.min(a.y, b.y) - 60); j <= row(Math.max(a.y, b.y) + 60); j++) {
    for (let i = column(Math.min(a.x, b.x) - 60); i <= column(Math.max(a.x, b.x) + 60); i++) {
      const cell = j * columns + i;
      const away = fromDam(reservoir.dam, { x: relief.originX + i * cellMetres, y: relief.originY + j * cellMetres });
      const slope = crest - Math.max(0, away - 8) / 2;
      const own = relief.values[cell] as number;
      // An earth dam: its downstream face falls 1 in 2; the water keeps its level on the other side.
      if (away < 60 && own < slope && own !== reservoir.levelMetres) relief.values[cell] = slope;
    }
  }
}
