import type { Position } from 'geojson';
import { headOf, positionOf, type RoadGraph, type RoadLines, tailOf } from './graph.ts';

/** Index of the last vertex of a road that lies no further along it than so many metres. */
export function vertexBefore(lines: RoadLines, road: number, metres: number): number {
  let low = lines.first[road] as number;
  let high = (lines.first[road + 1] as number) - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lines.metres[middle] as number) <= metres) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The place so many metres along a road. */
export function placeAlong(lines: RoadLines, road: number, metres: number): [number, number] {
  const before = vertexBefore(lines, road, metres);
  const start = lines.metres[before] as number;
  const isLast = before + 1 >= (lines.first[road + 1] as number);
  const longitude = lines.longitude[before] as number;
  const latitude = lines.latitude[before] as number;
  if (isLast || metres <= start) return [longitude, latitude];
  const share = (metres - start) / ((lines.metres[before + 1] as number) - start);
  return [
    longitude + share * ((lines.longitude[before + 1] as number) - longitude),
    latitude + share * ((lines.latitude[before + 1] as number) - latitude),
  ];
}

/** The positions that an arc passes, its ends included. */
export function arcPositions(graph: RoadGraph, arc: number): Position[] {
  const { edges, lines } = graph;
  const edge = arc >> 1;
  const road = edges.road[edge] as number;
  const isForward = (arc & 1) === 0;
  const inner: Position[] = [];
  const start = edges.startMetres[edge] as number;
  const end = edges.endMetres[edge] as number;
  const last = lines.first[road + 1] as number;
  for (let vertex = vertexBefore(lines, road, start) + 1; vertex < last; vertex++) {
    const metres = lines.metres[vertex] as number;
    if (metres >= end) break;
    if (metres > start) inner.push([lines.longitude[vertex] as number, lines.latitude[vertex] as number]);
  }
  return [
    positionOf(graph, tailOf(graph, arc)),
    ...(isForward ? inner : inner.reverse()),
    positionOf(graph, headOf(graph, arc)),
  ];
}
