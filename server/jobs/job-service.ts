import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { text } from '../../data/text.ts';
import type { Database } from '../database/database.ts';
import type { Author } from '../layers/changes/announce.ts';
import { toProblem } from '../problems.ts';
import { type Job, JobEnded, type JobRunner, type Queryable } from './job.ts';
import {
  claimJob,
  createJob,
  dismissJob,
  finishJob,
  idleJobs,
  leaseSeconds,
  releaseAllLeases,
  releaseLease,
  removeJob,
  renewLease,
  saveStep,
} from './job-store.ts';
import { openQueue, type Queue } from './queue.ts';

export interface JobService {
  /** Stores a job, to be run as soon as the one before it of its process has ended. */
  submit(process: string, inputs: unknown, author: Author): Promise<Job>;
  /** Tells that a job was stored past `submit`, in a transaction that has been committed. */
  wake(process: string, id: string): void;
  /** Ends a job that waits or runs, or takes one that has ended out of the list; undefined where there is none. */
  dismiss(id: string): Promise<Job | undefined>;
  /** Takes up what an earlier service left unfinished, now and from time to time. */
  start(): void;
  /** Gives running jobs back at their last step, and waits until nothing of them runs. May be called twice. */
  close(): Promise<void>;
}

export interface JobServiceOptions {
  readonly database: Database;
  readonly logger: Logger;
  /** By process, loaded when the first of its jobs is run. */
  readonly runners: Readonly<Record<string, () => Promise<JobRunner>>>;
}

/** For jobs that other services on the same database have sent; those of this one are told at once. */
const lookEveryMs = 2000;
/** For jobs whose service was killed. */
const sweepEveryMs = 10_000;
/** A job that ends its service this often without a step in between is given up. */
const mostAttempts = 4;

export function makeJobService({ database, logger, runners }: JobServiceOptions): JobService {
  const { pool } = database;
  const owner = randomUUID();
  const exclusive = database.kind === 'embedded';
  const running = new Map<string, AbortController>();
  const loops = new Map<string, { wake: () => void; ended: Promise<void> }>();
  const closing = new AbortController();
  let queue: Promise<Queue> | undefined;
  let sweeping: NodeJS.Timeout | undefined;
  let sweep: Promise<void> | undefined;

  const opened = (): Promise<Queue> => {
    queue ??= openQueue(pool, Object.keys(runners), logger);
    queue.catch(() => {
      queue = undefined;
    });
    return queue;
  };

  const deliver = async (process: string, id: string): Promise<void> => {
    if (closing.signal.aborted || !runners[process]) return;
    await (await opened()).send(process, id);
    const loop = loops.get(process) ?? startLoop(process);
    loops.set(process, loop);
    loop.wake();
  };

  const wake = (process: string, id: string): void => {
    // A job that could not be delivered is found by the next sweep.
    deliver(process, id).catch((error) => logger.error({ err: error, job: id }, 'job not delivered'));
  };

  const startLoop = (process: string) => {
    let rouse = () => {};
    let woken = false;
    const asleep = () =>
      new Promise<void>((resolve) => {
        const timer = exclusive ? undefined : setTimeout(resolve, lookEveryMs).unref();
        rouse = () => {
          clearTimeout(timer);
          resolve();
        };
        if (woken || closing.signal.aborted) rouse();
      });
    closing.signal.addEventListener('abort', () => rouse());
    const turn = async (): Promise<void> => {
      while (!closing.signal.aborted) {
        woken = false;
        try {
          const delivery = await (await opened()).take(process);
          if (delivery) {
            await runJob(delivery.id);
            await delivery.done();
            continue;
          }
        } catch (error) {
          if (!closing.signal.aborted) logger.error({ err: error, process }, 'jobs cannot be taken');
          await new Promise((resolve) => setTimeout(resolve, lookEveryMs).unref());
        }
        await asleep();
      }
    };
    return {
      wake: () => {
        woken = true;
        rouse();
      },
      ended: turn(),
    };
  };

  const runJob = async (id: string): Promise<void> => {
    if (closing.signal.aborted) return;
    const claimed = await claimJob(pool, id, owner);
    if (!claimed) return;
    const { job, attempts } = claimed;
    const controller = new AbortController();
    running.set(id, controller);
    const end = (why: string) => controller.abort(new JobEnded(why));
    const onClose = () => end('the service is ending');
    closing.signal.addEventListener('abort', onClose);
    const renewing = setInterval(
      () => {
        renewLease(pool, id, owner).then(
          (mine) => mine || end('it was dismissed'),
          (error) => logger.warn({ err: error, job: id }, 'lease not renewed'),
        );
      },
      (leaseSeconds * 1000) / 3,
    ).unref();
    try {
      if (attempts > mostAttempts) {
        await finishJob(pool, id, owner, {
          status: 'failed',
          problem: { code: 'given_up', detail: givenUp(attempts) },
        });
        return;
      }
      const runner = await runners[job.process]?.();
      if (!runner) throw new Error(`no runner for the process ${job.process}`);
      const step = (db: Queryable, one: Parameters<typeof saveStep>[3]) => saveStep(db, id, owner, one);
      const result = await runner.run({ job, signal: controller.signal, step });
      await finishJob(pool, id, owner, { status: 'successful', result });
    } catch (error) {
      if (error instanceof JobEnded || controller.signal.aborted) {
        if (closing.signal.aborted) await releaseLease(pool, id, owner);
        return;
      }
      const problem = toProblem(error);
      // Passes by itself: the job keeps its place and is taken up when its lease has run out.
      if (problem.code === 'database_unavailable') {
        logger.warn({ err: error, job: id }, 'job interrupted');
        return;
      }
      if (problem.status >= 500) logger.error({ err: error, job: id }, 'job failed');
      await finishJob(pool, id, owner, {
        status: 'failed',
        problem: { code: problem.code, detail: problem.detail },
      });
    } finally {
      clearInterval(renewing);
      closing.signal.removeEventListener('abort', onClose);
      running.delete(id);
    }
  };

  const sweepOnce = async (): Promise<void> => {
    for (const { id, process } of await idleJobs(pool)) {
      if (!running.has(id)) await deliver(process, id);
    }
  };

  const close = async (): Promise<void> => {
    clearInterval(sweeping);
    closing.abort();
    await sweep;
    await Promise.all([...loops.values()].map(({ ended }) => ended));
    await queue?.then(
      (open) => open.close(),
      () => {},
    );
  };
  let closed: Promise<void> | undefined;

  return {
    async submit(process, inputs, author) {
      const job = await createJob(pool, process, inputs, author);
      wake(process, job.id);
      return job;
    },
    wake,
    async dismiss(id) {
      const dismissed = await dismissJob(pool, id, text('已取消', 'Dismissed'));
      if (!dismissed) return await removeJob(pool, id);
      running.get(id)?.abort(new JobEnded('it was dismissed'));
      return dismissed;
    },
    start() {
      const sweepQuietly = () => {
        sweep = sweepOnce().catch((error) => {
          if (!closing.signal.aborted) logger.warn({ err: error }, 'unfinished jobs cannot be looked for');
        });
        return sweep;
      };
      sweeping = setInterval(sweepQuietly, sweepEveryMs).unref();
      sweep = (exclusive ? releaseAllLeases(pool) : Promise.resolve()).then(sweepQuietly, () => {});
    },
    close() {
      closed ??= close();
      return closed;
    },
  };
}

function givenUp(attempts: number) {
  return text(
    `任务已中断 ${attempts - 1} 次而无进展，不再重试；请缩小范围后重新提交。`,
    `The job was broken off ${attempts - 1} times without getting any further and is given up; send a smaller one.`,
  );
}
