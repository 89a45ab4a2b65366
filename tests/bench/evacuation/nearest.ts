import pg from 'pg';
import { nodeCount, type RoadGraph } from '../../../server/evacuation/network/graph.ts';
import { TreeSearch } from '../../../server/evacuation/network/shortest.ts';
import { startCluster } from '../../setup/cluster.ts';
import { findPostgresBinaries, howToGet } from '../../setup/tools.ts';
import { median, timed } from '../support/measure.ts';
import { milliseconds } from '../support/report.ts';
import { lengthCosts, randomNodes } from './network.ts';

const shelters = 100;
const rounds = 15;
const costPairs = 1000;
const rowsPerInsert = 100_000;

/** The nearest of 100 shelters for every node, against pgRouting on the same edges. */
export async function nearestShelter(
  graph: RoadGraph,
): Promise<{ rows: string[][]; notes: string[]; versions: string }> {
  const cost = lengthCosts(graph);
  const goals = randomNodes(graph, shelters, 17);
  const seeds = goals.map((node) => ({ node, cost: 0 }));
  const search = new TreeSearch(graph, cost, true);
  let ours = search.from(seeds);
  const times: number[] = [];
  const laidOut: number[] = [];
  for (let round = 0; round < rounds; round++) {
    times.push(
      await timed(async () => {
        ours = search.from(seeds);
      }),
    );
  }
  for (let round = 0; round < rounds; round++) {
    laidOut.push(await timed(async () => new TreeSearch(graph, cost, true)));
  }
  const own = median(times);
  const bin = findPostgresBinaries();
  if (bin === undefined) throw new Error(howToGet.postgis);
  const cluster = await startCluster(bin);
  const client = new pg.Client({ connectionString: cluster.url });
  try {
    await client.connect();
    await load(client, graph);
    const { rows: versions } = await client.query('SELECT pgr_version() AS routing, postgis_version() AS gis');
    const driving = await drivingDistance(client, goals, ours.distance);
    const dijkstra = await dijkstraCost(client, goals, ours.distance);
    const cells = (name: string, time: number) => [name, milliseconds(time), `${(time / own).toFixed(0)}x`];
    return {
      rows: [
        cells('ours: multi-source Dijkstra, all nodes', own),
        ['the costs laid out for it, once for all searches', milliseconds(median(laidOut)), ''],
        cells('pgr_drivingDistance, equicost, all nodes', driving.time),
        cells(`pgr_dijkstraCost, to ${costPairs} of the nodes only`, dijkstra),
      ],
      notes: [
        `nearest shelter: ours is the median of ${rounds}, the rivals ran once, edges read from a table as they always are`,
        `the nearest of pgr_dijkstraCost agree with ours to the millimetre; the distances of pgr_drivingDistance with equicost sum up to ${(driving.excess * 100).toFixed(3)} % more than ours`,
      ],
      versions: `pgRouting ${versions[0]?.routing}, PostGIS ${versions[0]?.gis}`,
    };
  } finally {
    await client.end();
    await cluster.stop();
  }
}

async function load(client: pg.Client, { edges }: RoadGraph): Promise<void> {
  await client.query('CREATE EXTENSION pgrouting CASCADE');
  await client.query('CREATE TABLE edge (id bigint, source bigint, target bigint, cost float8, reverse_cost float8)');
  for (let start = 0; start < edges.count; start += rowsPerInsert) {
    const end = Math.min(edges.count, start + rowsPerInsert);
    const cut = (values: Uint32Array | Float64Array) => Array.from(values.subarray(start, end));
    await client.query(
      `INSERT INTO edge SELECT id, source, target, length, length
       FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::float8[]) AS t (id, source, target, length)`,
      [
        Array.from({ length: end - start }, (_, index) => start + index),
        cut(edges.from),
        cut(edges.to),
        cut(edges.lengthMetres),
      ],
    );
  }
  await client.query('ANALYZE edge');
}

const edgesSql = 'SELECT id, source, target, cost, reverse_cost FROM edge';

/** By how much its distances exceed ours in all, as a share: its roots run one after the other and prune each other. */
async function drivingDistance(
  client: pg.Client,
  goals: readonly number[],
  ours: Float64Array,
): Promise<{ time: number; excess: number }> {
  let sum = Number.NaN;
  const time = await timed(async () => {
    const { rows } = await client.query(
      `SELECT sum(agg_cost) AS sum FROM pgr_drivingDistance('${edgesSql}', $1::bigint[], 1e12, false, equicost => true)`,
      [goals],
    );
    sum = Number(rows[0]?.sum);
  });
  const own = ours.reduce((total, distance) => total + (Number.isFinite(distance) ? distance : 0), 0);
  return { time, excess: (sum - own) / own };
}

/** @throws Error where the nearest shelter of a node is not as far as ours, to the millimetre */
async function dijkstraCost(client: pg.Client, goals: readonly number[], ours: Float64Array): Promise<number> {
  let furthest = 0;
  const time = await timed(async () => {
    const { rows } = await client.query(
      `SELECT end_vid, min(agg_cost) AS least FROM pgr_dijkstraCost('${edgesSql}', $1::bigint[],
         ARRAY(SELECT DISTINCT source FROM edge ORDER BY source LIMIT ${costPairs}), false) GROUP BY end_vid`,
      [goals],
    );
    for (const { end_vid: node, least } of rows) {
      if (!goals.includes(Number(node)))
        furthest = Math.max(furthest, Math.abs(least - (ours[Number(node)] ?? Number.NaN)));
    }
    if (rows.length < costPairs / 2) throw new Error(`pgr_dijkstraCost reached ${rows.length} nodes`);
  });
  if (!(furthest < 0.001)) throw new Error(`the nearest shelters of pgr_dijkstraCost are up to ${furthest} m off ours`);
  return time;
}

export function sizeOf(graph: RoadGraph): string {
  return `${graph.edges.count.toLocaleString('en')} edges, ${nodeCount(graph).toLocaleString('en')} nodes`;
}
