import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { FeatureCollection } from 'geojson';
import { expect, type TestContext, test } from 'vitest';
import { buildRoadGraph } from '../../server/evacuation/network/build.ts';
import { againstDrawing, alongDrawing, nodeCount, type RoadGraph } from '../../server/evacuation/network/graph.ts';
import { readRoadLines } from '../../server/evacuation/network/read-roads.ts';
import { searchTree } from '../../server/evacuation/network/shortest.ts';
import { testDatabase } from '../setup/service.ts';
import { needed, sharedData } from '../setup/tools.ts';

/** Shortest ways against an independent program: pgRouting, and lengths of the geodesic against PostGIS. */
const db = testDatabase();

const pairs = 1000;

function readGraph(file: string): RoadGraph {
  const { features }: FeatureCollection = JSON.parse(readFileSync(file, 'utf8'));
  return buildRoadGraph(readRoadLines(features).roads).graph;
}

const demo = path.resolve(import.meta.dirname, '../../data/demo/roads.geojson');

const counties: readonly (readonly [string, (context: TestContext) => string])[] = [
  ['the demo county', () => demo],
  ['Andorra', (context) => path.join(needed(context, 'shared', sharedData('andorra')), 'roads.geojson')],
];

async function withRouting(context: TestContext): Promise<void> {
  const { rows } = await db.database.pool.query("SELECT 1 FROM pg_available_extensions WHERE name = 'pgrouting'");
  needed(context, 'pgrouting', rows[0]);
  await db.database.pool.query('CREATE EXTENSION IF NOT EXISTS pgrouting CASCADE');
}

/** The same numbers in every run. */
function makeRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function randomPairs(nodes: number): { from: number[]; to: number[] } {
  const random = makeRandom(7);
  const from: number[] = [];
  const to: number[] = [];
  while (from.length < pairs) {
    const [a, b] = [random(nodes), random(nodes)];
    if (a === b) continue;
    from.push(a);
    to.push(b);
  }
  return { from, to };
}

function ourDistances(graph: RoadGraph, cost: Float64Array, from: readonly number[], to: readonly number[]): number[] {
  return from.map((source, index) => {
    const target = to[index] ?? -1;
    return searchTree(graph, cost, [{ node: source, cost: 0 }], { target }).distance[target] ?? Number.NaN;
  });
}

/** The cost of each pair by pgr_dijkstraCost over the table `edge`; Infinity where there is no way. */
async function theirDistances(from: readonly number[], to: readonly number[]): Promise<number[]> {
  const { pool } = db.database;
  await pool.query('DROP TABLE IF EXISTS pair');
  await pool.query('CREATE TABLE pair AS SELECT * FROM unnest($1::bigint[], $2::bigint[]) AS t (source, target)', [
    from,
    to,
  ]);
  const { rows } = await pool.query<{ start_vid: string; end_vid: string; agg_cost: number }>(
    `SELECT * FROM pgr_dijkstraCost('SELECT id, source, target, cost, reverse_cost FROM edge',
       'SELECT DISTINCT source, target FROM pair', true)`,
  );
  const known = new Map(rows.map(({ start_vid, end_vid, agg_cost }) => [`${start_vid} ${end_vid}`, agg_cost]));
  return from.map((source, index) => known.get(`${source} ${to[index]}`) ?? Number.POSITIVE_INFINITY);
}

/** By how much two lists of distances differ at most; what is unreachable for one only is infinitely far. */
function furthestApart(ours: readonly number[], theirs: readonly number[]): number {
  return ours.reduce((most, one, index) => {
    const other = theirs[index] ?? Number.NaN;
    return one === other ? most : Math.max(most, Math.abs(one - other));
  }, 0);
}

for (const [name, fileOf] of counties) {
  test(`${pairs} random pairs in ${name}: distances equal pgr_dijkstra on the same one-way network`, async (context) => {
    await withRouting(context);
    const graph = readGraph(fileOf(context));
    const { edges } = graph;
    const ids = Array.from({ length: edges.count }, (_, edge) => edge);
    const lengths = Array.from(edges.lengthMetres);
    const open = (way: number) => lengths.map((length, edge) => ((edges.directions[edge] ?? 0) & way ? length : -1));
    const { pool } = db.database;
    await pool.query('DROP TABLE IF EXISTS edge');
    await pool.query(
      `CREATE TABLE edge AS SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::float8[], $5::float8[])
         AS t (id, source, target, cost, reverse_cost)`,
      [ids, Array.from(edges.from), Array.from(edges.to), open(alongDrawing), open(againstDrawing)],
    );
    const cost = Float64Array.from({ length: 2 * edges.count }, (_, arc) => {
      const way = arc % 2 === 0 ? alongDrawing : againstDrawing;
      return (edges.directions[arc >> 1] ?? 0) & way ? (lengths[arc >> 1] ?? 0) : Number.POSITIVE_INFINITY;
    });
    const { from, to } = randomPairs(nodeCount(graph));
    const ours = ourDistances(graph, cost, from, to);
    expect(ours.filter(Number.isFinite).length).toBeGreaterThan(pairs / 4);
    expect(furthestApart(ours, await theirDistances(from, to))).toBeLessThan(0.001);
  });

  test(`${pairs} random pairs in ${name}: distances on foot equal those of a network made without ours`, async (context) => {
    await withRouting(context);
    const file = fileOf(context);
    const graph = readGraph(file);
    // Every piece between two vertices as an edge of its own, its length measured by PostGIS.
    const { features }: FeatureCollection = JSON.parse(readFileSync(file, 'utf8'));
    const numbers = new Map<string, number>();
    const numberOf = (position: readonly number[]) => {
      const key = `${position[0]} ${position[1]}`;
      const known = numbers.get(key) ?? numbers.size;
      numbers.set(key, known);
      return known;
    };
    const pieces = readRoadLines(features).roads.flatMap(({ coordinates }) =>
      Array.from({ length: coordinates.length / 2 - 1 }, (_, index) =>
        Array.from(coordinates.subarray(2 * index, 2 * index + 4)),
      ),
    );
    const column = (index: number) => pieces.map((piece) => piece[index]);
    const ends = pieces.map(([x0 = 0, y0 = 0, x1 = 0, y1 = 0]) => [numberOf([x0, y0]), numberOf([x1, y1])]);
    const { pool } = db.database;
    await pool.query('DROP TABLE IF EXISTS edge');
    await pool.query(
      `CREATE TABLE edge AS
       SELECT id, source, target, length AS cost, length AS reverse_cost
       FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::float8[], $5::float8[], $6::float8[], $7::float8[])
         AS t (id, source, target, x0, y0, x1, y1),
         ST_Distance(ST_Point(x0, y0)::geography, ST_Point(x1, y1)::geography) AS length`,
      [
        pieces.map((_, index) => index),
        ends.map(([a]) => a),
        ends.map(([, b]) => b),
        column(0),
        column(1),
        column(2),
        column(3),
      ],
    );
    const theirs = (node: number) =>
      numbers.get(`${graph.nodes.longitude[node]} ${graph.nodes.latitude[node]}`) ?? Number.NaN;
    const cost = Float64Array.from(
      { length: 2 * graph.edges.count },
      (_, arc) => graph.edges.lengthMetres[arc >> 1] ?? 0,
    );
    const { from, to } = randomPairs(nodeCount(graph));
    const ours = ourDistances(graph, cost, from, to);
    expect(furthestApart(ours, await theirDistances(from.map(theirs), to.map(theirs)))).toBeLessThan(0.001);
  });
}
