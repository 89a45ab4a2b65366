import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { text } from '../data/text.ts';
import packageJson from '../package.json' with { type: 'json' };
import { makeApp } from './app.ts';
import type { Config } from './config.ts';
import { readCounty } from './county.ts';
import { openDatabase } from './database/connect.ts';
import type { Database, OnProgress } from './database/database.ts';
import { migrate } from './database/migrate.ts';
import { demoElevationFile, loadDemoCounty } from './demo-county.ts';
import { type ElevationService, installElevation, openElevation } from './elevation/elevation-service.ts';
import { type Events, makeEvents } from './events/events.ts';
import { makeExtents } from './layers/extents.ts';
import { StartError } from './start-error.ts';
import { makeTileService } from './tiles/tile-service.ts';

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
  const database = await openDatabase({
    ...config,
    onProgress,
    ...(options.onFailure && { onFailure: options.onFailure }),
  });
  try {
    await migrate(database, onProgress);
    if (options.demo) await loadDemoCounty(database, onProgress);
    const elevation = await openCountyElevation(database, config.dataFolder);
    const extents = makeExtents(database);
    const events = makeEvents(database);
    const facts = async () => {
      const county = await readCounty(database.pool);
      return {
        version: packageJson.version,
        county: county ? { name: county.name } : null,
        demo: county?.demo ?? false,
        elevation: elevation.bounds !== undefined,
      };
    };
    const app = makeApp({
      logger: pino({ level: config.logLevel }),
      database,
      events,
      extents,
      tiles: makeTileService({ database }),
      elevation,
      facts,
      maxBodyBytes: config.maxBodyBytes,
      clientFolder: await options.clientFolder,
    });
    const server = await listen(createServer(app), config);
    return { url: addressOf(server, config.host), database, close: closer({ server, elevation, database, events }) };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** The demo county's elevation follows its features here and not with them: a start cut short in between mends itself. */
async function openCountyElevation(database: Database, dataFolder: string): Promise<ElevationService> {
  const elevation = await openElevation(dataFolder);
  const county = await readCounty(database.pool);
  if (elevation.bounds || !county?.demo) return elevation;
  await elevation.close();
  await installElevation(dataFolder, demoElevationFile);
  return openElevation(dataFolder);
}

async function listen(server: Server, { port, host }: Config): Promise<Server> {
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
  readonly elevation: ElevationService;
  readonly database: Database;
  readonly events: Pick<Events, 'close'>;
}

function closer({ server, elevation, database, events }: Parts): () => Promise<void> {
  let closing: Promise<void> | undefined;
  const close = async () => {
    // Followers never end by themselves.
    events.close();
    const ended = new Promise((resolve) => server.close(resolve));
    // Browsers keep idle connections open, which would hold the end up for a minute.
    server.closeIdleConnections();
    const cut = setTimeout(() => server.closeAllConnections(), drainMs);
    await ended;
    clearTimeout(cut);
    await elevation.close();
    await database.close();
  };
  return () => {
    closing ??= close();
    return closing;
  };
}
