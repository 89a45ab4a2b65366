import type { Feature, Geometry } from 'geojson';
import { beforeEach, describe, expect, test } from 'vitest';
import type { LayerId } from '../../data/layers/definition.ts';
import { layerList } from '../../data/layers/index.ts';
import { at, countAll, emptyAll, full, line, point, rectangle, sample, store } from './support/features.ts';
import { expectProblem, type ProblemFault } from './support/problem.ts';
import { testService } from './support/service.ts';

const service = testService();

beforeEach(() => emptyAll(service.database));

const post = (layer: LayerId, body: unknown) =>
  service.post(`/collections/${layer}/items`).set('Content-Type', 'application/geo+json').send(JSON.stringify(body));
const collection = (...features: readonly unknown[]) => ({ type: 'FeatureCollection', features });

/** Posts what must be refused with 422, stores nothing, and gives the faults in English. */
async function faultsOf(layer: LayerId, body: unknown): Promise<readonly ProblemFault[]> {
  const before = await countAll(service.database);
  const { en } = await expectProblem(() => post(layer, body), 'invalid_features', 422);
  expect(await countAll(service.database)).toBe(before);
  return en.faults ?? [];
}

describe('one feature', () => {
  test.each(layerList)('of $id reads back equal, every member of it', async ({ id: layer }) => {
    const given = full(layer);
    const answer = await post(layer, given);
    expect(answer.status, answer.text).toBe(201);
    expect(answer.body).toMatchObject({ created: 1, ids: [expect.any(Number)], mended: [] });
    const [id] = answer.body.ids;
    expect(answer.headers.location).toBe(`${service.address}/api/collections/${layer}/items/${id}`);
    const stored = (await service.get(`/collections/${layer}/items/${id}`)).body as Feature;
    expect(stored.geometry).toEqual(given.geometry);
    const { _version, _created_at, _updated_at, ...members } = stored.properties ?? {};
    // The same instant, said in the database's zone.
    const sameTimes = Object.entries(given.properties ?? {}).map(([name, value]) => {
      const isTime = typeof value === 'string' && /T\d\d:/.test(value) && typeof members[name] === 'string';
      return [name, isTime && Date.parse(value) === Date.parse(members[name]) ? members[name] : value];
    });
    expect(members).toEqual(Object.fromEntries(sameTimes));
    expect(_version).toBe(1);
    for (const time of [_created_at, _updated_at]) expect(Date.now() - Date.parse(time)).toBeLessThan(60_000);
  });

  test('that was read from here can be posted again once its code is another', async () => {
    const [id] = await store(service.database, 'shelters', [sample('shelters', { code: 'A' })]);
    const read = (await service.get(`/collections/shelters/items/${id}`)).body;
    expect((await post('shelters', { ...read, properties: { ...read.properties, code: 'B' } })).status).toBe(201);
  });

  test('of type application/json, with a byte-order mark, or as a bare geometry is taken', async () => {
    const send = (type: string, body: string) =>
      service.post('/collections/shelters/items').set('Content-Type', type).send(body);
    const json = JSON.stringify(sample('shelters'));
    expect((await send('application/json; charset=utf-8', json)).status).toBe(201);
    expect((await send('application/geo+json', `\uFEFF${json}`)).status).toBe(201);
    expect((await send('application/geo+json', JSON.stringify(point(0, 0)))).status).toBe(422);
  });
});

describe('a collection of features', () => {
  test('is stored in its order', async () => {
    const names = Array.from({ length: 25 }, (_, index) => `点${index}`);
    const answer = await post('settlements', collection(...names.map((name) => sample('settlements', { name }))));
    expect(answer.status).toBe(201);
    expect(answer.body.created).toBe(25);
    expect(answer.headers).not.toHaveProperty('location');
    const { rows } = await service.database.pool.query('SELECT id, name FROM anlan.settlements ORDER BY id');
    expect(rows.map((row) => row.name)).toEqual(names);
    expect(rows.map((row) => row.id)).toEqual(answer.body.ids);
  });

  test('is stored wholly or not at all, and all its faults are told at once', async () => {
    const faults = await faultsOf(
      'settlements',
      collection(
        sample('settlements'),
        sample('settlements', { kind: 'city' }),
        sample('settlements'),
        sample('settlements', { people: -1, households: 'ten' }, { type: 'Point', coordinates: [31, 110] }),
      ),
    );
    expect(faults.map(({ feature, member, code }) => [feature, member, code])).toEqual([
      [2, 'properties.kind', 'enum'],
      [4, 'geometry.coordinates', 'coordinates_swapped'],
      [4, 'properties.households', 'type'],
      [4, 'properties.people', 'minimum'],
    ]);
  });

  test('of which one has a taken code is a conflict that names it', async () => {
    await store(service.database, 'shelters', [sample('shelters', { code: 'S1' })]);
    const body = collection(sample('shelters', { code: 'S0' }), sample('shelters', { code: 'S1' }));
    const { en } = await expectProblem(() => post('shelters', body), 'code_taken', 409);
    expect(en.faults).toMatchObject([{ feature: 2, member: 'properties.code', code: 'code_taken' }]);
    expect(await countAll(service.database)).toBe(1);
  });

  test('twice at the same moment is stored once', async () => {
    const body = collection(...['C1', 'C2', 'C3'].map((code) => sample('shelters', { code })));
    const answers = await Promise.all([1, 2, 3, 4].map(() => post('shelters', body)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    expect(await countAll(service.database)).toBe(3);
  });

  test('without any feature creates nothing, and says so', async () => {
    const answer = await post('roads', collection());
    expect([answer.status, answer.body]).toEqual([200, { created: 0, ids: [], mended: [] }]);
  });

  test('lists the first hundred faults and counts the rest', async () => {
    const body = collection(...Array.from({ length: 130 }, () => sample('settlements', { kind: 'city' })));
    const { zh } = await expectProblem(() => post('settlements', body), 'invalid_features', 422);
    expect(zh.faults).toHaveLength(100);
    expect(zh.fault_count).toBe(130);
  });
});

describe('geometry', () => {
  const polygon = (...coordinates: unknown[]) => ({ type: 'Polygon', coordinates }) as Geometry;
  const square = [at(0, 0), at(100, 0), at(100, 100), at(0, 100), at(0, 0)];
  const bowTie = [at(0, 0), at(100, 100), at(100, 0), at(0, 100), at(0, 0)];
  const lineOf = (...coordinates: unknown[]) => ({ type: 'LineString', coordinates }) as Geometry;
  const pointOf = (...coordinates: unknown[]) => ({ type: 'Point', coordinates }) as Geometry;

  test.each<[string, LayerId, Geometry | null, string, RegExp]>([
    ['of another type', 'roads', point(0, 0), 'geometry_type', /LineString/],
    ['that is null', 'roads', null, 'geometry_missing', /no geometry/],
    [
      'of a line of two parts',
      'roads',
      {
        type: 'MultiLineString',
        coordinates: [
          [at(0, 0), at(1, 1)],
          [at(2, 2), at(3, 3)],
        ],
      },
      'geometry_type',
      /LineString/,
    ],
    ['that is a collection', 'roads', { type: 'GeometryCollection', geometries: [] }, 'geometry_type', /LineString/],
    ['with an open ring', 'flood_zones', polygon([at(0, 0), at(1, 0), at(1, 1), at(0, 1)]), 'ring_open', /not closed/],
    ['with a ring of three', 'flood_zones', polygon([at(0, 0), at(1, 0), at(0, 0)]), 'too_few_positions', /four/],
    ['with a line of one', 'roads', lineOf(at(0, 0)), 'too_few_positions', /two/],
    ['without length', 'roads', lineOf(at(0, 0), at(0, 0)), 'zero_length', /no length/],
    ['at 0, 0', 'shelters', pointOf(0, 0), 'null_island', /Guinea/],
    ['with latitude first', 'shelters', pointOf(31.2, 110.2), 'coordinates_swapped', /swapped/],
    ['in metres', 'shelters', pointOf(37_512_345, 3_456_789), 'coordinates_projected', /projected/],
    ['off the globe', 'shelters', pointOf(181, 31), 'coordinate_out_of_range', /out of range/],
    ['beyond a number', 'shelters', pointOf(110.2, 'x'), 'position_wrong', /not a number/],
    ['of one number', 'shelters', pointOf(110.2), 'position_wrong', /latitude/],
    ['that is no polygon', 'flood_zones', polygon(bowTie), 'polygon_invalid', /crosses itself at \[110\.2005/],
    [
      'with a hole outside',
      'flood_zones',
      polygon(square, [at(200, 0), at(201, 0), at(201, 1), at(200, 0)]),
      'polygon_invalid',
      /hole/,
    ],
    ['without parts', 'flood_zones', { type: 'MultiPolygon', coordinates: [] }, 'geometry_empty', /empty/],
    ['with an empty part', 'flood_zones', polygon(), 'geometry_empty', /empty/],
    ['nested wrongly', 'flood_zones', polygon(at(0, 0)), 'position_wrong', /longitude/],
  ])('%s is refused', async (_, layer, geometry, code, reason) => {
    const [fault] = await faultsOf(layer, collection(sample(layer), { ...sample(layer), geometry }));
    expect(fault).toMatchObject({ feature: 2, code, member: expect.stringMatching(/^geometry/) });
    expect(fault?.reason).toMatch(reason);
  });

  test('at fault is named by its position', async () => {
    const faults = await faultsOf('roads', sample('roads', {}, lineOf(at(0, 0), at(10, 0), [200, 31], at(20, 0))));
    expect(faults).toMatchObject([{ feature: 1, member: 'geometry.coordinates[2]' }]);
  });

  test.each<[string, LayerId, Geometry, string, Geometry]>([
    [
      'turned to the right hand',
      'flood_zones',
      polygon(square.toReversed()),
      'right_hand_rule',
      { type: 'MultiPolygon', coordinates: [[square]] },
    ],
    [
      'without its heights',
      'roads',
      lineOf([...at(0, 0), 812], [...at(9, 9), 815]),
      'heights_left_out',
      line([0, 0], [9, 9]),
    ],
    [
      'without repeated positions',
      'roads',
      lineOf(at(0, 0), at(0, 0), at(9, 9)),
      'repeated_positions_removed',
      line([0, 0], [9, 9]),
    ],
  ])('is stored %s, and this is said', async (_, layer, geometry, code, wanted) => {
    const answer = await post(layer, sample(layer, {}, geometry)).set('Accept-Language', 'en');
    expect(answer.body.mended).toEqual([
      { code, count: 1, first_feature: 1, text: expect.stringMatching(/^[\x20-\x7e]+$/) },
    ]);
    const [id] = answer.body.ids;
    expect((await service.get(`/collections/${layer}/items/${id}`)).body.geometry).toEqual(wanted);
  });

  test('of one part fits a layer of many, and the other way round', async () => {
    const road: Geometry = { type: 'MultiLineString', coordinates: [[at(0, 0), at(9, 9)]] };
    expect((await post('roads', sample('roads', {}, road))).status).toBe(201);
    expect((await post('watercourses', sample('watercourses', {}, line([0, 0], [9, 9])))).status).toBe(201);
    expect((await post('flood_zones', sample('flood_zones', {}, polygon(square)))).status).toBe(201);
  });

  test('reads back with the digits it came with', async () => {
    const exact = pointOf(110.123456789, 31.987654321);
    const [id] = (await post('shelters', sample('shelters', {}, exact))).body.ids;
    expect((await service.get(`/collections/shelters/items/${id}`)).body.geometry).toEqual(exact);
  });
});

describe('members', () => {
  test.each<[LayerId, Record<string, unknown>, string, string, RegExp]>([
    ['roads', { road_class: undefined }, 'road_class', 'required', /required/],
    ['roads', { road_class: null }, 'road_class', 'required', /required/],
    ['roads', { roadclass: 'village' }, 'roadclass', 'unknown_member', /road_class/],
    ['roads', { road_class: 'motorway' }, 'road_class', 'enum', /village/],
    ['roads', { lanes: 1.5 }, 'lanes', 'type', /integer/],
    ['roads', { lanes: '2' }, 'lanes', 'type', /integer/],
    ['roads', { width_m: 0 }, 'width_m', 'exclusiveMinimum', /more than 0/],
    ['roads', { width_m: 1000 }, 'width_m', 'maximum', /100 or less/],
    ['roads', { school_bus: 1 }, 'school_bus', 'type', /boolean/],
    ['roads', { surveyed_on: '2026-02-31' }, 'surveyed_on', 'format', /2026-07-01/],
    ['roads', { surveyed_on: '0226-02-03' }, 'surveyed_on', 'format', /2026-07-01/],
    ['roads', { remarks: '长'.repeat(2001) }, 'remarks', 'maxLength', /2000/],
    ['roads', { code: '  ' }, 'code', 'pattern', /empty/],
    ['roads', { from_m: 20, to_m: 10 }, 'from_m', 'chainage_order', /exceed/],
    ['closures', { valid_from: '2026-07-01T08:00:00' }, 'valid_from', 'format', /zone/],
    ['closures', { valid_from: '2026-07-01T08:00:00+23:00' }, 'valid_from', 'format', /zone/],
    ['closures', { valid_to: '2026-06-01T08:00:00+08:00' }, 'valid_to', 'validity_order', /after/],
    ['road_hazards', { evidence: 'seen' }, 'evidence', 'type', /object/],
    ['road_hazards', { found_on: '2026-05-04', closed_on: '2026-05-03' }, 'closed_on', 'closed_after_found', /before/],
    ['flood_points', { people: undefined }, 'people', 'required', /required/],
    ['flood_points', { people: 10, vulnerable_people: 11 }, 'vulnerable_people', 'vulnerable_within_people', /exceed/],
    [
      'flood_points',
      { prepare_1h_mm: 50, evacuate_1h_mm: 40 },
      'evacuate_1h_mm',
      'evacuate_not_below_prepare_1h',
      /below/,
    ],
    ['flood_points', { prepare_1h_mm: 50, prepare_6h_mm: 40 }, 'prepare_1h_mm', 'prepare_rises_with_duration', /fall/],
    [
      'flood_points',
      { evacuate_3h_mm: 90, evacuate_24h_mm: 80 },
      'evacuate_1h_mm',
      'evacuate_rises_with_duration',
      /fall/,
    ],
    ['flood_points', { prepare_1h_mm: -1 }, 'prepare_1h_mm', 'exclusiveMinimum', /more than 0/],
    ['flood_points', { responsible_phone: 'ask Wang' }, 'responsible_phone', 'pattern', /form/],
    ['townships', { code: undefined }, 'code', 'required', /required/],
  ])('%s %j is refused at %s', async (layer, properties, member, code, reason) => {
    const faults = await faultsOf(
      layer,
      collection(sample(layer, layer === 'townships' ? { code: '429901102' } : {}), sample(layer, properties)),
    );
    expect(faults).toMatchObject([{ feature: 2, member: `properties.${member}`, code }]);
    expect(faults[0]?.reason).toMatch(reason);
  });

  test('that are missing may be absent or null, and stay missing', async () => {
    const answer = await post('flood_points', sample('flood_points', { prepare_1h_mm: null }));
    const stored = (await service.get(`/collections/flood_points/items/${answer.body.ids[0]}`)).body.properties;
    expect([stored.prepare_1h_mm, stored.evacuate_1h_mm, stored.households]).toEqual([null, null, null]);
  });

  test('properties may be null only where nothing is required', async () => {
    const faults = await faultsOf('roads', { type: 'Feature', geometry: line([0, 0], [9, 9]), properties: null });
    expect(faults.map(({ member }) => member)).toEqual(['properties.road_class', 'properties.structure']);
  });
});

test('what is stored moves the layer’s revision, what is refused does not', async () => {
  const revision = async () =>
    (await service.database.pool.query("SELECT revision FROM anlan.layer_revisions WHERE layer = 'flood_zones'"))
      .rows[0].revision;
  const before = await revision();
  await post('flood_zones', sample('flood_zones', { kind: 'sea' }));
  expect(await revision()).toBe(before);
  await post('flood_zones', sample('flood_zones', {}, rectangle(0, 0, 10, 10)));
  expect(await revision()).toBeGreaterThan(before);
});
