import { setTimeout as sleep } from 'node:timers/promises';
import type { Position } from 'geojson';
import { beforeAll, describe, expect, test } from 'vitest';
import { expectProblem } from './support/problem.ts';
import {
  type Proposal,
  proposals,
  type RunSummary,
  type StatusInfo,
  screen,
  storeDemoRoads,
  useDemoElevation,
} from './support/screening.ts';
import { testService } from './support/service.ts';

const service = testService();
let roads: ReadonlyMap<string, number>;
let first: RunSummary;

beforeAll(async () => {
  roads = await storeDemoRoads(service);
});

test('without elevation it is said that slopes and drops cannot be judged', async () => {
  await screen(service, { road_code: 'S252' });
  const found = await proposals(service, 'hazard=insufficient_data');
  const missing = found.filter(({ properties }) => properties.evidence.reason === 'no_elevation');
  expect(new Set(missing.map(({ properties }) => properties.of_hazard))).toEqual(
    new Set(['steep_slope', 'long_descent', 'cliff']),
  );
  expect((await proposals(service)).some(({ properties }) => properties.hazard === 'steep_slope')).toBe(false);
  expect(found[0]?.properties.data_used).not.toHaveProperty('elevation');
});

describe('over the whole county', () => {
  beforeAll(async () => {
    await useDemoElevation(service);
    // What was screened without elevation is screened again once there is some.
    const { roads: again } = await rescreened(0);
    first = await screen(service);
    expect(again).toBe(first.roads);
  });

  test('every finding is a proposal with its road, its evidence and the data it rests on', async () => {
    const all = await proposals(service);
    const { added, changed, unchanged } = first.outcome;
    expect(all).toHaveLength(added + changed + unchanged);
    const kinds = new Set(all.map(({ properties }) => properties.hazard));
    // Cells of 10 m are too coarse for drops, which is said instead.
    expect(kinds).toEqual(new Set(['sharp_bend', 'steep_slope', 'long_descent', 'near_water', 'insufficient_data']));
    for (const { geometry, properties } of all) {
      expect(properties.state).toBe('proposed');
      expect(roads.get(String(properties.segment_code))).toBe(properties.road_id);
      expect(Number(properties.from_m)).toBeLessThanOrEqual(Number(properties.to_m));
      expect(properties.chainage).toMatch(/^K\d+\+\d{3}–K\d+\+\d{3}$/);
      expect(geometry.type).toBe('LineString');
      expect(properties.data_used).toMatchObject({ roads: { changed_on: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) } });
      if (properties.hazard === 'insufficient_data') expect(properties.of_hazard).toBe(properties.evidence.of);
      else expect(properties.grade).toMatch(/^(major|considerable|general|low)$/);
    }
    // What was said for want of elevation is said no more.
    expect(all.some(({ properties }) => properties.evidence.reason === 'no_elevation')).toBe(false);
  });

  test('findings that overlap name each other', async () => {
    const all = new Map((await proposals(service)).map((proposal) => [proposal.id, proposal]));
    const naming = [...all.values()].filter(({ properties }) => (properties.overlaps as number[]).length > 0);
    expect(naming.length).toBeGreaterThan(100);
    for (const { id, properties } of naming.slice(0, 200)) {
      for (const other of properties.overlaps as number[]) expect(all.get(other)?.properties.overlaps).toContain(id);
    }
  });

  test('a second run leaves every proposal as it is', async () => {
    const before = await proposals(service);
    const second = await screen(service);
    expect(second.counts).toEqual(first.counts);
    expect(second.outcome).toEqual({
      added: 0,
      changed: 0,
      unchanged: before.length,
      superseded: 0,
      decided: 0,
      attention: 0,
    });
    expect(await proposals(service)).toEqual(before);
  });

  test('the proposals are found by hazard, grade, road and box, page by page', async () => {
    const all = await proposals(service);
    const only = (holds: (properties: Proposal['properties']) => boolean) =>
      all.filter(({ properties }) => holds(properties)).map(({ id }) => id);
    const found = async (query: string) => (await proposals(service, query)).map(({ id }) => id);
    expect(await found('hazard=sharp_bend&grade=major')).toEqual(
      only(({ hazard, grade }) => hazard === 'sharp_bend' && grade === 'major'),
    );
    expect(await found('road_code=S252')).toEqual(only(({ road_code }) => road_code === 'S252'));
    expect(await found('state=accepted')).toEqual([]);
    const [some] = all;
    const [longitude = 0, latitude = 0] = some?.geometry.coordinates[0] ?? [];
    const box = [longitude - 1e-5, latitude - 1e-5, longitude + 1e-5, latitude + 1e-5].join(',');
    expect(await found(`bbox=${box}`)).toContain(some?.id);
    const paged: number[] = [];
    for (let path: string | undefined = '/proposals?limit=700&hazard=near_water'; path; ) {
      const { body } = await service.get(path);
      paged.push(...body.features.map(({ id }: Proposal) => id));
      expect(body.numberMatched).toBe(only(({ hazard }) => hazard === 'near_water').length);
      path = body.links.find(({ rel }: { rel: string }) => rel === 'next')?.href.split('/api')[1];
    }
    expect(paged).toEqual(only(({ hazard }) => hazard === 'near_water'));
  });
});

/** The re-screening that the coming of elevation brought. */
const beforeEdits = 1;

/** Waits until every edit so far has been screened again; gives what the last of these runs came to. */
async function rescreened(edits: number): Promise<RunSummary> {
  for (let attempt = 0; attempt < 400; attempt++) {
    const { body } = await service.get('/jobs?processID=rescreen-roads');
    const ended = (body.jobs as StatusInfo[]).filter(({ status }) => !['accepted', 'running'].includes(status));
    if (ended.length === edits + beforeEdits) {
      expect(ended.map(({ status }) => status)).toEqual(ended.map(() => 'successful'));
      return (await service.get(`/jobs/${ended[0]?.jobID}/results`)).body;
    }
    await sleep(50);
  }
  throw new Error(`${edits} re-screenings have not ended`);
}

const patch = async (id: number, body: Record<string, unknown>) => {
  const answer = await service
    .send('patch', `/collections/roads/items/${id}`)
    .set('Content-Type', 'application/merge-patch+json')
    .send(body);
  expect(answer.status, answer.text).toBe(200);
};

describe('an edited road', () => {
  const rows = async () => new Map((await proposals(service)).map((proposal) => [proposal.id, proposal]));
  const edited = () => Number(roads.get('S252-004'));

  test('is screened again with what it is joined to, as a run over the county would', async () => {
    const before = await rows();
    const { body: road } = await service.get(`/collections/roads/items/${edited()}`);
    const coordinates = road.geometry.coordinates as Position[];
    // A kink of 12 m in the middle.
    const middle = coordinates[Math.floor(coordinates.length / 2)];
    if (middle) middle[1] = (middle[1] ?? 0) + 0.00011;
    await patch(edited(), { geometry: road.geometry, properties: { _version: road.properties._version } });
    const run = await rescreened(1);
    expect(run.roads).toBeLessThan(100);

    const after = await rows();
    const untouched = [...before.values()].filter(({ properties }) => properties.road_code !== 'S252');
    expect(untouched.length).toBeGreaterThan(1000);
    for (const { id, properties } of untouched) expect(after.get(id)?.properties).toEqual(properties);
    const own = (of: Map<number, Proposal>) =>
      [...of.values()].filter(({ properties }) => properties.road_id === edited());
    expect(own(after).map(({ properties }) => properties.road_version)).toEqual(own(after).map(() => 2));
    expect(own(after).map(({ properties }) => properties.evidence)).not.toEqual(
      own(before).map(({ properties }) => properties.evidence),
    );
    expect(own(after).every(({ properties }) => properties.road_changed === false)).toBe(true);

    const whole = await screen(service);
    expect(whole.outcome).toMatchObject({ added: 0, changed: 0, superseded: 0 });
  });

  test('that is deleted takes its open proposals with it, and restored brings them back', async () => {
    const own = async () => (await proposals(service, `road_id=${edited()}`)).length;
    const count = await own();
    expect(count).toBeGreaterThan(0);
    const { headers } = await service.get(`/collections/roads/items/${edited()}`);
    expect(
      (await service.send('delete', `/collections/roads/items/${edited()}`).set('If-Match', String(headers.etag)))
        .status,
    ).toBe(204);
    await rescreened(2);
    expect(await own()).toBe(0);
    expect((await service.post(`/collections/roads/items/${edited()}/restore`)).status).toBe(200);
    await rescreened(3);
    expect(await own()).toBe(count);
  });

  test('with water drawn beside it is near water', async () => {
    const dry = async (id: number) =>
      (await proposals(service, `road_id=${id}`)).every(
        ({ properties }) => (properties.of_hazard ?? properties.hazard) !== 'near_water',
      );
    let road: { id: number; geometry: { coordinates: Position[] } } | undefined;
    for (const id of roads.values()) {
      const { body } = await service.get(`/collections/roads/items/${id}`);
      const isLong = body.geometry.coordinates.length > 12 && body.properties.structure === 'road';
      if (isLong && (await dry(id))) road = body;
      if (road) break;
    }
    const beside = road?.geometry.coordinates.slice(3, 12).map(([x = 0, y = 0]) => [x, y + 0.00003]);
    const created = await service.post('/collections/watercourses/items').send({
      type: 'Feature',
      geometry: { type: 'MultiLineString', coordinates: [beside] },
      properties: { kind: 'stream' },
    });
    expect(created.status, created.text).toBe(201);
    await rescreened(4);
    expect(await dry(road?.id ?? 0)).toBe(false);
  });
});

describe('inputs that are not right', () => {
  const execute = (inputs: Record<string, unknown>) =>
    service.post('/processes/screen-roads/execution').send({ inputs });

  test.each([
    ['hazards', { hazards: ['landslide'] }],
    ['hazards', { hazards: [] }],
    ['hazards', { hazards: 'cliff' }],
    ['ids', { ids: [0] }],
    ['ids', { ids: [] }],
    ['bbox', { bbox: [1, 2, 3] }],
    ['bbox', { bbox: [31, 110, 32, 111] }],
    ['filter', { filter: { colour: 'red' } }],
    ['filter', { filter: { road_class: 'broad' } }],
    ['road_code', { road_code: 7.5e300 }],
    ['standard', { standard: { rows: [{ id: 'bend.none', value: 1, source: 'x' }] } }],
    ['standard', { standard: {} }],
    ['speed', { speed: 1 }],
    ['filter', { filter: { name: 'X\0' } }],
    ['filter', { filter: { name: 'X\ud800' } }],
    ['filter', { filter: { 'name\0': 'X' } }],
    ['road_code', { road_code: 'X\0' }],
    ['road_code', { road_code: '\udc00X' }],
    ['standard', { standard: { rows: [{ id: 'bend.general_radius_m@40', value: 1, source: 'x\0' }] } }],
    ['standard', { standard: { rows: [{ id: 'bend.general_radius_m@40', value: 1, source: '\ud800' }] } }],
    ['hazards', { hazards: ['\0'] }],
  ])('name the input %s', async (parameter, inputs) => {
    const { en } = await expectProblem(() => execute(inputs), 'invalid_inputs', 400);
    // A number as road_code is text like any other, and selects nothing.
    if (!('road_code' in inputs && typeof inputs.road_code === 'number')) expect(en.parameter).toBe(parameter);
  });

  test('a selection without roads is refused rather than found safe', async () => {
    for (const inputs of [{ road_code: 'X999' }, { ids: [999_999] }, { bbox: [0, 0, 1, 1] }]) {
      const { en } = await expectProblem(() => execute(inputs), 'invalid_inputs', 400);
      expect(en.detail).toMatch(/No road/);
    }
  });

  test('a county’s own number is used and said', async () => {
    const rows = [{ id: 'bend.general_radius_m@40', value: 5, source: '安澜县交〔2026〕1 号' }];
    const standard = { rows };
    await screen(service, { road_code: 'S252', hazards: ['sharp_bend'], standard });
    const said = (await proposals(service, 'hazard=sharp_bend&road_code=S252')).map(
      ({ properties }) => (properties.evidence.threshold as { row: string; value: number }) ?? {},
    );
    expect(said.some(({ row, value }) => row === rows[0]?.id && value > 5)).toBe(false);
    const runs = await service.database.pool.query(
      'SELECT standard FROM anlan.screening_runs ORDER BY id DESC LIMIT 1',
    );
    expect(runs.rows[0].standard).toEqual(standard);
  });
});

test('an import of many roads is screened again in one go', async () => {
  const runs = async () => {
    const { body } = await service.get('/jobs?processID=rescreen-roads&limit=1000');
    return (body.jobs as (StatusInfo & { inputs: { ids?: number[] } })[]).filter(
      ({ status }) => status === 'successful',
    );
  };
  const before = (await runs()).length;
  await service.database.pool.query('UPDATE anlan.roads SET remarks = $1', ['巡查']);
  for (let attempt = 0; (await runs()).length === before && attempt < 400; attempt++) await sleep(50);
  const [last] = await runs();
  expect(last?.inputs).not.toHaveProperty('ids');
  expect((await proposals(service)).every(({ properties }) => properties.road_changed === false)).toBe(true);
});
