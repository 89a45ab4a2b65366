import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../server/database/connect.ts';
import { makeAccount } from '../setup/accounts.ts';
import { makeScratchFolder } from '../setup/scratch.ts';
import { databaseKind, testDatabase, testDataFolder } from '../setup/service.ts';
import { installDemoElevation, type RunSummary, type StatusInfo, storeDemoRoads } from './support/screening.ts';
import { servedProcess } from './support/served.ts';

const db = databaseKind === 'server' ? testDatabase() : undefined;
const folder = databaseKind === 'embedded' ? testDataFolder() : undefined;
const scratch = makeScratchFolder();
const dataFolder = folder?.path ?? scratch;
const ends = 3;
let bearer = {};

beforeAll(async () => {
  const database = db?.database ?? (await openDatabase({ dataFolder, onProgress: () => {} }));
  await storeDemoRoads({ database });
  bearer = (await makeAccount(database, { name: 'screener' })).bearer;
  if (!db) await database.close();
  await installDemoElevation(dataFolder);
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

const startServed = servedProcess();
const start = () => startServed({ databaseUrl: db?.url, dataFolder });

const json = async <T>(address: string, init: RequestInit = {}): Promise<T> => {
  const answer = await fetch(address, { ...init, headers: { ...init.headers, ...bearer } });
  if (!answer.ok) throw new Error(`${address}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
};

const execute = (api: string) =>
  json<StatusInfo>(`${api}/processes/screen-roads/execution`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ inputs: {} }),
  });

/** Follows the job until it has ended or has come so far. */
async function until(api: string, id: string, percent: number): Promise<StatusInfo> {
  for (;;) {
    const status = await json<StatusInfo>(`${api}/jobs/${id}`);
    if (!['accepted', 'running'].includes(status.status) || status.progress >= percent) return status;
    await sleep(20);
  }
}

test(`a job whose service is ended ${ends} times goes on where it was`, { timeout: 300_000 }, async () => {
  let service = await start();
  const { jobID } = await execute(service.api);
  let progress = 0;
  for (let end = 1; end <= ends; end++) {
    const status = await until(service.api, jobID, progress + 12);
    expect(status.status).toBe('running');
    expect(status.progress).toBeGreaterThan(progress);
    progress = status.progress;
    // Told to end, it gives the job back; killed, it leaves it.
    service.process.kill(end === 2 ? 'SIGTERM' : 'SIGKILL');
    await once(service.process, 'exit');
    service = await start();
    const after = await json<StatusInfo>(`${service.api}/jobs/${jobID}`);
    expect(after.progress).toBeGreaterThanOrEqual(progress);
  }
  expect(await until(service.api, jobID, 100)).toMatchObject({ status: 'successful', progress: 100 });
  const resumed = await json<RunSummary>(`${service.api}/jobs/${jobID}/results`);
  // Each continuous road was counted once.
  expect(resumed).toMatchObject({ run: 1, roads: 539 });

  const again = await execute(service.api);
  await until(service.api, again.jobID, 100);
  const whole = await json<RunSummary>(`${service.api}/jobs/${again.jobID}/results`);
  // Nothing was left out, nothing was proposed twice.
  expect(whole.counts).toEqual(resumed.counts);
  expect(whole.outcome).toMatchObject({ added: 0, changed: 0, superseded: 0, unchanged: resumed.outcome.added });

  service.process.kill('SIGTERM');
  await once(service.process, 'exit');
});
