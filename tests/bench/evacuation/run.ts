import { buildRoadGraph } from '../../../server/evacuation/network/build.ts';
import { milliseconds, writeReport } from '../support/report.ts';
import { checks } from './checks.ts';
import { nearestShelter, sizeOf } from './nearest.ts';
import { latticeRoads } from './network.ts';
import { planning } from './planning.ts';
import { reroutes } from './reroutes.ts';

const fullEdges = 1_000_000;
const planEdges = 20_000;

/** `npm run bench:evacuation`, or `-- --edges 100000` for a smaller network, of which no result is kept. */
async function main(): Promise<void> {
  const given = process.argv.indexOf('--edges');
  const edges = given < 0 ? fullEdges : Number(process.argv[given + 1]);
  if (!(edges >= 100)) throw new Error('--edges takes a number of at least 100');
  const plan = await planning(Math.min(planEdges, edges));
  const checked = checks(Math.min(planEdges, edges));
  const from = performance.now();
  const { graph } = buildRoadGraph(latticeRoads(edges));
  const built = performance.now() - from;
  const nearest = await nearestShelter(graph);
  const rerouted = reroutes(graph);
  const peakMiB = Math.round(process.resourceUsage().maxRSS / 1024);
  const report = {
    title: 'Evacuation: shortest ways, plans and route checks',
    about: `Nearest of 100 shelters for all nodes of a network of ${sizeOf(graph)}, against pgRouting on the same edges (target: 50 times as fast); reroutes on the same network; plans of 500 points and 100 shelters, and the check of 1,000 routes by all rules, on one of ${planEdges.toLocaleString('en')} edges.`,
    columns: ['', 'time', 'target', '', ''],
    rows: [
      ...nearest.rows.map(([name = '', time = '', times = '']) => [name, time, '', times, '']),
      ...rerouted,
      ...plan,
      ...checked,
    ],
    notes: [
      ...nearest.notes,
      `the network was built in ${milliseconds(built)}, its roads generated meanwhile`,
      `most memory in use by this process at any time: ${peakMiB} MiB`,
    ],
  };
  if (given < 0) writeReport('evacuation', report, nearest.versions);
  else
    for (const row of [...report.rows, ...report.notes]) console.log(typeof row === 'string' ? row : row.join(' | '));
}

await main();
