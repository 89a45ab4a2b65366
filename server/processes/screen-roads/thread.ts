import type { Worker } from 'node:worker_threads';
import { startWorkerThread } from '../../worker-thread.ts';
import type { Chunk, FromThread, Plan, Planned, ScreenedLayer, ToThread } from './protocol.ts';

/** A screener in a thread of its own, so that the service goes on answering. One question at a time. */
export interface ScreeningThread {
  add(of: ScreenedLayer, features: readonly string[]): void;
  /** Has it take up what it kept of earlier screenings; gives the keys of what it has not. */
  take(of: ScreenedLayer, keys: readonly string[]): Promise<readonly string[]>;
  plan(plan: Plan): Promise<Planned>;
  next(): Promise<Chunk | undefined>;
  /** Whether it has ended. */
  failed(): boolean;
  /** Ends it whatever it is at; what was asked of it rejects with the reason. */
  end(reason: unknown): Promise<void>;
}

/** Lends threads out. */
export interface ThreadKeeper {
  /**
   * Works with a thread. When the signal aborts, the thread is ended at once whatever it is at, and what was asked of it
   * rejects with the signal's reason.
   */
  use<T>(signal: AbortSignal, work: (thread: ScreeningThread) => Promise<T>): Promise<T>;
}

const keptMs = 60_000;

/** Keeps one thread for a while after its work is done: starting one takes about a second, screening a road does not. */
export function makeThreadKeeper(): ThreadKeeper {
  let idle: { thread: ScreeningThread; timer: NodeJS.Timeout } | undefined;
  const take = (): ScreeningThread => {
    const kept = idle;
    idle = undefined;
    clearTimeout(kept?.timer);
    return kept && !kept.thread.failed() ? kept.thread : startScreeningThread();
  };
  const keep = (thread: ScreeningThread): void => {
    if (idle) {
      void thread.end(new Error('another thread is kept'));
      return;
    }
    const forget = () => {
      if (idle?.thread === thread) idle = undefined;
      void thread.end(new Error('it was idle'));
    };
    idle = { thread, timer: setTimeout(forget, keptMs).unref() };
  };
  return {
    async use(signal, work) {
      signal.throwIfAborted();
      const thread = take();
      const onAbort = () => void thread.end(signal.reason);
      signal.addEventListener('abort', onAbort);
      try {
        const result = await work(thread);
        keep(thread);
        return result;
      } catch (error) {
        // What it still holds of broken-off work must not come into the next.
        await thread.end(error);
        throw error;
      } finally {
        signal.removeEventListener('abort', onAbort);
      }
    },
  };
}

function startScreeningThread(): ScreeningThread {
  // Not undefined: the library that reads GeoTIFF looks into it wherever it finds itself in a thread.
  const worker = startWorkerThread(new URL('./worker.ts', import.meta.url), {});
  worker.unref();
  let failed = false;
  let fail = (_reason: unknown): void => {};
  const failure = new Promise<never>((_resolve, reject) => {
    fail = (reason) => {
      failed = true;
      reject(reason);
    };
  });
  // It may fail while nothing is asked; the next question then learns of it.
  failure.catch(() => {});
  worker.on('error', fail);
  worker.on('exit', (code) => fail(new Error(`the screening thread ended with code ${code}`)));

  const ask = async (message: ToThread): Promise<FromThread> => {
    const reply = await Promise.race([replyOf(worker, message), failure]);
    if (reply.kind === 'error') throw new Error(`Screening failed: ${reply.error}`);
    return reply;
  };
  return {
    add: (of, features) => worker.postMessage({ kind: 'features', of, features } satisfies ToThread),
    async take(of, keys) {
      const reply = await ask({ kind: 'take', of, keys });
      if (reply.kind !== 'lacking') throw new Error(`the question for what is kept was answered with ${reply.kind}`);
      return reply.keys;
    },
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
    failed: () => failed,
    async end(reason) {
      fail(reason);
      await worker.terminate();
    },
  };
}

function replyOf(worker: Worker, message: ToThread): Promise<FromThread> {
  return new Promise((resolve) => {
    worker.once('message', resolve);
    worker.postMessage(message);
  });
}
