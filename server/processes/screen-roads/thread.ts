import type { Worker } from 'node:worker_threads';
import { startWorkerThread } from '../../worker-thread.ts';
import type { Chunk, FromThread, Plan, Planned, ToThread } from './protocol.ts';

/** A screener in a thread of its own, so that the service goes on answering. One question at a time. */
export interface ScreeningThread {
  add(of: 'roads' | 'water', features: readonly string[]): void;
  plan(plan: Plan): Promise<Planned>;
  next(): Promise<Chunk | undefined>;
  end(): Promise<void>;
}

/** @param signal ends the thread at once, whatever it is at; what is asked then rejects with its reason */
export function startScreeningThread(signal: AbortSignal): ScreeningThread {
  signal.throwIfAborted();
  // Not undefined: the library that reads GeoTIFF looks into it wherever it finds itself in a thread.
  const worker = startWorkerThread(new URL('./worker.ts', import.meta.url), {});
  worker.unref();
  const failure = new Promise<never>((_resolve, reject) => {
    worker.on('error', reject);
    worker.on('exit', (code) => reject(new Error(`the screening thread ended with code ${code}`)));
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  // It may fail while nothing is asked; the next question then learns of it.
  failure.catch(() => {});
  const end = async (): Promise<void> => {
    signal.removeEventListener('abort', onAbort);
    await worker.terminate();
  };
  const onAbort = () => void worker.terminate();
  signal.addEventListener('abort', onAbort, { once: true });

  const ask = async (message: ToThread): Promise<FromThread> => {
    const reply = await Promise.race([replyOf(worker, message), failure]);
    if (reply.kind === 'error') throw new Error(`Screening failed: ${reply.error}`);
    return reply;
  };
  return {
    add: (of, features) => worker.postMessage({ kind: 'features', of, features } satisfies ToThread),
    async plan(plan) {
      const reply = await ask({ kind: 'plan', ...plan });
      if (reply.kind !== 'planned') throw new Error(`a plan was answered with ${reply.kind}`);
      return reply;
    },
    async next() {
      const reply = await ask({ kind: 'next' });
      if (reply.kind === 'end') return undefined;
      if (reply.kind !== 'chunk') throw new Error(`the question for more was answered with ${reply.kind}`);
      return reply;
    },
    end,
  };
}

function replyOf(worker: Worker, message: ToThread): Promise<FromThread> {
  return new Promise((resolve) => {
    worker.once('message', resolve);
    worker.postMessage(message);
  });
}
