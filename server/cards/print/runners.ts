import type { JobRunner } from '../../jobs/job.ts';
import { printCardsProcess } from './inputs.ts';
import type { PrintOptions } from './run.ts';

/** Loaded with the first print: the library with its fonts is large, and the service starts without it. */
export function printRunners(options: PrintOptions): Readonly<Record<string, () => Promise<JobRunner>>> {
  return { [printCardsProcess]: async () => (await import('./run.ts')).printRun(options) };
}
