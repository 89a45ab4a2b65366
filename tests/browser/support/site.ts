import { afterAll, beforeAll, vi } from 'vitest';
import { buildClient } from '../../../scripts/build-client.ts';
import { readConfig } from '../../../server/config.ts';
import { type RunningService, startService } from '../../../server/main.ts';
import { testDataFolder } from '../../setup/service.ts';

interface Site {
  /** Ends in a slash. */
  readonly url: string;
  /** The first password as whoever started the service was told it: of `admin`, and in the demo of every role's account. */
  readonly password: string;
  /** JSON from below `/api/`. */
  json<T>(path: string, body?: unknown): Promise<T>;
}

const patienceMs = 120_000;

/** The whole service with its built client over a database of this file's own. Call it once at the top of the file. */
export function testSite({ demo }: { readonly demo: boolean }): Site {
  // A page, a map drawn in software and a database share the processor with whatever else runs.
  vi.setConfig({ testTimeout: patienceMs, hookTimeout: patienceMs });
  const folder = testDataFolder();
  let service: RunningService | undefined;
  beforeAll(async () => {
    const config = readConfig({ PORT: '0', ANLAN_DATA: folder.path, LOG_LEVEL: 'error' });
    const onProgress = () => {};
    service = await startService(config, { demo, onProgress, clientFolder: buildClient(onProgress) });
  });
  afterAll(() => service?.close());

  const running = () => {
    if (!service) throw new Error('the service runs from beforeAll to afterAll only');
    return service;
  };
  const url = () => running().url.replace(/\/?$/, '/');
  return {
    get url() {
      return url();
    },
    get password() {
      const told = running()
        .notes.map(({ en }) => en)
        .join('\n');
      const [password] = /[a-z0-9]{4}(?:-[a-z0-9]{4}){3}/.exec(told) ?? [];
      if (!password) throw new Error(`the service told no password: ${told}`);
      return password;
    },
    json: async <T>(path: string, body?: unknown): Promise<T> => {
      const response = await fetch(
        `${url()}api/${path}`,
        body === undefined
          ? {}
          : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
      );
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
      return (await response.json()) as T;
    },
  };
}
