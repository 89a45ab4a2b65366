import { expect, test } from 'vitest';
import { verifyHistory } from '../../server/layers/history/verify.ts';
import { sample } from './support/features.ts';
import { testService } from './support/service.ts';
import { create, patch, type Stored, transact } from './support/writing.ts';

const service = testService();

const editors = 50;
const rounds = 20;
const featureCount = 10;

test('50 editors over 20 rounds on the same 10 features lose no update', { timeout: 600_000 }, async () => {
  const features: Stored[] = [];
  for (let index = 0; index < featureCount; index++) {
    features.push(await create(service, 'shelters', sample('shelters', { capacity: 0 })));
  }
  let refusals = 0;
  /** Adds one to what is there, again with what the refusal tells until it is accepted. */
  const addOne = async ({ path, tag }: Stored) => {
    let capacity = 0;
    let expected = tag;
    for (;;) {
      const answer = await patch(service, path, { properties: { capacity: capacity + 1 } }, expected);
      if (answer.status === 200) return;
      expect(answer.status, answer.text).toBe(412);
      refusals += 1;
      capacity = answer.body.theirs.properties.capacity;
      expected = expected.replace(/-\d+-(?=[0-9a-f]{8}"$)/, `-${answer.body.current_version}-`);
    }
  };
  await Promise.all(
    Array.from({ length: editors }, async (_, editor) => {
      for (let round = 0; round < rounds; round++) {
        const feature = features[(editor + round * 3) % featureCount];
        if (feature) await addOne(feature);
      }
    }),
  );

  // Otherwise nobody has met anybody.
  expect(refusals).toBeGreaterThan(100);
  const { pool } = service.database;
  const { rows } = await pool.query<{ total: number; versions: number }>(
    'SELECT sum(capacity) AS total, sum(version - 1) AS versions FROM anlan.shelters',
  );
  expect(rows).toEqual([{ total: editors * rounds, versions: editors * rounds }]);
  const steps = await pool.query(
    `SELECT count(*) AS accepted, count(*) FILTER (WHERE (after->>'capacity')::int <> (before->>'capacity')::int + 1) AS odd
     FROM anlan.history WHERE layer = 'shelters' AND operation = 'update'`,
  );
  expect(steps.rows).toEqual([{ accepted: editors * rounds, odd: 0 }]);
  expect((await verifyHistory(pool)).findings).toEqual([]);
});

test('transactions over the same layers in any order neither lock each other out nor tear', {
  timeout: 120_000,
}, async () => {
  const shelter = await create(service, 'shelters', sample('shelters', { capacity: 0 }));
  const road = await create(service, 'roads', sample('roads', { lanes: 1 }));
  const both = [
    { operation: 'update', layer: 'shelters', id: shelter.id, patch: { properties: { capacity: 7 } } },
    { operation: 'update', layer: 'roads', id: road.id, patch: { properties: { lanes: 2 } } },
  ];
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) => transact(service, { changes: index % 2 ? both : both.toReversed() })),
  );
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  const versions = await Promise.all(
    [shelter, road].map(async ({ path }) => (await service.get(path)).body.properties._version),
  );
  expect(versions).toEqual([21, 21]);
});
