import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Feature, Position } from 'geojson';
import type { LayerId } from '../../../data/layers/definition.ts';

/**
 * A county for measuring: roads as a lattice of winding sections between nodes every 250 m, one hazard on each, streams
 * that cross them, flood zones, shelters. Nothing about it is random, so that two runs measure the same.
 */
export interface LatticeCounty {
  readonly folder: string;
  readonly layers: readonly LayerId[];
  readonly roadCount: number;
  file(layer: LayerId): string;
  /** A line along the roads, up and right in turns, of about so many metres. */
  route(index: number, metres: number): Position[];
  readonly bbox: readonly [number, number, number, number];
}

const west = 109.8;
const south = 31;
const spacingMetres = 250;
const metresPerDegree = 111_195;
const shrink = Math.cos((31.2 * Math.PI) / 180);
const verticesPerSection = 14;

/** Nodes lie off their lattice places, sections wind around their chords: no two boxes are alike. */
function node(column: number, row: number): [number, number] {
  const x = column * spacingMetres + 60 * Math.sin(column * 1.7 + row * 0.6);
  const y = row * spacingMetres + 60 * Math.cos(row * 1.3 - column * 0.9);
  return [x, y];
}

function section(fromColumn: number, fromRow: number, toColumn: number, toRow: number): Position[] {
  const [x0, y0] = node(fromColumn, fromRow);
  const [x1, y1] = node(toColumn, toRow);
  const phase = fromColumn * 0.37 + fromRow * 0.71;
  return Array.from({ length: verticesPerSection }, (_, index) => {
    const share = index / (verticesPerSection - 1);
    const bend = 18 * Math.sin(share * Math.PI * 3 + phase) * Math.sin(share * Math.PI);
    return degrees(
      x0 + (x1 - x0) * share - bend * ((y1 - y0) / spacingMetres),
      y0 + (y1 - y0) * share + bend * ((x1 - x0) / spacingMetres),
    );
  });
}

function degrees(x: number, y: number): Position {
  const round = (value: number) => Math.round(value * 1e7) / 1e7;
  return [round(west + x / (metresPerDegree * shrink)), round(south + y / metresPerDegree)];
}

export async function writeLatticeCounty(folder: string, roadCount: number): Promise<LatticeCounty> {
  // A lattice of n by n nodes has 2n(n - 1) sections.
  const size = Math.ceil(0.5 + Math.sqrt(0.25 + roadCount / 2));
  const file = (layer: LayerId) => path.join(folder, `${layer}.geojson`);
  const written: readonly [LayerId, () => Generator<Feature>][] = [
    ['roads', () => take(roads(size), roadCount)],
    ['road_hazards', () => take(hazards(size), roadCount)],
    ['watercourses', () => streams(size)],
    ['flood_zones', () => zones(size)],
    ['shelters', () => shelters(size)],
    ['closures', () => take(closures(size), 200)],
  ];
  for (const [layer, features] of written) {
    await pipeline(Readable.from(collection(features())), createWriteStream(file(layer)));
  }
  const [east, north] = degrees((size - 1) * spacingMetres, (size - 1) * spacingMetres);
  return {
    folder,
    file,
    roadCount,
    layers: written.map(([layer]) => layer),
    bbox: [west, south, east ?? west, north ?? south],
    route: (index, metres) => {
      const steps = Math.round(metres / (spacingMetres * 1.12));
      const reach = Math.max(1, size - 1 - Math.ceil(steps / 2));
      let [column, row] = [(index * 17) % reach, (index * 29) % reach];
      const positions: Position[] = [];
      for (let step = 0; step < steps; step++) {
        const along = step % 2 === 0;
        const part = section(column, row, column + (along ? 1 : 0), row + (along ? 0 : 1));
        positions.push(...(step === 0 ? part : part.slice(1)));
        if (along) column++;
        else row++;
      }
      return positions;
    },
  };
}

/** Every section as its two nodes, in an order that jumps about: rows of a table do not lie sorted by place. */
function* sections(size: number): Generator<readonly [number, number, number, number]> {
  const count = size * (size - 1);
  // A step without common factor with the count visits all of them once.
  const step = [7919, 7927, 7933].find((prime) => count % prime !== 0) ?? 1;
  for (let index = 0; index < count; index++) {
    const place = (index * step) % count;
    const [a, b] = [Math.floor(place / (size - 1)), place % (size - 1)];
    yield [b, a, b + 1, a];
    yield [a, b, a, b + 1];
  }
}

function* roads(size: number): Generator<Feature> {
  for (const [c0, r0, c1, r1] of sections(size)) {
    const along = c0 === c1 ? c0 : r0;
    const isCounty = along % 40 === 0;
    const isTownship = along % 10 === 0;
    const roadCode = `${isCounty ? 'X' : isTownship ? 'Y' : 'C'}${c0 === c1 ? 'N' : 'E'}${along}`;
    const position = c0 === c1 ? r0 : c0;
    yield feature(section(c0, r0, c1, r1), {
      code: `R-${c0}-${r0}-${c0 === c1 ? 'n' : 'e'}`,
      name: `${roadCode} 线`,
      road_code: roadCode,
      road_class: isCounty ? 'county' : isTownship ? 'township' : 'village',
      structure: 'road',
      from_m: position * spacingMetres,
      to_m: (position + 1) * spacingMetres,
      design_speed_kmh: isCounty ? 40 : 30,
      width_m: isCounty ? 7 : 4.5,
      surface: 'concrete',
      surveyed_on: '2026-03-01',
    });
  }
}

const kinds = ['sharp_bend', 'steep_slope', 'long_descent', 'cliff', 'near_water'] as const;
const grades = [
  'low',
  'general',
  'general',
  'general',
  'low',
  'considerable',
  'low',
  'general',
  'low',
  'major',
] as const;

function* hazards(size: number): Generator<Feature> {
  let index = 0;
  for (const [c0, r0, c1, r1] of sections(size)) {
    const start = 2 + (index % 6);
    yield feature(section(c0, r0, c1, r1).slice(start, start + 5), {
      code: `H-${index}`,
      hazard: kinds[index % kinds.length],
      grade: grades[index % grades.length],
      state: 'graded',
      segment_code: `R-${c0}-${r0}-${c0 === c1 ? 'n' : 'e'}`,
      side: 'left',
      cost_10k_yuan: (index % 500) / 10,
      found_on: '2026-03-01',
      evidence: { measured: 20 + (index % 30), source: 'JTG D20-2017' },
    });
    index++;
  }
}

function* closures(size: number): Generator<Feature> {
  let index = 0;
  for (const [c0, r0, c1, r1] of sections(size)) {
    yield feature(section(c0, r0, c1, r1), {
      code: `CL-${index++}`,
      reason: 'landslide',
      segment_code: `R-${c0}-${r0}-${c0 === c1 ? 'n' : 'e'}`,
      valid_from: '2020-01-01T00:00:00+08:00',
      valid_to: '2020-02-01T00:00:00+08:00',
    });
  }
}

function* streams(size: number): Generator<Feature> {
  for (let column = 0; column < size - 1; column += 8) {
    const positions = Array.from({ length: size * 6 }, (_, index) =>
      degrees((column + 0.5) * spacingMetres + 70 * Math.sin(index * 0.7), (index / 6) * spacingMetres),
    );
    yield {
      ...feature([], { code: `W-${column}`, kind: 'stream', structure: 'culvert' }),
      geometry: { type: 'MultiLineString', coordinates: [positions] },
    };
  }
}

function* zones(size: number): Generator<Feature> {
  for (let column = 0; column < size - 1; column += 8) {
    for (let row = 0; row < size - 1; row += 5) {
      const corner = (dx: number, dy: number) =>
        degrees((column + 0.5) * spacingMetres + dx, (row + 0.5) * spacingMetres + dy);
      const ring = [corner(-60, -90), corner(60, -90), corner(60, 90), corner(-60, 90), corner(-60, -90)];
      yield {
        ...feature([], { kind: 'inundation', return_period_years: 20 }),
        geometry: { type: 'MultiPolygon', coordinates: [[ring]] },
      };
    }
  }
}

function* shelters(size: number): Generator<Feature> {
  for (let column = 0; column < size; column += 6) {
    for (let row = 0; row < size; row += 6) {
      const [x, y] = node(column, row);
      const properties = { code: `S-${column}-${row}`, name: `安置点 ${column}-${row}`, capacity: 200, state: 'open' };
      yield { ...feature([], properties), geometry: { type: 'Point', coordinates: degrees(x, y) } };
    }
  }
}

function feature(coordinates: Position[], properties: Record<string, unknown>): Feature {
  return { type: 'Feature', properties, geometry: { type: 'LineString', coordinates } };
}

function* take<T>(values: Iterable<T>, count: number): Generator<T> {
  let taken = 0;
  for (const value of values) {
    if (taken++ >= count) return;
    yield value;
  }
}

function* collection(features: Iterable<Feature>): Generator<string> {
  let separator = '{"type":"FeatureCollection","features":[\n';
  let piece = '';
  for (const one of features) {
    piece += separator + JSON.stringify(one);
    separator = ',\n';
    if (piece.length > 100_000) {
      yield piece;
      piece = '';
    }
  }
  yield `${piece}\n]}\n`;
}
