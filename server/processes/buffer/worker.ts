import { parentPort } from 'node:worker_threads';
import { ProblemError } from '../../problems.ts';
import { bufferFeatures } from './compute.ts';
import type { BufferAnswer, BufferTask } from './protocol.ts';

function answer({ source, distances, dissolve }: BufferTask): BufferAnswer {
  try {
    return { type: 'done', buffers: bufferFeatures(source, distances, dissolve) };
  } catch (error) {
    if (error instanceof ProblemError) {
      return { type: 'problem', code: error.code, detail: error.detail, details: error.details };
    }
    return { type: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

parentPort?.on('message', (task: BufferTask) => parentPort?.postMessage(answer(task)));
