import type { Logger } from 'pino';
import type { AccessSettings } from './accounts/settings.ts';
import type { Database } from './database/database.ts';
import type { CountyElevation } from './elevation/county-elevation.ts';
import type { Events } from './events/events.ts';
import type { Sessions } from './http/session.ts';
import type { JobService } from './jobs/job-service.ts';
import type { Extents } from './layers/extents.ts';
import type { NetworkService } from './networks/network-service.ts';
import type { RouteChecker } from './route-checks/checker.ts';
import type { ServiceFacts } from './routes/landing.ts';
import type { TileService } from './tiles/tile-service.ts';
import type { WarningService } from './warnings/warning-service.ts';

/** What the routes stand on, made once at the start. */
export interface Services {
  readonly logger: Logger;
  readonly database: Database;
  readonly events: Events;
  readonly extents: Extents;
  readonly tiles: TileService;
  readonly elevation: CountyElevation;
  readonly networks: NetworkService;
  readonly routeChecker: RouteChecker;
  readonly jobs: JobService;
  readonly warnings: WarningService;
  readonly access: AccessSettings;
  readonly sessions: Sessions;
  /** How often streams of events are kept alive and their readers asked after again; by default every 15 s. */
  readonly heartbeatMs?: number;
  /** Names under which the service is asked for; undefined where it answers to any. */
  readonly hostNames: readonly string[] | undefined;
  readonly facts: () => Promise<ServiceFacts>;
  readonly maxBodyBytes: number;
  /** Of all files of one import of elevation. */
  readonly maxElevationBytes: number;
  /** Holds the county's elevation, and files that have been sent. */
  readonly dataFolder: string;
  /** The built client; without it only the API is served. */
  readonly clientFolder?: string | undefined;
}
