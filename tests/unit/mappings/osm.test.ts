import { readFileSync } from 'node:fs';
import type { Geometry, LineString, Position } from 'geojson';
import { describe, expect, it } from 'vitest';
import { layers } from '../../../data/layers/index.ts';
import type { MappingOutcome } from '../../../data/mappings/index.ts';
import { osm } from '../../../data/mappings/osm/index.ts';
import { settlementKinds, shelterKinds } from '../../../data/mappings/osm/places.ts';
import { directions, roadKinds, surfaces } from '../../../data/mappings/osm/roads.ts';
import { waterBodyKinds, watercourseKinds } from '../../../data/mappings/osm/water.ts';
import { validateFeature } from '../../../server/layers/validation.ts';

type MappedLayer = keyof typeof osm.layers;

const line: LineString = {
  type: 'LineString',
  coordinates: [
    [1.5, 42.5],
    [1.6, 42.6],
  ],
};
const ring: Position[] = [
  [1.5, 42.5],
  [1.6, 42.5],
  [1.6, 42.6],
  [1.5, 42.5],
];
const closedLine: LineString = { type: 'LineString', coordinates: ring };

function map(
  layer: MappedLayer,
  properties: Record<string, unknown>,
  geometry: Geometry = line,
  id?: string,
): MappingOutcome {
  const outcome = osm.layers[layer]?.({ id, geometry, properties });
  if (!outcome) throw new Error(`no mapping for ${layer}`);
  return outcome;
}

/** The members of a feature that was taken; it must also pass the layer's own validation. */
function members(layer: MappedLayer, properties: Record<string, unknown>, geometry: Geometry = line, id?: string) {
  const outcome = map(layer, properties, geometry, id);
  if (!outcome.taken) throw new Error(`left out: ${outcome.because.code}`);
  expect(validateFeature(layers[layer], outcome.feature, 1)).toMatchObject({ ok: true });
  return outcome.feature.properties;
}

function leftOutBecause(layer: MappedLayer, properties: Record<string, unknown>, geometry: Geometry = line) {
  const outcome = map(layer, properties, geometry);
  return outcome.taken ? 'taken' : outcome.because.code;
}

const point: Geometry = { type: 'Point', coordinates: [1.5, 42.5] };

describe('roads', () => {
  it.each(Object.entries(roadKinds))('highway=%s has a class of the layer', (highway, { roadClass, motorVehicles }) => {
    const road = members('roads', { highway });
    expect(road.road_class).toBe(roadClass);
    expect(road.motor_vehicles).toBe(motorVehicles);
  });

  it('invents nothing: a bare road has its class and what OpenStreetMap defines by default', () => {
    expect(members('roads', { highway: 'tertiary' })).toEqual({
      road_class: 'township',
      structure: 'road',
      oneway: 'both',
      motor_vehicles: true,
      source: '© OpenStreetMap contributors (ODbL)',
    });
  });

  it.each([
    [{}, 'road'],
    [{ bridge: 'yes' }, 'bridge'],
    [{ bridge: 'viaduct' }, 'bridge'],
    [{ bridge: 'no' }, 'road'],
    [{ bridge: 'low_water_crossing' }, 'causeway'],
    [{ tunnel: 'yes' }, 'tunnel'],
    [{ tunnel: 'building_passage' }, 'road'],
    [{ tunnel: 'culvert' }, 'road'],
    [{ ford: 'yes' }, 'ford'],
    [{ ford: 'stepping_stones', bridge: 'yes' }, 'ford'],
    [{ bridge: 'yes', tunnel: 'yes' }, 'road'],
    [{ layer: '-1' }, 'road'],
    [{ other_tags: '"bridge"=>"yes","layer"=>"1"' }, 'bridge'],
    [{ tags: { bridge: 'yes' } }, 'bridge'],
  ])('%o is the structure %s', (tags, structure) => {
    expect(members('roads', { highway: 'secondary', ...tags }).structure).toBe(structure);
  });

  it.each([
    ...Object.entries(directions).map(([oneway, direction]) => [{ oneway }, direction] as const),
    [{ junction: 'roundabout' }, 'forward'],
    [{ junction: 'roundabout', oneway: '-1' }, 'backward'],
    [{ highway: 'motorway' }, 'forward'],
    [{}, 'both'],
    [{ oneway: 'reversible' }, undefined],
  ] as const)('%o goes %s', (tags, direction) => {
    expect(members('roads', { highway: 'secondary', ...tags }).oneway).toBe(direction);
  });

  it.each([
    [{ highway: 'primary', access: 'no' }, false],
    [{ highway: 'primary', access: 'no', motor_vehicle: 'yes' }, true],
    [{ highway: 'primary', motor_vehicle: 'private' }, undefined],
    [{ highway: 'path', access: 'yes' }, false],
    [{ highway: 'footway', motor_vehicle: 'yes' }, true],
    [{ highway: 'track' }, undefined],
    [{ highway: 'track', vehicle: 'agricultural' }, undefined],
  ])('%o: open to motor vehicles %s', (tags, open) => {
    expect(members('roads', tags).motor_vehicles).toBe(open);
  });

  it.each(Object.entries(surfaces))('surface=%s is a surface of the layer', (tag, surface) => {
    expect(members('roads', { highway: 'track', surface: tag }).surface).toBe(surface);
  });

  it.each([
    ['maxspeed', '50', 'speed_limit_kmh', 50],
    ['maxspeed', '30 mph', 'speed_limit_kmh', 48],
    ['maxspeed', '60 km/h', 'speed_limit_kmh', 60],
    ['maxspeed', '90;30', 'speed_limit_kmh', undefined],
    ['maxspeed', 'CN:urban', 'speed_limit_kmh', undefined],
    ['maxspeed', '900', 'speed_limit_kmh', undefined],
    ['width', '3.5', 'width_m', 3.5],
    ['width', '3,5 m', 'width_m', 3.5],
    ['width', "12'", 'width_m', undefined],
    ['width', '0', 'width_m', undefined],
    ['lanes', '2', 'lanes', 2],
    ['lanes', 2, 'lanes', 2],
    ['lanes', '2;1', 'lanes', undefined],
  ])('%s=%s gives %s %s, and says so where it gives nothing', (tag, value, member, wanted) => {
    const outcome = map('roads', { highway: 'primary', [tag]: value });
    if (!outcome.taken) throw new Error('left out');
    expect(outcome.feature.properties[member]).toBe(wanted);
    expect(outcome.notices.map((notice) => notice.tag)).toEqual(wanted === undefined ? [`${tag}=${value}`] : []);
  });

  it('takes a road number, the first of several, and none from a trail or a placeholder', () => {
    expect(members('roads', { highway: 'primary', ref: 'X201' }).road_code).toBe('X201');
    const shared = members('roads', { highway: 'primary', ref: 'G318; S241' });
    expect(shared).toMatchObject({ road_code: 'G318', remarks: 'ref=G318; S241' });
    expect(members('roads', { highway: 'path', ref: 'GR-11' })).not.toHaveProperty('road_code');
    expect(members('roads', { highway: 'primary', ref: 'FIXME' })).not.toHaveProperty('road_code');
  });

  it.each([
    ['construction', 'not_in_use'],
    ['proposed', 'not_in_use'],
    ['abandoned', 'not_in_use'],
    ['road', 'class_unknown'],
    ['bus_stop', 'class_unknown'],
    ['constructor', 'class_unknown'],
    ['_link', 'class_unknown'],
  ])('highway=%s is left out: %s', (highway, reason) => {
    expect(leftOutBecause('roads', { highway })).toBe(reason);
  });

  it('leaves out what is no road line', () => {
    expect(leftOutBecause('roads', { waterway: 'river' })).toBe('no_highway');
    expect(leftOutBecause('roads', { highway: 'pedestrian', area: 'yes' })).toBe('an_area');
    expect(leftOutBecause('roads', { highway: 'crossing' }, point)).toBe('class_unknown');
    expect(leftOutBecause('roads', { highway: 'service' }, { type: 'Polygon', coordinates: [ring] })).toBe(
      'not_a_line',
    );
    expect(
      leftOutBecause('roads', { highway: 'service' }, { type: 'MultiLineString', coordinates: [ring, ring] }),
    ).toBe('several_lines');
  });

  it('is a link where its tag says so', () => {
    expect(members('roads', { highway: 'primary_link' })).toMatchObject({ road_class: 'provincial', junction: 'link' });
  });
});

describe('the code of an element', () => {
  it.each([
    ['w123', {}, line, 'osm:w123'],
    ['way/123', {}, line, 'osm:w123'],
    ['a246', {}, line, 'osm:w123'],
    ['a247', {}, line, 'osm:r123'],
    [undefined, { '@id': 'way/123' }, line, 'osm:w123'],
    [undefined, { full_id: 'w123' }, line, 'osm:w123'],
    [undefined, { osm_id: '123' }, line, 'osm:w123'],
    [undefined, { osm_way_id: '123' }, closedLine, 'osm:w123'],
    ['fid-7', {}, line, undefined],
    [undefined, {}, line, undefined],
  ] as const)('of id %s with %o is %s', (id, properties, geometry, code) => {
    expect(members('roads', { highway: 'primary', ...properties }, geometry, id).code).toBe(code);
  });
});

describe('watercourses', () => {
  it.each(Object.entries(watercourseKinds))('waterway=%s has a kind of the layer', (waterway, kind) => {
    expect(members('watercourses', { waterway }).kind).toBe(kind);
  });

  it.each([
    [{}, undefined],
    [{ tunnel: 'culvert' }, 'culvert'],
    [{ tunnel: 'yes' }, 'culvert'],
    [{ tunnel: 'no' }, 'open'],
  ])('%o has the structure %s', (tags, structure) => {
    expect(members('watercourses', { waterway: 'stream', ...tags }).structure).toBe(structure);
  });

  it('leaves out dams, banks and areas', () => {
    expect(leftOutBecause('watercourses', { waterway: 'dam' })).toBe('not_a_watercourse');
    expect(leftOutBecause('watercourses', { waterway: 'riverbank' }, closedLine)).toBe('not_a_watercourse');
    expect(leftOutBecause('watercourses', { natural: 'water' })).toBe('no_waterway');
    expect(leftOutBecause('watercourses', { waterway: 'canal' }, { type: 'Polygon', coordinates: [ring] })).toBe(
      'not_a_line',
    );
  });
});

describe('water bodies', () => {
  it.each(Object.entries(waterBodyKinds))('water=%s has a kind of the layer', (water, kind) => {
    expect(members('water_bodies', { natural: 'water', water }, closedLine).kind).toBe(kind);
  });

  it.each([
    [{ natural: 'water' }, 'other'],
    [{ natural: 'water', water: 'toString' }, 'other'],
    [{ waterway: 'riverbank' }, 'river'],
    [{ landuse: 'reservoir' }, 'reservoir'],
  ])('%o is %s', (tags, kind) => {
    expect(members('water_bodies', tags, closedLine).kind).toBe(kind);
  });

  it('makes an area of a closed line and leaves an open one out', () => {
    const outcome = map('water_bodies', { natural: 'water' }, closedLine);
    expect(outcome).toMatchObject({ feature: { geometry: { type: 'Polygon', coordinates: [ring] } } });
    expect(leftOutBecause('water_bodies', { natural: 'water' }, line)).toBe('not_an_area');
    expect(leftOutBecause('water_bodies', { natural: 'wetland' }, closedLine)).toBe('not_a_water_body');
  });
});

describe('settlements and shelters', () => {
  it.each(Object.entries(settlementKinds))('place=%s has a kind of the layer', (place, kind) => {
    expect(members('settlements', { place, name: '村' }, point).kind).toBe(kind);
  });

  it.each(Object.entries(shelterKinds))('%s has a kind of the layer', (pair, kind) => {
    const [tag = '', value] = pair.split('=');
    const shelter = members('shelters', { [tag]: value, name: '校' }, point);
    expect(shelter).toEqual({ name: '校', kind, source: expect.any(String) });
  });

  it('reads people and heights', () => {
    const town = members('settlements', { place: 'town', name: '镇', population: '24678', ele: '1023,5' }, point);
    expect(town).toMatchObject({ people: 24678, elevation_m: 1023.5 });
  });

  it('takes the capacity of a hut, not the pupils of a school', () => {
    expect(members('shelters', { amenity: 'shelter', name: '屋', capacity: '6' }, point).capacity).toBe(6);
    expect(members('shelters', { amenity: 'school', name: '校', capacity: '600' }, point)).not.toHaveProperty(
      'capacity',
    );
  });

  it('leaves out roofs, other places and what has no name', () => {
    expect(
      leftOutBecause('shelters', { amenity: 'shelter', shelter_type: 'public_transport', name: '站' }, point),
    ).toBe('roof_only');
    expect(leftOutBecause('shelters', { amenity: 'hospital' }, point)).toBe('no_name');
    expect(leftOutBecause('shelters', { natural: 'peak', name: '峰' }, point)).toBe('not_a_shelter');
    expect(leftOutBecause('settlements', { place: 'locality', name: '坪' }, point)).toBe('not_a_settlement');
    expect(leftOutBecause('settlements', { name: '坪' }, point)).toBe('no_place');
  });

  it('puts a point inside an outline and says so', () => {
    const outcome = map('shelters', { amenity: 'school', name: '校' }, closedLine);
    if (!outcome.taken) throw new Error('left out');
    expect(outcome.feature.geometry.type).toBe('Point');
    expect(outcome.notices.map((notice) => notice.code)).toEqual(['outline_to_point']);
    expect(leftOutBecause('shelters', { amenity: 'school', name: '校' }, line)).toBe('not_a_place');
  });
});

describe('recognition', () => {
  it.each([
    [{ highway: 'primary' }, true],
    [{ waterway: 'river', name: 'x' }, true],
    [{ natural: 'peak' }, true],
    [{ road_class: 'county', structure: 'road', surface: 'asphalt' }, false],
    [{ highway: 'primary', road_class: 'county' }, false],
    [{ highway: null, name: 'x' }, false],
    [{}, false],
  ])('of %o: %s', (properties, recognised) => {
    expect(osm.recognises(properties)).toBe(recognised);
  });
});

describe('the written table', () => {
  const readme = readFileSync(new URL('../../../data/mappings/README.md', import.meta.url), 'utf8');
  const rows = readme.split('\n').filter((row) => row.startsWith('|'));
  const lists = (key: string, value: string) =>
    rows.some((row) => {
      const [, keys = '', values = ''] = row.split('|');
      return keys.includes(`\`${key}\``) && values.trim() === `\`${value}\``;
    });

  it.each([
    ...Object.entries(roadKinds).map(([key, { roadClass }]) => [key, roadClass] as const),
    ...[surfaces, watercourseKinds, waterBodyKinds, settlementKinds, shelterKinds].flatMap((table) =>
      Object.entries(table),
    ),
  ])('says that %s is %s', (key, value) => {
    expect(lists(key, value)).toBe(true);
  });

  it.each(Object.entries(roadKinds))('says whether %s is open to motor vehicles', (highway, { motorVehicles }) => {
    const cells = rows
      .map((row) => row.split('|').map((cell) => cell.trim()))
      .find((row) => row[1] === `\`${highway}\``);
    const words = new Map([
      [true, 'yes'],
      [false, 'no'],
      [undefined, 'unknown'],
    ]);
    expect(cells?.[3]).toBe(words.get(motorVehicles));
  });
});
