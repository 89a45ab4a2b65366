import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Text, text } from '../data/text.ts';
import type { Config } from './config.ts';
import { openDatabase } from './database/connect.ts';
import type { Database, OnProgress } from './database/database.ts';
import { migrate } from './database/migrate.ts';
import type { CountyElevation } from './elevation/county-elevation.ts';
import type { Events } from './events/events.ts';
import type { Sessions } from './http/session.ts';
import type { JobService } from './jobs/job-service.ts';
import { StartError } from './start-error.ts';
import type { WarningService } from './warnings/warning-service.ts';

export interface StartOptions {
  /** Fill an untouched database with the demo county. */
  readonly demo: boolean;
  readonly onProgress: OnProgress;
  /** The built client, awaited only once the database is ready: both take seconds and can run side by side. */
  readonly clientFolder?: Promise<string> | undefined;
  /** The embedded database has ended by itself. */
  readonly onFailure?: (error: StartError) => void;
}

export interface RunningService {
  readonly url: string;
  readonly database: Database;
  /** To be told once to whoever has started the service. */
  readonly notes: readonly Text[];
  /** Stops taking requests, lets those under way end, then closes the database. May be called twice. */
  close(): Promise<void>;
}

/** Requests still running when the service is told to end have this long. */
const drainMs = 10_000;

/**
 * Starts the whole service: database, schema, demo county, HTTP.
 *
 * @throws StartError with a one-line reason; nothing is left running then
 */
export async function startService(config: Config, options: StartOptions): Promise<RunningService> {
  const { onProgress } = options;
  // A build that fails while the database is still opening is reported where it is awaited, below.
  options.clientFolder?.catch(() => {});
  const opening = openDatabase({
    ...config,
    onProgress,
    ...(options.onFailure && { onFailure: options.onFailure }),
  });
  // What the service is made of takes two seconds to load: on the second core, while the database opens in its thread.
  const assembling = import('./assemble.ts');
  assembling.catch(() => {});
  const database = await opening;
  try {
    await migrate(database, onProgress);
    const { app, makeFirstAccounts, ...services } = await (await assembling).assemble(database, config, options);
    const server = await listen(createServer(app), config);
    const close = closer({ server, database, ...services });
    services.jobs.start();
    services.warnings.start();
    // Only now: a start that fails after making a password would take it along.
    const notes = await makeFirstAccounts().catch(async (error: unknown) => {
      await close();
      throw error;
    });
    return { url: addressOf(server, config.host), database, notes, close };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** An elevation model of gigabytes over a bureau's line takes its time; by default a request has five minutes. */
const longestRequestMs = 3_600_000;

async function listen(server: Server, { port, host }: Config): Promise<Server> {
  server.requestTimeout = longestRequestMs;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(listenError(error, port, host));
    });
    server.listen(port, host, resolve);
  });
  return server;
}

function listenError(error: NodeJS.ErrnoException, port: number, host: string): StartError {
  const reason =
    error.code === 'EADDRINUSE'
      ? text(`端口 ${port} 已被占用，请用 PORT 另设一个`, `port ${port} is in use; set another with PORT`)
      : text(`无法在 ${host}:${port} 监听：${error.message}`, `cannot listen on ${host}:${port}: ${error.message}`);
  return new StartError('listen_failed', reason, { cause: error });
}

function addressOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

interface Parts {
  readonly server: Server;
  readonly elevation: Pick<CountyElevation, 'close'>;
  readonly database: Database;
  readonly events: Pick<Events, 'close'>;
  readonly jobs: Pick<JobService, 'close'>;
  readonly sessions: Pick<Sessions, 'close'>;
  readonly warnings: Pick<WarningService, 'close'>;
}

function closer({ server, elevation, database, events, jobs, sessions, warnings }: Parts): () => Promise<void> {
  let closing: Promise<void> | undefined;
  const close = async () => {
    // Followers never end by themselves.
    events.close();
    const ended = new Promise((resolve) => server.close(resolve));
    // Browsers keep idle connections open, which would hold the end up for a minute.
    server.closeIdleConnections();
    const cut = setTimeout(() => server.closeAllConnections(), drainMs);
    await Promise.all([ended, jobs.close(), warnings.close()]);
    clearTimeout(cut);
    sessions.close();
    await elevation.close();
    await database.close();
  };
  return () => {
    closing ??= close();
    return closing;
  };
}
