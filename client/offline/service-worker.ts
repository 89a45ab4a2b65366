import type { Shell } from './shellPlugin.ts';

/*
 * Keeps the client's own files, so that the page opens where there is no network. Answers of the service are never kept:
 * an old map of dangers must not be taken for a new one.
 */

/** Put in by the build. */
declare const builtShell: Shell;

interface LifeEvent {
  waitUntil(work: Promise<unknown>): void;
}

interface AskedEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

/** Of a service worker's scope, what is used: TypeScript describes either it or a page's. */
interface WorkerScope {
  readonly registration: { readonly scope: string };
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: LifeEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: AskedEvent) => void): void;
}

const worker = globalThis as unknown as WorkerScope;
const shell = builtShell;

/** A weak line that has not brought the page by then may never; what is kept opens meanwhile. */
const patienceMs = 3000;

/** The folder that the service is served from, which is also the page's own address. */
const { scope: home } = worker.registration;
const assets = new URL('assets/', home).href;
/** One host may serve several counties, each behind a path of its own. */
const ownCaches = `anlan ${home} `;
const ownCache = ownCaches + shell.version;

worker.addEventListener('install', (event) => event.waitUntil(keepAll()));
worker.addEventListener('activate', (event) => event.waitUntil(takeOver()));
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const [address = ''] = request.url.split(/[?#]/);
  if (request.method !== 'GET') return;
  if (request.mode === 'navigate' && address === home) event.respondWith(page(request));
  else if (address.startsWith(assets)) event.respondWith(asset(request));
});

/** One file after the other: what a person does on the page meanwhile goes first. */
async function keepAll(): Promise<void> {
  const fresh = await fetched(home, 'no-cache');
  // The service may have got another client since this worker was fetched, which is that client's worker's to keep.
  if (!(await fresh.clone().text()).includes(shell.entry))
    throw new Error(`${home} is not of the client ${shell.version}`);
  const cache = await caches.open(ownCache);
  for (const file of shell.files) {
    const address = new URL(file, home).href;
    // Names carry a hash of the content: what an earlier client had under the name is the same.
    await cache.put(address, (await kept(address)) ?? (await fetched(address, 'default')));
  }
  await cache.put(home, fresh);
  await worker.skipWaiting();
}

/** Pages that are open with the client before still find there what they have not fetched yet. */
async function takeOver(): Promise<void> {
  const names = (await caches.keys()).filter((name) => name.startsWith(ownCaches));
  // What comes after may be a newer client that is being kept just now.
  const earlier = names.slice(0, names.indexOf(ownCache));
  const whole: string[] = [];
  for (const name of earlier) {
    // Where keeping it broke off, no page has ever been opened from it.
    if (await pageOf(name)) whole.push(name);
    else await caches.delete(name);
  }
  for (const name of whole.slice(0, -1)) await caches.delete(name);
  await worker.clients.claim();
}

/** The page is kept last: where it is, all of the client is. */
async function pageOf(name: string): Promise<Response | undefined> {
  return (await caches.open(name)).match(home, { ignoreVary: true });
}

/** The service's page where it answers in time. What is kept names files that are kept with it, all of one client. */
async function page(request: Request): Promise<Response> {
  const own = await pageOf(ownCache);
  if (!own) return fetch(request);
  const fresh = fetch(request).then((response) => (response.status >= 500 ? own : response));
  const late = new Promise<Response>((resolve) => setTimeout(() => resolve(own), patienceMs));
  return Promise.race([fresh.catch(() => own), late]);
}

async function asset(request: Request): Promise<Response> {
  return (await kept(request.url)) ?? fetch(request);
}

function kept(address: string): Promise<Response | undefined> {
  return caches.match(address, { ignoreVary: true });
}

async function fetched(address: string, cache: RequestCache): Promise<Response> {
  const response = await fetch(address, { cache, priority: 'low' });
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response;
}
