import { beforeEach, expect, test } from 'vitest';
import { presentPosition, readChanges } from '../../server/layers/history/feed.ts';
import { emptyAll, point } from './support/features.ts';
import { expectProblem } from './support/problem.ts';
import { testService } from './support/service.ts';
import { create, meanwhile, patch, transact } from './support/writing.ts';

const service = testService();

beforeEach(() => emptyAll(service.database));

interface Received {
  readonly id: string;
  readonly data: {
    layer: string;
    transaction: number;
    bbox: number[];
    features: { id: number; version: number; operation: string }[];
  };
}

/** Follows the events as a browser would; `next` waits for the next one. */
async function follow(lastEventId?: string) {
  const stop = new AbortController();
  const answer = await fetch(`${service.address}/api/events`, {
    signal: stop.signal,
    headers: { 'Accept-Encoding': 'gzip', ...(lastEventId !== undefined && { 'Last-Event-ID': lastEventId }) },
  });
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const read = async () => {
    const chunk = await reader?.read();
    if (!chunk || chunk.done) throw new Error('the events ended');
    text += chunk.value;
  };
  const next = async (): Promise<Received> => {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end >= 0) {
        const lines = text.slice(0, end).split('\n');
        text = text.slice(end + 2);
        const field = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
        const data = field('data');
        if (data !== undefined) return { id: field('id') ?? '', data: JSON.parse(data) };
      } else {
        await read();
      }
    }
  };
  /** The place once the stream has begun, before any event. */
  const begun = async () => {
    while (!text.includes('\n\n')) await read();
    return /^id: (.*)$/m.exec(text)?.[1];
  };
  return { headers: answer.headers, next, begun, stop: () => stop.abort() };
}

/** A stream begins at what is there when it is asked for. */
async function present(): Promise<string> {
  return (await service.get('/changes?since=now')).body.next;
}

test('a follower is told layer, features and box of a change, at once and uncompressed', async () => {
  const events = await follow(await present());
  expect(events.headers.get('content-type')).toMatch(/^text\/event-stream/);
  expect(events.headers.get('content-encoding')).toBeNull();
  const { id, path } = await create(service, 'shelters');
  const from = Date.now();
  const first = await events.next();
  expect(Date.now() - from).toBeLessThan(1500);
  expect(first.data).toMatchObject({
    layer: 'shelters',
    features: [{ id, version: 1, operation: 'create' }],
    bbox: [110.2, 31.2, 110.2, 31.2],
  });
  const moved = point(1000, 0) as { type: 'Point'; coordinates: [number, number] };
  await patch(service, path, { geometry: moved });
  // Around where it was and where it is: both have to be drawn anew.
  expect((await events.next()).data).toMatchObject({
    features: [{ operation: 'update' }],
    bbox: [110.2, 31.2, moved.coordinates[0], 31.2],
  });
  events.stop();
});

test('a change past the service is told as well', async () => {
  const events = await follow(await present());
  const { id } = await create(service, 'shelters');
  await events.next();
  await meanwhile(service, `UPDATE anlan.shelters SET capacity = 3 WHERE id = ${id}`);
  expect((await events.next()).data.features).toEqual([{ id, version: 2, operation: 'update' }]);
  events.stop();
});

test('who was away catches up on everything, once', async () => {
  const start = await present();
  const before = await follow(start);
  const { path } = await create(service, 'shelters');
  const { id: seen } = await before.next();
  before.stop();
  await patch(service, path, { properties: { capacity: 1 } });
  await service.send('delete', path);
  await create(service, 'roads');
  const back = await follow(seen);
  const told = [await back.next(), await back.next(), await back.next()].map(
    ({ data }) => `${data.layer} ${data.features[0]?.operation}`,
  );
  back.stop();
  expect(told).toEqual(['shelters update', 'shelters delete', 'roads create']);
});

test('who drops out before the first event has a place to come back to', async () => {
  await create(service, 'shelters');
  const before = await follow();
  const place = await before.begun();
  before.stop();
  expect(place).toBe(await present());
  const { id } = await create(service, 'shelters');
  const back = await follow(place);
  expect((await back.next()).data.features).toEqual([{ id, version: 1, operation: 'create' }]);
  back.stop();
});

test('a transaction is one event for each layer', async () => {
  const events = await follow(await present());
  const feature = (await service.get('/collections/shelters/items')).body.features[0] ?? undefined;
  expect(feature).toBeUndefined();
  const { body } = await transact(service, {
    changes: [1, 2, 3].map((capacity) => ({
      operation: 'create',
      layer: 'shelters',
      feature: { type: 'Feature', geometry: point(capacity, 0), properties: { name: 'x', capacity } },
    })),
  });
  const { data } = await events.next();
  expect(data.transaction).toBe(body.transaction);
  expect(data.features).toHaveLength(3);
  events.stop();
});

test('many followers under many writes each get every change', { timeout: 120_000 }, async () => {
  const start = await present();
  const followers = await Promise.all(Array.from({ length: 10 }, () => follow(start)));
  const { path, id } = await create(service, 'shelters');
  for (let capacity = 1; capacity < 20; capacity++) await patch(service, path, { properties: { capacity } });
  for (const { next, stop } of followers) {
    const versions: number[] = [];
    while (versions.length < 20)
      versions.push(...(await next()).data.features.filter((one) => one.id === id).map(({ version }) => version));
    expect(versions).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    stop();
  }
});

test('a position that is none is refused', async () => {
  await expectProblem(() => service.get('/events').set('Last-Event-ID', 'x:y'), 'invalid_parameter', 400);
});

test('the changes of a layer are found by its own index, however much other layers have since changed', async () => {
  const { pool } = service.database;
  await meanwhile(
    service,
    `INSERT INTO anlan.shelters (code, name, kind, geom)
     SELECT 'S' || i, 'x', 'school', ST_SetSRID(ST_MakePoint(110, 31), 4326) FROM generate_series(1, 20000) AS i`,
  );
  await pool.query('ANALYZE anlan.history');
  const planned: string[] = [];
  const explaining = {
    query: async (sql: string, values: unknown[]) => {
      const { rows } = await pool.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${sql}`, values);
      planned.push(...rows.map((row) => row['QUERY PLAN']));
      return { rows: [] };
    },
  };
  await readChanges(explaining as unknown as typeof pool, new Map(), 1000);
  await presentPosition(explaining as unknown as typeof pool);
  const plan = planned.join('\n');
  expect(plan.match(/using history_layer_id_idx/g)?.length).toBeGreaterThanOrEqual(2);
  expect(plan).not.toContain('history_layer_feature_id_version_key');
});
