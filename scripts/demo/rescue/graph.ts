import { MinHeap } from '../heap.ts';
import { distance } from '../line.ts';
import type { Point, Position } from '../plane.ts';
import type { Section } from '../roads/sections.ts';

interface Edge {
  readonly to: number;
  readonly length: number;
  readonly section: Section;
}

/** A way along roads from vertex to vertex. */
export interface Way {
  readonly points: readonly Point[];
  readonly positions: readonly Position[];
  readonly sections: readonly Section[];
  readonly lengthMetres: number;
}

/** The road network down to its vertices, for ways between any two of them. */
export class RoadGraph {
  readonly #points: Point[] = [];
  readonly #positions: Position[] = [];
  readonly #edges: Edge[][] = [];
  readonly #byPosition = new Map<string, number>();

  constructor(sections: readonly Section[]) {
    for (const section of sections) {
      section.points.forEach((point, index) => {
        const node = this.#node(point, section.positions[index] as Position);
        const before = section.points[index - 1];
        if (!before) return;
        const from = this.#node(before, section.positions[index - 1] as Position);
        const length = distance(before, point);
        this.#edges[from]?.push({ to: node, length, section });
        this.#edges[node]?.push({ to: from, length, section });
      });
    }
  }

  /** Number of pieces that are not joined to one another. */
  pieces(): number {
    const seen = new Uint8Array(this.#points.length);
    let count = 0;
    for (let start = 0; start < seen.length; start++) {
      if (seen[start]) continue;
      count++;
      const stack = [start];
      seen[start] = 1;
      while (stack.length > 0) {
        for (const edge of this.#edges[stack.pop() as number] ?? []) {
          if (seen[edge.to]) continue;
          seen[edge.to] = 1;
          stack.push(edge.to);
        }
      }
    }
    return count;
  }

  /**
   * The cheapest way between the vertices nearest to two places.
   *
   * @param weight cost of a metre on a section at a place; infinite where it must not be used
   */
  way(from: Point, to: Point, weight: (section: Section, towards: Point) => number): Way | undefined {
    const start = this.#nearest(from);
    const goal = this.#nearest(to);
    const cost = new Float64Array(this.#points.length).fill(Number.POSITIVE_INFINITY);
    const parents: ({ readonly node: number; readonly edge: Edge } | undefined)[] = [];
    const heap = new MinHeap();
    cost[start] = 0;
    heap.push(start, 0);
    while (heap.size > 0) {
      const key = heap.peekKey();
      const node = heap.pop();
      if (key > (cost[node] as number)) continue;
      if (node === goal) break;
      for (const edge of this.#edges[node] ?? []) {
        const next = key + edge.length * weight(edge.section, this.#points[edge.to] as Point);
        if (next >= (cost[edge.to] as number)) continue;
        cost[edge.to] = next;
        parents[edge.to] = { node, edge };
        heap.push(edge.to, next);
      }
    }
    if (start === goal || !Number.isFinite(cost[goal] as number)) return undefined;
    return this.#trace(start, goal, parents);
  }

  #trace(
    start: number,
    goal: number,
    parents: readonly ({ readonly node: number; readonly edge: Edge } | undefined)[],
  ): Way {
    const nodes = [goal];
    const sections: Section[] = [];
    let length = 0;
    for (let node = goal; node !== start; ) {
      const parent = parents[node];
      if (!parent) throw new Error('a way has a gap');
      if (sections[sections.length - 1] !== parent.edge.section) sections.push(parent.edge.section);
      length += parent.edge.length;
      node = parent.node;
      nodes.push(node);
    }
    nodes.reverse();
    return {
      points: nodes.map((node) => this.#points[node] as Point),
      positions: nodes.map((node) => this.#positions[node] as Position),
      sections: sections.reverse(),
      lengthMetres: length,
    };
  }

  #node(point: Point, position: Position): number {
    const key = position.join();
    const known = this.#byPosition.get(key);
    if (known !== undefined) return known;
    const node = this.#points.length;
    this.#byPosition.set(key, node);
    this.#points.push(point);
    this.#positions.push(position);
    this.#edges.push([]);
    return node;
  }

  #nearest(place: Point): number {
    let best = 0;
    let bestAway = Number.POSITIVE_INFINITY;
    this.#points.forEach((point, node) => {
      const away = distance(point, place);
      if (away < bestAway) {
        bestAway = away;
        best = node;
      }
    });
    return best;
  }
}
