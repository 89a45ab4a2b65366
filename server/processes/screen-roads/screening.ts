import type { Logger } from 'pino';
import type { Events } from '../../events/events.ts';
import type { JobRunner } from '../../jobs/job.ts';
import { type JobService, makeJobService } from '../../jobs/job-service.ts';
import type { ScreeningSources } from './county-data.ts';
import { followEdits, queueRoads } from './follow-edits.ts';
import { rescreenProcess, screeningRunners } from './runners.ts';

export interface ScreeningOptions extends ScreeningSources {
  readonly events: Pick<Events, 'follow'>;
  readonly logger: Logger;
  /** Of the other processes that run as jobs. */
  readonly otherRunners: Readonly<Record<string, () => Promise<JobRunner>>>;
}

/** The service's jobs, which are those of screening, and the edits of roads that become some. */
export function makeScreening({ logger, events, otherRunners, ...sources }: ScreeningOptions): JobService {
  const { database } = sources;
  const runners = {
    ...screeningRunners({
      ...sources,
      rescreen: async (roads) => wake(rescreenProcess, await queueRoads(database.pool, roads)),
      begun: () => follower.start(),
    }),
    ...otherRunners,
  };
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
