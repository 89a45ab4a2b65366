import type pg from 'pg';
import type { Text } from '../../data/text.ts';
import type { Author } from '../layers/changes/announce.ts';

/** As OGC API – Processes names them. */
export const jobStatuses = ['accepted', 'running', 'successful', 'failed', 'dismissed'] as const;
export type JobStatus = (typeof jobStatuses)[number];

export interface Job {
  readonly id: string;
  readonly process: string;
  readonly inputs: unknown;
  readonly status: JobStatus;
  /** 0 to 100; never falls. */
  readonly progress: number;
  readonly message: Text | null;
  /** Where the work stands: whatever the runner last saved; null before its first step. */
  readonly checkpoint: unknown;
  readonly result: unknown;
  readonly problem: JobProblem | null;
  readonly author: Author;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly updatedAt: string;
}

export interface JobProblem {
  readonly code: string;
  readonly detail: Text;
}

export interface JobStep {
  readonly checkpoint: unknown;
  /** 0 to 100. */
  readonly progress: number;
  readonly message: Text;
}

export interface JobContext {
  readonly job: Job;
  /** Aborts when the job is dismissed or the service ends; the reason is a `JobEnded`. */
  readonly signal: AbortSignal;
  /**
   * Saves a step in the transaction that holds its work, so that both are stored or neither.
   *
   * @throws JobEnded where the job is no longer this service's to run; the transaction must not be committed then
   */
  step(db: Queryable, step: JobStep): Promise<void>;
}

export type Queryable = Pick<pg.ClientBase, 'query'>;

/** What a process does as a job. It is run again from its last checkpoint after the service was killed. */
export interface JobRunner {
  /** @returns the result to be stored, as JSON */
  run(context: JobContext): Promise<unknown>;
}

/** The job was dismissed, or goes on in another service. Not a failure. */
export class JobEnded extends Error {
  constructor(why: string) {
    super(`the job has ended here: ${why}`);
    this.name = 'JobEnded';
  }
}
