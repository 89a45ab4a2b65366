import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { text } from '../../../data/text.ts';
import { StartError } from '../../start-error.ts';
import { startWorkerThread } from '../../worker-thread.ts';
import type { OnProgress } from '../database.ts';
import { prepareFolder } from './creation.ts';
import { lockFolder } from './folder-lock.ts';
import type { FromWorker, ListenAddress, ToWorker, WorkerOptions } from './protocol.ts';
import { makeSocketFolder, socketFolderOf, socketPath, socketPort } from './socket-folder.ts';

export type Transport = 'socket' | 'loopback';

export interface Engine {
  /** Where a pg client connects: a folder with the socket in it, or a loopback address. */
  readonly host: string;
  readonly port: number;
  /** Flushes and ends the engine and frees the folder. May be called twice. */
  close(): Promise<void>;
}

export interface EngineOptions {
  readonly dataFolder: string;
  /** Windows has no sockets in the file system that pg could use: a free loopback port there. */
  readonly transport: Transport;
  readonly onProgress: OnProgress;
  /** The engine has ended by itself; its connections are cut. */
  readonly onFailure: (error: StartError) => void;
}

/** The engine that another process has open on a data folder; undefined where it cannot be reached (yet). */
export function runningEngine(dataFolder: string): Engine | undefined {
  const folder = socketFolderOf(path.join(dataFolder, 'database'));
  if (!existsSync(socketPath(folder))) return undefined;
  return { host: folder, port: socketPort, close: async () => {} };
}

/** Closing waits for the query that is running, since a single backend cannot be interrupted; then it is cut off. */
const closeTimeoutMs = 30_000;
/** Says so whenever another three seconds have passed; returns what stops it. */
function reportWaiting(onProgress: OnProgress, isNew: boolean): () => void {
  const startedAt = performance.now();
  if (isNew)
    onProgress(
      text(
        '正在创建内置数据库，首次启动约需十几秒……',
        'Creating the embedded database; this first start takes about 15 s …',
      ),
    );
  let announced = isNew;
  const timer = setInterval(() => {
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    if (!announced) onProgress(text('正在打开内置数据库……', 'Opening the embedded database …'));
    else if (seconds % 3 === 0)
      onProgress(
        text(
          `仍在准备内置数据库，已用 ${seconds} 秒……`,
          `Still preparing the embedded database, ${seconds} s so far …`,
        ),
      );
    announced = true;
  }, 1000);
  return () => clearInterval(timer);
}

/**
 * Starts the embedded database in a worker thread.
 *
 * @throws StartError `data_folder_in_use`, or `embedded_database_failed` with the engine's own words.
 */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const databaseFolder = path.join(options.dataFolder, 'database');
  const lock = lockFolder(options.dataFolder);
  const socketFolder = options.transport === 'socket' ? makeSocketFolder(databaseFolder) : undefined;
  const listen: ListenAddress = socketFolder ? { path: socketPath(socketFolder) } : { host: '127.0.0.1', port: 0 };
  const isNew = prepareFolder(databaseFolder);
  const stopReporting = reportWaiting(options.onProgress, isNew);

  const worker = startWorkerThread(new URL('./worker.ts', import.meta.url), {
    databaseFolder,
    isNew,
    listen,
  } satisfies WorkerOptions);

  let state: 'starting' | 'open' | 'closing' = 'starting';
  const ended = new Promise<string>((resolve) => {
    worker.on('message', (message: FromWorker) => {
      if (message.type === 'failed') resolve(message.message);
    });
    worker.on('error', (error) => resolve(error instanceof Error ? error.message : String(error)));
    worker.on('exit', (code) => resolve(`its thread ended with code ${code}`));
  });
  const cleanUp = ended.then(async (reason) => {
    if (state === 'open') options.onFailure(failure(options.dataFolder, reason));
    await worker.terminate();
    stopReporting();
    if (socketFolder) rmSync(socketFolder, { recursive: true, force: true });
    lock.release();
    return failure(options.dataFolder, reason);
  });

  const port = await new Promise<number>((resolve, reject) => {
    worker.on('message', (message: FromWorker) => {
      if (message.type === 'listening') resolve(message.port);
    });
    void cleanUp.then(reject);
  });
  stopReporting();
  state = 'open';

  return {
    host: socketFolder ?? '127.0.0.1',
    port: socketFolder ? socketPort : port,
    async close() {
      if (state === 'open') worker.postMessage('close' satisfies ToWorker);
      state = 'closing';
      const timer = setTimeout(() => void worker.terminate(), closeTimeoutMs);
      await cleanUp;
      clearTimeout(timer);
    },
  };
}

function failure(folder: string, reason: string): StartError {
  return new StartError(
    'embedded_database_failed',
    text(
      `数据文件夹 ${folder} 中的内置数据库已停止：${reason}`,
      `the embedded database in ${folder} has stopped: ${reason}`,
    ),
  );
}
