import { geodesicMetres } from '../geometry/plane.ts';
import type { RoadLines } from './graph.ts';
import { PositionTable } from './position-table.ts';
import type { RoadLine } from './road-line.ts';

/** The vertices of all roads, one road after the other, measured and numbered by their position. */
export interface Layout {
  readonly lines: RoadLines;
  /** Number of the position of each vertex. */
  readonly vertexNumber: Uint32Array;
  readonly places: PositionTable;
}

/** Of the positions numbered, at most so many times as many as there are vertices may have been left behind by edits. */
const mostLeftBehind = 2;

/**
 * @param before a layout whose roads are mostly the same objects: their part of it is copied. Its table of positions goes
 *   over to the new layout, where more are added to it.
 */
export function layOut(roads: readonly RoadLine[], before?: Layout): Layout {
  const count = roads.reduce((sum, { coordinates }) => sum + coordinates.length / 2, 0);
  const known = before !== undefined && before.places.count <= mostLeftBehind * count ? before : undefined;
  const indexBefore = new Map(known?.lines.roads.map((road, index) => [road, index]));
  const places = known?.places ?? new PositionTable(count);
  const first = new Uint32Array(roads.length + 1);
  const longitude = new Float64Array(count);
  const latitude = new Float64Array(count);
  const metres = new Float64Array(count);
  const vertexNumber = new Uint32Array(count);
  let vertex = 0;
  for (const [road, line] of roads.entries()) {
    first[road] = vertex;
    const index = indexBefore.get(line);
    if (known !== undefined && index !== undefined) {
      const from = known.lines.first[index] as number;
      const to = known.lines.first[index + 1] as number;
      longitude.set(known.lines.longitude.subarray(from, to), vertex);
      latitude.set(known.lines.latitude.subarray(from, to), vertex);
      metres.set(known.lines.metres.subarray(from, to), vertex);
      vertexNumber.set(known.vertexNumber.subarray(from, to), vertex);
      vertex += to - from;
      continue;
    }
    const { coordinates } = line;
    let sum = 0;
    for (let i = 0; i < coordinates.length; i += 2) {
      const here = [coordinates[i] as number, coordinates[i + 1] as number];
      if (i > 0) sum += geodesicMetres([coordinates[i - 2] as number, coordinates[i - 1] as number], here);
      longitude[vertex] = here[0] as number;
      latitude[vertex] = here[1] as number;
      metres[vertex] = sum;
      vertexNumber[vertex] = places.numberOf(here[0] as number, here[1] as number);
      vertex++;
    }
  }
  first[roads.length] = vertex;
  return { lines: { roads, first, longitude, latitude, metres }, vertexNumber, places };
}
