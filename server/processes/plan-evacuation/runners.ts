import type { JobRunner } from '../../jobs/job.ts';
import type { PlanRunOptions } from './run.ts';

/** The runner of plan-evacuation, loaded with the first of its jobs: the service starts without it. */
export function planRunners(options: PlanRunOptions): Readonly<Record<string, () => Promise<JobRunner>>> {
  let loaded: Promise<JobRunner> | undefined;
  return {
    'plan-evacuation': () => {
      loaded ??= import('./run.ts').then(({ planRun }) => planRun(options));
      return loaded;
    },
  };
}
