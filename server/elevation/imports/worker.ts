import { parentPort, workerData } from 'node:worker_threads';
import { StartError } from '../../start-error.ts';
import { importElevation } from '../import.ts';
import type { FromImportThread, ImportRequest, ToImportThread } from './protocol.ts';

const stopping = new AbortController();
parentPort?.on('message', (_message: ToImportThread) => stopping.abort(new Error('the import was stopped')));

function tell(message: FromImportThread): void {
  parentPort?.postMessage(message);
}

async function run(request: ImportRequest): Promise<FromImportThread> {
  try {
    const onProgress = (done: number, all: number) => tell({ kind: 'progress', done, all });
    return { kind: 'imported', report: await importElevation({ ...request, signal: stopping.signal, onProgress }) };
  } catch (error) {
    if (error instanceof StartError) return { kind: 'refused', code: error.code, text: error.text };
    const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
    return { kind: 'failed', code, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

tell(await run(workerData as ImportRequest));
parentPort?.close();
