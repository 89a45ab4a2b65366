import type { JobRunner } from '../../jobs/job.ts';
import type { ImportRunOptions } from './import-run.ts';
import { importElevationProcess } from './process.ts';

/** Loaded with the first import: the service starts without it. */
export function importRunners(options: ImportRunOptions): Readonly<Record<string, () => Promise<JobRunner>>> {
  return { [importElevationProcess]: async () => (await import('./import-run.ts')).importRun(options) };
}
