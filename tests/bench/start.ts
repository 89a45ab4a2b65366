import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { openDatabase } from '../../server/database/connect.ts';
import { makeScratchFolder } from '../setup/scratch.ts';
import type { Bench } from './bench.ts';
import { median, timed } from './support/measure.ts';
import { ratio } from './support/report.ts';

const rounds = 5;
const project = path.resolve(import.meta.dirname, '../..');

export const start: Bench = {
  name: 'start',
  run: async () => {
    const folder = makeScratchFolder();
    try {
      const first = await startOnce(folder);
      const second: number[] = [];
      const engine: number[] = [];
      for (let round = 0; round < rounds; round++) {
        second.push(await startOnce(folder));
        engine.push(await openOnce(folder));
      }
      const row = (name: string, time: number) => [name, `${(time / 1000).toFixed(1)} s`, ratio(time, median(engine))];
      return {
        title: 'Start of the service on the embedded database',
        about:
          '`npm start` until the service answers. Target: the second start listens in under 5 s. The rival is opening the embedded database alone, in a process that runs already.',
        columns: ['', 'time', 'against the database alone'],
        rows: [
          row('first start: database made, demo county loaded, page built unless it was', first),
          row(`second start, median of ${rounds}`, median(second)),
          row(`second start, slowest of ${rounds}`, Math.max(...second)),
          row(`the database alone, median of ${rounds}`, median(engine)),
        ],
        notes: [`second starts: ${second.map((time) => `${(time / 1000).toFixed(1)} s`).join(', ')}`],
      };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

/** From the command to the first answer. */
async function startOnce(dataFolder: string): Promise<number> {
  let service: ChildProcess | undefined;
  try {
    return await timed(async () => {
      service = spawn('npm', ['start', '--silent'], {
        cwd: project,
        env: { ...process.env, ANLAN_DATA: dataFolder, PORT: '0', LANG: 'en_US.UTF-8', LOG_LEVEL: 'silent' },
        stdio: ['ignore', 'pipe', 'inherit'],
        detached: true,
      });
      if (!service.stdout) throw new Error('no output to read');
      for await (const line of createInterface({ input: service.stdout })) {
        const [url] = /http:\/\/\S+/.exec(line) ?? [];
        if (!url) continue;
        const answer = await fetch(`${url}/api`);
        if (answer.status !== 200) throw new Error(`the service answered ${answer.status}`);
        return;
      }
      throw new Error('the service ended before it listened');
    });
  } finally {
    if (service) await end(service);
  }
}

/** npm passes no signal on to what it started: the whole group is asked to end. */
async function end(service: ChildProcess): Promise<void> {
  if (service.exitCode !== null || service.pid === undefined) return;
  const closed = once(service, 'close');
  process.kill(-service.pid, 'SIGTERM');
  service.stdout?.resume();
  await closed;
}

async function openOnce(dataFolder: string): Promise<number> {
  let database: Awaited<ReturnType<typeof openDatabase>> | undefined;
  const time = await timed(async () => {
    database = await openDatabase({ dataFolder, onProgress: () => {} });
  });
  await database?.close();
  return time;
}
