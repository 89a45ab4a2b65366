import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { warningNumbers } from '../../data/standards/warnings.ts';
import { createToken } from '../../server/accounts/tokens.ts';
import { readWarningStates } from '../../server/warnings/read-states.ts';
import { point, sample, store } from './support/features.ts';
import { call, drawTownships, makePeople } from './support/people.ts';
import { expectProblem } from './support/problem.ts';
import { testService } from './support/service.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const staleMs = warningNumbers().stale_after_min * minuteMs;
/** The service's clock, moved by hand; each test has a day of its own. */
let now = Date.parse('2026-07-01T12:00:00+08:00');
const service = testService({ now: () => new Date(now), publicRead: false });
let people: Awaited<ReturnType<typeof makePeople>>;
let ids: readonly number[];

const thresholds = {
  prepare_1h_mm: 24,
  prepare_3h_mm: 35,
  prepare_6h_mm: 45,
  prepare_24h_mm: 67,
  evacuate_1h_mm: 30,
  evacuate_3h_mm: 44,
  evacuate_6h_mm: 56,
  evacuate_24h_mm: 83,
};
const iso = (ms: number) => new Date(ms).toISOString();
const gauge = (code: string, east: number, more: Record<string, unknown> = {}) => ({
  type: 'Feature',
  geometry: point(east, 0),
  properties: { code, name: `${code} 站`, ...more },
});
const saveGauges = (...features: readonly unknown[]) =>
  service.post('/rainfall/gauges').send({ type: 'FeatureCollection', features });
const send = (readings: unknown) => service.post('/rainfall/readings').send(readings as object);
/** Hourly readings that end `endMs`, the last one given last. */
const hourly = (code: string, rain: readonly number[], endMs = now) =>
  rain.map((mm, index) => {
    const end = endMs - (rain.length - 1 - index) * hourMs;
    return { gauge: code, start: iso(end - hourMs), end: iso(end), rain_mm: mm };
  });
const dry = (code: string, last = 0) => hourly(code, [...Array.from({ length: 23 }, () => 0), last]);

interface Warning {
  readonly id: number;
  readonly properties: Readonly<Record<string, unknown>>;
}
const states = async (): Promise<Record<string, unknown>> => {
  const answer = await service.get('/warnings');
  expect(answer.status, answer.text).toBe(200);
  const { features } = JSON.parse(answer.text) as { features: Warning[] };
  return Object.fromEntries(features.map(({ properties }) => [String(properties.name), properties.state]));
};
const stored = async () => {
  const { rows } = await service.database.pool.query<{ n: number }>('SELECT count(*) AS n FROM anlan.rain_readings');
  return rows[0]?.n ?? -1;
};

beforeAll(async () => {
  await drawTownships(service);
  people = await makePeople(service);
  ids = await store(service.database, 'flood_points', [
    sample('flood_points', { code: 'SH1', name: '近', ...thresholds }, point(0, 0)),
    sample('flood_points', { code: 'SH2', name: '远', ...thresholds }, point(40_000, 0)),
    sample('flood_points', { code: 'SH3', name: '无阈值' }, point(100, 0)),
    sample('flood_points', { name: '无编号', ...thresholds }, point(50, 50)),
  ]);
  const answer = await saveGauges(gauge('P1', 200), gauge('P2', 9_000));
  expect(answer.status, answer.text).toBe(200);
});

beforeEach(() => {
  now += 10 * 24 * hourMs;
});

describe('states', () => {
  test('are unknown without rain, follow it, and turn unknown when it goes stale with nothing arriving', async () => {
    expect(await states()).toEqual({ 近: 'unknown', 远: 'unknown', 无阈值: 'unknown', 无编号: 'unknown' });
    expect((await send(dry('P1'))).body).toMatchObject({ stored: 24, corrected: 0, known: 0, missing: 0 });
    expect(await states()).toEqual({ 近: 'none', 远: 'unknown', 无阈值: 'unknown', 无编号: 'none' });

    now += hourMs;
    const wet = await send(hourly('P1', [24]));
    expect(wet.body.changes).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ code: 'SH1', before: 'none', after: 'prepare' }),
        expect.objectContaining({ name: '无编号', before: 'none', after: 'prepare' }),
      ]),
    );
    now += hourMs;
    await send(hourly('P1', [30]));
    expect(await states()).toMatchObject({ 近: 'evacuate', 无编号: 'evacuate', 远: 'unknown' });

    now += staleMs;
    expect((await states()).近).toBe('evacuate');
    // Six hours are still known to reach the threshold to prepare. That it was graver is not forgotten.
    now += 1;
    const warning = async () => JSON.parse((await service.get(`/warnings/${ids[0]}`)).text).properties;
    const grave = { state: 'evacuate', until: iso(now) };
    expect(await warning()).toMatchObject({ state: 'prepare', open: true, doubts: ['stale'], last_known: grave });
    now += 24 * hourMs;
    const [near] = JSON.parse((await service.get('/warnings?state=unknown')).text).features.filter(
      ({ id }: Warning) => id === ids[0],
    );
    expect(near.properties).toMatchObject({
      state: 'unknown',
      open: true,
      doubts: ['stale'],
      last_known: grave,
    });
    await send(dry('P1'));
    expect(await warning()).toMatchObject({ state: 'none', open: false, last_known: null });
  });

  test('come in brief for a map, with the time up to which any rain is known', async () => {
    const asked = async (query: string) => {
      const answer = await service.get(`/warnings${query}`);
      expect(answer.status, answer.text).toBe(200);
      return JSON.parse(answer.text);
    };
    await send(dry('P1', 31));
    const brief = await asked('?detail=brief');
    expect(brief.rain_until).toBe(iso(now));
    expect(brief.features.map(({ properties }: Warning) => properties.name)).toEqual(
      expect.arrayContaining(['近', '无编号', '远', '无阈值']),
    );
    const [first] = brief.features;
    expect(first.properties).toMatchObject({ state: 'evacuate', open: false, last_known: null, doubts: [] });
    for (const left of ['figures', 'gauges', 'thresholds']) expect(first.properties).not.toHaveProperty(left);
    expect((await asked('?state=evacuate')).features[0].properties).toHaveProperty('figures');
    await expectProblem(() => service.get('/warnings?detail=none'), 'invalid_parameter', 400);
  });

  test('are recorded as they change, with the figures behind them', async () => {
    await send(dry('P1'));
    await states();
    now += hourMs;
    await send(hourly('P1', [31]));
    const answer = await service.get(`/warnings/${ids[0]}/changes?limit=2`);
    expect(answer.status, answer.text).toBe(200);
    const [last, first] = answer.body.changes;
    expect(first).toMatchObject({ after: 'none', open: false });
    expect(last).toMatchObject({
      flood_point: ids[0],
      code: 'SH1',
      before: 'none',
      after: 'evacuate',
      at: expect.any(String),
    });
    expect(Date.parse(last.at)).toBe(now);
    expect(last.figures).toContainEqual({
      gauge: 'P1',
      hours: 1,
      from: iso(now - hourMs),
      to: iso(now),
      known_mm: 31,
      at_most_mm: 31,
      missing_min: 0,
      contradictory: false,
      prepare_mm: 24,
      evacuate_mm: 30,
      level: 'evacuate',
      possible: 'evacuate',
    });
    // Looking again is no change.
    await states();
    expect((await service.get(`/warnings/${ids[0]}/changes?limit=1`)).body.changes[0].id).toBe(last.id);
    const county = await service.get('/warnings/changes?limit=1');
    expect(county.body).toMatchObject({ changes: [expect.anything()], next: expect.any(Number) });
  });

  test('record a peak that had passed when its rain came', async () => {
    await send(dry('P1'));
    await states();
    now += 8 * hourMs;
    const late = await send(hourly('P1', [0, 32, 0, 0, 0, 0, 0, 0]));
    const own = late.body.changes.filter(({ code }: { code: string }) => code === 'SH1');
    expect(own).toMatchObject([
      { before: 'none', after: 'evacuate', at: iso(now - 6 * hourMs) },
      { before: 'evacuate', after: 'none', at: iso(now) },
    ]);
  });

  describe('record a peak that nobody knew of when its rain is told', () => {
    const changesOf = ({ body }: { body: { changes: { code: string }[] } }) =>
      body.changes.filter(({ code }) => code === 'SH1');

    test('in a gap', async () => {
      const readings = dry('P1');
      const gap = readings.splice(-4, 1)[0];
      expect((await send([...readings.slice(0, -4), ...readings.slice(-3)])).status).toBe(200);
      const late = await send([{ ...gap, rain_mm: 32 }]);
      expect(changesOf(late)).toMatchObject([
        { before: 'unknown', after: 'evacuate', at: iso(now - 3 * hourMs) },
        { before: 'evacuate' },
      ]);
    });

    test('together with rain that is long known', async () => {
      const readings = hourly('P1', [...Array.from({ length: 20 }, () => 0), 20, 0, 0, 0, 0, 0, 0, 0, 0]);
      await send(readings.filter((_, index) => index !== 18));
      // With the twenty of two hours later this is more than three hours may bring.
      const late = await send([{ ...readings[18], rain_mm: 25 }]);
      expect(changesOf(late)[0]).toMatchObject({ after: 'evacuate', at: iso(now - 8 * hourMs) });
    });

    test('by a correction, and once', async () => {
      const readings = hourly('P1', [...Array.from({ length: 20 }, () => 0), 3.2, 0, 0, 0, 0, 0, 0, 0]);
      await send(readings);
      expect((await states()).近).toBe('none');
      const correct = (rain: number) => send([{ ...readings[20], rain_mm: rain, correction: true }]);
      expect(changesOf(await correct(32))).toMatchObject([
        { before: 'none', after: 'evacuate', at: iso(now - 7 * hourMs) },
        { before: 'evacuate', after: 'none', at: iso(now) },
      ]);
      now += minuteMs;
      expect(changesOf(await correct(33))).toEqual([]);
    });

    test('not again where the state was recorded as its rain arrived', async () => {
      const readings = dry('P1');
      await send(readings.slice(0, 12));
      const start = now;
      now -= 10 * hourMs - 3 * minuteMs;
      await send(hourly('P1', [40], now - 3 * minuteMs));
      now = start;
      await send(readings.slice(15));
      await states();
      expect(changesOf(await send(readings.slice(12, 13)))).toEqual([]);
    });

    test('of a gauge that sends a day by the minute at once', async () => {
      await send([{ ...hourly('P1', [0], now - 23 * hourMs)[0] }]);
      const minutes = Array.from({ length: 22 * 60 }, (_, index) => {
        const end = now - (22 * 60 - index) * minuteMs + minuteMs;
        return {
          gauge: 'P1',
          start: iso(end - minuteMs),
          end: iso(end),
          rain_mm: index >= 60 && index < 120 ? 0.6 : 0,
        };
      });
      const late = await send(minutes);
      expect(changesOf(late)[0]).toMatchObject({ after: 'evacuate', at: iso(now - 22 * hourMs + 110 * minuteMs) });
    });
  });

  test('are there for others by code', async () => {
    await send(dry('P1', 26));
    const read = await readWarningStates(service.database, new Date(now));
    expect([...read]).toEqual([
      ['SH1', { state: 'prepare', possible: 'prepare', lastKnown: undefined }],
      ['SH2', { state: 'unknown', possible: 'evacuate', lastKnown: undefined }],
      ['SH3', { state: 'unknown', possible: 'evacuate', lastKnown: undefined }],
      [`#${ids[3]}`, { state: 'prepare', possible: 'prepare', lastKnown: undefined }],
    ]);
  });

  test('of a point that is deleted go, and its history stays', async () => {
    const [id = 0] = await store(service.database, 'flood_points', [
      sample('flood_points', { code: 'SH9', name: '搬迁', ...thresholds }, point(0, 100)),
    ]);
    await send(dry('P1', 40));
    expect((await states()).搬迁).toBe('evacuate');
    await service.database.pool.query('DELETE FROM anlan.flood_points WHERE id = $1', [id]);
    expect(await states()).not.toHaveProperty('搬迁');
    await expectProblem(() => service.get(`/warnings/${id}`), 'unknown_feature', 404);
    expect((await service.get(`/warnings/${id}/changes`)).body.changes).toMatchObject([
      { name: '搬迁', after: 'evacuate' },
    ]);
  });

  test('of points whose thresholds were stored the wrong way round past the service are unknown', async () => {
    await send(dry('P1', 40));
    const { pool } = service.database;
    await pool.query('UPDATE anlan.flood_points SET evacuate_3h_mm = 5 WHERE id = $1', [ids[0]]);
    expect((await states()).近).toBe('unknown');
    await pool.query('UPDATE anlan.flood_points SET evacuate_3h_mm = 44 WHERE id = $1', [ids[0]]);
    expect((await states()).近).toBe('evacuate');
  });
});

describe('gauges', () => {
  test('speak for the points nearest to them within reach, or for those they are assigned to', async () => {
    await send([...dry('P1'), ...dry('P2', 50)]);
    expect(await states()).toMatchObject({ 近: 'none', 远: 'unknown' });
    const own = await saveGauges(gauge('P2', 9_000, { flood_points: ['SH1', 'SH2'] }));
    expect(own.status, own.text).toBe(200);
    expect(await states()).toMatchObject({ 近: 'evacuate', 远: 'evacuate', 无编号: 'none' });
    await saveGauges(gauge('P2', 9_000));
    await service.send('patch', '/rainfall/settings').send({ gauge_reach_m: 100 });
    expect(await states()).toMatchObject({ 近: 'unknown', 无编号: 'unknown' });
    const reset = await service.send('patch', '/rainfall/settings').send({ gauge_reach_m: 10_000 });
    expect(reset.body).toEqual({ gauge_reach_m: 10_000, stale_after_min: 75 });
    expect(await states()).toMatchObject({ 近: 'none' });
  });

  test('that are faulty are refused one by one and none is stored', async () => {
    const { en } = await expectProblem(
      () => saveGauges(gauge('N1', 0), gauge('', 0), gauge('N1', 0), gauge('N2', 0, { stale_after_min: -1 })),
      'invalid_gauges',
      422,
    );
    expect(en.faults).toMatchObject([
      { gauge: 2, member: 'properties.code' },
      { gauge: 3, member: 'properties.code', code: 'duplicate' },
      { gauge: 4, member: 'properties.stale_after_min' },
    ]);
    const unknown = await expectProblem(
      () => saveGauges(gauge('N1', 0, { flood_points: ['SH404'] })),
      'invalid_gauges',
      422,
    );
    expect(unknown.en.faults).toMatchObject([{ gauge: 1, member: 'flood_points', code: 'unknown_flood_point' }]);
    const { features } = JSON.parse((await service.get('/rainfall/gauges')).text);
    expect(features.map(({ id }: { id: string }) => id)).toEqual(['P1', 'P2']);
  });

  test('with readings go out of use rather than away', async () => {
    await saveGauges(gauge('Q1', 10), gauge('Q2', 5_000));
    await send(dry('Q1', 99));
    expect((await states()).近).toBe('evacuate');
    expect((await service.send('delete', '/rainfall/gauges/Q1')).status).toBe(204);
    expect((await service.send('delete', '/rainfall/gauges/Q2')).status).toBe(204);
    expect((await states()).近).toBe('unknown');
    const { features } = JSON.parse((await service.get('/rainfall/gauges')).text);
    expect(features.map((one: Warning) => [one.id, one.properties.active])).toEqual([
      ['P1', true],
      ['P2', true],
      ['Q1', false],
    ]);
    await expectProblem(() => service.send('delete', '/rainfall/gauges/Q2'), 'unknown_gauge', 404);
  });
});

describe('rain', () => {
  test('that comes twice is stored once', async () => {
    const readings = dry('P1', 5);
    const before = await stored();
    await send(readings);
    expect((await send([...readings, ...readings])).body).toMatchObject({ stored: 0, known: 48, corrected: 0 });
    expect(await stored()).toBe(before + 24);
    const answers = await Promise.all([1, 2, 3].map(() => send(hourly('P2', [3, 4]))));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await stored()).toBe(before + 26);
  });

  test('that says another thing than before is refused unless it is said to correct, and then both are kept', async () => {
    await send(dry('P1', 50));
    expect((await states()).近).toBe('evacuate');
    const [wrong] = hourly('P1', [5]);
    const { en } = await expectProblem(() => send([...hourly('P2', [1]), wrong]), 'rain_conflict', 409);
    expect(en.faults).toMatchObject([{ reading: 2, member: 'rain_mm', code: 'conflict' }]);
    expect(en.faults?.[0]?.reason).toContain('50 mm');
    expect((await states()).近).toBe('evacuate');
    expect((await service.get(`/rainfall/readings?gauge=P2&datetime=${iso(now)}`)).body.readings).toEqual([]);

    expect((await send([{ ...wrong, correction: true }])).body).toMatchObject({ corrected: 1, stored: 0 });
    expect((await states()).近).toBe('none');
    const { readings } = (await service.get('/rainfall/readings?gauge=P1&limit=1')).body;
    expect(readings).toMatchObject([
      { rain_mm: 5, user_name: 'local', corrections: [{ before_mm: 50, after_mm: 5, user_name: 'local' }] },
    ]);
  });

  test('that cannot be true is refused by number and member, and nothing of it is stored', async () => {
    const [good] = hourly('P1', [1]);
    const before = await stored();
    const { en } = await expectProblem(
      () =>
        send([
          good,
          { ...good, gauge: 'P404' },
          { ...good, rain_mm: -1 },
          { ...good, end: iso(now + hourMs) },
          { ...good, rain_mm: 9999 },
          { ...good, start: good?.end },
          { ...good, rain_mm: 2 },
        ]),
      'invalid_readings',
      422,
    );
    expect(en.faults?.map((fault) => [fault.reading, fault.member, fault.code])).toEqual([
      [2, 'gauge', 'unknown_gauge'],
      [3, 'rain_mm', 'negative'],
      [3, 'rain_mm', 'contradiction'],
      [4, 'end', 'future'],
      [5, 'rain_mm', 'implausible'],
      [5, 'rain_mm', 'contradiction'],
      [6, 'end', 'interval'],
      [7, 'rain_mm', 'contradiction'],
    ]);
    expect(await stored()).toBe(before);
  });

  test.each([
    ['no object', [7], 'gauge'],
    ['no gauge', [{ start: '2026-07-01T00:00:00Z', end: '2026-07-01T01:00:00Z', rain_mm: 1 }], 'gauge'],
    [
      'a time without zone',
      [{ gauge: 'P1', start: '2026-07-01T00:00:00', end: '2026-07-01T01:00:00Z', rain_mm: 1 }],
      'start',
    ],
    [
      'a day that is none',
      [{ gauge: 'P1', start: '2026-02-30T00:00:00Z', end: '2026-02-30T01:00:00Z', rain_mm: 1 }],
      'end',
    ],
    [
      'rain as text',
      [{ gauge: 'P1', start: '2026-07-01T00:00:00Z', end: '2026-07-01T01:00:00Z', rain_mm: '1' }],
      'rain_mm',
    ],
    ['a member that is not known', [{ gauge: 'P1', rain: 1 }], 'rain'],
    ['neither start nor length', [{ gauge: 'P1', end: '2026-07-01T01:00:00Z', rain_mm: 1 }], 'start'],
    [
      'both',
      [{ gauge: 'P1', start: '2026-07-01T00:00:00Z', end: '2026-07-01T01:00:00Z', interval_min: 60, rain_mm: 1 }],
      'interval_min',
    ],
  ])('with %s is refused', async (_, readings, member) => {
    const { en } = await expectProblem(() => send(readings), 'invalid_readings', 422);
    expect(en.faults).toMatchObject([{ reading: 1, member }]);
  });

  test.each([['7'], ['{"rain": 1}'], ['[1'], ['']])('from a body of %j is refused', async (body) => {
    const post = () => service.post('/rainfall/readings').set('Content-Type', 'application/json').send(body);
    await expectProblem(post, 'malformed_body', 400);
  });

  test('that is said to be missing stays missing', async () => {
    const [, ...rest] = hourly('P1', [1, 1, 1]);
    const [first, last] = rest;
    const answer = await send([{ ...first, rain_mm: null }, last]);
    expect(answer.body).toMatchObject({ stored: 1, missing: 1 });
    expect((await states()).近).toBe('unknown');
  });

  test('comes as CSV, as spreadsheets in China write it', async () => {
    const china = (ms: number) =>
      iso(ms + 8 * hourMs)
        .slice(0, 16)
        .replace('T', ' ')
        .replaceAll('-', '/');
    const rows = dry('P1', 26).map(({ end, rain_mm: rain }) => `P1,${china(Date.parse(end))},60,${rain}`);
    const csv = `站码,时间,时段(分钟),雨量(mm)\r\n${rows.join('\r\n')}\r\n`;
    const post = (body: string | Buffer) =>
      service.post('/rainfall/readings').set('Content-Type', 'text/csv').send(body);
    expect((await post(csv)).body).toMatchObject({ stored: 24 });
    expect((await states()).近).toBe('prepare');
    // The same heading in GB 18030.
    const heading = Buffer.from('d5bec2eb2cb5c8b4fd', 'hex');
    const { en } = await expectProblem(
      () => post(Buffer.concat([heading, Buffer.from('\nP1,1')])),
      'malformed_body',
      400,
    );
    expect(en.detail).toContain('等待');
    await expectProblem(() => post('gauge,end,interval_min,rain_mm\nP1,2026-07-01 08:00,60'), 'malformed_body', 400);
    const bad = await expectProblem(
      () => post('gauge,end,interval_min,rain_mm\nP1,2026-07-01 08:00,60,1\nP1,gestern,60,1'),
      'invalid_readings',
      422,
    );
    expect(bad.en.faults).toMatchObject([{ reading: 2, member: 'end', code: 'format' }]);
  });

  test('is entered by the water bureau and administrators only', async () => {
    const body = hourly('P1', [0]);
    for (const [role, { bearer }] of Object.entries(people)) {
      const allowed = role === 'water' || role === 'administrator';
      expect((await call(service, 'POST', '/rainfall/readings', bearer, body)).status, role).toBe(allowed ? 200 : 403);
      const feature = gauge('P1', 200);
      expect((await call(service, 'POST', '/rainfall/gauges', bearer, feature)).status, role).toBe(allowed ? 200 : 403);
      expect((await call(service, 'PATCH', '/rainfall/settings', bearer, {})).status, role).toBe(allowed ? 200 : 403);
      // Refused before anything is said about the gauge.
      expect((await call(service, 'DELETE', '/rainfall/gauges/none', bearer)).status, role).toBe(allowed ? 404 : 403);
      expect((await call(service, 'GET', '/warnings', bearer)).status, role).toBe(200);
    }
    for (const path of ['/warnings', '/rainfall/gauges', '/rainfall/readings', '/warnings/changes']) {
      expect((await call(service, 'GET', path)).status, path).toBe(401);
    }
    expect((await call(service, 'POST', '/rainfall/readings', {}, body)).status).toBe(401);
  });

  test('comes from a gauge system by a token that does nothing else', async () => {
    const { id } = people.water;
    const make = async (userId: number) => {
      const { secret } = await createToken(service.database.pool, userId, {
        name: '雨量平台',
        days: 1,
        scope: 'rainfall',
      });
      return { Authorization: `Bearer ${secret}` };
    };
    const bearer = await make(id);
    const ask = async (method: string, path: string, body?: unknown) =>
      (await call(service, method, path, bearer, body)).status;
    expect(await ask('POST', '/rainfall/readings', hourly('P1', [2]))).toBe(200);
    expect((await service.get('/rainfall/readings?gauge=P1&limit=1')).body.readings).toMatchObject([
      { source: 'gauge', user_name: 'water-1' },
    ]);
    expect(await ask('GET', '/rainfall/gauges')).toBe(200);
    for (const [method, path] of [
      ['GET', '/rainfall/readings'],
      ['POST', '/rainfall/gauges'],
      ['PATCH', '/rainfall/settings'],
      ['GET', '/warnings'],
      ['POST', '/warnings/scenario'],
      ['GET', '/collections'],
      ['GET', '/collections/flood_points/items'],
      ['POST', '/collections/flood_points/items'],
      ['POST', '/processes/buffer/execution'],
      ['GET', '/jobs'],
    ] as const) {
      expect(await ask(method, path, method === 'GET' ? undefined : {}), `${method} ${path}`).toBe(403);
    }
    const viewer = await make(people.viewer.id);
    expect((await call(service, 'POST', '/rainfall/readings', viewer, [])).status).toBe(403);
  });
});

describe('a scenario', () => {
  const assume = (body: object) => service.post('/warnings/scenario').send(body);

  test('tells the states under an assumed rain and stores nothing', async () => {
    const changes = async () => (await service.get('/warnings/changes?limit=1')).body.changes[0]?.id;
    await states();
    const [before, readings] = [await changes(), await stored()];
    const answer = await assume({ rain_1h_mm: 31 });
    expect(answer.status, answer.text).toBe(200);
    const { features, counts, assumed } = JSON.parse(answer.text);
    expect(assumed).toEqual({ rain_1h_mm: 31 });
    expect(counts).toEqual({ evacuate: 3, prepare: 0, unknown: 1, none: 0 });
    expect(features[0].properties).toMatchObject({ state: 'evacuate', demo: false });
    expect(await changes()).toBe(before);
    expect(await stored()).toBe(readings);
    const some = await assume({ rain_24h_mm: 20, flood_points: ['SH2'] });
    expect(JSON.parse(some.text).features).toMatchObject([{ id: ids[1], properties: { state: 'none' } }]);
  });

  test.each([
    [{}],
    [{ rain_1h_mm: -1 }],
    [{ rain_1h_mm: 5000 }],
    [{ rain_1h_mm: 30, rain_3h_mm: 20 }],
    [{ rain_2h_mm: 30 }],
    [{ rain_1h_mm: '30' }],
  ])('of %j is refused', async (body) => {
    await expectProblem(() => assume(body), 'malformed_body', 400);
  });
});

test('changes are told on the stream of events', async () => {
  await send(dry('P1'));
  await states();
  const gone = new AbortController();
  const stream = await fetch(`${service.address}/api/events`, { headers: people.viewer.bearer, signal: gone.signal });
  const reader = (stream.body as ReadableStream<Uint8Array>).getReader();
  let heard = '';
  const listening = (async () => {
    while (!heard.includes('event: warning')) {
      const { value } = await reader.read();
      heard += Buffer.from(value ?? []).toString();
    }
  })();
  // The listener's place is read with its first look.
  await new Promise((resolve) => setTimeout(resolve, 500));
  now += hourMs;
  await send(hourly('P1', [44]));
  await listening;
  gone.abort();
  const [, data = '{}'] = /event: warning\ndata: (.*)\n/.exec(heard) ?? [];
  expect(JSON.parse(data).changes).toContainEqual(
    expect.objectContaining({ code: 'SH1', before: 'none', after: 'evacuate' }),
  );
});

test('thresholds the wrong way round are refused over the API, whole or in part', async () => {
  const create = () =>
    service
      .post('/collections/flood_points/items')
      .set('Content-Type', 'application/geo+json')
      .send(JSON.stringify(sample('flood_points', { ...thresholds, evacuate_1h_mm: 20 })));
  const { en } = await expectProblem(create, 'invalid_features', 422);
  expect(en.faults).toMatchObject([{ feature: 1, member: 'properties.evacuate_1h_mm' }]);
  const one = await service.get(`/collections/flood_points/items/${ids[1]}`);
  const patch = () =>
    service
      .send('patch', `/collections/flood_points/items/${ids[1]}`)
      .set('Content-Type', 'application/merge-patch+json')
      .set('If-Match', String(one.headers.etag))
      .send(JSON.stringify({ properties: { prepare_24h_mm: 10 } }));
  const refused = await expectProblem(patch, 'invalid_features', 422);
  expect(refused.en.faults).toMatchObject([{ member: 'properties.prepare_1h_mm' }]);
});
