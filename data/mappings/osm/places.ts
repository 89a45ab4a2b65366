import { pointOnFeature } from '@turf/turf';
import type { Geometry, Point } from 'geojson';
import { settlements } from '../../layers/settlements.ts';
import { shelters } from '../../layers/shelters.ts';
import { text } from '../../text.ts';
import { leftOut, type MappingOutcome, type SourceFeature } from '../mapping.ts';
import { lookUp, nameTag, osmCode, osmSource, TagReader, type Tags, tagsOf, withoutMissing } from './tags.ts';

export const settlementKinds: Readonly<Record<string, string>> = {
  city: 'town',
  town: 'town',
  village: 'village',
  hamlet: 'hamlet',
  isolated_dwelling: 'hamlet',
  farm: 'hamlet',
};

/** `tag=value` of buildings and sites that may take people in; whether one does is the county's to say (`state`). */
export const shelterKinds: Readonly<Record<string, string>> = {
  'amenity=school': 'school',
  'amenity=kindergarten': 'school',
  'amenity=college': 'school',
  'amenity=university': 'school',
  'amenity=hospital': 'hospital',
  'amenity=clinic': 'hospital',
  'amenity=townhall': 'government',
  'amenity=community_centre': 'hall',
  'leisure=sports_hall': 'hall',
  'emergency=assembly_point': 'square',
  'tourism=alpine_hut': 'hut',
  'tourism=wilderness_hut': 'hut',
  'amenity=shelter': 'hut',
};

/** Roofs to wait or to eat under. */
const roofsOnly = new Set([
  'public_transport',
  'picnic_shelter',
  'gazebo',
  'sun_shelter',
  'field_shelter',
  'pavilion',
  'changing_rooms',
]);

export function mapSettlement(source: SourceFeature): MappingOutcome {
  const tags = tagsOf(source.properties);
  if (tags.place === undefined)
    return leftOut('no_place', text('没有 place 标签，不是居民点', 'no place tag: not a settlement'));
  const kind = lookUp(settlementKinds, tags.place);
  if (kind === undefined) {
    return leftOut('not_a_settlement', text('不是集镇、村庄', 'neither town nor village'), `place=${tags.place}`);
  }
  const reader = new TagReader(settlements, tags);
  return asPoint(source, reader, {
    name: reader.text('name', nameTag(tags)),
    kind,
    people: reader.number('people', 'population'),
    elevation_m: reader.number('elevation_m', 'ele', { m: 1 }),
  });
}

export function mapShelter(source: SourceFeature): MappingOutcome {
  const tags = tagsOf(source.properties);
  const [tag, kind] = Object.entries(shelterKinds).find(([pair]) => hasTag(tags, pair)) ?? [];
  if (kind === undefined) {
    return leftOut('not_a_shelter', text('不是可作安置点的场所', 'no place that could take people in'));
  }
  if (tag === 'amenity=shelter' && roofsOnly.has(tags.shelter_type ?? '')) {
    return leftOut(
      'roof_only',
      text('候车亭、凉亭等，不能安置人员', 'a roof to wait under, not to stay in'),
      `shelter_type=${tags.shelter_type}`,
    );
  }
  const reader = new TagReader(shelters, tags);
  return asPoint(source, reader, {
    name: reader.text('name', nameTag(tags)),
    kind,
    // A school's `capacity` counts pupils, a hospital's beds; only a hut's is the number of people it shelters.
    capacity: kind === 'hut' ? reader.number('capacity', 'capacity') : undefined,
  });
}

function hasTag(tags: Tags, pair: string): boolean {
  const [tag = '', value] = pair.split('=');
  return tags[tag] === value;
}

/** Layers of places hold points and want a name; an outline becomes a point inside it. */
function asPoint(
  source: SourceFeature,
  reader: TagReader,
  properties: Readonly<Record<string, unknown>>,
): MappingOutcome {
  if (properties.name === undefined) return leftOut('no_name', text('没有名称', 'it has no name'));
  const geometry = pointOf(source.geometry);
  if (!geometry)
    return leftOut(
      'not_a_place',
      text('几何不是点，也不是轮廓', 'its geometry is neither a point nor an outline'),
      source.geometry.type,
    );
  const notices =
    geometry === source.geometry
      ? reader.notices
      : [
          ...reader.notices,
          { code: 'outline_to_point', reason: text('轮廓已改为其内部一点', 'the outline became a point inside it') },
        ];
  const all = withoutMissing({ code: osmCode(source), ...properties, source: osmSource });
  return { taken: true, feature: { type: 'Feature', geometry, properties: all }, notices };
}

function pointOf(geometry: Geometry): Point | undefined {
  if (geometry.type === 'Point') return geometry;
  const isOutline = geometry.type === 'Polygon' || geometry.type === 'MultiPolygon';
  if (isOutline) return pointOnFeature(geometry).geometry;
  if (geometry.type !== 'LineString' || geometry.coordinates.length < 4) return undefined;
  const [first] = geometry.coordinates;
  const last = geometry.coordinates.at(-1);
  if (first?.[0] !== last?.[0] || first?.[1] !== last?.[1]) return undefined;
  return pointOnFeature({ type: 'Polygon', coordinates: [geometry.coordinates] }).geometry;
}
