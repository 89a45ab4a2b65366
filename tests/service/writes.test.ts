import { beforeEach, describe, expect, test } from 'vitest';
import { layerList } from '../../data/layers/index.ts';
import { at, countAll, emptyAll, full, point, sample } from './support/features.ts';
import { expectProblem } from './support/problem.ts';
import { testService } from './support/service.ts';
import { create, meanwhile, patch, put } from './support/writing.ts';

const service = testService();

beforeEach(() => emptyAll(service.database));

const shelter = (properties: Readonly<Record<string, unknown>> = {}) =>
  sample('shelters', { name: '中心小学', capacity: 100, ...properties });

describe('every layer', () => {
  test.each(layerList)(
    '$id: what is read can be written back, changed, deleted and restored',
    async ({ id: layer }) => {
      const { path, tag } = await create(service, layer, full(layer));
      const read = await service.get(path);
      expect(read.headers.etag).toBe(tag);
      const same = await put(service, path, read.body, tag);
      expect(same.status, same.text).toBe(200);
      const { _version, _updated_at, ...members } = same.body.properties;
      const { _version: _, _updated_at: __, ...readMembers } = read.body.properties;
      expect(members).toEqual(readMembers);
      expect(same.body.geometry).toEqual(read.body.geometry);
      expect(_version).toBe(2);

      const changed = await patch(service, path, { properties: { remarks: '已核实' } }, same.headers.etag);
      expect(changed.body.properties).toMatchObject({ ...members, remarks: '已核实', _version: 3 });
      const deleted = await service.send('delete', path).set('If-Match', changed.headers.etag ?? '');
      expect(deleted.status, deleted.text).toBe(204);
      expect((await service.get(path)).status).toBe(404);

      const restored = await service.post(`${path}/restore`);
      expect(restored.status, restored.text).toBe(200);
      expect(restored.body.properties).toMatchObject({ ...members, remarks: '已核实', _version: 5 });
      expect(restored.body.geometry).toEqual(read.body.geometry);
      expect((await service.get(path)).body.properties._created_at).toBe(read.body.properties._created_at);
    },
  );
});

describe('entity tags', () => {
  test('are strong, change with the version only, and belong to the bytes', async () => {
    const { path, tag } = await create(service, 'shelters', shelter());
    const [one, two] = [await service.get(path), await service.get(path)];
    expect(tag).toMatch(/^"shelters-\d+-1-[0-9a-f]{8}"$/);
    expect(one.headers.etag).toBe(tag);
    expect(two.text).toBe(one.text);
    expect((await service.get(path).set('If-None-Match', tag)).status).toBe(304);
    const changed = await patch(service, path, { properties: { capacity: 120 } }, tag);
    expect(changed.headers.etag).not.toBe(tag);
    const again = await service.get(path).set('If-None-Match', tag);
    expect(again.status).toBe(200);
    expect(again.headers.etag).toBe(changed.headers.etag);
    expect(again.text).toBe(changed.text);
  });

  test('of another feature is refused, not taken for this one’s', async () => {
    const one = await create(service, 'shelters', shelter());
    const two = await create(service, 'shelters', shelter());
    await expectProblem(
      () => patch(service, one.path, { properties: { capacity: 1 } }, two.tag),
      'invalid_parameter',
      400,
    );
    await expectProblem(
      () => patch(service, one.path, { properties: { capacity: 1 } }, '"x"'),
      'invalid_parameter',
      400,
    );
  });
});

test('a created feature says where it is', async () => {
  const answer = await service
    .post('/collections/shelters/items')
    .set('Content-Type', 'application/geo+json')
    .send(JSON.stringify(shelter()));
  expect(answer.headers.location).toBe(`${service.address}/api/collections/shelters/items/${answer.body.ids[0]}`);
  expect((await service.get(`/collections/shelters/items/${answer.body.ids[0]}`)).status).toBe(200);
});

test('OPTIONS says what can be done with a layer and with a feature', async () => {
  const { path } = await create(service, 'shelters');
  const allowed = async (address: string) => {
    const answer = await service.send('options', address);
    expect(answer.status).toBe(204);
    return answer.headers.allow?.split(', ').sort();
  };
  expect(await allowed('/collections/shelters/items')).toEqual(['GET', 'HEAD', 'OPTIONS', 'POST']);
  expect(await allowed(path)).toEqual(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'PUT']);
});

describe('a stale write', () => {
  /** Version 1 with capacity 100, changed to 150 by somebody else. */
  async function contested() {
    const stored = await create(service, 'shelters', shelter({ code: 'S1' }));
    await meanwhile(service, `UPDATE anlan.shelters SET capacity = 150 WHERE id = ${stored.id}`);
    return stored;
  }

  test('is refused with base, theirs and yours, and changes nothing', async () => {
    const { path, tag, id } = await contested();
    const send = () => patch(service, path, { properties: { capacity: 120, remarks: '我' } }, tag);
    const { en } = await expectProblem(send, 'version_conflict', 412);
    expect(en).toMatchObject({
      layer: 'shelters',
      id,
      expected_version: 1,
      current_version: 2,
      base: { properties: { capacity: 100, _version: 1 } },
      theirs: { properties: { capacity: 150, _version: 2 } },
      yours: { properties: { capacity: 120, remarks: '我' } },
      changed: { theirs: ['capacity'], yours: ['capacity', 'remarks'] },
    });
    expect((await service.get(path)).body.properties).toMatchObject({ capacity: 150, remarks: null, _version: 2 });
  });

  test('of other members is merged where that is asked for, and says what it found there', async () => {
    const { path, tag } = await contested();
    const answer = await patch(service, `${path}?merge=disjoint`, { properties: { remarks: '我' } }, tag);
    expect(answer.status, answer.text).toBe(200);
    expect(answer.body.properties).toMatchObject({ capacity: 150, remarks: '我', _version: 3 });
    expect(answer.headers['anlan-merged']).toBe('capacity');
  });

  test('of a whole feature merges by what it changed of the version it was based on', async () => {
    const { path, tag } = await contested();
    const read = (await service.get(`${path}?as_of=2100-01-01`)).body;
    const mine = { ...read, properties: { ...read.properties, capacity: 100, state: 'open' } };
    const answer = await put(service, `${path}?merge=disjoint`, mine, tag);
    expect(answer.body.properties).toMatchObject({ capacity: 150, state: 'open' });
  });

  test('of the same member is not merged', async () => {
    const { path, tag } = await contested();
    const send = () => patch(service, `${path}?merge=disjoint`, { properties: { capacity: 120 } }, tag);
    const { en } = await expectProblem(send, 'version_conflict', 412);
    expect(en).toMatchObject({ clashes: ['capacity'] });
  });

  test('of the same member to the same value is merged', async () => {
    const { path, tag } = await contested();
    const answer = await patch(
      service,
      `${path}?merge=disjoint`,
      { properties: { capacity: 150, state: 'open' } },
      tag,
    );
    expect(answer.body.properties).toMatchObject({ capacity: 150, state: 'open' });
  });

  test('of a geometry that was moved meanwhile is never merged, not even to the same place', async () => {
    const { path, tag, id } = await create(service, 'shelters', shelter());
    const [x, y] = at(10, 10);
    await meanwhile(
      service,
      `UPDATE anlan.shelters SET geom = ST_SetSRID(ST_MakePoint(${x}, ${y}), 4326) WHERE id = ${id}`,
    );
    for (const geometry of [point(20, 20), point(10, 10)]) {
      const send = () => patch(service, `${path}?merge=disjoint`, { geometry }, tag);
      const { en } = await expectProblem(send, 'version_conflict', 412);
      expect(en).toMatchObject({ clashes: ['geometry'] });
    }
  });

  test('that merges to what contradicts itself is refused for that', async () => {
    const { path, tag, id } = await create(service, 'flood_points', sample('flood_points', { people: 50 }));
    await meanwhile(service, `UPDATE anlan.flood_points SET people = 10 WHERE id = ${id}`);
    const send = () => patch(service, `${path}?merge=disjoint`, { properties: { vulnerable_people: 20 } }, tag);
    const { en } = await expectProblem(send, 'invalid_features', 422);
    expect(en.faults).toMatchObject([{ code: 'vulnerable_within_people' }]);
  });

  test('of a feature deleted meanwhile tells that it is gone', async () => {
    const { path, tag, id } = await create(service, 'shelters', shelter());
    await meanwhile(service, `DELETE FROM anlan.shelters WHERE id = ${id}`);
    const { en } = await expectProblem(() => put(service, path, shelter(), tag), 'version_conflict', 412);
    expect(en).toMatchObject({ current_version: null, theirs: null, base: { id } });
  });

  test('cannot delete', async () => {
    const { path, tag } = await contested();
    await expectProblem(() => service.send('delete', path).set('If-Match', tag), 'version_conflict', 412);
    expect((await service.get(path)).status).toBe(200);
  });
});

describe('a client that knows no entity tags', () => {
  test('sends the version it read in the body', async () => {
    const { path, id } = await create(service, 'shelters', shelter());
    const read = (await service.get(path)).body;
    await meanwhile(service, `UPDATE anlan.shelters SET capacity = 150 WHERE id = ${id}`);
    await expectProblem(() => put(service, path, read), 'version_conflict', 412);
    const fresh = (await service.get(path)).body;
    expect((await put(service, path, { ...fresh, properties: { ...fresh.properties, capacity: 160 } })).status).toBe(
      200,
    );
  });

  test('may change without any version what it changed last itself, and nothing of others', async () => {
    const { path, id } = await create(service, 'shelters', shelter());
    expect((await put(service, path, shelter({ capacity: 1 }))).status).toBe(200);
    await meanwhile(service, `UPDATE anlan.shelters SET capacity = 150 WHERE id = ${id}`);
    for (const send of [
      () => put(service, path, shelter({ capacity: 2 })),
      () => patch(service, path, { properties: { capacity: 2 } }),
      () => put(service, path, shelter({ capacity: 2 }), '*'),
      () => service.send('delete', path),
    ]) {
      const { en } = await expectProblem(send, 'version_required', 428);
      expect(en).toMatchObject({ current_version: 3 });
    }
    expect((await service.get(path)).body.properties.capacity).toBe(150);
  });
});

describe('a body', () => {
  test('that is wrong is named member by member and changes nothing', async () => {
    const { path, tag } = await create(service, 'shelters', shelter());
    const { en } = await expectProblem(
      () =>
        patch(
          service,
          path,
          { properties: { capacity: -1, colour: 'red' }, geometry: { type: 'Point', coordinates: [200, 0] } },
          tag,
        ),
      'invalid_features',
      422,
    );
    expect(en.faults?.map(({ member }) => member).sort()).toEqual([
      'geometry.coordinates',
      'properties.capacity',
      'properties.colour',
    ]);
    expect((await service.get(path)).body.properties._version).toBe(1);
  });

  test.each(['[]', '7', 'null', '{"properties":7}', '{"colour":"red"}', '{"__proto__":{"a":1}}', '{"id":7}'])(
    '%s is no patch',
    async (body) => {
      const { path, tag } = await create(service, 'shelters', shelter());
      const answer = await service
        .send('patch', path)
        .set('Content-Type', 'application/merge-patch+json')
        .set('If-Match', tag)
        .send(body);
      expect([400, 422]).toContain(answer.status);
      expect((await service.get(path)).body.properties).toMatchObject({ _version: 1, name: '中心小学' });
    },
  );

  test('with a member called __proto__ pollutes nothing and is refused', async () => {
    const { path, tag } = await create(service, 'shelters', shelter());
    const body = '{"properties":{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}}';
    const answer = await service
      .send('patch', path)
      .set('Content-Type', 'application/merge-patch+json')
      .set('If-Match', tag)
      .send(body);
    expect(answer.status).toBe(422);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test('with null takes a member out, and a required one not', async () => {
    const { path, tag } = await create(service, 'shelters', shelter());
    const answer = await patch(service, path, { properties: { capacity: null } }, tag);
    expect(answer.body.properties.capacity).toBeNull();
    await expectProblem(() => patch(service, path, { properties: { name: null } }), 'invalid_features', 422);
  });

  test('that takes another feature’s code is refused', async () => {
    await create(service, 'shelters', shelter({ code: 'S1' }));
    const { path, tag } = await create(service, 'shelters', shelter({ code: 'S2' }));
    await expectProblem(() => patch(service, path, { properties: { code: 'S1' } }, tag), 'code_taken', 409);
  });
});

test('a geometry that is sent back as it was read keeps the digits that answers do not show', async () => {
  const { path, id } = await create(service, 'shelters', shelter());
  await meanwhile(
    service,
    `UPDATE anlan.shelters SET geom = ST_SetSRID(ST_MakePoint(110.12345678912345, 31.2), 4326) WHERE id = ${id}`,
  );
  const read = await service.get(path);
  await put(service, path, { ...read.body, properties: { ...read.body.properties, capacity: 5 } }, read.headers.etag);
  const { rows } = await service.database.pool.query('SELECT capacity, ST_X(geom) AS x FROM anlan.shelters');
  expect(rows).toEqual([{ capacity: 5, x: 110.12345678912345 }]);
});

test('what is not there can be neither changed nor restored, and what is there not restored', async () => {
  const { path } = await create(service, 'shelters');
  for (const send of [
    () => put(service, '/collections/shelters/items/999999', shelter()),
    () => service.send('delete', '/collections/shelters/items/999999'),
    () => service.post('/collections/shelters/items/999999/restore'),
    () => service.get('/collections/shelters/items/999999/versions'),
  ])
    await expectProblem(send, 'unknown_feature', 404);
  await expectProblem(() => service.post(`${path}/restore`), 'not_deleted', 409);
});

test('a message of the author stands in the history, in Chinese as well', async () => {
  const { path } = await create(service, 'shelters');
  await patch(service, path, { properties: { capacity: 3 } })
    .set('Anlan-Message', encodeURIComponent('汛前核查'))
    .set('Anlan-Source', 'map');
  const { versions } = (await service.get(`${path}/versions`)).body;
  expect(versions[0]).toMatchObject({ message: '汛前核查', source: 'map', changed: ['capacity'] });
  await expectProblem(() => patch(service, path, {}).set('Anlan-Source', 'demo'), 'invalid_parameter', 400);
});

test('nothing of a layer is lost by any of this', async () => {
  await create(service, 'shelters');
  expect(await countAll(service.database)).toBe(1);
});
