import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findBridges } from '../../../server/evacuation/network/bridges.ts';
import { buildRoadGraph } from '../../../server/evacuation/network/build.ts';
import { headOf, nodeCount, type RoadGraph, tailOf } from '../../../server/evacuation/network/graph.ts';
import { GuidedSearch } from '../../../server/evacuation/network/guided.ts';
import { Rerouter } from '../../../server/evacuation/network/reroute.ts';
import type { RoadLine } from '../../../server/evacuation/network/road-line.ts';
import { pathOf, searchTree } from '../../../server/evacuation/network/shortest.ts';

/** Roads between places of a small lattice, some of them one-way. */
const networks: fc.Arbitrary<RoadGraph> = fc
  .uniqueArray(fc.tuple(fc.nat(4), fc.nat(4), fc.nat(4), fc.nat(4), fc.nat(3)), { minLength: 3, maxLength: 40 })
  .map(
    (sections) =>
      buildRoadGraph(
        sections.map(
          ([x0, y0, x1, y1, way], index): RoadLine => ({
            feature: index + 1,
            key: index + 1,
            codes: [],
            roadCode: null,
            name: null,
            roadClass: 'village',
            structure: 'road',
            oneway: way === 0 ? 'forward' : 'both',
            motorVehicles: null,
            designSpeedKmh: null,
            widthMetres: null,
            lanes: null,
            fromMetres: null,
            toMetres: null,
            coordinates: Float64Array.of(110 + x0 / 1000, 31 + y0 / 1000, 110 + x1 / 1000, 31 + y1 / 1000),
          }),
        ),
      ).graph,
  )
  .filter((graph) => graph.edges.count > 1);

function costsOf({ edges }: RoadGraph): Float64Array {
  return Float64Array.from({ length: 2 * edges.count }, (_, arc) => {
    const open = (edges.directions[arc >> 1] ?? 0) & (arc % 2 === 0 ? 1 : 2);
    return open ? (edges.lengthMetres[arc >> 1] ?? 0) : Number.POSITIVE_INFINITY;
  });
}

function without(cost: Float64Array, edge: number): Float64Array {
  const shut = cost.slice();
  shut.fill(Number.POSITIVE_INFINITY, 2 * edge, 2 * edge + 2);
  return shut;
}

describe('Dijkstra’s search', () => {
  it('finds the least cost of every node, as trying again and again does, with a path of that cost', () => {
    fc.assert(
      fc.property(networks, fc.boolean(), (graph, towardsSeeds) => {
        const cost = costsOf(graph);
        const seeds = [
          { node: 0, cost: 5 },
          { node: nodeCount(graph) - 1, cost: 0 },
        ];
        const tree = searchTree(graph, cost, seeds, { towardsSeeds });
        const least = new Float64Array(nodeCount(graph)).fill(Number.POSITIVE_INFINITY);
        for (const seed of seeds) least[seed.node] = Math.min(least[seed.node] ?? 0, seed.cost);
        for (let round = 0; round < nodeCount(graph); round++) {
          for (const [arc, own] of cost.entries()) {
            const [from, to] = towardsSeeds
              ? [headOf(graph, arc), tailOf(graph, arc)]
              : [tailOf(graph, arc), headOf(graph, arc)];
            least[to] = Math.min(least[to] ?? 0, (least[from] ?? 0) + own);
          }
        }
        for (const [node, distance] of tree.distance.entries()) {
          expect(distance).toBeCloseTo(least[node] ?? Number.NaN, 6);
          const path = pathOf(graph, tree, node);
          expect(path === undefined).toBe(distance === Number.POSITIVE_INFINITY);
          if (path === undefined) continue;
          const sum = path.reduce((total, arc) => total + (cost[arc] ?? 0), seeds[tree.origin[node] ?? 0]?.cost ?? 0);
          expect(sum).toBeCloseTo(distance, 6);
          for (const [index, arc] of path.slice(1).entries()) {
            expect(tailOf(graph, arc)).toBe(headOf(graph, path[index] ?? -1));
          }
        }
      }),
      { numRuns: 200, seed: 5 },
    );
  });
});

describe('a way round a lost edge', () => {
  it('costs what a new search without the edge finds', () => {
    fc.assert(
      fc.property(networks, (graph) => {
        const cost = costsOf(graph);
        const seeds = [{ node: 0, cost: 0 }];
        const rerouter = new Rerouter(
          graph,
          cost,
          searchTree(graph, cost, seeds, { towardsSeeds: true }),
          new GuidedSearch(graph),
        );
        for (let edge = 0; edge < graph.edges.count; edge++) {
          const anew = searchTree(graph, without(cost, edge), seeds, { towardsSeeds: true });
          for (const [node, distance] of anew.distance.entries()) {
            const found = rerouter.without(edge, node);
            expect(found?.cost ?? Number.POSITIVE_INFINITY).toBeCloseTo(distance, 6);
            expect(found?.arcs.some((arc) => arc >> 1 === edge) ?? false).toBe(false);
            const sum = found?.arcs.reduce((total, arc) => total + (cost[arc] ?? 0), 0);
            if (found !== undefined) expect(sum).toBeCloseTo(found.cost, 6);
          }
        }
      }),
      { numRuns: 100, seed: 5 },
    );
  });
});

describe('an edge that parts a network', () => {
  it('is one without which its ends cannot get to each other, and its sides are known', () => {
    fc.assert(
      fc.property(networks, (graph) => {
        const cost = Float64Array.from({ length: 2 * graph.edges.count }, () => 1);
        const marked = [nodeCount(graph) - 1];
        const bridges = findBridges(graph, () => true, marked);
        for (let edge = 0; edge < graph.edges.count; edge++) {
          const end = graph.edges.from[edge] ?? -1;
          const other = graph.edges.to[edge] ?? -1;
          const side = searchTree(graph, without(cost, edge), [{ node: end, cost: 0 }]).distance;
          expect(bridges.parts(edge)).toBe(side[other] === Number.POSITIVE_INFINITY);
          if (!bridges.parts(edge)) continue;
          expect(bridges.sideHasMark(edge, end)).toBe(side[marked[0] ?? -1] !== Number.POSITIVE_INFINITY);
        }
      }),
      { numRuns: 200, seed: 5 },
    );
  });
});
