import type { Environment } from './support/environment.ts';
import type { Report } from './support/report.ts';

/** One measurement. Adding one adds a file and a line in `run.ts`. */
export interface Bench {
  readonly name: string;
  /** @param environment makes, once for all benches that ask, a PostGIS server with the county loaded */
  readonly run: (environment: () => Promise<Environment>) => Promise<Report>;
}
