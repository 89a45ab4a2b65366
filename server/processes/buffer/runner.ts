import type { Worker } from 'node:worker_threads';
import type { FeatureCollection } from 'geojson';
import { text } from '../../../data/text.ts';
import { ProblemError } from '../../problems.ts';
import { startWorkerThread } from '../../worker-thread.ts';
import type { BufferAnswer, BufferTask } from './protocol.ts';

/**
 * Buffers in a worker thread, away from the one that answers requests; what finds no free worker waits its turn.
 *
 * @throws ProblemError `too_large_to_analyse` when the time or the memory is used up; whatever `bufferFeatures` throws
 */
export type BufferRunner = (task: BufferTask) => Promise<FeatureCollection>;

export interface RunnerOptions {
  readonly timeLimitMs: number;
  readonly workers: number;
}

/** One worker is kept when its work is done: starting one takes about a second. */
export function makeBufferRunner({ timeLimitMs, workers }: RunnerOptions): BufferRunner {
  const waiting: (() => Promise<void>)[] = [];
  let running = 0;
  let idle: Worker | undefined;

  const start = (): Worker => {
    const worker = startWorkerThread(new URL('./worker.ts', import.meta.url), undefined);
    // The service may end while a worker idles or computes.
    worker.unref();
    const forget = () => {
      if (idle === worker) idle = undefined;
    };
    worker.on('error', forget);
    worker.on('exit', forget);
    return worker;
  };

  const work = async (task: BufferTask): Promise<FeatureCollection> => {
    const worker = idle ?? start();
    idle = undefined;
    try {
      const answer = await ask(worker, task, timeLimitMs);
      if (idle === undefined) idle = worker;
      else void worker.terminate();
      return buffersOf(answer);
    } catch (error) {
      if (idle !== worker) await worker.terminate();
      throw error;
    }
  };

  const next = (): void => {
    if (running >= workers) return;
    const job = waiting.shift();
    if (!job) return;
    running += 1;
    void job().finally(() => {
      running -= 1;
      next();
    });
  };

  return (task) =>
    new Promise((resolve, reject) => {
      waiting.push(() => work(task).then(resolve, reject));
      next();
    });
}

function ask(worker: Worker, task: BufferTask, timeLimitMs: number): Promise<BufferAnswer> {
  const settled = new AbortController();
  return new Promise<BufferAnswer>((resolve, reject) => {
    const timer = setTimeout(() => reject(tooLarge(timeLimitMs)), timeLimitMs);
    const onError = (error: Error) =>
      reject('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooLarge(timeLimitMs) : error);
    const onExit = (code: number) => reject(new Error(`the buffer worker ended with code ${code}`));
    settled.signal.addEventListener('abort', () => {
      clearTimeout(timer);
      worker.off('message', resolve);
      worker.off('error', onError);
      worker.off('exit', onExit);
    });
    worker.on('message', resolve);
    worker.on('error', onError);
    worker.on('exit', onExit);
    worker.postMessage(task);
  }).finally(() => settled.abort());
}

function buffersOf(answer: BufferAnswer): FeatureCollection {
  if (answer.type === 'done') return answer.buffers;
  if (answer.type === 'problem') throw new ProblemError(answer.code, answer.detail, answer.details);
  throw new Error(answer.message);
}

function tooLarge(timeLimitMs: number): ProblemError {
  const seconds = timeLimitMs / 1000;
  return new ProblemError(
    'too_large_to_analyse',
    text(
      `缓冲区在 ${seconds} 秒内未能算完，已停止。请减少要素（bbox、filter、ids）、简化线形、减小距离，或不合并（dissolve 取 none）`,
      `The buffers were not done within ${seconds} s and were given up. Take fewer features (bbox, filter, ids), simpler lines, a smaller distance, or no dissolving (dissolve none)`,
    ),
  );
}
