import type { Feature, LineString, Position } from 'geojson';
import { nearestOnSegment, type PlanePoint } from './snap.ts';

export interface Followed {
  readonly line: LineString;
  readonly legs: number;
  /** Legs that stay as drawn because no road leads from one end to the other. */
  readonly straightLegs: number;
}

/** A clicked point belongs to a road within this distance: a click snaps within a few pixels, at zoom 13 some 20 m. */
const reachMetres = 30;
/** A way round longer than this many times the straight leg is not what the person meant by the next click. */
const longestDetour = 6;
/** Short legs may need a relatively long way round, such as over the next bridge. */
const detourAllowanceMetres = 1500;

/**
 * The drawn line with every leg laid along the roads by the shortest way, where both its ends lie on roads that are
 * connected; sections connect where they share an end exactly. Traffic direction is left to the check.
 */
export function followRoads(drawn: LineString, roads: readonly Feature<LineString>[]): Followed {
  const network = new Network(
    roads.map((road) => road.geometry.coordinates),
    drawn.coordinates[0] ?? [0, 0],
  );
  const coordinates: Position[] = drawn.coordinates.slice(0, 1);
  let straightLegs = 0;
  for (let index = 1; index < drawn.coordinates.length; index += 1) {
    const from = drawn.coordinates[index - 1];
    const to = drawn.coordinates[index];
    if (!from || !to) continue;
    const way = network.wayBetween(from, to);
    if (!way) straightLegs += 1;
    for (const position of way ?? [to]) {
      if (nodeKey(coordinates.at(-1)) !== nodeKey(position)) coordinates.push(position);
    }
  }
  const line: LineString = coordinates.length > 1 ? { type: 'LineString', coordinates } : drawn;
  return { line, legs: Math.max(0, drawn.coordinates.length - 1), straightLegs };
}

interface Place {
  readonly section: number;
  readonly segment: number;
  readonly position: Position;
  /** Metres from the section's start. */
  readonly along: number;
}

interface Edge {
  readonly section: number;
  readonly to: string;
  readonly lengthMetres: number;
}

/** Sections as edges between their ends, on a local plane in metres around the first point of the drawn line. */
class Network {
  private readonly sections: readonly (readonly Position[])[];
  private readonly planes: readonly (readonly PlanePoint[])[];
  private readonly cumulated: readonly (readonly number[])[];
  private readonly edges = new Map<string, Edge[]>();
  private readonly toPlane: (position: Position) => PlanePoint;

  constructor(lines: readonly (readonly Position[])[], origin: Position) {
    this.toPlane = planeAround(origin);
    this.sections = lines.filter((line) => line.length > 1);
    this.planes = this.sections.map((line) => line.map(this.toPlane));
    this.cumulated = this.planes.map(cumulatedLengths);
    for (const [section, line] of this.sections.entries()) {
      const start = nodeKey(line[0]);
      const end = nodeKey(line.at(-1));
      const lengthMetres = this.lengthOf(section);
      this.connect(start, { section, to: end, lengthMetres });
      this.connect(end, { section, to: start, lengthMetres });
    }
  }

  wayBetween(from: Position, to: Position): readonly Position[] | undefined {
    const start = this.placeOn(from);
    const goal = this.placeOn(to);
    if (!start || !goal) return undefined;
    const limit = longestDetour * distance(this.toPlane(from), this.toPlane(to)) + detourAllowanceMetres;
    const direct = start.section === goal.section ? Math.abs(goal.along - start.along) : Number.POSITIVE_INFINITY;
    const route = this.shortest(start, goal, Math.min(limit, direct));
    if (route) return route;
    return direct <= limit ? this.alongSection(start.section, start.along, goal.along) : undefined;
  }

  private placeOn(position: Position): Place | undefined {
    const pointer = this.toPlane(position);
    let best: (Place & { readonly distance: number }) | undefined;
    for (const [section, plane] of this.planes.entries()) {
      for (let segment = 0; segment + 1 < plane.length; segment += 1) {
        const a = plane[segment];
        const b = plane[segment + 1];
        if (!a || !b) continue;
        const near = nearestOnSegment(pointer, a, b);
        if (near.distance > reachMetres || near.distance >= (best?.distance ?? Number.POSITIVE_INFINITY)) continue;
        const along = (this.cumulated[section]?.[segment] ?? 0) + near.share * distance(a, b);
        best = { section, segment, position, along, distance: near.distance };
      }
    }
    return best;
  }

  /** Dijkstra from the ends of the start's section to those of the goal's; undefined where nothing is below `limit`. */
  private shortest(start: Place, goal: Place, limit: number): readonly Position[] | undefined {
    const goalEnds = new Map(this.endsFrom(goal));
    const reached = new Map<string, { metres: number; edge?: Edge; from?: string }>();
    const open = new Map<string, number>();
    for (const [node, metres] of this.endsFrom(start)) {
      if (metres < (reached.get(node)?.metres ?? Number.POSITIVE_INFINITY)) {
        reached.set(node, { metres });
        open.set(node, metres);
      }
    }
    let best: { node: string; metres: number } | undefined;
    while (open.size > 0) {
      const [node, metres] = takeNearest(open);
      if (metres >= Math.min(limit, best?.metres ?? Number.POSITIVE_INFINITY)) break;
      const rest = goalEnds.get(node);
      if (rest !== undefined && metres + rest < Math.min(limit, best?.metres ?? Number.POSITIVE_INFINITY)) {
        best = { node, metres: metres + rest };
      }
      for (const edge of this.edges.get(node) ?? []) {
        const further = metres + edge.lengthMetres;
        if (further >= (reached.get(edge.to)?.metres ?? Number.POSITIVE_INFINITY)) continue;
        reached.set(edge.to, { metres: further, edge, from: node });
        open.set(edge.to, further);
      }
    }
    return best && this.retrace(start, goal, best.node, reached);
  }

  private retrace(
    start: Place,
    goal: Place,
    last: string,
    reached: ReadonlyMap<string, { readonly edge?: Edge; readonly from?: string }>,
  ): readonly Position[] {
    const middle: (readonly Position[])[] = [];
    let node = last;
    for (let step = reached.get(node); step?.edge && step.from !== undefined; step = reached.get(node)) {
      middle.unshift(this.sectionFrom(step.edge.section, step.from));
      node = step.from;
    }
    return [
      ...this.alongSection(start.section, start.along, this.endAlong(start.section, node)),
      ...middle.flat(),
      ...this.alongSection(goal.section, this.endAlong(goal.section, last), goal.along),
    ];
  }

  private sectionFrom(section: number, node: string): readonly Position[] {
    const line = this.sections[section] ?? [];
    return nodeKey(line[0]) === node ? line : [...line].reverse();
  }

  /** Vertices and both ends of a part of a section, in the direction of travel. */
  private alongSection(section: number, fromMetres: number, toMetres: number): readonly Position[] {
    const line = this.sections[section] ?? [];
    const lengths = this.cumulated[section] ?? [];
    const [low, high] = [Math.min(fromMetres, toMetres), Math.max(fromMetres, toMetres)];
    const inner = line.filter((_, index) => (lengths[index] ?? 0) > low && (lengths[index] ?? 0) < high);
    const part = [this.positionAt(section, low), ...inner, this.positionAt(section, high)];
    return fromMetres <= toMetres ? part : part.reverse();
  }

  private positionAt(section: number, metres: number): Position {
    const line = this.sections[section] ?? [];
    const lengths = this.cumulated[section] ?? [];
    const index = Math.max(
      1,
      lengths.findIndex((length) => length >= metres),
    );
    const [a = [], b = []] = [line[index - 1], line[index]];
    const [start = 0, end = 0] = [lengths[index - 1], lengths[index]];
    const share = end === start ? 0 : (metres - start) / (end - start);
    if (share <= 0) return a;
    if (share >= 1) return b;
    return [(a[0] ?? 0) + share * ((b[0] ?? 0) - (a[0] ?? 0)), (a[1] ?? 0) + share * ((b[1] ?? 0) - (a[1] ?? 0))];
  }

  private endsFrom(place: Place): readonly (readonly [string, number])[] {
    const line = this.sections[place.section] ?? [];
    return [
      [nodeKey(line[0]), place.along],
      [nodeKey(line.at(-1)), this.lengthOf(place.section) - place.along],
    ];
  }

  private endAlong(section: number, node: string): number {
    return nodeKey(this.sections[section]?.[0]) === node ? 0 : this.lengthOf(section);
  }

  private lengthOf(section: number): number {
    return this.cumulated[section]?.at(-1) ?? 0;
  }

  private connect(node: string, edge: Edge): void {
    const edges = this.edges.get(node);
    if (edges) edges.push(edge);
    else this.edges.set(node, [edge]);
  }
}

/** Good to a thousandth over a county, and only lengths are compared. */
function planeAround([, latitude = 0]: Position): (position: Position) => PlanePoint {
  const metresPerDegree = 111_320;
  const east = metresPerDegree * Math.cos((latitude * Math.PI) / 180);
  return ([x = 0, y = 0]) => [x * east, y * metresPerDegree];
}

/** Coordinates are stored to about a millimetre at most; sections of one junction hold the very same figures. */
function nodeKey(position: Position | undefined): string {
  return position ? `${position[0]?.toFixed(8)},${position[1]?.toFixed(8)}` : '';
}

function cumulatedLengths(points: readonly PlanePoint[]): readonly number[] {
  let sum = 0;
  return points.map((point, index) => {
    const before = points[index - 1];
    if (before) sum += distance(before, point);
    return sum;
  });
}

function distance([x1, y1]: PlanePoint, [x2, y2]: PlanePoint): number {
  return Math.hypot(x2 - x1, y2 - y1);
}

/** The open set stays small within a county's leg, so a scan beats the upkeep of a heap. */
function takeNearest(open: Map<string, number>): readonly [string, number] {
  let nearest: readonly [string, number] = ['', Number.POSITIVE_INFINITY];
  for (const entry of open) if (entry[1] < nearest[1]) nearest = entry;
  open.delete(nearest[0]);
  return nearest;
}
