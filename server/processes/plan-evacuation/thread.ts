import type { Worker } from 'node:worker_threads';
import type { PlanReport } from '../../evacuation/plan/types.ts';
import { ProblemError } from '../../problems.ts';
import { startWorkerThread } from '../../worker-thread.ts';
import type { FromThread, PlanWork } from './protocol.ts';

/**
 * Plans in a thread of its own, so that the service goes on answering. When the signal aborts the thread is ended at once,
 * whatever it is at.
 *
 * @throws ProblemError `invalid_inputs` for what cannot be planned; the signal's reason where it aborts
 */
export type PlanInThread = (
  work: PlanWork,
  signal: AbortSignal,
  onProgress: (share: number) => void,
) => Promise<PlanReport>;

const keptMs = 60_000;

/** Keeps the thread for a while after its work is done: starting one takes about a second, a small plan does not. */
export function makePlanThreads(): PlanInThread {
  let idle: { readonly worker: Worker; readonly timer: NodeJS.Timeout } | undefined;
  const take = (): Worker => {
    const kept = idle?.worker;
    clearTimeout(idle?.timer);
    idle = undefined;
    if (kept) return kept;
    // Not undefined: the library that reads GeoTIFF looks into it wherever it finds itself in a thread.
    const worker = startWorkerThread(new URL('./worker.ts', import.meta.url), {});
    worker.unref();
    return worker;
  };
  const keep = (worker: Worker): void => {
    const forget = () => {
      if (idle?.worker === worker) idle = undefined;
      void worker.terminate();
    };
    if (idle) {
      forget();
      return;
    }
    // By their names: without one, those that Node itself listens with would go too, and no message would come again.
    for (const event of ['message', 'error', 'exit']) worker.removeAllListeners(event);
    // A thread that fails while nothing is asked of it is not asked again.
    worker.on('error', forget);
    idle = { worker, timer: setTimeout(forget, keptMs).unref() };
  };
  return async (work, signal, onProgress) => {
    signal.throwIfAborted();
    const worker = take();
    let onAbort = () => {};
    try {
      const report = await new Promise<PlanReport>((resolve, reject) => {
        onAbort = () => reject(signal.reason);
        signal.addEventListener('abort', onAbort);
        worker.on('error', reject);
        worker.on('exit', (code) => reject(new Error(`the planning thread ended with code ${code}`)));
        worker.on('message', (message: FromThread) => {
          switch (message.kind) {
            case 'progress':
              onProgress(message.share);
              return;
            case 'report':
              resolve(message.report);
              return;
            case 'problem':
              reject(new ProblemError('invalid_inputs', message.detail));
              return;
            case 'error':
              reject(new Error(`Planning failed: ${message.error}`));
          }
        });
        worker.postMessage(work);
      });
      keep(worker);
      return report;
    } catch (error) {
      await worker.terminate();
      throw error;
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  };
}
