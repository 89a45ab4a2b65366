import { buildRoadGraph } from '../../../server/evacuation/network/build.ts';
import { nodeCount, type RoadGraph } from '../../../server/evacuation/network/graph.ts';
import type { RoadLine } from '../../../server/evacuation/network/road-line.ts';
import type { PlanPoint, PlanShelter } from '../../../server/evacuation/plan/types.ts';

const west = 109;
const south = 30;
/** About 200 m. */
const spacing = 0.002;

/** Numbers from 0 to 1, the same in every run. */
export function makeRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * Winding roads that cross in a lattice, with shared vertices where they do. One section in ten is missing, so that ways
 * have to go round.
 */
export function latticeRoads(edges: number): RoadLine[] {
  const random = makeRandom(11);
  const size = Math.ceil(0.5 + Math.sqrt(0.25 + edges / 2 / 0.9));
  const place = new Float64Array(2 * size * size).map(
    (_, index) =>
      (index % 2 === 0 ? west + spacing * ((index >> 1) % size) : south + spacing * Math.floor((index >> 1) / size)) +
      spacing * 0.6 * (random() - 0.5),
  );
  const roads: RoadLine[] = [];
  for (const isRow of [true, false]) {
    for (let line = 0; line < size; line++) {
      let run: number[] = [];
      const end = () => {
        if (run.length > 2) roads.push(roadOf(roads.length, run));
        run = [];
      };
      for (let step = 0; step < size; step++) {
        const node = isRow ? line * size + step : step * size + line;
        if (step > 0 && random() < 0.1) end();
        run.push(place[2 * node] ?? 0, place[2 * node + 1] ?? 0);
      }
      end();
    }
  }
  return roads;
}

function roadOf(index: number, coordinates: readonly number[]): RoadLine {
  return {
    feature: index + 1,
    key: `C${index}`,
    codes: [`C${index}`],
    roadCode: `C${index}`,
    name: null,
    roadClass: 'village',
    structure: 'road',
    oneway: 'both',
    motorVehicles: true,
    designSpeedKmh: 20,
    widthMetres: 4,
    lanes: null,
    fromMetres: null,
    toMetres: null,
    coordinates: Float64Array.from(coordinates),
  };
}

export function lengthCosts({ edges }: RoadGraph): Float64Array {
  return Float64Array.from({ length: 2 * edges.count }, (_, arc) => edges.lengthMetres[arc >> 1] ?? 0);
}

export function randomNodes(graph: RoadGraph, count: number, seed: number): number[] {
  const random = makeRandom(seed);
  const found = new Set<number>();
  while (found.size < count) found.add(Math.floor(random() * nodeCount(graph)));
  return [...found];
}

/** Points and shelters at nodes of a network; places for 1.3 times the people, so that the nearest shelter is often full. */
export function places(roads: readonly RoadLine[], points: number, shelters: number) {
  const { graph } = buildRoadGraph(roads);
  const random = makeRandom(23);
  const nodes = randomNodes(graph, points + shelters, 29);
  const position = (index: number) => {
    const node = nodes[index] ?? 0;
    return [graph.nodes.longitude[node] ?? 0, graph.nodes.latitude[node] ?? 0];
  };
  const planPoints = Array.from(
    { length: points },
    (_, index): PlanPoint => ({
      key: `P${index}`,
      name: null,
      position: position(index),
      people: 20 + Math.floor(random() * 200),
    }),
  );
  const people = planPoints.reduce((sum, point) => sum + (point.people ?? 0), 0);
  const planShelters = Array.from(
    { length: shelters },
    (_, index): PlanShelter => ({
      key: `S${index}`,
      name: null,
      position: position(points + index),
      capacity: Math.ceil(((people * 1.3) / shelters) * (0.5 + random())),
      isClosed: false,
    }),
  );
  return { points: planPoints, shelters: planShelters };
}
