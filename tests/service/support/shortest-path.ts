import type { Feature, LineString, Position } from 'geojson';

/** Planar and near enough to choose between roads. */
function metres([x1 = 0, y1 = 0]: Position, [x2 = 0, y2 = 0]: Position): number {
  return Math.hypot((x1 - x2) * Math.cos((y1 * Math.PI) / 180), y1 - y2) * 111_195;
}

const keyOf = (position: Position) => position.join(',');
const positionOf = (key: string): Position => key.split(',').map(Number);

/** The way a driver takes along roads that share positions where they meet; `oneway` is kept to. */
export class RoadGraph {
  private readonly neighbours = new Map<string, Map<string, number>>();

  constructor(roads: readonly Feature<LineString>[]) {
    for (const { geometry, properties } of roads) {
      geometry.coordinates.slice(1).forEach((to, index) => {
        const from = geometry.coordinates[index] ?? to;
        if (properties?.oneway !== 'backward') this.join(from, to);
        if (properties?.oneway !== 'forward') this.join(to, from);
      });
    }
  }

  /** From the position of a road nearest to `start` to the one nearest to `end`. */
  route(start: Position, end: Position): LineString {
    const from = this.nearest(start);
    const to = this.nearest(end);
    const distances = new Map([[from, 0]]);
    const before = new Map<string, string>();
    const frontier = new Set([from]);
    for (let here = from; here !== to; ) {
      frontier.delete(here);
      for (const [next, length] of this.neighbours.get(here) ?? []) {
        const distance = (distances.get(here) ?? 0) + length;
        if (distance >= (distances.get(next) ?? Number.POSITIVE_INFINITY)) continue;
        distances.set(next, distance);
        before.set(next, here);
        frontier.add(next);
      }
      const closest = [...frontier].reduce(
        (best, key) => ((distances.get(key) ?? 0) < (distances.get(best) ?? Number.POSITIVE_INFINITY) ? key : best),
        '',
      );
      if (closest === '') throw new Error(`no way from ${start} to ${end}`);
      here = closest;
    }
    const coordinates = [positionOf(to)];
    for (let key = before.get(to); key !== undefined; key = before.get(key)) coordinates.unshift(positionOf(key));
    return { type: 'LineString', coordinates };
  }

  private join(from: Position, to: Position): void {
    const ends = this.neighbours.get(keyOf(from)) ?? new Map<string, number>();
    ends.set(keyOf(to), metres(from, to));
    this.neighbours.set(keyOf(from), ends);
  }

  private nearest(place: Position): string {
    const distance = (key: string) => metres(positionOf(key), place);
    return [...this.neighbours.keys()].reduce((best, key) => (distance(key) < distance(best) ? key : best));
  }
}
