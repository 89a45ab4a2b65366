import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import readline from 'node:readline';
import { afterEach } from 'vitest';

export interface Served {
  readonly process: ChildProcess;
  /** Where its API is: `http://127.0.0.1:41234/api`. */
  readonly api: string;
}

/**
 * Starts the service as a process of its own, to be killed; answers once it listens. Call once at the top of the file:
 * what still runs at the end of a test is killed then.
 */
export function servedProcess(): (county: { databaseUrl: string | undefined; dataFolder: string }) => Promise<Served> {
  let running: ChildProcess | undefined;
  afterEach(() => running?.kill('SIGKILL'));
  return async ({ databaseUrl, dataFolder }) => {
    const script = path.join(import.meta.dirname, 'served-process.ts');
    const { DATABASE_URL: _, ...env } = process.env;
    const service = spawn(process.execPath, ['--import', 'tsx', script], {
      env: {
        ...env,
        PORT: '0',
        LOG_LEVEL: 'error',
        ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
        ANLAN_DATA: dataFolder,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    running = service;
    for await (const line of readline.createInterface(service.stdout)) {
      if (line.startsWith('http')) return { process: service, api: `${line}/api` };
    }
    throw new Error('the service ended before it listened');
  };
}
