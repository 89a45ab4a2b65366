import fc from 'fast-check';
import type { Feature } from 'geojson';
import { describe, expect, it } from 'vitest';
import { findBridges } from '../../../server/evacuation/network/bridges.ts';
import { buildRoadGraph } from '../../../server/evacuation/network/build.ts';
import { cuttingEdges } from '../../../server/evacuation/network/cutting-edges.ts';
import { headOf, nodeCount, type RoadGraph } from '../../../server/evacuation/network/graph.ts';
import { readRoadLines } from '../../../server/evacuation/network/read-roads.ts';
import { road, type XY } from './county.ts';

/** Roads between the corners of a grid: which there are, and in which directions, is drawn by lot. */
const side = 4;
const corner = (index: number): XY => [(index % side) * 100, Math.floor(index / side) * 100];
const pairs = Array.from({ length: side * side }, (_, index) => index).flatMap((index) => [
  ...(index % side < side - 1 ? [[index, index + 1] as const] : []),
  ...(index + side < side * side ? [[index, index + side] as const] : []),
]);
const networks = fc.record({
  kinds: fc.array(fc.constantFrom('both', 'forward', 'backward', 'none'), {
    minLength: pairs.length,
    maxLength: pairs.length,
  }),
  start: fc.nat(),
  goals: fc.array(fc.nat(), { minLength: 1, maxLength: 3 }),
});

function graphOf(kinds: readonly string[]): { graph: RoadGraph; directions: readonly string[] } {
  const features: Feature[] = [];
  for (const [index, [a, b]] of pairs.entries()) {
    if (kinds[index] !== 'none') features.push(road(`R${index}`, [corner(a), corner(b)]));
  }
  const { graph } = buildRoadGraph(readRoadLines(features).roads);
  const directions = graph.lines.roads.map(({ key }) => kinds[Number(String(key).slice(1))] ?? 'both');
  return { graph, directions };
}

function reaches(graph: RoadGraph, isOpen: (arc: number) => boolean, start: number, goals: readonly number[]): boolean {
  const seen = new Set([start]);
  for (const node of seen) {
    if (goals.includes(node)) return true;
    for (let place = graph.adjacency.first[node] ?? 0; place < (graph.adjacency.first[node + 1] ?? 0); place++) {
      const arc = graph.adjacency.arc[place] ?? 0;
      if (isOpen(arc)) seen.add(headOf(graph, arc));
    }
  }
  return false;
}

const hasRoads = (kinds: readonly string[]) => kinds.some((kind) => kind !== 'none');

describe('the edges that every way takes', () => {
  it('are those whose loss leaves none, in any network of one-way roads', () => {
    fc.assert(
      fc.property(networks, ({ kinds, start: startLot, goals: goalLots }) => {
        fc.pre(hasRoads(kinds));
        const { graph, directions } = graphOf(kinds);
        const start = startLot % nodeCount(graph);
        const goals = goalLots.map((lot) => lot % nodeCount(graph));
        const isOpen = (arc: number) => {
          const kind = directions[graph.edges.road[arc >> 1] ?? 0];
          return kind === 'both' || kind === ((arc & 1) === 0 ? 'forward' : 'backward');
        };
        const found = cuttingEdges(graph, isOpen, start, goals);
        expect(found === undefined).toBe(!reaches(graph, isOpen, start, goals));
        if (found === undefined) return;
        const expected = Array.from({ length: graph.edges.count }, (_, edge) => edge).filter(
          (edge) => !reaches(graph, (arc) => arc >> 1 !== edge && isOpen(arc), start, goals),
        );
        expect([...found].sort((a, b) => a - b)).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it('are the bridges towards the goals where all roads go both ways', () => {
    fc.assert(
      fc.property(networks, ({ kinds, start: startLot, goals: goalLots }) => {
        fc.pre(hasRoads(kinds));
        const { graph } = graphOf(kinds.map((kind) => (kind === 'none' ? 'none' : 'both')));
        const start = startLot % nodeCount(graph);
        const goals = goalLots.map((lot) => lot % nodeCount(graph));
        const found = cuttingEdges(graph, () => true, start, goals);
        if (found === undefined) return;
        const bridges = findBridges(graph, () => true, goals);
        for (let edge = 0; edge < graph.edges.count; edge++) {
          expect(found.has(edge)).toBe(bridges.parts(edge) && !bridges.sideHasMark(edge, start));
        }
      }),
    );
  });
});
