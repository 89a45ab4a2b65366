import { parentPort, workerData } from 'node:worker_threads';
import { makeBatchScreener } from './batch.ts';
import type { WorkerAnswer, WorkerFailure, WorkerStart, WorkerTask } from './protocol.ts';

const screenBatch = makeBatchScreener(workerData as WorkerStart);

parentPort?.on('message', (task: WorkerTask) => {
  let answer: WorkerAnswer | WorkerFailure;
  try {
    answer = screenBatch(task);
  } catch (error) {
    answer = { batch: task.batch, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
  parentPort?.postMessage(answer);
});
