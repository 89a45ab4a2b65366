import type { Position } from 'geojson';
import { beforeAll, describe, expect, test } from 'vitest';
import { verifyHistory } from '../../server/layers/history/verify.ts';
import { metresAlong } from '../../server/proposals/place.ts';
import { makeAccount } from '../setup/accounts.ts';
import { sample, store } from './support/features.ts';
import { expectProblem } from './support/problem.ts';
import { type Proposal, proposals, screen, storeDemoRoads, useDemoElevation } from './support/screening.ts';
import { testService } from './support/service.ts';

const service = testService();
const roadCode = 'S252';
let open: Proposal[];

beforeAll(async () => {
  await storeDemoRoads(service, [roadCode]);
  await useDemoElevation(service);
  await screen(service);
  open = (await proposals(service)).filter(({ properties }) => properties.hazard !== 'insufficient_data');
  expect(open.length).toBeGreaterThan(60);
});

/** The next proposal that no test has used, of a hazard if named. */
function take(hazard?: string): Proposal {
  const index = open.findIndex(({ properties }) => hazard === undefined || properties.hazard === hazard);
  const [proposal] = open.splice(index, 1);
  if (!proposal) throw new Error(`no proposal of ${hazard} is left`);
  return proposal;
}

const read = (id: number) => service.get(`/proposals/${id}`);
const accept = (id: number, edits?: Record<string, unknown>) => {
  const request = service.post(`/proposals/${id}/accept`);
  return edits ? request.send(edits) : request;
};
const reject = (id: number, reason = '现场有护栏，不构成隐患') =>
  service.post(`/proposals/${id}/reject`).send({ reason });
const hazardCount = async () => (await service.get('/collections/road_hazards/items?limit=1')).body.numberMatched;

describe('accepting', () => {
  test('makes a hazard in state found with the evidence, and the proposal names it', async () => {
    const { id, geometry, properties } = take('sharp_bend');
    const answer = await accept(id);
    expect(answer.status, answer.text).toBe(200);
    expect(answer.body.properties).toMatchObject({ state: 'accepted', reviewed_by: 'local', _version: 2 });
    const { body: hazard } = await service.get(`/collections/road_hazards/items/${answer.body.properties.hazard_id}`);
    expect(hazard.geometry).toEqual(geometry);
    expect(hazard.properties).toMatchObject({
      hazard: 'sharp_bend',
      grade: properties.grade,
      side: properties.side,
      state: 'found',
      road_code: roadCode,
      segment_code: properties.segment_code,
      found_on: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      evidence: { ...properties.evidence, screening: { proposal: id, run: properties.run } },
    });
    const { body: road } = await service.get(`/collections/roads/items/${properties.road_id}`);
    const length = metresAlong(road.geometry.coordinates).at(-1) ?? 0;
    const scale = (road.properties.to_m - road.properties.from_m) / length;
    expect(hazard.properties.from_m).toBeCloseTo(road.properties.from_m + scale * Number(properties.from_m), 0);
    expect((await verifyHistory(service.database.pool)).findings).toEqual([]);
    const changes = await service.get(`/collections/road_hazards/items/${hazard.id}/versions`);
    expect(changes.body.versions[0]).toMatchObject({ source: 'process', user_name: 'local' });
  });

  test('with edits cuts the stretch anew from the road and keeps what was measured', async () => {
    const { id, properties } = take('steep_slope');
    const from = Number(properties.from_m) + 10;
    const to = Number(properties.to_m) - 10;
    const answer = await accept(id, { from_m: from, to_m: to, grade: 'low', remarks: '已限速' });
    expect(answer.status, answer.text).toBe(200);
    const { body: hazard } = await service.get(`/collections/road_hazards/items/${answer.body.properties.hazard_id}`);
    expect(metresAlong(hazard.geometry.coordinates).at(-1)).toBeCloseTo(to - from, 1);
    expect(hazard.properties).toMatchObject({ grade: 'low', remarks: '已限速' });
    expect(hazard.properties.evidence).toMatchObject({
      edited: ['grade', 'from_m', 'to_m'],
      measured: { from_m: properties.from_m, to_m: properties.to_m, grade: properties.grade },
    });
  });

  test('twice makes one hazard', async () => {
    const { id } = take();
    const first = await accept(id);
    const count = await hazardCount();
    const second = await accept(id);
    expect(second.status).toBe(200);
    expect(second.body).toEqual(first.body);
    expect(await hazardCount()).toBe(count);
  });

  test('twice with edits is refused, for the second would drop them', async () => {
    const { id } = take();
    expect((await accept(id, { remarks: '已限速' })).status).toBe(200);
    const count = await hazardCount();
    for (const edits of [{ remarks: '已封闭' }, { remarks: '已限速' }]) {
      const { en } = await expectProblem(() => accept(id, edits), 'proposal_decided', 409);
      expect(en.detail).toMatch(/nothing was changed/);
    }
    expect((await accept(id)).status).toBe(200);
    expect(await hazardCount()).toBe(count);
  });

  test('under a township that the county does not have is refused', async () => {
    await store(service.database, 'townships', [sample('townships', { code: '429901102', name: '石门镇' })]);
    const { id } = take();
    const { en } = await expectProblem(() => accept(id, { township: '429901999' }), 'invalid_parameter', 400);
    expect(en.parameter).toBe('township');
    // A code that is none at all, or text that no database takes, is left to the layer's own rules.
    for (const township of [429901102, '4299\0', '\ud800']) {
      await expectProblem(() => accept(id, { township }), 'invalid_features', 422);
    }
    expect((await accept(id, { township: '429901102' })).status).toBe(200);
  });

  test('by several at once makes one hazard', async () => {
    const { id } = take();
    const count = await hazardCount();
    const answers = await Promise.all([accept(id), accept(id), accept(id)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(answers.map(({ body }) => body.properties.hazard_id)).size).toBe(1);
    expect(await hazardCount()).toBe(count + 1);
  });

  test('many is all or none', async () => {
    const [a, b, c] = [take(), take(), take()];
    expect((await reject(b.id)).status).toBe(200);
    const count = await hazardCount();
    await expectProblem(
      () => service.post('/proposals/accept').send({ proposals: [a.id, b.id, c.id] }),
      'proposal_decided',
      409,
    );
    expect(await hazardCount()).toBe(count);
    expect((await read(a.id)).body.properties.state).toBe('proposed');
    const answer = await service.post('/proposals/accept').send({ proposals: [a.id, { id: c.id, version: 1 }] });
    expect(answer.status, answer.text).toBe(200);
    expect(answer.body.accepted.map(({ id }: { id: number }) => id)).toEqual([a.id, c.id]);
    expect(await hazardCount()).toBe(count + 2);
  });

  test('what the layer refuses stores nothing', async () => {
    const { id } = take();
    const count = await hazardCount();
    await expectProblem(() => accept(id, { grade: 'terrible' }), 'invalid_features', 422);
    await expectProblem(() => accept(id, { from_m: 0, to_m: 1e6 }), 'invalid_parameter', 400);
    await expectProblem(() => accept(id, { from_m: 20, to_m: 20 }), 'invalid_parameter', 400);
    await expectProblem(() => accept(id, { state: 'closed' }), 'malformed_body', 400);
    await expectProblem(() => accept(id, { from_m: 'K1' }), 'malformed_body', 400);
    expect(await hazardCount()).toBe(count);
    expect((await read(id)).body.properties).toMatchObject({ state: 'proposed', _version: 1 });
  });

  test('missing data is no hazard', async () => {
    const [gap] = await proposals(service, 'hazard=insufficient_data');
    await expectProblem(() => accept(gap?.id ?? 0), 'nothing_to_accept', 409);
    expect((await reject(gap?.id ?? 0, '已现场核查')).status).toBe(200);
  });
});

describe('deciding', () => {
  test('on another version than the one seen is refused', async () => {
    const { id } = take();
    const { headers } = await read(id);
    expect(headers.etag).toBe(`"proposal-${id}-1"`);
    expect((await reject(id).set('If-Match', String(headers.etag))).status).toBe(200);
    await expectProblem(() => accept(id).set('If-Match', String(headers.etag)), 'version_conflict', 412);
    await expectProblem(() => accept(id).set('If-Match', '"proposal-1"'), 'invalid_parameter', 400);
    await expectProblem(() => accept(id), 'proposal_decided', 409);
    expect((await service.post(`/proposals/${id}/reopen`)).body.properties).toMatchObject({
      state: 'proposed',
      reason: null,
    });
    expect((await accept(id)).status).toBe(200);
    await expectProblem(() => service.post(`/proposals/${id}/reopen`), 'proposal_decided', 409);
  });

  test('against one needs a reason, and twice with the same changes nothing', async () => {
    const { id } = take();
    for (const body of [{}, { reason: '' }, { reason: '  ' }, { reason: 1 }, { reason: 'x', more: 1 }]) {
      await expectProblem(() => service.post(`/proposals/${id}/reject`).send(body), 'malformed_body', 400);
    }
    const first = await reject(id);
    expect(first.body.properties).toMatchObject({ state: 'rejected', reason: '现场有护栏，不构成隐患' });
    expect((await reject(id)).body).toEqual(first.body);
    await expectProblem(() => reject(id, '另有原因'), 'proposal_decided', 409);
  });

  test('is for those who may record hazards', async () => {
    const { id } = take();
    const water = await makeAccount(service.database, { name: 'water', role: 'water' });
    await store(service.database, 'townships', [sample('townships')]);
    const township = await makeAccount(service.database, { name: 'town', role: 'township', township: '429901101' });
    await expectProblem(
      () =>
        service
          .post('/processes/screen-roads/execution')
          .set('Prefer', 'respond-async')
          .set(township.bearer)
          .send({ inputs: {} }),
      'forbidden',
      403,
    );
    for (const path of [`/proposals/${id}/accept`, '/processes/screen-roads/execution']) {
      await expectProblem(() => service.post(path).set(water.bearer).send({ inputs: {} }), 'forbidden', 403);
    }
    await expectProblem(
      () => service.post(`/proposals/${id}/reject`).set(water.bearer).send({ reason: 'x' }),
      'forbidden',
      403,
    );
    expect((await read(id)).body.properties.state).toBe('proposed');
  });

  test('on what is not there is refused', async () => {
    await expectProblem(() => read(999_999), 'unknown_proposal', 404);
    await expectProblem(() => accept(999_999), 'unknown_proposal', 404);
    await expectProblem(() => service.get('/proposals/x'), 'unknown_proposal', 404);
    await expectProblem(() => service.post('/proposals/accept').send({ proposals: [] }), 'malformed_body', 400);
    await expectProblem(
      () => service.post('/proposals/reject').send({ proposals: [take().id, 999_999], reason: 'x' }),
      'unknown_proposal',
      404,
    );
    await expectProblem(() => service.get('/proposals?hazard=landslide'), 'invalid_parameter', 400);
    await expectProblem(() => service.get('/proposals?colour=red'), 'unknown_parameter', 400);
    const farthest = await service.get(`/proposals?road_id=${Number.MAX_SAFE_INTEGER}`);
    expect([farthest.status, farthest.body.numberMatched]).toEqual([200, 0]);
    await expectProblem(() => service.get('/proposals?road_id=9007199254740992'), 'invalid_parameter', 400);
  });
});

describe('the next run', () => {
  test('keeps what was decided and proposes none of it again', async () => {
    const kept = take('sharp_bend');
    const dropped = take('sharp_bend');
    await accept(kept.id);
    await reject(dropped.id);
    const before = await proposals(service);
    const { outcome } = await screen(service);
    expect(outcome).toMatchObject({ added: 0, changed: 0, superseded: 0, attention: 0 });
    expect(outcome.decided).toBeGreaterThan(5);
    expect(await proposals(service)).toEqual(before);
  });

  test('says of a decided stretch that its road has moved, and lets nobody accept where it was', async () => {
    const candidate = take('sharp_bend');
    const roadId = Number(candidate.properties.road_id);
    const onRoad = await proposals(service, `road_id=${roadId}&state=proposed&hazard=sharp_bend`);
    const other = onRoad.find(({ id }) => id !== candidate.id);
    await reject(candidate.id);
    const { body: road } = await service.get(`/collections/roads/items/${roadId}`);
    // Twenty metres to the north, the ends too: the road joins nothing any more.
    const coordinates = (road.geometry.coordinates as Position[]).map(([x = 0, y = 0]) => [x, y + 0.00018]);
    // Past the service, as from QGIS: nothing has been screened again yet when the next request comes.
    await service.database.pool.query('UPDATE anlan.roads SET geom = ST_GeomFromGeoJSON($1) WHERE id = $2', [
      JSON.stringify({ type: 'LineString', coordinates }),
      roadId,
    ]);
    if (other) await expectProblem(() => accept(other.id), 'proposal_outdated', 409);
    await screen(service);
    const { body } = await read(candidate.id);
    expect(body.properties).toMatchObject({ state: 'rejected', reason: '现场有护栏，不构成隐患' });
    expect(['road_changed', 'not_found']).toContain(body.properties.attention.code);
    expect(body.properties.attention.shift_m).toBeCloseTo(20, 0);
    expect((await proposals(service, 'attention=true')).map(({ id }) => id)).toContain(candidate.id);
  });
});
