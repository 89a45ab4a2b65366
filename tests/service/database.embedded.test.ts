import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import readline from 'node:readline';
import { afterEach, expect, inject, test, vi } from 'vitest';
import { type OpenOptions, openDatabase } from '../../server/database/connect.ts';
import type { Database } from '../../server/database/database.ts';
import { makeScratchFolder } from '../setup/scratch.ts';

const cleanUps: Array<() => unknown> = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

function scratch(): string {
  const folder = makeScratchFolder();
  cleanUps.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A data folder whose database has been used before. */
async function usedFolder(): Promise<string> {
  const folder = scratch();
  await cp(inject('embeddedTemplate'), folder, { recursive: true });
  return folder;
}

async function open(dataFolder: string, options: Partial<OpenOptions> = {}): Promise<Database> {
  const database = await openDatabase({ dataFolder, onProgress: () => {}, ...options });
  cleanUps.push(() => database.close());
  return database;
}

/** A process of its own that writes numbers; `lines` are what it prints. */
function startWriter(dataFolder: string): { process: ChildProcess; lines: AsyncIterableIterator<string> } {
  const script = path.join(import.meta.dirname, 'support/writer-process.ts');
  const writer = spawn(process.execPath, ['--import', 'tsx', script, dataFolder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  cleanUps.push(() => kill(writer));
  return { process: writer, lines: readline.createInterface(writer.stdout)[Symbol.asyncIterator]() };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

/** A message of PostgreSQL's protocol: its type, its length, its content. */
function message(type: string, content: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(4 + Buffer.byteLength(content));
  return Buffer.concat([Buffer.from(type), length, Buffer.from(content)]);
}

async function received(socket: net.Socket, bytes: string): Promise<void> {
  for (;;) {
    const [chunk] = (await once(socket, 'data')) as [Buffer];
    if (chunk.includes(bytes)) return;
  }
}

test('what was stored is there after a clean end, which leaves neither lock nor socket', async () => {
  const folder = await usedFolder();
  const first = await open(folder);
  const socketFolder = first.pool.options.host ?? '';
  const permissions = statSync(socketFolder).mode & 0o777;
  await first.pool.query('CREATE TABLE public.kept AS SELECT 7 AS n');
  await first.close();
  expect(permissions).toBe(0o700);
  expect(existsSync(socketFolder)).toBe(false);
  expect(readdirSync(folder)).toEqual(['database']);

  const second = await open(folder);
  expect((await second.pool.query('SELECT n FROM public.kept')).rows).toEqual([{ n: 7 }]);
});

test('a commit waits for the disk', async () => {
  const database = await open(await usedFolder());
  const { rows } = await database.pool.query(
    "SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit', 'wal_sync_method') ORDER BY name",
  );
  // fsync is the one method that the engine's file system passes on.
  expect(rows).toEqual([
    { name: 'fsync', setting: 'on' },
    { name: 'synchronous_commit', setting: 'on' },
    { name: 'wal_sync_method', setting: 'fsync' },
  ]);
});

test('a killed process loses no acknowledged row, twice in a row', { timeout: 240_000 }, async () => {
  const folder = await usedFolder();
  let acknowledged = 0;
  for (const rowsBeforeKill of [150, 40]) {
    const writer = startWriter(folder);
    const target = acknowledged + rowsBeforeKill;
    for await (const line of writer.lines) {
      if (/^\d+$/.test(line)) acknowledged = Number(line);
      if (acknowledged >= target) break;
    }
    await kill(writer.process);
    // Lines that were printed before the kill and not read yet.
    for await (const line of writer.lines) acknowledged = Number(line);
  }

  const database = await open(folder);
  const { rows } = await database.pool.query<{ rows: number; last: number }>(
    'SELECT count(*) AS rows, max(n) AS last FROM public.written',
  );
  expect(rows[0]?.last).toBeGreaterThanOrEqual(acknowledged);
  expect(rows[0]?.rows).toBe(rows[0]?.last);
});

test('a first start that was killed is begun again, and says that it takes a while', { timeout: 240_000 }, async () => {
  const folder = scratch();
  const writer = startWriter(folder);
  await vi.waitUntil(() => existsSync(path.join(folder, 'database/PG_VERSION')), { timeout: 120_000, interval: 20 });
  await kill(writer.process);

  const progress: string[] = [];
  const database = await open(folder, { onProgress: ({ zh, en }) => progress.push(`${zh}|${en}`) });
  expect((await database.pool.query('SELECT 1 AS n')).rows).toEqual([{ n: 1 }]);
  expect(progress[0]).toMatch(/首次启动.*\|.*first start/);
});

test('a second service on the same folder is told who has it', async () => {
  const folder = await usedFolder();
  await open(folder);
  await expect(open(folder)).rejects.toMatchObject({
    code: 'data_folder_in_use',
    text: { en: expect.stringContaining(`(process ${process.pid})`), zh: expect.stringContaining(folder) },
  });
});

test('a folder that cannot be made is named', async () => {
  const folder = scratch();
  await writeFile(path.join(folder, 'file'), '');
  await expect(open(path.join(folder, 'file/data'))).rejects.toMatchObject({
    code: 'data_folder_unusable',
    text: { en: expect.stringContaining(path.join(folder, 'file/data')) },
  });
});

test('a damaged database ends the start with a reason and frees the folder', async () => {
  const folder = await usedFolder();
  await rm(path.join(folder, 'database/global/pg_control'));
  await expect(open(folder)).rejects.toMatchObject({ code: 'embedded_database_failed' });
  expect(existsSync(path.join(folder, 'lock'))).toBe(false);
});

test('an engine that panics ends with its reason instead of leaving its callers waiting', async () => {
  const folder = await usedFolder();
  const failures: string[] = [];
  const database = await open(folder, { onFailure: (error) => failures.push(error.text.en) });
  // Without its write-ahead log the engine can go on as little as with a full disk.
  await rm(path.join(folder, 'database/pg_wal'), { recursive: true });
  const doomed = async () => {
    await database.pool.query('SELECT pg_switch_wal()');
    await database.pool.query('CREATE TABLE public.doomed ()');
  };
  await expect(doomed()).rejects.toThrow();
  await vi.waitUntil(() => failures.length > 0);
  expect(failures).toEqual([expect.stringMatching(/has stopped: .*pg_wal/)]);
  await expect(database.pool.query('SELECT 1')).rejects.toThrow();
});

test('a loopback port serves as well as a socket', async () => {
  const database = await open(await usedFolder(), { transport: 'loopback' });
  const answers = await Promise.all([1, 2, 3].map((n) => database.pool.query('SELECT $1::int AS n', [n])));
  expect(answers.map((answer) => answer.rows)).toEqual([[{ n: 1 }], [{ n: 2 }], [{ n: 3 }]]);
  expect(database.pool.options).toMatchObject({ host: '127.0.0.1', port: expect.any(Number) });
});

test('a folder for temporary files whose name is too long for a socket is gone round', async () => {
  const long = path.join(scratch(), 'x'.repeat(90));
  await mkdir(long);
  vi.stubEnv('TMPDIR', long);
  cleanUps.push(() => vi.unstubAllEnvs());
  const database = await open(await usedFolder());
  expect((await database.pool.query('SELECT 1 AS n')).rows).toEqual([{ n: 1 }]);
});

test('a connection cut in the middle of a query keeps nobody waiting', async () => {
  const database = await open(await usedFolder());
  const { host = '', port } = database.pool.options;
  const socket = net.connect(path.join(host, `.s.PGSQL.${port}`));
  socket.write(message('', '\0\x03\0\0user\0postgres\0database\0postgres\0\0'));
  await received(socket, 'Z\0\0\0\x05');
  socket.write(Buffer.concat([message('P', '\0SELECT 1\0\0\0'), message('H', '')]));
  await received(socket, '1\0\0\0\x04');
  socket.destroy();

  expect((await database.pool.query('SELECT 2 AS n')).rows).toEqual([{ n: 2 }]);
});

test.for([
  [
    'DATABASE_URL',
    'postgresql://county:tiger-7@127.0.0.1:9/anlan',
    /^cannot connect to the database 127\.0\.0\.1:9\/anlan: .*\n$/,
  ],
  ['ANLAN_DATA', `${import.meta.filename}/data`, /^cannot write to the data folder \/.*\.ts\/data: .*\n$/],
] as const)('a start that %s makes impossible ends with one line and exit code 1', ([name, value, line]) => {
  const program = path.resolve(import.meta.dirname, '../../scripts/anlan.ts');
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', program, '--lang', 'en', 'migrate'], {
    env: { ...process.env, [name]: value },
    encoding: 'utf8',
    timeout: 60_000,
  });
  expect(stderr).toMatch(line);
  expect(status).toBe(1);
});
