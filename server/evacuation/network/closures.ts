import type { Feature, LineString } from 'geojson';
import type { Text } from '../../../data/text.ts';
import { nameOf } from '../features.ts';
import type { Interval } from '../geometry/intervals.ts';
import { activityOf } from '../time-window.ts';
import type { TimeWindow } from '../types.ts';
import type { RoadGraph } from './graph.ts';
import { firstEdges } from './places.ts';
import { overlap } from './road-parts.ts';
import type { RoadPlacer } from './road-placer.ts';

/** The edges of a network, before any split, that closures shut in a time window. */
export interface ClosedEdges {
  /** By edge: the closures on it, as indices in the list given, and the parts of its road that they shut. */
  readonly edges: ReadonlyMap<number, readonly ClosedPart[]>;
  readonly unplaced: readonly Feature<LineString>[];
  /** Their time window cannot be read: taken as closed. */
  readonly untimed: readonly Feature<LineString>[];
}

export interface ClosedPart {
  readonly closure: number;
  readonly name: Text;
  /** The road that the part is measured on: another one than the edge's where the edge is drawn twice. */
  readonly road: number;
  readonly part: Interval;
}

/** Of a closure's length on an edge, what is shorter than this only touches it. */
const touchMetres = 1;

/**
 * Which edges are closed at any time of a window. What may be closed is: where the place is in doubt all of it, and a
 * closure whose window cannot be read holds.
 */
export function closedEdges(
  graph: RoadGraph,
  closures: readonly Feature<LineString>[],
  window: TimeWindow,
  placer: () => RoadPlacer,
): ClosedEdges {
  const edges = new Map<number, ClosedPart[]>();
  const unplaced: Feature<LineString>[] = [];
  const untimed: Feature<LineString>[] = [];
  const first = firstEdges(graph);
  for (const [closure, feature] of closures.entries()) {
    const activity = activityOf(feature, window);
    if (activity === 'inactive') continue;
    if (activity === 'cannot_tell') untimed.push(feature);
    const placed = placer()(feature, 'all_of_it');
    const name = nameOf(feature);
    let isPlaced = false;
    for (const [road, parts] of [...placed.parts, ...placed.doubtful]) {
      for (const part of parts) {
        for (const edge of edgesWithin(graph, first, road, part)) {
          edges.set(edge, [...(edges.get(edge) ?? []), { closure, name, road, part }]);
          isPlaced = true;
        }
      }
    }
    if (!isPlaced) unplaced.push(feature);
  }
  return { edges, unplaced, untimed };
}

function edgesWithin(graph: RoadGraph, first: Uint32Array, road: number, part: Interval): number[] {
  const { edges, repeats } = graph;
  const meets = (from: number, to: number) => isOn(part, from, to);
  const found: number[] = [];
  for (let edge = first[road] as number; edge < (first[road + 1] as number); edge++) {
    if (meets(edges.startMetres[edge] as number, edges.endMetres[edge] as number)) found.push(edge);
  }
  for (const repeat of repeats) {
    if (repeat.road === road && meets(repeat.startMetres, repeat.endMetres)) found.push(repeat.edge);
  }
  return found;
}

/** Whether a closed part lies on a stretch of its road, and does not only touch it. */
export function isOn(part: Interval, from: number, to: number): boolean {
  return overlap([part], from, to) > Math.min(touchMetres, (part.to - part.from) / 2, (to - from) / 2);
}
