import type { Logger } from 'pino';
import { withTransaction } from '../../database/transaction.ts';
import type { Events } from '../../events/events.ts';
import { type JobService, makeJobService } from '../../jobs/job-service.ts';
import type { ScreeningSources } from './county-data.ts';
import { queueRoads } from './due.ts';
import { followEdits } from './follow-edits.ts';
import { rescreenProcess, screeningRunners } from './runners.ts';

export interface ScreeningOptions extends ScreeningSources {
  readonly events: Pick<Events, 'follow'>;
  readonly logger: Logger;
}

/** The service's jobs, which are those of screening, and the edits of roads that become some. */
export function makeScreening({ logger, events, ...sources }: ScreeningOptions): JobService {
  const { database } = sources;
  const runners = screeningRunners({
    ...sources,
    rescreen: async (roads) =>
      wake(rescreenProcess, await withTransaction(database.pool, (db) => queueRoads(db, roads))),
    begun: () => follower.start(),
  });
  const jobs = makeJobService({ database, logger, runners });
  const { wake } = jobs;
  const follower = followEdits({ database, events, logger, wake });
  return {
    ...jobs,
    start() {
      jobs.start();
      follower.start();
    },
    async close() {
      await follower.close();
      await jobs.close();
    },
  };
}
