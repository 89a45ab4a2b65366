import { randomUUID } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { withTransaction } from '../../server/database/transaction.ts';
import type { Queryable } from '../../server/jobs/job.ts';
import { claimJob, dismissJob, finishJob, readJob } from '../../server/jobs/job-store.ts';
import { mostFailures, queueRoads, retryDue } from '../../server/processes/screen-roads/due.ts';
import { proposals, type StatusInfo, screen, storeDemoRoads, useDemoElevation } from './support/screening.ts';
import { testService } from './support/service.ts';

const service = testService();
let roads: ReadonlyMap<string, number>;

beforeAll(async () => {
  roads = await storeDemoRoads(service, ['S252']);
  await useDemoElevation(service);
  await screen(service);
});

interface Due {
  readonly road: number;
  readonly failures: number;
  readonly job: string | null;
}

const due = async (db: Queryable = service.database.pool): Promise<Due[]> => {
  const { rows } = await db.query<Due>(
    'SELECT road_id AS road, failures, job_id AS job FROM anlan.screening_due ORDER BY road_id',
  );
  return rows;
};
const clear = () => service.database.pool.query('DELETE FROM anlan.screening_due');
const letTimePass = (db: Queryable) =>
  db.query(`UPDATE anlan.screening_due SET failed_at = failed_at - interval '2 hours'`);
const edit = async (code: string, properties: Record<string, unknown>) => {
  const id = roads.get(code);
  const { body } = await service.get(`/collections/roads/items/${id}`);
  const answer = await service
    .send('patch', `/collections/roads/items/${id}`)
    .set('Content-Type', 'application/merge-patch+json')
    .send({ properties: { _version: body.properties._version, ...properties } });
  expect(answer.status, answer.text).toBe(200);
};
const rescreenings = async (): Promise<StatusInfo[]> =>
  (await service.get('/jobs?processID=rescreen-roads&limit=1000')).body.jobs;
async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 400; attempt++) {
    if (await holds()) return;
    await sleep(50);
  }
  throw new Error('it has not come about');
}

test('an edit whose screening failed is screened when the cause has gone', async () => {
  const id = Number(roads.get('S252-004'));
  const files = await readdir(service.dataFolder, { recursive: true });
  const raster = path.join(service.dataFolder, files.find((file) => file.endsWith('.tif')) ?? '');
  const heights = await readFile(raster);
  await writeFile(raster, 'not heights');
  try {
    await edit('S252-004', { design_speed_kmh: 20 });
    await until(async () => (await rescreenings()).some(({ status }) => status === 'failed'));
    const rows = await due();
    expect(rows.map(({ road }) => road)).toContain(id);
    expect(new Set(rows.map(({ failures, job }) => `${failures} ${job}`))).toEqual(new Set(['1 null']));
  } finally {
    await writeFile(raster, heights);
  }
  await letTimePass(service.database.pool);
  // Whatever is edited lets the follower look; this bears on no finding.
  await edit('S252-001', { remarks: '巡查' });
  await until(async () => (await due()).length === 0);
  const own = await proposals(service, `road_id=${id}`);
  expect(own.length).toBeGreaterThan(0);
  expect(own.every(({ properties }) => properties.road_changed === false)).toBe(true);
});

/** Ends a job in one transaction with what made it, so that the service does not take it up. */
async function end(db: Queryable, jobId: string, isPoisoned: (ids: readonly number[]) => boolean): Promise<number[]> {
  const owner = randomUUID();
  await claimJob(db, jobId, owner);
  const { ids = [0] } = ((await readJob(db, jobId))?.inputs ?? {}) as { ids?: number[] };
  const problem = { code: 'internal_error', detail: { zh: '出错', en: 'It failed' } };
  const failed = isPoisoned(ids);
  await finishJob(db, jobId, owner, failed ? { status: 'failed', problem } : { status: 'successful', result: {} });
  return ids;
}

describe('what is to be screened', () => {
  test('is due until the job has ended well', async () => {
    await clear();
    await withTransaction(service.database.pool, async (db) => {
      const job = await queueRoads(db, [11, 12]);
      expect(await due(db)).toEqual([11, 12].map((road) => ({ road, failures: 0, job })));
      await end(db, job, () => false);
      expect(await due(db)).toEqual([]);
    });
  });

  test('is screened for the hazards and by the numbers that hold when it is added to a job that waits', async () => {
    await clear();
    const undone = new Error('undone');
    const changed = withTransaction(service.database.pool, async (db) => {
      const job = await queueRoads(db, [11]);
      const inputs = async () => (await readJob(db, job))?.inputs;
      const { hazards } = (await inputs()) as { hazards: string[] };
      const standard = { rows: [{ id: 'bend.limit_radius_m@40', value: 45, source: 'ours' }] };
      await db.query(`UPDATE anlan.screening_runs SET standard = $1::jsonb, hazards = array_remove(hazards, 'cliff')`, [
        JSON.stringify(standard),
      ]);
      const now = { hazards: hazards.filter((hazard) => hazard !== 'cliff'), standard };
      expect(await queueRoads(db, [12])).toBe(job);
      expect(await inputs()).toEqual({ ids: expect.arrayContaining([11, 12]), ...now });
      await queueRoads(db, undefined);
      expect(await inputs()).toEqual(now);
      throw undone;
    });
    await expect(changed).rejects.toBe(undone);
  });

  test('is due no more when somebody has dismissed the job', async () => {
    await clear();
    await withTransaction(service.database.pool, async (db) => {
      await dismissJob(db, await queueRoads(db, [11, 12]), { zh: '已取消', en: 'Dismissed' });
      expect(await due(db)).toEqual([]);
    });
  });

  test('and is edited again while its job runs stays due', async () => {
    await clear();
    await withTransaction(service.database.pool, async (db) => {
      const first = await queueRoads(db, [11]);
      const owner = randomUUID();
      await claimJob(db, first, owner);
      const second = await queueRoads(db, [11]);
      expect(second).not.toBe(first);
      await finishJob(db, first, owner, { status: 'successful', result: {} });
      expect(await due(db)).toEqual([{ road: 11, failures: 0, job: second }]);
      await end(db, second, () => false);
    });
  });

  test('waits before it is tried again', async () => {
    await clear();
    await withTransaction(service.database.pool, async (db) => {
      await end(db, await queueRoads(db, [11]), () => true);
      expect((await retryDue(db)).jobs).toEqual([]);
      expect(await due(db)).toEqual([{ road: 11, failures: 1, job: null }]);
    });
  });

  test.each([
    ['one road', [15]],
    ['two roads', [3, 38]],
  ])('and is spoilt by %s is screened for all the others, and those are given up and reported', async (_, poison) => {
    await clear();
    const isPoisoned = (ids: readonly number[]) => ids.some((id) => poison.includes(id));
    await withTransaction(service.database.pool, async (db) => {
      const all = Array.from({ length: 40 }, (_, i) => i + 1);
      await end(db, await queueRoads(db, all), isPoisoned);
      const reported: number[] = [];
      let jobs = 0;
      for (let round = 0; round < 2 * mostFailures; round++) {
        await letTimePass(db);
        const tried = await retryDue(db);
        reported.push(...tried.givenUp.map(({ road }) => road));
        jobs += tried.jobs.length;
        for (const job of tried.jobs) await end(db, job, isPoisoned);
      }
      expect((await due(db)).map(({ road }) => road)).toEqual(poison);
      expect(reported.sort((a, b) => a - b)).toEqual(poison);
      expect(jobs).toBeLessThan(50);
    });
  });

  test('over the whole county is tried again as a whole, and not for ever', async () => {
    await clear();
    await withTransaction(service.database.pool, async (db) => {
      await end(db, await queueRoads(db, undefined), () => true);
      const tried: number[][] = [];
      for (let round = 0; round < 2 * mostFailures; round++) {
        await letTimePass(db);
        for (const job of (await retryDue(db)).jobs) tried.push(await end(db, job, () => true));
      }
      expect(tried).toEqual(Array.from({ length: mostFailures - 1 }, () => [0]));
    });
  });
});

test('a run over the whole county covers what failed before it', async () => {
  await clear();
  const id = Number(roads.get('S252-002'));
  await withTransaction(service.database.pool, async (db) => {
    await end(db, await queueRoads(db, [id]), () => true);
  });
  await screen(service, { road_code: 'S252' });
  expect(await due()).toHaveLength(1);
  await screen(service, { hazards: ['cliff'] });
  expect(await due()).toHaveLength(1);
  await screen(service);
  expect(await due()).toEqual([]);
});
