import { roads } from '../../layers/roads.ts';
import { text } from '../../text.ts';
import { leftOut, type MappingOutcome, type SourceFeature } from '../mapping.ts';
import { lookUp, nameTag, osmCode, osmSource, TagReader, type Tags, tagsOf, withoutMissing } from './tags.ts';

interface RoadKind {
  readonly roadClass: string;
  /** What OpenStreetMap says of motor vehicles on such a road where nothing is tagged; undefined: it says nothing. */
  readonly motorVehicles?: boolean;
}

const driven = true;
const walked = false;

/** The class by `highway`; `_link` roads have the class of the road they join. Explained in data/mappings/README.md. */
export const roadKinds: Readonly<Record<string, RoadKind>> = {
  motorway: { roadClass: 'national', motorVehicles: driven },
  trunk: { roadClass: 'national', motorVehicles: driven },
  primary: { roadClass: 'provincial', motorVehicles: driven },
  secondary: { roadClass: 'county', motorVehicles: driven },
  tertiary: { roadClass: 'township', motorVehicles: driven },
  unclassified: { roadClass: 'village', motorVehicles: driven },
  residential: { roadClass: 'urban', motorVehicles: driven },
  living_street: { roadClass: 'urban', motorVehicles: driven },
  service: { roadClass: 'urban' },
  track: { roadClass: 'track' },
  path: { roadClass: 'path', motorVehicles: walked },
  footway: { roadClass: 'path', motorVehicles: walked },
  pedestrian: { roadClass: 'path', motorVehicles: walked },
  steps: { roadClass: 'path', motorVehicles: walked },
  bridleway: { roadClass: 'path', motorVehicles: walked },
  cycleway: { roadClass: 'path', motorVehicles: walked },
};

/** Not there to be driven or walked: still being built, or no longer. */
const notInUse = new Set(['construction', 'proposed', 'planned', 'abandoned', 'disused', 'razed', 'dismantled']);

export const surfaces: Readonly<Record<string, string>> = {
  asphalt: 'asphalt',
  chipseal: 'asphalt',
  concrete: 'concrete',
  'concrete:plates': 'concrete',
  'concrete:lanes': 'concrete',
  gravel: 'gravel',
  fine_gravel: 'gravel',
  compacted: 'gravel',
  pebblestone: 'gravel',
  cobblestone: 'stone',
  sett: 'stone',
  unhewn_cobblestone: 'stone',
  paving_stones: 'stone',
  stone: 'stone',
  earth: 'earth',
  dirt: 'earth',
  ground: 'earth',
  mud: 'earth',
  clay: 'earth',
  paved: 'paved',
  unpaved: 'unpaved',
  sand: 'unpaved',
  grass: 'unpaved',
};

export const directions: Readonly<Record<string, string>> = {
  yes: 'forward',
  true: 'forward',
  '1': 'forward',
  '-1': 'backward',
  reverse: 'backward',
  no: 'both',
  false: 'both',
  '0': 'both',
};

/** From the most particular to the most general; the first one tagged decides. */
const accessTags = ['motor_vehicle', 'vehicle', 'access'] as const;
const openTo = new Set(['yes', 'designated', 'permissive', 'destination']);

const speedUnits = { 'km/h': 1, kmh: 1, kph: 1, mph: 1.609344 };

export function mapRoad(source: SourceFeature): MappingOutcome {
  const tags = tagsOf(source.properties);
  const { highway } = tags;
  if (highway === undefined)
    return leftOut('no_highway', text('没有 highway 标签，不是道路', 'no highway tag: not a road'));
  if (notInUse.has(highway)) {
    return leftOut(
      'not_in_use',
      text('在建、规划或已废弃，不能通行', 'not built yet or no longer in use'),
      `highway=${highway}`,
    );
  }
  const isLink = highway.endsWith('_link');
  const kind = lookUp(roadKinds, isLink ? highway.slice(0, -'_link'.length) : highway);
  if (!kind) {
    return leftOut(
      'class_unknown',
      text('无法确定行政等级的道路或设施', 'a road or facility without a class of ours'),
      `highway=${highway}`,
    );
  }
  if (tags.area === 'yes')
    return leftOut(
      'an_area',
      text('是场地的轮廓，不是道路中心线', 'the outline of a place, no centre line'),
      'area=yes',
    );
  const { geometry } = source;
  if (geometry.type !== 'LineString' && geometry.type !== 'MultiLineString') {
    return leftOut('not_a_line', text('几何不是线', 'its geometry is not a line'), geometry.type);
  }
  if (geometry.type === 'MultiLineString' && geometry.coordinates.length !== 1) {
    return leftOut(
      'several_lines',
      text('由多条线组成，一个路段应为一条线', 'it is several lines; a road section is one'),
    );
  }

  const reader = new TagReader(roads, tags);
  const properties = {
    code: osmCode(source),
    name: reader.text('name', nameTag(tags)),
    ...roadNumber(reader, kind),
    road_class: kind.roadClass,
    technical_class: highway === 'motorway' ? 'expressway' : undefined,
    structure: structureOf(tags),
    junction: junctionOf(tags, isLink),
    oneway: directionOf(reader),
    motor_vehicles: motorVehicles(tags, kind),
    speed_limit_kmh: reader.number('speed_limit_kmh', 'maxspeed', speedUnits),
    width_m: reader.number('width_m', 'width', { m: 1 }),
    lanes: reader.number('lanes', 'lanes'),
    surface: reader.code('surface', surfaces),
    source: osmSource,
  };
  return {
    taken: true,
    feature: { type: 'Feature', geometry, properties: withoutMissing(properties) },
    notices: reader.notices,
  };
}

/** A trail's number (`GR-11`) is no road number. Where several roads share a section, the first one's number is taken. */
function roadNumber(reader: TagReader, kind: RoadKind): { road_code?: string | undefined; remarks?: string } {
  const { ref } = reader.tags;
  if (ref === undefined || kind.roadClass === 'path') return {};
  if (/^fixme$/i.test(ref)) {
    reader.note('placeholder', text('占位文字，已留空', 'a placeholder; left missing'), 'ref');
    return {};
  }
  const [first = '', ...more] = ref.split(';').map((part) => part.trim());
  if (more.length === 0) return { road_code: reader.text('road_code', 'ref') };
  reader.note(
    'several_numbers',
    text(
      '多条公路共用，取第一个编号，全部记入备注',
      'shared by several roads: the first number is taken, all are in the remarks',
    ),
    'ref',
  );
  return { road_code: first, remarks: `ref=${ref}` };
}

/**
 * A crossing of water is judged by this, so a doubtful tag never makes a bridge or a tunnel: a way tagged as both, a
 * passage through a building (at ground level) or a `culvert` (the water's, not the road's) counts as road.
 */
function structureOf(tags: Tags): string {
  const bridge = tags.bridge !== undefined && tags.bridge !== 'no';
  const tunnel = tags.tunnel !== undefined && !['no', 'building_passage', 'culvert'].includes(tags.tunnel);
  if (tags.bridge === 'low_water_crossing') return 'causeway';
  if (tags.ford !== undefined && tags.ford !== 'no') return 'ford';
  if (bridge === tunnel) return 'road';
  return bridge ? 'bridge' : 'tunnel';
}

function junctionOf(tags: Tags, isLink: boolean): string | undefined {
  if (tags.junction === 'roundabout' || tags.junction === 'circular') return 'roundabout';
  return isLink ? 'link' : undefined;
}

/** Without a tag OpenStreetMap means both ways, save on roundabouts and motorways. */
function directionOf(reader: TagReader): string | undefined {
  const { oneway, junction, highway } = reader.tags;
  if (oneway !== undefined) return reader.code('oneway', directions);
  return junction === 'roundabout' || junction === 'circular' || highway === 'motorway' ? 'forward' : 'both';
}

/** Private, agricultural and other limited access says nothing of what passes in an emergency: unknown. */
function motorVehicles(tags: Tags, kind: RoadKind): boolean | undefined {
  const access = accessTags.map((tag) => tags[tag]).find((value) => value !== undefined);
  if (access === undefined) return kind.motorVehicles;
  if (access === 'no') return false;
  // `access=yes` on a footpath opens it to those who walk.
  if (openTo.has(access))
    return tags.motor_vehicle !== undefined || tags.vehicle !== undefined ? true : kind.motorVehicles;
  return undefined;
}
