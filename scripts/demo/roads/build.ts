import { nearestNode, nodePoint } from '../grid.ts';
import type { Land } from '../land.ts';
import { distance } from '../line.ts';
import { gradientNoise } from '../noise.ts';
import type { Site } from '../places/sites.ts';
import type { Point } from '../plane.ts';
import { type Random, random } from '../random.ts';
import { alignment } from './curve.ts';
import { type Ground, makeGround, markBuilt } from './ground.ts';
import { type Road, type RoadClass, RoadNetwork } from './network.ts';
import { CourseSearch } from './search.ts';
import { buildStandards } from './standards.ts';
import { layStreets } from './streets.ts';
import { tunnelThrough } from './tunnel.ts';
import { buildViaduct } from './viaduct.ts';

const mostTunnels = 3;

export interface BuiltRoads {
  readonly network: RoadNetwork;
  /** The sites that a road reaches, and the road vertex at each. */
  readonly sites: readonly Site[];
  readonly doors: readonly Point[];
}

/** Roads in the order in which a county builds them: the trunk along the river, then towns, villages, hamlets, links. */
export function buildRoads(seed: number, land: Land, sites: readonly Site[]): BuiltRoads {
  const builder = new Builder(land, nudges(seed));
  const draw = random(seed, 'roads');
  const towns = sites.filter((site) => site.kind === 'town');
  const trunk = builder.trunk(land, towns);
  const seat = towns[0];
  if (seat) builder.streets(land, trunk, seat.point);
  for (const site of towns) builder.connect('county', site.point);
  builder.links('county', towns, 3, 3_200, 9_000);
  const villages = sites.filter((site) => site.kind === 'village');
  for (const site of villages) builder.connect('township', site.point);
  builder.links('township', [...towns, ...villages], 14, 1_000, 4_200);
  const hamlets = sites.filter((site) => site.kind === 'hamlet');
  for (const site of hamlets) builder.connect('village', site.point);
  builder.links('village', [...villages, ...hamlets], 16, 500, 2_000);
  builder.viaduct(land, trunk);
  builder.tracks(draw, land, 26);
  const reached: Site[] = [];
  const doors: Point[] = [];
  for (const site of sites) {
    const door = builder.door(site.point);
    if (!door) continue;
    reached.push(site);
    doors.push(door);
  }
  return { network: builder.network, sites: reached, doors };
}

/** Up to 9 m this way or that, the same for neighbours, so that roads beside each other stay apart. */
function nudges(seed: number): (place: Point) => Point {
  const east = gradientNoise(seed, 'nudge east', 170);
  const north = gradientNoise(seed, 'nudge north', 170);
  return ({ x, y }) => ({ x: x + 9 * east(x, y), y: y + 9 * north(x, y) });
}

class Builder {
  readonly network = new RoadNetwork();
  readonly #ground: Ground;
  readonly #search: CourseSearch;
  #tunnels = 0;

  readonly #nudge: (place: Point) => Point;

  constructor(land: Land, nudge: (place: Point) => Point) {
    this.#nudge = nudge;
    this.#ground = makeGround(land);
    this.#search = new CourseSearch(this.#ground);
  }

  /** The provincial road comes in with the river, passes the towns on it from west to east, and leaves with it. */
  trunk(land: Land, towns: readonly Site[]): Road {
    const river = land.rivers[0];
    if (!river) throw new Error('the county has no river');
    const stops = towns
      .filter((town) => river.points.some((point) => distance(point, town.point) < 420))
      .map((town) => nearestNode(this.#ground, town.point.x, town.point.y))
      .sort((a, b) => nodePoint(this.#ground, a).x - nodePoint(this.#ground, b).x);
    const exits = new Set(this.#gate(river.points[river.points.length - 1] as Point));
    let from = this.#gate(river.points[0] as Point);
    const course: number[] = [];
    for (const stop of [...stops, undefined]) {
      const goal = stop === undefined ? river.points[river.points.length - 1] : nodePoint(this.#ground, stop);
      const leg = this.#search.find({
        from,
        isGoal: (node) => (stop === undefined ? exits.has(node) : node === stop),
        ...(goal && { towards: goal }),
        maximumGrade: buildStandards.provincial.maximumGrade,
      });
      // A town that such a road cannot reach is passed by.
      if (!leg) continue;
      course.push(...(course.length === 0 ? leg : leg.slice(1)));
      from = [course[course.length - 1] as number];
    }
    const road = this.#build('provincial', course);
    if (!road) throw new Error('the provincial road came to nothing');
    return road;
  }

  /** Nodes at the edge of the map within 400 m of where the river crosses it. */
  #gate(end: Point): number[] {
    const { originX, originY, cellMetres, columns, rows } = this.#ground;
    const column = end.x < originX + (columns * cellMetres) / 2 ? 0 : columns - 1;
    const nodes: number[] = [];
    for (let row = 0; row < rows; row++) {
      if (Math.abs(originY + row * cellMetres - end.y) < 400) nodes.push(row * columns + column);
    }
    return nodes;
  }

  streets(land: Land, trunk: Road, seat: Point): void {
    for (const road of layStreets(land, this.network, trunk, seat)) this.#mark(road);
  }

  viaduct(land: Land, trunk: Road): void {
    const road = buildViaduct(land, this.network, trunk);
    if (road) this.#mark(road);
  }

  /** Builds from a place to wherever the network is cheapest to reach. */
  connect(roadClass: RoadClass, place: Point): Road | undefined {
    const start = nearestNode(this.#ground, place.x, place.y);
    if (this.network.nearest(place, 45)) return undefined;
    const course = this.#search.find({
      from: [start],
      isGoal: (node) => this.#ground.built[node] === 1,
      maximumGrade: buildStandards[roadClass].maximumGrade,
    });
    return course && this.#build(roadClass, course);
  }

  /**
   * Joins places that lie near each other but far apart by road, the worst detours first. What is near and what is far
   * is given as the crow flies in metres.
   */
  links(roadClass: RoadClass, sites: readonly Site[], count: number, nearMetres: number, farMetres: number): void {
    const pairs: { a: Site; b: Site; away: number }[] = [];
    sites.forEach((a, i) => {
      for (const b of sites.slice(i + 1)) {
        const away = distance(a.point, b.point);
        if (away > nearMetres * 0.5 && away < farMetres) pairs.push({ a, b, away });
      }
    });
    pairs.sort((p, q) => p.away - q.away);
    let built = 0;
    for (const { a, b, away } of pairs) {
      if (built === count) break;
      if (away < nearMetres || this.#joinedWithin(a.point, b.point, 2.6 * away)) continue;
      if (this.link(roadClass, a.point, b.point, away)) built++;
    }
  }

  /** A new road between what is built near two places, not crossing anything on the way. */
  link(roadClass: RoadClass, a: Point, b: Point, away: number): Road | undefined {
    const reach = Math.min(450, 0.3 * away);
    const from = this.#builtNear(a, reach);
    const to = new Set(this.#builtNear(b, reach));
    if (from.length === 0 || to.size === 0) return undefined;
    const course = this.#search.find({
      from,
      isGoal: (node) => to.has(node),
      towards: b,
      maximumGrade: buildStandards[roadClass].maximumGrade,
      limit: 9 * away,
    });
    return course && this.#build(roadClass, course);
  }

  /** Farm tracks and footpaths leave the roads for fields and ridges and end there. */
  tracks(draw: Random, land: Land, count: number): void {
    const roads = this.network.roads.filter((road) => road.roadClass === 'village' || road.roadClass === 'township');
    for (let index = 0; index < count; index++) {
      const road = draw.pick(roads);
      const start = draw.pick(road.points);
      const bearing = draw.between(0, 2 * Math.PI);
      const reach = draw.between(260, 620);
      const end = { x: start.x + reach * Math.cos(bearing), y: start.y + reach * Math.sin(bearing) };
      const roadClass = index % 3 === 2 ? 'path' : 'track';
      const goal = nearestNode(this.#ground, end.x, end.y);
      const cell = nearestNode(land.height, end.x, end.y);
      if (land.wet[cell] || this.#ground.built[goal] || this.network.nearest(end, 120)) continue;
      const course = this.#search.find({
        from: [goal],
        isGoal: (node) => this.#ground.built[node] === 1,
        maximumGrade: buildStandards[roadClass].maximumGrade,
        limit: 4_000,
      });
      if (course) this.#build(roadClass, course);
    }
  }

  /** Where a site meets the network, if it does. */
  door(place: Point): Point | undefined {
    const met = this.network.nearest(place, 60);
    return met && this.network.vertexAt(met.road, met.point);
  }

  #build(roadClass: RoadClass, course: readonly number[]): Road | undefined {
    const standard = buildStandards[roadClass];
    const major = roadClass === 'provincial' || roadClass === 'county' || roadClass === 'township';
    const tunnelled =
      major && this.#tunnels < mostTunnels ? tunnelThrough(this.#ground, course, standard.maximumGrade) : undefined;
    const points = tunnelled?.points ?? course.map((node) => nodePoint(this.#ground, node));
    const line = alignment(points, standard.minimumRadiusMetres, this.#nudge);
    const road = this.network.add(roadClass, line, tunnelled ? { tunnels: [tunnelled.tunnel] } : {});
    if (road && tunnelled) this.#tunnels++;
    if (road) this.#mark(road);
    return road;
  }

  #mark(road: Road): void {
    for (const line of this.network.groundLines(road)) markBuilt(this.#ground, line);
  }

  #builtNear(place: Point, reach: number): number[] {
    const nodes: number[] = [];
    const cell = this.#ground.cellMetres;
    for (let dy = -reach; dy <= reach; dy += cell) {
      for (let dx = -reach; dx <= reach; dx += cell) {
        const node = nearestNode(this.#ground, place.x + dx, place.y + dy);
        if (dx * dx + dy * dy <= reach * reach && this.#ground.built[node]) nodes.push(node);
      }
    }
    return nodes;
  }

  /** Whether two places are joined by built roads of at most a length: a flood over the cells that roads occupy. */
  #joinedWithin(a: Point, b: Point, limitMetres: number): boolean {
    const ground = this.#ground;
    const start = this.#builtNear(a, 80);
    const goals = new Set(this.#builtNear(b, 80));
    const seen = new Set(start);
    let front = start;
    // A step between neighbouring cells is about 1.15 cells of road on average.
    const steps = limitMetres / (1.15 * ground.cellMetres);
    for (let step = 0; step < steps && front.length > 0; step++) {
      const next: number[] = [];
      for (const node of front) {
        if (goals.has(node)) return true;
        for (let dy = -1; dy <= 1; dy++) {
          for (let dx = -1; dx <= 1; dx++) {
            const other = node + dy * ground.columns + dx;
            if (ground.built[other] && !seen.has(other)) {
              seen.add(other);
              next.push(other);
            }
          }
        }
      }
      front = next;
    }
    return false;
  }
}
