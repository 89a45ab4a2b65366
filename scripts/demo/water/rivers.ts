import { type Grid, latticeOver, makeGrid, nearestNode, nodePoint, sample } from '../grid.ts';
import { distance, resample, smooth, stations } from '../line.ts';
import { gradientNoise } from '../noise.ts';
import type { Point } from '../plane.ts';
import { catchments, type Drainage, drain } from '../terrain/drainage.ts';
import { inlet, inletCatchmentSquareMetres, outlet } from '../terrain/relief.ts';

/** One river from its head to its mouth. The arrays run along `points`, downstream. */
export interface River extends RiverCourse {
  /** Water level in metres above sea; never rises downstream. */
  readonly levels: readonly number[];
}

/** Where a river runs, before its water has a level. */
export interface RiverCourse {
  readonly points: readonly Point[];
  readonly along: readonly number[];
  readonly catchmentsSquareMetres: readonly number[];
  readonly widthsMetres: readonly number[];
  /** Strahler's order at the mouth. */
  readonly order: number;
  /** Index of the river it runs into. */
  readonly parent: number | undefined;
  /** The parent's vertex that is its own last one. */
  readonly mouth: number | undefined;
}

/** Below this catchment a hollow carries water only after rain. */
const channelCatchmentSquareMetres = 0.75e6;
const shortestRiverMetres = 450;
const vertexSpacingMetres = 15;
/** A tributary this near to the bank has arrived. */
const confluenceMetres = 14;

/** Rivers of a terrain by flow accumulation; each runs into a vertex of a river before it in the list. */
export function findRivers(seed: number, relief: Grid): RiverCourse[] {
  const drainage = coarseDrainage(relief);
  const inletNode = nearestNode(drainage, inlet.x, inlet.y);
  const areas = catchments(drainage, new Map([[inletNode, inletCatchmentSquareMetres]]));
  const orders = strahlerOrders(drainage, areas);
  const rivers: RiverCourse[] = [];
  for (const course of courses(drainage, areas, inletNode)) {
    const parent = course.parent === undefined ? undefined : rivers[course.parent];
    rivers.push(makeRiver(seed, drainage, areas, orders, course, parent));
  }
  return rivers;
}

/** Every second node of the relief is enough to find the water, at a quarter of the time. */
function coarseDrainage(relief: Grid): Drainage {
  const cellMetres = relief.cellMetres * 2;
  const east = relief.originX + (relief.columns - 1) * relief.cellMetres;
  const north = relief.originY + (relief.rows - 1) * relief.cellMetres;
  const surface = makeGrid(latticeOver(relief.originX, relief.originY, east, north, cellMetres));
  for (let row = 0; row < surface.rows; row++) {
    for (let column = 0; column < surface.columns; column++) {
      surface.values[row * surface.columns + column] = sample(
        relief,
        surface.originX + column * cellMetres,
        surface.originY + row * cellMetres,
      );
    }
  }
  return drain(surface, [nearestNode(surface, outlet.x, outlet.y)]);
}

interface Course {
  /** From head to mouth; the last node belongs to the parent. */
  readonly nodes: readonly number[];
  readonly parent: number | undefined;
}

/** The main river first, then tributaries level by level, each from its mouth up along the largest branch. */
function courses(drainage: Drainage, areas: Float64Array, inletNode: number): Course[] {
  const { receivers } = drainage;
  const donors = new Map<number, number[]>();
  for (let node = 0; node < receivers.length; node++) {
    const receiver = receivers[node] as number;
    if (receiver === node || (areas[node] as number) < channelCatchmentSquareMetres) continue;
    const list = donors.get(receiver);
    if (list) list.push(node);
    else donors.set(receiver, [node]);
  }
  const main = [inletNode];
  for (let node = inletNode; receivers[node] !== node; ) {
    node = receivers[node] as number;
    main.push(node);
  }
  const found: Course[] = [{ nodes: main, parent: undefined }];
  const taken = new Set(main);
  for (let index = 0; index < found.length; index++) {
    for (const mouth of (found[index] as Course).nodes) {
      for (const donor of donors.get(mouth) ?? []) {
        if (taken.has(donor)) continue;
        const nodes = upstream(donor, donors, areas, taken);
        for (const node of nodes) taken.add(node);
        nodes.reverse();
        nodes.push(mouth);
        if (nodes.length * drainage.cellMetres >= shortestRiverMetres) found.push({ nodes, parent: index });
      }
    }
  }
  return found;
}

function upstream(
  start: number,
  donors: ReadonlyMap<number, readonly number[]>,
  areas: Float64Array,
  taken: ReadonlySet<number>,
): number[] {
  const nodes = [start];
  for (let node: number | undefined = start; node !== undefined; ) {
    let largest: number | undefined;
    for (const donor of donors.get(node) ?? []) {
      if (taken.has(donor)) continue;
      if (largest === undefined || (areas[donor] as number) > (areas[largest] as number)) largest = donor;
    }
    if (largest !== undefined) nodes.push(largest);
    node = largest;
  }
  return nodes;
}

function strahlerOrders(drainage: Drainage, areas: Float64Array): Uint8Array {
  const { receivers, order } = drainage;
  const orders = new Uint8Array(receivers.length);
  const ties = new Uint8Array(receivers.length);
  for (let index = order.length - 1; index >= 0; index--) {
    const node = order[index] as number;
    if ((areas[node] as number) < channelCatchmentSquareMetres) continue;
    // Until its own turn a node holds the greatest order of its donors, and how many of them have it.
    const own = Math.max(1, (orders[node] as number) + ((ties[node] as number) > 1 ? 1 : 0));
    orders[node] = own;
    const receiver = receivers[node] as number;
    if (receiver === node) continue;
    if (own > (orders[receiver] as number)) {
      orders[receiver] = own;
      ties[receiver] = 1;
    } else if (own === orders[receiver]) {
      ties[receiver] = (ties[receiver] as number) + 1;
    }
  }
  return orders;
}

function makeRiver(
  seed: number,
  drainage: Drainage,
  areas: Float64Array,
  orders: Uint8Array,
  course: Course,
  parent: RiverCourse | undefined,
): RiverCourse {
  const raw = course.nodes.map((node) => nodePoint(drainage, node));
  const rawAreas = course.nodes.map((node) => areas[node] as number);
  const last = course.nodes.length - 1;
  // The mouth's own node already counts the parent's water.
  if (parent && last > 0) rawAreas[last] = rawAreas[last - 1] as number;
  if (parent) raw[last] = parent.points[nearestVertex(parent, raw[last] as Point)] as Point;
  const rounded = resample(smooth(raw, 10), vertexSpacingMetres);
  const widths = evenly(rawAreas, rounded.length).map(channelWidthMetres);
  const bent = smooth(meander(seed, rounded, widths), 2);
  const met = parent && meeting(bent, parent);
  const points = met ? [...bent.slice(0, met.vertex), parent.points[met.mouth] as Point] : bent;
  return {
    points,
    along: stations(points),
    catchmentsSquareMetres: evenly(rawAreas, points.length),
    widthsMetres: widths.slice(0, points.length),
    order: orders[course.nodes[Math.max(0, last - 1)] as number] as number,
    parent: met ? course.parent : undefined,
    mouth: met?.mouth,
  };
}

/** Regime width grows with the square root of the water a river carries. */
function channelWidthMetres(catchmentSquareMetres: number): number {
  return 2.1 * Math.sqrt(catchmentSquareMetres / 1e6);
}

/** Values along a line, taken at `count` equal steps. */
function evenly(values: readonly number[], count: number): number[] {
  return Array.from({ length: count }, (_, index) => {
    const at = Math.round((index * (values.length - 1)) / Math.max(1, count - 1));
    return values[at] as number;
  });
}

/** Bends a line sideways by up to two thirds of the river's width, on a wavelength of eleven widths or 60 m. */
function meander(seed: number, line: readonly Point[], widths: readonly number[]): Point[] {
  const wide = gradientNoise(seed, 'meander', 1);
  return line.map((point, index) => {
    const before = line[index - 1];
    const after = line[index + 1];
    if (!before || !after) return point;
    const width = widths[index] as number;
    const nearEnd = Math.min(1, Math.min(index, line.length - 1 - index) / 6);
    const wavelength = Math.max(60, 11 * width);
    const shift =
      nearEnd * Math.min(42, 0.7 * width + 2) * wide((index * vertexSpacingMetres) / (0.5 * wavelength), 0.5);
    const length = Math.max(0.001, distance(before, after));
    return {
      x: point.x - (shift * (after.y - before.y)) / length,
      y: point.y + (shift * (after.x - before.x)) / length,
    };
  });
}

function nearestVertex(river: RiverCourse, place: Point): number {
  let best = 0;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (let index = 0; index < river.points.length; index++) {
    const away = distance(river.points[index] as Point, place);
    if (away < bestDistance) {
      bestDistance = away;
      best = index;
    }
  }
  return best;
}

/**
 * Where a river first comes to its parent's bank: from there it runs straight into it, instead of beside it down a bed
 * of its own that would lie below the parent's water.
 */
function meeting(
  line: readonly Point[],
  parent: RiverCourse,
): { readonly vertex: number; readonly mouth: number } | undefined {
  for (let vertex = 4; vertex < line.length; vertex++) {
    const place = line[vertex] as Point;
    const nearest = nearestVertex(parent, place);
    const bank = (parent.widthsMetres[nearest] as number) / 2 + confluenceMetres;
    if (distance(place, parent.points[nearest] as Point) > bank) continue;
    // A little downstream, as confluences point.
    return { vertex, mouth: Math.min(parent.points.length - 1, nearest + 1) };
  }
  return undefined;
}
