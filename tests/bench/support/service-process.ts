import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { makeAccessSettings } from '../../../server/accounts/settings.ts';
import { makeApp } from '../../../server/app.ts';
import { openDatabase } from '../../../server/database/connect.ts';
import { openCountyElevation } from '../../../server/elevation/county-elevation.ts';
import { makeEvents } from '../../../server/events/events.ts';
import { makeSessions } from '../../../server/http/session.ts';
import { makeExtents } from '../../../server/layers/extents.ts';
import { makeNetworkService } from '../../../server/networks/network-service.ts';
import { makeJobs } from '../../../server/processes/jobs.ts';
import { makeRouteChecker } from '../../../server/route-checks/checker.ts';
import { makeTileService } from '../../../server/tiles/tile-service.ts';
import { makeWarningService } from '../../../server/warnings/warning-service.ts';

// The service as it runs, without elevation, and with a client where ANLAN_BENCH_CLIENT names its folder: prints its address and ends with SIGTERM.
const database = await openDatabase({ databaseUrl: process.env.DATABASE_URL, dataFolder: '', onProgress: () => {} });
const logger = pino({ level: 'info' }, pino.destination('/dev/null'));
const events = makeEvents(database);
const extents = makeExtents(database);
const networks = makeNetworkService(database);
const access = makeAccessSettings(database.pool);
const sessions = makeSessions(database.pool, 'secret of the bench');
const dataFolder = path.join(os.tmpdir(), 'no-elevation');
const elevation = await openCountyElevation(dataFolder, logger);
const routeChecker = makeRouteChecker({ database, networks, elevation });
const app = makeApp({
  logger,
  database,
  events,
  extents,
  networks,
  routeChecker,
  jobs: makeJobs({ database, events, extents, networks, routeChecker, logger, elevation, dataFolder }),
  warnings: makeWarningService({ database, logger }),
  access,
  sessions,
  hostNames: undefined,
  tiles: makeTileService({ database }),
  elevation,
  facts: async () => ({ version: 'bench', county: null, demo: false, elevation: false }),
  maxBodyBytes: 50 * 1024 * 1024,
  maxElevationBytes: 50 * 1024 * 1024,
  dataFolder,
  clientFolder: process.env.ANLAN_BENCH_CLIENT,
});
const server = createServer(app).listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
process.once('SIGTERM', () => {
  server.closeAllConnections();
  sessions.close();
  server.close(() => database.close());
});
