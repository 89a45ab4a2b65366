import type { JobRunner } from '../../jobs/job.ts';
import type { ScreeningSources } from './county-data.ts';

/** Screens roads that were edited again. Only the service itself submits it. */
export const rescreenProcess = 'rescreen-roads';

interface RunnerOptions extends ScreeningSources {
  readonly rescreen: (roadIds: readonly number[]) => Promise<void>;
  readonly begun: () => void;
}

/** The runners of screening's jobs, loaded with the first of them: the service starts without them. */
export function screeningRunners(options: RunnerOptions): Readonly<Record<string, () => Promise<JobRunner>>> {
  let loaded: Promise<JobRunner> | undefined;
  const load = () => {
    loaded ??= Promise.all([import('./run.ts'), import('./thread.ts')]).then(([run, thread]) =>
      run.screeningRun({ ...options, threads: thread.makeThreadKeeper() }),
    );
    return loaded;
  };
  return { 'screen-roads': load, [rescreenProcess]: load };
}
