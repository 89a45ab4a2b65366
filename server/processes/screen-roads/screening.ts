import type { Logger } from 'pino';
import { importRunners } from '../../elevation/imports/runner.ts';
import type { Events } from '../../events/events.ts';
import { type JobService, makeJobService } from '../../jobs/job-service.ts';
import type { ScreeningSources } from './county-data.ts';
import { followEdits, queueRoads } from './follow-edits.ts';
import { followElevation } from './follow-elevation.ts';
import { rescreenProcess, screeningRunners } from './runners.ts';

export interface ScreeningOptions extends ScreeningSources {
  readonly events: Pick<Events, 'follow'>;
  readonly logger: Logger;
  readonly dataFolder: string;
}

/** The service's jobs, and what becomes some by itself: edits of roads, and changes of the elevation. */
export function makeScreening({ logger, events, dataFolder, ...sources }: ScreeningOptions): JobService {
  const { database, elevation } = sources;
  const screening = screeningRunners({
    ...sources,
    rescreen: async (roads) => wake(rescreenProcess, await queueRoads(database.pool, roads)),
    begun: () => follower.start(),
  });
  const runners = { ...screening, ...importRunners({ database, dataFolder }) };
  const jobs = makeJobService({ database, logger, runners });
  const { wake } = jobs;
  const follower = followEdits({ database, events, logger, wake });
  const elevationFollower = followElevation({ database, elevation, logger, wake });
  return {
    ...jobs,
    start() {
      jobs.start();
      follower.start();
      elevationFollower.start();
    },
    async close() {
      await Promise.all([follower.close(), elevationFollower.close()]);
      await jobs.close();
    },
  };
}
