import type { Feature, Point } from 'geojson';
import { beforeAll, describe, expect, test } from 'vitest';
import { layers } from '../../data/layers/index.ts';
import { buildRoadGraph } from '../../server/evacuation/network/build.ts';
import { readRoadLines } from '../../server/evacuation/network/read-roads.ts';
import { makeNetworkService, type NetworkService } from '../../server/networks/network-service.ts';
import { readLayer } from '../../server/networks/read-layer.ts';
import { line, point, sample, store } from './support/features.ts';
import { expectProblem } from './support/problem.ts';
import { testService } from './support/service.ts';

const service = testService();
let networks: NetworkService;
let ids: readonly number[];

/**
 *   a ─── b ─── c   .d ── e      f ── g (an island)
 *         │
 *         h
 */
beforeAll(async () => {
  ids = await store(service.database, 'roads', [
    sample('roads', { code: 'AC', width_m: 4 }, line([0, 0], [100, 0], [200, 0])),
    sample('roads', { code: 'BH', width_m: 4 }, line([100, 0], [100, -100])),
    sample('roads', { code: 'DE', width_m: 4 }, line([203, 0], [300, 0])),
    sample('roads', { code: 'FG', width_m: 4 }, line([900, 0], [1000, 0])),
  ]);
  networks = makeNetworkService(service.database);
});

async function fromNothing() {
  const features = await readLayer(service.database.pool, layers.roads);
  return buildRoadGraph(readRoadLines(features).roads).graph;
}

async function kinds(query = ''): Promise<[string, unknown][]> {
  const { body } = await service.get(`/network/gaps${query}`).expect(200);
  return body.features.map(({ properties }: Feature) => [properties?.kind, properties?.road]);
}

describe('the network of the county', () => {
  test('is kept in memory until a road is edited, and then equals one built from nothing', async () => {
    const first = await networks.current();
    expect(first.graph.edges).toEqual((await fromNothing()).edges);
    expect(await networks.current()).toBe(first);
    expect(first.roadIds).toEqual(ids);

    await service
      .post('/collections/roads/items')
      .send(sample('roads', { code: 'CD' }, line([200, 0], [203, 0])))
      .expect(201);
    const joined = await networks.current();
    expect(joined.revision).toBeGreaterThan(first.revision);
    expect(joined.graph.edges).toEqual((await fromNothing()).edges);
    expect(joined.graph.edges.count).toBe(first.graph.edges.count + 1);
    // The roads that were not edited are the same objects.
    expect(joined.graph.lines.roads.slice(0, 4)).toEqual(first.graph.lines.roads);
    expect(joined.graph.lines.roads[0]).toBe(first.graph.lines.roads[0]);

    await service
      .send('delete', `/collections/roads/items/${joined.roadIds.at(-1)}`)
      .set('If-Match', '*')
      .expect(204);
    const parted = await networks.current();
    expect(parted.graph.edges).toEqual(first.graph.edges);
    expect((await fromNothing()).edges).toEqual(first.graph.edges);
  });

  test('sees an edit by whatever way, also one past the service', async () => {
    const before = await networks.current();
    await service.database.pool.query("UPDATE anlan.roads SET oneway = 'forward' WHERE code = 'BH'");
    const after = await networks.current();
    expect(before.graph.edges.directions).not.toEqual(after.graph.edges.directions);
    await service.database.pool.query("UPDATE anlan.roads SET oneway = NULL WHERE code = 'BH'");
  });

  test('asked for by many at once is read once and the same for all', async () => {
    await service.database.pool.query("UPDATE anlan.roads SET remarks = 'x' WHERE code = 'BH'");
    const all = await Promise.all(Array.from({ length: 5 }, () => networks.current()));
    expect(new Set(all).size).toBe(1);
  });

  test('says which edges closures shut in a time window', async () => {
    const empty = { from: new Date('2027-01-01T00:00:00Z'), to: new Date('2027-01-01T00:00:00Z') };
    expect((await networks.closedIn(empty)).closed.edges.size).toBe(0);
    await store(service.database, 'closures', [
      sample(
        'closures',
        { segment_code: 'BH', valid_from: '2027-01-01T00:00:00Z', valid_to: '2027-02-01T00:00:00Z' },
        line([100, -10], [100, -90]),
      ),
    ]);
    const { network, closed } = await networks.closedIn(empty);
    const roads = [...closed.edges.keys()].map(
      (edge) => network.graph.lines.roads[network.graph.edges.road[edge] ?? -1],
    );
    expect(roads.map((road) => road?.key)).toEqual(['BH']);
    const later = { from: new Date('2027-03-01T00:00:00Z'), to: new Date('2027-03-01T00:00:00Z') };
    expect((await networks.closedIn(later)).closed.edges.size).toBe(0);
  });
});

describe('over the API', () => {
  test('the network is summed up', async () => {
    const { body } = await service.get('/network').expect(200);
    expect(body).toMatchObject({ roads: 4, edges: 5, nodes: 8, faults: { gap: 2, island: 2, dead_end: 5 } });
    expect(body.length_m).toBeCloseTo(497.5, 0);
  });

  test('gaps and islands are told with their place, gaps within a tolerance of the reader’s own', async () => {
    expect(await kinds('?kind=gap')).toEqual([
      ['gap', 'AC'],
      ['gap', 'DE'],
    ]);
    expect(await kinds('?kind=gap&tolerance_m=1')).toEqual([]);
    expect(await kinds('?kind=dead_end&tolerance_m=1')).toHaveLength(7);
    expect((await kinds()).map(([kind]) => kind)).toEqual(['gap', 'gap', 'island', 'island']);
    const { body } = await service.get('/network/gaps?kind=gap').set('Accept-Language', 'en');
    expect(body.features[0].geometry).toEqual(point(200, 0));
    expect(body.features[0].properties).toMatchObject({ other: 'DE', message: expect.stringContaining('3.0') });
  });

  test('places are told with where they reach a road, and those that reach none', async () => {
    await store(service.database, 'flood_points', [
      sample('flood_points', { code: 'near' }, point(50, 10)),
      sample('flood_points', { code: 'far' }, point(150, 120)),
      sample('flood_points', { code: 'off' }, point(150, 900)),
    ]);
    const { body } = await service.get('/network/entries?collection=flood_points').expect(200);
    const told = body.features.map(({ properties }: Feature<Point>) => [
      properties?.code,
      properties?.state,
      properties?.road,
    ]);
    expect(told).toEqual([
      ['near', 'near', 'AC'],
      ['far', 'far', 'AC'],
      ['off', 'off_network', undefined],
    ]);
    expect(body.features[0].properties.distance_m).toBeCloseTo(10, 1);
    const closer = await service.get('/network/entries?collection=flood_points&reach_m=100').expect(200);
    expect(closer.body.features[1].properties.state).toBe('off_network');
  });

  test('what makes no sense is refused', async () => {
    await expectProblem(() => service.get('/network/gaps?tolerance_m=-1'), 'invalid_parameter', 400);
    await expectProblem(() => service.get('/network/gaps?kind=hole'), 'invalid_parameter', 400);
    await expectProblem(() => service.get('/network/entries?reach_m=0'), 'invalid_parameter', 400);
  });
});
