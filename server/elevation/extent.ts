import type { Bounds } from '../tiles/address.ts';
import type { Georeference } from './georeference.ts';

/** Mean radius; good to half a per cent, which is more than a cell's size needs. */
const earthRadiusMetres = 6_371_000;
/** The edges of a projected raster are curved in degrees: they are followed in this many steps. */
const stepsPerEdge = 16;

/** Around the outer edges of the cells. */
export function outerBounds(grid: Georeference, width: number, height: number): Bounds {
  const positions: [number, number][] = [];
  for (let step = 0; step <= stepsPerEdge; step++) {
    const column = (width * step) / stepsPerEdge - 0.5;
    const row = (height * step) / stepsPerEdge - 0.5;
    positions.push(grid.toPosition(column, -0.5), grid.toPosition(column, height - 0.5));
    positions.push(grid.toPosition(-0.5, row), grid.toPosition(width - 0.5, row));
  }
  const longitudes = positions.map(([longitude]) => longitude);
  const latitudes = positions.map(([, latitude]) => latitude);
  return [Math.min(...longitudes), Math.min(...latitudes), Math.max(...longitudes), Math.max(...latitudes)];
}

/** The longer side of the cell in the middle. */
export function cellSizeMetres(grid: Georeference, width: number, height: number): number {
  const column = width / 2;
  const row = height / 2;
  const middle = grid.toPosition(column, row);
  return Math.max(
    distanceMetres(middle, grid.toPosition(column + 1, row)),
    distanceMetres(middle, grid.toPosition(column, row + 1)),
  );
}

export function unionBounds(all: readonly Bounds[]): Bounds | undefined {
  if (all.length === 0) return undefined;
  return all.reduce(([w, s, e, n], other) => [
    Math.min(w, other[0]),
    Math.min(s, other[1]),
    Math.max(e, other[2]),
    Math.max(n, other[3]),
  ]);
}

/** Over a few kilometres at most. */
function distanceMetres([lon1, lat1]: [number, number], [lon2, lat2]: [number, number]): number {
  const radians = Math.PI / 180;
  const east = (lon2 - lon1) * radians * Math.cos(((lat1 + lat2) / 2) * radians);
  return Math.hypot(east, (lat2 - lat1) * radians) * earthRadiusMetres;
}
