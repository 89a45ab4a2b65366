import type { Position } from 'geojson';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Proposal, proposals, screen, storeDemoRoads, useDemoElevation } from './support/screening.ts';
import { testService } from './support/service.ts';

const service = testService();
const opposite: Readonly<Record<string, string>> = { left: 'right', right: 'left' };
let roadId: number;
let before: ReadonlyMap<number, Proposal>;
let recorded: { readonly hazard: number; readonly proposal: number };

const ofRoad = async (query = '') => await proposals(service, `road_id=${roadId}${query}`);
const decided = { accepted: new Set<number>(), rejected: new Set<number>() };

beforeAll(async () => {
  await storeDemoRoads(service, ['S252']);
  await useDemoElevation(service);
  await screen(service);
  const all = await proposals(service, 'hazard=near_water');
  const isSided = ({ properties: { side } }: Proposal) => side === 'left' || side === 'right';
  const counts = new Map<number, number>();
  for (const { properties } of all.filter(isSided)) {
    const id = Number(properties.road_id);
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  roadId = [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
  const own = (await ofRoad()).filter(({ properties }) => properties.hazard !== 'insufficient_data');
  const water = own.filter((one) => one.properties.hazard === 'near_water' && isSided(one));
  expect(water.length).toBeGreaterThan(2);
  const [known] = water;
  if (!known) throw new Error('no road lies near water on one side');
  const surveyed = await service.post('/collections/road_hazards/items').send({
    type: 'Feature',
    geometry: known.geometry,
    properties: { hazard: 'near_water', grade: 'general', state: 'found', side: known.properties.side },
  });
  expect(surveyed.status, surveyed.text).toBe(201);
  recorded = { hazard: Number(String(surveyed.headers.location).split('/').at(-1)), proposal: known.id };
  for (const [index, { id }] of own.filter(({ id }) => id !== known.id).entries()) {
    if (index % 3 === 0) {
      expect((await service.post(`/proposals/${id}/accept`)).status).toBe(200);
      decided.accepted.add(id);
    } else if (index % 3 === 1) {
      expect((await service.post(`/proposals/${id}/reject`).send({ reason: '有护栏' })).status).toBe(200);
      decided.rejected.add(id);
    }
  }
  before = new Map((await ofRoad()).map((one) => [one.id, one]));
  const { body: road } = await service.get(`/collections/roads/items/${roadId}`);
  const coordinates = (road.geometry.coordinates as Position[]).toReversed();
  const answer = await service
    .send('patch', `/collections/roads/items/${roadId}`)
    .set('Content-Type', 'application/merge-patch+json')
    .send({ geometry: { type: 'LineString', coordinates }, properties: { _version: road.properties._version } });
  expect(answer.status, answer.text).toBe(200);
  await screen(service);
});

describe('a road that is drawn the other way', () => {
  test('has no hazard proposed again that was decided, and revives none', async () => {
    const after = new Map((await ofRoad()).map((one) => [one.id, one]));
    for (const state of ['accepted', 'rejected'] as const) {
      expect(decided[state].size).toBeGreaterThan(1);
      for (const id of decided[state]) expect(after.get(id)?.properties).toMatchObject({ state, attention: null });
    }
    expect([...after.keys()].sort((a, b) => a - b)).toEqual([...before.keys()].sort((a, b) => a - b));
  });

  test('has its open proposals turned: the other side, the stretch counted from the other end', async () => {
    const open = (await ofRoad('&state=proposed')).filter(({ properties }) => properties.hazard === 'near_water');
    expect(open.length).toBeGreaterThan(0);
    for (const { id, properties } of open) {
      const old = before.get(id)?.properties;
      const side = String(old?.side);
      expect(properties.side).toBe(opposite[side] ?? side);
      expect(properties.road_version).toBe(2);
    }
  });

  test('still says what the county has recorded on the stretch', async () => {
    const { properties } = (await ofRoad()).find(({ id }) => id === recorded.proposal) ?? {};
    expect(properties?.recorded).toEqual([recorded.hazard]);
  });
});

describe('what was accepted on a road', () => {
  const attentions = async () => (await ofRoad('&state=accepted')).map(({ properties }) => properties.attention);
  const all = (attention: unknown) => Array.from({ length: decided.accepted.size }, () => attention);

  test('that is no road for vehicles any more is said not to be found there', async () => {
    const { body: road } = await service.get(`/collections/roads/items/${roadId}`);
    const change = async (properties: Record<string, unknown>) => {
      const answer = await service
        .send('patch', `/collections/roads/items/${roadId}`)
        .set('Content-Type', 'application/merge-patch+json')
        .send({ properties });
      expect(answer.status, answer.text).toBe(200);
      await screen(service);
    };
    await change({ _version: road.properties._version, road_class: 'path' });
    expect(await attentions()).toEqual(all({ code: 'not_found' }));
    await change({ _version: road.properties._version + 1, road_class: road.properties.road_class });
    expect(await attentions()).toEqual(all(null));
  });

  test('that is deleted is said to lie on a road no more, until the road is restored', async () => {
    const { headers } = await service.get(`/collections/roads/items/${roadId}`);
    const deleted = await service
      .send('delete', `/collections/roads/items/${roadId}`)
      .set('If-Match', headers.etag ?? '');
    expect(deleted.status).toBe(204);
    await screen(service);
    // What reached to within metres of the next road may be sought, and not found, on that.
    const codes = (await attentions()).map((attention) => (attention as { code: string } | null)?.code);
    expect(codes.filter((code) => code !== 'not_found')).toContain('road_changed');
    expect(codes).not.toContain(undefined);
    expect((await service.post(`/collections/roads/items/${roadId}/restore`)).status).toBe(200);
    await screen(service);
    expect(await attentions()).toEqual(all(null));
  });
});
