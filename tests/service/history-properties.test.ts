import fc from 'fast-check';
import { expect, test } from 'vitest';
import { verifyHistory } from '../../server/layers/history/verify.ts';
import { emptyAll, point, sample } from './support/features.ts';
import { testService } from './support/service.ts';
import { create, patch } from './support/writing.ts';

const service = testService();

/** What somebody does next; numbers choose among the features or the transactions that there are by then. */
const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('create' as const), capacity: fc.nat(500), metres: fc.nat(1000) }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('update' as const), which: fc.nat(), capacity: fc.nat(500) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('move' as const), which: fc.nat(), metres: fc.nat(1000) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete' as const), which: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('restore' as const), which: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('past' as const), which: fc.nat(), capacity: fc.nat(500) }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('undo' as const), which: fc.nat() }) },
);

interface State {
  readonly capacity: number;
  readonly coordinates: unknown;
}

async function present(): Promise<Map<number, State>> {
  const { features } = (await service.get('/collections/shelters/items?limit=1000')).body as {
    features: { id: number; geometry: { coordinates: unknown }; properties: { capacity: number } }[];
  };
  return new Map(
    features.map(({ id, geometry, properties }) => [
      id,
      { capacity: properties.capacity, coordinates: geometry.coordinates },
    ]),
  );
}

/** The history since an entry, replayed over what was there: nothing but the history is looked at. */
async function replay(since: string): Promise<Map<number, State>> {
  const { rows } = await service.database.pool.query<{
    id: number;
    after: { capacity: number } | null;
    coordinates: unknown;
  }>(
    `SELECT feature_id AS id, after, ST_AsGeoJSON(after_geom, 9)::json -> 'coordinates' AS coordinates
     FROM anlan.history WHERE layer = 'shelters' AND id > $1 ORDER BY id`,
    [since],
  );
  const state = new Map<number, State>();
  for (const { id, after, coordinates } of rows) {
    if (after) state.set(id, { capacity: after.capacity, coordinates });
    else state.delete(id);
  }
  return state;
}

async function lastTransaction(): Promise<number> {
  const { rows } = await service.database.pool.query('SELECT coalesce(max(id), 0) AS id FROM anlan.transactions');
  return rows[0].id;
}

const byId = (state: Map<number, State>) => [...state].sort(([a], [b]) => a - b);

test('whatever is written and undone, the features are what their history says, and an undo restores what was', {
  timeout: 600_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      await emptyAll(service.database);
      const { rows } = await service.database.pool.query('SELECT coalesce(max(id), 0) AS last FROM anlan.history');
      const since = String(rows[0].last);
      let known = await lastTransaction();
      const ids: number[] = [];
      const transactions: string[] = [];
      /** What was there just before and after each transaction, of the features it changed. */
      const before = new Map<string, Map<number, State>>();
      const after = new Map<string, Map<number, State>>();
      for (const one of steps) {
        const was = await present();
        const id = ids.length > 0 && 'which' in one ? ids[one.which % ids.length] : undefined;
        const path = `/collections/shelters/items/${id}`;
        let transaction: string | undefined;
        if (one.kind === 'create') {
          const { id: made } = await create(
            service,
            'shelters',
            sample('shelters', { capacity: one.capacity }, point(one.metres, 0)),
          );
          ids.push(made);
        } else if (one.kind === 'undo') {
          const target = transactions.length > 0 ? transactions[one.which % transactions.length] : undefined;
          if (target === undefined) continue;
          const answer = await service.post(`/transactions/${target}/undo`);
          expect([200, 409], answer.text).toContain(answer.status);
          if (answer.status === 200) {
            transaction = String(answer.body.transaction);
            const now = await present();
            for (const { id: changed } of answer.body.changes as { id: number }[]) {
              expect(was.get(changed)).toEqual(after.get(target)?.get(changed));
              expect(now.get(changed)).toEqual(before.get(target)?.get(changed));
            }
          }
        } else if (id !== undefined) {
          const answer = await (one.kind === 'update'
            ? patch(service, path, { properties: { capacity: one.capacity } })
            : one.kind === 'move'
              ? patch(service, path, { geometry: point(one.metres, 5) })
              : one.kind === 'past'
                ? service.get(path).then(async (read) => {
                    await service.database.pool.query('UPDATE anlan.shelters SET capacity = $1 WHERE id = $2', [
                      one.capacity,
                      id,
                    ]);
                    return read;
                  })
                : one.kind === 'delete'
                  ? service.send('delete', path)
                  : service.post(`${path}/restore`));
          // Gone, not gone, or last changed past the service: refused, and then nothing has changed.
          expect([200, 204, 404, 409, 428], answer.text).toContain(answer.status);
          if (answer.status >= 400 && one.kind !== 'past') expect(byId(await present())).toEqual(byId(was));
        }
        const last = await lastTransaction();
        if (last > known) transaction ??= String(last);
        known = last;
        if (transaction !== undefined) {
          transactions.push(transaction);
          before.set(transaction, was);
          after.set(transaction, await present());
        }
      }
      expect(byId(await present())).toEqual(byId(await replay(since)));
    }),
    { numRuns: 15 },
  );
  expect((await verifyHistory(service.database.pool)).findings).toEqual([]);
});
