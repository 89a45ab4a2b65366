import { beforeEach, describe, expect, test } from 'vitest';
import { countAll, emptyAll, sample } from './support/features.ts';
import { expectProblem } from './support/problem.ts';
import { testService } from './support/service.ts';
import { create, meanwhile, patch, put, transact } from './support/writing.ts';

const service = testService();

beforeEach(() => emptyAll(service.database));

const creation = (layer: 'shelters' | 'roads' | 'settlements', properties = {}) => ({
  operation: 'create',
  layer,
  feature: sample(layer, properties),
});

describe('a transaction', () => {
  test('creates, replaces, changes, deletes and restores over several layers at once', async () => {
    const replaced = await create(service, 'shelters');
    const changed = await create(service, 'roads');
    const deleted = await create(service, 'settlements');
    const gone = await create(service, 'settlements');
    await service.send('delete', gone.path);
    const answer = await transact(service, {
      message: '汛前更新',
      changes: [
        {
          operation: 'replace',
          layer: 'shelters',
          id: replaced.id,
          version: 1,
          feature: sample('shelters', { capacity: 7 }),
        },
        creation('roads', { code: 'R9' }),
        { operation: 'update', layer: 'roads', id: changed.id, version: 1, patch: { properties: { width_m: 4.5 } } },
        { operation: 'delete', layer: 'settlements', id: deleted.id, version: 1 },
        { operation: 'restore', layer: 'settlements', id: gone.id, version: 2 },
        creation('roads', { code: 'R10' }),
      ],
    });
    expect(answer.status, answer.text).toBe(200);
    expect(answer.body.changes).toMatchObject([
      { operation: 'replace', layer: 'shelters', id: replaced.id, version: 2 },
      { operation: 'create', layer: 'roads', version: 1 },
      { operation: 'update', layer: 'roads', id: changed.id, version: 2 },
      { operation: 'delete', layer: 'settlements', id: deleted.id, version: 2 },
      { operation: 'restore', layer: 'settlements', id: gone.id, version: 3 },
      { operation: 'create', layer: 'roads', version: 1 },
    ]);
    const codes = [1, 5].map((index) => service.get(`/collections/roads/items/${answer.body.changes[index].id}`));
    expect((await Promise.all(codes)).map(({ body }) => body.properties.code)).toEqual(['R9', 'R10']);
    const { rows } = await service.database.pool.query(
      'SELECT DISTINCT transaction_id, message FROM anlan.history JOIN anlan.transactions AS t ON t.id = transaction_id WHERE transaction_id = $1',
      [answer.body.transaction],
    );
    expect(rows).toEqual([{ transaction_id: answer.body.transaction, message: '汛前更新' }]);
  });

  test('with one change that cannot be made makes none', async () => {
    const stored = await create(service, 'shelters');
    await meanwhile(service, `UPDATE anlan.shelters SET capacity = 9 WHERE id = ${stored.id}`);
    const stale = { operation: 'delete', layer: 'shelters', id: stored.id, version: 1 };
    const { en } = await expectProblem(
      () => transact(service, { changes: [creation('roads'), stale] }),
      'version_conflict',
      412,
    );
    expect(en).toMatchObject({ layer: 'shelters', id: stored.id, expected_version: 1, current_version: 2 });
    const faulty = await expectProblem(
      () => transact(service, { changes: [creation('roads'), creation('shelters', { capacity: -1 })] }),
      'invalid_features',
      422,
    );
    expect(faulty.en.faults).toMatchObject([{ feature: 2, member: 'properties.capacity' }]);
    await expectProblem(
      () => transact(service, { changes: [creation('roads', { code: 'A' }), creation('roads', { code: 'A' })] }),
      'code_taken',
      409,
    );
    expect(await countAll(service.database)).toBe(1);
  });

  test('names every conflict, not only the first', async () => {
    const stored = [await create(service, 'shelters'), await create(service, 'roads')];
    await meanwhile(service, 'UPDATE anlan.shelters SET capacity = 9; UPDATE anlan.roads SET width_m = 3');
    const changes = stored.map(({ id, path }) => ({
      operation: 'delete',
      layer: path.split('/')[2],
      id,
      version: 1,
    }));
    const { en } = await expectProblem(() => transact(service, { changes }), 'version_conflict', 412);
    expect(en).toMatchObject({ conflicts: [{ layer: 'shelters' }, { layer: 'roads' }] });
  });

  test('frees the code of what it deletes for what it creates', async () => {
    const old = await create(service, 'shelters', sample('shelters', { code: 'S1' }));
    const answer = await transact(service, {
      changes: [
        { operation: 'create', layer: 'shelters', feature: sample('shelters', { code: 'S1' }) },
        { operation: 'delete', layer: 'shelters', id: old.id, version: 1 },
      ],
    });
    expect(answer.status, answer.text).toBe(200);
  });

  test.each([
    ['nothing', {}],
    ['no changes', { changes: [] }],
    ['an operation there is not', { changes: [{ operation: 'destroy', layer: 'roads' }] }],
    ['an id that is text', { changes: [{ operation: 'delete', layer: 'roads', id: "1'; DROP TABLE anlan.roads" }] }],
    ['a member there is not', { changes: [{ ...{ operation: 'delete', layer: 'roads', id: 1 }, force: true }] }],
  ])('of %s is malformed', async (_, body) => {
    await expectProblem(() => transact(service, body), 'malformed_body', 400);
  });

  test('of a layer there is not, or of one feature twice, is refused', async () => {
    const unknown = { changes: [{ operation: 'delete', layer: '__proto__', id: 1 }] };
    await expectProblem(() => transact(service, unknown), 'unknown_collection', 404);
    const { id } = await create(service, 'roads');
    const twice = { operation: 'delete', layer: 'roads', id, version: 1 };
    const { en } = await expectProblem(() => transact(service, { changes: [twice, twice] }), 'invalid_features', 422);
    expect(en.faults).toMatchObject([{ feature: 2, code: 'id_repeated' }]);
  });
});

describe('an idempotency key', () => {
  test('makes a request that comes again write once and get the same answer', async () => {
    const body = { changes: [creation('shelters')] };
    const first = await transact(service, body, 'retry-1');
    const again = await transact(service, body, 'retry-1');
    expect(again.body).toEqual(first.body);
    expect([first, again].map(({ headers }) => headers['idempotency-replayed'])).toEqual([undefined, 'true']);
    expect(await countAll(service.database)).toBe(1);
  });

  test('holds for requests at the same time', async () => {
    const body = { changes: [creation('shelters')] };
    const answers = await Promise.all(Array.from({ length: 6 }, () => transact(service, body, 'at-once')));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(await countAll(service.database)).toBe(1);
  });

  test('with another body is refused, and after a failure is free', async () => {
    await transact(service, { changes: [creation('shelters')] }, 'k');
    await expectProblem(() => transact(service, { changes: [creation('roads')] }, 'k'), 'idempotency_key_reused', 422);
    expect((await transact(service, { changes: [creation('shelters', { capacity: -1 })] }, 'l')).status).toBe(422);
    expect((await transact(service, { changes: [creation('shelters')] }, 'l')).status).toBe(200);
    await expectProblem(() => transact(service, { changes: [creation('roads')] }, 'a b'), 'invalid_parameter', 400);
  });
});

describe('undo', () => {
  const undo = (id: unknown) => service.post(`/transactions/${id}/undo`);

  test('takes creations, changes, deletions and restorations back, and can itself be undone', async () => {
    const one = await create(service, 'shelters', sample('shelters', { code: 'A', capacity: 1 }));
    const two = await create(service, 'shelters', sample('shelters', { code: 'B', capacity: 2 }));
    const before = (await service.get('/collections/shelters/items?sortby=code')).body.features;
    const { body } = await transact(service, {
      changes: [
        { operation: 'update', layer: 'shelters', id: one.id, version: 1, patch: { properties: { capacity: 9 } } },
        { operation: 'delete', layer: 'shelters', id: two.id, version: 1 },
        creation('shelters', { code: 'C' }),
      ],
    });
    const undone = await undo(body.transaction);
    expect(undone.status, undone.text).toBe(200);
    const content = (features: { id: number; geometry: unknown; properties: Record<string, unknown> }[]) =>
      features.map(({ id, geometry, properties: { _version, _updated_at, ...rest } }) => ({ id, geometry, rest }));
    const after = (await service.get('/collections/shelters/items?sortby=code')).body.features;
    expect(content(after)).toEqual(content(before));
    expect(after.map((feature: { properties: { _version: number } }) => feature.properties._version)).toEqual([3, 3]);

    const redone = await undo(undone.body.transaction);
    expect(redone.status, redone.text).toBe(200);
    const codes = (await service.get('/collections/shelters/items?sortby=code')).body.features;
    expect(
      codes.map((feature: { properties: { code: string; capacity: number } }) => [
        feature.properties.code,
        feature.properties.capacity,
      ]),
    ).toEqual([
      ['A', 9],
      ['C', null],
    ]);
  });

  test('is refused where later changes stand in the way, which it names', async () => {
    const { path, tag, id } = await create(service, 'shelters');
    const first = await patch(service, path, { properties: { capacity: 5 } }, tag);
    const second = await patch(service, path, { properties: { capacity: 6 } });
    const { en } = await expectProblem(() => undo(first.headers['anlan-transaction']), 'undo_refused', 409);
    expect(en).toMatchObject({
      in_the_way: [{ layer: 'shelters', id, transaction: Number(second.headers['anlan-transaction']) }],
    });
    expect((await undo(second.headers['anlan-transaction'])).status).toBe(200);
    await expectProblem(() => undo(second.headers['anlan-transaction']), 'undo_refused', 409);
  });

  test('takes an import back as a whole', async () => {
    const features = Array.from({ length: 30 }, (_, index) => sample('roads', { code: `R${index}` }));
    const answer = await service
      .post('/collections/roads/items')
      .set('Content-Type', 'application/geo+json')
      .send(JSON.stringify({ type: 'FeatureCollection', features }));
    expect((await undo(answer.headers['anlan-transaction'])).body.changes).toHaveLength(30);
    expect(await countAll(service.database)).toBe(0);
  });

  test('of what is no transaction is not found', async () => {
    for (const id of ['999999', '0', 'x', "1'--", '99999999999999999999']) {
      await expectProblem(() => undo(id), 'unknown_transaction', 404);
    }
  });

  test('whose code has been taken meanwhile says so', async () => {
    const old = await create(service, 'shelters', sample('shelters', { code: 'S1' }));
    const deleted = await service.send('delete', old.path);
    await put(service, (await create(service, 'shelters')).path, sample('shelters', { code: 'S1' }));
    await expectProblem(() => undo(deleted.headers['anlan-transaction']), 'code_taken', 409);
  });
});
