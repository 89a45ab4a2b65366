import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { shellPlugin } from '../../client/offline/shellPlugin.ts';
import { testBrowser } from '../setup/browser.ts';

const chromium = testBrowser();
const patience = { timeout: 30_000, interval: 100 };

/** Small clients, each built as the real one is: a page, its script, and a part that is fetched when asked for. */
const names = ['one', 'two', 'three'] as const;
type Name = (typeof names)[number];

const page = '<!doctype html><body><button>part</button><script type="module" src="./main.js"></script></body>';
const main = (name: Name) => `
  document.body.dataset.client = '${name}';
  document.querySelector('button').onclick = async () => {
    document.body.dataset.part = (await import('./part.js')).part;
  };
  navigator.serviceWorker.register('./service-worker.js');`;
const part = (name: Name) => `export const part = '${name}';`;

let folder = '';
let server: Server;
let address = '';
/** Which client the service has, of which one its worker is, how it answers for the page, and whether it has the part. */
const now = { client: 'one' as Name, worker: 'one' as Name, status: 200, delayMs: 0, hasPart: true };

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'anlan-kept-client-'));
  for (const name of names) {
    const root = path.join(folder, name);
    await mkdir(root);
    await writeFile(path.join(root, 'index.html'), page);
    await writeFile(path.join(root, 'main.js'), main(name));
    await writeFile(path.join(root, 'part.js'), part(name));
    await build({ root, base: './', configFile: false, logLevel: 'error', plugins: [shellPlugin()] });
  }
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const isPage = pathname === '/';
    const from = pathname === '/service-worker.js' ? now.worker : now.client;
    if (!now.hasPart && pathname.startsWith('/assets/part')) {
      response.writeHead(503).end();
      return;
    }
    readFile(path.join(folder, from, 'dist', isPage ? 'index.html' : pathname))
      .then((content) => {
        const type = isPage ? 'text/html' : 'text/javascript';
        setTimeout(
          () => response.writeHead(isPage ? now.status : 200, { 'content-type': type }).end(content),
          isPage ? now.delayMs : 0,
        );
      })
      .catch(() => response.writeHead(404).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});
beforeEach(() => Object.assign(now, { client: 'one', worker: 'one', status: 200, delayMs: 0, hasPart: true }));

const serve = (name: Name) => Object.assign(now, { client: name, worker: name });

/** A page that the worker looks after, with all of the client kept. */
async function opens(): Promise<Page> {
  const context = await chromium.browser.newContext();
  const opened = await context.newPage();
  await opened.goto(address);
  await opened.waitForFunction(() => navigator.serviceWorker.controller !== null);
  return opened;
}

const clientOf = (opened: Page) => opened.locator('body').getAttribute('data-client');

async function partOf(opened: Page): Promise<string | null> {
  await opened.getByRole('button').click();
  await opened.locator('body[data-part]').waitFor();
  return opened.locator('body').getAttribute('data-part');
}

const caches = (opened: Page) => opened.evaluate(() => window.caches.keys());

/** Whether no newer worker is on its way. */
const isSettled = (opened: Page) =>
  opened.evaluate(async () => {
    const { installing, waiting, active } = await navigator.serviceWorker.ready;
    return !installing && !waiting && active?.state === 'activated';
  });

async function withoutNetwork<T>(opened: Page, look: () => Promise<T>): Promise<T> {
  await opened.context().setOffline(true);
  await opened.reload();
  const seen = await look();
  await opened.context().setOffline(false);
  return seen;
}

describe('a client that the browser keeps', () => {
  it('opens without the network, with what it had not fetched yet', async () => {
    const opened = await opens();
    expect(await withoutNetwork(opened, async () => [await clientOf(opened), await partOf(opened)])).toEqual([
      'one',
      'one',
    ]);
    await opened.context().close();
  });

  it('gives way to a new one at the next load, and never takes parts of it', async () => {
    const opened = await opens();
    const [first = ''] = await caches(opened);
    serve('two');
    // The page that is still open finds its own part, which the service has no longer.
    expect(await partOf(opened)).toBe('one');
    await opened.reload();
    expect([await clientOf(opened), await partOf(opened)]).toEqual(['two', 'two']);
    await expect.poll(async () => (await caches(opened)).length, patience).toBe(2);
    await expect.poll(() => isSettled(opened), patience).toBe(true);
    expect(await withoutNetwork(opened, async () => [await clientOf(opened), await partOf(opened)])).toEqual([
      'two',
      'two',
    ]);

    // Of older ones only that of a page that may still be open is left.
    serve('three');
    await opened.reload();
    expect(await clientOf(opened)).toBe('three');
    await expect.poll(async () => (await caches(opened)).includes(first), patience).toBe(false);
    expect(await caches(opened)).toHaveLength(2);
    await opened.context().close();
  });

  it('is not replaced by half of a new one, when the service gets it just then', async () => {
    const opened = await opens();
    now.worker = 'two';
    const ended = await opened.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      await registration.update();
      const { installing } = registration;
      if (!installing) return 'no newer worker';
      return new Promise<string>((resolve) => {
        installing.onstatechange = () => resolve(installing.state);
      });
    });
    expect(ended).toBe('redundant');
    expect(await withoutNetwork(opened, async () => [await clientOf(opened), await partOf(opened)])).toEqual([
      'one',
      'one',
    ]);
    await opened.context().close();
  });

  it('stays for pages that are open with it when keeping the next one has broken off', async () => {
    const opened = await opens();
    const [first = ''] = await caches(opened);
    serve('two');
    now.hasPart = false;
    await opened.reload();
    await expect.poll(async () => (await caches(opened)).length, patience).toBe(2);
    await expect.poll(() => isSettled(opened), patience).toBe(true);
    const [half = ''] = (await caches(opened)).filter((name) => name !== first);

    now.hasPart = true;
    serve('three');
    await opened.reload();
    await expect.poll(async () => (await caches(opened)).includes(half), patience).toBe(false);
    expect(await caches(opened)).toHaveLength(2);
    expect(await caches(opened)).toContain(first);
    await opened.context().close();
  });

  it.each([
    { what: 'answers a gateway alone', answer: { status: 502, delayMs: 0 } },
    { what: 'a line is so weak that nothing comes', answer: { status: 200, delayMs: 25_000 } },
  ])('opens where $what', async ({ answer }) => {
    const opened = await opens();
    serve('two');
    Object.assign(now, answer);
    await opened.reload({ timeout: 15_000 });
    expect([await clientOf(opened), await partOf(opened)]).toEqual(['one', 'one']);
    await opened.context().close();
  });
});
