import { beforeEach, describe, expect, test } from 'vitest';
import { withTransaction } from '../../server/database/transaction.ts';
import { verifyHistory } from '../../server/layers/history/verify.ts';
import { emptyAll, sample } from './support/features.ts';
import { expectProblem } from './support/problem.ts';
import { testService } from './support/service.ts';
import { create, meanwhile, patch } from './support/writing.ts';

const service = testService();

beforeEach(() => emptyAll(service.database));

test('the versions of a feature tell who, when, why and what, also past the service and after the end', async () => {
  const { path, tag, id } = await create(service, 'shelters', sample('shelters', { capacity: 1 }));
  await patch(service, path, { properties: { capacity: 2 } }, tag).set('Anlan-Message', 'counted');
  await meanwhile(service, `UPDATE anlan.shelters SET capacity = 3, state = 'open' WHERE id = ${id}`);
  await meanwhile(service, `DELETE FROM anlan.shelters WHERE id = ${id}`);
  const { versions } = (await service.get(`${path}/versions`)).body;
  expect(versions).toMatchObject([
    { version: 4, operation: 'delete', source: 'database', feature: null, changed: [] },
    { version: 3, operation: 'update', source: 'database', user_name: 'postgres', changed: ['capacity', 'state'] },
    { version: 2, operation: 'update', source: 'api', user_name: 'local', message: 'counted', changed: ['capacity'] },
    { version: 1, operation: 'create', feature: { properties: { capacity: 1, _version: 1 } } },
  ]);
  const first = (await service.get(`${path}/versions?limit=2`)).body;
  const next = first.links.find((link: { rel: string }) => link.rel === 'next').href.split('/api')[1];
  const second = (await service.get(next)).body;
  expect([...first.versions, ...second.versions]).toEqual(versions);
});

test('what is deleted is listed until it comes back, with who deleted it and why', async () => {
  const first = await create(service, 'shelters', sample('shelters', { code: 'A1', name: '一小' }));
  const second = await create(service, 'shelters', sample('shelters', { code: 'A2' }));
  await create(service, 'shelters', sample('shelters', { code: 'A3' }));
  const listed = async (query = '') => (await service.get(`/collections/shelters/deleted${query}`).expect(200)).body;
  // What other tests have left behind was deleted before.
  const before = (await listed('?limit=1000')).deleted.length;
  await service.send('delete', first.path).set('Anlan-Message', 'torn%20down').expect(204);
  await meanwhile(service, `DELETE FROM anlan.shelters WHERE id = ${second.id}`);
  const { layer, deleted } = await listed('?limit=2');
  expect(layer).toBe('shelters');
  expect(deleted).toMatchObject([
    { id: second.id, version: 2, code: 'A2', user_name: 'postgres', message: null },
    { id: first.id, version: 2, code: 'A1', name: '一小', user_name: 'local', bbox: expect.any(Array) },
  ]);
  await service.post(`${first.path}/restore`).set('If-Match', '*').expect(200);
  const left = (await listed('?limit=1000')).deleted.map(({ id }: { id: number }) => id);
  expect(left).toHaveLength(before + 1);
  expect(left).not.toContain(first.id);
  await expectProblem(() => service.get('/collections/shelters/deleted?limit=0'), 'invalid_parameter', 400);
  await expectProblem(() => service.get('/collections/bridges/deleted'), 'unknown_collection', 404);
});

describe('a layer of the past', () => {
  test('is as it was then, for pages, counts, filters and single features', async () => {
    const instant = async () =>
      (await service.database.pool.query('SELECT to_json(clock_timestamp()) AS t')).rows[0].t as string;
    const start = await instant();
    const kept = await create(service, 'shelters', sample('shelters', { capacity: 1 }));
    const gone = await create(service, 'shelters', sample('shelters', { capacity: 1 }));
    const between = encodeURIComponent(await instant());
    await patch(service, kept.path, { properties: { capacity: 2 } });
    await service.send('delete', gone.path);
    const ids = async (query: string) => {
      const answer = await service.get(`/collections/shelters/items${query}`);
      expect(answer.status, answer.text).toBe(200);
      expect(answer.body.numberMatched).toBe(answer.body.features.length);
      return answer.body.features.map((feature: { id: number }) => feature.id);
    };
    expect(await ids(`?as_of=${between}`)).toEqual([kept.id, gone.id]);
    expect(await ids(`?datetime=${between}`)).toEqual([kept.id, gone.id]);
    expect(await ids(`?as_of=${between}&capacity=1&bbox=110,31,111,32&sortby=-id`)).toEqual([gone.id, kept.id]);
    expect(await ids(`?as_of=${encodeURIComponent(start)}`)).toEqual([]);
    expect(await ids('?as_of=2100-01-01')).toEqual([kept.id]);
    expect((await service.get(`${gone.path}?as_of=${between}`)).body.properties).toMatchObject({
      capacity: 1,
      _version: 1,
    });
    expect((await service.get(`${kept.path}?as_of=${between}`)).headers.etag).toBe(kept.tag);
  });

  test('whose features have times of their own is asked for by as_of alone', async () => {
    const closure = await create(service, 'closures', sample('closures', { valid_from: '2026-07-01T08:00:00+08:00' }));
    const items = async (query: string) =>
      (await service.get(`/collections/closures/items?${query}`)).body.numberMatched;
    expect(await items('datetime=2026-07-02')).toBe(1);
    expect(await items('as_of=2026-07-02')).toBe(0);
    expect((await service.get(closure.path)).status).toBe(200);
    await expectProblem(
      () => service.get('/collections/closures/items?as_of=2026-07-01/2026-07-02'),
      'invalid_parameter',
      400,
    );
  });

  test('shows a transaction whole or not at all', async () => {
    const { pool } = service.database;
    await withTransaction(pool, async (client) => {
      await client.query(
        "INSERT INTO anlan.settlements (name, kind, geom) VALUES ('a', 'village', 'SRID=4326;POINT(110 31)')",
      );
      await client.query('SELECT pg_sleep(0.05)');
      await client.query(
        "INSERT INTO anlan.settlements (name, kind, geom) VALUES ('b', 'village', 'SRID=4326;POINT(110 31)')",
      );
    });
    const { rows } = await pool.query(
      'SELECT count(DISTINCT at) AS times FROM (SELECT at FROM anlan.history ORDER BY id DESC LIMIT 2) AS h',
    );
    expect(rows).toEqual([{ times: 1 }]);
  });
});

describe('the feed of changes', () => {
  const page = async (since: string, more = '') => {
    const answer = await service.get(`/changes?since=${since}${more}`);
    expect(answer.status, answer.text).toBe(200);
    return answer.body as {
      changes: { id: number; layer: string; feature_id: number; operation: string; bbox: number[] }[];
      next: string;
      complete: boolean;
    };
  };

  test('gives every change once, in pages of any size', async () => {
    const start = (await page('now')).next;
    const { path, id } = await create(service, 'shelters');
    await create(service, 'roads');
    await patch(service, path, { properties: { capacity: 2 } });
    await service.send('delete', path);
    const whole = await page(start);
    expect(whole.changes).toMatchObject([
      { layer: 'shelters', feature_id: id, operation: 'create', bbox: [110.2, 31.2, 110.2, 31.2] },
      { layer: 'roads', operation: 'create' },
      { layer: 'shelters', operation: 'update' },
      { layer: 'shelters', operation: 'delete' },
    ]);
    const single: typeof whole.changes = [];
    for (let since = start; ; ) {
      const { changes, next, complete } = await page(since, '&limit=1');
      single.push(...changes);
      since = next;
      if (complete) break;
    }
    expect(single).toEqual(whole.changes);
    expect((await page(start, '&layer=roads')).changes).toHaveLength(1);
    expect((await page(whole.next)).changes).toEqual([]);
  });

  test('misses nothing that is committed late', async () => {
    if (service.kind === 'embedded') return; // One backend: transactions do not overlap there.
    const start = (await page('now')).next;
    const { pool } = service.database;
    const insert = (table: string) =>
      `INSERT INTO anlan.${table} (name, kind, geom) VALUES ('x', 'school', 'SRID=4326;POINT(110 31)') RETURNING id`;
    const late = await pool.connect();
    let seen: string;
    try {
      // The late one has the lower id, and is committed after the other has been read.
      await late.query('BEGIN');
      await late.query(insert('shelters'));
      await pool.query(
        "INSERT INTO anlan.settlements (name, kind, geom) VALUES ('y', 'village', 'SRID=4326;POINT(110 31)')",
      );
      const first = await page(start);
      expect(first.changes.map(({ layer }) => layer)).toEqual(['settlements']);
      seen = first.next;
      await late.query('COMMIT');
    } finally {
      late.release();
    }
    expect((await page(seen)).changes.map(({ layer }) => layer)).toEqual(['shelters']);
  });

  test.each([
    '',
    'x',
    'roads',
    'roads:x',
    'roads:1.roads:2',
    'hasOwnProperty:1',
    "roads:1'--",
    'roads:99999999999999999999',
  ])('refuses %j as a position', async (since) => {
    await expectProblem(() => service.get(`/changes?since=${encodeURIComponent(since)}`), 'invalid_parameter', 400);
  });
});

describe('the history', () => {
  test.each([
    'UPDATE anlan.history SET version = 9',
    'DELETE FROM anlan.history',
    'TRUNCATE anlan.history',
    "UPDATE anlan.transactions SET user_name = 'x'",
    'DELETE FROM anlan.transactions',
    'UPDATE anlan.history_links SET seq = seq',
    'TRUNCATE anlan.roads',
    'UPDATE anlan.shelters SET id = DEFAULT',
  ])('refuses %s', async (sql) => {
    await create(service, 'shelters');
    await expect(service.database.pool.query(sql)).rejects.toMatchObject({ code: '42501' });
  });

  const findings = async () =>
    (await verifyHistory(service.database.pool)).findings.map(({ layer, kind }) => `${layer} ${kind}`);

  /** As an owner of the database could, who turns the triggers off; taken back afterwards. */
  async function tamper(table: string, sql: string, undo: string): Promise<string[]> {
    const off = (statement: string) =>
      withTransaction(service.database.pool, async (client) => {
        await client.query(`ALTER TABLE anlan.${table} DISABLE TRIGGER USER`);
        await client.query(statement);
        await client.query(`ALTER TABLE anlan.${table} ENABLE TRIGGER USER`);
      });
    await off(sql);
    const found = await findings();
    await off(undo);
    expect(await findings()).toEqual([]);
    return [...new Set(found)];
  }

  test('that was tampered with shows it, and sound history does not', async () => {
    const { path, id } = await create(service, 'shelters', sample('shelters', { name: 'A', capacity: 1 }));
    const answer = await patch(service, path, { properties: { capacity: 2 } });
    await create(service, 'shelters');
    expect(await findings()).toEqual([]);
    const entry = `layer = 'shelters' AND feature_id = ${id} AND version = 1`;
    const transaction = answer.headers['anlan-transaction'];

    expect(
      await tamper(
        'history',
        `UPDATE anlan.history SET after = after || '{"capacity": 9}' WHERE ${entry}`,
        `UPDATE anlan.history SET after = after || '{"capacity": 1}' WHERE ${entry}`,
      ),
    ).toEqual(['shelters row_changed']);
    const rehash = `row_hash = anlan.history_row_hash(layer, feature_id, version, operation, before, before_geom, after, after_geom, transaction_id)`;
    const forged = (capacity: number) =>
      `UPDATE anlan.history SET after = after || '{"capacity": ${capacity}}' WHERE ${entry}; UPDATE anlan.history SET ${rehash} WHERE ${entry}`;
    expect(await tamper('history', forged(9), forged(1))).toEqual(['shelters chain_broken']);
    expect(
      await tamper(
        'transactions',
        `UPDATE anlan.transactions SET user_name = 'somebody' WHERE id = ${transaction}`,
        `UPDATE anlan.transactions SET user_name = 'local' WHERE id = ${transaction}`,
      ),
    ).toEqual(['shelters chain_broken']);
    await service.database.pool.query(`CREATE TABLE public.removed AS SELECT * FROM anlan.history WHERE ${entry}`);
    expect(
      await tamper(
        'history',
        `DELETE FROM anlan.history WHERE ${entry}`,
        'INSERT INTO anlan.history OVERRIDING SYSTEM VALUE SELECT * FROM public.removed',
      ),
    ).toEqual(['shelters chain_broken']);
    expect(
      await tamper(
        'shelters',
        `UPDATE anlan.shelters SET capacity = 9 WHERE id = ${id}`,
        `UPDATE anlan.shelters SET capacity = 2 WHERE id = ${id}`,
      ),
    ).toEqual(['shelters state_differs']);
    expect(
      await tamper(
        'history',
        `INSERT INTO anlan.history (layer, feature_id, version, operation, transaction_id, at, row_hash)
         VALUES ('shelters', 999999, 7, 'delete', ${transaction}, now(), anlan.history_row_hash('shelters', 999999, 7, 'delete', NULL, NULL, NULL, NULL, ${transaction}))`,
        'DELETE FROM anlan.history WHERE feature_id = 999999',
      ),
    ).toEqual(['shelters row_unchained']);
  });
});

test('the conformance page names writing', async () => {
  expect((await service.get('/conformance')).body.conformsTo).toEqual(
    expect.arrayContaining(['http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/create-replace-delete']),
  );
});
