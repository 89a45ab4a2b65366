import { signedArea } from '../contour.ts';
import { type DemoFeature, linesFeature, pointFeature, polygonsFeature } from '../features/feature.ts';
import { resample, smooth } from '../line.ts';
import { personName, phoneNumber } from '../names.ts';
import type { Point } from '../plane.ts';
import type { Random } from '../random.ts';
import { edgeLine } from './edges.ts';
import { edgeEnds, type Lattice } from './lattice.ts';
import type { LatticeRivers } from './rivers.ts';

/** A river of a large county as its line and the places it was laid through. */
export interface LargeRiver {
  readonly code: string;
  readonly name: string;
  readonly line: readonly Point[];
  readonly stops: readonly Point[];
  readonly catchmentSquareMetres: number;
}

const vertexSpacingMetres = 40;

/** Rivers from cell to cell, each passing the very vertex at which a road crosses it. */
export function* largeRivers(
  lattice: Lattice,
  rivers: LatticeRivers,
  nameRiver: (catchmentSquareMetres: number) => string,
): Generator<LargeRiver> {
  let serial = 0;
  for (const course of rivers.courses) {
    const stops: Point[] = [rivers.middle(course[0] as number)];
    for (let index = 1; index < course.length; index++) {
      const [from, to] = [course[index - 1] as number, course[index] as number];
      stops.push(crossingPoint(lattice, rivers, rivers.edgeBetween(from, to)), rivers.middle(to));
    }
    const line: Point[] = [stops[0] as Point];
    for (let index = 1; index < stops.length; index += 2) {
      // Between two crossings the line is free to be rounded; at a crossing it is held.
      const bend = index === 1 ? [stops[0], stops[1]] : [stops[index - 2], stops[index - 1], stops[index]];
      line.push(...smooth(resample(bend as Point[], vertexSpacingMetres), 4).slice(1));
    }
    const end = stops.slice(-2);
    line.push(...resample(end, vertexSpacingMetres).slice(1));
    serial++;
    const mouth = course[course.length - 2] as number;
    const catchmentSquareMetres = rivers.catchment(mouth);
    yield {
      code: `HL${String(serial).padStart(5, '0')}`,
      name: nameRiver(catchmentSquareMetres),
      line,
      stops,
      catchmentSquareMetres,
    };
  }
}

function crossingPoint(lattice: Lattice, rivers: LatticeRivers, edge: number): Point {
  const crossing = lattice.isBuilt(edge) ? edgeLine(lattice, rivers, edge).crossing : undefined;
  if (crossing) return crossing.point;
  const [column, row, toColumn, toRow] = edgeEnds(lattice.size, edge);
  const [a, b] = [lattice.node(column, row), lattice.node(toColumn, toRow)];
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

export function largeRiverFeature(lattice: Lattice, river: LargeRiver): DemoFeature {
  const area = river.catchmentSquareMetres / 1e6;
  return linesFeature(lattice.plane, [river.line], {
    code: river.code,
    name: river.name,
    kind: area >= 8 ? 'river' : area >= 2 ? 'stream' : 'gully',
    structure: 'open',
    catchment_km2: Math.round(area * 100) / 100,
    width_m: Math.round(21 * Math.sqrt(area)) / 10,
    intermittent: area < 1,
  });
}

/** A band along a river of some size, for two return periods. */
export function floodBands(lattice: Lattice, river: LargeRiver): DemoFeature[] {
  const area = river.catchmentSquareMetres / 1e6;
  if (area < 2) return [];
  return [20, 100].map((years) => {
    const half = (years === 20 ? 9 : 16) + 2 * Math.sqrt(area);
    return polygonsFeature(lattice.plane, [[band(river.stops, Math.min(45, half))]], {
      code: `YM-${river.code}-${String(years).padStart(3, '0')}`,
      name: `${river.name}${years}年一遇淹没区`,
      kind: 'inundation',
      return_period_years: years,
      depth_m: Math.round(10 * 0.6 * Math.sqrt(area)) / 10,
      watercourse: river.name,
    });
  });
}

/** The stops' line made as wide as twice `half`, counter-clockwise. */
function band(stops: readonly Point[], half: number): Point[] {
  const left: Point[] = [];
  const right: Point[] = [];
  stops.forEach((stop, index) => {
    const before = stops[Math.max(0, index - 1)] as Point;
    const after = stops[Math.min(stops.length - 1, index + 1)] as Point;
    const length = Math.hypot(after.x - before.x, after.y - before.y);
    const across = { x: (-half * (after.y - before.y)) / length, y: (half * (after.x - before.x)) / length };
    left.push({ x: stop.x + across.x, y: stop.y + across.y });
    right.push({ x: stop.x - across.x, y: stop.y - across.y });
  });
  const ring = [...right, ...left.reverse()];
  ring.push(ring[0] as Point);
  return signedArea(ring) > 0 ? ring : ring.reverse();
}

/** A pond beside a settlement: its surface and its entry in the water bureau's list. */
export function pondFeatures(
  lattice: Lattice,
  draw: Random,
  serial: number,
  name: string,
  township: string,
  place: Point,
): { readonly body: DemoFeature; readonly work: DemoFeature } {
  const radius = draw.between(10, 24);
  const ring = Array.from({ length: 13 }, (_, corner) => {
    const angle = (2 * Math.PI * (corner % 12)) / 12;
    return { x: place.x + radius * Math.cos(angle), y: place.y + radius * Math.sin(angle) };
  });
  const digits = String(serial).padStart(5, '0');
  return {
    body: polygonsFeature(lattice.plane, [[ring]], {
      code: `SM${digits}`,
      name: `${name}堰塘`,
      kind: 'pond',
      dangerous: true,
      township,
    }),
    work: pointFeature(lattice.plane, place, {
      code: `ST${digits}`,
      name: `${name}堰塘`,
      kind: 'pond',
      storage_10k_m3: Math.round(radius * radius * 0.055) / 100,
      patrol_person: personName(draw),
      patrol_phone: phoneNumber(draw),
      township,
    }),
  };
}
