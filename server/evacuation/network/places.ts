import Flatbush from 'flatbush';
import type { Position } from 'geojson';
import { planeAt } from '../geometry/plane.ts';
import { increase, type RoadGraph } from './graph.ts';
import type { EdgePlace } from './split.ts';

/** Where a place reaches the network. */
export interface Entry extends EdgePlace {
  /** From the place straight to the edge. */
  readonly accessMetres: number;
  /** Where on the edge. */
  readonly position: Position;
}

/** Finds the nearest edge of a place. */
export interface EdgeIndex {
  /**
   * @param withinMetres how far to look
   * @param isUsable edges that are not are passed over
   * @param isGood places on edges that are not are passed over
   */
  readonly nearest: (
    position: Position,
    withinMetres: number,
    isUsable: (edge: number) => boolean,
    isGood?: (place: Position) => boolean,
  ) => Entry | null;
}

/** Indexed in degrees, so that one index is right in a county of any extent; distances are taken in metres at the place. */
export function indexEdges(graph: RoadGraph): EdgeIndex {
  const { lines, edges } = graph;
  const firstEdge = firstEdges(graph);
  const segments = lines.longitude.length;
  if (segments === 0 || edges.count === 0) return { nearest: () => null };
  const tree = new Flatbush(segments);
  const roadOfVertex = new Uint32Array(segments);
  for (let road = 0; road < lines.roads.length; road++) {
    const end = lines.first[road + 1] as number;
    for (let vertex = lines.first[road] as number; vertex < end; vertex++) {
      roadOfVertex[vertex] = road;
      const next = Math.min(vertex + 1, end - 1);
      const [x0, x1] = [lines.longitude[vertex] as number, lines.longitude[next] as number];
      const [y0, y1] = [lines.latitude[vertex] as number, lines.latitude[next] as number];
      tree.add(Math.min(x0, x1), Math.min(y0, y1), Math.max(x0, x1), Math.max(y0, y1));
    }
  }
  tree.finish();

  const edgeAt = (road: number, metres: number): number => {
    let edge = firstEdge[road] as number;
    const end = firstEdge[road + 1] as number;
    while (edge + 1 < end && (edges.endMetres[edge] as number) < metres) edge++;
    return edge < end && (edges.startMetres[edge] as number) <= metres && metres <= (edges.endMetres[edge] as number)
      ? edge
      : -1;
  };

  const nearest: EdgeIndex['nearest'] = (
    [longitude = Number.NaN, latitude = Number.NaN],
    withinMetres,
    isUsable,
    isGood,
  ) => {
    const plane = planeAt(longitude, latitude);
    const [east, north] = plane.position({ x: withinMetres, y: withinMetres });
    const dx = east - longitude;
    const dy = north - latitude;
    let best: Entry | null = null;
    for (const vertex of tree.search(longitude - dx, latitude - dy, longitude + dx, latitude + dy)) {
      const road = roadOfVertex[vertex] as number;
      if (vertex + 1 >= (lines.first[road + 1] as number)) continue;
      const ax = plane.x(lines.longitude[vertex] as number);
      const ay = plane.y(lines.latitude[vertex] as number);
      const bx = plane.x(lines.longitude[vertex + 1] as number) - ax;
      const by = plane.y(lines.latitude[vertex + 1] as number) - ay;
      const squared = bx * bx + by * by;
      if (squared === 0) continue;
      const share = Math.min(1, Math.max(0, -(ax * bx + ay * by) / squared));
      const accessMetres = Math.sqrt((ax + share * bx) ** 2 + (ay + share * by) ** 2);
      if (accessMetres > withinMetres || (best !== null && accessMetres >= best.accessMetres)) continue;
      const start = lines.metres[vertex] as number;
      const end = lines.metres[vertex + 1] as number;
      const metres = share === 1 ? end : start + share * (end - start);
      const edge = edgeAt(road, metres);
      if (edge < 0 || !isUsable(edge)) continue;
      const position = plane.position({ x: ax + share * bx, y: ay + share * by });
      if (isGood !== undefined && !isGood(position)) continue;
      best = { edge, metres: metres - (edges.startMetres[edge] as number), accessMetres, position };
    }
    return best;
  };
  return { nearest };
}

/** First edge of each road and, at the end, how many edges there are. Only for a network that was not split. */
export function firstEdges({ edges, lines }: RoadGraph): Uint32Array {
  const first = new Uint32Array(lines.roads.length + 1);
  for (let edge = 0; edge < edges.count; edge++) increase(first, (edges.road[edge] as number) + 1);
  for (let road = 0; road < lines.roads.length; road++) {
    first[road + 1] = (first[road + 1] as number) + (first[road] as number);
  }
  return first;
}
