import type { LineString } from 'geojson';
import { mapRoad } from '../../../data/mappings/osm/roads.ts';
import { type Text, text } from '../../../data/text.ts';
import type { NetworkFault, NetworkFaultCode } from './faults.ts';
import type { RoadLine } from './road-line.ts';

type Members = Readonly<Record<string, unknown>>;

/** OpenStreetMap's "some road": its class is not known, that one can go along it is. */
const roadOfUnknownClass = 'road';

/**
 * GeoJSON features as road sections. Fields of the layer `roads` and tags of OpenStreetMap are both understood; each line
 * of a MultiLineString is a section. What is no road that can be used is left out and listed.
 */
export function readRoadLines(features: readonly unknown[]): { roads: RoadLine[]; faults: NetworkFault[] } {
  const roads: RoadLine[] = [];
  const faults: NetworkFault[] = [];
  for (const [index, raw] of features.entries()) {
    const feature = asMembers(raw);
    const given = asMembers(feature.properties);
    const key = keyOf(feature, given, index);
    const fault = (code: NetworkFaultCode, message: Text) => {
      faults.push({ code, road: key, other: null, at: null, message });
    };
    const lines = linesOf(feature.geometry);
    if ('code' in lines) {
      fault(lines.code, lines.message);
      continue;
    }
    const { members: read, because } = membersOf(feature.id, given);
    if (read === undefined) {
      fault('not_a_road', because);
      continue;
    }
    const codes = [given.code, read.code, feature.id, given.id, given.osm_id]
      .filter((word) => typeof word === 'string' || typeof word === 'number')
      .map((word) => String(word).trim());
    for (const coordinates of lines.lines) {
      roads.push({
        ...attributesOf(read, lines.lines.length === 1),
        feature: index + 1,
        key,
        codes: [...new Set(codes)],
        coordinates,
      });
    }
  }
  return { roads, faults };
}

function attributesOf(members: Members, isWhole: boolean): Omit<RoadLine, 'feature' | 'key' | 'codes' | 'coordinates'> {
  const from = numberIn(members.from_m);
  const to = numberIn(members.to_m);
  const hasChainage = isWhole && from !== null && to !== null && from !== to;
  return {
    roadCode: wordIn(members.road_code),
    name: wordIn(members.name),
    roadClass: members.technical_class === 'expressway' ? 'expressway' : (wordIn(members.road_class) ?? 'village'),
    structure: wordIn(members.structure) ?? 'road',
    oneway: members.oneway === 'forward' || members.oneway === 'backward' ? members.oneway : 'both',
    motorVehicles: typeof members.motor_vehicles === 'boolean' ? members.motor_vehicles : null,
    designSpeedKmh: positiveIn(members.design_speed_kmh) ?? positiveIn(members.speed_limit_kmh),
    widthMetres: positiveIn(members.width_m),
    lanes: positiveIn(members.lanes),
    fromMetres: hasChainage ? from : null,
    toMetres: hasChainage ? to : null,
  };
}

/** Members of our own layer, whichever data set they come from. */
function membersOf(
  id: unknown,
  given: Members,
): { readonly members: Members; readonly because?: never } | { readonly members?: never; readonly because: Text } {
  const isTagged = wordIn(given.highway) !== null && given.road_class === undefined;
  if (!isTagged) return { members: given };
  // The mapping looks at the geometry only to tell a line from other things, which has been done.
  const geometry: LineString = { type: 'LineString', coordinates: [] };
  const named = typeof id === 'string' || typeof id === 'number' ? { id } : {};
  const mapped = mapRoad({ ...named, geometry, properties: given });
  if (mapped.taken) return { members: mapped.feature.properties };
  if (given.highway === roadOfUnknownClass) {
    const again = mapRoad({ ...named, geometry, properties: { ...given, highway: 'unclassified' } });
    if (again.taken) return { members: again.feature.properties };
  }
  const { reason, tag } = mapped.because;
  const shown = tag === undefined ? '' : ` (${tag})`;
  return { because: text(`${reason.zh}${shown}`, `${reason.en}${shown}`) };
}

function linesOf(
  geometry: unknown,
): { lines: Float64Array[] } | { code: 'no_geometry' | 'not_a_line' | 'bad_coordinates'; message: Text } {
  if (geometry === null || geometry === undefined) {
    return { code: 'no_geometry', message: text('没有几何', 'it has no geometry') };
  }
  const { type, coordinates } = asMembers(geometry);
  const parts = type === 'LineString' ? [coordinates] : type === 'MultiLineString' ? coordinates : undefined;
  if (!Array.isArray(parts)) {
    return {
      code: 'not_a_line',
      message: text(`几何是 ${String(type)}，应为线`, `its geometry is ${String(type)}, not a line`),
    };
  }
  const lines: Float64Array[] = [];
  for (const part of parts) {
    const line = flatLine(part);
    if (line === null) {
      return {
        code: 'bad_coordinates',
        message: text('坐标不是以度为单位的经纬度', 'a coordinate is not a longitude and latitude in degrees'),
      };
    }
    lines.push(line);
  }
  return { lines };
}

function flatLine(positions: unknown): Float64Array | null {
  if (!Array.isArray(positions) || positions.length < 2) return null;
  const line = new Float64Array(positions.length * 2);
  for (const [index, position] of positions.entries()) {
    const [longitude, latitude]: unknown[] = Array.isArray(position) ? position : [];
    if (typeof longitude !== 'number' || typeof latitude !== 'number') return null;
    if (!(Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90)) return null;
    line[2 * index] = longitude;
    line[2 * index + 1] = latitude;
  }
  return line;
}

function keyOf(feature: Members, properties: Members, index: number): string | number {
  for (const value of [properties.code, feature.id, properties.id, properties.osm_id]) {
    if (typeof value === 'string' || typeof value === 'number') return value;
  }
  return index + 1;
}

function asMembers(value: unknown): Members {
  return typeof value === 'object' && value !== null ? (value as Members) : {};
}

function wordIn(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

function numberIn(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function positiveIn(value: unknown): number | null {
  const number = numberIn(value);
  return number !== null && number > 0 ? number : null;
}
