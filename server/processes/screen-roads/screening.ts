import type { Logger } from 'pino';
import { withTransaction } from '../../database/transaction.ts';
import type { Events } from '../../events/events.ts';
import type { JobRunner } from '../../jobs/job.ts';
import { type JobService, makeJobService } from '../../jobs/job-service.ts';
import type { ScreeningSources } from './county-data.ts';
import { queueRoads } from './due.ts';
import { followEdits } from './follow-edits.ts';
import { followElevation } from './follow-elevation.ts';
import { rescreenProcess, screeningRunners } from './runners.ts';

export interface ScreeningOptions extends ScreeningSources {
  readonly events: Pick<Events, 'follow'>;
  readonly logger: Logger;
  /** Of the other processes that run as jobs. */
  readonly otherRunners: Readonly<Record<string, () => Promise<JobRunner>>>;
}

/** The service's jobs, which are those of screening, and the edits of roads that become some. */
export function makeScreening({ logger, events, otherRunners, ...sources }: ScreeningOptions): JobService {
  const { database, elevation } = sources;
  const runners = {
    ...screeningRunners({
      ...sources,
      rescreen: async (roads) =>
        wake(rescreenProcess, await withTransaction(database.pool, (db) => queueRoads(db, roads))),
      begun: () => follower.start(),
    }),
    ...otherRunners,
  };
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
