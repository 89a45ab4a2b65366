import type { Feature, Geometry, Position } from 'geojson';
import type { LayerDefinition, LayerId, PropertyDefinition } from '../../../data/layers/definition.ts';
import { layerIds, layers } from '../../../data/layers/index.ts';
import type { Database } from '../../../server/database/database.ts';
import { insertFeatures } from '../../../server/layers/store.ts';
import { validateFeature } from '../../../server/layers/validation.ts';

/** Where the county of these tests lies, in degrees. */
export const origin = { longitude: 110.2, latitude: 31.2 } as const;

/** The position so many metres east and north of the origin, near enough for tests (planar, 1 in 10,000 over 10 km). */
export function at(eastMetres: number, northMetres: number): [number, number] {
  const metresPerDegree = 111_195;
  const shrink = Math.cos((origin.latitude * Math.PI) / 180);
  const round = (degrees: number) => Math.round(degrees * 1e9) / 1e9;
  return [
    round(origin.longitude + eastMetres / (metresPerDegree * shrink)),
    round(origin.latitude + northMetres / metresPerDegree),
  ];
}

export function line(...metres: readonly (readonly [number, number])[]): Geometry {
  return { type: 'LineString', coordinates: metres.map(([east, north]) => at(east, north)) };
}

export function point(eastMetres: number, northMetres: number): Geometry {
  return { type: 'Point', coordinates: at(eastMetres, northMetres) };
}

/** A rectangle in metres, counter-clockwise. */
export function rectangle(west: number, south: number, east: number, north: number): Geometry {
  const ring: Position[] = [at(west, south), at(east, south), at(east, north), at(west, north), at(west, south)];
  return { type: 'MultiPolygon', coordinates: [[ring]] };
}

const requiredMembers: Readonly<Record<LayerId, Record<string, unknown>>> = {
  roads: { road_class: 'village', structure: 'road' },
  road_hazards: { hazard: 'cliff', grade: 'general', state: 'found' },
  closures: { reason: 'flood', valid_from: '2026-07-01T08:00:00+08:00' },
  flood_points: { name: '王家坪', people: 37 },
  flood_zones: { kind: 'inundation' },
  water_works: { kind: 'pond' },
  evacuation_routes: { name: '王家坪至中心小学' },
  shelters: { name: '中心小学' },
  settlements: { name: '石门沟', kind: 'village' },
  townships: { code: '429901101', name: '安澜镇' },
  watercourses: { kind: 'stream' },
  water_bodies: { kind: 'pond' },
};

/** A valid feature of the layer: what is required, what is given, and a geometry of the layer's type unless given. */
export function sample(
  layer: LayerId,
  properties: Readonly<Record<string, unknown>> = {},
  geometry: Geometry = sampleGeometry(layers[layer]),
): Feature {
  return { type: 'Feature', geometry, properties: { ...requiredMembers[layer], ...properties } };
}

function sampleGeometry({ geometry }: LayerDefinition): Geometry {
  switch (geometry) {
    case 'Point':
      return point(0, 0);
    case 'LineString':
      return line([0, 0], [100, 50], [200, 40]);
    case 'MultiLineString':
      return { type: 'MultiLineString', coordinates: [[at(0, 0), at(100, 50)]] };
    case 'MultiPolygon':
      return rectangle(0, 0, 100, 80);
  }
}

/** A feature with a value in every member of the layer. */
export function full(layer: LayerId, geometry?: Geometry): Feature {
  const properties = Object.entries(layers[layer].properties).map(([name, definition], index) => [
    name,
    requiredMembers[layer][name] ?? anyValue(name, definition, index),
  ]);
  return sample(layer, Object.fromEntries(properties), geometry);
}

function anyValue(name: string, definition: PropertyDefinition, index: number): unknown {
  if (definition.codes) return definition.codes[0]?.value;
  switch (definition.type) {
    case 'boolean':
      return index % 2 === 0;
    case 'object':
      return { radius_m: 24.5, source: '测试', nested: { interval: [20.1, 29] } };
    case 'integer':
    case 'number': {
      const low = definition.minimum ?? definition.exclusiveMinimum ?? 0;
      const fraction = definition.type === 'number' ? 0.25 : 0;
      // Rising with their order, as thresholds and chainages must.
      return Math.min(low + index + fraction, definition.maximum ?? Number.POSITIVE_INFINITY);
    }
    case 'string':
      if (definition.format === 'date') return '2026-05-04';
      if (definition.format === 'date-time') return '2027-07-01T08:00:00+08:00';
      if (name.endsWith('_phone')) return '0719-1234567';
      if (name === 'township') return '429901101';
      return `“${name}”\\ 值'; --`;
  }
}

/** In whose name tests import. */
export const announcement = { author: { userId: null, name: 'test', role: null }, source: 'import' } as const;

/** Stores features past HTTP, validated like any other; gives their ids in order. */
export async function store(
  database: Pick<Database, 'pool'>,
  layer: LayerId,
  features: readonly Feature[],
): Promise<readonly number[]> {
  const valid = features.map((feature, index) => {
    const outcome = validateFeature(layers[layer], feature, index + 1);
    if (!outcome.ok) throw new Error(`${layer}: ${JSON.stringify(outcome.faults)}`);
    return outcome.feature;
  });
  return insertFeatures(database.pool, layers[layer], valid);
}

export async function emptyAll(database: Pick<Database, 'pool'>): Promise<void> {
  // One message, one transaction. Not TRUNCATE, which the tables refuse: it would pass their history by.
  await database.pool.query(layerIds.map((id) => `DELETE FROM anlan.${id}`).join('; '));
}

export async function countAll(database: Pick<Database, 'pool'>): Promise<number> {
  const parts = layerIds.map((id) => `(SELECT count(*) FROM anlan.${id})`);
  const { rows } = await database.pool.query<{ n: number }>(`SELECT ${parts.join(' + ')} AS n`);
  return rows[0]?.n ?? -1;
}

/** Settlements in a row, a metre apart. */
export function rowOfSettlements(count: number, from = 0): Feature[] {
  return Array.from({ length: count }, (_, index) =>
    sample('settlements', { name: `村${index + from}`, people: index + from }, point(index + from, 0)),
  );
}
