import type { MultiPolygon, Polygon, Position } from 'geojson';

/** Lines laid across the area; more only move the name by less than its own height. */
const scanLines = 15;

/**
 * A place for the name of an area, inside it and where it is wide: the middle of the longest stretch inside on level
 * lines across its largest part. Undefined for an area without extent.
 */
export function labelPoint(geometry: Polygon | MultiPolygon): Position | undefined {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  const largest = polygons.toSorted((a, b) => ringArea(b[0] ?? []) - ringArea(a[0] ?? []))[0];
  if (!largest) return undefined;
  const latitudes = (largest[0] ?? []).map(([, y = 0]) => y);
  const [south, north] = [Math.min(...latitudes), Math.max(...latitudes)];
  const middle = (south + north) / 2;
  let best: { readonly point: Position; readonly score: number } | undefined;
  for (let line = 1; line <= scanLines; line += 1) {
    const y = south + ((north - south) * line) / (scanLines + 1);
    const crossings = crossingsAt(largest, y);
    for (let index = 0; index + 1 < crossings.length; index += 2) {
      const [west = 0, east = 0] = [crossings[index], crossings[index + 1]];
      // Of stretches about as long, the one nearer to the middle looks right.
      const score = (east - west) * (1 - Math.abs(y - middle) / (north - south));
      if (score > (best?.score ?? 0)) best = { point: [(west + east) / 2, y], score };
    }
  }
  return best?.point;
}

/** Where all rings cross a parallel, from west to east; between an odd one and the next lies the inside. */
function crossingsAt(rings: readonly Position[][], y: number): readonly number[] {
  const crossings: number[] = [];
  for (const ring of rings) {
    for (const [index, [x2 = 0, y2 = 0]] of ring.entries()) {
      const [x1 = 0, y1 = 0] = ring[index - 1] ?? [x2, y2];
      if (y1 <= y !== y2 <= y) crossings.push(x1 + ((y - y1) / (y2 - y1)) * (x2 - x1));
    }
  }
  return crossings.sort((a, b) => a - b);
}

function ringArea(ring: readonly Position[]): number {
  let doubled = 0;
  for (const [index, [x2 = 0, y2 = 0]] of ring.entries()) {
    const [x1 = 0, y1 = 0] = ring[index - 1] ?? [x2, y2];
    doubled += x1 * y2 - x2 * y1;
  }
  return Math.abs(doubled / 2);
}
