import type { Feature, LineString } from 'geojson';
import { textOf } from '../features.ts';
import type { Interval } from '../geometry/intervals.ts';
import type { RoadGraph } from '../network/graph.ts';

/** The edges of a network, split or not, by the sections they are part of. */
export class EdgesOfRoads {
  readonly #graph: RoadGraph;
  readonly #byRoad = new Map<number, number[]>();
  readonly #byBase = new Map<number, number[]>();
  readonly #roadsOfKey = new Map<string, number[]>();

  constructor(graph: RoadGraph) {
    this.#graph = graph;
    const { edges, lines } = graph;
    for (let edge = 0; edge < edges.count; edge++) {
      add(this.#byRoad, edges.road[edge] ?? -1, edge);
      add(this.#byBase, edges.base[edge] ?? -1, edge);
    }
    for (const [road, { key }] of lines.roads.entries()) add(this.#roadsOfKey, String(key), road);
  }

  /**
   * The edges that a part of a section lies on, and how many metres of it. Where the section is drawn a second time, the
   * edges of the first drawing stand for it.
   *
   * @param part in metres along the section as it is drawn
   */
  within(section: Feature<LineString>, part: Interval): { readonly edge: number; readonly metres: number }[] {
    const { edges, repeats } = this.#graph;
    const found: { edge: number; metres: number }[] = [];
    for (const road of this.#roadsOf(section)) {
      for (const edge of this.#byRoad.get(road) ?? []) {
        const from = edges.startMetres[edge] ?? 0;
        const metres = Math.min(part.to, edges.endMetres[edge] ?? 0) - Math.max(part.from, from);
        if (metres > 0) found.push({ edge, metres });
      }
      for (const repeat of repeats) {
        if (repeat.road !== road) continue;
        const metres = Math.min(part.to, repeat.endMetres) - Math.max(part.from, repeat.startMetres);
        if (metres <= 0) continue;
        for (const edge of this.#byBase.get(repeat.edge) ?? []) found.push({ edge, metres });
      }
    }
    return found;
  }

  /** Several sections may share a code, or the lines of one that has parts. */
  #roadsOf(section: Feature<LineString>): readonly number[] {
    const key = textOf(section, 'code') ?? section.id;
    const named = key === undefined ? [] : (this.#roadsOfKey.get(String(key)) ?? []);
    if (named.length < 2) return named;
    const { first, longitude, latitude } = this.#graph.lines;
    const { coordinates } = section.geometry;
    return named.filter((road) => {
      const start = first[road] ?? 0;
      const [x, y] = coordinates[0] ?? [];
      return (first[road + 1] ?? 0) - start === coordinates.length && longitude[start] === x && latitude[start] === y;
    });
  }
}

function add<K>(lists: Map<K, number[]>, key: K, value: number): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
