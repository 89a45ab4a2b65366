import type { JobRunner } from '../jobs/job.ts';
import { checkRoutesProcess, recheckProcess } from './processes.ts';
import type { CheckRoutesOptions } from './run.ts';

/** The runners of route checks, loaded with the first of their jobs. */
export function routeCheckRunners(options: CheckRoutesOptions): Readonly<Record<string, () => Promise<JobRunner>>> {
  let loaded: Promise<JobRunner> | undefined;
  const load = () => {
    loaded ??= import('./run.ts').then((run) => run.checkRoutesRun(options));
    return loaded;
  };
  return { [checkRoutesProcess]: load, [recheckProcess]: load };
}
