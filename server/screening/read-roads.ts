import type { RoadAttributes, RoadInput, Side, WaterInput } from './types.ts';

/** GeoJSON features as screening's inputs: our own layer's fields and OpenStreetMap's tags are both understood. */

/** One thing that kept a feature, or part of it, from being screened. `feature` counts from 1. */
export interface InputFault {
  readonly feature: number;
  readonly id: string | number | null;
  readonly code: 'not_a_line' | 'no_length' | 'bad_coordinates' | 'no_geometry';
  readonly message: string;
}

interface InputFeature {
  readonly id?: unknown;
  readonly geometry?: unknown;
  readonly properties?: unknown;
}

/** How OpenStreetMap's classes are read, as mappers in China use them: 省道 primary, 县道 secondary or tertiary by number. */
const classOfHighway: Readonly<Record<string, string>> = {
  motorway: 'expressway',
  motorway_link: 'expressway',
  trunk: 'national',
  trunk_link: 'national',
  primary: 'provincial',
  primary_link: 'provincial',
  secondary: 'county',
  secondary_link: 'county',
  tertiary: 'township',
  tertiary_link: 'township',
  unclassified: 'village',
  road: 'village',
  residential: 'village',
  living_street: 'village',
  service: 'village',
  track: 'track',
};
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
  features.forEach((raw, index) => {
    const feature = asRecord(raw) as InputFeature;
    const properties = asRecord(feature.properties);
    const id = idOf(feature, properties, index);
    const fault = (code: InputFault['code'], message: string): void => {
      faults.push({ feature: index + 1, id, code, message });
    };
    const geometry = asRecord(feature.geometry);
    if (feature.geometry === null || feature.geometry === undefined) return fault('no_geometry', 'It has no geometry.');
    const parts = linesOf(geometry);
    if (!parts) return fault('not_a_line', `Its geometry is ${String(geometry.type)}, not a LineString or MultiLineString.`);
    const lines = parts.map(flatLine);
    if (lines.some((line) => line === undefined)) {
      return fault('bad_coordinates', 'A coordinate is not a longitude and latitude in degrees.');
    }
    const usable = lines.filter((line) => line !== undefined && hasLength(line)) as Float64Array[];
    if (usable.length === 0) return fault('no_length', 'All its vertices lie on one place.');
    roads.push({ id, lines: usable, attributes: attributesOf(properties) });
  });
  return { roads, faults };
}

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
  const highway = string(properties.highway);
  const roadClass = ownClass(properties) ?? (highway && classOfHighway[highway]) ?? 'village';
  const own = (key: string): { [k: string]: number } | undefined => {
    const value = number(properties[key]);
    return value === undefined ? undefined : { [key]: value };
  };
  const roadCode = string(properties.road_code) ?? string(properties.ref);
  const name = string(properties.name);
  const width = number(properties.width_m) ?? number(properties.width);
  const lanes = number(properties.lanes);
  const speed = own('design_speed_kmh')?.design_speed_kmh;
  const from = number(properties.from_m);
  const to = number(properties.to_m);
  return {
    roadClass,
    drivable: isDrivable(properties, highway),
    structure: structureOf(properties),
    roundabout: properties.junction === 'roundabout' || properties.junction === 'circular',
    oneway: onewayOf(properties.oneway),
    guardrail: guardrailOf(properties.guardrail),
    ...(roadCode !== undefined && { roadCode }),
    ...(name !== undefined && { name }),
    ...(speed !== undefined && speed > 0 && { designSpeedKmh: speed }),
    ...(width !== undefined && width > 0 && { widthMetres: width }),
    ...(lanes !== undefined && lanes > 0 && { lanes }),
    ...(from !== undefined && to !== undefined && { chainageFromMetres: from, chainageToMetres: to }),
  };
}

function ownClass(properties: Record<string, unknown>): string | undefined {
  const roadClass = string(properties.road_class);
  return roadClass !== undefined && ownClasses.has(roadClass) ? roadClass : undefined;
}

/** A road without any class is taken for a road; footpaths, steps, cycleways and roads not yet built are not. */
function isDrivable(properties: Record<string, unknown>, highway: string | undefined): boolean {
  const roadClass = string(properties.road_class);
  if (roadClass !== undefined) return roadClass !== 'path';
  return highway === undefined || highway in classOfHighway;
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
  features.forEach((raw, index) => {
    const feature = asRecord(raw) as InputFeature;
    const properties = asRecord(feature.properties);
    const id = idOf(feature, properties, index);
    const geometry = asRecord(feature.geometry);
    const kind = string(properties.waterway) ?? string(properties.kind);
    if (kind !== undefined && notWater.has(kind)) return;
    if (isYes(properties.tunnel) || properties.structure === 'culvert' || properties.covered === 'yes') return;
    const polygons = polygonsOf(geometry);
    const parts = polygons ?? (linesOf(geometry) && [linesOf(geometry) as unknown[]]);
    if (!parts) return;
    const halfWidthMetres = (number(properties.width_m) ?? number(properties.width) ?? 0) / 2;
    for (const part of parts) {
      const lines = part.map(flatLine);
      if (lines.some((line) => line === undefined)) {
        faults.push({
          feature: index + 1,
          id,
          code: 'bad_coordinates',
          message: 'A coordinate is not a longitude and latitude in degrees.',
        });
        return;
      }
      water.push({ id, kind: polygons ? 'polygon' : 'line', parts: lines as Float64Array[], halfWidthMetres });
    }
  });
  return { water, faults };
}

function polygonsOf(geometry: Record<string, unknown>): unknown[][] | undefined {
  if (!Array.isArray(geometry.coordinates)) return undefined;
  if (geometry.type === 'Polygon') return [geometry.coordinates];
  return geometry.type === 'MultiPolygon' ? (geometry.coordinates as unknown[][]) : undefined;
}
