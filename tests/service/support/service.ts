import { rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Logger, pino } from 'pino';
import request from 'supertest';
import { afterAll, beforeAll } from 'vitest';
import { makeAccessSettings } from '../../../server/accounts/settings.ts';
import { makeApp } from '../../../server/app.ts';
import { readCounty } from '../../../server/county.ts';
import { type CountyElevation, openCountyElevation } from '../../../server/elevation/county-elevation.ts';
import { type Events, makeEvents } from '../../../server/events/events.ts';
import { loopbackNames } from '../../../server/http/hosts.ts';
import { makeSessions, type Sessions } from '../../../server/http/session.ts';
import type { JobService } from '../../../server/jobs/job-service.ts';
import { makeExtents } from '../../../server/layers/extents.ts';
import { makeNetworkService } from '../../../server/networks/network-service.ts';
import { makeJobs } from '../../../server/processes/jobs.ts';
import { makeRouteChecker } from '../../../server/route-checks/checker.ts';
import { makeTileService } from '../../../server/tiles/tile-service.ts';
import { makeWarningService, type WarningService } from '../../../server/warnings/warning-service.ts';
import { makeAccount, type TestAccount } from '../../setup/accounts.ts';
import { makeScratchFolder } from '../../setup/scratch.ts';
import { type TestDatabase, testDatabase } from '../../setup/service.ts';

export interface TestService extends TestDatabase {
  /** `http://127.0.0.1:port`, for programs that make their own requests. */
  readonly address: string;
  readonly maxBodyBytes: number;
  /** For files of the service. */
  readonly dataFolder: string;
  /** The administrator in whose name requests are made. */
  readonly account: TestAccount;
  /** Requests below `/api`, with the administrator's token. */
  get(path: string): request.Test;
  post(path: string): request.Test;
  send(method: 'options' | 'head' | 'put' | 'patch' | 'delete', path: string): request.Test;
}

/** Small enough that a test can exceed it at once. */
const defaultMaxBodyBytes = 1024 * 1024;
export const defaultMaxElevationBytes = 4 * 1024 * 1024;

export interface TestServiceOptions {
  readonly maxBodyBytes?: number;
  /** Whether requests without an account may read. */
  readonly publicRead?: boolean;
  readonly logger?: Logger;
  /** Of the page's files; without it only the API is served. */
  readonly clientFolder?: string;
  /** Puts elevation into the data folder before it is opened; without it the county has none. */
  readonly importElevation?: (dataFolder: string) => Promise<void>;
  /** The clock by which rain goes stale. */
  readonly now?: () => Date;
}

/**
 * The whole app over this test file's own database, with its real parts, on a free port. Call it once at the top of the
 * file. An answer of 5xx that a test does not expect has its cause in the output.
 */
export function testService({
  maxBodyBytes = defaultMaxBodyBytes,
  publicRead = true,
  logger = pino({ level: 'error' }),
  clientFolder,
  importElevation,
  now,
}: TestServiceOptions = {}): TestService {
  const db = testDatabase();
  let server: Server | undefined;
  let events: Events | undefined;
  let jobs: JobService | undefined;
  let sessions: Sessions | undefined;
  let warnings: WarningService | undefined;
  let account: TestAccount | undefined;
  let elevation: CountyElevation | undefined;
  let elevationFolder = '';

  beforeAll(async () => {
    const { database } = db;
    account = await makeAccount(database, { name: 'local' });
    const access = makeAccessSettings(database.pool);
    await access.setPublicRead(publicRead);
    sessions = makeSessions(database.pool, 'secret of the test');
    events = makeEvents(database);
    elevationFolder = makeScratchFolder();
    await importElevation?.(elevationFolder);
    elevation = await openCountyElevation(elevationFolder, logger);
    const extents = makeExtents(database);
    const networks = makeNetworkService(database);
    const routeChecker = makeRouteChecker({ database, networks, elevation });
    jobs = makeJobs({
      routeChecker,
      database,
      events,
      extents,
      networks,
      logger,
      elevation,
      dataFolder: elevationFolder,
    });
    jobs.start();
    warnings = makeWarningService({ database, logger, ...(now && { now }) });
    const app = makeApp({
      logger,
      database,
      events,
      extents,
      networks,
      routeChecker,
      jobs,
      warnings,
      tiles: makeTileService({ database }),
      elevation,
      access,
      sessions,
      hostNames: loopbackNames,
      facts: async () => {
        const county = await readCounty(database.pool);
        return { version: '0.0.0', county: county ? { name: county.name } : null, demo: false, elevation: false };
      },
      maxBodyBytes,
      maxElevationBytes: defaultMaxElevationBytes,
      dataFolder: elevationFolder,
      clientFolder,
      heartbeatMs: 200,
    });
    server = createServer(app);
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    events?.close();
    await jobs?.close();
    await elevation?.close();
    await warnings?.close();
    sessions?.close();
    server?.closeAllConnections();
    await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
    await rm(elevationFolder, { recursive: true, force: true });
  });

  const address = () => {
    if (!server) throw new Error('the service listens from beforeAll to afterAll only');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const own = () => {
    if (!account) throw new Error('the service has an account from beforeAll to afterAll only');
    return account;
  };
  const agent = () => request.agent(address()).set(own().bearer);
  return {
    kind: db.kind,
    maxBodyBytes,
    get dataFolder() {
      return elevationFolder;
    },
    get database() {
      return db.database;
    },
    get url() {
      return db.url;
    },
    get address() {
      return address();
    },
    get account() {
      return own();
    },
    get: (path) => agent().get(`/api${path}`),
    post: (path) => agent().post(`/api${path}`),
    send: (method, path) => agent()[method](`/api${path}`),
  };
}
