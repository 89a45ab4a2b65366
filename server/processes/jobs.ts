import { sweepPrints } from '../cards/print/files.ts';
import { printRunners } from '../cards/print/runners.ts';
import { importRunners } from '../elevation/imports/runner.ts';
import type { JobService } from '../jobs/job-service.ts';
import type { NetworkService } from '../networks/network-service.ts';
import type { RouteChecker } from '../route-checks/checker.ts';
import { followChanges } from '../route-checks/follow-changes.ts';
import { routeCheckRunners } from '../route-checks/runners.ts';
import { readWarningStates } from '../warnings/read-states.ts';
import { planRunners } from './plan-evacuation/runners.ts';
import { makeScreening, type ScreeningOptions } from './screen-roads/screening.ts';

export interface JobsOptions extends Omit<ScreeningOptions, 'otherRunners'> {
  readonly networks: NetworkService;
  readonly dataFolder: string;
  readonly routeChecker: RouteChecker;
}

const sweepEveryMs = 3600 * 1000;

/**
 * The service's jobs with the runners of all processes that become some, and the changes of data that make routes stale.
 */
export function makeJobs({ networks, dataFolder, routeChecker, ...screening }: JobsOptions): JobService {
  const { database, elevation, events, logger } = screening;
  const warningStates = () => readWarningStates(database);
  const jobs = makeScreening({
    ...screening,
    otherRunners: {
      ...importRunners({ database, dataFolder }),
      ...printRunners({ database, dataFolder }),
      ...planRunners({ database, elevation, networks, warningStates }),
      ...routeCheckRunners({ database, checker: routeChecker, logger, begun: () => follower.start() }),
    },
  });
  const follower = followChanges({ database, events, elevation: routeChecker.elevation, logger, wake: jobs.wake });
  const sweep = () => {
    sweepPrints(dataFolder, new Date()).catch((error) => logger.warn({ err: error }, 'printed cards not swept'));
  };
  let sweeping: NodeJS.Timeout | undefined;
  return {
    ...jobs,
    start() {
      jobs.start();
      follower.start();
      sweep();
      sweeping = setInterval(sweep, sweepEveryMs).unref();
    },
    async close() {
      clearInterval(sweeping);
      await follower.close();
      await jobs.close();
    },
  };
}
