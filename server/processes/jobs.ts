import type { JobService } from '../jobs/job-service.ts';
import type { NetworkService } from '../networks/network-service.ts';
import { planRunners } from './plan-evacuation/runners.ts';
import { makeScreening, type ScreeningOptions } from './screen-roads/screening.ts';

export interface JobsOptions extends Omit<ScreeningOptions, 'otherRunners'> {
  readonly networks: NetworkService;
}

/** The service's jobs with the runners of all processes that become some. */
export function makeJobs({ networks, ...screening }: JobsOptions): JobService {
  const { database, elevation } = screening;
  return makeScreening({ ...screening, otherRunners: planRunners({ database, elevation, networks }) });
}
