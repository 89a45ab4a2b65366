import type { Feature } from 'geojson';
import { beforeAll, describe, expect, test } from 'vitest';
import type { LayerDefinition } from '../../data/layers/definition.ts';
import { layerList } from '../../data/layers/index.ts';
import { type Role, roleIds } from '../../data/roles.ts';
import { featureTag } from '../../server/http/etag.ts';
import type { TestAccount } from '../setup/accounts.ts';
import { at, sample, store } from './support/features.ts';
import {
  call,
  drawTownships,
  hasTownship,
  makePeople,
  otherTownship,
  ownTownship,
  sessionOf,
} from './support/people.ts';
import { testService } from './support/service.ts';

const service = testService({ publicRead: false });

type Headers = Readonly<Record<string, string>>;
let people: Record<Role, TestAccount>;
const sessions = new Map<Role, Headers>();

beforeAll(async () => {
  await drawTownships(service);
  people = await makePeople(service);
  for (const role of roleIds) sessions.set(role, await sessionOf(service, people[role]));
});

const places = {
  own: { township: ownTownship, east: 0 },
  other: { township: otherTownship, east: 1400 },
} as const;
type Place = keyof typeof places;

let serial = 0;

/** A feature of a place, both by its label and by where it lies. */
function featureOf(layer: LayerDefinition, place: Place): Feature {
  const { township, east } = places[place];
  serial += 1;
  const feature = sample(layer.id, { code: `P${serial}`, ...(hasTownship(layer.id) && { township }) });
  const move = (coordinates: unknown): unknown =>
    Array.isArray(coordinates) && typeof coordinates[0] === 'number'
      ? [coordinates[0] + at(east, 0)[0] - at(0, 0)[0], coordinates[1]]
      : (coordinates as unknown[]).map(move);
  const geometry = feature.geometry as { type: string; coordinates: unknown };
  return { ...feature, geometry: { ...geometry, coordinates: move(geometry.coordinates) } as Feature['geometry'] };
}

async function storeIn(
  layer: LayerDefinition,
  place: Place,
): Promise<{ id: number; path: string; match: (n: number) => Headers }> {
  const [id = 0] = await store(service.database, layer.id, [featureOf(layer, place)]);
  return {
    id,
    path: `/collections/${layer.id}/items/${id}`,
    match: (version) => ({ 'If-Match': featureTag(layer, id, version) }),
  };
}

/** Every way to read and change features; what each is answered. */
async function tryAll(layer: LayerDefinition, place: Place, headers: Headers): Promise<Record<string, number>> {
  const items = `/collections/${layer.id}/items`;
  const root = people.administrator.bearer;
  const [live, changed, gone] = [await storeIn(layer, place), await storeIn(layer, place), await storeIn(layer, place)];
  // What the administrator has done, to be taken back.
  const remarks = { properties: { remarks: '误填' } };
  const change = await call(service, 'PATCH', changed.path, { ...root, ...changed.match(1) }, remarks);
  await call(service, 'DELETE', gone.path, { ...root, ...gone.match(1) });

  const ask = async (method: string, path: string, more: Headers = {}, body?: unknown) =>
    (await call(service, method, path, { ...headers, ...more }, body)).status;
  const transaction = (change: Record<string, unknown>) =>
    ask('POST', '/transactions', {}, { changes: [{ layer: layer.id, ...change }] });
  return {
    create: await ask('POST', items, {}, featureOf(layer, place)),
    read: await ask('GET', `${items}?limit=1`),
    readOne: await ask('GET', live.path),
    readTile: await ask('GET', `/tiles/${layer.id}.json`),
    replace: await ask('PUT', live.path, live.match(1), featureOf(layer, place)),
    update: await ask('PATCH', live.path, live.match(2), { properties: { remarks: '核实' } }),
    remove: await ask('DELETE', live.path, live.match(3)),
    restore: await ask('POST', `${gone.path}/restore`, gone.match(2)),
    undo: await ask('POST', `/transactions/${change.headers.get('anlan-transaction')}/undo`),
    createInTransaction: await transaction({ operation: 'create', feature: featureOf(layer, place) }),
    updateInTransaction: await transaction({ operation: 'update', id: changed.id, version: 3, patch: remarks }),
    removeInTransaction: await transaction({ operation: 'delete', id: changed.id, version: 4 }),
    restoreInTransaction: await transaction({ operation: 'restore', id: changed.id, version: 5 }),
  };
}

const permitted = {
  create: 201,
  read: 200,
  readOne: 200,
  readTile: 200,
  replace: 200,
  update: 200,
  remove: 204,
  restore: 200,
  undo: 200,
  createInTransaction: 200,
  updateInTransaction: 200,
  removeInTransaction: 200,
  restoreInTransaction: 200,
};
/** Of what is refused nothing has become so: later attempts are about features as they were. */
const refusedWith = (status: number, read: number) =>
  Object.fromEntries(Object.keys(permitted).map((verb) => [verb, verb.startsWith('read') ? read : status]));

describe.each(layerList)('$id', (layer) => {
  describe.each(roleIds)('%s', (role) => {
    test.each([
      ['session', 'own'],
      ['session', 'other'],
      ['token', 'own'],
      ['token', 'other'],
    ] as const)('by %s, %s township', async (kind, place) => {
      const headers = kind === 'token' ? people[role].bearer : (sessions.get(role) ?? {});
      const isOwn = place === 'own' && hasTownship(layer.id);
      const allowed = layer.editors.includes(role) && (role !== 'township' || isOwn);
      expect(await tryAll(layer, place, headers)).toEqual(allowed ? permitted : refusedWith(403, 200));
    });
  });

  test('strangers neither read nor write', async () => {
    for (const place of ['own', 'other'] as const) {
      expect(await tryAll(layer, place, {})).toEqual(refusedWith(401, 401));
    }
  });
});

test('a transaction that its author may not make as a whole changes nothing', async () => {
  const shelter = layerList.find(({ id }) => id === 'shelters');
  if (!shelter) throw new Error('there is no layer of shelters');
  const count = async () =>
    (await service.database.pool.query<{ n: number }>('SELECT count(*) AS n FROM anlan.shelters')).rows[0]?.n;
  const before = await count();
  const answer = await call(service, 'POST', '/transactions', people.township.bearer, {
    changes: (['own', 'other'] as const).map((place) => ({
      operation: 'create',
      layer: 'shelters',
      feature: featureOf(shelter, place),
    })),
  });
  expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  expect(await count()).toBe(before);
});

test('another’s change is undone by whoever may edit the feature, and by nobody else', async () => {
  const layer = layerList.find(({ id }) => id === 'shelters');
  if (!layer) throw new Error('there is no layer of shelters');
  const changed = async (place: Place) => {
    const { path, match } = await storeIn(layer, place);
    const headers = { ...people.water.bearer, ...match(1) };
    const answer = await call(service, 'PATCH', path, headers, { properties: { remarks: '误填' } });
    return answer.headers.get('anlan-transaction');
  };
  const undo = async (id: string | null, headers: Headers) =>
    (await call(service, 'POST', `/transactions/${id}/undo`, headers)).status;
  const own = await changed('own');
  const other = await changed('other');
  for (const id of [own, other]) {
    expect(await undo(id, {})).toBe(401);
    expect(await undo(id, people.viewer.bearer)).toBe(403);
    expect(await undo(id, people.transport.bearer)).toBe(403);
  }
  expect(await undo(other, people.township.bearer)).toBe(403);
  expect(await undo(own, people.township.bearer)).toBe(200);
  expect(await undo(other, people.administrator.bearer)).toBe(200);
});

test('who may not edit a layer learns nothing of its features from the refusal', async () => {
  for (const path of ['/collections/roads/items/999999', '/collections/roads/items/not-a-number']) {
    expect((await call(service, 'DELETE', path, people.viewer.bearer)).status).toBe(403);
    expect((await call(service, 'DELETE', path)).status).toBe(401);
  }
  expect((await call(service, 'DELETE', '/collections/nothing/items/1')).status).toBe(401);
});
