import type { Feature, LineString, MultiLineString, MultiPolygon, Point, Position } from 'geojson';
import { CountyFeatures } from '../../../server/evacuation/county/county-features.ts';
import { CountyWays, roadsOfCounty } from '../../../server/evacuation/county/county-ways.ts';
import { checkRoute, profilePlaces, type RouteCheckReport } from '../../../server/evacuation/index.ts';
import { arcPositions } from '../../../server/evacuation/network/edge-line.ts';
import { positionOf, type RoadGraph } from '../../../server/evacuation/network/graph.ts';
import type { RoadLine } from '../../../server/evacuation/network/road-line.ts';
import { pathOf, searchTree } from '../../../server/evacuation/network/shortest.ts';
import { latticeRoads, lengthCosts, makeRandom, randomNodes } from './network.ts';

const routes = 1000;
const shelters = 100;
const others = 500;

/** All rules over 1,000 routes to the nearest shelter, each with what lies around it, in one process. */
export function checks(edges: number): string[][] {
  const roads = latticeRoads(edges);
  const network = roadsOfCounty(roads);
  const layers = countyOn(network.graph, roads);
  const from = performance.now();
  const county = new CountyFeatures(layers);
  const ways = new CountyWays({ ...layers, network });
  const ready = performance.now() - from;
  const at = new Date('2026-07-01T00:00:00Z');
  const times: number[] = [];
  const verdicts = new Map<RouteCheckReport['verdict'], number>();
  for (const route of layers.evacuation_routes) {
    const start = performance.now();
    const places = profilePlaces(route.geometry);
    const metres = new Float64Array(places.length / 2).map((_, index) =>
      height(places[2 * index], places[2 * index + 1]),
    );
    const report = checkRoute({
      route,
      at,
      features: county.around(route),
      coverage: county.coverage,
      county: ways,
      heights: { metres, rmseMetres: 1 },
    });
    times.push(performance.now() - start);
    verdicts.set(report.verdict, (verdicts.get(report.verdict) ?? 0) + 1);
  }
  times.sort((a, b) => a - b);
  const total = times.reduce((sum, time) => sum + time, 0);
  const quantile = (share: number) => times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? 0;
  const counted = [...verdicts].map(([verdict, count]) => `${count} ${verdict}`).join(', ');
  const kilometres =
    layers.evacuation_routes.reduce((sum, { properties }) => sum + Number(properties?.length_m), 0) / 1000;
  return [
    ['county made ready for checks', `${(ready / 1000).toFixed(2)} s`, '', '', `${network.graph.edges.count} edges`],
    [
      `check of ${times.length} routes, all rules`,
      `${(total / 1000).toFixed(1)} s`,
      '',
      '',
      `${kilometres.toFixed(0)} km; ${counted}`,
    ],
    ['one route, median', `${quantile(0.5).toFixed(1)} ms`, '', '', `99 %: ${quantile(0.99).toFixed(1)} ms`],
  ];
}

/** Hills of 100 m. */
function height(longitude = 0, latitude = 0): number {
  return 600 + 50 * Math.sin(longitude * 400) + 50 * Math.cos(latitude * 300);
}

function countyOn(graph: RoadGraph, lines: readonly RoadLine[]) {
  const random = makeRandom(31);
  const nodes = randomNodes(graph, routes + shelters + others, 37);
  const at = (index: number): [number, number] => positionOf(graph, nodes[index] ?? 0);
  const feature = <G extends Point | LineString | MultiLineString | MultiPolygon>(
    id: number,
    geometry: G,
    properties: Record<string, unknown>,
  ): Feature<G> => ({ type: 'Feature', id, geometry, properties });
  const numbered = (count: number) => Array.from({ length: count }, (_, index) => index);

  const roads = lines.map(({ key, coordinates }, index) =>
    feature(
      index + 1,
      { type: 'LineString', coordinates: positions(coordinates) },
      { code: key, road_code: key, road_class: 'village', structure: 'road', width_m: 4, surveyed_on: '2026-03-01' },
    ),
  );
  const taking = numbered(shelters).map((index) =>
    feature(
      index + 1,
      { type: 'Point', coordinates: at(routes + index) },
      { code: `S${index}`, name: `S${index}`, state: 'open', capacity: 800 },
    ),
  );
  const points = numbered(routes).map((index) =>
    feature(
      index + 1,
      { type: 'Point', coordinates: at(index) },
      { code: `P${index}`, name: `P${index}`, people: 60, lead_time_min: 60 },
    ),
  );
  const seeds = taking.map((_, index) => ({ node: nodes[routes + index] ?? 0, cost: 0 }));
  const tree = searchTree(graph, lengthCosts(graph), seeds, { towardsSeeds: true });
  const ways = numbered(routes).flatMap((index) => {
    const node = nodes[index] ?? 0;
    const arcs = pathOf(graph, tree, node) ?? [];
    const coordinates = arcs.flatMap((arc, place) => arcPositions(graph, arc).slice(place === 0 ? 0 : 1));
    if (coordinates.length < 2) return [];
    const properties = {
      code: `R${index}`,
      flood_point_code: `P${index}`,
      shelter_code: `S${tree.origin[node]}`,
      people: 60,
      mode: index % 3 === 0 ? 'vehicle' : 'foot',
      ...(index % 3 === 0 && { vehicle_width_m: 2.1 }),
      responsible_person: '李大山',
      responsible_phone: '13900000000',
      sign_installed: true,
      drilled_on: '2026-05-12',
      length_m: tree.distance[node],
    };
    return [feature(index + 1, { type: 'LineString', coordinates }, properties)];
  });
  const around = (index: number, degrees: number): Position[] => {
    const [x, y] = at(routes + shelters + index);
    const [w, h] = [degrees * (0.5 + random()), degrees * (0.5 + random())];
    return [
      [x - w, y - h],
      [x + w, y - h],
      [x + w, y + h],
      [x - w, y + h],
      [x - w, y - h],
    ];
  };
  const pick = () => roads[Math.floor(random() * roads.length)] ?? roads[0];
  const onRoads = (count: number, properties: Record<string, unknown>) =>
    numbered(count).flatMap((index) => {
      const road = pick();
      if (road === undefined) return [];
      const members = { ...properties, code: `K${index}`, segment_code: road.properties?.code };
      return [feature(index + 1, { type: 'LineString', coordinates: road.geometry.coordinates.slice(0, 3) }, members)];
    });
  return {
    roads,
    shelters: taking,
    flood_points: points,
    evacuation_routes: ways,
    closures: onRoads(others / 10, { valid_from: '2026-06-01T00:00:00Z' }),
    road_hazards: onRoads(others, { hazard: 'cliff', grade: 'considerable', state: 'graded' }),
    flood_zones: numbered(others / 5).map((index) =>
      feature(
        index + 1,
        { type: 'MultiPolygon', coordinates: [[around(index, 0.002)]] },
        { code: `Z${index}`, kind: 'inundation' },
      ),
    ),
    watercourses: numbered(others).map((index) =>
      feature(
        index + 1,
        { type: 'MultiLineString', coordinates: [around(index, 0.004).slice(0, 3)] },
        { code: `W${index}`, kind: 'stream', structure: 'open' },
      ),
    ),
    water_bodies: [],
  };
}

function positions(coordinates: Float64Array): Position[] {
  return Array.from({ length: coordinates.length / 2 }, (_, index) => [
    coordinates[2 * index] ?? 0,
    coordinates[2 * index + 1] ?? 0,
  ]);
}
