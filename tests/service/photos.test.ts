import { readdir, utimes } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type layerList, layers } from '../../data/layers/index.ts';
import { photoLayers, photoLimits } from '../../data/photos.ts';
import { type Role, roleIds } from '../../data/roles.ts';
import { makePhotoFiles } from '../../server/photos/files.ts';
import { jpeg, png, secret, webp } from '../fixtures/pictures.ts';
import type { TestAccount } from '../setup/accounts.ts';
import { sample, store } from './support/features.ts';
import { call, drawTownships, hasTownship, makePeople, otherTownship, ownTownship } from './support/people.ts';
import { testService } from './support/service.ts';

// Strangers may read the map, and still see no photo.
const service = testService({ publicRead: true });
let people: Record<Role, TestAccount>;
beforeAll(async () => {
  await drawTownships(service);
  people = await makePeople(service);
});

type Headers = Readonly<Record<string, string>>;
type LayerId = (typeof layerList)[number]['id'];
interface PhotoAnswer {
  readonly id: string;
  readonly by: string;
  readonly width: number;
  readonly taken_at: string | null;
  readonly position: readonly number[] | null;
}

let serial = 0;
async function feature(layer: LayerId, township = ownTownship): Promise<string> {
  serial += 1;
  const own = hasTownship(layer) ? { township } : {};
  const [id] = await store(service.database, layer, [sample(layer, { code: `F${serial}`, ...own })]);
  return `/collections/${layer}/items/${id}/photos`;
}

async function send(target: string, photo: Buffer, headers: Headers = people.administrator.bearer, small?: Buffer) {
  const form = new FormData();
  form.append('photo', new Blob([new Uint8Array(photo)]), 'photo.jpg');
  if (small) form.append('small', new Blob([new Uint8Array(small)]), 'small.jpg');
  const answer = await fetch(`${service.address}/api${target}`, { method: 'POST', headers, body: form });
  return { status: answer.status, body: (await answer.json()) as PhotoAnswer & { code: string } };
}

const list = async (target: string, headers: Headers = people.viewer.bearer) => {
  const answer = await call(service, 'GET', target, headers);
  return { ...answer, photos: (answer.body as { photos?: PhotoAnswer[] })?.photos ?? [] };
};

async function bytesOf(id: string, query = '', headers: Headers = people.viewer.bearer) {
  const answer = await fetch(`${service.address}/api/photos/${id}${query}`, { headers });
  return {
    status: answer.status,
    type: answer.headers.get('content-type'),
    bytes: Buffer.from(await answer.arrayBuffer()),
  };
}

async function filesThere(): Promise<string[]> {
  const names = await readdir(path.join(service.dataFolder, 'photos'), { recursive: true }).catch(() => []);
  return names.filter((name) => name.includes('.'));
}

describe('a photo', () => {
  test.each([
    ['JPEG', jpeg, 'image/jpeg'],
    ['PNG', png, 'image/png'],
    ['WebP', webp, 'image/webp'],
  ] as const)(
    'as %s is stored without where and with what it was taken, and read back in both sizes',
    async (_, make, type) => {
      const target = await feature('road_hazards');
      const query = '?taken_at=2026-07-01T08:00:00%2B08:00&longitude=110.2&latitude=31.25';
      const { status, body } = await send(
        `${target}${query}`,
        make({ width: 64 }),
        people.transport.bearer,
        make({ width: 20 }),
      );
      expect(status).toBe(201);
      expect(body).toMatchObject({ width: 64, by: people.transport.name, position: [110.2, 31.25] });
      expect(Date.parse(body.taken_at ?? '')).toBe(Date.parse('2026-07-01T00:00:00Z'));
      expect((await list(target)).photos).toMatchObject([{ id: body.id }]);
      const whole = await bytesOf(body.id);
      expect(whole).toMatchObject({ status: 200, type });
      expect(whole.bytes.includes(secret)).toBe(false);
      const small = await bytesOf(body.id, '?size=small');
      expect(small.status).toBe(200);
      expect(small.bytes.equals(whole.bytes)).toBe(false);
    },
  );

  test('sent twice is stored once', async () => {
    const target = await feature('shelters');
    const [one, other] = await Promise.all([send(target, jpeg({ salt: 'x' })), send(target, jpeg({ salt: 'x' }))]);
    expect([one.status, other.status].sort()).toEqual([200, 201]);
    expect(one.body.id).toBe(other.body.id);
    expect((await list(target)).photos).toHaveLength(1);
    const files = await filesThere();
    expect(files.filter((name) => name.includes(one.body.id))).toHaveLength(1);
  });

  test('that is deleted is gone, with its files; who did it stays in the table', async () => {
    const target = await feature('roads');
    const { body } = await send(target, jpeg());
    expect((await call(service, 'DELETE', `${target}/${body.id}`, people.viewer.bearer)).status).toBe(403);
    expect((await call(service, 'DELETE', `${target}/${body.id}`, people.transport.bearer)).status).toBe(204);
    expect((await call(service, 'DELETE', `${target}/${body.id}`, people.transport.bearer)).status).toBe(404);
    expect((await list(target)).photos).toEqual([]);
    expect((await bytesOf(body.id)).status).toBe(404);
    expect((await filesThere()).some((name) => name.includes(body.id))).toBe(false);
    const { rows } = await service.database.pool.query('SELECT deleted_by FROM anlan.photos WHERE id = $1', [body.id]);
    expect(rows).toEqual([{ deleted_by: people.transport.name }]);
  });

  test('of no kind that is taken, too large, or of nothing is refused, and nothing of it is kept', async () => {
    const target = await feature('closures');
    const before = await filesThere();
    expect(await send(target, Buffer.from('<svg/>'))).toMatchObject({ status: 422, body: { code: 'photo_refused' } });
    expect(await send(target, jpeg().subarray(0, 60))).toMatchObject({ status: 422 });
    expect(await send(target, jpeg({ width: 20_000, height: 20_000 }))).toMatchObject({ status: 422 });
    expect(await send(target, Buffer.alloc(photoLimits.bytes + 1))).toMatchObject({ status: 413 });
    expect(await send('/collections/roads/items/999999/photos', jpeg())).toMatchObject({ status: 404 });
    expect(await send('/collections/townships/items/1/photos', jpeg())).toMatchObject({ status: 404 });
    const plain = await call(service, 'POST', target, people.administrator.bearer, '{}');
    expect(plain).toMatchObject({ status: 415 });
    expect((await list(target)).photos).toEqual([]);
    expect(await filesThere()).toEqual(before);
  });

  test('two in one form, or taken at a moment that cannot be, are refused', async () => {
    const target = await feature('shelters');
    const form = new FormData();
    for (const salt of ['a', 'b']) form.append('photo', new Blob([new Uint8Array(jpeg({ salt }))]), 'photo.jpg');
    const answer = await fetch(`${service.address}/api${target}`, {
      method: 'POST',
      headers: people.administrator.bearer,
      body: form,
    });
    expect(answer.status).toBe(400);
    for (const moment of ['2026-02-30T08:00:00Z', '0000-01-01T08:00:00Z', '2026-07-01T08:00:00%2B23:59']) {
      const sent = await send(`${target}?taken_at=${moment}`, jpeg());
      expect(sent).toMatchObject({ status: 400, body: { code: 'invalid_parameter' } });
    }
    expect((await list(target)).photos).toEqual([]);
  });

  test('too many of one feature are refused', async () => {
    const target = await feature('water_works');
    const id = Number(target.split('/')[4]);
    await service.database.pool.query(
      `INSERT INTO anlan.photos (id, layer, feature_id, media_type, sha256, bytes, width, height, small, user_name)
       SELECT gen_random_uuid(), 'water_works', $1, 'image/jpeg', n::text, 1, 1, 1, false, 'test'
       FROM generate_series(1, $2) AS n`,
      [id, photoLimits.perFeature],
    );
    expect(await send(target, jpeg())).toMatchObject({ status: 409, body: { code: 'too_many_photos' } });
  });
});

describe.each(photoLayers)('photos of %s', (id) => {
  test.each(roleIds)('%s', async (role) => {
    for (const [isOwn, township] of [
      [true, ownTownship],
      [false, otherTownship],
    ] as const) {
      const target = await feature(id, township);
      const { bearer } = people[role];
      const mayEdit = layers[id].editors.includes(role) && (role !== 'township' || (isOwn && hasTownship(id)));
      const added = await send(target, jpeg({ salt: `${role}${isOwn}` }), bearer);
      expect(added.status, `${role} ${township}`).toBe(mayEdit ? 201 : 403);
      const other = await send(target, jpeg({ salt: 'administrator' }));
      expect((await list(target, bearer)).status).toBe(200);
      expect((await bytesOf(other.body.id, '', bearer)).status).toBe(200);
      const removal = await call(service, 'DELETE', `${target}/${other.body.id}`, bearer);
      expect(removal.status).toBe(mayEdit ? 204 : 403);
    }
  });

  test('strangers see none, though they may read the map', async () => {
    const target = await feature(id);
    const { body } = await send(target, jpeg());
    expect((await list(target, {})).status).toBe(401);
    expect((await bytesOf(body.id, '', {})).status).toBe(401);
    expect((await send(target, jpeg(), {})).status).toBe(401);
    expect((await call(service, 'DELETE', `${target}/${body.id}`)).status).toBe(401);
  });
});

test('files that a killed service has left are swept, those of photos are not', async () => {
  const target = await feature('flood_points');
  const { body } = await send(target, jpeg());
  const files = makePhotoFiles(service.dataFolder);
  const left = '00000000-0000-4000-8000-000000000000';
  await files.store(left, { full: jpeg() });
  const inTwoHours = new Date(Date.now() + 2 * 3600 * 1000);
  // What has only just been written may still get its row.
  expect(await files.sweep(service.database.pool)).toBe(0);
  await utimes(path.join(service.dataFolder, 'photos', '00', `${left}.full`), new Date(), new Date());
  expect(await files.sweep(service.database.pool, inTwoHours)).toBe(1);
  expect((await bytesOf(body.id)).status).toBe(200);
});
