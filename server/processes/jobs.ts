import { importRunners } from '../elevation/imports/runner.ts';
import type { JobService } from '../jobs/job-service.ts';
import type { NetworkService } from '../networks/network-service.ts';
import { readWarningStates } from '../warnings/read-states.ts';
import { planRunners } from './plan-evacuation/runners.ts';
import { makeScreening, type ScreeningOptions } from './screen-roads/screening.ts';

export interface JobsOptions extends Omit<ScreeningOptions, 'otherRunners'> {
  readonly networks: NetworkService;
  readonly dataFolder: string;
}

/** The service's jobs with the runners of all processes that become some. */
export function makeJobs({ networks, dataFolder, ...screening }: JobsOptions): JobService {
  const { database, elevation } = screening;
  const warningStates = () => readWarningStates(database);
  return makeScreening({
    ...screening,
    otherRunners: {
      ...importRunners({ database, dataFolder }),
      ...planRunners({ database, elevation, networks, warningStates }),
    },
  });
}
