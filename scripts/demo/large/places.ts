import { type DemoFeature, lineFeature, pointFeature } from '../features/feature.ts';
import { personName, phoneNumber, placeName } from '../names.ts';
import { type Point, type Position, toPosition } from '../plane.ts';
import { type Random, random } from '../random.ts';
import { edgeLine } from './edges.ts';
import { countyEvery, eastEdge, type Lattice, northEdge } from './lattice.ts';
import type { LatticeRivers } from './rivers.ts';

/** A settlement at a node of the lattice. */
export interface LargePlace {
  readonly node: number;
  readonly kind: 'town' | 'village' | 'hamlet';
  readonly name: string;
  readonly people: number;
  readonly point: Point;
  /** A river crosses one of the roads that meet here. */
  readonly threatened: boolean;
}

const villageShare = 0.07;
const hamletShare = 0.3;
const threatenedShare = 0.25;

export function largePlaces(lattice: Lattice, rivers: LatticeRivers): Map<number, LargePlace> {
  const draw = random(lattice.seed, 'large: places');
  const places = new Map<number, LargePlace>();
  const { size } = lattice;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const ticket = draw.next();
      const isTown = column % countyEvery === 0 && row % countyEvery === 0;
      if (!isTown && ticket > villageShare + hamletShare) continue;
      const kind = isTown ? 'town' : ticket < villageShare ? 'village' : 'hamlet';
      const { x, y } = lattice.node(column, row);
      const point = { x: x + 22, y: y + 22 };
      const standing = Math.min(1, (lattice.height(x, y) - 260) / 900);
      const households =
        kind === 'town' ? draw.integer(600, 2_400) : kind === 'village' ? draw.integer(70, 260) : draw.integer(6, 38);
      const node = row * size + column;
      const byWater = ways(lattice, node).some((way) => rivers.crossing(way.edge) !== undefined);
      const name = placeName(draw, standing);
      places.set(node, {
        node,
        kind,
        name: kind === 'town' ? `${name}镇` : kind === 'village' ? `${name}村` : name,
        people: Math.round(households * 3.1),
        point,
        threatened: byWater && draw.chance(threatenedShare),
      });
    }
  }
  return places;
}

interface LatticeWay {
  readonly edge: number;
  readonly to: number;
}

/** Built edges at a node, and the nodes they lead to. */
function ways(lattice: Lattice, node: number): LatticeWay[] {
  const { size } = lattice;
  const column = node % size;
  const row = (node - column) / size;
  const list: LatticeWay[] = [];
  if (column > 0) list.push({ edge: eastEdge(size, column - 1, row), to: node - 1 });
  if (column + 1 < size) list.push({ edge: eastEdge(size, column, row), to: node + 1 });
  if (row > 0) list.push({ edge: northEdge(size, column, row - 1), to: node - size });
  if (row + 1 < size) list.push({ edge: northEdge(size, column, row), to: node + size });
  return list.filter((way) => lattice.isBuilt(way.edge));
}

/** Edges that a route may have before it is too far to go. */
const longestRouteEdges = 14;

/** Along the fewest roads from a place to the nearest shelter: its positions and the place it ends at. */
export function routeToShelter(
  lattice: Lattice,
  rivers: LatticeRivers,
  places: ReadonlyMap<number, LargePlace>,
  from: LargePlace,
): { readonly positions: readonly Position[]; readonly shelter: LargePlace } | undefined {
  const before = new Map<number, LatticeWay & { readonly from: number }>();
  let front = [from.node];
  const seen = new Set(front);
  for (let step = 0; step < longestRouteEdges; step++) {
    const next: number[] = [];
    for (const node of front) {
      for (const way of ways(lattice, node)) {
        if (seen.has(way.to)) continue;
        seen.add(way.to);
        before.set(way.to, { ...way, from: node });
        next.push(way.to);
        const place = places.get(way.to);
        if (place && place.kind !== 'hamlet') {
          return { positions: trace(lattice, rivers, before, from.node, way.to), shelter: place };
        }
      }
    }
    front = next;
  }
  return undefined;
}

function trace(
  lattice: Lattice,
  rivers: LatticeRivers,
  before: ReadonlyMap<number, LatticeWay & { readonly from: number }>,
  start: number,
  end: number,
): Position[] {
  const backwards: Position[] = [];
  for (let node = end; node !== start; ) {
    const way = before.get(node);
    if (!way) throw new Error('a route has a gap');
    const line = edgeLine(lattice, rivers, way.edge).points.map((point) => toPosition(lattice.plane, point));
    // Edges run from the lower node to the higher; the route is traced from its end.
    if (way.to > way.from) line.reverse();
    backwards.push(...(backwards.length === 0 ? line : line.slice(1)));
    node = way.from;
  }
  return backwards.reverse();
}

export function settlementFeature(lattice: Lattice, place: LargePlace, township: string): DemoFeature {
  return pointFeature(lattice.plane, place.point, {
    code: `JM${String(place.node).padStart(7, '0')}`,
    name: place.name,
    kind: place.kind,
    households: Math.round(place.people / 3.1),
    people: place.people,
    elevation_m: Math.round(lattice.height(place.point.x, place.point.y)),
    township,
  });
}

export function shelterCode(place: LargePlace): string {
  return `AZ${String(place.node).padStart(7, '0')}`;
}

export function shelterFeature(lattice: Lattice, draw: Random, place: LargePlace, township: string): DemoFeature {
  return pointFeature(
    lattice.plane,
    { x: place.point.x - 44, y: place.point.y },
    {
      code: shelterCode(place),
      name: `${place.name}${place.kind === 'town' ? '中心小学' : '委会'}`,
      kind: place.kind === 'town' ? 'school' : 'village_office',
      capacity: draw.integer(8, 40) * 10,
      state: draw.chance(0.97) ? 'open' : 'closed',
      contact_person: personName(draw),
      contact_phone: phoneNumber(draw),
      township,
    },
  );
}

export function floodPointCode(place: LargePlace): string {
  return `SH${String(place.node).padStart(7, '0')}`;
}

export function floodPointFeature(
  lattice: Lattice,
  draw: Random,
  place: LargePlace,
  shelter: LargePlace | undefined,
  township: string,
): DemoFeature {
  const base = draw.integer(25, 45);
  return pointFeature(lattice.plane, place.point, {
    code: floodPointCode(place),
    name: `${place.name}山洪灾害点`,
    kind: 'mountain_flood',
    risk_grade: draw.pick(['major', 'considerable', 'general', 'low'] as const),
    village: place.name,
    households: Math.round(place.people / 3.1),
    people: place.people,
    prepare_1h_mm: base,
    prepare_3h_mm: Math.round(base * 1.5),
    prepare_6h_mm: base * 2,
    prepare_24h_mm: base * 3,
    evacuate_1h_mm: Math.round(base * 1.25),
    evacuate_3h_mm: Math.round(base * 1.9),
    evacuate_6h_mm: Math.round(base * 2.5),
    evacuate_24h_mm: Math.round(base * 3.8),
    lead_time_min: draw.integer(4, 18) * 5,
    shelter_code: shelter && shelterCode(shelter),
    responsible_person: personName(draw),
    responsible_phone: phoneNumber(draw),
    surveyed_on: '2025-04-15',
    township,
  });
}

export function evacuationFeature(
  draw: Random,
  place: LargePlace,
  route: { readonly positions: readonly Position[]; readonly shelter: LargePlace },
  township: string,
): DemoFeature {
  return lineFeature(route.positions, {
    code: `ZY${String(place.node).padStart(7, '0')}`,
    name: `${place.name}至${route.shelter.name}`,
    flood_point_code: floodPointCode(place),
    shelter_code: shelterCode(route.shelter),
    people: place.people,
    mode: 'foot',
    responsible_person: personName(draw),
    responsible_phone: phoneNumber(draw),
    sign_installed: draw.chance(0.8),
    township,
  });
}
