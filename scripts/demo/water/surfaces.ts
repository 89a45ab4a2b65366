import { polygonArea, polygonsAbove, type Rings } from '../contour.ts';
import { nearestNode } from '../grid.ts';
import { type Land, surfaceWidthMetres } from '../land.ts';
import { distance } from '../line.ts';
import type { Site } from '../places/sites.ts';
import type { Point } from '../plane.ts';
import { random } from '../random.ts';

export interface WaterSurface {
  readonly kind: 'river' | 'reservoir' | 'pond';
  /** Index of the river or reservoir; of the pond itself. */
  readonly index: number;
  readonly polygons: readonly Rings[];
}

/** Outlines of rivers wide enough to have a surface, and of reservoirs. */
export function naturalSurfaces(land: Land): WaterSurface[] {
  return [...riverSurfaces(land), ...reservoirSurfaces(land)];
}

function riverSurfaces(land: Land): WaterSurface[] {
  const { height, field } = land;
  const surfaces: WaterSurface[] = [];
  const wet = new Map<number, number[]>();
  field.river.forEach((river, cell) => {
    if ((field.fromBank[cell] as number) > 0 || (field.width[cell] as number) < surfaceWidthMetres) return;
    const cells = wet.get(river);
    if (cells) cells.push(cell);
    else wet.set(river, [cell]);
  });
  for (const [index, cells] of [...wet].sort((a, b) => a[0] - b[0])) {
    const polygons = polygonsAbove(
      height,
      (cell) => {
        const fromBank = field.fromBank[cell] as number;
        const own = field.river[cell] === index && (field.width[cell] as number) >= surfaceWidthMetres;
        return own ? -fromBank : -Math.max(0.5, Math.abs(fromBank));
      },
      cells,
    ).filter((polygon) => polygonArea(polygon) > 500);
    if (polygons.length > 0) surfaces.push({ kind: 'river', index, polygons });
  }
  return surfaces;
}

function reservoirSurfaces(land: Land): WaterSurface[] {
  return land.reservoirs.map((reservoir, index) => {
    const wet = new Set(reservoir.cells);
    // Dry cells count by how far they stand above the water, so that the shore lies where the ground meets it.
    const polygons = polygonsAbove(
      land.height,
      (cell) => (wet.has(cell) ? 1 : -Math.max(0.4, (land.height.values[cell] as number) - reservoir.levelMetres)),
      wet,
    ).filter((polygon) => polygonArea(polygon) > 1_000);
    return { kind: 'reservoir', index, polygons };
  });
}

export interface Pond {
  readonly centre: Point;
  readonly radiusMetres: number;
  readonly ring: readonly Point[];
}

/** Village ponds of a few hundred to a few thousand square metres on gentle ground near houses. */
export function digPonds(seed: number, land: Land, sites: readonly Site[], clear: (place: Point) => number): Pond[] {
  const draw = random(seed, 'ponds');
  const ponds: Pond[] = [];
  for (const site of draw.shuffled(sites)) {
    if (ponds.length === 24) break;
    const bearing = draw.between(0, 2 * Math.PI);
    const away = draw.between(70, 190);
    const radius = draw.between(11, 26);
    const centre = {
      x: site.point.x + away * Math.cos(bearing),
      y: site.point.y + away * Math.sin(bearing),
    };
    const cell = nearestNode(land.height, centre.x, centre.y);
    const fromBank = land.field.fromBank[cell] as number;
    if (fromBank < radius + 25 || clear(centre) < radius * 1.3 + 8) continue;
    if (ponds.some((other) => distance(other.centre, centre) < 150)) continue;
    ponds.push({ centre, radiusMetres: radius, ring: pondRing(draw.between(0.75, 1.3), draw.next(), centre, radius) });
  }
  return ponds;
}

function pondRing(stretch: number, turn: number, centre: Point, radius: number): Point[] {
  const corners = 16;
  const ring: Point[] = [];
  for (let corner = 0; corner < corners; corner++) {
    const angle = (2 * Math.PI * corner) / corners;
    const reach = radius * (1 + 0.16 * Math.sin(2 * angle + 6 * turn) + 0.1 * Math.sin(3 * angle + 11 * turn));
    ring.push({ x: centre.x + reach * stretch * Math.cos(angle), y: centre.y + (reach / stretch) * Math.sin(angle) });
  }
  ring.push(ring[0] as Point);
  return ring;
}

export function pondSurface(pond: Pond, index: number): WaterSurface {
  return { kind: 'pond', index, polygons: [[[...pond.ring]]] };
}
