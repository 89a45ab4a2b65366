import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { layerIds, layers } from '../../data/layers/index.ts';
import { type Role, roleIds } from '../../data/roles.ts';
import type { Preview } from '../../server/imports/preview.ts';
import type { TestAccount } from '../setup/accounts.ts';
import { emptyAll, point, sample, store } from './support/features.ts';
import { call, drawTownships, makePeople, otherTownship, ownTownship } from './support/people.ts';
import { testService } from './support/service.ts';

const service = testService({ publicRead: true });
let people: Record<Role, TestAccount>;
beforeAll(async () => {
  await drawTownships(service);
  people = await makePeople(service);
});
beforeEach(() => emptyAll(service.database));

const collection = (...features: readonly unknown[]) => ({ type: 'FeatureCollection', features });

async function preview(body: unknown, query = '', role: Role = 'administrator') {
  const answer = await call(service, 'POST', `/import-preview${query}`, people[role].bearer, body);
  return { ...answer, body: answer.body as Preview & { likely: string[]; mapping: { id: string } | null } };
}

/** Everything that the database holds of layers and their history. */
async function contents(): Promise<unknown> {
  const { pool } = service.database;
  const tables = [...layerIds, 'history', 'transactions', 'layer_revisions', 'idempotency_keys'];
  const rows = [];
  for (const table of tables) rows.push((await pool.query(`SELECT to_json(t) AS row FROM anlan.${table} AS t`)).rows);
  return rows;
}

/** The transaction that the page makes of a preview. */
function changesOf({ layer, features }: Preview): unknown[] {
  return features.flatMap(({ verdict, feature, id, version, patch }): unknown[] => {
    if (verdict === 'new') return [{ operation: 'create', layer, feature }];
    return verdict === 'changed' ? [{ operation: 'update', layer, id, version, patch }] : [];
  });
}

describe('the preview of an import', () => {
  test('says of each feature what would become of it, in both languages, and stores nothing', async () => {
    const [id] = await store(service.database, 'flood_points', [
      sample('flood_points', { code: 'A1', people: 37 }),
      sample('flood_points', { code: 'A2' }),
    ]);
    const before = await contents();
    const { status, body } = await preview(
      collection(
        sample('flood_points', { code: 'A1', people: 40 }),
        sample('flood_points', { code: 'A2' }),
        sample('flood_points', { code: 'A3' }, point(10, 10)),
        sample('flood_points', { code: 'A4', people: -1 }),
        sample('flood_points', { code: 'A3' }),
        7,
      ),
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({
      layer: 'flood_points',
      read: 6,
      totals: { new: 1, changed: 1, unchanged: 1, refused: 3, left_out: 0 },
    });
    expect(body.features[0]).toMatchObject({
      number: 1,
      verdict: 'changed',
      id,
      version: 1,
      changes: [{ member: 'people', before: 37, after: 40 }],
      patch: { properties: { people: 40 } },
    });
    expect(body.features[3]?.faults).toEqual([
      {
        member: 'properties.people',
        code: expect.any(String),
        reason: { zh: expect.any(String), en: expect.any(String) },
      },
    ]);
    expect(body.features[4]?.faults?.[0]).toMatchObject({ code: 'code_repeated' });
    expect(await contents()).toEqual(before);
  });

  test('is stored as one transaction, and taken back as one', async () => {
    await store(service.database, 'flood_points', [sample('flood_points', { code: 'A1', people: 37 })]);
    const { body } = await preview(
      collection(sample('flood_points', { code: 'A1', people: 40 }), sample('flood_points', { code: 'A2' })),
    );
    const { bearer } = people.administrator;
    const sent = { changes: changesOf(body), source: 'import', message: '核查' };
    const stored = await call(service, 'POST', '/transactions', bearer, sent);
    expect(stored.status).toBe(200);
    const { transaction } = stored.body as { transaction: number };
    const again = await preview(collection(sample('flood_points', { code: 'A1', people: 40 })));
    expect(again.body.totals).toMatchObject({ unchanged: 1 });
    const { changes } = (await call(service, 'GET', '/changes?since=0', bearer)).body as {
      changes: { source: string; message: string }[];
    };
    expect(changes.at(-1)).toMatchObject({ source: 'import', message: '核查' });
    expect((await call(service, 'POST', `/transactions/${transaction}/undo`, bearer)).status).toBe(200);
    const items = (await call(service, 'GET', '/collections/flood_points/items')).body as {
      features: { properties: unknown }[];
    };
    expect(items.features.map(({ properties }) => properties)).toMatchObject([{ code: 'A1', people: 37 }]);
  });

  test('names the version that it has seen: what has changed since is told as a conflict', async () => {
    const [id] = await store(service.database, 'flood_points', [sample('flood_points', { code: 'A1', people: 37 })]);
    const { body } = await preview(collection(sample('flood_points', { code: 'A1', people: 40 })));
    await service.database.pool.query('UPDATE anlan.flood_points SET people = 50 WHERE id = $1', [id]);
    const { bearer } = people.administrator;
    const answer = await call(service, 'POST', '/transactions', bearer, { changes: changesOf(body), source: 'import' });
    expect(answer).toMatchObject({ status: 412, body: { code: 'version_conflict' } });
  });

  test('knows what was read from here by its id where it has no code', async () => {
    const [id] = await store(service.database, 'road_hazards', [sample('road_hazards')]);
    const item = await call(service, 'GET', `/collections/road_hazards/items/${id}`);
    const feature = item.body as { properties: Record<string, unknown> };
    const changed = { ...feature, properties: { ...feature.properties, remarks: '已核' } };
    const exported = (origin: string, ...features: readonly unknown[]) => ({
      type: 'FeatureCollection',
      collection: origin,
      features,
    });
    const { body } = await preview(exported('road_hazards', changed, { ...sample('road_hazards'), id: 99 }));
    expect(body.features[0]).toMatchObject({ verdict: 'changed', id, patch: { properties: { remarks: '已核' } } });
    // An id alone may be anybody's.
    expect(body.features[1]).toMatchObject({ verdict: 'new' });

    // Nor does it mean anything in another layer, or where the file does not say of which it is.
    const { body: elsewhere } = await preview(exported('closures', changed), '?collection=road_hazards');
    expect(elsewhere.features[0]).toMatchObject({ verdict: 'new' });
    const { body: unsaid } = await preview(collection(changed));
    expect(unsaid.features[0]).toMatchObject({ verdict: 'refused', faults: [{ code: 'unknown_origin' }] });
  });

  test('tells what has been changed since the file was exported', async () => {
    const { bearer } = people.administrator;
    const [id] = await store(service.database, 'flood_points', [sample('flood_points', { code: 'A1', people: 37 })]);
    const item = await call(service, 'GET', `/collections/flood_points/items/${id}`);
    const patch = { properties: { people: 50 } };
    const update = { operation: 'update', layer: 'flood_points', id, version: 1, patch };
    expect((await call(service, 'POST', '/transactions', bearer, { changes: [update] })).status).toBe(200);
    const { body } = await preview(collection(item.body));
    expect(body).toMatchObject({
      totals: { changed: 0, outdated: 1 },
      features: [{ verdict: 'outdated', version: 2, changes: [{ member: 'people', before: 50, after: 37 }] }],
    });
    const present = await call(service, 'GET', `/collections/flood_points/items/${id}`);
    expect((await preview(collection(present.body))).body.totals).toMatchObject({ unchanged: 1 });
  });

  test('refuses a code that differs from one here in blanks or letter case alone', async () => {
    await store(service.database, 'flood_points', [sample('flood_points', { code: 'SH001' })]);
    const codes = [' SH001 ', 'sh001', 'SH002', 'SH001'];
    const { body } = await preview(collection(...codes.map((code) => sample('flood_points', { code }))));
    expect(body.features.map(({ verdict }) => verdict)).toEqual(['refused', 'refused', 'new', 'unchanged']);
    for (const { faults } of body.features.slice(0, 2)) expect(faults).toMatchObject([{ code: 'similar_code' }]);
  });

  test('refuses a code that differs from one before it in the file in blanks or letter case alone', async () => {
    const codes = ['SH001', ' sh001', 'SH001', 'SH002'];
    const { body } = await preview(collection(...codes.map((code) => sample('flood_points', { code }))));
    expect(body.features.map(({ verdict }) => verdict)).toEqual(['new', 'refused', 'refused', 'new']);
    const [fault] = body.features[1]?.faults ?? [];
    expect(fault).toMatchObject({ code: 'similar_code', member: 'properties.code' });
    for (const words of [fault?.reason.zh, fault?.reason.en]) {
      expect(words).toContain('SH001');
      expect(words).toContain(' sh001');
    }
    expect(body.features[2]?.faults).toMatchObject([{ code: 'code_repeated' }]);
  });

  test('remarks on what lies far outside the townships, and stores it where it is wanted', async () => {
    await drawTownships(service);
    const far = { ...sample('flood_points', { code: 'A2' }), geometry: { type: 'Point', coordinates: [114.2, 31.2] } };
    const { body } = await preview(collection(sample('flood_points', { code: 'A1' }, point(10, 10)), far));
    expect(body).toMatchObject({ totals: { new: 2, refused: 0 }, outside: 1 });
    expect(body.features[0]?.remarks).toBeUndefined();
    expect(body.features[1]?.remarks).toMatchObject([
      { zh: expect.stringMatching(/范围之外约 \d+ 公里/), en: expect.stringMatching(/about \d+ km outside/) },
    ]);
  });

  test('takes CGCS2000 degrees as they are and says so', async () => {
    const crs = { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::4490' } };
    const { body } = await preview({ ...collection(sample('flood_points', { code: 'A1' })), crs });
    expect(body).toMatchObject({ totals: { new: 1 }, notes: [{ zh: expect.stringContaining('CGCS2000') }] });
  });

  test('takes an export for the layer that it says, whatever else its members would fit', async () => {
    await store(service.database, 'water_bodies', [sample('water_bodies', { name: '一库' })]);
    await store(service.database, 'flood_zones', [sample('flood_zones', { name: '别的' })]);
    const file = await service.get('/collections/water_bodies/export?properties=name').buffer(true);
    const { body } = await preview(file.text);
    expect(body).toMatchObject({ layer: 'water_bodies', totals: { unchanged: 1 } });
  });

  test('maps what comes from OpenStreetMap', async () => {
    const way = {
      type: 'Feature',
      geometry: sample('roads').geometry,
      properties: { '@id': 'way/7', highway: 'tertiary' },
    };
    const { body } = await preview(collection(way));
    expect(body).toMatchObject({ layer: 'roads', mapping: { id: 'osm' }, totals: { new: 1 } });
  });

  test('leaves the layer to the person where no layer fits', async () => {
    const odd = { type: 'Feature', geometry: { type: 'MultiPoint', coordinates: [[110, 31]] }, properties: {} };
    expect((await preview(collection(odd))).body).toEqual({ layer: null, likely: [], read: 1 });
    const { body } = await preview(collection(odd), '?collection=shelters');
    expect(body).toMatchObject({ layer: 'shelters', totals: { refused: 1 } });
  });

  test('says what is wrong with a file as the import does', async () => {
    expect(await preview('{"type":"FeatureCollection","features":[')).toMatchObject({
      status: 400,
      body: { code: 'malformed_body' },
    });
    const many = collection(...Array.from({ length: 10_001 }, () => ({ type: 'Feature', geometry: null })));
    expect(await preview(many)).toMatchObject({
      status: 413,
      body: { code: 'too_many_features', detail: expect.stringContaining('npm run anlan -- import') },
    });
  });
});

describe('to whoever asks for it', () => {
  const lines = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${service.address}/api/${path}`, {
      method: 'POST',
      headers: {
        Accept: 'application/x-ndjson, application/problem+json',
        'Content-Type': 'application/json',
        ...people.administrator.bearer,
        ...headers,
      },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      type: answer.headers.get('content-type') ?? '',
      said: text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Line),
    };
  };
  interface Line {
    readonly progress?: { readonly stage: string; readonly done: number; readonly total?: number };
    readonly answer?: Preview & { readonly transaction: number };
    readonly problem?: { readonly code: string };
  }
  const many = (count: number) =>
    collection(...Array.from({ length: count }, (_, index) => sample('flood_points', { code: `P${index}` })));

  test('the preview and the storing say how far they are, in rising figures', async () => {
    const { type, said } = await lines('import-preview', many(4000));
    expect(type).toMatch('application/x-ndjson');
    const seen = await lines('transactions', { changes: changesOf(said.at(-1)?.answer as Preview), source: 'import' });
    for (const [{ said: all }, total] of [
      [{ said }, 4000],
      [seen, 4000],
    ] as const) {
      const last = all.at(-1);
      expect(last?.answer).toBeDefined();
      const checked = all.slice(0, -1).map(({ progress }) => progress);
      expect(checked.length).toBeGreaterThan(0);
      for (const one of checked) {
        expect(one?.stage).toMatch(/^(reading|checking|storing)$/);
        if (one?.stage !== 'reading') expect(one?.total).toBe(total);
        expect(one?.done).toBeLessThanOrEqual(total);
      }
      const storing = checked.flatMap((one) => (one?.stage === 'checking' ? [one.done] : []));
      expect(storing).toEqual([...storing].sort((a, b) => a - b));
    }
    expect(seen.said.at(-1)?.answer?.transaction).toEqual(expect.any(Number));
  });

  test('a refusal after the first figures comes as the last line, and nothing is stored', async () => {
    const { said } = await lines('import-preview', many(3000));
    const changes = changesOf(said.at(-1)?.answer as Preview);
    // The very last code is taken meanwhile.
    await store(service.database, 'flood_points', [sample('flood_points', { code: 'P2999' })]);
    const answer = await lines('transactions', { changes, source: 'import' });
    expect(answer.said.at(-1)).toMatchObject({ problem: { code: 'code_taken', status: 409 } });
    const { rows } = await service.database.pool.query('SELECT code FROM anlan.flood_points');
    expect(rows).toEqual([{ code: 'P2999' }]);
  });

  test('what is wrong from the start keeps its status', async () => {
    const answer = await lines('import-preview', { type: 'Topology' });
    expect(answer).toMatchObject({ status: 400, said: [{ code: 'malformed_body' }] });
  });
});

describe('who may', () => {
  test.each(roleIds)('%s imports into the layers it edits', async (role) => {
    for (const layer of [layers.road_hazards, layers.flood_points, layers.settlements]) {
      const { status } = await preview(collection(sample(layer.id)), `?collection=${layer.id}`, role);
      expect(status, layer.id).toBe(layer.editors.includes(role) ? 200 : 403);
    }
  });

  test('strangers do not, also where they may read', async () => {
    expect((await call(service, 'POST', '/import-preview', {}, collection())).status).toBe(401);
  });

  test('a township’s account imports its own features; others’ are refused one by one', async () => {
    await drawTownships(service);
    const { body } = await preview(
      collection(
        sample('flood_points', { code: 'A1', township: ownTownship }),
        sample('flood_points', { code: 'A2', township: otherTownship }),
        sample('flood_points', { code: 'A3', township: ownTownship }, point(1500, 0)),
      ),
      '?collection=flood_points',
      'township',
    );
    expect(body.totals).toMatchObject({ new: 1, refused: 2 });
    expect(body.features[1]?.faults).toMatchObject([
      { code: 'forbidden', reason: { zh: expect.stringMatching('乡镇') } },
    ]);
    const { bearer } = people.township;
    expect((await call(service, 'POST', '/transactions', bearer, { changes: changesOf(body) })).status).toBe(200);
  });
});

test('an import that is called off stores nothing', async () => {
  const features = Array.from({ length: 3000 }, (_, index) => sample('flood_points', { code: `B${index}` }));
  const { body } = await preview(collection(...features));
  const controller = new AbortController();
  const sent = fetch(`${service.address}/api/transactions`, {
    method: 'POST',
    signal: controller.signal,
    headers: { 'Content-Type': 'application/json', ...people.administrator.bearer },
    body: JSON.stringify({ changes: changesOf(body), source: 'import' }),
  });
  const locked = async () =>
    (
      await service.database.pool.query<{ n: number }>(
        "SELECT count(*) AS n FROM anlan.flood_points WHERE code LIKE 'B%'",
      )
    ).rows[0]?.n;
  setTimeout(() => controller.abort(), 60);
  await expect(sent).rejects.toThrow();
  // Waits for the transaction, if it was under way.
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(await locked()).toBe(0);
});
