import type { Express } from 'express';
import { pino } from 'pino';
import type { Text } from '../data/text.ts';
import packageJson from '../package.json' with { type: 'json' };
import { makeFirstAccounts } from './accounts/first-accounts.ts';
import { makeAccessSettings, sessionSecret } from './accounts/settings.ts';
import { makeApp } from './app.ts';
import { type Config, isLoopback } from './config.ts';
import { readCounty } from './county.ts';
import type { Database, OnProgress } from './database/database.ts';
import { demoElevationFile, loadDemoCounty } from './demo-county.ts';
import { type CountyElevation, openCountyElevation } from './elevation/county-elevation.ts';
import { importElevation } from './elevation/import.ts';
import { type Events, makeEvents } from './events/events.ts';
import { loopbackNames } from './http/hosts.ts';
import { makeSessions, type Sessions } from './http/session.ts';
import type { JobService } from './jobs/job-service.ts';
import { makeExtents } from './layers/extents.ts';
import { makeNetworkService } from './networks/network-service.ts';
import { makePhotoService } from './photos/photo-service.ts';
import { makeJobs } from './processes/jobs.ts';
import { makeRouteChecker } from './route-checks/checker.ts';
import { makeTileService } from './tiles/tile-service.ts';
import { makeWarningService, type WarningService } from './warnings/warning-service.ts';

export interface AssembleOptions {
  readonly demo: boolean;
  readonly onProgress: OnProgress;
  readonly clientFolder?: Promise<string> | undefined;
}

export interface Assembled {
  /** Makes the first accounts where there are none. @returns what is to be told to whoever has started the service */
  readonly makeFirstAccounts: () => Promise<readonly Text[]>;
  readonly app: Express;
  readonly elevation: CountyElevation;
  readonly events: Events;
  readonly jobs: Pick<JobService, 'start' | 'close'>;
  readonly sessions: Sessions;
  readonly warnings: Pick<WarningService, 'start' | 'close'>;
}

/** Puts the services together on a migrated database. */
export async function assemble(database: Database, config: Config, options: AssembleOptions): Promise<Assembled> {
  if (options.demo) await loadDemoCounty(database, options.onProgress);
  const logger = pino({ level: config.logLevel });
  const elevation = await openCountyElevation(config.dataFolder, logger);
  await bringDemoElevation(database, config.dataFolder, elevation);
  const events = makeEvents(database);
  await makePhotoService(database, config.dataFolder).sweep();
  const sessions = makeSessions(database.pool, await sessionSecret(database.pool));
  const facts = async () => {
    const county = await readCounty(database.pool);
    return {
      version: packageJson.version,
      county: county ? { name: county.name } : null,
      demo: county?.demo ?? false,
      elevation: await elevation.use(async ({ bounds }) => bounds !== undefined),
    };
  };
  const extents = makeExtents(database);
  const networks = makeNetworkService(database);
  const routeChecker = makeRouteChecker({ database, networks, elevation });
  const jobs = makeJobs({
    routeChecker,
    database,
    events,
    extents,
    networks,
    logger,
    elevation,
    dataFolder: config.dataFolder,
  });
  const warnings = makeWarningService({ database, logger });
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
    access: makeAccessSettings(database.pool),
    sessions,
    hostNames: hostNamesOf(config),
    facts,
    maxBodyBytes: config.maxBodyBytes,
    maxElevationBytes: config.maxElevationBytes,
    dataFolder: config.dataFolder,
    clientFolder: await options.clientFolder,
  });
  return { makeFirstAccounts: () => makeFirstAccounts(database), app, elevation, events, sessions, jobs, warnings };
}

/** A service for this machine alone answers to its names; one open to others to those it was given, or to any. */
function hostNamesOf({ host, hostNames }: Config): readonly string[] | undefined {
  if (isLoopback(host)) return [...loopbackNames, ...hostNames];
  return hostNames.length > 0 ? [...loopbackNames, ...hostNames] : undefined;
}

/** The demo county's elevation follows its features here and not with them: a start cut short in between mends itself. */
async function bringDemoElevation(database: Database, dataFolder: string, elevation: CountyElevation): Promise<void> {
  const isThere = await elevation.use(async ({ bounds }) => bounds !== undefined);
  const county = await readCounty(database.pool);
  if (!isThere && county?.demo) await importElevation({ dataFolder, files: [demoElevationFile], name: 'demo' });
}
