import type { LayerId } from '../../data/layers/definition.ts';
import type { Text } from '../../data/text.ts';
import type { Database } from '../database/database.ts';
import type { RouteChecker } from '../route-checks/checker.ts';

/** An analysis of OGC API – Processes. Adding one adds a file and a line in the registry. */
export type Process = SyncProcess | JobProcess;

interface Description {
  readonly id: string;
  readonly version: string;
  readonly title: Text;
  readonly description: Text;
  readonly inputs: Readonly<Record<string, ProcessInput>>;
  readonly output: ProcessOutput;
}

/** Answers the request itself. */
export interface SyncProcess extends Description {
  /**
   * Parses the inputs, works, and gives the one output.
   *
   * @throws ProblemError `invalid_inputs` naming the input at fault
   */
  readonly execute: (inputs: Readonly<Record<string, unknown>>, context: ProcessContext) => Promise<unknown>;
}

/** Takes longer than a request: becomes a job, whose runner server/assemble.ts names. */
export interface JobProcess extends Description {
  /**
   * Whoever edits this layer in the whole county may start its jobs and end them. Null where a job changes nothing: whoever
   * has an account may start one, and end those that are their own.
   */
  readonly startedByEditorsOf: LayerId | null;
  /**
   * Parses the inputs to what the job is stored with.
   *
   * @throws ProblemError `invalid_inputs` naming the input at fault
   */
  readonly prepare: (inputs: Readonly<Record<string, unknown>>, context: ProcessContext) => Promise<unknown>;
}

export interface ProcessInput {
  readonly title: Text;
  readonly description?: Text;
  readonly required: boolean;
  readonly schema: Readonly<Record<string, unknown>>;
}

export interface ProcessOutput {
  readonly id: string;
  readonly title: Text;
  readonly mediaType: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

export interface ProcessContext {
  readonly database: Database;
  readonly routeChecker: RouteChecker;
  /** The moment of the request. */
  readonly now: Date;
}
