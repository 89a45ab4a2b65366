import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { fetchJson } from '../../../client/api/http.ts';
import { endingAfter } from '../../../client/api/timeLimit.ts';

let server: Server;

beforeAll(async () => {
  // Takes the request and never says anything.
  server = createServer(() => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  vi.stubGlobal('document', { baseURI: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` });
});

afterAll(async () => {
  vi.unstubAllGlobals();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

test('a request that hangs ends as a service that is not reached', async () => {
  const signal = endingAfter(50, new AbortController().signal);
  await expect(fetchJson('warnings', { language: 'zh', signal })).rejects.toMatchObject({ code: 'unreachable' });
});

test('a request that nobody waits for any more ends as that', async () => {
  const unwanted = new AbortController();
  const asked = fetchJson('warnings', { language: 'zh', signal: endingAfter(60_000, unwanted.signal) });
  unwanted.abort();
  await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
});
