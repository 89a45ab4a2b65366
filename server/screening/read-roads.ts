import { roadKinds } from '../../data/mappings/osm/roads.ts';
import { type Text, text } from '../../data/text.ts';
import type { RoadAttributes, RoadInput, Side, WaterInput } from './types.ts';

/** GeoJSON features as screening's inputs: our own layer's fields and OpenStreetMap's tags are both understood. */

/** One thing that kept a feature, or part of it, from being screened. `feature` counts from 1. */
export interface InputFault {
  readonly feature: number;
  readonly id: string | number | null;
  readonly code: 'not_a_line' | 'no_length' | 'bad_coordinates' | 'no_geometry';
  readonly reason: Text;
}

interface InputFeature {
  readonly id?: unknown;
  readonly geometry?: unknown;
  readonly properties?: unknown;
}

const ownClasses = new Set([
  'expressway',
  'national',
  'provincial',
  'county',
  'township',
  'village',
  'special',
  'urban',
  'track',
]);

export function readRoads(features: readonly unknown[]): { roads: RoadInput[]; faults: InputFault[] } {
  const roads: RoadInput[] = [];
  const faults: InputFault[] = [];
  for (const [index, raw] of features.entries()) {
    const feature = asRecord(raw) as InputFeature;
    const properties = asRecord(feature.properties);
    const id = idOf(feature, properties, index);
    const read = readLines(feature.geometry);
    if ('code' in read) faults.push({ feature: index + 1, id, ...read });
    else roads.push({ id, lines: read.lines, attributes: attributesOf(properties) });
  }
  return { roads, faults };
}

function readLines(geometry: unknown): { lines: Float64Array[] } | Pick<InputFault, 'code' | 'reason'> {
  if (geometry === null || geometry === undefined) {
    return { code: 'no_geometry', reason: text('没有几何', 'it has no geometry') };
  }
  const record = asRecord(geometry);
  const parts = linesOf(record);
  if (!parts) {
    const type = String(record.type);
    return { code: 'not_a_line', reason: text(`几何是 ${type}，应为线`, `its geometry is ${type}, not a line`) };
  }
  const lines: Float64Array[] = [];
  for (const part of parts) {
    const line = flatLine(part);
    if (!line) return { code: 'bad_coordinates', reason: badCoordinates };
    if (hasLength(line)) lines.push(line);
  }
  return lines.length > 0
    ? { lines }
    : { code: 'no_length', reason: text('所有顶点在同一处，长度为零', 'all its vertices lie on one place') };
}

const badCoordinates = text('坐标不是以度为单位的经纬度', 'a coordinate is not a longitude and latitude in degrees');

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function idOf(feature: InputFeature, properties: Record<string, unknown>, index: number): string | number {
  for (const value of [feature.id, properties.code, properties.id, properties.osm_id, properties.OBJECTID]) {
    if (typeof value === 'string' || typeof value === 'number') return value;
  }
  return index + 1;
}

function linesOf(geometry: Record<string, unknown>): unknown[] | undefined {
  if (geometry.type === 'LineString') return [geometry.coordinates];
  if (geometry.type === 'MultiLineString' && Array.isArray(geometry.coordinates)) return geometry.coordinates;
  return undefined;
}

/** Longitude, latitude pairs; heights, which are someone's own and not the elevation's, are left out. */
function flatLine(coordinates: unknown): Float64Array | undefined {
  if (!Array.isArray(coordinates)) return undefined;
  const line = new Float64Array(coordinates.length * 2);
  for (let i = 0; i < coordinates.length; i += 1) {
    const [longitude, latitude] = (Array.isArray(coordinates[i]) ? coordinates[i] : []) as unknown[];
    if (typeof longitude !== 'number' || typeof latitude !== 'number') return undefined;
    if (!(Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90)) return undefined;
    line[2 * i] = longitude;
    line[2 * i + 1] = latitude;
  }
  return line;
}

function hasLength(line: Float64Array): boolean {
  for (let i = 2; i < line.length; i += 2) {
    if (line[i] !== line[0] || line[i + 1] !== line[1]) return true;
  }
  return false;
}

function attributesOf(properties: Record<string, unknown>): RoadAttributes {
  const roadCode = string(properties.road_code) ?? string(properties.ref)?.split(';')[0]?.trim();
  const name = string(properties.name);
  const widthMetres = number(properties.width_m) ?? number(properties.width);
  const lanes = number(properties.lanes);
  const designSpeedKmh = number(properties.design_speed_kmh);
  const from = number(properties.from_m);
  const to = number(properties.to_m);
  return {
    roadClass: classOf(properties),
    drivable: isDrivable(properties),
    structure: structureOf(properties),
    roundabout: properties.junction === 'roundabout' || properties.junction === 'circular',
    oneway: onewayOf(properties.oneway),
    guardrail: guardrailOf(properties.guardrail),
    ...(roadCode && { roadCode }),
    ...(name !== undefined && { name }),
    ...(designSpeedKmh !== undefined && designSpeedKmh > 0 && { designSpeedKmh }),
    ...(widthMetres !== undefined && widthMetres > 0 && { widthMetres }),
    ...(lanes !== undefined && lanes > 0 && { lanes }),
    ...(from !== undefined && to !== undefined && { chainageFromMetres: from, chainageToMetres: to }),
  };
}

/** Our own class, else the one OpenStreetMap's tag is mapped to; a road that says nothing is held to the lowest speed. */
function classOf(properties: Record<string, unknown>): string {
  const kind = kindOfHighway(properties);
  if (properties.technical_class === 'expressway' || kind === 'motorway') return 'expressway';
  const roadClass = string(properties.road_class);
  if (roadClass !== undefined && ownClasses.has(roadClass)) return roadClass;
  return (kind && roadKinds[kind]?.roadClass) ?? 'village';
}

function kindOfHighway(properties: Record<string, unknown>): string | undefined {
  return string(properties.highway)?.replace(/_link$/, '');
}

/** A road without any class is taken for a road; footpaths, steps, cycleways and roads not yet built are not. */
function isDrivable(properties: Record<string, unknown>): boolean {
  const roadClass = string(properties.road_class);
  if (roadClass !== undefined) return roadClass !== 'path';
  const kind = kindOfHighway(properties);
  if (kind === undefined) return true;
  const known = kind === 'road' ? 'village' : roadKinds[kind]?.roadClass;
  return known !== undefined && known !== 'path';
}

function structureOf(properties: Record<string, unknown>): RoadAttributes['structure'] {
  const structure = properties.structure;
  if (structure === 'bridge' || structure === 'tunnel' || structure === 'ford' || structure === 'causeway') {
    return structure;
  }
  if (isYes(properties.bridge)) return 'bridge';
  if (isYes(properties.tunnel)) return 'tunnel';
  return isYes(properties.ford) ? 'ford' : 'road';
}

function isYes(value: unknown): boolean {
  return (typeof value === 'string' && value !== '' && value !== 'no') || value === true || value === 1;
}

function onewayOf(value: unknown): RoadAttributes['oneway'] {
  if (value === 'forward' || value === 'yes' || value === 'true' || value === '1' || value === true) return 'forward';
  return value === 'backward' || value === '-1' || value === -1 ? 'backward' : 'both';
}

function guardrailOf(value: unknown): Side | 'none' {
  return value === 'left' || value === 'right' || value === 'both' ? value : 'none';
}

function string(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** A number, or text that begins with one, as in "5.5 m". */
function number(value: unknown): number | undefined {
  const parsed = typeof value === 'number' ? value : typeof value === 'string' ? Number.parseFloat(value) : Number.NaN;
  return Number.isFinite(parsed) ? parsed : undefined;
}

/** Kinds that are no danger by the roadside definition: side ditches and drains, structures, water under ground. */
const notWater = new Set(['ditch', 'drain', 'dam', 'weir', 'lock_gate', 'waterfall', 'boatyard', 'fuel']);

/** Points and dry or covered watercourses are left out. */
export function readWater(features: readonly unknown[]): { water: WaterInput[]; faults: InputFault[] } {
  const water: WaterInput[] = [];
  const faults: InputFault[] = [];
  for (const [index, raw] of features.entries()) {
    const feature = asRecord(raw) as InputFeature;
    const properties = asRecord(feature.properties);
    if (!isOpenWater(properties)) continue;
    const id = idOf(feature, properties, index);
    const geometry = asRecord(feature.geometry);
    const polygons = polygonsOf(geometry);
    const lines = linesOf(geometry);
    const halfWidthMetres = (number(properties.width_m) ?? number(properties.width) ?? 0) / 2;
    for (const part of polygons ?? (lines ? [lines] : [])) {
      const parts = Array.isArray(part) ? part.map(flatLine).filter((line) => line !== undefined) : [];
      if (!Array.isArray(part) || parts.length < part.length)
        faults.push({ feature: index + 1, id, code: 'bad_coordinates', reason: badCoordinates });
      else water.push({ id, kind: polygons ? 'polygon' : 'line', parts, halfWidthMetres });
    }
  }
  return { water, faults };
}

function isOpenWater(properties: Record<string, unknown>): boolean {
  const kind = string(properties.waterway) ?? string(properties.kind);
  if (kind !== undefined && notWater.has(kind)) return false;
  return !isYes(properties.tunnel) && properties.structure !== 'culvert' && properties.covered !== 'yes';
}

function polygonsOf(geometry: Record<string, unknown>): unknown[][] | undefined {
  if (!Array.isArray(geometry.coordinates)) return undefined;
  if (geometry.type === 'Polygon') return [geometry.coordinates];
  return geometry.type === 'MultiPolygon' ? (geometry.coordinates as unknown[][]) : undefined;
}
