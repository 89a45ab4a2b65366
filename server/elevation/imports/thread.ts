import { text } from '../../../data/text.ts';
import { ProblemError } from '../../problems.ts';
import { startWorkerThread } from '../../worker-thread.ts';
import type { ElevationImportReport } from '../import.ts';
import type { FromImportThread, ImportRequest, ToImportThread } from './protocol.ts';

/** An import that is told to stop clears up after itself within this time, or is ended as it is. */
const patienceMs = 10_000;

/**
 * Imports in a thread of its own, so that the service goes on answering.
 *
 * @throws ProblemError `elevation_refused`, `no_space`; the signal's reason where that aborts
 */
export async function importInThread(
  request: ImportRequest,
  signal: AbortSignal,
  onProgress: (done: number, all: number) => void,
): Promise<ElevationImportReport> {
  signal.throwIfAborted();
  const worker = startWorkerThread(new URL('./worker.ts', import.meta.url), request);
  let cut: NodeJS.Timeout | undefined;
  const onAbort = () => {
    worker.postMessage('stop' satisfies ToImportThread);
    cut = setTimeout(() => void worker.terminate(), patienceMs);
  };
  signal.addEventListener('abort', onAbort);
  try {
    const last = await new Promise<FromImportThread | undefined>((resolve, reject) => {
      let result: FromImportThread | undefined;
      worker.on('message', (message: FromImportThread) => {
        if (message.kind === 'progress') onProgress(message.done, message.all);
        else result = message;
      });
      worker.on('error', reject);
      worker.on('exit', () => resolve(result));
    });
    // Complete is complete, however late the word to stop came.
    if (last?.kind === 'imported') return last.report;
    signal.throwIfAborted();
    throw problemOf(last);
  } finally {
    clearTimeout(cut);
    signal.removeEventListener('abort', onAbort);
  }
}

function problemOf(last: Exclude<FromImportThread, { kind: 'progress' | 'imported' }> | FromImportThread | undefined) {
  if (last?.kind === 'refused')
    return new ProblemError('elevation_refused', last.text, { members: { cause: last.code } });
  if (last?.kind !== 'failed') return new Error('the thread of an import ended without a result');
  if (last.code === 'ENOSPC' || last.code === 'EDQUOT') {
    return new ProblemError(
      'no_space',
      text('服务所在的磁盘空间不足，未导入。', 'The disk of the service has no space left; nothing was imported.'),
      { cause: last.error },
    );
  }
  return new Error(`an import failed: ${last.error}`);
}
