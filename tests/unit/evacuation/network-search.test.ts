import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ranksAlongCurve } from '../../../server/evacuation/network/curve.ts';
import { adjacencyOf, bothWays, headOf, nodeCount, type RoadGraph } from '../../../server/evacuation/network/graph.ts';
import { pathOf, type Seed, TreeSearch } from '../../../server/evacuation/network/shortest.ts';

/** A network of which only the shape counts. */
function networkOf(nodes: number, ends: readonly (readonly [number, number])[]): RoadGraph {
  const count = ends.length;
  const from = Uint32Array.from(ends, ([a]) => a);
  const to = Uint32Array.from(ends, ([, b]) => b);
  const none = new Float64Array(0);
  return {
    lines: { roads: [], first: new Uint32Array(1), longitude: none, latitude: none, metres: none },
    nodes: { longitude: new Float64Array(nodes), latitude: new Float64Array(nodes) },
    edges: {
      count,
      from,
      to,
      road: new Uint32Array(count),
      startMetres: new Float64Array(count),
      endMetres: new Float64Array(count),
      lengthMetres: new Float64Array(count),
      directions: new Uint8Array(count).fill(bothWays),
      base: Uint32Array.from(ends.keys()),
    },
    adjacency: adjacencyOf(nodes, from, to),
    repeats: [],
  };
}

/** What an arc costs: nothing, ties, sums that round, far less than the others or far more, shut. */
const arcCost = fc.oneof(
  fc.constantFrom(0, 0, 1, 2, 3, 0.1, 0.2, 0.3, Number.POSITIVE_INFINITY),
  fc.double({ min: 50, max: 300, noNaN: true }),
  fc.constantFrom(1e-300, 1e-9, 1e-6, 1e6, 1e9 + 0.1, 1e15, 1e300),
);

interface Case {
  readonly graph: RoadGraph;
  readonly cost: Float64Array;
  readonly seeds: readonly Seed[];
}

/** Arcs cost what they cost by themselves: streets are one-way, there are islands, loops and parallel edges. */
const cases: fc.Arbitrary<Case> = fc.integer({ min: 1, max: 40 }).chain((nodes) => {
  const node = fc.nat(nodes - 1);
  return fc
    .record({
      edges: fc.array(fc.record({ ends: fc.tuple(node, node), there: arcCost, back: arcCost }), { maxLength: 120 }),
      seeds: fc.array(fc.record({ node, cost: fc.constantFrom(0, 0, 0.3, 5, 200, 1e9) }), { maxLength: 5 }),
    })
    .map(({ edges, seeds }) => ({
      graph: networkOf(
        nodes,
        edges.map(({ ends }) => ends),
      ),
      cost: Float64Array.from(edges.flatMap(({ there, back }) => [there, back])),
      seeds,
    }));
});

/** Dijkstra's search as it is written in books: the nearest node of all that are left, one after the other. */
function plainDistances({ graph, cost, seeds }: Case, towardsSeeds: boolean): number[] {
  const distance = new Array<number>(nodeCount(graph)).fill(Number.POSITIVE_INFINITY);
  for (const seed of seeds) distance[seed.node] = Math.min(distance[seed.node] ?? 0, seed.cost);
  const left = new Set(distance.keys());
  while (left.size > 0) {
    const node = [...left].reduce((best, other) => ((distance[other] ?? 0) < (distance[best] ?? 0) ? other : best));
    left.delete(node);
    for (const [arc, own] of cost.entries()) {
      const [near, far] = towardsSeeds ? [arc, arc ^ 1] : [arc ^ 1, arc];
      if (headOf(graph, near) !== node) continue;
      const next = headOf(graph, far);
      distance[next] = Math.min(distance[next] ?? 0, (distance[node] ?? 0) + own);
    }
  }
  return distance;
}

/** The cost of a way as a search sums it up: from the seed outwards. */
function sumFrom(seed: number, arcs: readonly number[], cost: Float64Array): number {
  return arcs.reduce((sum, arc) => sum + (cost[arc] ?? Number.NaN), seed);
}

describe('a search of a whole network', () => {
  it('finds the distances of a plain Dijkstra to the last bit, with a way to the seed it names', () => {
    fc.assert(
      fc.property(cases, fc.boolean(), (one, towardsSeeds) => {
        const { graph, cost, seeds } = one;
        const search = new TreeSearch(graph, cost, towardsSeeds);
        const tree = search.from(seeds);
        expect(Array.from(tree.distance)).toEqual(plainDistances(one, towardsSeeds));
        for (const [node, distance] of tree.distance.entries()) {
          const path = pathOf(graph, tree, node);
          expect(path === undefined).toBe(distance === Number.POSITIVE_INFINITY);
          if (path === undefined) continue;
          const seed = seeds[tree.origin[node] ?? -1];
          const outwards = towardsSeeds ? path.toReversed() : path;
          const begins = outwards[0] === undefined ? node : headOf(graph, towardsSeeds ? outwards[0] : outwards[0] ^ 1);
          expect(begins).toBe(seed?.node);
          expect(sumFrom(seed?.cost ?? Number.NaN, outwards, cost)).toBe(distance);
        }
      }),
      { numRuns: 2000, seed: 5 },
    );
  });

  it('that ends at a target knows its distance and its way', () => {
    fc.assert(
      fc.property(cases, fc.nat(39), (one, target) => {
        const { graph, cost, seeds } = one;
        fc.pre(target < nodeCount(graph));
        const search = new TreeSearch(graph, cost, false);
        const tree = search.from(seeds, target);
        expect(tree.distance[target]).toBe(search.from(seeds).distance[target]);
        const path = pathOf(graph, tree, target);
        if (path === undefined) return;
        expect(sumFrom(seeds[tree.origin[target] ?? -1]?.cost ?? Number.NaN, path, cost)).toBe(tree.distance[target]);
      }),
      { numRuns: 1000, seed: 5 },
    );
  });

  it('names the nearer seed where the way to it differs by less than sums can tell', () => {
    // 0 ──1e-9── 1 ──1e9── 2: node 2 is as far from either seed, and node 1 comes out first.
    const graph = networkOf(3, [
      [0, 1],
      [1, 2],
    ]);
    const seeds = [
      { node: 0, cost: 0 },
      { node: 1, cost: 2e-9 },
    ];
    const tree = new TreeSearch(graph, Float64Array.of(1e-9, 1e-9, 1e9, 1e9), false).from(seeds);
    expect(Array.from(tree.origin)).toEqual([0, 0, 0]);
  });
});

describe('ranks along the curve', () => {
  it('go through a lattice from each place to one beside it', () => {
    const size = 16;
    const places = Array.from({ length: size * size }, (_, index) => [index % size, Math.floor(index / size)] as const);
    const ranks = ranksAlongCurve({
      longitude: Float64Array.from(places, ([x]) => 110 + x / 1000),
      latitude: Float64Array.from(places, ([, y]) => 31 + y / 1000),
    });
    const passed = places.map((_, rank) => places[ranks.indexOf(rank)] ?? [Number.NaN, Number.NaN]);
    for (const [index, [x, y]] of passed.slice(1).entries()) {
      const [lastX, lastY] = passed[index] ?? [Number.NaN, Number.NaN];
      expect(Math.abs(x - lastX) + Math.abs(y - lastY)).toBe(1);
    }
  });

  it('are all different where places are not, and none where there are none', () => {
    const same = new Float64Array(5).fill(31);
    expect(Array.from(ranksAlongCurve({ longitude: same, latitude: same })).sort()).toEqual([0, 1, 2, 3, 4]);
    expect(ranksAlongCurve({ longitude: new Float64Array(0), latitude: new Float64Array(0) })).toHaveLength(0);
  });
});
