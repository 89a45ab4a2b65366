import { gunzipSync } from 'node:zlib';
import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { type LayerId, layerIds, layers } from '../../../data/layers/index.ts';

/** Where the test data lies: the middle of tile 14/13208/6710. */
export const place = { lon: 110.22, lat: 31.2 };

/** A line of about 1 km in the middle of the place, moved a little by its number. */
export function lineSql(number: number): string {
  const lat = place.lat + number * 0.0002;
  return `ST_SetSRID(ST_MakeLine(ST_MakePoint(${place.lon}, ${lat}), ST_MakePoint(${place.lon + 0.01}, ${lat + 0.001})), 4326)`;
}

/** Sixty features in each layer around the place: bent lines, polygons with holes and of several parts. */
export async function fillEveryLayer(sql: (text: string) => Promise<void>): Promise<void> {
  const fixed: Partial<Record<LayerId, Record<string, string>>> = {
    roads: {
      road_class: `(ARRAY['national','county','village','path'])[1 + i % 4]`,
      structure: `'bridge'`,
      from_m: 'i * 1.5',
      to_m: 'i * 1.5 + 20',
    },
    road_hazards: { hazard: `'cliff'`, grade: `(ARRAY['major','low'])[1 + i % 2]`, state: `'found'` },
    closures: { reason: `'flood'`, valid_from: `'2026-07-01T08:00:00+08'` },
    flood_points: { people: 'i' },
    flood_zones: { kind: `'danger'`, depth_m: 'i / 7.0' },
    water_works: { kind: `'pond'` },
    settlements: { kind: `'town'` },
    watercourses: { kind: `'river'` },
    water_bodies: { kind: `'pond'` },
  };
  const origin = `${place.lon} + (i % 8 - 4) * 0.002, ${place.lat} + (i / 8 - 4) * 0.002`;
  const bent = `ST_MakeLine(ARRAY(SELECT ST_MakePoint(${place.lon} + (i % 8 - 4) * 0.002 + k * 0.0003, ${place.lat} + (i / 8 - 4) * 0.002 + 0.0005 * sin(k * 1.7 + i)) FROM generate_series(0, 12) AS k ORDER BY k))`;
  const ring = `ST_Difference(ST_Buffer(ST_MakePoint(${origin}), 0.001), ST_Buffer(ST_MakePoint(${origin}), 0.0003))`;
  const shapes = {
    Point: `ST_MakePoint(${origin})`,
    LineString: bent,
    MultiLineString: `ST_Collect(${bent}, ST_Translate(${bent}, 0.001, 0.004))`,
    MultiPolygon: `ST_Multi(ST_Union(${ring}, ST_Translate(${ring}, 0.004, 0.001)))`,
  };
  for (const id of layerIds) {
    const members = { code: `'${id}' || i`, name: `CASE WHEN i % 3 > 0 THEN '名' || i % 5 END`, ...fixed[id] };
    if (layers[id].required.includes('name')) members.name = `'名' || i % 5`;
    await sql(
      `INSERT INTO anlan.${id} (${Object.keys(members).join(', ')}, geom)
       SELECT ${Object.values(members).join(', ')}, ST_SetSRID(${shapes[layers[id].geometry]}, 4326) FROM generate_series(0, 59) AS i`,
    );
  }
}

export function addressOf(z: number): { z: number; x: number; y: number } {
  const side = 2 ** z;
  const x = Math.floor(((place.lon + 180) / 360) * side);
  const y = Math.floor(((1 - Math.asinh(Math.tan((place.lat * Math.PI) / 180)) / Math.PI) / 2) * side);
  return { z, x, y };
}

export interface DecodedFeature {
  id: number | undefined;
  type: number;
  tags: Record<string, unknown>;
  geometry: [number, number][][];
}

export function decode(body: Buffer): VectorTile {
  const unzipped = body[0] === 0x1f && body[1] === 0x8b ? gunzipSync(body) : body;
  return new VectorTile(new PbfReader(unzipped));
}

export function features(body: Buffer): DecodedFeature[] {
  return Object.values(decode(body).layers).flatMap((layer) =>
    Array.from({ length: layer.length }, (_, index) => {
      const feature = layer.feature(index);
      const geometry = feature.loadGeometry().map((ring) => ring.map(({ x, y }): [number, number] => [x, y]));
      return { id: feature.id, type: feature.type, tags: { ...feature.properties }, geometry };
    }),
  );
}

/** Polygons as their vertices away from the cut, since the two libraries begin rings and order parts differently. */
export function comparable(feature: DecodedFeature): DecodedFeature | { polygon: string[] } {
  if (feature.type !== 3) return feature;
  const isCut = ([x, y]: [number, number]): boolean => [x, y].some((value) => value === -64 || value === 4096 + 64);
  const vertices = feature.geometry.flat().filter((vertex) => !isCut(vertex));
  return { ...feature, geometry: [], polygon: [...new Set(vertices.map(String))].sort() };
}

/** In square units; holes count against it. */
export function area(feature: DecodedFeature | undefined): number {
  const rings = feature?.geometry ?? [];
  const doubled = rings.flatMap((ring) =>
    ring.map(([x, y], index) => {
      const [nextX, nextY] = ring[(index + 1) % ring.length] ?? [x, y];
      return x * nextY - nextX * y;
    }),
  );
  return doubled.reduce((sum, part) => sum + part, 0) / 2;
}
