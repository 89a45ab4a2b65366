import { nearestNode, slopeAt } from '../grid.ts';
import { isWet, type Land } from '../land.ts';
import { distance, interpolate, project, stations } from '../line.ts';
import type { Point } from '../plane.ts';
import type { Road, RoadNetwork } from './network.ts';

const blockLengthMetres = 92;
const blockDepthMetres = 68;
const roundaboutRadiusMetres = 19;

const alongNames = ['滨河路', '建设路', '澜城大道'] as const;
const acrossNames = ['文昌街', '人民街', '胜利街', '解放街', '青年街', '东门街', '西门街'] as const;

/** One side of a block: which corners it joins, counted along the trunk road and away from it. */
interface Block {
  readonly name: string;
  readonly from: Corner;
  readonly to: Corner;
}

type Corner = readonly [along: number, deep: number];

/**
 * Lays the streets of the county seat: blocks on the gentle side of the trunk road, with a roundabout at one crossing.
 * Every street is built block by block, so that crossings are junctions, and only where it can be reached.
 */
export function layStreets(land: Land, network: RoadNetwork, trunk: Road, seat: Point): Road[] {
  const frame = frameAt(land, trunk, seat);
  const at = ([along, deep]: Corner): Point => ({
    x: frame.origin.x + frame.along.x * along * blockLengthMetres + frame.inward.x * deep * blockDepthMetres,
    y: frame.origin.y + frame.along.y * along * blockLengthMetres + frame.inward.y * deep * blockDepthMetres,
  });
  const blocks = reachable(
    listBlocks().filter((block) => {
      const [from, to] = [at(block.from), at(block.to)];
      // A block towards the trunk road has to meet it, wherever exactly it runs.
      if (block.to[1] < 0) return network.crossings(from, to).some((crossing) => crossing.road === trunk);
      return buildable(land, from, to);
    }),
  );
  const built: Road[] = [];
  const corners = new Set(blocks.map((block) => block.from.join()));
  const ringAt = roundaboutCorners.find((c) => corners.has(c.join()) && suitsRoundabout(land, network, at(c)));
  if (ringAt) {
    const circle = circleAround(at(ringAt), roundaboutRadiusMetres);
    const ring = network.add('urban', circle, { name: '澜城环岛', roundabout: true });
    if (ring) built.push(ring);
  }
  for (const block of blocks) {
    // Towards the roundabout, so that the street ends where it meets the ring.
    const turned = ringAt !== undefined && block.from.join() === ringAt.join();
    const [from, to] = turned ? [at(block.to), at(block.from)] : [at(block.from), at(block.to)];
    const pieces = Math.max(1, Math.round(distance(from, to) / 30));
    const line = Array.from({ length: pieces + 1 }, (_, k) => interpolate(from, to, k / pieces));
    const road = network.add('urban', line, { name: block.name });
    if (road) built.push(road);
  }
  return built;
}

const roundaboutCorners: readonly Corner[] = [
  [0, 2],
  [1, 2],
  [-1, 2],
  [0, 1],
  [1, 1],
  [-1, 1],
];

/** Streets along the trunk road, streets across, and the blocks that lead across to the trunk road itself. */
function listBlocks(): Block[] {
  const blocks: Block[] = [];
  for (let along = -3; along <= 3; along++) {
    const across = acrossNames[along + 3] as string;
    blocks.push({ name: across, from: [along, 1], to: [along, -0.6] });
    for (let deep = 1; deep <= 3; deep++) {
      if (deep < 3) blocks.push({ name: across, from: [along, deep + 1], to: [along, deep] });
      if (along < 3) blocks.push({ name: alongNames[deep - 1] as string, from: [along, deep], to: [along + 1, deep] });
    }
  }
  return blocks;
}

/** The blocks that hang together with one that leads to the trunk road, nearest first. */
function reachable(blocks: readonly Block[]): Block[] {
  const reached = new Set<string>();
  const order: Block[] = [];
  let waiting = [...blocks];
  for (;;) {
    const next = waiting.filter(
      (block) => block.to[1] < 0 || reached.has(block.from.join()) || reached.has(block.to.join()),
    );
    if (next.length === 0) return order;
    for (const block of next) {
      reached.add(block.from.join());
      reached.add(block.to.join());
    }
    order.push(...next);
    waiting = waiting.filter((block) => !next.includes(block));
  }
}

interface Frame {
  readonly origin: Point;
  readonly along: Point;
  readonly inward: Point;
}

/** Along the trunk at the seat, and away from it to the side that is less steep. */
function frameAt(land: Land, trunk: Road, seat: Point): Frame {
  const along = stations(trunk.points);
  const { segment, point } = project(trunk.points, along, seat);
  const before = trunk.points[Math.max(0, segment - 8)] as Point;
  const after = trunk.points[Math.min(trunk.points.length - 1, segment + 9)] as Point;
  const length = distance(before, after);
  const direction = { x: (after.x - before.x) / length, y: (after.y - before.y) / length };
  const left = { x: -direction.y, y: direction.x };
  const effort = (sign: number): number => {
    let sum = 0;
    for (let deep = 20; deep <= 220; deep += 20) {
      const x = point.x + sign * left.x * deep;
      const y = point.y + sign * left.y * deep;
      sum += land.wet[nearestNode(land.height, x, y)] ? 5 : slopeAt(land.height, x, y, 15);
    }
    return sum;
  };
  const sign = effort(1) <= effort(-1) ? 1 : -1;
  return { origin: point, along: direction, inward: { x: sign * left.x, y: sign * left.y } };
}

/** Level enough, dry, and clear of roads that are there already. */
function suitsRoundabout(land: Land, network: RoadNetwork, centre: Point): boolean {
  const east = { x: centre.x + 2 * roundaboutRadiusMetres, y: centre.y };
  return buildable(land, centre, east) && network.nearest(centre, 1.5 * roundaboutRadiusMetres) === undefined;
}

function buildable(land: Land, from: Point, to: Point): boolean {
  for (let step = 0; step <= 4; step++) {
    const place = interpolate(from, to, Math.min(1, step / 4));
    const cell = nearestNode(land.height, place.x, place.y);
    if (isWet(land, place) || (land.field.fromBank[cell] as number) < 10) return false;
    if (slopeAt(land.height, place.x, place.y, 15) > 0.3) return false;
  }
  return true;
}

/** Counter-clockwise, the way traffic goes round where it keeps right. */
function circleAround(centre: Point, radius: number): Point[] {
  const corners = 20;
  const ring: Point[] = [];
  for (let corner = 0; corner < corners; corner++) {
    const angle = (2 * Math.PI * corner) / corners;
    ring.push({ x: centre.x + radius * Math.cos(angle), y: centre.y + radius * Math.sin(angle) });
  }
  ring.push(ring[0] as Point);
  return ring;
}
