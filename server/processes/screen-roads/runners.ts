import type { JobRunner } from '../../jobs/job.ts';
import type { ScreeningSources } from './county-data.ts';

export interface RunnerOptions extends ScreeningSources {
  readonly rescreen: (roadIds: readonly number[]) => Promise<void>;
}

export const rescreenProcess = 'rescreen-roads';

/** The runners of screening's jobs, loaded with the first of them: the service starts without them. */
export function screeningRunners(options: RunnerOptions): Readonly<Record<string, () => Promise<JobRunner>>> {
  return {
    'screen-roads': async () => (await import('./run.ts')).countyRun(options),
  };
}
