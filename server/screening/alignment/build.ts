import { metresPerDegree } from '../projection.ts';
import type { RoadInput } from '../types.ts';
import { type JoinOptions, joinLines, type Link, makeLines } from './join.ts';
import type { Alignment, Piece } from './types.ts';

/**
 * Continuous roads of all drivable input roads. Roads that share no node are never joined.
 *
 * @param isWanted by the ids of the roads it is made of; all where not given
 */
export function buildAlignments(
  roads: readonly RoadInput[],
  options: JoinOptions,
  isWanted: (roadIds: ReadonlyArray<RoadInput['id']>) => boolean = () => true,
): Alignment[] {
  const { chains, neighbours } = joinLines(makeLines(roads), options);
  return chains
    .filter((chain) => isWanted(chain.map(({ line }) => line.roadId)))
    .map((chain) => layOut(chain, neighbours));
}

function layOut(chain: readonly Link[], neighbours: Int32Array): Alignment {
  const count = chain.reduce((sum, { line }) => sum + line.nodes.length - 1, 1);
  const longitude = new Float64Array(count);
  const latitude = new Float64Array(count);
  const x = new Float64Array(count);
  const y = new Float64Array(count);
  const s = new Float64Array(count);
  const junctions: number[] = [];
  const pieces: Piece[] = [];
  let v = 0;
  for (const { line, reversed } of chain) {
    const { coordinates, nodes } = line;
    const firstVertex = v;
    for (let i = 0; i < nodes.length; i += 1) {
      const source = reversed ? nodes.length - 1 - i : i;
      if (i > 0) v += 1;
      const lon = coordinates[2 * source] as number;
      const lat = coordinates[2 * source + 1] as number;
      longitude[v] = lon;
      latitude[v] = lat;
      if (i > 0) {
        const lat0 = latitude[v - 1] as number;
        const { east, north } = metresPerDegree((lat0 + lat) / 2);
        const dx = (lon - (longitude[v - 1] as number)) * east;
        const dy = (lat - lat0) * north;
        x[v] = (x[v - 1] as number) + dx;
        y[v] = (y[v - 1] as number) + dy;
        s[v] = (s[v - 1] as number) + Math.hypot(dx, dy);
      }
      const place = s[v] as number;
      if ((neighbours[nodes[source] as number] as number) > 2 && junctions.at(-1) !== place) junctions.push(place);
    }
    const { roadId, attributes, roadFrom, roadLength } = line;
    pieces.push({ roadId, attributes, reversed, firstVertex, lastVertex: v, roadFrom, roadLength });
  }
  return { longitude, latitude, x, y, s, pieces, junctions: Float64Array.from(junctions) };
}
