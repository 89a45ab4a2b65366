import type { Geometry, LineString, MultiPolygon, Polygon } from 'geojson';
import { waterBodies } from '../../layers/water_bodies.ts';
import { watercourses } from '../../layers/watercourses.ts';
import { text } from '../../text.ts';
import { leftOut, type MappingOutcome, type SourceFeature } from '../mapping.ts';
import { lookUp, nameTag, osmCode, osmSource, TagReader, type Tags, tagsOf, withoutMissing } from './tags.ts';

export const watercourseKinds: Readonly<Record<string, string>> = {
  river: 'river',
  stream: 'stream',
  brook: 'stream',
  tidal_channel: 'stream',
  wadi: 'gully',
  canal: 'canal',
  ditch: 'ditch',
  drain: 'ditch',
};

/** By the tag `water`; `natural=water` alone says that there is water, not which kind. */
export const waterBodyKinds: Readonly<Record<string, string>> = {
  river: 'river',
  oxbow: 'lake',
  lake: 'lake',
  lagoon: 'lake',
  reservoir: 'reservoir',
  pond: 'pond',
  fish_pond: 'pond',
  fishpond: 'pond',
};

export function mapWatercourse(source: SourceFeature): MappingOutcome {
  const tags = tagsOf(source.properties);
  const { waterway } = tags;
  if (waterway === undefined) {
    return leftOut('no_waterway', text('没有 waterway 标签，不是河流沟道', 'no waterway tag: not a watercourse'));
  }
  const kind = lookUp(watercourseKinds, waterway);
  if (kind === undefined) {
    return leftOut(
      'not_a_watercourse',
      text('不是水流中心线', 'not the line of a watercourse'),
      `waterway=${waterway}`,
    );
  }
  if (source.geometry.type !== 'LineString' && source.geometry.type !== 'MultiLineString') {
    return leftOut('not_a_line', text('几何不是线', 'its geometry is not a line'), source.geometry.type);
  }
  const reader = new TagReader(watercourses, tags);
  return taken(source, source.geometry, reader, {
    name: reader.text('name', nameTag(tags)),
    kind,
    structure: waterStructure(tags),
    width_m: reader.number('width_m', 'width', { m: 1 }),
    intermittent: yesOrNo(tags.intermittent ?? tags.seasonal),
  });
}

export function mapWaterBody(source: SourceFeature): MappingOutcome {
  const tags = tagsOf(source.properties);
  const kind = waterBodyKind(tags);
  if (kind === undefined) {
    const tag = ['natural', 'waterway', 'landuse'].find((name) => tags[name] !== undefined);
    return leftOut('not_a_water_body', text('不是水面', 'not a body of water'), tag && `${tag}=${tags[tag]}`);
  }
  const geometry = asArea(source.geometry);
  if (!geometry) {
    return leftOut(
      'not_an_area',
      text('几何不是面，也不是闭合的线', 'its geometry is neither an area nor a closed line'),
      source.geometry.type,
    );
  }
  const reader = new TagReader(waterBodies, tags);
  return taken(source, geometry, reader, { name: reader.text('name', nameTag(tags)), kind });
}

function taken(
  source: SourceFeature,
  geometry: Geometry,
  reader: TagReader,
  properties: Readonly<Record<string, unknown>>,
): MappingOutcome {
  const all = withoutMissing({ code: osmCode(source), ...properties, source: osmSource });
  return { taken: true, feature: { type: 'Feature', geometry, properties: all }, notices: reader.notices };
}

/** Water below ground; without the tag it is not known, and checks then take it for open. */
function waterStructure(tags: Tags): string | undefined {
  if (tags.tunnel === undefined) return undefined;
  return tags.tunnel === 'no' ? 'open' : 'culvert';
}

function yesOrNo(value: string | undefined): boolean | undefined {
  if (value === undefined) return undefined;
  return value !== 'no';
}

function waterBodyKind(tags: Tags): string | undefined {
  if (tags.waterway === 'riverbank') return 'river';
  if (tags.landuse === 'reservoir') return 'reservoir';
  if (tags.natural === 'water') return lookUp(waterBodyKinds, tags.water ?? '') ?? 'other';
  return tags.landuse === 'basin' ? 'other' : undefined;
}

/** A closed line with the tags of an area is that area (OpenStreetMap has no polygons of its own). */
function asArea(geometry: Geometry): Polygon | MultiPolygon | undefined {
  if (geometry.type === 'Polygon' || geometry.type === 'MultiPolygon') return geometry;
  return geometry.type === 'LineString' && isClosed(geometry)
    ? { type: 'Polygon', coordinates: [geometry.coordinates] }
    : undefined;
}

function isClosed({ coordinates }: LineString): boolean {
  const first = coordinates[0];
  const last = coordinates.at(-1);
  return coordinates.length >= 4 && first?.[0] === last?.[0] && first?.[1] === last?.[1];
}
