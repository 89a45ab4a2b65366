import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { signedIn } from '../setup/accounts.ts';
import { administer, withDatabase } from '../setup/postgis-template.ts';
import { makeScratchFolder } from '../setup/scratch.ts';
import { databaseKind, testDataFolder } from '../setup/service.ts';

const project = path.resolve(import.meta.dirname, '../..');
/** Three starts of an embedded database, of which each takes seconds of one core; much longer on a busy machine. */
const patience = 300_000;

/** A place of its own for each service: a folder for the embedded database, or a database on the server. */
const prepared = databaseKind === 'embedded' ? testDataFolder() : { path: makeScratchFolder() };
const name = `anlan_start_${process.pid}`;
const environment: Record<string, string> = { ANLAN_DATA: prepared.path };

beforeAll(async () => {
  if (databaseKind === 'embedded') return;
  const { serverUrl, template } = inject('postgis');
  await administer(serverUrl, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  environment.DATABASE_URL = withDatabase(serverUrl, name);
});
afterAll(async () => {
  if (databaseKind === 'server') await administer(inject('postgis').serverUrl, `DROP DATABASE ${name} WITH (FORCE)`);
  await rm(prepared.path, { recursive: true, force: true });
});

interface Running {
  readonly process: ChildProcess;
  readonly url: string;
  output(): string;
}

const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) if (child.exitCode === null) child.kill('SIGKILL');
});

function launch(more: Record<string, string> = {}, ...options: string[]) {
  const { DATABASE_URL: _, TEST_DATABASE_URL: __, ...inherited } = process.env;
  // Without tsx's own process in between, which would leave the service running when it is killed.
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/anlan.ts', 'serve', '--lang', 'en', ...options], {
    cwd: project,
    env: { ...inherited, LOG_LEVEL: 'silent', PORT: '0', ...environment, ...more } as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  const text = { stdout: '', stderr: '' };
  child.stdout.on('data', (data) => {
    text.stdout += data;
  });
  child.stderr.on('data', (data) => {
    text.stderr += data;
  });
  return { child, text };
}

async function startService(more: Record<string, string> = {}, ...options: string[]): Promise<Running> {
  const { child, text } = launch(more, ...options);
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`ended with ${code} before it listened: ${text.stderr}`);
  });
  const listens = (async () => {
    for await (const line of createInterface({ input: child.stdout })) {
      const [url] = /http:\/\/\S+/.exec(line) ?? [];
      if (url) return url;
    }
    return '';
  })();
  ended.catch(() => {});
  return { process: child, url: await Promise.race([listens, ended]), output: () => text.stdout + text.stderr };
}

async function end(running: Running, signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
  const exited = once(running.process, 'exit');
  running.process.kill(signal);
  const [code] = await exited;
  return code;
}

async function ends(more: Record<string, string>): Promise<{ code: number | null; stderr: string; stdout: string }> {
  const { child, text } = launch(more);
  const [code] = await once(child, 'close');
  return { code, ...text };
}

const count = async (url: string, layer: string, headers = {}): Promise<number> =>
  (await (await fetch(`${url}/api/collections/${layer}/items?limit=1`, { headers })).json()).numberMatched;

/** What a service has told by the time it listens, and a moment later. */
async function told(service: Running): Promise<string> {
  await vi.waitFor(() => expect(service.output()).toMatch(/password/));
  return service.output();
}

describe('starting', () => {
  test(
    'empty loads nothing, then with the demo county; then keeps what there is, and ends when told',
    async () => {
      const empty = await startService({}, '--empty');
      const [, administrator = ''] = /account is admin, its password (\S+) \(/.exec(await told(empty)) ?? [];
      const headers = await signedIn(empty.url, 'admin', administrator);
      expect(await count(empty.url, 'roads', headers)).toBe(0);
      // Whoever has no account reads nothing.
      expect((await fetch(`${empty.url}/api/collections/roads/items`)).status).toBe(401);
      expect((await (await fetch(`${empty.url}/api/service`)).json()).county).toBeNull();
      expect(await end(empty)).toBe(0);

      const demo = await startService();
      const page = await fetch(demo.url);
      expect(page.headers.get('content-type')).toMatch(/text\/html/);
      const html = await page.text();
      const assets = [...html.matchAll(/(?:src|href)="([^"]*assets\/[^"]+)"/g)].map(([, asset = '']) => asset);
      expect(assets.length).toBeGreaterThan(0);
      for (const asset of assets) expect((await fetch(new URL(asset, demo.url))).status, asset).toBe(200);
      const [, password = ''] = /the password of each is (\S+),/.exec(await told(demo)) ?? [];
      const roads = await count(demo.url, 'roads');
      expect(roads).toBeGreaterThan(10);
      expect(await (await fetch(`${demo.url}/api/service`)).json()).toMatchObject({ demo: true, elevation: true });

      const added = await fetch(`${demo.url}/api/collections/shelters/items`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/geo+json', ...(await signedIn(demo.url, 'water', password)) },
        body: '{"type":"Feature","properties":{"name":"新增"},"geometry":{"type":"Point","coordinates":[110.2,31.2]}}',
      });
      expect(added.status).toBe(201);
      const shelters = await count(demo.url, 'shelters');
      expect(await end(demo)).toBe(0);

      const again = await startService();
      expect([await count(again.url, 'roads'), await count(again.url, 'shelters')]).toEqual([roads, shelters]);
      // A request that is under way is answered before the end.
      const slow = fetch(`${again.url}/api/collections/roads/items?limit=10000`);
      await new Promise((resolve) => setTimeout(resolve, 20));
      const code = end(again, 'SIGINT');
      expect((await (await slow).json()).numberReturned).toBe(roads);
      expect(await code).toBe(0);
    },
    patience,
  );

  test(
    'on a port in use says so in one line',
    async () => {
      const other = createServer().listen(0, '127.0.0.1');
      await once(other, 'listening');
      const { port } = other.address() as AddressInfo;
      const { code, stderr, stdout } = await ends({ PORT: String(port) });
      other.close();
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr.trim().split('\n').at(-1)).toMatch(new RegExp(`port ${port} is in use`));
      expect(stderr).not.toMatch(/^\s+at /m);
    },
    patience,
  );

  test.each([
    ['PORT', '80800', /PORT="?80800/],
    ['HOST', '300.1.2.3:80', /HOST.*127\.0\.0\.1/],
    ['DATABASE_URL', 'postgresql://nobody:secret@127.0.0.1:1/none', /127\.0\.0\.1:1\/none/],
  ])('with %s=%s says so in one line', async (variable, value, wanted) => {
    const { code, stderr, stdout } = await ends({ [variable]: value });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr.trim().split('\n').at(-1)).toMatch(wanted);
    expect(stderr).not.toMatch(/secret|^\s+at /m);
  });
});
