import type { Position } from 'geojson';
import type pg from 'pg';
import { text } from '../../data/text.ts';

type Queryable = Pick<pg.ClientBase, 'query'>;

/** The rings of one polygon with its box; holes are rings like any other. */
interface Area {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
  readonly rings: readonly (readonly Position[])[];
}

/** Roads and streams reach a little over the border, and borders are drawn more coarsely than they. */
const allowedMetres = 1000;
/** About 50 m: enough to say how many kilometres. */
const simplifiedDegrees = 0.0005;
/** Of a feature: its ends and what lies between them. A feature that reaches into the county is seldom missed by them. */
const mostPlaces = 9;
const earthRadiusMetres = 6_371_008.8;

/** The townships as the county's area; empty while none is drawn. */
export async function readCountyArea(db: Queryable): Promise<readonly Area[]> {
  const { rows } = await db.query<{ polygons: readonly (readonly (readonly Position[])[])[] }>(
    `SELECT ST_AsGeoJSON(ST_Multi(ST_SimplifyPreserveTopology(geom, $1)), 6)::json -> 'coordinates' AS polygons
     FROM anlan.townships ORDER BY id`,
    [simplifiedDegrees],
  );
  return rows.flatMap(({ polygons }) => polygons.map(areaOf));
}

/**
 * How far a valid geometry lies outside the county, in metres to some 0.5 %: coordinates the wrong way round, or of
 * another system, are told so before anything is stored.
 *
 * @returns undefined where it lies in the county or within a kilometre of it, and where no township is drawn
 */
export function metresOutside(county: readonly Area[], geometry: unknown): number | undefined {
  if (county.length === 0) return undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const place of spread(positionsOf(geometry))) {
    if (county.some((area) => contains(area, place))) return undefined;
    for (const area of county) {
      if (metresToBox(area, place) < least) least = Math.min(least, metresToRings(area, place));
      if (least <= allowedMetres) return undefined;
    }
  }
  return Number.isFinite(least) ? least : undefined;
}

export function outsideRemark(metres: number) {
  const kilometres = metres < 10_000 ? (metres / 1000).toFixed(1) : String(Math.round(metres / 1000));
  return text(
    `位于本县各乡镇范围之外约 ${kilometres} 公里，请核对坐标（经纬度是否颠倒、坐标系是否有误）`,
    `lies about ${kilometres} km outside the county's townships; check its coordinates (longitude and latitude the wrong way round, another coordinate system)`,
  );
}

function areaOf(rings: readonly (readonly Position[])[]): Area {
  const box = { west: 180, south: 90, east: -180, north: -90 };
  for (const [x = 0, y = 0] of rings[0] ?? []) {
    box.west = Math.min(box.west, x);
    box.south = Math.min(box.south, y);
    box.east = Math.max(box.east, x);
    box.north = Math.max(box.north, y);
  }
  return { ...box, rings };
}

function positionsOf(geometry: unknown): Position[] {
  if (typeof geometry !== 'object' || geometry === null || !('coordinates' in geometry)) return [];
  const found: Position[] = [];
  const walk = (value: unknown) => {
    if (!Array.isArray(value)) return;
    if (typeof value[0] === 'number') found.push(value as Position);
    else for (const child of value) walk(child);
  };
  walk(geometry.coordinates);
  return found;
}

function spread(positions: readonly Position[]): readonly Position[] {
  if (positions.length <= mostPlaces) return positions;
  const step = (positions.length - 1) / (mostPlaces - 1);
  return Array.from({ length: mostPlaces }, (_, index) => positions[Math.round(index * step)] ?? []);
}

function contains({ west, south, east, north, rings }: Area, [x = 0, y = 0]: Position): boolean {
  if (x < west || x > east || y < south || y > north) return false;
  let isInside = false;
  for (const ring of rings) {
    for (let index = 1; index < ring.length; index++) {
      const [x1 = 0, y1 = 0] = ring[index - 1] ?? [];
      const [x2 = 0, y2 = 0] = ring[index] ?? [];
      if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) isInside = !isInside;
    }
  }
  return isInside;
}

function metresToBox({ west, south, east, north }: Area, place: Position): number {
  const [x = 0, y = 0] = place;
  return metresBetween(place, [Math.min(Math.max(x, west), east), Math.min(Math.max(y, south), north)]);
}

function metresToRings({ rings }: Area, place: Position): number {
  let least = Number.POSITIVE_INFINITY;
  let nearest: Position = [];
  const [x = 0, y = 0] = place;
  for (const ring of rings) {
    for (let index = 1; index < ring.length; index++) {
      const [x1 = 0, y1 = 0] = ring[index - 1] ?? [];
      const [x2 = 0, y2 = 0] = ring[index] ?? [];
      // Which of the borders' places is nearest is told in the plane at their height; how far it is, on the sphere.
      const shrink = Math.cos((y1 * Math.PI) / 180);
      const [dx, dy, px, py] = [(x2 - x1) * shrink, y2 - y1, (x - x1) * shrink, y - y1];
      const share = Math.min(Math.max((px * dx + py * dy) / (dx * dx + dy * dy || 1), 0), 1);
      const distance = Math.hypot(px - share * dx, py - share * dy);
      if (distance >= least) continue;
      least = distance;
      nearest = [x1 + share * (x2 - x1), y1 + share * dy];
    }
  }
  return metresBetween(place, nearest);
}

function metresBetween([x1 = 0, y1 = 0]: Position, [x2 = 0, y2 = 0]: Position): number {
  const radians = Math.PI / 180;
  const across = Math.sin(((x2 - x1) * radians) / 2) ** 2 * Math.cos(y1 * radians) * Math.cos(y2 * radians);
  const along = Math.sin(((y2 - y1) * radians) / 2) ** 2;
  return 2 * earthRadiusMetres * Math.asin(Math.min(1, Math.sqrt(across + along)));
}
