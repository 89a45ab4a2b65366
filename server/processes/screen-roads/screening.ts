import type { Logger } from 'pino';
import type { Events } from '../../events/events.ts';
import { type JobService, makeJobService } from '../../jobs/job-service.ts';
import type { ScreeningSources } from './county-data.ts';
import { screeningRunners } from './runners.ts';

export interface ScreeningOptions extends ScreeningSources {
  readonly events: Pick<Events, 'follow'>;
  readonly logger: Logger;
}

/** The service's jobs, which are those of screening. */
export function makeScreening({ logger, ...sources }: ScreeningOptions): JobService {
  const { database } = sources;
  const runners = screeningRunners({ ...sources, rescreen: async () => {} });
  return makeJobService({ database, logger, runners });
}
