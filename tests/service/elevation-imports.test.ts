import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { withTransaction } from '../../server/database/transaction.ts';
import { importElevation } from '../../server/elevation/import.ts';
import { importRun } from '../../server/elevation/imports/import-run.ts';
import { importElevationProcess } from '../../server/elevation/imports/process.ts';
import { uploadFolder } from '../../server/elevation/imports/uploads.ts';
import { claimJob, createJob, finishJob, saveStep } from '../../server/jobs/job-store.ts';
import { makeScratchFolder } from '../setup/scratch.ts';
import { type SmallRaster, writeGeotiff } from '../unit/elevation/write-geotiff.ts';
import { full, store } from './support/features.ts';
import { call, drawTownships, makePeople } from './support/people.ts';
import { follow, installDemoElevation, type StatusInfo, screen, storeDemoRoads, submit } from './support/screening.ts';
import { defaultMaxElevationBytes, testService } from './support/service.ts';

const service = testService();
const folder = makeScratchFolder();
let made = 0;

const flat = (height: number, change: Partial<SmallRaster> = {}): SmallRaster => ({
  width: 200,
  height: 200,
  at: () => height,
  origin: [110, 31],
  cell: 0.0001,
  epsg: 4490,
  type: 'int16',
  ...change,
});
function file(raster: SmallRaster, name = `dem-${made++}.tif`): Buffer {
  return readFileSync(writeGeotiff(path.join(folder, name), raster));
}
const send = (query: string, body: Buffer, type = 'application/octet-stream') =>
  service.post(`/elevation/imports?${query}`).set('Content-Type', type).set('Accept-Language', 'en').send(body);
async function imported(query: string, body: Buffer): Promise<StatusInfo> {
  const answer = await send(query, body);
  expect(answer.status, answer.text).toBe(201);
  expect(answer.headers.location).toContain(answer.body.jobID);
  const last = (await follow(service, answer.body.jobID)).at(-1);
  if (!last) throw new Error('the job was not seen');
  return last;
}
const sources = async () => (await service.get('/elevation/sources')).body.sources as Record<string, unknown>[];
const heightAt = async (line: string) => {
  const { body } = await service.get(`/elevation/profile?line=${line}`);
  return body.samples?.[0]?.height_m ?? null;
};
const middle = '110.01,30.99;110.011,30.99';
const uploads = () => {
  const kept = path.join(service.dataFolder, 'elevation-uploads');
  return existsSync(kept) ? readdirSync(kept) : [];
};

describe('POST /api/elevation/imports', () => {
  test('becomes a job; its elevation is there without a restart, and nothing of the upload is left', async () => {
    expect(await heightAt(middle)).toBeNull();
    const last = await imported('file=dem.tif&name=2024&vertical_accuracy_m=0.7', file(flat(321)));
    expect(last).toMatchObject({ processID: importElevationProcess, status: 'successful', progress: 100 });
    expect(await heightAt(middle)).toBe(321);
    const { body: tile } = await service.get('/terrain.json');
    expect(tile.bounds[0]).toBeCloseTo(110, 6);
    expect((await service.get('/service')).status).toBe(200);
    expect(await sources()).toMatchObject([
      { name: '2024', imported: true, files: ['dem.tif'], vertical_accuracy_m: 0.7, cell_m: [11.1] },
    ]);
    expect((await service.get(`/jobs/${last.jobID}/results`)).body).toMatchObject({ name: '2024', replaced: [] });
    expect(uploads()).toEqual([]);
  });

  test('takes several sheets as a form and joins them', async () => {
    const east = flat(321, { origin: [110.02, 31] });
    const answer = await service
      .post('/elevation/imports?name=2024')
      .attach('sheet', file(flat(500)), '西幅.tif')
      .attach('sheet', file({ ...east, at: () => 500 }), 'east.tif');
    expect(answer.status, answer.text).toBe(201);
    const last = (await follow(service, answer.body.jobID)).at(-1);
    expect(last?.status, JSON.stringify(last)).toBe('successful');
    expect(await sources()).toMatchObject([{ name: '2024', files: ['西幅.tif', 'east.tif'] }]);
    // Between the last column of one and the first of the other.
    expect(await heightAt('110.02,30.99;110.021,30.99')).toBe(500);
  });

  test('what is no elevation fails as a job that names the file and nothing of the disk', async () => {
    const before = await sources();
    const last = await imported('file=photo.tif', Buffer.from('no picture at all'));
    expect(last).toMatchObject({ status: 'failed', problem: { code: 'elevation_refused' } });
    expect(last.problem?.detail).toContain('photo.tif');
    expect(last.problem?.detail).not.toContain(service.dataFolder);
    expect(await sources()).toEqual(before);
    expect(uploads()).toEqual([]);
    const { body } = await service.get(`/jobs/${last.jobID}`).set('Accept-Language', 'zh');
    expect(body.problem.detail).not.toMatch(/[a-z]{4,} [a-z]{3,}/i);
  });

  test('what is too large is refused and not kept', async () => {
    const answer = await send('file=large.tif', Buffer.alloc(defaultMaxElevationBytes + 1));
    expect([answer.status, answer.body.code]).toEqual([413, 'body_too_large']);
    expect(answer.body.detail).toContain('ANLAN_MAX_ELEVATION_MB');
    const form = await service
      .post('/elevation/imports')
      .attach('file', Buffer.alloc(defaultMaxElevationBytes + 1), 'large.tif');
    expect([form.status, form.body.code]).toEqual([413, 'body_too_large']);
    expect(uploads()).toEqual([]);
  });

  test.each([
    ['file=dem.tif&vertical_accuracy_m=1e9', 'invalid_parameter', 'vertical_accuracy_m'],
    ['file=dem.tif&vertical_accuracy_m=101', 'invalid_parameter', 'vertical_accuracy_m'],
    ['file=dem.tif&vertical_accuracy_m=0', 'invalid_parameter', 'vertical_accuracy_m'],
    ['file=dem.tif&name=', 'invalid_parameter', 'name'],
    ['file=dem.tif&name=a%0Ab', 'invalid_parameter', 'name'],
    ['file=dem.tif&void=x', 'invalid_parameter', 'void'],
    ['file=dem.tif&replace_all=yes', 'invalid_parameter', 'replace_all'],
    ['file=dem.tif&replace=true', 'unknown_parameter', 'replace'],
    ['file=dem.png', 'invalid_parameter', 'file'],
    ['file=..%2F..%2Fdem.tif', 'invalid_parameter', 'file'],
    ['file=.tif', 'invalid_parameter', 'file'],
    ['name=x', 'invalid_parameter', 'file'],
  ])('%s is refused with %s', async (query, code, parameter) => {
    const answer = await send(query, file(flat(1)));
    expect([answer.status, answer.body.code, answer.body.parameter]).toEqual([400, code, parameter]);
    expect(uploads()).toEqual([]);
  });

  test('refuses another type, a form without a file and one with fields', async () => {
    expect((await send('file=dem.tif', Buffer.from('{}'), 'application/json')).body.code).toBe(
      'unsupported_media_type',
    );
    const empty = await send('', Buffer.from('--x--\r\n'), 'multipart/form-data; boundary=x');
    expect([empty.status, empty.body.code]).toEqual([400, 'malformed_body']);
    const cut = await send('', Buffer.from('--x\r\n'), 'multipart/form-data; boundary=x');
    expect([cut.status, cut.body.code]).toEqual([400, 'malformed_body']);
    const fields = await service
      .post('/elevation/imports')
      .field('name', 'x')
      .attach('f', file(flat(1)), 'a.tif');
    expect([fields.status, fields.body.parameter]).toEqual([400, 'name']);
    expect(uploads()).toEqual([]);
  });

  test('is for administrators and the bureaus of roads and waters, and so is removing', async () => {
    await drawTownships(service);
    const people = await makePeople(service);
    for (const role of ['township', 'planner', 'viewer'] as const) {
      const sent = await call(service, 'POST', '/elevation/imports?file=a.tif', people[role].bearer, 'x');
      expect([role, sent.status]).toEqual([role, 403]);
      const removed = await call(service, 'DELETE', '/elevation/sources/2024', people[role].bearer);
      expect([role, removed.status]).toEqual([role, 403]);
    }
    for (const role of ['transport', 'water'] as const) {
      const removed = await call(service, 'DELETE', '/elevation/sources/none', people[role].bearer);
      expect([role, removed.status]).toEqual([role, 404]);
    }
    expect((await call(service, 'POST', '/elevation/imports?file=a.tif', {}, 'x')).status).toBe(401);
  });
});

test('an import that is dismissed leaves the elevation as it was, and nothing of the upload', async () => {
  // 25 million cells of nothing but a few bytes: long enough to be stopped.
  const large = flat(9, { width: 5000, height: 5000, tile: 256, deflate: true });
  const answer = await send('file=large.tif&name=large', file(large));
  expect(answer.status, answer.text).toBe(201);
  await service.send('delete', `/jobs/${answer.body.jobID}`).expect(200);
  for (let attempt = 0; attempt < 300 && uploads().length > 0; attempt++) await sleep(100);
  // One that had not begun is cleared away by the next.
  await imported('file=dem.tif&name=2024', file(flat(321)));
  expect(uploads()).toEqual([]);
  expect((await sources()).map(({ name }) => name)).not.toContain('large');
});

test('an import outlasts a loss of the database: it is done once, and its files stay until that is said', async () => {
  const { database, dataFolder } = service;
  const upload = randomUUID();
  mkdirSync(uploadFolder(dataFolder, upload), { recursive: true });
  writeFileSync(path.join(uploadFolder(dataFolder, upload), 'dem.tif'), file(flat(555, { origin: [118, 31] })));
  const inputs = { upload, files: ['dem.tif'], name: 'lost' };
  const owner = randomUUID();
  // In one transaction, so that the service does not take the job up.
  const job = await withTransaction(database.pool, async (db) => {
    const { id } = await createJob(db, importElevationProcess, inputs, { userId: null, name: 'test', role: null });
    return (await claimJob(db, id, owner))?.job;
  });
  if (!job) throw new Error('the job was not claimed');
  const { run } = importRun({ database, dataFolder });
  const { signal } = new AbortController();
  const lost = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  await expect(run({ job, signal, step: () => Promise.reject(lost) })).rejects.toBe(lost);
  expect(uploads()).toEqual([upload]);
  expect((await sources()).map(({ name }) => name)).toContain('lost');
  const result = await run({ job, signal, step: (db, step) => saveStep(db, job.id, owner, step) });
  expect(result).toMatchObject({ name: 'lost', replaced: [] });
  expect(uploads()).toEqual([]);
  await finishJob(database.pool, job.id, owner, { status: 'successful', result });
  await service.send('delete', '/elevation/sources/lost').expect(204);
});

describe('DELETE /api/elevation/sources/{name}', () => {
  test('takes an import out at once, and its files with it', async () => {
    await imported('file=dem.tif&name=extra/1', file(flat(7)));
    expect((await sources()).map(({ name }) => name)).toContain('extra/1');
    await service.send('delete', `/elevation/sources/${encodeURIComponent('extra/1')}`).expect(204);
    expect((await sources()).map(({ name }) => name)).not.toContain('extra/1');
    const folders = readdirSync(path.join(service.dataFolder, 'elevation'), { withFileTypes: true });
    expect(folders.filter((entry) => entry.isDirectory())).toHaveLength((await sources()).length);
    const again = await service.send('delete', `/elevation/sources/${encodeURIComponent('extra/1')}`);
    expect([again.status, again.body.code]).toEqual([404, 'unknown_elevation']);
  });

  test('leaves what was put in by hand', async () => {
    writeGeotiff(path.join(service.dataFolder, 'elevation', 'hand.tif'), flat(3, { origin: [115, 31] }));
    expect(await sources()).toContainEqual(expect.objectContaining({ name: 'hand.tif', imported: false }));
    const answer = await service.send('delete', '/elevation/sources/hand.tif');
    expect([answer.status, answer.body.code]).toEqual([409, 'elevation_by_hand']);
  });
});

describe('screening', { timeout: 240_000 }, () => {
  const rescreenings = async () =>
    (await service.get('/jobs?processID=rescreen-roads')).body.jobs as (StatusInfo & { inputs: { ids?: number[] } })[];
  const ended = async (count: number) => {
    for (let attempt = 0; attempt < 1800; attempt++) {
      const jobs = await rescreenings();
      if (jobs.length === count && jobs.every(({ status }) => status === 'successful')) return jobs;
      await sleep(100);
    }
    throw new Error(`no ${count} re-screenings: ${JSON.stringify(await rescreenings())}`);
  };
  /** All done, and for longer than it takes until a change of the elevation is noticed. */
  const settled = async () => {
    for (let quiet = 0, before = -1; quiet < 50; ) {
      const jobs = await rescreenings();
      const isQuiet = jobs.length === before && jobs.every(({ status }) => status === 'successful');
      quiet = isQuiet ? quiet + 1 : 0;
      before = jobs.length;
      await sleep(100);
    }
    return await rescreenings();
  };
  let roads: ReadonlyMap<string, number>;
  const importDemo = () => installDemoElevation(service.dataFolder);
  beforeAll(async () => {
    // Some 45 km: more than one of the pieces in which a run is stored.
    roads = await storeDemoRoads(service, ['S252', 'X202', 'X203', 'Y007', 'Y028', 'Y024', 'Y025']);
    // Far from the elevation.
    await store(service.database, 'roads', [
      {
        ...full('roads'),
        geometry: {
          type: 'LineString',
          coordinates: [
            [100, 40],
            [100.01, 40],
          ],
        },
      },
    ]);
  });

  test('goes on with the elevation it began with when that is replaced, and the roads there are screened again', async () => {
    await importDemo();
    await service.get('/elevation/sources').expect(200);
    const id = await submit(service);
    let imports = 0;
    for (;;) {
      const { body } = await service.get(`/jobs/${id}`);
      if (!['accepted', 'running'].includes(body.status)) {
        expect(body.status, JSON.stringify(body)).toBe('successful');
        break;
      }
      if (body.status === 'running' && imports < 3) {
        await importDemo();
        imports += 1;
      }
      await sleep(20);
    }
    expect(imports).toBeGreaterThan(0);
    expect((await settled()).length).toBeGreaterThan(0);
    // What was replaced has gone, now that nobody reads it.
    const folders = readdirSync(path.join(service.dataFolder, 'elevation'), { withFileTypes: true });
    expect(folders.filter((entry) => entry.isDirectory()).length).toBeLessThanOrEqual((await sources()).length);
  });

  test('is done again of the roads that an import beside the service covers, and of no others', async () => {
    const before = (await rescreenings()).length;
    mkdirSync(path.join(folder, 'sheet'), { recursive: true });
    const { body } = await service.get(`/collections/roads/items/${roads.get('S252-004')}`);
    const [longitude, latitude] = body.geometry.coordinates[0];
    const sheet = flat(300, { width: 20, height: 20, origin: [longitude - 0.001, latitude + 0.001] });
    const files = [writeGeotiff(path.join(folder, 'sheet', 'sheet.tif'), sheet)];
    await importElevation({ dataFolder: service.dataFolder, files, name: 'sheet' });
    const [latest] = await ended(before + 1);
    expect(latest?.inputs.ids).toContain(roads.get('S252-004'));
    expect(latest?.inputs.ids?.length).toBeLessThan(20);
    await service.send('delete', '/elevation/sources/sheet').expect(204);
    const [after] = await ended(before + 2);
    expect(after?.inputs.ids).toEqual(latest?.inputs.ids);
  });

  test('is not done again where elevation comes that no road lies in', async () => {
    const before = (await rescreenings()).length;
    const last = await imported('file=far.tif', file(flat(10, { origin: [90, 20] })));
    expect(last.status).toBe('successful');
    await sleep(5000);
    expect(await rescreenings()).toHaveLength(before);
    await screen(service, { road_code: 'S252' });
  });
});
