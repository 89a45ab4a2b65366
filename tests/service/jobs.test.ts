import { beforeAll, describe, expect, test } from 'vitest';
import { expectProblem } from './support/problem.ts';
import { follow, proposals, storeDemoRoads, submit, useDemoElevation } from './support/screening.ts';
import { testService } from './support/service.ts';

const service = testService();

beforeAll(async () => {
  await storeDemoRoads(service);
  await useDemoElevation(service);
});

const execute = (inputs: Record<string, unknown>) => service.post('/processes/screen-roads/execution').send({ inputs });

describe('a job', () => {
  test('is accepted at once, runs with progress that never falls, and leaves its result', async () => {
    const answer = await execute({}).set('Prefer', 'respond-async').set('Accept-Language', 'en');
    expect(answer.status, answer.text).toBe(201);
    expect(answer.headers['preference-applied']).toBe('respond-async');
    expect(answer.headers.location).toBe(`${service.address}/api/jobs/${answer.body.jobID}`);
    expect(answer.body).toMatchObject({ processID: 'screen-roads', type: 'process', status: 'accepted', progress: 0 });
    const { jobID } = answer.body;
    await expectProblem(() => service.get(`/jobs/${jobID}/results`), 'result_not_ready', 404);

    const seen = await follow(service, jobID);
    const progress = seen.map((status) => status.progress);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(progress.some((percent) => percent > 0 && percent < 100)).toBe(true);
    expect(seen.at(-1)).toMatchObject({ status: 'successful', progress: 100 });
    const order = ['accepted', 'running', 'successful'];
    const statuses = seen.map(({ status }) => order.indexOf(status));
    expect(statuses).toEqual([...statuses].sort((a, b) => a - b));

    const { body } = await service.get(`/jobs/${jobID}`).set('Accept-Language', 'en');
    expect(body.message).toMatch(/km of roads screened$/);
    expect((await service.get(`/jobs/${jobID}`)).body.message).toMatch(/^已判别公路 [\d.]+ 公里$/);
    for (const time of ['created', 'started', 'finished', 'updated']) expect(Date.parse(body[time])).not.toBeNaN();
    const results = body.links.find(({ rel }: { rel: string }) => rel.endsWith('/results'));
    const summary = await service.get(results.href.split('/api')[1]);
    expect(summary.body).toMatchObject({ run: 1, roads: 539, outdated_roads: 0 });
  });

  test('answers others while it computes', async () => {
    const id = await submit(service);
    const times: number[] = [];
    for (;;) {
      const start = performance.now();
      const { body } = await service.get(`/jobs/${id}`);
      times.push(performance.now() - start);
      if (body.status === 'successful') break;
      expect(['accepted', 'running']).toContain(body.status);
    }
    const slow = times.filter((time) => time > 1000);
    // One transaction of a chunk may stand before an answer, a whole county may not.
    expect(slow.length).toBeLessThan(times.length / 10);
  });

  test('that is dismissed stops, and what was not stored by then is not stored later', async () => {
    const id = await submit(service);
    for (;;) {
      const { body } = await service.get(`/jobs/${id}`);
      if (body.progress > 5) break;
      expect(['accepted', 'running']).toContain(body.status);
    }
    const dismissed = await service.send('delete', `/jobs/${id}`);
    expect(dismissed.status).toBe(200);
    expect(dismissed.body).toMatchObject({ jobID: id, status: 'dismissed' });
    const before = await service.database.pool.query('SELECT max(updated_at) AS last FROM anlan.proposals');
    await expectProblem(() => service.get(`/jobs/${id}/results`), 'job_dismissed', 410);
    // The next job of the process runs only after the dismissed one has let go.
    const next = await submit(service, { road_code: 'S252', hazards: ['near_water'] });
    expect((await follow(service, next)).at(-1)?.status).toBe('successful');
    const after = await service.database.pool.query('SELECT max(updated_at) AS last FROM anlan.proposals');
    expect(after.rows).toEqual(before.rows);
    expect((await service.get(`/jobs/${id}`)).body.status).toBe('dismissed');

    const removed = await service.send('delete', `/jobs/${id}`);
    expect(removed.body).toMatchObject({ jobID: id, status: 'dismissed' });
    await expectProblem(() => service.get(`/jobs/${id}`), 'unknown_job', 404);
    expect((await proposals(service)).length).toBeGreaterThan(2000);
  });

  test('that waits can be dismissed and never runs', async () => {
    const first = await submit(service);
    const second = await submit(service, { road_code: 'S252' });
    await service.send('delete', `/jobs/${second}`);
    await follow(service, first);
    const third = await submit(service, { road_code: 'S252' });
    await follow(service, third);
    expect((await service.get(`/jobs/${second}`)).body).toMatchObject({ status: 'dismissed', progress: 0 });
    const runs = await service.database.pool.query('SELECT FROM anlan.screening_runs WHERE job_id = $1', [second]);
    expect(runs.rows).toEqual([]);
  });
});

describe('the list of jobs', () => {
  test('has the newest first, by pages and by filters', async () => {
    const all = await service.get('/jobs?limit=1000');
    const ids = all.body.jobs.map(({ jobID }: { jobID: string }) => jobID);
    const times = all.body.jobs.map(({ created }: { created: string }) => created);
    expect(times).toEqual([...times].sort().reverse());
    const paged: string[] = [];
    for (let path: string | undefined = '/jobs?limit=2'; path; ) {
      const { body } = await service.get(path);
      paged.push(...body.jobs.map(({ jobID }: { jobID: string }) => jobID));
      path = body.links.find(({ rel }: { rel: string }) => rel === 'next')?.href.split('/api')[1];
    }
    expect(paged).toEqual(ids);
    const { body } = await service.get('/jobs?status=dismissed&processID=screen-roads');
    expect(body.jobs.map(({ status }: { status: string }) => status)).toEqual(['dismissed']);
    expect((await service.get('/jobs?processID=buffer')).body.jobs).toEqual([]);
  });
});

describe('a request that is not right', () => {
  test.each(['0', 'nothing', '5e1f4b7e-0000-4000-8000-000000000000'])('knows no job %s', async (id) => {
    await expectProblem(() => service.get(`/jobs/${id}`), 'unknown_job', 404);
    await expectProblem(() => service.send('delete', `/jobs/${id}`), 'unknown_job', 404);
    await expectProblem(() => service.get(`/jobs/${id}/results`), 'unknown_job', 404);
  });

  test('is told what is wrong with it', async () => {
    await expectProblem(() => service.get('/jobs?status=done'), 'invalid_parameter', 400);
    await expectProblem(() => service.get('/jobs?cursor=x'), 'invalid_parameter', 400);
    await expectProblem(() => service.post('/jobs'), 'method_not_allowed', 405);
  });

  test('cannot have a long process answered at once', async () => {
    const before = (await service.get('/jobs?limit=1')).body.jobs[0].jobID;
    const { en } = await expectProblem(() => execute({}).set('Prefer', 'respond-sync'), 'invalid_parameter', 400);
    expect(en.detail).toMatch(/respond-async/);
    expect((await service.get('/jobs?limit=1')).body.jobs[0].jobID).toBe(before);
  });
});
