import { pathOf } from '../network/shortest.ts';
import type { Group } from './assign.ts';
import type { Movement } from './losses.ts';
import type { Start } from './setting.ts';
import type { WayFinder } from './ways.ts';

/** The ways of groups, in the order of their points. */
export function movementsOf(finder: WayFinder, starts: readonly Start[], groups: readonly Group[]): Movement[] {
  const { setting } = finder;
  const ways = new Map<Group, readonly number[]>();
  // A tree is as large as the network: one at a time.
  for (const [column, goal] of setting.goals.entries()) {
    const own = groups.filter((group) => group.column === column);
    if (own.length === 0) continue;
    const { tree } = finder.waysTo(goal);
    for (const group of own) ways.set(group, pathOf(setting.graph, tree, starts[group.row]?.node ?? -1) ?? []);
  }
  return groups.flatMap((group) => {
    const [start, goal, arcs] = [starts[group.row], setting.goals[group.column], ways.get(group)];
    if (start === undefined || goal === undefined || arcs === undefined) return [];
    return [{ start, goal, people: group.people, arcs }];
  });
}
