import type { Feature } from 'geojson';
import { describe, expect, it } from 'vitest';
import { evacuationNumbers } from '../../../data/standards/evacuation.ts';
import { buildRoadGraph } from '../../../server/evacuation/network/build.ts';
import { findIslandsAndGaps } from '../../../server/evacuation/network/gaps.ts';
import { nodeCount, type RoadGraph } from '../../../server/evacuation/network/graph.ts';
import { indexEdges } from '../../../server/evacuation/network/places.ts';
import { readRoadLines } from '../../../server/evacuation/network/read-roads.ts';
import { searchTree } from '../../../server/evacuation/network/shortest.ts';
import { splitEdges } from '../../../server/evacuation/network/split.ts';
import { mayUse, travelTimes } from '../../../server/evacuation/network/travel.ts';
import { indexZones, partsInZones } from '../../../server/evacuation/network/zones.ts';
import { at, road, type XY, zone } from './county.ts';

function build(...features: readonly Feature[]) {
  const { roads, faults } = readRoadLines(features);
  const built = buildRoadGraph(roads);
  return { graph: built.graph, faults: [...faults, ...built.faults].map(({ code, road: key }) => [code, key]) };
}

function nodeAt(graph: RoadGraph, place: XY): number {
  const [longitude, latitude] = at(place);
  const node = graph.nodes.longitude.findIndex(
    (x, index) => x === longitude && graph.nodes.latitude[index] === latitude,
  );
  expect(node).toBeGreaterThanOrEqual(0);
  return node;
}

function metres(graph: RoadGraph, from: XY, to: XY, mode: 'foot' | 'vehicle' = 'foot'): number {
  const cost = Float64Array.from({ length: 2 * graph.edges.count }, (_, arc) =>
    mayUse(graph, mode, arc) ? (graph.edges.lengthMetres[arc >> 1] ?? 0) : Number.POSITIVE_INFINITY,
  );
  return searchTree(graph, cost, [{ node: nodeAt(graph, from), cost: 0 }]).distance[nodeAt(graph, to)] ?? Number.NaN;
}

describe('a road network', () => {
  it('joins roads that share a vertex, in the middle of one too', () => {
    //  a ── b ── c
    //       │
    //       d
    const { graph } = build(
      road('AC', [
        [0, 0],
        [100, 0],
        [200, 0],
      ]),
      road('BD', [
        [100, 0],
        [100, -100],
      ]),
    );
    expect([graph.edges.count, nodeCount(graph)]).toEqual([3, 4]);
    expect(metres(graph, [0, 0], [100, -100])).toBeCloseTo(200, 0);
  });

  it('does not join a bridge to the road below it', () => {
    //       e
    //  a ───┼── c     the line from d to e crosses without a vertex in common
    //       d
    const { graph } = build(
      road('AC', [
        [0, 0],
        [200, 0],
      ]),
      road(
        'DE',
        [
          [100, -100],
          [100, 100],
        ],
        { structure: 'bridge' },
      ),
    );
    expect(graph.edges.count).toBe(2);
    expect(metres(graph, [0, 0], [100, 100])).toBe(Number.POSITIVE_INFINITY);
  });

  it('joins a road to itself where it passes one of its vertices again', () => {
    const { graph } = build(
      road('P', [
        [0, 0],
        [100, 0],
        [100, 100],
        [50, 50],
        [100, 0],
      ]),
    );
    expect(graph.edges.count).toBe(2);
  });

  it('leaves out what has no length, and says so', () => {
    const { graph, faults } = build(
      road('A', [
        [0, 0],
        [0, 0],
      ]),
      road('B', [
        [0, 0],
        [0, 0],
        [100, 0],
      ]),
    );
    expect(graph.edges.count).toBe(1);
    expect(faults).toEqual([['zero_length', 'A']]);
  });

  it('counts a road drawn twice as one way, open in either of its directions', () => {
    const there: XY[] = [
      [0, 0],
      [50, 10],
      [100, 0],
    ];
    const { graph, faults } = build(
      road('A', there, { oneway: 'forward' }),
      road('B', [...there].reverse(), { oneway: 'forward' }),
    );
    // Every vertex is shared, so that each piece between two of them is an edge.
    expect(graph.edges.count).toBe(2);
    expect(faults).toEqual([
      ['duplicate_edge', 'B'],
      ['duplicate_edge', 'B'],
    ]);
    expect(metres(graph, [100, 0], [0, 0], 'vehicle')).toBeLessThan(110);
  });

  it('keeps vehicles to one-way streets, and lets people walk against them', () => {
    const { graph } = build(
      road(
        'A',
        [
          [0, 0],
          [100, 0],
        ],
        { oneway: 'forward' },
      ),
    );
    expect(metres(graph, [0, 0], [100, 0], 'vehicle')).toBeCloseTo(100, 0);
    expect(metres(graph, [100, 0], [0, 0], 'vehicle')).toBe(Number.POSITIVE_INFINITY);
    expect(metres(graph, [100, 0], [0, 0])).toBeCloseTo(100, 0);
  });

  it('understands the tags of OpenStreetMap', () => {
    const tagged = (id: string, tags: Record<string, string>): Feature => ({
      type: 'Feature',
      id,
      geometry: { type: 'LineString', coordinates: [at([0, 0]), at([Number(id.slice(1)) * 100, 0])] },
      properties: tags,
    });
    const { graph, faults } = build(
      tagged('w1', { highway: 'primary', oneway: '-1' }),
      tagged('w2', { highway: 'footway' }),
      tagged('w3', { highway: 'construction' }),
      tagged('w4', { highway: 'road' }),
    );
    expect(graph.lines.roads.map(({ roadClass, oneway }) => [roadClass, oneway])).toEqual([
      ['provincial', 'backward'],
      ['path', 'both'],
      ['village', 'both'],
    ]);
    expect([0, 1, 2, 3].map((arc) => mayUse(graph, 'vehicle', arc))).toEqual([false, true, false, false]);
    expect(faults).toEqual([['not_a_road', 'w3']]);
  });

  it('lists what is no line and what lies off the globe instead of failing', () => {
    const odd = (geometry: unknown): Feature => ({ type: 'Feature', geometry, properties: { code: 'odd' } }) as Feature;
    const { faults } = build(
      odd(null),
      odd({ type: 'Point', coordinates: [110, 31] }),
      odd({
        type: 'LineString',
        coordinates: [
          [110, 31],
          [110, 131],
        ],
      }),
      odd({ type: 'LineString', coordinates: [[110, 31]] }),
    );
    expect(faults.map(([code]) => code)).toEqual(['no_geometry', 'not_a_line', 'bad_coordinates', 'bad_coordinates']);
  });

  it('reports dead ends that nearly meet a road, and islands, with their place', () => {
    const { roads } = readRoadLines([
      road('MAIN', [
        [0, 0],
        [1000, 0],
      ]),
      road('NEAR', [
        [500, 3],
        [500, 300],
      ]),
      road('FAR', [
        [700, 20],
        [700, 300],
      ]),
    ]);
    const faults = findIslandsAndGaps(buildRoadGraph(roads).graph, 5);
    expect(faults.map(({ code, road: key, other }) => [code, key, other])).toEqual([
      ['gap', 'NEAR', 'MAIN'],
      ['island', 'NEAR', null],
      ['island', 'FAR', null],
    ]);
    expect(faults[0]?.at).toEqual(at([500, 3]));
  });
});

describe('a place beside a road', () => {
  const { graph } = build(
    road('A', [
      [0, 0],
      [1000, 0],
    ]),
  );

  it('enters it at the nearest place, within reach only', () => {
    const index = indexEdges(graph);
    const near = index.nearest(at([300, 40]), 50, () => true);
    expect(near?.metres).toBeCloseTo(300, 0);
    expect(near?.accessMetres).toBeCloseTo(40, 1);
    expect(index.nearest(at([300, 60]), 50, () => true)).toBeNull();
    expect(index.nearest(at([300, 40]), 50, () => false)).toBeNull();
  });

  it('becomes a node that splits it, several on one edge too, and at its ends none', () => {
    const places = [700, 300, 300, 0].map((metresAlong) => ({ edge: 0, metres: metresAlong }));
    const { graph: split, nodes } = splitEdges(graph, places);
    expect(split.edges.count).toBe(3);
    expect(new Set(nodes).size).toBe(3);
    expect(nodes[3]).toBe(split.edges.from[0]);
    expect(Array.from(split.edges.base)).toEqual([0, 0, 0]);
    const tree = searchTree(
      split,
      Float64Array.from({ length: 6 }, (_, arc) => split.edges.lengthMetres[arc >> 1] ?? 0),
      [{ node: nodes[1] ?? -1, cost: 0 }],
    );
    expect(tree.distance[nodes[0] ?? -1]).toBeCloseTo(400, 6);
  });
});

describe('travel times', () => {
  const { graph } = build(
    road(
      'UP',
      [
        [0, 0],
        [500, 0],
      ],
      { design_speed_kmh: 40 },
    ),
    road(
      'B',
      [
        [500, 0],
        [1000, 0],
      ],
      { structure: 'bridge', design_speed_kmh: 40 },
    ),
  );
  const numbers = evacuationNumbers();
  const [west = 0] = at([0, 0]);
  const [east = 0] = at([500, 0]);
  // Ten per cent up to the bridge, then a gorge below it.
  const heightAt = (longitude: number) => {
    const share = (longitude - west) / (east - west);
    return share <= 1 ? 50 * share : share < 1.9 ? -100 : 50;
  };

  it('on foot follow Tobler, slower uphill than down', () => {
    const { seconds } = travelTimes(graph, 'foot', numbers, heightAt);
    const speed = (arc: number) => ((graph.edges.lengthMetres[arc >> 1] ?? 0) / (seconds[arc] ?? 1)) * 3.6;
    expect(speed(0)).toBeCloseTo(6 * Math.exp(-3.5 * 0.15), 2);
    expect(speed(1)).toBeCloseTo(6 * Math.exp(-3.5 * 0.05), 2);
  });

  it('take a bridge as even whatever lies below it', () => {
    const { seconds } = travelTimes(graph, 'vehicle', numbers, heightAt);
    expect(((graph.edges.lengthMetres[1] ?? 0) / (seconds[2] ?? 1)) * 3.6).toBeCloseTo(24, 1);
    expect(seconds[0]).toBeGreaterThan(seconds[2] ?? 0);
  });

  it('say of how many metres no grade is known', () => {
    expect(travelTimes(graph, 'foot', numbers).metresWithoutGrade).toBeCloseTo(1000, 0);
    expect(travelTimes(graph, 'foot', numbers, heightAt).metresWithoutGrade).toBe(0);
    expect(travelTimes(graph, 'foot', numbers, () => Number.NaN).metresWithoutGrade).toBeCloseTo(1000, 0);
  });
});

describe('zones', () => {
  it('give the metres of roads inside any of them, holes left out', () => {
    const { graph } = build(
      road('A', [
        [0, 0],
        [1000, 0],
      ]),
    );
    const zones = indexZones([
      zone('Z1', [[100, -50, 300, 50]]),
      zone('Z2', [[200, -50, 400, 50]]),
      zone('Z3', [[600, -50, 900, 50]], {}, [650, -10, 700, 10]),
    ]);
    const parts = partsInZones(graph, zones).get(0) ?? [];
    expect(parts.map(({ from, to }) => [Math.round(from), Math.round(to)])).toEqual([
      [100, 400],
      [600, 650],
      [700, 900],
    ]);
    expect(zones.contains(...(at([150, 0]) as [number, number]))).toBe(true);
    expect(zones.contains(...(at([675, 0]) as [number, number]))).toBe(false);
  });
});
