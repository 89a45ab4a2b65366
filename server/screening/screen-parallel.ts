import type { Worker } from 'node:worker_threads';
import { startWorkerThread } from '../worker-thread.ts';
import { type Alignment, lengthOf } from './alignment/types.ts';
import { makeBatchScreener } from './batch.ts';
import { addCount, type Counts, type WorkerAnswer, type WorkerFailure, type WorkerStart } from './protocol.ts';

export interface ParallelOptions {
  readonly threads: number;
  /** Called with the text of each batch's features in order; what it returns is awaited before more are asked for. */
  readonly onFeatures: (features: string) => void | Promise<void>;
  readonly onProgress?: (doneMetres: number, allMetres: number) => void;
  readonly signal?: AbortSignal;
}

/** Below this a thread takes longer to start than the roads to screen. */
const worthThreads = 50_000;
const batchMetres = 25_000;

/**
 * Screens alignments on several threads. Features come out in the order of the alignments, whatever thread they ran on.
 *
 * @throws the signal's reason when it aborts; no more features follow.
 */
export async function screenParallel(
  start: WorkerStart,
  alignments: readonly Alignment[],
  options: ParallelOptions,
): Promise<Counts> {
  const batches = batchesOf(alignments);
  const all = alignments.reduce((sum, alignment) => sum + lengthOf(alignment), 0);
  const counts: Counts = {};
  let done = 0;
  const accept = async ({ batch, features, counts: own }: WorkerAnswer): Promise<void> => {
    for (const [hazard, grades] of Object.entries(own)) {
      for (const [grade, count] of Object.entries(grades)) addCount(counts, hazard, grade, count);
    }
    done += (batches[batch] ?? []).reduce((sum, alignment) => sum + lengthOf(alignment), 0);
    if (features !== '') await options.onFeatures(features);
    options.onProgress?.(done, all);
  };
  if (options.threads <= 1 || all < worthThreads) {
    const screenBatch = makeBatchScreener(start);
    for (const [batch, list] of batches.entries()) {
      options.signal?.throwIfAborted();
      await accept(screenBatch({ batch, alignments: list }));
      // Lets an abort and other work in between batches.
      await new Promise((resolve) => setImmediate(resolve));
    }
    return counts;
  }
  await onThreads(start, batches, accept, options);
  return counts;
}

function batchesOf(alignments: readonly Alignment[]): Alignment[][] {
  const batches: Alignment[][] = [];
  let metres = Number.POSITIVE_INFINITY;
  for (const alignment of alignments) {
    if (metres >= batchMetres) {
      batches.push([]);
      metres = 0;
    }
    batches.at(-1)?.push(alignment);
    metres += lengthOf(alignment);
  }
  return batches;
}

async function onThreads(
  start: WorkerStart,
  batches: readonly Alignment[][],
  accept: (answer: WorkerAnswer) => Promise<void>,
  { threads, signal }: ParallelOptions,
): Promise<void> {
  signal?.throwIfAborted();
  const workers = Array.from({ length: Math.min(threads, batches.length) }, () =>
    startWorkerThread(new URL('./worker.ts', import.meta.url), start),
  );
  const answers = new Map<number, WorkerAnswer>();
  let next = 0;
  let accepted = 0;
  let draining = Promise.resolve();
  try {
    await new Promise<void>((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
      const feed = (worker: Worker): void => {
        const batch = next;
        const alignments = batches[batch];
        if (!alignments) return;
        next += 1;
        worker.postMessage({ batch, alignments });
      };
      const drain = async (): Promise<void> => {
        for (let answer = answers.get(accepted); answer; answer = answers.get(accepted)) {
          answers.delete(accepted);
          accepted += 1;
          await accept(answer);
        }
        if (accepted === batches.length) resolve();
      };
      for (const worker of workers) {
        worker.on('message', (answer: WorkerAnswer | WorkerFailure) => {
          if ('error' in answer) {
            reject(new Error(`Screening failed in batch ${answer.batch + 1} of ${batches.length}: ${answer.error}`));
            return;
          }
          answers.set(answer.batch, answer);
          feed(worker);
          draining = draining.then(drain).catch(reject);
        });
        worker.on('error', reject);
        feed(worker);
        feed(worker);
      }
    });
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}
