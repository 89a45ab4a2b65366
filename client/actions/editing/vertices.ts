import type { Geometry, Position } from 'geojson';
import { text } from '../../../data/text.ts';
import { rounded } from './along.ts';
import { done, type Outcome, refused } from './content.ts';

/** Indices into a geometry's coordinates: [] of a point, [vertex] of a line, [polygon, ring, vertex] of an area. */
export type VertexPath = readonly number[];

/** Every vertex once: the last position of a ring, which repeats its first, is none of its own. */
export function vertexPaths(geometry: Geometry): readonly VertexPath[] {
  if (geometry.type === 'GeometryCollection') return [];
  const isRing = geometry.type === 'Polygon' || geometry.type === 'MultiPolygon';
  const paths: VertexPath[] = [];
  const walk = (value: unknown, path: VertexPath) => {
    if (!Array.isArray(value)) return;
    if (typeof value[0] === 'number') paths.push(path);
    else {
      const isPositions = Array.isArray(value[0]) && typeof value[0][0] === 'number';
      const count = isPositions && isRing ? value.length - 1 : value.length;
      for (let index = 0; index < count; index += 1) walk(value[index], [...path, index]);
    }
  };
  walk(geometry.coordinates, []);
  return paths;
}

export function vertexPosition(geometry: Geometry, path: VertexPath): Position | undefined {
  if (geometry.type === 'GeometryCollection') return undefined;
  let value: unknown = geometry.coordinates;
  for (const index of path) value = Array.isArray(value) ? value[index] : undefined;
  return Array.isArray(value) && typeof value[0] === 'number' ? (value as Position) : undefined;
}

export function moveVertex<G extends Geometry>(geometry: G, path: VertexPath, to: Position): G {
  const [position, index] = [rounded(to), path.at(-1)];
  if (index === undefined) return withCoordinates(geometry, position);
  return withRun(geometry, path, (run, isRing) =>
    run.map((old, at) => (at === index || (isRing && index === 0 && at === run.length - 1) ? position : old)),
  );
}

/** Puts a position after the vertex of the path. */
export function addVertex<G extends Geometry>(geometry: G, path: VertexPath, position: Position): G {
  return withRun(geometry, path, (run) => run.toSpliced((path.at(-1) ?? 0) + 1, 0, rounded(position)));
}

/** Refused where what remains would be no line or no area any more. */
export function removeVertex<G extends Geometry>(geometry: G, path: VertexPath): Outcome<G> {
  const index = path.at(-1);
  const run = runOf(geometry, path);
  const isRing = isArea(geometry);
  if (index === undefined || !run) {
    return refused(text('点要素没有可删除的顶点', 'A point has no vertex to delete'));
  }
  if (isRing ? run.length <= 4 : run.length <= 2) {
    return refused(
      isRing
        ? text('面至少要有三个顶点', 'An area needs three vertices at least')
        : text('线至少要有两个顶点', 'A line needs two vertices at least'),
    );
  }
  return done(
    withRun(geometry, path, (old) => {
      const rest = old.toSpliced(index, 1);
      return isRing && index === 0 ? [...rest.slice(0, -1), rest[0] ?? []] : rest;
    }),
  );
}

/** Moves all of a geometry. */
export function shifted<G extends Geometry>(geometry: G, [dx = 0, dy = 0]: Position): G {
  const move = (value: unknown): unknown => {
    if (!Array.isArray(value)) return value;
    return typeof value[0] === 'number'
      ? rounded([(value[0] ?? 0) + dx, (value[1] ?? 0) + dy, ...value.slice(2)])
      : value.map(move);
  };
  return geometry.type === 'GeometryCollection' ? geometry : withCoordinates(geometry, move(geometry.coordinates));
}

function isArea({ type }: Geometry): boolean {
  return type === 'Polygon' || type === 'MultiPolygon';
}

function runOf(geometry: Geometry, path: VertexPath): readonly Position[] | undefined {
  if (geometry.type === 'GeometryCollection') return undefined;
  let value: unknown = geometry.coordinates;
  for (const index of path.slice(0, -1)) value = Array.isArray(value) ? value[index] : undefined;
  return Array.isArray(value) && Array.isArray(value[0]) ? (value as Position[]) : undefined;
}

/** The same geometry with another run of positions where the path leads. */
function withRun<G extends Geometry>(
  geometry: G,
  path: VertexPath,
  change: (run: readonly Position[], isRing: boolean) => readonly Position[],
): G {
  const run = runOf(geometry, path);
  if (!run || geometry.type === 'GeometryCollection') return geometry;
  const put = (value: unknown, [index, ...rest]: readonly number[]): unknown => {
    if (index === undefined) return change(run, isArea(geometry));
    return Array.isArray(value) ? value.map((member, at) => (at === index ? put(member, rest) : member)) : value;
  };
  return withCoordinates(geometry, put(geometry.coordinates, path.slice(0, -1)));
}

function withCoordinates<G extends Geometry>(geometry: G, coordinates: unknown): G {
  return { ...geometry, coordinates };
}
