import type { RoadGraph } from '../../../server/evacuation/network/graph.ts';
import { GuidedSearch } from '../../../server/evacuation/network/guided.ts';
import { Rerouter } from '../../../server/evacuation/network/reroute.ts';
import { pathOf, searchTree } from '../../../server/evacuation/network/shortest.ts';
import { median, quantile } from '../support/measure.ts';
import { milliseconds } from '../support/report.ts';
import { lengthCosts, makeRandom, randomNodes } from './network.ts';

const shelters = 100;
const tries = 300;

/** One road on the way of a point is closed: how long until the new way is known. */
export function reroutes(graph: RoadGraph): string[][] {
  const cost = lengthCosts(graph);
  const seeds = randomNodes(graph, shelters, 17).map((node) => ({ node, cost: 0 }));
  const tree = searchTree(graph, cost, seeds, { towardsSeeds: true });
  const from = performance.now();
  const rerouter = new Rerouter(graph, cost, tree, new GuidedSearch(graph));
  const ready = performance.now() - from;
  const random = makeRandom(41);
  const times: number[] = [];
  for (const start of randomNodes(graph, tries, 37)) {
    const path = pathOf(graph, tree, start) ?? [];
    const arc = path[Math.floor(random() * path.length)];
    if (arc === undefined) continue;
    const begin = performance.now();
    rerouter.without(arc >> 1, start);
    times.push(performance.now() - begin);
  }
  const slowest = Math.max(...times);
  const row = (name: string, time: number, target: string, verdict: string) => [
    name,
    milliseconds(time),
    target,
    verdict,
    '',
  ];
  return [
    row('one reroute after a closure, median', median(times), '≤ 50 ms', median(times) <= 50 ? 'met' : 'missed'),
    row('the same, 99 %', quantile(times, 0.99), '≤ 50 ms', quantile(times, 0.99) <= 50 ? 'met' : 'missed'),
    row('the same, slowest', slowest, '≤ 50 ms', slowest <= 50 ? 'met' : 'missed'),
    row('made ready for reroutes, once', ready, '', ''),
  ];
}
